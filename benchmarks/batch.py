"""Thousands of offline briefs as jobs, beside the same work in a plain loop: `python -m benchmarks.batch [--write]`.

One process accepts every brief as a job in a new file of SQLite and does them all with its worker; before that it
specifies the same briefs one after the other. Memory is read as the jobs are done.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from pydantic_core import to_json
from sqlalchemy import func, select

from benchmarks.measuring.records import Figure, conclude, parser
from benchmarks.memory import resident_megabytes
from evals.gold.loading import load_cases
from schemas.brief import BriefInput
from schemas.jobs import DEFAULT_PRIORITY
from schemas.requests import RequirementsRequest
from service.bootstrap import make_services
from service.jobs.desk import Jobs
from service.requested import settled, start
from service.services import Services
from service.settings import Settings
from service.store.address import DatabaseAddress
from service.store.job_tables import JobRow
from service.working import make_worker

JOBS = 5_000
BRIEFS = 20
GROWTH_MOST = 1.1
_FIRST = 1_000
_LOOK_SECONDS = 0.5


def requests() -> list[RequirementsRequest]:
    """The briefs that are done in turn."""
    return [RequirementsRequest(brief=BriefInput(text=case.text)) for case in load_cases("wide")[:BRIEFS]]


async def plain_loop(services: Services, asked: list[RequirementsRequest], count: int) -> float:
    """Seconds that the runs take one after the other."""
    started = time.monotonic()
    for number in range(count):
        async for _ in start(services, asked[number % len(asked)]):
            pass
    return time.monotonic() - started


def accept(services: Services, jobs: Jobs, asked: list[RequirementsRequest], count: int) -> list[float]:
    """Accept the jobs one after the other; seconds that each of them took."""
    bodies = [to_json(settled(services, one)).decode() for one in asked]
    taken = []
    for number in range(count):
        started = time.monotonic()
        jobs.accept("requirements", bodies[number % len(bodies)], DEFAULT_PRIORITY)
        taken.append(time.monotonic() - started)
    return taken


@contextmanager
def working(services: Services) -> Iterator[None]:
    """A worker in a thread of its own."""
    worker = make_worker(services)
    thread = Thread(target=worker.work)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join()


@contextmanager
def followed(jobs: Jobs, count: int) -> Iterator[dict[int, float]]:
    """Megabytes as the first thousand jobs are done, and all of them, by how many that were: known at the end.

    Jobs are done while others are still accepted, so both are watched from a thread of their own.
    """
    found: dict[int, float] = {}
    thread = Thread(target=_follow, args=(jobs, count, found), daemon=True)
    thread.start()
    yield found
    thread.join()


def _follow(jobs: Jobs, count: int, found: dict[int, float]) -> None:
    done = 0
    while done < count:
        time.sleep(_LOOK_SECONDS)
        with jobs.database.reading() as session:
            done = session.scalar(select(func.count()).where(JobRow.state == "succeeded")) or 0
        if not found and done >= min(_FIRST, count):
            found[done] = resident_megabytes()
    found[count] = resident_megabytes()


def measure(count: int) -> list[Figure]:
    """Run both, and compare."""
    asked = requests()
    with tempfile.TemporaryDirectory() as folder:
        jobs = Jobs(DatabaseAddress(path=Path(folder) / "liaison.db"), Settings().jobs_at_once)
        services = Services(engines=make_services(Settings(llm_base_url=None)).engines, jobs=jobs)
        plain = asyncio.run(plain_loop(services, asked, count))
        begun = time.monotonic()
        with working(services), followed(jobs, count) as memory:
            taken = sorted(accept(services, jobs, asked, count))
        seconds = time.monotonic() - begun
        jobs.database.close()
    first, last = min(memory), max(memory)
    return [
        Figure("plain loop", count / plain, "briefs/s"),
        Figure("as jobs, accepting included", count / seconds, "briefs/s"),
        Figure("plain loop / jobs: briefs a second", seconds / plain, "x"),
        Figure("accepting a job, median", 1000 * taken[len(taken) // 2], "ms"),
        Figure("accepting a job, 99th percentile", 1000 * taken[len(taken) * 99 // 100], "ms"),
        Figure(f"memory after {first:,} jobs", memory[first], "MB"),
        Figure(f"memory after {last:,} / after {first:,}", memory[last] / memory[first], "x", most=GROWTH_MOST),
    ]


def main() -> int:
    """Measure, print, and end with 1 where the target is missed."""
    arguments = parser(__doc__)
    arguments.add_argument("--jobs", type=int, default=JOBS, metavar="N", help=f"jobs, {JOBS:,} if not said")
    asked = arguments.parse_args()
    words = sum(len((one.brief.text or "").split()) for one in requests()) // BRIEFS
    notes = [f"{asked.jobs:,} jobs of {BRIEFS} briefs of {words} words on average, rules engine, one process, SQLite."]
    return conclude("batch", measure(asked.jobs), notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
