"""One bound for several servers: what they let through together is never more than a key may send."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.keys import KeyRequest
from service.api.rates import Rates
from service.callers import DEFAULT_WORKSPACE, Caller
from service.errors import RateExceeded
from service.store import request_use
from service.store.address import DatabaseAddress, parse_address
from service.store.database import Database
from service.store.migrating import upgrade
from tests.databases import Postgres
from tests.keyed import bearer, ring


@pytest.fixture
def shared(postgres: Postgres) -> DatabaseAddress:
    """A PostgreSQL whose tables are up to date."""
    found = parse_address(postgres.emptied())
    assert found
    upgrade(found)
    return found


@pytest.fixture
async def servers(shared: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Rates]]:
    """Three servers, in a minute that never ends."""

    async def seconds(_session: AsyncSession) -> float:
        return 29_000_000 * 60 + 10.0

    monkeypatch.setattr(request_use, "seconds", seconds)
    databases = [Database(shared, DEFAULT_WORKSPACE) for _ in range(3)]
    yield [Rates(database) for database in databases]
    for database in databases:
        await database.close()


async def let_through(rates: Rates, caller: Caller, requests: int) -> int:
    """How many of so many requests that come at once are let through."""

    async def ask() -> bool:
        try:
            return bool(await rates.take(caller))
        except RateExceeded:
            return False

    return sum(await asyncio.gather(*(ask() for _ in range(requests))))


@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_servers_hold_a_bound_together(limit: int, servers: list[Rates]) -> None:
    caller = Caller("shop", key_id="key_1", requests_per_minute=limit)
    through = sum(await asyncio.gather(*(let_through(rates, caller, limit) for rates in servers)))
    assert through == limit
    other = Caller("store", key_id="key_2", requests_per_minute=limit)
    assert await let_through(servers[0], other, 3) == min(limit, 3)


async def test_what_one_server_holds_and_does_not_use_is_a_twentieth_at_most(servers: list[Rates]) -> None:
    caller = Caller("shop", key_id="key_1", requests_per_minute=100)
    idle, busy, _ = servers
    assert await let_through(idle, caller, 16) == 16
    assert 79 <= await let_through(busy, caller, 100) <= 84


async def test_the_headers_tell_what_is_left(servers: list[Rates]) -> None:
    caller = Caller("shop", key_id="key_1", requests_per_minute=30)
    told = [(await rates.take(caller))["RateLimit"] for rates in [*servers, *servers]]
    assert told[:3] == ['"requests";r=29;t=50', '"requests";r=28;t=50', '"requests";r=27;t=50']
    assert told[-1] == '"requests";r=24;t=50'


async def test_not_every_request_asks_the_database(servers: list[Rates], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Counter[str]()
    take = request_use.take

    async def counted(session: AsyncSession, workspace: str, who: str, limit: int, wish: int) -> request_use.Taken:
        asked[who] += 1
        return await take(session, workspace, who, limit, wish)

    monkeypatch.setattr(request_use, "take", counted)
    caller = Caller("shop", key_id="key_1", requests_per_minute=600)
    assert await let_through(servers[0], caller, 700) == 600
    assert asked["key_1"] <= 120


# --- real processes -----------------------------------------------------------------------------


@contextmanager
def serving(url: str, folder: Path, number: int) -> Iterator[str]:
    """The address of a server in a process of its own, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service.cli", "serve", "--no-worker", "--port", str(port)]
    log = (folder / f"log {number}").open("ab")
    with log, subprocess.Popen(command, env=os.environ | {"LIAISON_DATABASE_URL": url}, stderr=log) as process:
        try:
            yield _ready(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _ready(address: str, process: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < until:
        try:
            httpx.get(f"{address}/healthz", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the server does not answer")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_processes_hold_a_bound_together(shared: DatabaseAddress, postgres: Postgres, tmp_path: Path) -> None:
    async def make_key() -> str:
        database = Database(shared, DEFAULT_WORKSPACE)
        made = await ring(database).make(KeyRequest(name="shop", scopes=["read"], requests_per_minute=40))
        await database.close()
        return made.key

    headers = bearer(asyncio.run(make_key()))
    with ExitStack() as stack:
        addresses = [stack.enter_context(serving(postgres.url(), tmp_path, number)) for number in (1, 2)]
        time.sleep(60 - time.time() % 60 if time.time() % 60 > 30 else 0)  # the requests have to be of one minute
        with ThreadPoolExecutor(8) as senders:
            answers = list(senders.map(lambda address: httpx.get(f"{address}/docs", headers=headers), addresses * 60))
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() == {200, 429}
    assert 36 <= statuses[200] <= 40, "two servers leave a twentieth each at most"
