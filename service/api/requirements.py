"""`POST /v1/requirements`: a brief becomes a specification, as JSON or as the events of its run."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated

from fastapi import Body, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from schemas.events import RunEvent
from schemas.requests import RequirementsRequest
from schemas.specification import Specification
from service.api.examples import REQUIREMENTS
from service.api.runs import Started, answers, check_characters, result_of, routers, services_of, started, streamed
from service.services import Services

PATH = "/v1/requirements"
stream_router, router = routers()


async def start(
    body: Annotated[RequirementsRequest, Body(openapi_examples=REQUIREMENTS)],
    services: Annotated[Services, Depends(services_of)],
) -> AsyncIterator[Started[RunEvent]]:
    """Start the run."""
    check_characters(body)
    events = services.translate(
        body.brief, engine=body.engine, organisation=body.organisation, today=body.today, store=body.store
    )
    async with started(events) as run:
        yield run


StartedRun = Annotated[Started[RunEvent], Depends(start)]


@stream_router.post(PATH, response_class=EventSourceResponse, include_in_schema=False)
async def stream_requirements(run: StartedRun, request: Request) -> AsyncIterable[ServerSentEvent]:
    """Send each event of the run as it happens."""
    async for event in streamed(run, request):
        yield event


@router.post(
    PATH,
    response_model=Specification,
    responses=answers("specification", "read", "drafted", "asked", "computed", "verified"),
    summary="A brief to requirements",
)
async def requirements(run: StartedRun) -> Response:
    """Turn a marketing brief into what IT needs to know: requirements, the questions to answer, and the evidence."""
    return await result_of(run)
