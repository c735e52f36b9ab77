"""The tables of work that goes on after its request was answered: jobs, what they say, and what they have paid for."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import JsonText, UtcTime
from service.store.tables import ID, WORD, Base

WORK = String(80)
"""Name of a piece of work that answers are recorded for: a job, a line of a batch, a model endpoint."""
KEY = String(80)
JsonOrNothing = JSON(none_as_null=True)
"""A document that may not be there, which is not the same as one that says `null`."""


class JobRow(Base):
    """One run that was accepted.

    `request` is all that it needs; `drawn` holds the words that its questions are marked with, and the trace in which
    it was accepted (`traceparent`). `handed_over` tells that the queue has it. `starts` counts how often the run was
    begun; whoever holds an earlier number has been given up, and what it still writes is refused.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[str] = mapped_column(WORD)
    state: Mapped[str] = mapped_column(WORD)
    priority: Mapped[int] = mapped_column()
    request: Mapped[str] = mapped_column(JsonText)
    drawn: Mapped[str] = mapped_column(JsonText)
    handed_over: Mapped[bool] = mapped_column(default=False)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    starts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(WORD)
    started_at: Mapped[datetime | None] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    result_id: Mapped[str | None] = mapped_column(ForeignKey("results.id", ondelete="CASCADE"), index=True)
    problem: Mapped[str | None] = mapped_column(JsonOrNothing)
    batch_id: Mapped[str | None] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    line: Mapped[int | None] = mapped_column()
    custom_id: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        Index(None, "workspace", "created_at", "id"),
        Index(None, "handed_over", "priority", "created_at"),
        Index(None, "batch_id", "state", "line", "finished_at"),
        Index(None, "state", "priority", "created_at"),
        UniqueConstraint("batch_id", "line"),
    )


class FileRow(Base):
    """A file that was uploaded. `bytes` is not known before all of it is there."""

    __tablename__ = "files"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    filename: Mapped[str] = mapped_column(String(200))
    bytes: Mapped[int | None] = mapped_column()


class FilePartRow(Base):
    """A part of a file; together, in the order of their numbers, they are the file."""

    __tablename__ = "file_parts"

    file_id: Mapped[str] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BatchRow(Base):
    """Many requests in one file. Each line becomes a job; `read_at` tells that all of them have."""

    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    input_file_id: Mapped[str] = mapped_column(ID)
    endpoint: Mapped[str] = mapped_column(WORD)
    details: Mapped[str] = mapped_column(JsonText)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    errors: Mapped[str | None] = mapped_column(JsonOrNothing)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    expired_at: Mapped[datetime | None] = mapped_column(UtcTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    """When its end was told to webhooks."""

    __table_args__ = (Index(None, "workspace", "created_at", "id"),)


class JobEventRow(Base):
    """Something that a job has said, numbered from 1 without a gap."""

    __tablename__ = "job_events"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    type: Mapped[str] = mapped_column(WORD)
    data: Mapped[str] = mapped_column(JsonText)


class AnswerRow(Base):
    """An answer of a model, as it came, for as long as the work that it belongs to is not finished."""

    __tablename__ = "model_answers"

    work: Mapped[str] = mapped_column(WORK, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    answer: Mapped[str] = mapped_column(JsonText)
