"""How much work there is, for figures: read from the tables of jobs, over all workspaces."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select

from service.store.blocking import BlockingDatabase
from service.store.job_tables import JobRow


@dataclass(frozen=True)
class Work:
    """Jobs by kind and state, lines of batches by state, and for how long the oldest job has waited, in seconds."""

    jobs: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    oldest_waiting: float = 0.0

    @property
    def waiting(self) -> int:
        """Jobs that nobody has begun."""
        return sum(count for (_, state), count in self.jobs.items() if state == "queued")


def count_work(database: BlockingDatabase) -> Work:
    """Count all jobs that are kept. Blocks.

    Raises:
        StoreError: the database cannot be used.
    """
    is_line = JobRow.line.is_not(None)
    counted = select(JobRow.kind, JobRow.state, is_line, func.count()).group_by(JobRow.kind, JobRow.state, is_line)
    oldest = select(func.min(JobRow.created_at)).where(JobRow.state == "queued")
    work, since = Work(), None
    with database.reading() as session:
        for kind, state, line, count in session.execute(counted):
            work.jobs[kind, state] += count
            work.lines[state] += count if line else 0
        since = session.scalar(oldest)
    waited = (datetime.now(UTC) - since).total_seconds() if since else 0.0
    return Work(work.jobs, work.lines, max(0.0, waited))
