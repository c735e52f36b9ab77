"""One history of tables, which gives what the models say on both kinds of database."""

import asyncio
from importlib.resources import files

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from service.errors import StoreAhead, StoreBehind
from service.store.address import DatabaseAddress
from service.store.database import Database
from service.store.engines import sync_engine
from service.store.migrating import differences, upgrade
from service.store.migrations import REVISIONS


def history() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(files("service.store") / "migrations"))
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def test_the_steps_are_known_by_name() -> None:
    assert tuple(history()) == REVISIONS


def test_the_history_ends_where_the_models_are(address: DatabaseAddress) -> None:
    assert differences(address) is not None, "without a table it differs"
    upgrade(address)
    assert differences(address) is None


def test_a_second_upgrade_finds_nothing_to_do(address: DatabaseAddress) -> None:
    upgrade(address)
    upgrade(address)
    assert differences(address) is None


async def test_of_two_upgrades_at_once_one_does_the_work(address: DatabaseAddress) -> None:
    await asyncio.gather(*(asyncio.to_thread(upgrade, address) for _ in range(4)))
    assert differences(address) is None


async def test_a_file_is_brought_up_to_date_by_its_first_use_and_a_server_is_not(address: DatabaseAddress) -> None:
    database = Database(address)
    try:
        if address.path is None:
            with pytest.raises(StoreBehind, match="not yet at"):
                await database.check()
            assert await database.revision() is None
        else:
            await database.check()
            assert await database.revision() == REVISIONS[-1]
    finally:
        await database.close()


async def test_tables_of_a_later_version_are_left_alone(address: DatabaseAddress) -> None:
    upgrade(address)
    engine = sync_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    database = Database(address)
    try:
        with pytest.raises(StoreAhead, match="9999"):
            await database.check()
    finally:
        await database.close()
