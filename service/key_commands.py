"""What `liaison keys`, `workspaces` and `sessions` do: the first key of a server is made here."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from typing import TypeVar

from pydantic import ValidationError

from schemas.keys import KEYS_PAGE_MAX, Key, KeyRequest, RotateRequest, Workspace, WorkspaceRequest
from schemas.problem import InvalidParameter
from service.callers import DEFAULT_WORKSPACE, Caller
from service.database_commands import NO_DATABASE
from service.errors import ConfigurationError, InvalidRequest
from service.faults import explain_faults
from service.keyring import Keyring
from service.sessions import Sessions
from service.store.database import Database

Say = Callable[[str], None]
DoneT = TypeVar("DoneT")
COMMAND = "command"
"""Who did it, in the log of what was done: whoever can type a command where the database is may do all of it."""


def run(arguments: argparse.Namespace, database: Database | None, say: Say) -> str:
    """Do what was typed; return what to print. `say` is told what is for people and not for a pipe.

    Raises:
        ConfigurationError: there is no database.
        InvalidRequest, RequestError: what was typed cannot be used.
        StoreError: the database cannot be used.
    """
    if database is None:
        raise ConfigurationError(NO_DATABASE)
    workspace = getattr(arguments, "workspace", None) or DEFAULT_WORKSPACE
    ring = Keyring(database, Caller(COMMAND, workspace, "admin"))
    return asyncio.run(_then_closed(_COMMANDS[arguments.command, arguments.part](arguments, ring, say), database))


async def _then_closed(work: Awaitable[DoneT], database: Database) -> DoneT:
    try:
        return await work
    finally:
        await database.close()


async def _make(arguments: argparse.Namespace, ring: Keyring, say: Say) -> str:
    try:
        request = KeyRequest(
            name=arguments.name,
            scopes=arguments.scopes.split(","),
            expires_at=datetime.combine(arguments.expires, time.min, UTC) if arguments.expires else None,
        )
    except ValidationError as error:
        raise InvalidRequest(explain_faults(error.errors(include_url=False), KeyRequest)) from None
    made = await ring.make(request)
    say(f"{_line(made)}\nThis is the key. It is shown this once, and kept nowhere:")
    return made.key


async def _list(_arguments: argparse.Namespace, ring: Keyring, _say: Say) -> str:
    lines: list[str] = []
    cursor: str | None = None
    while True:
        page = await ring.list(KEYS_PAGE_MAX, cursor)
        lines += [_line(key) for key in page.keys]
        if (cursor := page.next_cursor) is None:
            return "\n".join(lines) or "There are no keys yet: `liaison keys create NAME` makes one."


async def _rotate(arguments: argparse.Namespace, ring: Keyring, say: Say) -> str:
    made = await ring.rotate(arguments.id, RotateRequest(overlap_hours=arguments.overlap_hours))
    say(f"{_line(await ring.find(arguments.id))}\n{_line(made)}\nThis is the new key. It is shown this once:")
    return made.key


async def _revoke(arguments: argparse.Namespace, ring: Keyring, _say: Say) -> str:
    return _line(await ring.revoke(arguments.id))


async def _make_workspace(arguments: argparse.Namespace, ring: Keyring, say: Say) -> str:
    try:
        name = WorkspaceRequest(name=arguments.name).name
    except ValidationError as error:
        raise InvalidRequest(explain_faults(error.errors(include_url=False), WorkspaceRequest)) from None
    made = await ring.make_workspace(name)
    say(f"{_workspace_line(made)}\n{_line(made.key)}\nThis is its first key. It is shown this once:")
    return made.key.key


async def _list_workspaces(_arguments: argparse.Namespace, ring: Keyring, _say: Say) -> str:
    return "\n".join(_workspace_line(one) for one in (await ring.workspaces()).workspaces)


async def _list_sessions(_arguments: argparse.Namespace, ring: Keyring, _say: Say) -> str:
    lines = [_session_line(caller) for caller in await Sessions(ring.database).listed()]
    return "\n".join(lines) or "Nobody is signed in."


async def _end_session(arguments: argparse.Namespace, ring: Keyring, _say: Say) -> str:
    ended = await Sessions(ring.database).revoke(arguments.id, ring.caller)
    if ended is None:
        fault = InvalidParameter(location="ID", message="names no session that is open: see `liaison sessions list`.")
        raise InvalidRequest([fault])
    return f"ended  {_session_line(ended)}"


_COMMANDS = {
    ("keys", "create"): _make,
    ("keys", "list"): _list,
    ("keys", "rotate"): _rotate,
    ("keys", "revoke"): _revoke,
    ("sessions", "list"): _list_sessions,
    ("sessions", "end"): _end_session,
    ("workspaces", "create"): _make_workspace,
    ("workspaces", "list"): _list_workspaces,
}


def _line(key: Key) -> str:
    used = f"last used {_minute(key.last_used_at)}" if key.last_used_at else "never used"
    return f"{key.id}  {key.prefix}...  {','.join(key.scopes)}  {_state(key)}  {used}  {key.name}"


def _state(key: Key) -> str:
    if key.revoked_at:
        return f"revoked {_minute(key.revoked_at)}"
    if key.expires_at is None:
        return "for good"
    over = key.expires_at <= datetime.now(UTC)
    return f"{'expired' if over else 'until'} {_minute(key.expires_at)}"


def _workspace_line(workspace: Workspace) -> str:
    return f"{workspace.id}  made {_minute(workspace.created_at)}  {workspace.name}"


def _session_line(caller: Caller) -> str:
    assert caller.person is not None
    roles = ",".join(caller.person.roles)
    return f"{caller.person.session_id}  {caller.key_id}  {roles}  {caller.workspace}  {caller.name}"


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
