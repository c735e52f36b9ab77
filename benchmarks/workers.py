"""Whether a second worker doubles what is done: `python -m benchmarks.workers [--write]`.

Jobs with a model endpoint that answers after half a second are done by one worker, and by two that share a queue, in
turns and each time in a new database. Server of the database, endpoint and workers are processes of their own. The
workers do few jobs at once, so that they wait and the processor of one small machine is no bound.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pydantic_core import to_json
from sqlalchemy import func, select

from benchmarks.measuring.processes import endpoint, free_port, held_by, liaison, wait_until_ready
from benchmarks.measuring.records import Figure, conclude, parser
from schemas.brief import BriefInput
from schemas.jobs import DEFAULT_PRIORITY
from schemas.requests import RequirementsRequest
from service.jobs.desk import Jobs
from service.store.address import parse_address
from service.store.job_tables import JobRow
from service.store.migrating import upgrade

JOBS = 60
ROUNDS = 3
ENDPOINT_SECONDS = 0.5
AT_ONCE = 2
RATIO_LEAST = 1.7
SHARE_MOST = 1.2
"""The busier worker may have done so many times what the other has."""
_WARM_UP = 4 * AT_ONCE
_BRIEF = (
    "An e-mail goes to 40,000 customers in Ireland at 8am on 12 April 2027. It shows points balance number {number}."
)


@dataclass(frozen=True)
class Measured:
    """What some workers have done: jobs a second, CPU seconds of a job, and jobs by worker."""

    rate: float
    cpu_seconds: float
    done: Counter[str]


@dataclass(frozen=True)
class Crew:
    """Some workers of one database; `at_once` jobs each."""

    number: int
    url: str
    endpoint: int
    at_once: int
    folder: Path

    @contextmanager
    def working(self) -> Iterator[list[int]]:
        """Start them, wait until each has its place in the queue, and give their process ids."""
        with ExitStack() as stack:
            ports = [free_port() for _ in range(self.number)]
            started = [stack.enter_context(self._worker(port)) for port in ports]
            for port in ports:
                wait_until_ready(port)
            yield [process.pid for process in started]

    def _worker(self, port: int) -> "AbstractContextManager[subprocess.Popen[bytes]]":
        settings = {
            "LIAISON_DATABASE_URL": self.url,
            "LIAISON_JOBS_AT_ONCE": str(self.at_once),
            "LIAISON_JOBS_GRACE": "0",
            "LIAISON_LLM_ASK": "whole",
            "LIAISON_LLM_BASE_URL": f"http://127.0.0.1:{self.endpoint}/v1",
            "LIAISON_LLM_MODEL": "counting",
        }
        return liaison(["worker", "--health-port", str(port)], settings, self.folder / f"worker-{port}.log")


def do(crew: Crew, count: int) -> Measured:
    """Have the workers do so many jobs in a database without any, after some to warm up."""
    address = parse_address(crew.url)
    assert address
    upgrade(address)
    jobs = Jobs(address, crew.at_once)
    try:
        with crew.working() as processes:
            _accept(jobs, _WARM_UP)
            _wait_until_done(jobs, _WARM_UP)
            before, begun = _cpu(processes), time.monotonic()
            ids = _accept(jobs, count)
            _wait_until_done(jobs, _WARM_UP + count)
            seconds = time.monotonic() - begun
            return Measured(count / seconds, (_cpu(processes) - before) / count, _by_worker(jobs, ids))
    finally:
        jobs.database.close()


def _accept(jobs: Jobs, count: int) -> list[str]:
    requests = (RequirementsRequest(brief=BriefInput(text=_BRIEF.format(number=number))) for number in range(count))
    bodies = [to_json(one.model_copy(update={"engine": "hybrid"})).decode() for one in requests]
    return [jobs.accept("requirements", body, DEFAULT_PRIORITY).id for body in bodies]


def _wait_until_done(jobs: Jobs, count: int) -> None:
    done = 0
    while done < count:
        time.sleep(0.05)
        with jobs.database.reading() as session:
            states = dict(session.execute(select(JobRow.state, func.count()).group_by(JobRow.state)).all())
        if failed := states.get("failed", 0):
            raise RuntimeError(f"{failed} jobs have failed, and nothing was measured.")
        done = states.get("succeeded", 0)


def _by_worker(jobs: Jobs, ids: Sequence[str]) -> Counter[str]:
    with jobs.database.reading() as session:
        return Counter(name or "" for name in session.scalars(select(JobRow.worker).where(JobRow.id.in_(ids))))


def _cpu(processes: Sequence[int]) -> float:
    return sum(held_by(pid).cpu_seconds for pid in processes)


def figures(alone: Sequence[Measured], both: Sequence[Measured]) -> list[Figure]:
    """What the rounds say: medians, the least even share, and a ratio by round, for a machine is busier at times."""
    one, two = (median(measured.rate for measured in rounds) for rounds in (alone, both))
    shares = [max(measured.done.values()) / min(measured.done.values()) for measured in both if len(measured.done) > 1]
    ratio = median(more.rate / less.rate for less, more in zip(alone, both, strict=True))
    uneven = max(shares) if len(shares) == len(both) else float("inf")
    return [
        Figure("one worker", one, "jobs/s"),
        Figure("two workers", two, "jobs/s"),
        Figure("two workers / one worker: jobs a second, by round", ratio, "x", least=RATIO_LEAST),
        Figure("of two, the busier / the other: jobs, least even round", uneven, "x", most=SHARE_MOST),
        Figure("CPU of a worker for a job", 1000 * median(one.cpu_seconds for one in alone), "ms"),
    ]


def measure(count: int, rounds: int, at_once: int) -> list[Figure]:
    """Both in turn, so many rounds."""
    from tests.databases import serving_postgres  # PostgreSQL comes with the tests, and they with the checkout

    alone: list[Measured] = []
    both: list[Measured] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(serving_postgres())
        asked = (str(ENDPOINT_SECONDS), str(folder / "answers"))
        port = stack.enter_context(endpoint("benchmarks.measuring.counting", *asked))
        for _ in range(rounds):
            for number, found in ((1, alone), (2, both)):
                crew = Crew(number, server.new_database(), port, at_once, folder)
                found.append(do(crew, count))
                print(f"{number}: {found[-1].rate:.2f} jobs/s {dict(found[-1].done)}", file=sys.stderr, flush=True)
    return figures(alone, both)


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    arguments = parser(__doc__)
    arguments.add_argument("--jobs", type=int, default=JOBS, metavar="N", help=f"jobs of a round, {JOBS} if not said")
    arguments.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds, {ROUNDS} if not said")
    arguments.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N", help=f"jobs of a worker, {AT_ONCE}")
    asked = arguments.parse_args()
    notes = [
        f"{asked.jobs} jobs a round, median of {asked.rounds} rounds in turn, {asked.at_once} jobs at once in each"
        f" worker, engine hybrid, an endpoint that answers after {ENDPOINT_SECONDS} s on average, PostgreSQL.",
        "A file of SQLite takes one worker: a second one stands by.",
    ]
    return conclude("workers", measure(asked.jobs, asked.rounds, asked.at_once), notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
