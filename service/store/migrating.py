"""Brings the tables of a database to where this version of Liaison expects them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from service.store.address import DatabaseAddress
from service.store.engines import sync_engine
from service.store.failing import unavailable

_ONE_AT_A_TIME: Final = 0x6C696169
"""Number of the lock that a migration holds on PostgreSQL; on SQLite the lock for writing does the same."""


def upgrade(address: DatabaseAddress) -> None:
    """Take every step that is missing, or none; of two that try at once the second finds nothing to do.

    Raises:
        StoreUnavailable: the database cannot be used.
    """
    with _migrating(address) as config:
        command.upgrade(config, "head")


def differences(address: DatabaseAddress) -> str | None:
    """Say how the tables of a database differ from the ones in `tables`; None: not at all.

    Raises:
        StoreUnavailable: the database cannot be used.
    """
    with _migrating(address) as config:
        try:
            command.check(config)
        except CommandError as error:
            return str(error)
    return None


@contextmanager
def _migrating(address: DatabaseAddress) -> Iterator[Config]:
    """The configuration of alembic, with a connection that is inside a transaction."""
    config = Config(stdout=StringIO())
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = sync_engine(address)
    try:
        with engine.begin() as connection:
            _lock(connection)
            config.attributes["connection"] = connection
            yield config
    except SQLAlchemyError as error:
        raise unavailable(address, error) from error
    finally:
        engine.dispose()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
