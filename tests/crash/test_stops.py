"""Told to stop (SIGTERM), servers and workers end with 0 within their grace, and what ran then goes on elsewhere."""

import time
from pathlib import Path

import httpx
import pytest

from tests.crash.fleet import Fleet
from tests.databases import Postgres, postgres

__all__ = ["postgres"]

pytestmark = pytest.mark.timeout(180)


def test_a_worker_says_whether_it_works_and_ends_its_jobs_before_it_goes(
    tmp_path: Path, postgres: Postgres, free_port: int
) -> None:
    settings = {"LIAISON_JOBS_GRACE": "60"}
    with Fleet(tmp_path, postgres.new_database(), False, provider_seconds=0.1, settings=settings) as fleet:
        fleet.start_server()
        fleet.start_worker("worker-1", "--health-port", str(free_port))
        fleet.wait_for_log("by worker-1")
        address = f"http://127.0.0.1:{free_port}"
        answers = {path: httpx.get(f"{address}{path}").status_code for path in ("/healthz", "/readyz", "/v1/jobs")}
        assert answers == {"/healthz": 200, "/readyz": 200, "/v1/jobs": 404}
        fleet.post()
        fleet.wait_for_running()
        assert fleet.stop("worker-1") == 0, fleet.log()
        assert set(fleet.states().values()) == {"succeeded"}


@pytest.mark.slow
def test_a_job_that_takes_longer_than_the_grace_is_handed_back(tmp_path: Path, postgres: Postgres) -> None:
    settings = {"LIAISON_JOBS_GRACE": "0"}
    with Fleet(tmp_path, postgres.new_database(), False, provider_seconds=30, settings=settings) as fleet:
        fleet.start_server()
        for name in ("worker-1", "worker-2"):
            fleet.start_worker(name)
            fleet.wait_for_log(f"by {name}")
        for _ in range(6):
            fleet.post()
        fleet.wait_for_workers(2)
        left = fleet.running()["worker-1"]
        told = time.monotonic()
        assert fleet.stop("worker-1") == 0, fleet.log()
        assert time.monotonic() - told <= 15
        while fleet.not_begun_again(left):
            assert time.monotonic() - told <= 60, fleet.log()
            time.sleep(0.1)


@pytest.mark.slow
def test_a_server_that_does_jobs_ends_well_and_goes_on_with_them(tmp_path: Path) -> None:
    settings = {"LIAISON_JOBS_GRACE": "0"}
    with Fleet(tmp_path, f"sqlite:///{tmp_path / 'liaison.db'}", provider_seconds=0.5, settings=settings) as fleet:
        fleet.start_server()
        fleet.post()
        fleet.wait_for_running()
        assert fleet.stop("server") == 0, fleet.log()
        assert "Traceback" not in fleet.log()
        fleet.start_server()
        assert fleet.wait_for_all(60) == {"succeeded": 1}, fleet.log()
