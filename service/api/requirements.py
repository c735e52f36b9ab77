"""`POST /v1/requirements`: a brief becomes a specification, as JSON or as the events of its run."""

import logging
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic_core import PydanticSerializationError

from schemas.events import DoneEvent, RunEvent
from schemas.problem import InvalidParameter, Problem
from schemas.requests import RequirementsRequest
from schemas.specification import Specification
from service.api.examples import REQUIREMENTS
from service.api.negotiation import EVENTS, JSON, EventStreamRoute, require_acceptable, require_json
from service.api.problems import instance_of, problem_of
from service.bootstrap import Services, ensure_result
from service.errors import InternalError, InvalidRequest, LiaisonError

PATH = "/v1/requirements"
_checks = [Depends(require_acceptable), Depends(require_json)]
router = APIRouter(dependencies=_checks)
stream_router = APIRouter(dependencies=_checks, route_class=EventStreamRoute)
logger = logging.getLogger("liaison")


def services_of(request: Request) -> Services:
    """Return the services that `create_app` was given."""
    services: Services = request.app.state.services
    return services


@dataclass(frozen=True)
class Started:
    """A run whose first event is there; whatever could refuse the brief has passed."""

    first: RunEvent
    rest: AsyncIterator[RunEvent]

    async def events(self) -> AsyncIterator[RunEvent]:
        """Every event of the run.

        Raises:
            RefusedBrief, RunFailed: the run ended without a result.
        """
        yield _checked(self.first)
        async for event in self.rest:
            yield _checked(event)


def _checked(event: RunEvent) -> RunEvent:
    if isinstance(event, DoneEvent):
        ensure_result(event.specification)
    return event


async def start(
    body: Annotated[RequirementsRequest, Body(openapi_examples=REQUIREMENTS)],
    services: Annotated[Services, Depends(services_of)],
) -> AsyncIterator[Started]:
    """Start the run and wait for its first event, so that a refusal is still an answer of its own."""
    _check_characters(body)
    events = services.translate(body.brief, engine=body.engine, organisation=body.organisation, today=body.today)
    async with aclosing(events):
        yield Started(await anext(events), events)


def _check_characters(body: RequirementsRequest) -> None:
    """Refuse text that cannot be written as UTF-8 again: JSON can escape half of a surrogate pair."""
    try:
        body.model_dump_json()
    except PydanticSerializationError:
        fault = InvalidParameter(location="body", message="holds half of a surrogate pair, which is no character.")
        raise InvalidRequest([fault]) from None


StartedRun = Annotated[Started, Depends(start)]

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body is not JSON"},
    401: {"model": Problem, "description": "A key is required"},
    406: {"model": Problem, "description": "The Accept header allows neither JSON nor events"},
    413: {"model": Problem, "description": "The brief is too large"},
    415: {"model": Problem, "description": "The body is not said to be JSON"},
    422: {"model": Problem, "description": "A field cannot be used, or the brief is empty or refused"},
    502: {"model": Problem, "description": "An outside part failed and nothing useful is left"},
}
_STREAM = {
    "description": "The specification; with `Accept: text/event-stream` the events of the run, each named by its `type`"
    " (read, drafted, computed, verified, done; `error` with a problem when the run breaks off).",
    "content": {EVENTS: {"schema": {"type": "string"}}},
}


@stream_router.post(PATH, response_class=EventSourceResponse, include_in_schema=False)
async def stream_requirements(run: StartedRun, request: Request) -> AsyncIterable[ServerSentEvent]:
    """Send each event of the run as it happens."""
    try:
        async for event in run.events():
            yield ServerSentEvent(event=event.type, raw_data=await to_thread.run_sync(event.model_dump_json))
    except LiaisonError as error:
        yield _error_event(error, request)
    except Exception:
        logger.exception("a run broke off: request=%s", request.scope.get("request_id"))
        yield _error_event(InternalError(), request)


def _error_event(error: LiaisonError, request: Request) -> ServerSentEvent:
    return ServerSentEvent(event="error", raw_data=problem_of(error, instance_of(request)).model_dump_json())


@router.post(PATH, response_model=Specification, responses={200: _STREAM, **_ERRORS}, summary="A brief to requirements")
async def requirements(run: StartedRun) -> Response:
    """Turn a marketing brief into what IT needs to know: requirements, the questions to answer, and the evidence."""
    specification = [event.specification async for event in run.events() if isinstance(event, DoneEvent)][-1]
    # A specification of a long brief has some MB: written in a thread, it does not hold up the others.
    return Response(await to_thread.run_sync(specification.model_dump_json), media_type=JSON)
