"""Results of invented campaigns to keep, and an archive whose clock a test moves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from schemas.brief import BriefInput
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.stored import Document, Input
from tests.exporting.limits_specimen import CONSTRAINTS, alignment, explanation
from tests.exporting.specimen import TEXT, specification

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


class Clock:
    """Gives the moment it was set to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


def everything() -> Iterator[tuple[Document, Input]]:
    """One result of each kind with the request it came from."""
    yield specification(), RequirementsRequest(brief=BriefInput(text=TEXT), engine="rules")
    yield explanation(), ExplanationRequest(constraints=CONSTRAINTS, brief=BriefInput(text=TEXT))
    yield alignment(), AlignmentRequest(specification=specification(), constraints=[CONSTRAINTS])
