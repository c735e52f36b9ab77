"""Batches as their owners see them. A batch is the jobs of its lines: what those are, it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from pydantic_core import from_json, to_json
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from schemas.batches import (
    Batch,
    BatchAnswer,
    BatchFaults,
    BatchPage,
    BatchRequest,
    BatchState,
    LineError,
    RequestCounts,
    failed_line,
)
from schemas.problem import Problem
from service import tracing
from service.errors import NotFound
from service.jobs.files import Files
from service.jobs.owned import Owned
from service.jobs.states import ERRORS, OUTPUT, LineState
from service.store.erasing import erase_batch
from service.store.ids import new_id
from service.store.job_tables import BatchRow, JobRow
from service.store.tables import ResultRow

READING: Final = "batch"
"""Kind of the job that makes jobs of the lines of a batch."""
URGENCY: Final = 5
"""House default: whoever waits for one job goes first."""
WINDOW: Final = timedelta(hours=24)
_AT_ONCE: Final = 50


class Batches(Owned):
    """What callers do with batches. Blocks: call it in a thread."""

    @property
    def files(self) -> Files:
        """The files that batches are made of."""
        return Files(self.database, self.workspace, self.owner, self.audit, self.looks)

    def create(self, asked: BatchRequest) -> Batch:
        """Accept a batch, and a job that reads its file.

        Raises:
            NotFound, StoreError: there is no such file; the database cannot be used.
        """
        self.files.find(asked.input_file_id)
        now = datetime.now(UTC)
        row = BatchRow(
            id=new_id("batch", now),
            workspace=self.workspace,
            owner=self.owner,
            created_at=now,
            expires_at=now + WINDOW,
            input_file_id=asked.input_file_id,
            endpoint=asked.endpoint,
            details=to_json({"metadata": asked.metadata, "completion_window": asked.completion_window}).decode(),
        )
        with self.database.writing() as session:
            session.add(row)
            session.flush()
            session.add(_reading_job(row))
            self.log(session, "batch.make", row.id)
        return batch_of(row, {})

    def find(self, id_: str) -> Batch:
        """One batch.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        with self.database.reading() as session:
            batch = self._found(session, id_)
        self.look("batch.read", id_)
        return batch

    def page(self, limit: int = 20, after: str | None = None) -> BatchPage:
        """Batches, newest first, those after the one of this id."""
        newest = select(BatchRow).where(BatchRow.workspace == self.workspace)
        if after:
            newest = newest.where(BatchRow.id < after)
        with self.database.reading() as session:
            rows = list(session.scalars(newest.order_by(BatchRow.id.desc()).limit(limit + 1)))
            batches = [batch_of(row, counts_of(session, row.id)) for row in rows[:limit]]
        last = batches[-1].id if batches else None
        return BatchPage(data=batches, has_more=len(rows) > limit, last_id=last)

    def cancel(self, id_: str) -> Batch:
        """End a batch: what is done stays, what waits is dropped, what runs is stopped.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        with self.database.writing() as session:
            if self._found(session, id_).status in ("validating", "in_progress"):
                end_batch(session, id_, "cancelled_at")
                self.log(session, "batch.cancel", id_)
            return self._found(session, id_)

    def delete(self, id_: str) -> None:
        """Delete a batch with its lines and their results, and its file; lines that run end soon.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        with self.database.writing() as session:
            self._found(session, id_)
            ends = select(JobRow.finished_at).where(JobRow.batch_id == id_)
            ended = [end or datetime.now(UTC) for end in session.scalars(ends)]
            for gone in erase_batch(session, id_):
                self.log(session, "result.delete", gone)
            self.log(session, "batch.delete", id_)
        self.leave_nothing(ended)

    def _found(self, session: Session, id_: str) -> Batch:
        return batch_of(self._row(session, id_), counts_of(session, id_))

    def _row(self, session: Session, id_: str) -> BatchRow:
        row = session.scalar(select(BatchRow).where(BatchRow.id == id_, BatchRow.workspace == self.workspace))
        if row is None:
            raise NotFound("There is no batch of this id.")
        return row

    def lines(self, id_: str, after: int = 0, limit: int = 50) -> list[LineState]:
        """How the lines of a batch stand that come after the one of this number, in their order.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        wanted = select(
            JobRow.line, JobRow.custom_id, JobRow.state, JobRow.result_id, ResultRow.title, JobRow.problem
        ).outerjoin(ResultRow, ResultRow.id == JobRow.result_id)
        wanted = wanted.where(JobRow.batch_id == id_, JobRow.line > after).order_by(JobRow.line).limit(limit)
        with self.database.reading() as session:
            self._row(session, id_)
            return [LineState(*cast("Sequence[Any]", row)) for row in session.execute(wanted)]

    def output(self, file_id: str) -> Iterator[bytes]:
        """The file of results or of errors of a batch, line by line as it stands now.

        Raises (at once):
            NotFound, StoreError: there is no such file; the database cannot be used.
        """
        id_, dash, kind = file_id.removeprefix("file-").rpartition("-")
        if not dash or f"-{kind}" not in (OUTPUT, ERRORS) or not file_id.startswith("file-"):
            raise NotFound("There is no file of this id.")
        with self.database.reading() as session:
            self._found(session, id_)
        self.look("batch.download", id_)
        return self._results(id_) if f"-{kind}" == OUTPUT else self._errors(id_)

    def _results(self, id_: str) -> Iterator[bytes]:
        wanted = select(JobRow.line, JobRow.id, JobRow.custom_id, ResultRow.document)
        wanted = wanted.join(ResultRow, ResultRow.id == JobRow.result_id)
        for _, job_id, custom_id, document in self._lines(wanted.where(JobRow.state == "succeeded"), id_):
            head = to_json({"id": job_id, "custom_id": custom_id})[:-1]
            response = b'"response":{"status_code":200,"request_id":%s,"body":' % to_json(job_id)
            yield b'%s,%s%s},"error":null}\n' % (head, response, document.encode())

    def _errors(self, id_: str) -> Iterator[bytes]:
        wanted = select(JobRow.line, JobRow.id, JobRow.custom_id, JobRow.problem)
        with self.database.reading() as session:
            expired = session.scalar(select(BatchRow.expired_at).where(BatchRow.id == id_))
        over = "batch_expired" if expired else "batch_cancelled"
        for _, job_id, custom_id, problem in self._lines(wanted.where(JobRow.state.in_(("failed", "cancelled"))), id_):
            if problem:
                answer = failed_line(job_id, custom_id, Problem.model_validate_json(problem))
            else:
                error = LineError(code=over, message="The batch ended before this line was done.")
                answer = BatchAnswer(id=job_id, custom_id=custom_id, error=error)
            yield answer.model_dump_json().encode() + b"\n"

    def _lines(self, wanted: Select[*tuple[Any, ...]], id_: str) -> Iterator[Sequence[Any]]:
        last = 0
        while True:
            more = wanted.where(JobRow.batch_id == id_, JobRow.line > last).order_by(JobRow.line).limit(_AT_ONCE)
            with self.database.reading() as session:
                rows = session.execute(more).all()
            yield from rows
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1][0]


def end_batch(session: Session, id_: str, why: str) -> None:
    """Drop the lines that wait and stop those that run; `why` is the column that gets the time."""
    now = datetime.now(UTC)
    session.execute(update(BatchRow).where(BatchRow.id == id_).values({why: now}))
    mine = JobRow.batch_id == id_
    dropped = {"state": "cancelled", "finished_at": now, "request": "{}", "drawn": "{}"}
    session.execute(update(JobRow).where(mine, JobRow.state == "queued").values(dropped))
    session.execute(update(JobRow).where(mine, JobRow.state == "running").values(cancel_requested=True))


def _reading_job(batch: BatchRow) -> JobRow:
    return JobRow(
        id=new_id("job", batch.created_at),
        workspace=batch.workspace,
        owner=batch.owner,
        created_at=batch.created_at,
        kind=READING,
        state="queued",
        priority=URGENCY - 1,
        request=to_json({"batch": batch.id}).decode(),
        drawn=to_json(tracing.kept()).decode(),
        handed_over=False,
        cancel_requested=False,
        starts=0,
        batch_id=batch.id,
    )


def counts_of(session: Session, id_: str) -> Mapping[str, int]:
    """How many lines are in which state, and when the last of them ended."""
    counted = select(JobRow.state, func.count(), func.max(JobRow.finished_at))
    rows = session.execute(counted.where(JobRow.batch_id == id_, JobRow.line.is_not(None)).group_by(JobRow.state)).all()
    ends = [end for _, _, end in rows if end]
    return {state: count for state, count, _ in rows} | ({"last": int(max(ends).timestamp())} if ends else {})


def batch_of(row: BatchRow, counts: Mapping[str, int]) -> Batch:
    """A batch as callers see it; its state is that of its lines."""
    details = from_json(row.details)
    state = _state(row, counts)
    last = counts.get("last", _seconds(row.read_at))
    total = sum(count for name, count in counts.items() if name != "last")
    over = state in ("completed", "cancelled", "expired")
    failed = counts.get("failed", 0)
    return Batch.model_validate(
        {
            "id": row.id,
            "endpoint": row.endpoint,
            "errors": BatchFaults.model_validate_json(row.errors) if row.errors else None,
            "input_file_id": row.input_file_id,
            "completion_window": details["completion_window"],
            "status": state,
            "output_file_id": f"file-{row.id}{OUTPUT}" if counts.get("succeeded") else None,
            "error_file_id": f"file-{row.id}{ERRORS}" if failed or (over and counts.get("cancelled")) else None,
            "created_at": _seconds(row.created_at),
            "in_progress_at": _seconds(row.read_at),
            "expires_at": _seconds(row.expires_at),
            "finalizing_at": last if over else None,
            "completed_at": last if state == "completed" else None,
            "failed_at": _seconds(row.failed_at),
            "expired_at": _seconds(row.expired_at),
            "cancelling_at": _seconds(row.cancelled_at),
            "cancelled_at": max(last or 0, _seconds(row.cancelled_at) or 0) if state == "cancelled" else None,
            "request_counts": RequestCounts(total=total, completed=counts.get("succeeded", 0), failed=failed),
            "metadata": details["metadata"],
        }
    )


def _state(row: BatchRow, counts: Mapping[str, int]) -> BatchState:
    is_open = bool(counts.get("queued") or counts.get("running"))
    if row.failed_at:
        return "failed"
    if row.cancelled_at:
        return "cancelling" if is_open else "cancelled"
    if row.expired_at:
        return "expired"
    if row.read_at is None:
        return "validating"
    return "in_progress" if is_open else "completed"


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
