"""All that is kept in one file, while servers and workers go on; and put back.

The file is what the database itself makes of such a copy: a SQLite file, or a dump of `pg_dump` with the queue's tables
in it. The queue's own file beside SQLite is not copied: what it knows is made anew from the table of jobs, and a copy
of two files is never of one moment.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from service.errors import RestoreRefused, UnusableFile
from service.store.address import DatabaseAddress
from service.store.database import make_file, revision_of
from service.store.engines import sync_engine
from service.store.failing import unavailable
from service.store.migrating import upgrade
from service.store.migrations import HEAD, REVISIONS
from service.store.tables import Base

TABLES_OF_CONTENT: Final = ("results", "jobs", "batches", "files", "api_keys")
"""A database with a row in one of these is not empty."""
NOT_EMPTY: Final = "{where} is not empty: `--replace` deletes what is kept there, or name another database."
NO_PROGRAM: Final = (
    "{name}, which comes with PostgreSQL, is not on the PATH. Install the client programs of the server's version"
    " (on Debian: postgresql-client), or use what your server offers for backups."
)
_OPEN: Final = "UPDATE jobs SET state = 'queued', handed_over = {no} WHERE state IN ('queued', 'running')"
"""Jobs that were under way are begun anew, with the answers of a model that they have paid for."""
_OWNER_ONLY: Final = 0o600


def back_up(address: DatabaseAddress, file: Path) -> str:
    """Copy a database into a file that is not there yet; return the step at which its tables are.

    Raises:
        UnusableFile: the file is there, or cannot be written, or there is nothing to copy.
        StoreUnavailable: the database cannot be read.
    """
    if file.exists():
        raise UnusableFile(f"{file} is there already. Name a file that is not, or remove it.")
    part = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
        revision = _copy(address.path, part) if address.path is not None else _dump(address, part)
        part.rename(file)
    except OSError as error:
        raise UnusableFile(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
    return revision


def restore(address: DatabaseAddress, file: Path, *, replace: bool) -> tuple[str, int]:
    """Put back what a file holds; return the step at which its tables were, and how many jobs go on.

    A backup of an earlier version is brought up to date.

    Raises:
        UnusableFile: the file cannot be read, or holds no whole backup of a version that is known.
        RestoreRefused: there is something in the database, and it is not to be replaced.
        StoreUnavailable: the database cannot be written.
    """
    if not file.is_file():
        raise UnusableFile(f"{file} cannot be read: there is no such file.")
    revision = ensure_known(_revision_in(file) if address.path is not None else _revision_in_dump(file))
    if address.path is not None:
        make_file(address)
    with _connected(address) as connection:
        if not replace and has_content(connection):
            raise RestoreRefused(NOT_EMPTY.format(where=address.shown))
    if address.path is not None:
        _put_back(address, address.path, file)
    else:
        _load(address, file)
        upgrade(address)
    with _connected(address) as connection:
        return revision, _begin_anew(connection)


def has_content(connection: Connection) -> bool:
    """Whether anything is kept that a restored backup would take the place of."""
    there = set(inspect(connection).get_table_names())
    tables = [table for table in TABLES_OF_CONTENT if table in there]
    return any(connection.scalar(text(f"SELECT 1 FROM {table} LIMIT 1")) for table in tables)  # noqa: S608  # the names are those above


def ensure_known(revision: str | None) -> str:
    """Let a backup pass whose tables this version knows.

    Raises:
        UnusableFile: it is of a later version, or of none.
    """
    if revision is None:
        raise UnusableFile("The file holds no tables of Liaison.")
    if revision not in REVISIONS:
        raise UnusableFile(
            f"The backup is of a later version: its tables are at {revision}, and this version knows them to {HEAD}."
            " Restore it with the version of Liaison that made it, or one that came after."
        )
    return revision


@contextmanager
def _connected(address: DatabaseAddress) -> Iterator[Connection]:
    engine = sync_engine(address)
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise unavailable(address, error) from error
    finally:
        engine.dispose()


def _begin_anew(connection: Connection) -> int:
    no = "FALSE" if connection.dialect.name == "postgresql" else "0"
    return connection.execute(text(_OPEN.format(no=no))).rowcount


# --- SQLite -------------------------------------------------------------------------------------


def _copy(source: Path, target: Path) -> str:
    """Copy one moment of a database in one go: in parts, each write of somebody else would begin it anew."""
    if not source.exists():
        raise UnusableFile(f"{source} is not there: nothing has been kept yet.")
    with _sqlite(source, "ro") as there, _sqlite(target, "rw") as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE")
    return ensure_known(_revision_in(target))


def _revision_in(file: Path) -> str | None:
    """The step at which the tables of a copy are.

    Raises:
        UnusableFile: it is no whole database.
    """
    with _sqlite(file, "ro") as copy:
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise UnusableFile(f"{file} is damaged ({found}). Take another backup.")
        row = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        version = copy.execute("SELECT version_num FROM alembic_version").fetchone() if row else None
    return str(version[0]) if version else None


@contextmanager
def _sqlite(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise UnusableFile(f"{path} cannot be used as a SQLite database: {error}.") from None


def _put_back(address: DatabaseAddress, path: Path, file: Path) -> None:
    """Bring a copy up to date beside the database, and put it into that in one transaction."""
    beside = path.with_name(f"{path.name}.restoring")
    queue = path.with_name(f"{path.stem}-queue{path.suffix}")
    try:
        shutil.copyfile(file, beside)
        beside.chmod(_OWNER_ONLY)
        upgrade(DatabaseAddress(path=beside))
        with _sqlite(beside, "rw") as copy, _sqlite(path, "rw") as database:
            copy.backup(database)
    except OSError as error:
        raise unavailable(address, error) from error
    finally:
        for left in (beside, *(beside.with_name(f"{beside.name}{end}") for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    for old in (queue, *(queue.with_name(f"{queue.name}{end}") for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)


# --- PostgreSQL ---------------------------------------------------------------------------------


def _dump(address: DatabaseAddress, target: Path) -> str:
    with _connected(address) as connection:
        revision = ensure_known(revision_of(connection))
    _run(address, "pg_dump", "--format=custom", f"--file={target.absolute()}", "--no-owner", "--no-privileges")
    return revision


def _revision_in_dump(file: Path) -> str | None:
    arguments = ("--data-only", "--table=alembic_version", "--file=-", str(file.absolute()))
    try:
        done = subprocess.run([_program("pg_restore"), *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # a program of PostgreSQL, and no shell
    except OSError as error:
        raise UnusableFile(f"pg_restore cannot be started: {error.strerror}.") from None
    if done.returncode:
        raise UnusableFile(f"{file} is no dump of PostgreSQL: {_last_line(done.stderr)}")
    found = re.search(r"^COPY .*alembic_version .*;\n(\w+)\n", done.stdout, re.MULTILINE)
    return found[1] if found else None


def _load(address: DatabaseAddress, file: Path) -> None:
    """Take the place of all our tables and the queue's; what else is in the database stays."""
    with _connected(address) as connection:
        for table in (*Base.metadata.tables, "alembic_version"):
            connection.execute(text(f"DROP TABLE IF EXISTS {table} CASCADE"))
        connection.execute(text("DROP FUNCTION IF EXISTS audit_log_only_grows() CASCADE"))
        connection.execute(text("DROP SCHEMA IF EXISTS dbos CASCADE"))
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run(address, "pg_restore", *options, str(file.absolute()))


def _run(address: DatabaseAddress, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on a database. Nobody sees the password in the list of processes.

    Raises:
        UnusableFile: there is no such program, or it failed.
    """
    url = make_url(address.url)
    shown = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = [_program(name), f"--dbname={shown}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603  # a program of PostgreSQL, and no shell
    if done.returncode:
        raise UnusableFile(f"{name} failed: {_last_line(done.stderr)}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UnusableFile(NO_PROGRAM.format(name=name))
    return found


def _last_line(text_: str) -> str:
    lines = text_.strip().splitlines()
    return lines[-1] if lines else "it did not say why."
