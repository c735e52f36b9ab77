"""Files and batches, with the names and states of OpenAI's batch API, so that its clients can speak to Liaison."""

from typing import Any, Literal, cast

from pydantic import Field

from schemas.base import Model
from schemas.jobs import JobKind
from schemas.problem import Problem

Endpoint = Literal["/v1/requirements", "/v1/explanations", "/v1/alignments"]
Purpose = Literal["batch", "batch_output"]
BatchState = Literal[
    "validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled"
]


def kind_at(endpoint: Endpoint) -> JobKind:
    """What the runs of an address come to."""
    return cast("JobKind", endpoint.rpartition("/")[2])


class FileObject(Model):
    """A file that was uploaded, or one that a batch gives. Times are seconds since 1970, as that API has them."""

    id: str
    object: Literal["file"] = "file"
    bytes: int | None
    created_at: int
    filename: str
    purpose: Purpose


class BatchRequest(Model):
    """`POST /v1/batches`."""

    input_file_id: str
    endpoint: Endpoint
    completion_window: Literal["24h"] = "24h"
    metadata: dict[str, str] = Field(default={}, max_length=16)


class RequestCounts(Model):
    """How many lines there are, and how many have ended with a result or without one."""

    total: int
    completed: int
    failed: int


class BatchFault(Model):
    """Why a file cannot be a batch."""

    code: str
    message: str
    param: str | None = None
    line: int | None = None


class BatchFaults(Model):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[BatchFault]


class Batch(Model):
    """Many requests in one file, and what has become of them. Results may be fetched before the end."""

    id: str
    object: Literal["batch"] = "batch"
    endpoint: Endpoint
    errors: BatchFaults | None = None
    input_file_id: str
    completion_window: str
    status: BatchState
    output_file_id: str | None = None
    error_file_id: str | None = None
    created_at: int
    in_progress_at: int | None = None
    expires_at: int
    finalizing_at: int | None = None
    completed_at: int | None = None
    failed_at: int | None = None
    expired_at: int | None = None
    cancelling_at: int | None = None
    cancelled_at: int | None = None
    request_counts: RequestCounts
    metadata: dict[str, str]


class BatchPage(Model):
    """Batches, newest first."""

    object: Literal["list"] = "list"
    data: list[Batch]
    has_more: bool
    last_id: str | None


class BatchLine(Model):
    """One line of the file that is sent."""

    custom_id: str = Field(min_length=1, max_length=200)
    method: Literal["POST"]
    url: Endpoint
    body: dict[str, Any]


class LineResponse(Model):
    """What the request of a line was answered."""

    status_code: int
    request_id: str
    body: dict[str, Any]


class LineError(Model):
    """Why a line has no response."""

    code: str
    message: str


class BatchAnswer(Model):
    """One line of the file of results, or of errors. They stand in no order: go by `custom_id`."""

    id: str
    custom_id: str | None
    response: LineResponse | None = None
    error: LineError | None = None


def failed_line(id_: str, custom_id: str | None, problem: Problem) -> BatchAnswer:
    """The line of a request that failed."""
    body = problem.model_dump(mode="json")
    response = LineResponse(status_code=problem.status, request_id=id_, body=body)
    error = LineError(code=problem.type.rpartition("/")[2].replace("-", "_"), message=problem.detail)
    return BatchAnswer(id=id_, custom_id=custom_id, response=response, error=error)
