"""Runs that go on after their request was answered."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.base import Model
from schemas.problem import Problem

JobKind = Literal["requirements", "explanations", "alignments"]
"""The last part of the address that the request was sent to."""
JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]
Priority = Annotated[int, Field(ge=0, le=7)]
"""Urgency as in RFC 9218, section 4.1: 0 the most urgent, 7 the least."""
DEFAULT_PRIORITY = 3


class Progress(Model):
    """How far the model is, where one is asked; `of` may grow."""

    answered: int
    of: int


class Job(Model):
    """One run, and what has become of it. `result` is the id of the result, `problem` says why there is none."""

    id: str
    kind: JobKind
    state: JobState
    priority: Priority
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    ahead: int | None = Field(
        default=None,
        description="Jobs that are begun before this one, up to 1,000; null in lists, and where it does not wait",
    )
    progress: Progress | None = None
    result: str | None = Field(default=None, description="Its document is at `/v1/results/{result}`")
    problem: Problem | None = None


class JobPage(Model):
    """Some jobs, newest first; `next` is the cursor of those that follow, null at the end."""

    jobs: list[Job]
    next: str | None = None


class JobEvent(Model):
    """Something that a job has said; `number` counts from 1 and is the id of the event in a stream."""

    number: int
    type: str
    at: datetime
    data: dict[str, Any]


class JobEvents(Model):
    """What a job has said after a given number; `state` tells whether more may come."""

    state: JobState
    events: list[JobEvent]
