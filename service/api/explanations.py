"""`POST /v1/explanations`: constraints become plain business terms, as JSON or as the events of the run."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated

from fastapi import Body, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from schemas.events import ExplanationEvent
from schemas.explanation import Explanation
from schemas.requests import ExplanationRequest
from service.api.examples import EXPLANATIONS
from service.api.runs import Started, answers, check_characters, result_of, routers, services_of, started, streamed
from service.services import Services

PATH = "/v1/explanations"
stream_router, router = routers()


async def start(
    body: Annotated[ExplanationRequest, Body(openapi_examples=EXPLANATIONS)],
    services: Annotated[Services, Depends(services_of)],
) -> AsyncIterator[Started[ExplanationEvent]]:
    """Start the run."""
    check_characters(body)
    events = services.explain(
        body.constraints,
        specification=body.specification,
        brief=body.brief,
        engine=body.engine,
        organisation=body.organisation,
        today=body.today,
        store=body.store,
    )
    async with started(events) as run:
        yield run


StartedRun = Annotated[Started[ExplanationEvent], Depends(start)]


@stream_router.post(PATH, response_class=EventSourceResponse, include_in_schema=False)
async def stream_explanations(run: StartedRun, request: Request) -> AsyncIterable[ServerSentEvent]:
    """Send each event of the run as it happens."""
    async for event in streamed(run, request):
        yield event


@router.post(
    PATH,
    response_model=Explanation,
    responses=answers("explanation", "read", "drafted", "asked", "computed", "verified", "explained"),
    summary="Constraints in plain business terms",
)
async def explanations(run: StartedRun) -> Response:
    """Say what each constraint of IT means, why it exists, what it does to the campaign, and which ways out there are.

    Constraints may come alone, beside the specification of a campaign, or beside its brief; the events of the brief's
    run then come first.
    """
    return await result_of(run)
