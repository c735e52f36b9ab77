"""What a run says while it goes on; the same events reach the terminal, the stream and the page."""

from typing import Literal

from pydantic import Field

from schemas.alignment import Alignment
from schemas.base import Model
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.requirement import Category, Requirement
from schemas.specification import Specification

NotStored = Literal["not_wanted", "not_set_up", "no_result", "failed"]
"""`not_wanted`: the request did not ask for it; `not_set_up`: the server keeps nothing; `no_result`: the run was
refused or failed; `failed`: the database did, and the log of the server says how."""


class ReadEvent(Model):
    """The brief has been read."""

    type: Literal["read"] = "read"
    language: str
    sentences: int
    facts: int


class DraftedEvent(Model):
    """Requirements of one section that have been drafted and checked; a section may come in several parts."""

    type: Literal["drafted"] = "drafted"
    section: Category
    requirements: list[Requirement]


class AskedEvent(Model):
    """A model is being asked: so many questions are answered; `of` may grow, and some may never be answered."""

    type: Literal["asked"] = "asked"
    answered: int
    of: int


class ComputedEvent(Model):
    """Scale, privacy, schedule and the other computed parts are there."""

    type: Literal["computed"] = "computed"
    workloads: int
    lead_items: int
    regulations: int


class VerifiedEvent(Model):
    """Every statement has been checked."""

    type: Literal["verified"] = "verified"
    checked: int
    supported: int
    findings: int


class EndEvent(Model):
    """The run is over; what the last event of every run says beside its result."""

    type: Literal["done"] = "done"
    stored: str | None = Field(
        default=None, description="Id of the kept result: /v1/results/{id}; null: it is not kept"
    )
    not_stored: NotStored | None = Field(default=None, description="Why it is not kept")


class DoneEvent(EndEvent):
    """The run is over; the result follows."""

    specification: Specification


class ExplainedEvent(Model):
    """One constraint has been explained and checked."""

    type: Literal["explained"] = "explained"
    constraint: ExplainedConstraint


class ExplanationDoneEvent(EndEvent):
    """The run from constraints is over; the result follows."""

    explanation: Explanation


class AlignmentDoneEvent(EndEvent):
    """The run that holds a specification against constraints is over; the result follows."""

    alignment: Alignment


RunEvent = ReadEvent | DraftedEvent | AskedEvent | ComputedEvent | VerifiedEvent | DoneEvent
ExplanationEvent = (
    ReadEvent | DraftedEvent | AskedEvent | ComputedEvent | VerifiedEvent | ExplainedEvent | ExplanationDoneEvent
)
AlignmentEvent = ReadEvent | AskedEvent | ExplainedEvent | AlignmentDoneEvent
