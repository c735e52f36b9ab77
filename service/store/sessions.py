"""People who sign in and their sessions, in the database. Each function takes a session of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from service.store.key_tables import WorkspaceRow
from service.store.session_tables import BrowserSessionRow, PersonRow


@dataclass(frozen=True)
class OpenSession:
    """A session with what belongs to it."""

    session: BrowserSessionRow
    person: PersonRow
    workspace: WorkspaceRow


async def workspace_called(session: AsyncSession, wanted: str) -> WorkspaceRow | None:
    """The workspace of this id, or the only one of this name."""
    by_id = await session.get(WorkspaceRow, wanted)
    if by_id is not None:
        return by_id
    named = (await session.scalars(select(WorkspaceRow).where(WorkspaceRow.name == wanted).limit(2))).all()
    return named[0] if len(named) == 1 else None


async def note_person(session: AsyncSession, workspace: str, person_id: str, name: str, now: datetime) -> None:
    """Keep that somebody signed in, under the name that they have now."""
    known = await session.get(PersonRow, (workspace, person_id))
    if known is None:
        row = PersonRow(workspace=workspace, id=person_id, name=name, first_signed_in_at=now, last_signed_in_at=now)
        session.add(row)
    else:
        known.name, known.last_signed_in_at = name, now
    await session.flush()


async def add(session: AsyncSession, row: BrowserSessionRow) -> None:
    """Put a session in."""
    session.add(row)
    await session.flush()


def _with_all() -> Any:
    query = select(BrowserSessionRow, PersonRow, WorkspaceRow)
    is_theirs = (PersonRow.id == BrowserSessionRow.person) & (PersonRow.workspace == BrowserSessionRow.workspace)
    return query.join(PersonRow, is_theirs).join(WorkspaceRow, WorkspaceRow.id == BrowserSessionRow.workspace)


async def found(session: AsyncSession, digest: str) -> OpenSession | None:
    """The session whose cookie has this hash."""
    row = (await session.execute(_with_all().where(BrowserSessionRow.digest == digest))).one_or_none()
    return OpenSession(*row) if row else None


async def listed(session: AsyncSession) -> Sequence[OpenSession]:
    """Every session, the newest first."""
    rows = await session.execute(_with_all().order_by(BrowserSessionRow.id.desc()))
    return [OpenSession(*row) for row in rows]


async def note_use(session: AsyncSession, session_id: str, now: datetime) -> None:
    """Keep when the session was last used."""
    await session.execute(update(BrowserSessionRow).where(BrowserSessionRow.id == session_id).values(seen_at=now))


async def remove(session: AsyncSession, *ids: str) -> int:
    """End sessions; return how many there were."""
    return await _delete(session, BrowserSessionRow.id.in_(ids))


async def purge(session: AsyncSession, now: datetime, unseen_since: datetime) -> int:
    """Delete the sessions that are over, or that nobody has used since; return how many there were."""
    is_over = or_(BrowserSessionRow.expires_at <= now, BrowserSessionRow.seen_at <= unseen_since)
    return await _delete(session, is_over)


async def _delete(session: AsyncSession, condition: Any) -> int:
    done = await session.execute(delete(BrowserSessionRow).where(condition))
    return cast("CursorResult[Any]", done).rowcount
