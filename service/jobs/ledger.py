"""The jobs as their owners see them: accepted, looked up, listened to, cancelled.

Whoever accepts a job writes one row and is done: a worker hands the row over to its queue. So an accepted job is on
disk before its caller is told, and no moment lies between two stores in which it could be lost.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from pydantic_core import from_json, to_json
from sqlalchemy import func, select, tuple_, update
from sqlalchemy.orm import Session

from schemas.jobs import Job, JobEvent, JobEvents, JobKind, JobPage, JobState, Progress
from schemas.problem import InvalidParameter, Problem
from service.errors import InvalidRequest, NotFound
from service.jobs.announcing import announce_job
from service.jobs.owned import Owned
from service.jobs.states import MOST_COUNTED, MOST_EVENTS
from service.store.erasing import erase_jobs
from service.store.ids import new_id
from service.store.job_tables import JobEventRow, JobRow


class Ledger(Owned):
    """What callers do with jobs. Blocks: call it in a thread."""

    def accept(self, kind: JobKind, request: str, drawn: Mapping[str, str], priority: int) -> Job:
        """Write a job down; when this returns it cannot be lost any more. `request` is JSON.

        Raises:
            StoreError: it could not be written, and is not accepted.
        """
        now = datetime.now(UTC)
        row = JobRow(
            id=new_id("job", now),
            workspace=self.workspace,
            owner=self.owner,
            created_at=now,
            kind=kind,
            state="queued",
            priority=priority,
            request=request,
            drawn=json.dumps(dict(drawn)),
            handed_over=False,
            cancel_requested=False,
            starts=0,
        )
        with self.database.writing() as session:
            session.add(row)
            session.flush()
            self.log(session, "job.make", row.id)
            return job_of(row, ahead=_ahead(session, row))

    def find(self, id_: str) -> Job:
        """One job with its progress.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        with self.database.reading() as session:
            row = self._row(session, id_)
            job = job_of(row, _progress(session, id_), _ahead(session, row))
        self.look("job.read", id_)
        return job

    def page(self, state: JobState | None = None, limit: int = 50, cursor: str | None = None) -> JobPage:
        """Jobs, newest first.

        Raises:
            InvalidRequest, StoreError: the cursor is none of ours; the database cannot be used.
        """
        newest = select(JobRow).where(JobRow.workspace == self.workspace, JobRow.batch_id.is_(None))
        newest = newest.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit + 1)
        if state:
            newest = newest.where(JobRow.state == state)
        if cursor:
            newest = newest.where(tuple_(JobRow.created_at, JobRow.id) < tuple_(*_position(cursor)))
        with self.database.reading() as session:
            rows = list(session.scalars(newest))
        more = _cursor(rows[limit - 1]) if len(rows) > limit else None
        return JobPage(jobs=[job_of(row) for row in rows[:limit]], next=more)

    def cancel(self, id_: str) -> Job:
        """End a job: at once where it waits, soon where it runs; one that has ended stays as it is.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        mine = (JobRow.id == id_, JobRow.workspace == self.workspace)
        ended = {"state": "cancelled", "finished_at": datetime.now(UTC), "request": "{}", "drawn": "{}"}
        with self.database.writing() as session:
            waited = update(JobRow).where(*mine, JobRow.state == "queued").values(ended).returning(JobRow.id)
            if session.scalars(waited).all():
                announce_job(session, id_)
            session.execute(update(JobRow).where(*mine, JobRow.state == "running").values(cancel_requested=True))
            job = job_of(self._row(session, id_))
            self.log(session, "job.cancel", id_)
        return job

    def delete(self, id_: str) -> None:
        """Delete a job with its result and all else that was made of it; one that runs ends soon.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        with self.database.writing() as session:
            end = self._row(session, id_).finished_at or datetime.now(UTC)
            for gone in erase_jobs(session, [id_]):
                self.log(session, "result.delete", gone)
            self.log(session, "job.delete", id_)
        self.leave_nothing([end])

    def events(self, id_: str, after: int = 0) -> JobEvents:
        """What a job has said after the event of this number.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        said = select(JobEventRow).where(JobEventRow.job_id == id_, JobEventRow.number > after)
        with self.database.reading() as session:
            state = self._row(session, id_).state
            rows = list(session.scalars(said.order_by(JobEventRow.number).limit(MOST_EVENTS)))
        self.look("job.read", id_)
        return JobEvents(state=cast("JobState", state), events=[_event_of(row) for row in rows])

    def _row(self, session: Session, id_: str) -> JobRow:
        row = session.scalar(select(JobRow).where(JobRow.id == id_, JobRow.workspace == self.workspace))
        if row is None:
            raise NotFound("There is no job of this id.")
        return row


def job_of(row: JobRow, progress: Progress | None = None, ahead: int | None = None) -> Job:
    """A job as callers see it; `ahead` is how many are begun before it."""
    return Job.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "state": row.state,
            "priority": row.priority,
            "created_at": row.created_at,
            "started_at": row.started_at,
            "finished_at": row.finished_at,
            "ahead": ahead,
            "progress": progress,
            "result": row.result_id,
            "problem": Problem.model_validate_json(row.problem) if row.problem else None,
        }
    )


def _event_of(row: JobEventRow) -> JobEvent:
    return JobEvent(number=row.number, type=row.type, at=row.created_at, data=from_json(row.data))


def _progress(session: Session, id_: str) -> Progress | None:
    asked = select(JobEventRow.data).where(JobEventRow.job_id == id_, JobEventRow.type == "asked")
    data = session.scalar(asked.order_by(JobEventRow.number.desc()).limit(1))
    told: dict[str, Any] | None = from_json(data) if data else None
    return Progress(answered=told["answered"], of=told["of"]) if told else None


def _ahead(session: Session, row: JobRow) -> int | None:
    """How many jobs of whatever workspace wait before this one: they share the workers. None: it does not wait."""
    if row.state != "queued":
        return None
    place = tuple_(JobRow.priority, JobRow.created_at, JobRow.id)
    before = select(JobRow.id).where(JobRow.state == "queued", place < tuple_(row.priority, row.created_at, row.id))
    return session.scalar(select(func.count()).select_from(before.limit(MOST_COUNTED).subquery()))


def _cursor(row: JobRow) -> str:
    return base64.urlsafe_b64encode(to_json([row.created_at.isoformat(), row.id])).decode()


def _position(cursor: str) -> Sequence[Any]:
    try:
        created_at, id_ = from_json(base64.urlsafe_b64decode(cursor))
        return datetime.fromisoformat(created_at), str(id_)
    except (binascii.Error, ValueError, TypeError):
        fault = InvalidParameter(location="cursor", message="is none that a page of jobs has given.")
        raise InvalidRequest([fault]) from None
