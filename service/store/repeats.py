"""Requests that may come twice, in the database: claimed by the first, answered for all the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from service.store.key_tables import RepeatRow

_TRIES: Final = 3
"""House default: between two statements the one before may be given up, and the claim be free again."""


@dataclass(frozen=True)
class Claim:
    """Whose request it is, by which key (its hash), and what it asked for (a hash as well)."""

    workspace: str
    owner: str
    digest: str
    fingerprint: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The primary key of its row."""
        return self.workspace, self.owner, self.digest


@dataclass(frozen=True)
class KeptAnswer:
    """The answer of a request; `status` is None while it is under way, `body` None where it is not kept."""

    fingerprint: str
    status: int | None
    headers: str | None
    body: bytes | None


async def claim(session: AsyncSession, wanted: Claim, now: datetime, until: datetime) -> KeptAnswer | None:
    """Claim a request until a time, or return what became of the one that came before."""
    await session.execute(delete(RepeatRow).where(RepeatRow.expires_at <= now))
    values = {
        "workspace": wanted.workspace,
        "owner": wanted.owner,
        "digest": wanted.digest,
        "fingerprint": wanted.fingerprint,
        "created_at": now,
        "expires_at": until,
    }
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = (postgresql if is_postgresql else sqlite).insert(RepeatRow)
    placed = insert.values(**values).on_conflict_do_nothing().returning(RepeatRow.digest)
    for _ in range(_TRIES):
        if await session.scalar(placed) is not None:
            return None
        if row := await session.get(RepeatRow, wanted.place):
            return KeptAnswer(row.fingerprint, row.status, row.headers, row.body)
    return KeptAnswer(wanted.fingerprint, None, None, None)


async def keep(session: AsyncSession, own: Claim, answer: KeptAnswer, result_id: str | None, until: datetime) -> None:
    """Keep the answer of a claimed request; it goes with the result that it holds."""
    values = {
        "status": answer.status,
        "headers": answer.headers,
        "body": answer.body,
        "result_id": result_id,
        "expires_at": until,
    }
    await session.execute(update(RepeatRow).where(*_is(own)).values(**values))


async def release(session: AsyncSession, own: Claim) -> None:
    """Give a claim up: the request may come again, changed or not."""
    await session.execute(delete(RepeatRow).where(*_is(own)))


def _is(own: Claim) -> tuple[Any, ...]:
    return RepeatRow.owner == own.owner, RepeatRow.digest == own.digest, RepeatRow.workspace == own.workspace
