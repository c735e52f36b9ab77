"""What `liaison db` does: the database is brought up to date, named, checked, backed up, or restored."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import ConfigurationError, RestoreRefused, StoreError
from service.store.address import DatabaseAddress
from service.store.backups import back_up, restore
from service.store.database import Database, make_file
from service.store.migrating import differences, upgrade
from service.store.migrations import HEAD

NO_DATABASE = "LIAISON_DATABASE_URL is off: there is no database. Name one, or unset it for a file in the data folder."


def run(arguments: argparse.Namespace, database: Database | None) -> tuple[str, int]:
    """Do one of `upgrade`, `current`, `check`, `backup` and `restore`; return what to print and the exit code.

    Raises:
        ConfigurationError: there is no database.
        UnusableFile: the file of a backup cannot be used.
        StoreError: the database cannot be used, or a backup is not put back over what is there.
    """
    if database is None:
        raise ConfigurationError(NO_DATABASE)
    match arguments.part:
        case "upgrade":
            return _upgrade(database), 0
        case "current":
            return _current(database), 0
        case "backup":
            return _back_up(database, arguments.file), 0
        case "restore":
            return _restore(database, arguments.file, replace=arguments.replace), 0
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


def _back_up(database: Database, file: Path) -> str:
    revision = back_up(database.address, file)
    size = f"{file.stat().st_size:,} bytes"
    return f"{database.address.shown}, at {revision}, is in {file}: {size}. It tells what briefs tell: keep it safe."


def _restore(database: Database, file: Path, *, replace: bool) -> str:
    if database.address.path is not None:
        make_file(database.address)
    asyncio.run(database.revision())  # says what is wrong with a database that cannot be reached
    with _no_worker(database.address):
        revision, jobs = restore(database.address, file, replace=replace)
    older = "" if revision == HEAD else f" It was at {revision} and is brought up to {HEAD}."
    going_on = f" {jobs:,} jobs that were under way go on with the next worker." if jobs else ""
    return f"{database.address.shown} holds what {file} held.{older}{going_on}"


@contextmanager
def _no_worker(address: DatabaseAddress) -> Iterator[None]:
    """Be the one worker of a database.

    Raises:
        RestoreRefused: there is another.
    """
    from service.jobs.leases import FIRST
    from service.jobs.worker import lease_for

    lease = lease_for(address)
    try:
        if lease.claim() != FIRST:
            raise RestoreRefused(f"A server or worker is at {address.shown}. Stop servers and workers first.")
        yield
    finally:
        lease.release()
