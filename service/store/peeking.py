"""Whether a key was ever made, asked of the driver alone: a server has to know it before it listens.

The libraries that everything else here uses take half a second to import.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from service.errors import StoreUnavailable
from service.store.address import DRIVER, DatabaseAddress

TABLE: Final = "api_keys"
CONNECT_SECONDS: Final = 5


def has_keys(address: DatabaseAddress) -> bool:
    """Whether a key was ever made in this database; one without tables, or without a file, has none.

    Raises:
        StoreUnavailable: it cannot be read.
    """
    return _in_file(address, address.path) if address.path is not None else _in_server(address)


def _in_file(address: DatabaseAddress, path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=CONNECT_SECONDS)) as file:
            is_there = file.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (TABLE,))
            return is_there.fetchone() is not None and file.execute(_ANY).fetchone() is not None
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The database {address.shown} cannot be used: {error}.") from error


def _in_server(address: DatabaseAddress) -> bool:
    import psycopg

    url = f"postgresql://{address.url.removeprefix(DRIVER)}"
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS, application_name="liaison") as connection:
            is_there = connection.execute("SELECT to_regclass(%s)", (TABLE,)).fetchone()
            return is_there != (None,) and connection.execute(_ANY).fetchone() is not None
    except psycopg.Error as error:
        reason = type(error).__name__
        raise StoreUnavailable(f"The database {address.shown} cannot be used: {reason}.") from error


_ANY: Final = "SELECT 1 FROM api_keys LIMIT 1"
