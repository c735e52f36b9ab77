"""The one shape of every error: RFC 9457 problem details."""

from pydantic import Field

from schemas.base import Model


class InvalidParameter(Model):
    """One thing that is wrong with the input."""

    location: str = Field(description="Path to the field, such as brief.text")
    message: str


class Problem(Model):
    """RFC 9457 problem details, with what to do about it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None
    trace_id: str | None = Field(default=None, description="Trace it happened in, as in the log")
    action: str | None = Field(default=None, description="What the caller can do")
    errors: list[InvalidParameter] = []
