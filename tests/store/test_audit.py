"""The log of what was done by whom: written with what it tells of, and never changed."""

import pytest
from sqlalchemy import text

from schemas.keys import KeyChange, KeyRequest, RotateRequest
from service.callers import Caller
from service.errors import StoreUnavailable
from service.keyring import Keyring
from service.store.database import Database

ADMIN = Caller("anna", scope="admin", key_id="key_of_anna")


async def rows(database: Database) -> list[tuple[str, ...]]:
    query = text("SELECT actor, action, subject, request_id FROM audit_log ORDER BY created_at, id")
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(query)]


async def test_what_is_done_to_keys_is_logged(database: Database) -> None:
    ring = Keyring(database, ADMIN, "order-17")
    made = await ring.make(KeyRequest(name="Zanzibarium"))
    await ring.change(made.id, 1, KeyChange(name="shop"))
    new = await ring.rotate(made.id, RotateRequest())
    await ring.revoke(made.id)
    await ring.revoke(made.id)
    kept = await rows(database)
    assert kept == [
        ("key_of_anna", action, subject, "order-17")
        for action, subject in [
            ("key.make", made.id),
            ("key.change", made.id),
            ("key.rotate", new.id),
            ("key.revoke", made.id),
        ]
    ]
    assert "Zanzibarium" not in str(kept)


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'nobody'", "DELETE FROM audit_log"])
async def test_the_log_only_grows(statement: str, database: Database) -> None:
    await Keyring(database, ADMIN).make(KeyRequest(name="shop"))
    before = await rows(database)
    with pytest.raises(StoreUnavailable):
        async with database.writing() as session:
            await session.execute(text(statement))
    assert await rows(database) == before
    assert len(before) == 1
