"""`/v1/jobs`: how far a job is, what it says, and its end."""

from collections.abc import AsyncIterable
from typing import Annotated, Any, Final

from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from schemas.jobs import Job, JobEvents, JobPage, JobState
from schemas.problem import InvalidParameter, Problem
from service.api.deferring import RETRY_SECONDS
from service.api.negotiation import EventStreamRoute, require_acceptable
from service.api.runs import services_of
from service.errors import InvalidRequest, NotFound
from service.jobs.desk import Jobs
from service.jobs.states import ENDED, MOST_EVENTS
from service.services import Services

LAST_NUMBER: Final = 2**31 - 1
"""No event has a larger number: the column holds none."""
LOOK_SECONDS: Final = 0.25
"""House default: between two looks for events that are new."""

_NO_JOB: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such job"},
    422: {"model": Problem, "description": "A parameter cannot be used"},
    503: {"model": Problem, "description": "The database does not answer"},
}
checks = [Depends(require_acceptable)]
stream_router = APIRouter(dependencies=checks, route_class=EventStreamRoute)
router = APIRouter(dependencies=checks, responses=_NO_JOB)


def jobs_of(services: Annotated[Services, Depends(services_of)]) -> Jobs:
    """The jobs that are kept.

    Raises:
        NotFound: nothing is kept here.
    """
    if services.jobs is None:
        raise NotFound("This server keeps no jobs: it has no database.")
    return services.jobs


Kept = Annotated[Jobs, Depends(jobs_of)]


@router.get("/v1/jobs", summary="Jobs, newest first")
async def list_jobs(
    jobs: Kept,
    state: JobState | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: str | None = None,
) -> JobPage:
    """List the jobs that were accepted, with the cursor of the next page."""
    return await to_thread.run_sync(lambda: jobs.ledger.page(state, limit, cursor))


@router.get("/v1/jobs/{job_id}", summary="One job")
async def show_job(job_id: str, jobs: Kept, response: Response) -> Job:
    """Say how far a job is, and where its result is or why there is none."""
    job = await to_thread.run_sync(lambda: jobs.ledger.find(job_id))
    if job.state not in ENDED:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return job


@router.post("/v1/jobs/{job_id}/cancel", summary="End a job")
async def cancel_job(job_id: str, jobs: Kept) -> Job:
    """End a job: at once where it waits, soon where it runs. One that has ended stays as it is."""
    return await to_thread.run_sync(lambda: jobs.ledger.cancel(job_id))


@router.delete("/v1/jobs/{job_id}", summary="Delete a job", status_code=204)
async def delete_job(job_id: str, jobs: Kept) -> Response:
    """Delete a job with its result and all else that was made of it; one that runs ends soon."""
    await to_thread.run_sync(jobs.ledger.delete, job_id)
    return Response(status_code=204)


def last_event_id(last_event_id: Annotated[str | None, Header()] = None) -> int:
    """The number of the last event that a reader has had.

    Raises:
        InvalidRequest: it is none.
    """
    if last_event_id is None or last_event_id == "":
        return 0
    if not (last_event_id.isdecimal() and len(last_event_id) < len(str(LAST_NUMBER))):
        raise InvalidRequest([InvalidParameter(location="Last-Event-ID", message="is no number of an event.")])
    return int(last_event_id)


@stream_router.get("/v1/jobs/{job_id}/events", response_class=EventSourceResponse, include_in_schema=False)
async def stream_events(
    job_id: str,
    jobs: Kept,
    after: Annotated[int, Depends(last_event_id)],
    _known: Annotated[Job, Depends(show_job)],
) -> AsyncIterable[ServerSentEvent]:
    """Send what the job says as it says it, from the event on that the reader has not had."""
    said = await to_thread.run_sync(lambda: jobs.ledger.events(job_id, after))
    while True:
        for event in said.events:
            after = event.number
            yield ServerSentEvent(event=event.type, data=event.data, id=str(event.number))
        if said.state in ENDED and len(said.events) < MOST_EVENTS:
            return
        if not said.events:
            await sleep(LOOK_SECONDS)
        said = await to_thread.run_sync(jobs.ledger.events, job_id, after)


@router.get("/v1/jobs/{job_id}/events", summary="What a job says")
async def list_events(
    job_id: str,
    jobs: Kept,
    after: Annotated[int, Query(ge=0, le=LAST_NUMBER, description="Number of the last event that is known")] = 0,
) -> JobEvents:
    """List what the job has said; with `Accept: text/event-stream`, as it says it, resumed by `Last-Event-ID`.

    Besides the events of a run there are `restarted` (the worker has died; what came before counts no more), `done`
    with the id of the result, `error` with the problem, and `cancelled`.
    """
    return await to_thread.run_sync(lambda: jobs.ledger.events(job_id, after))
