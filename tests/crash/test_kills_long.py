"""The long version: killed thirty times at random moments under load, in every set-up. `make test-crash`."""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.crash.fleet import Fleet, a_moment
from tests.databases import Postgres, serving_postgres
from tests.webhooks.receiver import receiving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

KILLS = int(os.environ.get("LIAISON_TEST_KILLS", "30"))
SEED = 20270504


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with serving_postgres() as server:
        yield server


def address_of(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'liaison.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


def told(fleet: Fleet, name: str) -> None:
    """Say what was measured."""
    counts = {
        "kills": fleet.kills,
        "acknowledged": len(fleet.acknowledged),
        "answers": fleet.paid(),
        "recorded at a kill": len(fleet.recorded),
        "recorded and paid again": len(fleet.paid_again()),
        "in flight and asked again": fleet.paid_twice(),
    }
    sys.stdout.write(f"\n{name}: " + ", ".join(f"{count} {what}" for what, count in counts.items()) + "\n")


def ensure_nothing_lost(fleet: Fleet, name: str) -> None:
    fleet.stop_posting()
    ended = fleet.wait_for_all(300)
    told(fleet, name)
    assert ended == {"succeeded": len(fleet.acknowledged)}, fleet.log()[-5000:]
    assert fleet.paid_again() == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kills_at_random_moments(kind: str, workers: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    chance = random.Random(f"{SEED} {kind} {workers}")
    with receiving() as receiver, Fleet(tmp_path, address_of(kind, tmp_path, request), serve_works=False) as fleet:
        fleet.start_server()
        fleet.have_told(receiver.url)
        names = [f"worker {number}" for number in range(workers)]
        for name in names:
            fleet.start_worker(name)
        fleet.keep_posting(0.3)
        for _ in range(KILLS):
            fleet.wait_for_running()
            a_moment(chance, 0.0, 2.0)
            victim = chance.choice(names)
            fleet.kill(victim)
            fleet.start_worker(victim)
        ensure_nothing_lost(fleet, f"{kind}, {workers} of them")
        events = fleet.wait_until_told(receiver, 90).values()
        assert {len(ids) for ids in events} == {1}
        sys.stdout.write(f"{len(receiver.requests)} requests have told of {len(events)} ends\n")


def test_a_worker_that_never_returns(tmp_path: Path, postgres: Postgres) -> None:
    with Fleet(tmp_path, postgres.new_database(), serve_works=False) as fleet:
        fleet.start_server()
        for name in ("worker-1", "worker-2"):
            fleet.start_worker(name)
            fleet.wait_for_log(f"by {name}")
        fleet.keep_posting(0.2)
        fleet.wait_for_workers(2)
        fleet.wait_for_running()
        died = time.monotonic()
        fleet.kill("worker-1")
        fleet.wait_for_log("worker-1 has died")
        seconds = time.monotonic() - died
        ensure_nothing_lost(fleet, f"a worker that never returns, its jobs queued again after {seconds:.1f} s")
        assert seconds <= 10


def test_a_database_that_is_restarted(tmp_path: Path) -> None:
    with serving_postgres() as server, Fleet(tmp_path, _durable(server), serve_works=False) as fleet:
        fleet.start_server()
        for name in ("first", "second"):
            fleet.start_worker(name)
        fleet.keep_posting(0.3)
        fleet.wait_for_running()
        for _ in range(2):
            time.sleep(2)
            server.crash()
            time.sleep(2)
            server.start_again()
        time.sleep(2)
        ensure_nothing_lost(fleet, "a database that was restarted twice")


def _durable(server: Postgres) -> str:
    """A database that forgets nothing in a crash; those of other tests need not be."""
    url = server.new_database()
    name = url.rpartition("/")[2]
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(f"ALTER DATABASE {name} SET synchronous_commit = on".encode())
    return url
