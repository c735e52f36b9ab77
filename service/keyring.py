"""Keys and workspaces: made, listed, changed, rotated and revoked, and told apart when one is shown."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from schemas.keys import (
    Key,
    KeyChange,
    KeyList,
    KeyRequest,
    NewKey,
    NewWorkspace,
    RotateRequest,
    Workspace,
    WorkspaceList,
)
from schemas.problem import InvalidParameter
from service.callers import DEFAULT_WORKSPACE, Caller, highest
from service.errors import ChangedMeanwhile, InvalidRequest, KeyEnded, ScopeMissing
from service.key_text import digest_of, is_key, new_key, prefix_of
from service.store.database import Database
from service.store.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from service.store.key_tables import KeyRow

FIRST_KEY = "first admin"


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Keyring:
    """Keys of the workspace of `caller`. `request_id` goes into the log of what was done."""

    database: Database
    caller: Caller
    request_id: str | None = None
    clock: Callable[[], datetime] = now_utc

    async def make(self, request: KeyRequest) -> NewKey:
        """Make a key; its text is given this once.

        Raises:
            InvalidRequest: it would have expired already.
            WorkspaceNotFound: there is no such workspace.
        """
        from service.store import keys

        now = self.clock()
        _ensure_future(request.expires_at, now)
        async with self._own().writing() as session:
            await keys.ensure_workspace(session, self.caller.workspace)
            return await self._make(session, request, now)

    async def _make(
        self, session: "AsyncSession", request: KeyRequest, now: datetime, rotated_from: str | None = None
    ) -> NewKey:
        from service.store import keys

        text = new_key()
        key = Key(
            id=new_id("key", now),
            prefix=prefix_of(text),
            created_at=now,
            last_used_at=None,
            revoked_at=None,
            rotated_from=rotated_from,
            version=1,
            **request.model_dump() | {"scopes": sorted(set(request.scopes))},
        )
        await keys.add(session, key, digest_of(text), self.caller.workspace)
        await self._log(session, "key.make" if rotated_from is None else "key.rotate", key.id, now)
        return NewKey(**key.model_dump(), key=text)

    async def list(self, limit: int, cursor: str | None) -> KeyList:
        """One page of keys, newest first, those that have ended too."""
        from service.store import keys

        async with self._own().reading() as session:
            found = await keys.listed(session, limit + 1, cursor)
        more = len(found) > limit
        return KeyList(keys=list(found[:limit]), next_cursor=found[limit - 1].id if more else None)

    async def find(self, key_id: str) -> Key:
        """One key.

        Raises:
            KeyNotFound: there is none of this id.
        """
        from service.store import keys

        async with self._own().reading() as session:
            return keys.key_of(await keys.found(session, key_id))

    async def change(self, key_id: str, version: int, change: KeyChange) -> Key:
        """Change what is given, where the key is still at this version.

        Raises:
            KeyNotFound, KeyEnded, InvalidRequest: as said.
            ChangedMeanwhile: it is not.
        """
        from service.store import keys

        now = self.clock()
        _ensure_future(change.expires_at, now)
        async with self._own().writing() as session:
            key = keys.key_of(await keys.found(session, key_id))
            _ensure_usable(key, now)
            if key.version != version or not await keys.change(session, key, change.model_dump(exclude_unset=True)):
                raise ChangedMeanwhile
            await self._log(session, "key.change", key_id, now)
        return await self.find(key_id)

    async def rotate(self, key_id: str, request: RotateRequest) -> NewKey:
        """Make a key like this one, which ends a while later, unless it ends sooner anyway.

        Raises:
            KeyNotFound, KeyEnded: as said.
        """
        from service.store import keys

        now = self.clock()
        async with self._own().writing() as session:
            old = keys.key_of(await keys.found(session, key_id))
            _ensure_usable(old, now)
            until = now + timedelta(hours=request.overlap_hours)
            wanted = KeyRequest(**{name: getattr(old, name) for name in KeyRequest.model_fields})
            made = await self._make(session, wanted, now, rotated_from=key_id)
            await keys.change(session, old, {"expires_at": min(until, old.expires_at or until)})
        return made

    async def revoke(self, key_id: str) -> Key:
        """End a key now. One that has been revoked stays as it is.

        Raises:
            KeyNotFound: there is none of this id.
        """
        from service.store import keys

        now = self.clock()
        async with self._own().writing() as session:
            key = keys.key_of(await keys.found(session, key_id))
            if key.revoked_at is None:
                await keys.change(session, key, {"revoked_at": now})
                await self._log(session, "key.revoke", key_id, now)
        return await self.find(key_id)

    # --- workspaces ---

    async def workspaces(self) -> WorkspaceList:
        """The own workspace, or all of them for an admin of the default one."""
        from service.store import keys

        async with self._own().reading() as session:
            every = await keys.workspaces(session)
        seen = [one for one in every if self.caller.runs_the_server or one.id == self.caller.workspace]
        return WorkspaceList(workspaces=seen)

    async def make_workspace(self, name: str) -> NewWorkspace:
        """Make a workspace and its first key: whoever makes it can give it away without ever seeing inside.

        Raises:
            ScopeMissing: the caller is no admin of the default workspace.
        """
        from service.store import keys

        if not self.caller.runs_the_server:
            raise ScopeMissing(f"Only an admin of the workspace {DEFAULT_WORKSPACE} can make workspaces.")
        now = self.clock()
        workspace = Workspace(id=new_id("wsp", now), name=name, created_at=now)
        inside = Keyring(self.database, Caller(self.caller.name, workspace.id), self.request_id, self.clock)
        async with self.database.of(None).writing() as session:
            await keys.add_workspace(session, workspace)
            await self._log(session, "workspace.make", workspace.id, now)
            key = await inside._make(session, KeyRequest(name=FIRST_KEY, scopes=["admin"]), now)
        return NewWorkspace(**workspace.model_dump(), key=key)

    def _own(self) -> Database:
        return self.database.of(self.caller.workspace)

    async def _log(self, session: "AsyncSession", action: str, subject: str, now: datetime) -> None:
        from service.store import keys

        who = self.caller.key_id or self.caller.name
        await keys.log(session, self.caller.workspace, who, action, subject, self.request_id, now)


async def caller_with(database: Database, text: str, clock: Callable[[], datetime] = now_utc) -> Caller | None:
    """Who shows this text; None: it is no key, or one that has ended.

    Raises:
        StoreError: the database cannot be used.
    """
    from service.store import keys

    if not is_key(text):
        return None
    now = clock()
    everywhere = database.of(None)
    async with everywhere.reading() as session:
        row = await keys.named(session, prefix_of(text))
    # What is compared is the hash of a random text; the comparison in constant time tells nothing about it either.
    if row is None or not hmac.compare_digest(row.digest, digest_of(text)) or _ended(row, now):
        return None
    if row.last_used_at is None or now - row.last_used_at >= keys.USE_NOTED:
        async with everywhere.writing() as session:
            await keys.note_use(session, row.id, now)
    key = keys.key_of(row)
    return Caller(key.name, row.workspace, highest(key.scopes), key.id, key.requests_per_minute, key.tokens_per_day)


async def has_keys(database: Database) -> bool:
    """Whether a key was ever made: from then on every request needs one.

    Raises:
        StoreError: the database cannot be used.
    """
    from service.store import keys

    async with database.of(None).reading() as session:
        return await keys.any_key(session)


def _ended(key: "Key | KeyRow", now: datetime) -> bool:
    return key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now)


def _ensure_usable(key: Key, now: datetime) -> None:
    if _ended(key, now):
        raise KeyEnded


def _ensure_future(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is not None and expires_at <= now:
        raise InvalidRequest([InvalidParameter(location="expires_at", message="is over already.")])
