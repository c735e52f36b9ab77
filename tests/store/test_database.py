"""Sessions: what is written together is kept together, times keep their zone, and failures say nothing of contents."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from service.errors import StoreUnavailable
from service.store.address import DatabaseAddress, parse_address
from service.store.blocking import BlockingDatabase
from service.store.database import Database, make_file
from service.store.ids import new_id
from service.store.migrating import upgrade
from service.store.tables import DEFAULT_WORKSPACE, ResultRow, ShareRow
from tests.databases import Postgres

NOW = datetime(2027, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)


def row(now: datetime = NOW, **changes: object) -> ResultRow:
    values: dict[str, object] = {
        "id": new_id("res", now), "workspace": DEFAULT_WORKSPACE, "created_at": now, "kind": "specification",
        "outcome": "complete", "engine": "rules", "title": "Orchard week", "schema_version": "1",
        "input": '{"brief": {"text": "a"}}', "document": '{"b": 1, "a": "\\u0000"}',
    }  # fmt: skip
    return ResultRow(**values | changes)


async def count(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(ResultRow)) or 0


async def test_a_row_comes_back_as_it_was(database: Database) -> None:
    kept = row(now=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))))
    async with database.writing() as session:
        session.add(kept)
    async with database.reading() as session:
        found = await session.get_one(ResultRow, kept.id)
    assert found.created_at == NOW
    assert found.created_at.utcoffset() == timedelta(0)
    assert found.document == '{"b": 1, "a": "\\u0000"}', "to the letter: order, spaces, escapes"
    assert (found.workspace, found.owner, found.specification_id) == (DEFAULT_WORKSPACE, None, None)


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StoreUnavailable):
        async with database.writing() as session:
            session.add(row(created_at=NOW.replace(tzinfo=None)))


async def test_an_error_takes_everything_back(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as session:
            session.add(row())
            await session.flush()
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await write_and_fail()
    assert await count(database) == 0


async def test_a_share_goes_with_its_result_and_an_alignment_stays(database: Database) -> None:
    plan = row()
    held = row(kind="alignment", specification_id=plan.id)
    share = ShareRow(
        id=new_id("shr", NOW), workspace=DEFAULT_WORKSPACE, result_id=plan.id, token_hash="0" * 64,
        created_at=NOW, expires_at=NOW,
    )  # fmt: skip
    async with database.writing() as session:
        session.add(plan)
        await session.flush()
        session.add_all([held, share])
    async with database.writing() as session:
        await session.execute(text("DELETE FROM results WHERE id = :id"), {"id": plan.id})
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ShareRow)) == 0
        assert (await session.get_one(ResultRow, held.id)).specification_id is None


async def test_those_who_read_and_then_write_wait_for_each_other(database: Database) -> None:
    """With a lock that is taken late, most of these would fail at once with a state that is out of date."""

    async def read_and_write(number: int) -> None:
        async with database.writing() as session:
            await session.scalar(select(func.count()).select_from(ResultRow))
            session.add(row(title=f"number {number}"))

    await asyncio.gather(*(read_and_write(number) for number in range(40)))
    assert await count(database) == 40


async def test_a_failure_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    kept = row(title="Zanzibarium")
    async with database.writing() as session:
        session.add(kept)
    with pytest.raises(StoreUnavailable) as caught:
        async with database.writing() as session:
            session.add(row(id=kept.id, title="Zanzibarium"))
    error: BaseException | None = caught.value
    assert "Zanzibarium" not in caught.value.message
    while error := error.__cause__ or error.__context__ if error else None:
        assert "Zanzibarium" not in str(error)


# --- files of SQLite ----------------------------------------------------------------------------


@pytest.fixture
def default_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseAddress:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "not" / "there"))
    address = parse_address(None)
    assert address
    return address


async def test_the_file_nobody_named_is_made_for_its_owner_alone(default_file: DatabaseAddress) -> None:
    database = Database(default_file)
    await database.check()
    async with database.writing() as session:
        session.add(row())
    assert default_file.path
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in default_file.path.parent.iterdir()}
    folder = stat.S_IMODE(default_file.path.parent.stat().st_mode)
    await database.close()
    assert set(modes) == {"liaison.db", "liaison.db-shm", "liaison.db-wal"}
    assert set(modes.values()) == {0o600}
    assert folder == 0o700


async def test_it_is_written_to_the_disk_before_anybody_is_told(default_file: DatabaseAddress) -> None:
    database = Database(default_file)
    async with database.reading() as session:
        said = [
            await session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    await database.close()
    assert said == ["wal", 2, 1]


async def test_a_folder_that_was_named_is_not_made(tmp_path: Path) -> None:
    address = parse_address(f"sqlite:///{tmp_path / 'missing' / 'kept.db'}")
    assert address
    with pytest.raises(StoreUnavailable, match="No such file or directory"):
        await Database(address).check()
    assert not (tmp_path / "missing").exists()


async def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_bytes(os.urandom(4096))
    address = parse_address(f"sqlite:///{tmp_path / 'kept.db'}")
    assert address
    with pytest.raises(StoreUnavailable, match="not a database"):
        await Database(address).check()


async def test_a_server_that_is_not_there_is_named_without_its_password(free_port: int) -> None:
    address = parse_address(f"postgresql://anna:secret@127.0.0.1:{free_port}/liaison")
    assert address
    with pytest.raises(StoreUnavailable, match=f"127.0.0.1:{free_port}/liaison") as caught:
        await Database(address).check()
    assert "secret" not in caught.value.message


def test_whoever_asks_for_the_file_again_drops_no_lock_on_it(tmp_path: Path) -> None:
    address = DatabaseAddress(path=tmp_path / "liaison.db")
    make_file(address)
    code = f"import sqlite3; sqlite3.connect({str(address.path)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(sqlite3.connect(str(address.path), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        make_file(address)
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert "database is locked" in other.stderr


def test_what_a_thread_gives_back_after_the_end_is_closed(postgres: Postgres) -> None:
    address = parse_address(postgres.emptied())
    assert address
    upgrade(address)
    kept = BlockingDatabase(address)
    with kept.reading() as session:
        session.execute(text("SELECT 1"))
        kept.close()
        assert postgres.left_open() == ["liaison"]
    assert postgres.left_open() == []
    with kept.reading() as session:
        session.execute(text("SELECT 1"))
    assert postgres.left_open() == []
