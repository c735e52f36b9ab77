"""Tokens of models, counted by key and day: a key that has used what it may is told so before its run begins."""

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from service.callers import Caller
from service.errors import StoreError, TokensSpent
from service.store.database import Database

logger = logging.getLogger("liaison")
EventT = TypeVar("EventT")


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


async def metered(
    events: AsyncGenerator[EventT, None],
    caller: Caller,
    database: Database,
    spent: Callable[[EventT], int | None],
    clock: Callable[[], datetime] = now_utc,
) -> AsyncGenerator[EventT, None]:
    """Pass the events of a run on, and count the tokens that its result tells of (`spent`).

    Raises:
        TokensSpent: the caller has used what they may use today.
        StoreError: how much that is cannot be told.
    """
    async with aclosing(events):
        await ensure_left(caller, database, clock())
        async for event in events:
            if caller.key_id is not None and (tokens := spent(event)) is not None:
                await _count(caller, database, tokens, clock())
            yield event


async def ensure_left(caller: Caller, database: Database, now: datetime) -> None:
    """Let a caller pass who may still use tokens today.

    Raises:
        TokensSpent, StoreError: they may not; how much was used cannot be told.
    """
    if caller.tokens_per_day is None or caller.key_id is None:
        return
    if await used(database, caller.key_id, now) >= caller.tokens_per_day:
        midnight = datetime.combine(now.date() + timedelta(days=1), time.min, UTC)
        raise TokensSpent(caller.tokens_per_day, max(1, int((midnight - now).total_seconds())))


async def used(database: Database, key_id: str, now: datetime) -> int:
    """The tokens that a key has used today.

    Raises:
        StoreError: the database cannot be used.
    """
    from service.store import token_use

    async with database.reading() as session:
        return await token_use.used(session, key_id, _day(now))


async def _count(caller: Caller, database: Database, tokens: int, now: datetime) -> None:
    from service.store import token_use

    if not tokens or caller.key_id is None:
        return
    try:
        async with database.writing() as session:
            await token_use.add(session, caller.key_id, caller.workspace, _day(now), tokens)
    except StoreError as error:
        # The result is there and paid for: whoever waits for it gets it.
        logger.error("tokens could not be counted: %s", error.message)


def _day(now: datetime) -> str:
    return now.astimezone(UTC).date().isoformat()
