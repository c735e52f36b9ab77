"""The command: starts everything, asks for as long as it was told to, and judges what is left."""

import asyncio
import random
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks import soak
from benchmarks.measuring.processes import endpoint, free_port, liaison, wait_until_ready
from benchmarks.measuring.records import conclude, parser
from benchmarks.soak.asking import Asker, Tally
from benchmarks.soak.watching import Sample, Watch, figures, line
from schemas.keys import KeyRequest
from service.callers import DEFAULT_WORKSPACE, LOCAL
from service.jobs.states import ENDED
from service.keyring import Keyring
from service.store.address import DatabaseAddress, parse_address
from service.store.blocking import BlockingDatabase
from service.store.database import Database
from service.store.migrating import upgrade

MINUTES = 60.0
PAUSE_SECONDS = 0.7
"""House default: between two things that are asked for, which are one to four requests each."""
AT_ONCE_MOST = 50
"""Things under way. A server that falls behind is asked for no more meanwhile."""
SAMPLE_SECONDS = 10.0
ENDPOINT_SECONDS = 0.3
DRAIN_SECONDS = 180.0
SEED = 20270503


@dataclass(frozen=True)
class Running:
    """A server and its worker that are up: the port of the server, process ids, the database they share, and a key."""

    port: int
    processes: dict[str, int]
    database: BlockingDatabase
    key: str


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Running]:
    """Start database, endpoint, server and worker; end them all. Their logs are in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = stack.enter_context(_database(kind, folder))
        address = parse_address(url)
        assert address
        upgrade(address)
        settings = {
            "LIAISON_DATABASE_URL": url,
            "LIAISON_LLM_ASK": "whole",
            "LIAISON_LLM_BASE_URL": f"http://127.0.0.1:{_model(stack)}/v1",
            "LIAISON_LLM_MODEL": "soak",
        }
        key = asyncio.run(_key(address))
        ports = {name: free_port() for name in ("server", "worker")}
        commands = {
            "server": ["serve", "--no-worker", "--port", str(ports["server"])],
            "worker": ["worker", "--health-port", str(ports["worker"])],
        }
        started = {
            name: stack.enter_context(liaison(command, settings, folder / f"{name}.log"))
            for name, command in commands.items()
        }
        for port in ports.values():
            wait_until_ready(port)
        database = BlockingDatabase(address)
        stack.callback(database.close)
        yield Running(ports["server"], {name: process.pid for name, process in started.items()}, database, key)


async def _key(address: DatabaseAddress) -> str:
    """A key of the database: wrong ones that come from the same place do not shut it out."""
    database = Database(address, DEFAULT_WORKSPACE)
    try:
        return (await Keyring(database, LOCAL).make(KeyRequest(name="soak", scopes=["write"]))).key
    finally:
        await database.close()


def _model(stack: ExitStack) -> int:
    return stack.enter_context(endpoint("benchmarks.soak.endpoint", str(ENDPOINT_SECONDS)))


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'liaison.db'}"
        return
    from tests.databases import serving_postgres  # PostgreSQL comes with the tests, and they with the checkout

    with serving_postgres() as server:
        yield server.new_database()


async def fill_pools(http: httpx.AsyncClient, key: str) -> None:
    """Ask for much at once: connections that are opened then stay open, and are no growth when that happens later."""
    headers = {"Authorization": f"Bearer {key}"}
    await asyncio.gather(*(http.get("/v1/results?limit=1", headers=headers) for _ in range(AT_ONCE_MOST)))


async def ask_for(asker: Asker, seconds: float) -> None:
    """Ask for something every so often, and wait for what is under way in the end."""
    until = time.monotonic() + seconds
    under_way: set[asyncio.Task[None]] = set()
    while time.monotonic() < until:
        if len(under_way) < AT_ONCE_MOST:
            under_way.add(task := asyncio.create_task(asker.ask_something()))
            task.add_done_callback(under_way.discard)
        await asyncio.sleep(PAUSE_SECONDS)
    await asyncio.gather(*under_way)


async def watch(watching: Watch, asker: Asker, whole: Tally, samples: list[Sample], say: Callable[[str], None]) -> None:
    """Take samples for as long as nobody ends this, and say every minute what it was like."""
    begun = told = time.monotonic()
    while True:
        await asyncio.sleep(SAMPLE_SECONDS)
        samples.append(await asyncio.to_thread(watching.sample))
        if time.monotonic() - told >= 60:
            told = time.monotonic()
            say(line((told - begun) / 60, _taken(asker, whole), samples[-1]))


def _taken(asker: Asker, whole: Tally) -> Tally:
    """What was answered since the last time, added to the whole."""
    tally, asker.tally = asker.tally, Tally()
    whole.seconds += tally.seconds
    whole.errors += tally.errors
    whole.statuses += tally.statuses
    return tally


async def soaked(up: Running, seconds: float, say: Callable[[str], None]) -> tuple[list[Sample], Tally]:
    """Ask for so long; what there was along the way, and what was answered."""
    samples: list[Sample] = []
    whole = Tally()
    base = f"http://127.0.0.1:{up.port}"
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=httpx.Limits(max_connections=100)) as http:
        asker = Asker(http, up.key, random.Random(SEED))  # noqa: S311  # the same every time
        await fill_pools(http, up.key)
        watching = asyncio.create_task(watch(Watch(up.processes, up.database), asker, whole, samples, say))
        await ask_for(asker, seconds)
        watching.cancel()
        _taken(asker, whole)
    return samples, whole


def measure(asked: Namespace) -> int:
    """Run all of it, and say what came out."""
    with tempfile.TemporaryDirectory() as temporary, running(asked.database, asked.logs or Path(temporary)) as up:
        samples, whole = asyncio.run(soaked(up, asked.minutes * 60, _say))
        watching = Watch(up.processes, up.database)
        until = time.monotonic() + DRAIN_SECONDS
        while not watching.ended().keys() <= set(ENDED) and time.monotonic() < until:
            time.sleep(1)
        left = watching.ended()
    notes = [
        f"{asked.minutes:g} minutes, {asked.database}, engine hybrid where nothing else is asked for, an endpoint that"
        f" answers after {ENDPOINT_SECONDS} s on average and fails one time in thirty.",
        f"Jobs: {', '.join(f'{count} {state}' for state, count in sorted(left.items()))}.",
        f"Answers: {', '.join(f'{count} with {status}' for status, count in sorted(whole.statuses.items()))}.",
        *(f"Not as it should be: {what}, {count} times." for what, count in sorted(whole.errors.items())),
    ]
    return conclude("soak", figures(samples, whole, left), notes, write=asked.write)


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    """Measure, print, and end with 1 where something is not as it should be."""
    arguments = parser(soak.__doc__)
    arguments.add_argument("--minutes", type=float, default=MINUTES, metavar="N", help=f"{MINUTES:g} if not said")
    arguments.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    arguments.add_argument("--logs", type=Path, metavar="DIR", help="folder for the logs of server and worker")
    return measure(arguments.parse_args())


if __name__ == "__main__":
    sys.exit(main())
