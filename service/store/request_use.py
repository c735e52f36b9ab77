"""Requests by caller and minute, in the database, so that several servers hold one bound together.

A server takes a few requests at a time, and lets them through by itself: what is taken is never more than the bound.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from service.store.key_tables import RequestUseRow

WINDOW: Final = 60
"""Seconds; windows begin with the minutes of the database's clock, whatever the clocks of the servers say."""
LARGEST_SHARE: Final = 20
"""House default: nobody takes more than a twentieth of a bound at once, nor of what is left of it."""
_EPOCH_IN_JULIAN_DAYS: Final = 2_440_587.5


@dataclass(frozen=True)
class Taken:
    """So many requests may be let through now; `left` are there for whoever asks next, for so many seconds."""

    granted: int
    left: int
    seconds: int


async def take(session: AsyncSession, workspace: str, who: str, limit: int, wish: int) -> Taken:
    """Take some of the requests that a caller has left in this minute.

    At most `wish`, and fewer where little is left, so that no server keeps what another one needs.
    """
    at = await seconds(session)
    row = await _row(session, workspace, who)
    minute = int(at) // WINDOW
    if row.minute != minute:
        row.minute, row.taken = minute, 0
    left = max(0, limit - row.taken)
    granted = min(wish, left, max(1, left // LARGEST_SHARE))
    row.taken += granted
    await session.flush()
    return Taken(granted, left - granted, max(1, ceil((minute + 1) * WINDOW - at)))


async def _row(session: AsyncSession, workspace: str, who: str) -> RequestUseRow:
    """The row of a caller, held until the transaction ends."""
    mine = (RequestUseRow.workspace == workspace, RequestUseRow.who == who)
    query = select(RequestUseRow).where(*mine).with_for_update()
    row = await session.scalar(query)
    if row is None:
        insert: Any = (postgresql if _is_postgresql(session) else sqlite).insert(RequestUseRow)
        await session.execute(insert.values(workspace=workspace, who=who, minute=0, taken=0).on_conflict_do_nothing())
        row = (await session.scalars(query)).one()
    return row


async def seconds(session: AsyncSession) -> float:
    """The time of the database, in seconds since 1970."""
    if _is_postgresql(session):
        return float(await session.scalar(select(func.extract("epoch", func.clock_timestamp()))) or 0)
    days = func.julianday("now") - _EPOCH_IN_JULIAN_DAYS
    return float(await session.scalar(select(days * 86_400)) or 0)


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"
