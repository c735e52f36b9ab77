"""The same database for work in threads: sessions that block, of one engine that any thread may use."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.store.address import DatabaseAddress
from service.store.database import ensure_current, make_file, revision_of
from service.store.engines import pooled_engine
from service.store.failing import unavailable
from service.store.migrations import REVISIONS

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry


class BlockingDatabase:
    """Sessions of one database, for threads."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.address = address
        self._opening = Lock()
        # SQLite lets writers look for their turn again and again, and under load one may never find it.
        self._turn = RLock() if address.path is not None else nullcontext()
        self._current = False
        self._closed = False

    @cached_property
    def _engine(self) -> Engine:
        engine = pooled_engine(self.address)
        event.listen(engine, "checkin", self._given_back)
        return engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of everything and writes nothing.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: the database cannot be used.
        """
        self._open()
        with self._session(self._engine.execution_options(reading=True)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all made at its end, or none where it is left by an error.

        Raises:
            StoreUnavailable, StoreBehind, StoreAhead: the database cannot be used.
        """
        self._open()
        with self._turn, self._session(self._engine) as session:
            yield session

    def clear_log(self) -> None:
        """Take what was deleted out of the log that SQLite writes ahead of its file, unless somebody is reading in it.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        if self.address.path is not None:
            with self._session(self._engine.execution_options(bare=True)) as session:
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (SQLAlchemyError, OSError) as error:
            raise unavailable(self.address, error) from error

    def _open(self) -> None:
        with self._opening:
            if self._current:
                return
            if self.address.path is not None:
                make_file(self.address)
                if self._revision() in {None, *REVISIONS[:-1]}:
                    self._upgrade()
            ensure_current(self.address, self._revision())
            self._current = True

    def _upgrade(self) -> None:
        from service.store.migrating import upgrade  # a third of a second, which an up-to-date database never needs

        upgrade(self.address)

    def _revision(self) -> str | None:
        with self._session(self._engine.execution_options(reading=True)) as session:
            return revision_of(session.connection())

    def close(self) -> None:
        """Close every connection; those that threads still use, or open later, are closed when they are given back."""
        self._closed = True
        self._engine.dispose()

    def _given_back(self, _: Any, connection: "ConnectionPoolEntry") -> None:
        if self._closed:
            connection.invalidate()
