"""Browsers in which somebody is signed in: begun, looked up by what their cookie holds, and ended."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, cast

from schemas.keys import Scope
from service.auditing import Audit
from service.callers import Caller, Role, SignedIn
from service.errors import NotAdmitted
from service.key_text import digest_of
from service.oidc.people import Person
from service.store.database import Database
from service.store.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.store.sessions import OpenSession

LONGEST: Final = timedelta(hours=8)
"""House default: a working day, then the provider is asked again who this is, and what they may do."""
IDLE: Final = timedelta(hours=1)
"""House default: a browser that nobody has used for so long may be anybody's."""
USE_NOTED: Final = timedelta(minutes=1)
"""House default: how exactly it is known when a session was last used; so much sooner may it end."""
_TOKEN_BYTES: Final = 32


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class BegunSession:
    """A session that has just begun; `token` is for the cookie, and kept nowhere else."""

    caller: Caller
    token: str = field(repr=False)


@dataclass(frozen=True)
class EndedSession:
    """A session that has just ended, and what its provider wants to see before it ends its own."""

    caller: Caller
    id_token: str | None = field(repr=False)


@dataclass(frozen=True)
class Sessions:
    """The sessions of all workspaces."""

    database: Database
    clock: Callable[[], datetime] = now_utc

    async def begin(
        self, person: Person, id_token: str | None, before: str | None = None, request_id: str | None = None
    ) -> BegunSession:
        """Begin a session under a new token, and end the one that the browser had `before`.

        Raises:
            NotAdmitted: there is no such workspace.
            StoreError: the database cannot be used.
        """
        from service.store import sessions
        from service.store.session_tables import BrowserSessionRow

        now, token = self.clock(), secrets.token_urlsafe(_TOKEN_BYTES)
        if before:
            await self.end(before, request_id)
        async with self.database.of(None).writing() as session:
            workspace = await sessions.workspace_called(session, person.workspace)
            if workspace is None:
                raise NotAdmitted("You have signed in, but your account belongs to no workspace of this server.")
            await sessions.purge(session, now, now - IDLE)
            await sessions.note_person(session, workspace.id, person.id, person.name, now)
            row = BrowserSessionRow(
                id=new_id("ses", now),
                workspace=workspace.id,
                person=person.id,
                digest=digest_of(token),
                roles=" ".join(person.roles),
                created_at=now,
                seen_at=now,
                expires_at=now + LONGEST,
                id_token=id_token,
            )
            await sessions.add(session, row)
            caller = _caller(person.name, person.id, row.id, workspace.id, workspace.name, person.roles)
            await _log(session, caller, "session.begin", request_id, now)
        return BegunSession(caller, token)

    async def caller_with(self, token: str) -> Caller | None:
        """Who shows this token; None: nobody who is signed in, or not any more.

        Raises:
            StoreError: the database cannot be used.
        """
        from service.store import sessions

        everywhere, now = self.database.of(None), self.clock()
        async with everywhere.reading() as session:
            found = await sessions.found(session, digest_of(token))
        if found is None or not _is_open(found, now):
            return None
        if now - found.session.seen_at >= USE_NOTED:
            async with everywhere.writing() as session:
                await sessions.note_use(session, found.session.id, now)
        return _caller_of(found)

    async def end(self, token: str, request_id: str | None = None) -> EndedSession | None:
        """End the session of this token; None: there is none.

        Raises:
            StoreError: the database cannot be used.
        """
        from service.store import sessions

        async with self.database.of(None).writing() as session:
            found = await sessions.found(session, digest_of(token))
            if found is None:
                return None
            await sessions.remove(session, found.session.id)
            caller = _caller_of(found)
            await _log(session, caller, "session.end", request_id, self.clock())
        return EndedSession(caller, found.session.id_token)

    async def listed(self) -> list[Caller]:
        """Who is signed in, of all workspaces, the newest session first.

        Raises:
            StoreError: the database cannot be used.
        """
        from service.store import sessions

        now = self.clock()
        async with self.database.of(None).reading() as session:
            return [_caller_of(one) for one in await sessions.listed(session) if _is_open(one, now)]

    async def revoke(self, session_id: str, by: Caller) -> Caller | None:
        """End the session of this id; return whose it was, None where none is open.

        Raises:
            StoreError: the database cannot be used.
        """
        from service.store import sessions

        found = next((one for one in await self.listed() if one.person and one.person.session_id == session_id), None)
        if found is None:
            return None
        async with self.database.of(None).writing() as session:
            await sessions.remove(session, session_id)
            session.add(Audit(by).entry("session.revoke", session_id, found.workspace, self.clock()))
        return found


def _is_open(found: "OpenSession", now: datetime) -> bool:
    return now < found.session.expires_at and now - found.session.seen_at < IDLE


def _caller_of(found: "OpenSession") -> Caller:
    roles = cast("tuple[Role, ...]", tuple(found.session.roles.split()))
    person, workspace = found.person, found.workspace
    return _caller(person.name, person.id, found.session.id, workspace.id, workspace.name, roles)


def _caller(
    name: str, person_id: str, session_id: str, workspace: str, workspace_name: str, roles: tuple[Role, ...]
) -> Caller:
    scope: Scope = "admin" if "admin" in roles else "write"
    return Caller(name, workspace, scope, person_id, person=SignedIn(roles, workspace_name, session_id))


async def _log(
    session: "AsyncSession",
    caller: Caller,
    action: Literal["session.begin", "session.end"],
    request_id: str | None,
    now: datetime,
) -> None:
    assert caller.person is not None
    session.add(Audit(caller, request_id).entry(action, caller.person.session_id, now=now))
    await session.flush()
