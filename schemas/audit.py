"""The log of what was done by whom: what is in it, and how it is asked for."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model
from schemas.stored import Moment

AUDIT_PAGE: int = 50
AUDIT_PAGE_MAX: int = 200


class AuditEntry(Model):
    """One thing that somebody did. What it was done to is named by its id, and nothing of its contents is told."""

    id: str
    at: datetime
    actor: str = Field(description="Id of the key, or who it was without one")
    action: str = Field(description="Such as `result.read`: what it was done to, and what was done")
    object: str = Field(description="Id of what it was done to")
    request_id: str | None = Field(description="As in the `X-Request-ID` header of the answer")


class AuditList(Model):
    """What was done in one workspace, newest first."""

    entries: list[AuditEntry]
    next_cursor: str | None = Field(description="Send it as `cursor` for what was done before; null: nothing was")


class AuditQuery(Model):
    """What to list: only what all of this applies to."""

    action: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}(\.[a-z]{1,19})?$")] | None = Field(
        default=None, description="Such as `result.read`, or `result` for all that is done to results"
    )
    object: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")] | None = Field(
        default=None, description="Id of what it was done to"
    )
    since: Moment | None = None
    limit: int = Field(default=AUDIT_PAGE, ge=1, le=AUDIT_PAGE_MAX)
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="`next_cursor` of the answer before"
    )
