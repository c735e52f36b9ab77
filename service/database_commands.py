"""What `liaison db` does: the tables of the database are brought up to date, named, or checked."""

import asyncio

from service.errors import ConfigurationError, StoreError
from service.store.database import Database, make_file
from service.store.migrating import differences, upgrade
from service.store.migrations import HEAD

NO_DATABASE = "LIAISON_DATABASE_URL is off: there is no database. Name one, or unset it for a file in the data folder."


def run(part: str, database: Database | None) -> tuple[str, int]:
    """Do one of `upgrade`, `current` and `check`; return what to print and the exit code.

    Raises:
        ConfigurationError: there is no database.
        StoreError: it cannot be used.
    """
    if database is None:
        raise ConfigurationError(NO_DATABASE)
    match part:
        case "upgrade":
            return _upgrade(database), 0
        case "current":
            return _current(database), 0
        case _:
            return _check(database)


def _upgrade(database: Database) -> str:
    if database.address.path is not None:
        make_file(database.address)
    before = asyncio.run(database.revision())
    upgrade(database.address)
    done = "was up to date already" if before == HEAD else f"went from {before or 'no tables'} to {HEAD}"
    return f"{database.address.shown} {done}."


def _current(database: Database) -> str:
    revision = asyncio.run(database.revision())
    return f"{database.address.shown}: {revision or 'no tables'}; this version expects {HEAD}."


def _check(database: Database) -> tuple[str, int]:
    try:
        asyncio.run(_asked(database))
        found = differences(database.address)
    except StoreError as error:
        return f"FAIL  {error.message} {error.action}", 1
    if found:
        return f"FAIL  {database.address.shown}: {found}", 1
    return f"ok    {database.address.shown} is at {HEAD} and can be used.", 0


async def _asked(database: Database) -> None:
    try:
        await database.check()
    finally:
        await database.close()
