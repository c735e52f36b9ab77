"""What processes and database hold, read along the way, and what became of it in the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select, text

from benchmarks.measuring.processes import Held, held_by
from benchmarks.measuring.records import Figure
from benchmarks.soak.asking import Tally
from service.jobs.states import ENDED
from service.store.blocking import BlockingDatabase
from service.store.job_tables import JobRow

GROWTH_MOST = 1.1
WARM_UP = 0.2
"""House default: the part of the time in which caches fill and pools open; nothing is compared with that."""
WAITING_STATES = ("queued", "running")


@dataclass(frozen=True)
class Sample:
    """What there was at one moment: processes by name, megabytes of the database, jobs that wait or run."""

    held: Mapping[str, Held]
    database_megabytes: float
    jobs_open: int


class Watch:
    """Reads what the processes of one database hold."""

    def __init__(self, processes: Mapping[str, int], database: BlockingDatabase) -> None:
        self._processes = processes
        self._database = database

    def sample(self) -> Sample:
        """Read everything once."""
        held = {name: held_by(pid) for name, pid in self._processes.items()}
        with self._database.reading() as session:
            waiting = select(func.count()).where(JobRow.state.in_(WAITING_STATES))
            size = session.scalar(text(self._size())) or 0
            return Sample(held, size / 2**20, session.scalar(waiting) or 0)

    def _size(self) -> str:
        if self._database.address.path is None:
            return "SELECT pg_database_size(current_database())"
        return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"

    def ended(self) -> Counter[str]:
        """How many jobs there are of each state."""
        with self._database.reading() as session:
            counted = session.execute(select(JobRow.state, func.count()).group_by(JobRow.state)).all()
        return Counter(dict(counted))


def line(minute: float, tally: Tally, sample: Sample) -> str:
    """What a minute was like."""
    seconds = sorted(tally.seconds) or [0.0]
    parts = [
        f"{minute:5.1f} min",
        f"{len(tally.seconds)} answers, p50 {1000 * _at(seconds, 0.5):.0f} ms, p99 {1000 * _at(seconds, 0.99):.0f} ms",
        *(f"{name} {one.megabytes:.0f} MB {one.files} fds {one.threads} threads" for name, one in sample.held.items()),
        f"database {sample.database_megabytes:.1f} MB",
        f"{sample.jobs_open} jobs open",
        f"errors {dict(tally.errors) or 'none'}",
    ]
    return " | ".join(parts)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[int(share * (len(ordered) - 1))]


def figures(samples: Sequence[Sample], tally: Tally, left: Counter[str]) -> list[Figure]:
    """What is judged at the end, and what is told beside it."""
    lost = sum(count for state, count in left.items() if state not in ENDED)
    ordered = sorted(tally.seconds) or [0.0]
    return [
        Figure("answers", len(tally.seconds)),
        Figure("answers that were not as they should be", sum(tally.errors.values()), most=0),
        Figure("jobs", sum(left.values())),
        Figure("jobs that never ended", lost, most=0),
        Figure("an answer, median", 1000 * _at(ordered, 0.5), "ms"),
        Figure("an answer, 99th percentile", 1000 * _at(ordered, 0.99), "ms"),
        *(one for name in samples[0].held for one in _growth(name, samples)),
        Figure("database at the end", samples[-1].database_megabytes, "MB"),
    ]


def _growth(name: str, samples: Sequence[Sample]) -> list[Figure]:
    after = samples[int(WARM_UP * len(samples)) :]
    third = max(1, len(after) // 3)
    parts = [[sample.held[name] for sample in part] for part in (after[:third], after[-third:])]
    memory = [median(one.megabytes for one in part) for part in parts]
    files = [median(one.files for one in part) for part in parts]
    return [
        Figure(f"{name}: memory, last third", memory[1], "MB"),
        Figure(f"{name}: memory, last third / first third", memory[1] / memory[0], "x", most=GROWTH_MOST),
        Figure(f"{name}: files and connections, last third", files[1]),
        Figure(f"{name}: files and connections, last third / first third", files[1] / files[0], "x", most=GROWTH_MOST),
        Figure(f"{name}: threads at the end", samples[-1].held[name].threads),
    ]
