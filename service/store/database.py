"""One database: opened at its first use, brought up to date where it is ours alone, and closed with the server."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anyio import to_thread

from service.errors import StoreAhead, StoreBehind, StoreUnavailable
from service.store.address import DatabaseAddress
from service.store.migrations import HEAD, REVISIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

_FOLDER: Final = 0o700
_FILE: Final = 0o600
"""Results tell what briefs say: nobody but the owner may read them."""


class _Opened:
    """What all views of one database share."""

    def __init__(self) -> None:
        self.engine: AsyncEngine | None = None
        self.opening = asyncio.Lock()


class Database:
    """Sessions of one database. It belongs to the event loop that uses it first, and has to be closed there.

    With a `workspace` its sessions see and write rows of that one alone (see `scoping`), without one those of all.
    """

    def __init__(self, address: DatabaseAddress, workspace: str | None = None, owner: str | None = None) -> None:
        self.address = address
        self._info = {"workspace": workspace, "owner": owner}
        self._opened = _Opened()

    def of(self, workspace: str | None, owner: str | None = None) -> "Database":
        """The same database, seen from a workspace (None: from all); what is new there belongs to `owner`, a key."""
        view = Database(self.address, workspace, owner)
        view._opened = self._opened
        return view

    @asynccontextmanager
    async def reading(self) -> "AsyncIterator[AsyncSession]":
        """A session that sees one state of everything and writes nothing.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: the database cannot be used.
        """
        engine = await self.opened()
        async with self._session(engine.execution_options(reading=True)) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> "AsyncIterator[AsyncSession]":
        """A session whose changes are all made at its end, or none where it is left by an error.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: the database cannot be used.
        """
        async with self._session(await self.opened()) as session:
            yield session

    async def clear_log(self) -> None:
        """Take what was deleted out of the log that SQLite writes ahead of its file, unless somebody is reading in it.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        if self.address.path is not None:
            from sqlalchemy import text

            engine = await self.opened()
            async with self._session(engine.execution_options(bare=True)) as session:
                await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @asynccontextmanager
    async def _session(self, engine: "AsyncEngine") -> "AsyncIterator[AsyncSession]":
        from sqlalchemy.exc import SQLAlchemyError
        from sqlalchemy.ext.asyncio import AsyncSession

        from service.store.failing import unavailable
        from service.store.scoping import ScopedSession

        opened = AsyncSession(engine, sync_session_class=ScopedSession, expire_on_commit=False, info=self._info)
        try:
            async with opened as session, session.begin():
                yield session
        except (SQLAlchemyError, OSError) as error:
            raise unavailable(self.address, error) from error

    async def opened(self) -> "AsyncEngine":
        """The engine of a database whose tables are as they should be; a file of SQLite is made so.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: the database cannot be used.
        """
        async with self._opened.opening:
            if self._opened.engine is None:
                engine = await to_thread.run_sync(_make, self.address)
                try:
                    await self._bring_up_to_date(engine)
                except BaseException:
                    await engine.dispose()
                    raise
                self._opened.engine = engine
        return self._opened.engine

    async def _bring_up_to_date(self, engine: "AsyncEngine") -> None:
        if self.address.path is not None and await self._revision(engine) in {None, *REVISIONS[:-1]}:
            await to_thread.run_sync(_upgrade, self.address)
        ensure_current(self.address, await self._revision(engine))

    async def revision(self) -> str | None:
        """The step at which the tables of the database are; None: it has none yet.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        engine = await to_thread.run_sync(_make, self.address)
        try:
            return await self._revision(engine)
        finally:
            await engine.dispose()

    async def _revision(self, engine: "AsyncEngine") -> str | None:
        async with self._session(engine.execution_options(reading=True)) as session:
            return await session.run_sync(lambda inner: revision_of(inner.connection()))

    async def check(self) -> None:
        """Ask the database anew, whatever it said before.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: it cannot be used.
        """
        ensure_current(self.address, await self._revision(await self.opened()))

    async def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        engine, self._opened.engine = self._opened.engine, None
        if engine is not None:
            await engine.dispose()


def revision_of(connection: "Connection") -> str | None:
    """The step at which the tables are that this connection sees."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def ensure_current(address: DatabaseAddress, revision: str | None) -> None:
    """Let a database pass that is where this version of Liaison expects it.

    Raises:
        StoreBehind, StoreAhead: it is not.
    """
    if revision == HEAD:
        return
    if revision is None or revision in REVISIONS:
        raise StoreBehind(f"The tables of {address.shown} are at {revision or 'no step'}, not yet at {HEAD}.")
    raise StoreAhead(f"The tables of {address.shown} are at {revision}, which this version does not know.")


def _make(address: DatabaseAddress) -> "AsyncEngine":
    """Make the engine, in a thread: its libraries take half a second to import."""
    from service.store.engines import async_engine

    if address.path is not None:
        make_file(address)
    return async_engine(address)


def _upgrade(address: DatabaseAddress) -> None:
    from service.store.migrating import upgrade

    upgrade(address)


def make_file(address: DatabaseAddress) -> None:
    """Make the file of a SQLite database, for its owner alone; the folder too, where nobody named another.

    Raises:
        StoreUnavailable: it cannot be made, or not be written.
    """
    from service.store.failing import unavailable

    path = address.path
    assert path is not None
    if address.is_default and not path.is_absolute():
        raise StoreUnavailable("There is no home folder to keep results in.")
    try:
        if address.is_default:
            path.parent.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        _make_file(path)
    except OSError as error:
        raise unavailable(address, error) from error


def _make_file(path: Path) -> None:
    """Make a file that is not there, and never open one that is.

    Closing it would drop every lock that this process holds on it through SQLite, whose writers would then run into
    one another. Source: https://www.sqlite.org/howtocorrupt.html, section 2.2.
    """
    if path.exists():
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _FILE))
