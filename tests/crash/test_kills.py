"""Killed at any moment: no acknowledged job is lost, and no recorded answer is paid for again. The short version.

The end of each job is told to an endpoint, maybe more than once, and always under one id.
"""

import random
import time
from pathlib import Path

import pytest

from tests.crash.fleet import Fleet, a_moment
from tests.databases import Postgres, postgres
from tests.webhooks.receiver import receiving

__all__ = ["postgres"]

pytestmark = pytest.mark.timeout(180)

SEED = 20270503


def test_a_server_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with receiving() as receiver, Fleet(tmp_path, f"sqlite:///{tmp_path / 'liaison.db'}") as fleet:
        fleet.start_server()
        fleet.have_told(receiver.url)
        fleet.keep_posting(0.1)
        for _ in range(3):
            fleet.wait_for_running()
            a_moment(chance, 0.0, 1.0)
            fleet.kill("server")
            fleet.start_server()
        fleet.stop_posting()
        ended = fleet.wait_for_all(40)
        assert ended == {"succeeded": len(fleet.acknowledged)}, fleet.log()
        assert fleet.paid_again() == []
        assert len(fleet.recorded) > 0
        # What was being told at a kill is told again when the claim of it is over, after a minute.
        assert {len(events) for events in fleet.wait_until_told(receiver, 75).values()} == {1}


def test_a_worker_that_never_returns_leaves_its_jobs_to_the_other(tmp_path: Path, postgres: Postgres) -> None:
    with Fleet(tmp_path, postgres.new_database(), serve_works=False) as fleet:
        fleet.start_server()
        for name in ("worker-1", "worker-2"):
            fleet.start_worker(name)
            fleet.wait_for_log(f"by {name}")
        for _ in range(40):
            fleet.post()
        fleet.wait_for_workers(2)
        left = fleet.running()["worker-1"]
        died = time.monotonic()
        fleet.kill("worker-1")
        while fleet.not_begun_again(left):
            assert time.monotonic() - died <= 60, fleet.log()  # ten seconds where nothing else runs: the long version
            time.sleep(0.1)
        assert fleet.wait_for_all(30) == {"succeeded": 40}, fleet.log()
        assert fleet.paid_again() == []
