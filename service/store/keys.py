"""Keys and workspaces in the database. Each function takes a session, which sees the keys of its own workspace."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.keys import Key, Workspace
from service.errors import KeyNotFound, WorkspaceNotFound
from service.store.ids import new_id
from service.store.key_tables import AuditRow, KeyRow, WorkspaceRow

USE_NOTED: Final = timedelta(minutes=1)
"""House default: how exactly it is known when a key was last used; a write for every request would cost too much."""


def key_of(row: KeyRow) -> Key:
    """What may be told of a key."""
    values = {name: getattr(row, name) for name in Key.model_fields}
    return Key(**values | {"scopes": row.scopes.split()})


async def add(session: AsyncSession, key: Key, digest: str, workspace: str) -> None:
    """Put a key in."""
    values = key.model_dump() | {"scopes": " ".join(key.scopes), "digest": digest, "workspace": workspace}
    session.add(KeyRow(**values))
    await session.flush()


async def listed(session: AsyncSession, limit: int, before: str | None) -> Sequence[Key]:
    """At most `limit` keys that were made before the one of this id, newest first."""
    query = select(KeyRow).order_by(KeyRow.id.desc()).limit(limit)
    rows = await session.scalars(query.where(KeyRow.id < before) if before else query)
    return [key_of(row) for row in rows]


async def found(session: AsyncSession, key_id: str) -> KeyRow:
    """One key.

    Raises:
        KeyNotFound: there is none of this id.
    """
    row = await session.get(KeyRow, key_id)
    if row is None:
        raise KeyNotFound
    return row


async def change(session: AsyncSession, key: Key, changes: dict[str, Any]) -> bool:
    """Change a key that nobody else has changed meanwhile; whether that was so."""
    values = {**changes, "version": key.version + 1}
    if "scopes" in values:
        values["scopes"] = " ".join(values["scopes"])
    query = update(KeyRow).where(KeyRow.id == key.id, KeyRow.version == key.version).values(**values)
    return cast("CursorResult[Any]", await session.execute(query)).rowcount == 1


async def named(session: AsyncSession, prefix: str) -> KeyRow | None:
    """The key that begins so, of whatever workspace the session sees."""
    return (await session.scalars(select(KeyRow).where(KeyRow.prefix == prefix))).one_or_none()


async def note_use(session: AsyncSession, key_id: str, now: datetime) -> None:
    """Keep when the key was last used."""
    await session.execute(update(KeyRow).where(KeyRow.id == key_id).values(last_used_at=now))


async def any_key(session: AsyncSession) -> bool:
    """Whether a key was ever made."""
    return await session.scalar(select(KeyRow.id).limit(1)) is not None


# --- workspaces ---------------------------------------------------------------------------------


async def add_workspace(session: AsyncSession, workspace: Workspace) -> None:
    """Put a workspace in."""
    session.add(WorkspaceRow(**workspace.model_dump()))
    await session.flush()


async def workspaces(session: AsyncSession) -> list[Workspace]:
    """Every workspace, oldest first."""
    rows = await session.scalars(select(WorkspaceRow).order_by(WorkspaceRow.created_at, WorkspaceRow.id))
    return [Workspace(id=row.id, name=row.name, created_at=row.created_at) for row in rows]


async def ensure_workspace(session: AsyncSession, workspace_id: str) -> None:
    """Let the id of a workspace pass.

    Raises:
        WorkspaceNotFound: there is none.
    """
    if await session.get(WorkspaceRow, workspace_id) is None:
        raise WorkspaceNotFound


# --- what was done by whom ----------------------------------------------------------------------


async def log(
    session: AsyncSession,
    workspace: str,
    actor: str,
    action: str,
    subject: str,
    request_id: str | None,
    now: datetime,
) -> None:
    """Add to the log, in the same transaction as what it tells of."""
    entry = AuditRow(
        id=new_id("aud", now),
        workspace=workspace,
        actor=actor,
        action=action,
        subject=subject,
        request_id=request_id,
        created_at=now,
    )
    session.add(entry)
    await session.flush()
