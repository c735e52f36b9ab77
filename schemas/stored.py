"""What is kept of a run, how it is listed, and the links by which others may read it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from schemas.alignment import Alignment
from schemas.base import Model
from schemas.explanation import Explanation
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.specification import EngineName, Outcome, Provenance, Specification

Kind = Literal["specification", "explanation", "alignment"]
Document = Specification | Explanation | Alignment
Input = RequirementsRequest | ExplanationRequest | AlignmentRequest
KeptOutcome = Literal["complete", "partial", "too_thin"]
"""A run that was refused or failed has no result to keep."""


def _no_number(value: object) -> object:
    """A bare number would be read as seconds since 1970, which nobody means who writes a year."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip("-. ").isdecimal()):
        raise PydanticCustomError("datetime_type", "must be a moment")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), Field(description="Such as 2027-05-04T08:00:00Z")]

PAGE: int = 20
"""House default: what fits on a page that is still read."""
PAGE_MAX: int = 100
SHARE_HOURS: int = 7 * 24
"""House default: a week."""
SHARE_HOURS_MAX: int = 366 * 24


class ResultSummary(Model):
    """One kept result, without its contents."""

    id: str
    kind: Kind
    outcome: Outcome
    title: str
    engine: EngineName
    model: str | None
    created_at: datetime
    schema_version: str = Field(description="Of the document as it is kept; it is given in the version of today")
    specification_id: str | None = Field(
        description="Id of the kept specification that it was worked out for on the page; it is deleted with that"
    )
    expires_at: datetime | None = Field(description="When it is deleted; null: when somebody deletes it")


class ResultList(Model):
    """Kept results, newest first."""

    results: list[ResultSummary]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the results before these; null: there are none"
    )


class StoredResult(ResultSummary):
    """One kept result with what it was made from."""

    input: Input = Field(description="The request as it was sent")
    provenance: Provenance = Field(description="That of the document")
    document: Document


class ResultsQuery(Model):
    """What to list: only results to which all of this applies."""

    kind: Kind | None = None
    outcome: KeptOutcome | None = None
    engine: EngineName | None = None
    title: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")] | None = Field(
        default=None, description="Only results with this in their title, in capitals or not"
    )
    created_after: Moment | None = None
    created_before: Moment | None = None
    limit: int = Field(default=PAGE, ge=1, le=PAGE_MAX)
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="`next_cursor` of the answer before"
    )


class ShareRequest(Model):
    """`POST /v1/results/{id}/shares`: how long the link is good for; a week where nothing is said."""

    expires_in_hours: int | None = Field(default=None, ge=1, le=SHARE_HOURS_MAX)
    expires_at: Moment | None = None

    @model_validator(mode="after")
    def _not_both(self) -> "ShareRequest":
        if self.expires_in_hours is not None and self.expires_at is not None:
            raise ValueError("give `expires_in_hours` or `expires_at`, not both")
        return self


class Share(Model):
    """A link to a result that expires."""

    id: str
    result_id: str
    created_at: datetime
    expires_at: datetime


class ShareList(Model):
    """The links to one result that can still be used, newest first."""

    shares: list[Share]


class NewShare(Share):
    """A link that has just been made. It is shown this once: of the token only a hash is kept."""

    token: str
    path: str = Field(description="Address of the page on this server; the JSON is under `/v1` and the same")


class SharedResult(Model):
    """What the reader of a link gets: the document, and not the request that it was made from."""

    kind: Kind
    title: str
    created_at: datetime
    expires_at: datetime
    document: Document
