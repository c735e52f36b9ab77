"""Requests of a minute, taken a few at a time by several servers and never more than the bound."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from service.store import request_use
from service.store.database import Database
from service.store.request_use import Taken

MINUTE = 29_000_000


class Clock:
    """The clock of the database, as a test sets it: seconds after a minute began."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = 0.5
        monkeypatch.setattr(request_use, "seconds", self.seconds)

    async def seconds(self, _session: AsyncSession) -> float:
        return 60.0 * MINUTE + self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def take(database: Database, limit: int, wish: int, who: str = "key_1", workspace: str = "wsp_default") -> Taken:
    async with database.of(workspace).writing() as session:
        return await request_use.take(session, workspace, who, limit, wish)


async def test_as_many_as_wished_and_fewer_where_little_is_left(database: Database, clock: Clock) -> None:
    assert await take(database, limit=100, wish=1) == Taken(granted=1, left=99, seconds=60)
    assert await take(database, limit=100, wish=4) == Taken(granted=4, left=95, seconds=60)
    assert await take(database, limit=100, wish=50) == Taken(granted=4, left=91, seconds=60)
    clock.at = 59.2
    assert await take(database, limit=11, wish=50) == Taken(granted=1, left=1, seconds=1)
    assert await take(database, limit=5, wish=50) == Taken(granted=0, left=0, seconds=1)
    clock.at = 60.0
    assert await take(database, limit=5, wish=50) == Taken(granted=1, left=4, seconds=60)


async def test_callers_and_workspaces_are_counted_apart(database: Database, clock: Clock) -> None:
    for who, workspace in (("key_1", "wsp_default"), ("key_2", "wsp_default"), ("key_1", "wsp_other")):
        assert (await take(database, 1, 1, who, workspace)).granted == 1
        assert (await take(database, 1, 1, who, workspace)).granted == 0


async def test_many_at_once_take_no_more_than_there_is(database: Database, clock: Clock) -> None:
    taken = await asyncio.gather(*(take(database, limit=40, wish=2) for _ in range(50)))
    assert sum(one.granted for one in taken) == 40


async def test_the_clock_is_that_of_the_database(database: Database) -> None:
    async with database.reading() as session:
        first = await request_use.seconds(session)
        assert first > 1_700_000_000
    await asyncio.sleep(0.01)
    async with database.reading() as session:
        assert 0 < await request_use.seconds(session) - first < 60
