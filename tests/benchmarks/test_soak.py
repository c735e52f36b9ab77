"""The soak asks for what there is, notes what is not as it should be, and compares thirds."""

import os
import random
from collections import Counter
from pathlib import Path

import httpx

from benchmarks.measuring.processes import Held, held_by
from benchmarks.soak.asking import ACTIONS, Asker, Tally
from benchmarks.soak.watching import Sample, figures, line
from service.app import create_app
from service.store.database import Database
from tests.databases import file_database
from tests.keyed import keyed, new_key

LISTENING = {Asker.listen_to_job}
"""Needs a worker: without one the events of a job never end."""


def asker(database: Database, key: str) -> Asker:
    transport = httpx.ASGITransport(create_app(keyed(database)), raise_app_exceptions=False)
    http = httpx.AsyncClient(transport=transport, base_url="http://liaison.example")
    return Asker(http, key, random.Random(1))


async def test_everything_that_is_asked_for_is_answered_as_it_should_be(tmp_path: Path) -> None:
    async with file_database(tmp_path) as database:
        asking = asker(database, await new_key(database, "write"))
        async with asking.http:
            for action in [action for action in ACTIONS if action not in LISTENING]:
                for _ in range(2):
                    await action(asking)
    assert asking.tally.errors == {}
    assert {200, 201, 202, 204, 401, 404, 422} <= asking.tally.statuses.keys()


async def test_an_answer_that_is_not_as_it_should_be_is_noted_by_its_route(tmp_path: Path) -> None:
    async with file_database(tmp_path) as database:
        await new_key(database, "write")
        asking = asker(database, "lia_wrong")
        async with asking.http:
            await asking.run_unkept()
    assert asking.tally.errors == {"POST /v1/requirements: 401": 1}


def sample(megabytes: float, files: int = 40) -> Sample:
    return Sample({"server": Held(megabytes, files, 20, 1.0)}, 12.0, 3)


def told(samples: list[Sample], tally: Tally, left: Counter[str]) -> dict[str, bool | None]:
    return {figure.what: figure.met for figure in figures(samples, tally, left)}


def test_what_grows_after_the_warm_up_is_found() -> None:
    warm, steady = [sample(100, 10), sample(180, 20)], [sample(200)] * 8
    well = told(warm + steady, Tally([0.1]), Counter(succeeded=5, cancelled=1))
    assert set(well.values()) == {True, None}
    leaking = [sample(200 + 10 * number, 40 + 2 * number) for number in range(8)]
    found = told(warm + leaking, Tally([0.1], Counter({"GET /: 500": 1})), Counter(succeeded=5, queued=1))
    assert {what for what, met in found.items() if met is False} == {
        "answers that were not as they should be",
        "jobs that never ended",
        "server: memory, last third / first third",
        "server: files and connections, last third / first third",
    }


def test_a_minute_is_one_line() -> None:
    said = line(2.0, Tally([0.1, 0.2, 0.9], Counter({"GET /: 500": 1})), sample(123))
    for part in ("2.0 min", "3 answers", "p50 200 ms", "server 123 MB 40 fds 20 threads", "3 jobs open", "GET /: 500"):
        assert part in said


def test_a_process_is_read_as_it_is() -> None:
    held = held_by(os.getpid())
    assert held.megabytes > 10
    assert held.files > 2
    assert held.threads >= 1
    assert held.cpu_seconds > 0
