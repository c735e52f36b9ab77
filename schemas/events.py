"""What a run says while it goes on; the same events reach the terminal, the stream and the page."""

from typing import Literal

from schemas.base import Model
from schemas.requirement import Category, Requirement
from schemas.specification import Specification


class ReadEvent(Model):
    """The brief has been read."""

    type: Literal["read"] = "read"
    language: str
    sentences: int
    facts: int


class DraftedEvent(Model):
    """One section has been drafted; its requirements are not checked yet."""

    type: Literal["drafted"] = "drafted"
    section: Category
    requirements: list[Requirement]


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


class DoneEvent(Model):
    """The run is over; the result follows."""

    type: Literal["done"] = "done"
    specification: Specification


RunEvent = ReadEvent | DraftedEvent | ComputedEvent | VerifiedEvent | DoneEvent
