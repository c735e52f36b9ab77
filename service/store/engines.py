"""The engines of SQLAlchemy, for a server that waits on many things and for steps that run alone in a thread."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, NullPool, QueuePool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

from service import measures
from service.store.address import DatabaseAddress
from service.store.columns import as_text

BUSY_SECONDS: Final = 5
"""House default: for a lock of another writer, a connection of the pool, or a server that does not answer."""
CONNECTIONS: Final = 5
"""House default: connections of one process. SQLite writes one at a time whatever their number."""
POOL_SECONDS: Final = 30
"""House default: for a connection that other threads have; they write one after the other."""
LOOP: Final = "loop"
"""Name of the connections of an event loop, in figures."""
THREADS: Final = "threads"
"""Name of those of work in threads."""
ALONE: Final = "alone"
"""Name of those that are made for one step and closed after it."""
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # What is deleted is overwritten, not merely given free.
    "PRAGMA secure_delete=ON",
)
_SHARED: Final[dict[str, Any]] = {
    # The words of a brief stand in parameters, and errors go into logs.
    "hide_parameters": True,
    "json_serializer": as_text,
    "json_deserializer": as_text,
}


class _LoopPool(AsyncAdaptedQueuePool):
    """The pool of an event loop; how long is waited for a connection is measured."""

    def _do_get(self) -> ConnectionPoolEntry:
        with measures.DATABASE_WAIT.labels(LOOP, "connection").time():
            return super()._do_get()


class _ThreadPool(QueuePool):
    """The same for threads."""

    def _do_get(self) -> ConnectionPoolEntry:
        with measures.DATABASE_WAIT.labels(THREADS, "connection").time():
            return super()._do_get()


def async_engine(address: DatabaseAddress) -> AsyncEngine:
    """Make the engine of a server. Nothing is opened yet."""
    engine = create_async_engine(
        _url(address, "sqlite+aiosqlite"),
        poolclass=_LoopPool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=address.path is None,
        connect_args=_connecting(address),
        **_SHARED,
    )
    _listen(address, engine.sync_engine, LOOP)
    measures.watch_connections(LOOP, engine.sync_engine)
    return engine


def pooled_engine(address: DatabaseAddress) -> Engine:
    """Make the engine of work in threads, which share its connections. Nothing is opened yet."""
    engine = create_engine(
        _url(address, "sqlite"),
        poolclass=_ThreadPool,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=address.path is None,
        connect_args=_connecting(address) | ({"check_same_thread": False} if address.path is not None else {}),
        **_SHARED,
    )
    _listen(address, engine, THREADS)
    measures.watch_connections(THREADS, engine)
    return engine


def sync_engine(address: DatabaseAddress) -> Engine:
    """Make an engine that keeps no connection open; nothing is opened yet."""
    engine = create_engine(_url(address, "sqlite"), poolclass=NullPool, connect_args=_connecting(address), **_SHARED)
    _listen(address, engine, ALONE)
    return engine


def _url(address: DatabaseAddress, sqlite: str) -> URL:
    if address.path is not None:
        return URL.create(sqlite, database=str(address.path))
    return make_url(address.url)


def _connecting(address: DatabaseAddress) -> dict[str, Any]:
    return {} if address.path is not None else {"connect_timeout": BUSY_SECONDS, "application_name": "liaison"}


def _listen(address: DatabaseAddress, engine: Engine, pool: str) -> None:
    if address.path is None:
        return
    listeners: dict[str, Callable[..., None]] = {"connect": _prepare, "begin": partial(_begin, pool)}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Leave transactions to us: the driver would begin them late, and not at all before a change of tables."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        _patiently(cursor, pragma)
    cursor.close()


@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_SECONDS),
    wait=wait_random(0.01, 0.05),
    reraise=True,
)
def _patiently(cursor: DBAPICursor, pragma: str) -> None:
    """Of two that open a new file at once, SQLite refuses the later one's change of journal without waiting for it."""
    cursor.execute(pragma)


def _begin(pool: str, connection: Connection) -> None:
    """Take the lock for writing at once: one that is taken later fails when another has written in between.

    Execution options say otherwise: `reading` takes none, `bare` is for what runs outside of transactions only.
    """
    options = connection.get_execution_options()
    if options.get("bare", False):
        return
    if options.get("reading", False):
        connection.exec_driver_sql("BEGIN DEFERRED")
        return
    with measures.DATABASE_WAIT.labels(pool, "write_lock").time():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
