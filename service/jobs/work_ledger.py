"""The jobs as a worker sees them: handed over, begun, told about, finished.

A job that is begun gets a number, and only who holds the highest one may still write: when a worker was given up and
comes back, what it has to say is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from schemas.problem import Problem
from service.auditing import Audit
from service.callers import Caller
from service.jobs.announcing import announce_job
from service.jobs.states import ENDED, OPEN
from service.store.blocking import BlockingDatabase
from service.store.job_tables import AnswerRow, JobEventRow, JobRow
from service.store.retention_tables import ErasedJobRow
from service.store.tables import ResultRow
from service.tracing import TRACEPARENT

ERASED_SECONDS: Final = 60.0
"""House default: so long after a job was deleted every worker has heard of it, and nothing of its run goes on."""
HANDED_OVER_AT_ONCE: Final = 20
QUEUED_AT_MOST: Final = 400
"""House default: jobs in the queue that nobody has begun. The others wait with us, where the most urgent goes first."""

_ERASED_AT_ONCE: Final = 500

Said = tuple[str, str]
"""The type of an event and its JSON."""
CANCELLED: Final[Said] = ("cancelled", "{}")


@dataclass(frozen=True)
class Task:
    """A job that was begun for the `start`-th time, and whose it is.

    `trace` is the `traceparent` it was accepted with; `is_line` tells that it is a line of a batch.
    """

    id: str
    kind: str
    request: dict[str, Any]
    drawn: dict[str, str]
    start: int
    workspace: str
    owner: str | None
    trace: str | None = None
    is_line: bool = False

    @property
    def caller(self) -> Caller:
        """For whom it is done."""
        return Caller("a job", self.workspace, "write", self.owner)


@dataclass(frozen=True)
class Waiting:
    """A job that no queue has yet."""

    id: str
    priority: int


class GivenUp(Exception):  # noqa: N818  # a state of affairs, not a fault
    """Somebody else goes on with the job, or it has ended: nothing more can be written about it."""


class WorkLedger:
    """What workers do with jobs. Blocks: call it in a thread."""

    def __init__(self, database: BlockingDatabase) -> None:
        self._database = database

    def waiting(self) -> list[Waiting]:
        """The most urgent jobs that no queue has yet, as many as there is room for; of equals the oldest."""
        queued = select(func.count()).where(JobRow.state == "queued", JobRow.handed_over)
        first = select(JobRow.id, JobRow.priority).where(JobRow.handed_over.is_(False), JobRow.state.in_(OPEN))
        first = first.order_by(JobRow.priority, JobRow.created_at)
        with self._database.reading() as session:
            room = max(0, QUEUED_AT_MOST - (session.scalar(queued) or 0))
            rows = session.execute(first.limit(min(room, HANDED_OVER_AT_ONCE))).all()
        return [Waiting(id_, priority) for id_, priority in rows]

    def handed_over(self, ids: Sequence[str], done: bool = True) -> None:
        """Note that the queue has these jobs, or that it has lost them."""
        with self._database.writing() as session:
            session.execute(update(JobRow).where(JobRow.id.in_(ids)).values(handed_over=done))

    def begin(self, id_: str, worker: str) -> Task | None:
        """Take a job up; None where it has ended, or is not to go on."""
        with self._database.writing() as session:
            row = session.get(JobRow, id_, with_for_update=True)
            if row is None or row.state in ENDED:
                return None
            row.starts += 1
            row.state, row.worker = "running", worker
            row.started_at = row.started_at or datetime.now(UTC)
            session.flush()
            request, drawn = from_json(row.request), from_json(row.drawn)
            trace = drawn.pop(TRACEPARENT, None)
            is_line = row.line is not None
            task = Task(id_, row.kind, request, drawn, row.starts, row.workspace, row.owner, trace, is_line)
            if row.cancel_requested:
                _end(session, task, [CANCELLED], state="cancelled")
                return None
            if row.starts > 1:
                _say(session, id_, [("restarted", "{}")])
            return task

    def tell(self, task: Task, said: Sequence[Said]) -> None:
        """Keep what a run says.

        Raises:
            GivenUp: it is not ours any more.
        """
        with self._database.writing() as session:
            held = select(JobRow.id).where(JobRow.id == task.id, JobRow.starts == task.start, JobRow.state == "running")
            if session.scalar(held.with_for_update()) is None:
                raise GivenUp
            _say(session, task.id, said)

    def succeed(self, task: Task, result: ResultRow | None, said: Sequence[Said]) -> None:
        """Keep the result, where there is one, and end the job with it, or neither.

        Raises:
            GivenUp: it is not ours any more.
        """
        with self._database.writing() as session:
            if result is not None:
                session.add(result)
                worker = Audit(Caller("a job", task.workspace, key_id=task.owner), task.id)
                session.add(worker.entry("result.make", result.id))
                session.flush()
            _end(session, task, said, state="succeeded", result_id=result.id if result else None)

    def fail(self, task: Task, problem: Problem, said: Sequence[Said]) -> None:
        """End a job without a result.

        Raises:
            GivenUp: it is not ours any more.
        """
        with self._database.writing() as session:
            _end(session, task, said, state="failed", problem=problem.model_dump_json())

    def cancelled(self, task: Task) -> None:
        """End a job that somebody has cancelled.

        Raises:
            GivenUp: it is not ours any more.
        """
        with self._database.writing() as session:
            _end(session, task, [CANCELLED], state="cancelled")

    def to_cancel(self, worker: str) -> list[str]:
        """Jobs that this worker runs and that are to end."""
        asked = select(JobRow.id).where(JobRow.cancel_requested, JobRow.state == "running", JobRow.worker == worker)
        with self._database.reading() as session:
            return list(session.scalars(asked))

    def open_jobs(self, older_than: timedelta) -> list[str]:
        """Jobs that the queue should have, begun or not, and that were accepted so long ago."""
        before = datetime.now(UTC) - older_than
        open_ones = select(JobRow.id).where(JobRow.handed_over, JobRow.state.in_(OPEN), JobRow.created_at < before)
        with self._database.reading() as session:
            return list(session.scalars(open_ones.limit(HANDED_OVER_AT_ONCE)))

    def erased(self) -> tuple[list[str], list[str]]:
        """Jobs that were deleted lately, and those of them of which by now no worker does anything any more."""
        before = datetime.now(UTC) - timedelta(seconds=ERASED_SECONDS)
        some = select(ErasedJobRow.id, ErasedJobRow.erased_at).order_by(ErasedJobRow.erased_at).limit(_ERASED_AT_ONCE)
        with self._database.reading() as session:
            rows = session.execute(some).all()
        return [id_ for id_, _ in rows], [id_ for id_, at in rows if at < before]

    def forget(self, ids: Sequence[str]) -> None:
        """Delete the last that there is of deleted jobs: what their runs wrote before they heard of it."""
        with self._database.writing() as session:
            session.execute(delete(AnswerRow).where(AnswerRow.work.in_(ids)))
            session.execute(delete(ErasedJobRow).where(ErasedJobRow.id.in_(ids)))
        self._database.clear_log()


def _end(session: Session, task: Task, said: Sequence[Said], **values: Any) -> None:
    """End a job, say so, and forget what only its run needed: the request, and the answers that were paid for."""
    mine = (JobRow.id == task.id, JobRow.starts == task.start, JobRow.state == "running")
    ended = {"finished_at": datetime.now(UTC), "request": "{}", "drawn": "{}", **values}
    if not session.execute(update(JobRow).where(*mine).values(ended).returning(JobRow.id)).all():
        raise GivenUp
    announce_job(session, task.id)
    _say(session, task.id, said)
    session.execute(delete(AnswerRow).where(AnswerRow.work == task.id))


def _say(session: Session, id_: str, said: Sequence[Said]) -> None:
    if not said:
        return
    last = session.scalar(select(func.max(JobEventRow.number)).where(JobEventRow.job_id == id_)) or 0
    now = datetime.now(UTC)
    rows = [
        {"job_id": id_, "number": number, "created_at": now, "type": type_, "data": data}
        for number, (type_, data) in enumerate(said, start=last + 1)
    ]
    session.execute(insert(JobEventRow), rows)
