"""Waits at the start for a PostgreSQL that does not answer yet, as happens where everything is started at once."""

import time
from collections.abc import Callable
from typing import Final

from service.errors import StoreUnavailable
from service.store.address import DRIVER, DatabaseAddress

_CONNECT_SECONDS: Final = 5
_PAUSE_SECONDS: Final = 0.5
_REASONS: Final = {
    "connection refused": "nobody listens there",
    "resolve host": "no host of that name is known",
    "translate host name": "no host of that name is known",
    "starting up": "it is starting up",
    "shutting down": "it is shutting down",
    "timeout": "nobody answers there",
    "no password supplied": "it wants a password (LIAISON_DATABASE_PASSWORD)",
    "password authentication failed": "it refuses the user or the password",
    "does not exist": "it has no such user or database",
}
"""By words of the driver. Its own are not shown: where an address is written wrongly they quote the password."""


def wait_for(
    address: DatabaseAddress,
    seconds: float,
    say: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Return as soon as the database answers, a file of SQLite at once; `say` is told why it does not.

    Raises:
        StoreUnavailable: it has not answered in that time.
    """
    until, told = clock() + seconds, ""
    while address.path is None and (reason := _why_not(address)):
        if clock() >= until:
            raise StoreUnavailable(f"The database {address.shown} cannot be used: {reason}.")
        if reason != told:
            say(f"waiting up to {seconds:g} seconds for the database {address.shown}: {reason}")
        told = reason
        sleep(_PAUSE_SECONDS)


def _why_not(address: DatabaseAddress) -> str | None:
    import psycopg

    url = f"postgresql://{address.url.removeprefix(DRIVER)}"
    try:
        psycopg.connect(url, connect_timeout=_CONNECT_SECONDS, application_name="liaison").close()
    except psycopg.Error as error:
        said = str(error).lower()
        return next((told for words, told in _REASONS.items() if words in said), type(error).__name__)
    return None
