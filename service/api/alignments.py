"""`POST /v1/alignments`: a specification is held against constraints, as JSON or as the events of the run."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated

from fastapi import Body, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from schemas.alignment import Alignment
from schemas.events import AlignmentEvent
from schemas.requests import AlignmentRequest
from service.api.examples import ALIGNMENTS
from service.api.runs import Started, answers, check_characters, result_of, routers, services_of, started, streamed
from service.services import Services

PATH = "/v1/alignments"
stream_router, router = routers()


async def start(
    body: Annotated[AlignmentRequest, Body(openapi_examples=ALIGNMENTS)],
    services: Annotated[Services, Depends(services_of)],
) -> AsyncIterator[Started[AlignmentEvent]]:
    """Start the run."""
    check_characters(body)
    events = services.align(
        body.specification,
        body.constraints,
        engine=body.engine,
        organisation=body.organisation,
        today=body.today,
        store=body.store,
    )
    async with started(events) as run:
        yield run


StartedRun = Annotated[Started[AlignmentEvent], Depends(start)]


@stream_router.post(PATH, response_class=EventSourceResponse, include_in_schema=False)
async def stream_alignments(run: StartedRun, request: Request) -> AsyncIterable[ServerSentEvent]:
    """Send each event of the run as it happens."""
    async for event in streamed(run, request):
        yield event


@router.post(
    PATH,
    response_model=Alignment,
    responses=answers("alignment", "read", "asked", "explained"),
    summary="A specification held against constraints",
)
async def alignments(run: StartedRun) -> Response:
    """Say which constraints the plan of a campaign does not fit, which it fits, and what is there for the launch."""
    return await result_of(run)
