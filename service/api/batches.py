"""`/v1/files` and `/v1/batches`, with the names and states of OpenAI's batch API."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse

from schemas.batches import Batch, BatchPage, BatchRequest, FileObject, kind_at
from schemas.problem import Problem
from service.api.deferring import RETRY_SECONDS
from service.api.jobs import Kept
from service.api.negotiation import require_acceptable, require_json
from service.jobs.states import BATCH_OPEN

JSON_LINES: Final = "application/jsonl"
MOST_UPLOADED: Final = 201_000_000
"""Bytes: the largest file, and what a form puts around it."""
UPLOADS: Final = "/v1/files"
PART: Final = 1_000_000

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such file or batch"},
    422: {"model": Problem, "description": "A field or a parameter cannot be used"},
    503: {"model": Problem, "description": "The database does not answer"},
}
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The lines of the file", "content": {JSON_LINES: {"schema": {"type": "string"}}}}
}
router = APIRouter(responses=_PROBLEMS)
checks = [Depends(require_acceptable)]


@router.post(
    UPLOADS,
    summary="Upload the file of a batch",
    max_body_size=MOST_UPLOADED,
    responses={413: {"model": Problem, "description": "The file has more than 200 MB"}},
    dependencies=checks,
)
async def upload_file(jobs: Kept, file: Annotated[UploadFile, File()], purpose: Annotated[str, Form()]) -> FileObject:
    """Keep a file of JSON lines, at most 200 MB; `purpose` is `batch`."""
    del purpose  # there is one
    name = file.filename or "batch.jsonl"
    return await to_thread.run_sync(lambda: jobs.batches.files.add(name, iter(lambda: file.file.read(PART), b"")))


@router.get("/v1/files/{file_id}", summary="One file", dependencies=checks)
async def show_file(file_id: str, jobs: Kept) -> FileObject:
    """Say what is known of a file that was uploaded."""
    return await to_thread.run_sync(jobs.batches.files.show, file_id)


@router.delete("/v1/files/{file_id}", summary="Delete a file", status_code=204, dependencies=checks)
async def delete_file(file_id: str, jobs: Kept) -> Response:
    """Delete a file that was uploaded; batches that have read it do not need it any more."""
    await to_thread.run_sync(jobs.batches.files.delete, file_id)
    return Response(status_code=204)


@router.get("/v1/files/{file_id}/content", summary="What stands in a file", responses=_LINES)
async def file_content(file_id: str, jobs: Kept) -> StreamingResponse:
    """Send a file as it is; those of a batch that is not over hold what is done by now, in no order."""
    return StreamingResponse(await to_thread.run_sync(lambda: _content(jobs, file_id)), media_type=JSON_LINES)


def _content(jobs: Kept, file_id: str) -> Iterator[bytes]:
    if file_id.startswith("file-"):
        return jobs.batches.output(file_id)
    return jobs.batches.files.download(file_id)


@router.post(
    "/v1/batches",
    summary="Many requests in one file",
    dependencies=[*checks, Depends(require_json)],
)
async def create_batch(body: BatchRequest, jobs: Kept, request: Request) -> Batch:
    """Accept a batch: each line is `{custom_id, method, url, body}`, and becomes a run of its own."""
    request.scope["caller"].must_run(kind_at(body.endpoint))
    batch = await to_thread.run_sync(jobs.batches.create, body)
    jobs.wake()
    return batch


@router.get("/v1/batches", summary="Batches, newest first", dependencies=checks)
async def list_batches(
    jobs: Kept, limit: Annotated[int, Query(ge=1, le=100)] = 20, after: str | None = None
) -> BatchPage:
    """List batches; `after` is the id of the last one of the page before."""
    return await to_thread.run_sync(jobs.batches.page, limit, after)


@router.get("/v1/batches/{batch_id}", summary="One batch", dependencies=checks)
async def show_batch(batch_id: str, jobs: Kept, response: Response) -> Batch:
    """Say how far a batch is; while it goes on, `Retry-After` says when it pays to look again."""
    batch = await to_thread.run_sync(jobs.batches.find, batch_id)
    if batch.status in BATCH_OPEN:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return batch


@router.post("/v1/batches/{batch_id}/cancel", summary="End a batch", dependencies=checks)
async def cancel_batch(batch_id: str, jobs: Kept) -> Batch:
    """End a batch; what is done by then stays."""
    return await to_thread.run_sync(jobs.batches.cancel, batch_id)


@router.delete("/v1/batches/{batch_id}", summary="Delete a batch", status_code=204, dependencies=checks)
async def delete_batch(batch_id: str, jobs: Kept) -> Response:
    """Delete a batch with its lines, their results, and the file that it was made of; lines that run end soon."""
    await to_thread.run_sync(jobs.batches.delete, batch_id)
    return Response(status_code=204)
