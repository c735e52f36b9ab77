"""The lines of a batch become jobs: all of them, or none where the file is no batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import to_json
from sqlalchemy import func, select, update

from schemas.batches import BatchFault, BatchFaults, BatchLine, kind_at
from schemas.problem import Problem
from service import tracing
from service.faults import explain_faults
from service.jobs.batches import URGENCY, end_batch
from service.jobs.files import Files, lines_of
from service.jobs.states import OPEN
from service.llm.recording import draw
from service.store.blocking import BlockingDatabase
from service.store.ids import new_id
from service.store.job_tables import BatchRow, JobRow

MOST_LINES: Final = 50_000
"""As in OpenAI's batch API."""
_FAULTS: Final = 20
"""House default: so many are told; whoever has more has another mistake."""
_AT_ONCE: Final = 200

Settle = Callable[[str, dict[str, Any]], dict[str, Any] | Problem]
"""From the address and the body of a line the request of a job, or why it can be none."""


@dataclass(frozen=True)
class BatchReader:
    """Makes jobs of lines, a few hundred in a transaction; done again after a crash it goes on where it stopped."""

    database: BlockingDatabase
    settle: Settle

    def read(self, id_: str) -> None:
        """Read the file of a batch."""
        with self.database.reading() as session:
            batch = session.get(BatchRow, id_)
            done = session.scalar(select(func.max(JobRow.line)).where(JobRow.batch_id == id_)) or 0
        if batch is None or batch.read_at or batch.failed_at or batch.cancelled_at:
            return
        faults = self._faults(batch) if done == 0 else []
        if faults:
            self._refuse(batch, faults)
            return
        self._add_jobs(batch, done)

    def _lines(self, batch: BatchRow) -> Iterator[tuple[int, bytes]]:
        return lines_of(Files(self.database, batch.workspace).content(batch.input_file_id))

    def _faults(self, batch: BatchRow) -> list[BatchFault]:
        faults: list[BatchFault] = []
        seen: set[str] = set()
        count = 0
        for number, text in self._lines(batch):
            count += 1
            if count > MOST_LINES:
                return [BatchFault(code="too_many_lines", message=f"A batch has at most {MOST_LINES:,} lines.")]
            if fault := _fault_in(number, text, batch.endpoint, seen):
                faults.append(fault)
            if len(faults) == _FAULTS:
                return faults
        if count == 0:
            faults.append(BatchFault(code="empty_file", message="The file has no line."))
        return faults

    def _refuse(self, batch: BatchRow, faults: list[BatchFault]) -> None:
        told = BatchFaults(data=faults).model_dump_json()
        with self.database.writing() as session:
            values = {"failed_at": datetime.now(UTC), "errors": told}
            session.execute(update(BatchRow).where(BatchRow.id == batch.id).values(values))

    def _add_jobs(self, batch: BatchRow, done: int) -> None:
        rows: list[JobRow] = []
        for number, text in self._lines(batch):
            if number <= done:
                continue
            rows.append(self._job(batch, number, BatchLine.model_validate_json(text)))
            if len(rows) == _AT_ONCE:
                if not self._put(batch, rows):
                    return
                rows = []
        if self._put(batch, rows):
            with self.database.writing() as session:
                session.execute(update(BatchRow).where(BatchRow.id == batch.id).values(read_at=datetime.now(UTC)))

    def _put(self, batch: BatchRow, rows: list[JobRow]) -> bool:
        """Put jobs in, unless the batch has been cancelled meanwhile."""
        with self.database.writing() as session:
            cancelled = select(BatchRow.cancelled_at).where(BatchRow.id == batch.id).with_for_update()
            if session.scalar(cancelled):
                end_batch(session, batch.id, "cancelled_at")
                return False
            session.add_all(rows)
        return True

    def _job(self, batch: BatchRow, number: int, line: BatchLine) -> JobRow:
        now = datetime.now(UTC)
        settled = self.settle(line.url, line.body)
        failed = isinstance(settled, Problem)
        return JobRow(
            id=new_id("job", now),
            workspace=batch.workspace,
            owner=batch.owner,
            created_at=now,
            kind=kind_at(line.url),
            state="failed" if failed else "queued",
            priority=URGENCY,
            request="{}" if failed else to_json(settled).decode(),
            drawn=to_json(draw() | tracing.kept()).decode(),
            handed_over=False,
            cancel_requested=False,
            starts=0,
            finished_at=now if failed else None,
            problem=settled.model_dump_json() if isinstance(settled, Problem) else None,
            batch_id=batch.id,
            line=number,
            custom_id=line.custom_id,
        )


def _fault_in(number: int, text: bytes, endpoint: str, seen: set[str]) -> BatchFault | None:
    """What makes a line unfit for a batch, whatever its body says."""
    try:
        line = BatchLine.model_validate_json(text)
    except ValidationError as error:
        fault = explain_faults(error.errors(include_url=False, include_context=False, include_input=False), BatchLine)[
            0
        ]
        return BatchFault(code="invalid_line", message=fault.message, param=fault.location, line=number)
    if line.url != endpoint:
        return BatchFault(code="mismatched_url", message=f"is not {endpoint}", param="url", line=number)
    if line.custom_id in seen:
        return BatchFault(code="duplicate_custom_id", message="stands twice", param="custom_id", line=number)
    seen.add(line.custom_id)
    return None


def expire(database: BlockingDatabase) -> None:
    """End the batches whose time is over."""
    now = datetime.now(UTC)
    open_lines = select(JobRow.id).where(JobRow.batch_id == BatchRow.id, JobRow.state.in_(OPEN))
    late = select(BatchRow.id).where(
        BatchRow.expires_at < now, BatchRow.expired_at.is_(None), BatchRow.cancelled_at.is_(None), open_lines.exists()
    )
    with database.writing() as session:
        for id_ in list(session.scalars(late)):
            end_batch(session, id_, "expired_at")
