"""Claims of requests that may come twice, when two of them meet."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from service.callers import DEFAULT_WORKSPACE
from service.store.address import parse_address
from service.store.database import Database
from service.store.migrating import upgrade
from service.store.repeats import Claim, KeptAnswer, claim, release
from tests.databases import Postgres

CLAIM = Claim(DEFAULT_WORKSPACE, "key_1", "d" * 64, "f" * 64)
NOW = datetime(2027, 5, 3, 8, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)


class Met:
    """A session that meets another: after its first try to claim the other gives up; or never, and nothing is found."""

    def __init__(self, session: AsyncSession, database: Database, gives_up: bool) -> None:
        self._session = session
        self._database = database
        self._gives_up = gives_up

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    async def scalar(self, statement: Any) -> Any:
        found = await self._session.scalar(statement)
        if self._gives_up:
            async with self._database.writing() as other:
                await release(other, CLAIM)
        return found

    async def get(self, *_place: Any) -> None:
        """Nothing: between two statements the row was given up, and may have been taken again."""


@pytest.mark.parametrize("gives_up", [True, False])
async def test_a_claim_that_is_given_up_meanwhile_is_free(gives_up: bool, postgres: Postgres) -> None:
    address = parse_address(postgres.emptied())
    assert address
    upgrade(address)
    database = Database(address, DEFAULT_WORKSPACE)
    async with database.writing() as session:
        assert await claim(session, CLAIM, NOW, LATER) is None
    async with database.writing() as session:
        met = cast("AsyncSession", Met(session, database, gives_up))
        under_way = KeptAnswer(CLAIM.fingerprint, None, None, None)
        assert await claim(met, CLAIM, NOW, LATER) == (None if gives_up else under_way)
    await database.close()
