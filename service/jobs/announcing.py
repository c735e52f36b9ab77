"""The ends of jobs and batches, put into the outbox of webhooks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from schemas.webhooks import EventData, EventType
from service.jobs.batches import batch_of, counts_of
from service.store.blocking import BlockingDatabase
from service.store.job_tables import BatchRow, JobRow
from service.webhooks.outbox import tell

_AT_ONCE: Final = 20
_OPEN: Final = ("queued", "running")
_ENDS: Final = (BatchRow.read_at, BatchRow.failed_at, BatchRow.cancelled_at, BatchRow.expired_at)


def announce_job(session: Session, id_: str) -> None:
    """Tell that a job has ended, in the transaction that ends it; what belongs to a batch is told with the batch."""
    row = session.get_one(JobRow, id_, populate_existing=True)
    if row.batch_id is not None or row.finished_at is None:
        return
    result_url = f"/v1/results/{row.result_id}" if row.result_id else None
    data = EventData(id=row.id, kind=row.kind, state=row.state, url=f"/v1/jobs/{row.id}", result_url=result_url)
    tell(session, row.workspace, cast("EventType", f"job.{row.state}"), data, row.finished_at)


def announce_batches(database: BlockingDatabase) -> None:
    """Tell of the batches that have ended. A batch is what its lines are, so that no single change ends it.

    It is told in the transaction that marks it as told: once, whoever looks, and also after a crash.
    """
    with database.reading() as session:
        if not session.scalars(_ended().limit(1)).all():
            return
    with database.writing() as session:
        for batch in list(session.scalars(_ended().limit(_AT_ONCE).with_for_update(skip_locked=True))):
            _announce(session, batch, counts_of(session, batch.id))


def _ended() -> Select[BatchRow]:
    """Batches that have come to an end of their own, or were brought to one, and have no line that still runs."""
    over = or_(*(column.is_not(None) for column in _ENDS))
    open_lines = select(JobRow.id).where(JobRow.batch_id == BatchRow.id, JobRow.state.in_(_OPEN))
    return select(BatchRow).where(BatchRow.told_at.is_(None), over, ~open_lines.exists())


def _announce(session: Session, row: BatchRow, counts: Mapping[str, int]) -> None:
    row.told_at = datetime.now(UTC)
    batch = batch_of(row, counts)
    output = f"/v1/files/{batch.output_file_id}/content" if batch.output_file_id else None
    data = EventData(id=row.id, kind="batch", state=batch.status, url=f"/v1/batches/{row.id}", result_url=output)
    tell(session, row.workspace, cast("EventType", f"batch.{batch.status}"), data, row.told_at)
