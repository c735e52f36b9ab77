"""What the doors of the API share: a run is started, and answered with its result or with its events as they happen."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import ServerSentEvent
from pydantic_core import PydanticSerializationError

from schemas.base import Model
from schemas.events import EndEvent
from schemas.problem import InvalidParameter, Problem
from service.api.negotiation import EVENTS, JSON, EventStreamRoute, require_acceptable, require_json
from service.api.problems import instance_of, traced
from service.errors import InternalError, InvalidRequest, LiaisonError
from service.errors.described import problem_of
from service.runs import AnyEvent, result_in
from service.services import Services, ensure_result

EventT = TypeVar("EventT", bound=AnyEvent)
logger = logging.getLogger("liaison")

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body is not JSON"},
    401: {"model": Problem, "description": "A key is required"},
    406: {"model": Problem, "description": "The Accept header allows neither JSON nor events"},
    413: {"model": Problem, "description": "The text is too large"},
    415: {"model": Problem, "description": "The body is not said to be JSON"},
    422: {"model": Problem, "description": "A field cannot be used, or the text is empty or refused"},
    502: {"model": Problem, "description": "An outside part failed and nothing useful is left"},
}

_HEADERS = {
    "Liaison-Stored": {
        "description": "Id of the kept result, or `none; reason=` and why it is not kept: not_wanted, not_set_up or"
        " failed",
        "schema": {"type": "string"},
    },
    "Location": {"description": "Address of the kept result", "schema": {"type": "string"}},
}
"""Of the result as JSON; the last event of a stream says the same in `stored` and `not_stored`."""

_DEFERRED: dict[str, Any] = {
    "description": "With `Prefer: respond-async`, where results are kept: the job that the run has become. It is at the"
    " address in `Location`; the `Priority` header (RFC 9218) may say how urgent it is.",
    "content": {JSON: {"schema": {"$ref": "#/components/schemas/Job"}}},
}

_STEPS = {
    "read": "the text is read: its language, how many sentences and facts",
    "drafted": "requirements of one section, drafted and checked, without final ids; a section may come in several"
    " parts, and what the result says of a requirement may be more",
    "asked": "the model has answered `answered` of `of` questions; `of` may grow, and some may never be answered",
    "computed": "loads, lead times and laws are worked out",
    "verified": "every statement is checked",
    "explained": "one constraint, explained and checked",
    "done": "the whole result, and the last event; `stored` is the id under which it is kept, `not_stored` says why it"
    " is not",
    "error": "the run broke off; a problem, and the last event",
}


def services_of(request: Request) -> Services:
    """Return the services that `create_app` was given, for the one who sends this request."""
    services: Services = request.app.state.services
    return services.acting(request.scope["caller"], request.scope["request_id"])


def routers() -> tuple[APIRouter, APIRouter]:
    """One router for callers who want a stream, to be asked first, and one for all others."""
    checks = [Depends(require_acceptable), Depends(require_json)]
    return APIRouter(dependencies=checks, route_class=EventStreamRoute), APIRouter(dependencies=checks)


def answers(result: str, *steps: str) -> dict[int | str, dict[str, Any]]:
    """Describe what a door answers: its result, the steps that its stream names, and the problems."""
    told = "\n".join(f"- `{step}`: {_STEPS[step]}" for step in (*steps, "done", "error"))
    stream = {
        "description": f"The {result}; with `Accept: text/event-stream` the events of the run as they happen, each"
        f" named by its `type`, with its JSON as data:\n\n{told}",
        "content": {EVENTS: {"schema": {"type": "string"}}},
    }
    return {200: {**stream, "headers": _HEADERS}, 202: _DEFERRED, **_ERRORS}


# --- starting -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Started(Generic[EventT]):
    """A run whose first event is there; whatever could refuse the text has passed."""

    first: EventT
    rest: AsyncIterator[EventT]

    async def events(self) -> AsyncGenerator[EventT, None]:
        """Every event of the run.

        Raises:
            RefusedBrief, RunFailed: the run ended without a result.
        """
        yield _checked(self.first)
        async for event in self.rest:
            yield _checked(event)


def _checked(event: EventT) -> EventT:
    if result := result_in(event):
        ensure_result(result)
    return event


@asynccontextmanager
async def started(events: AsyncGenerator[EventT, None]) -> AsyncIterator[Started[EventT]]:
    """Wait for the first event of a run, so that a refusal is still an answer of its own."""
    async with aclosing(events):
        yield Started(await anext(events), events)


def check_characters(body: Model) -> None:
    """Refuse text that cannot be written as UTF-8 again: JSON can escape half of a surrogate pair.

    Raises:
        InvalidRequest: as said.
    """
    try:
        body.model_dump_json()
    except PydanticSerializationError:
        fault = InvalidParameter(location="body", message="holds half of a surrogate pair, which is no character.")
        raise InvalidRequest([fault]) from None


# --- answering ----------------------------------------------------------------------------------


async def streamed(run: Started[EventT], request: Request) -> AsyncIterator[ServerSentEvent]:
    """Each event of the run as it happens; what breaks it off is the last one."""
    try:
        async with aclosing(run.events()) as events:
            async for event in events:
                yield ServerSentEvent(event=event.type, raw_data=await to_thread.run_sync(event.model_dump_json))
    except LiaisonError as error:
        yield _error_event(error, request)
    except Exception:
        logger.exception("a run broke off: request=%s", request.scope.get("request_id"))
        yield _error_event(InternalError(), request)


def _error_event(error: LiaisonError, request: Request) -> ServerSentEvent:
    return ServerSentEvent(event="error", raw_data=traced(problem_of(error, instance_of(request))).model_dump_json())


async def result_of(run: Started[EventT]) -> Response:
    """Wait for the result of the run and answer with it, and with where it is kept."""
    found = [(event, result) async for event in run.events() if (result := result_in(event))]
    end, result = found[-1]
    # The result of a long text has some MB: written in a thread, it does not hold up the others.
    return Response(await to_thread.run_sync(result.model_dump_json), headers=_told(end), media_type=JSON)


def _told(end: AnyEvent) -> dict[str, str]:
    """Where the result is kept, as headers."""
    assert isinstance(end, EndEvent)
    if end.stored is None:
        return {"Liaison-Stored": f"none; reason={end.not_stored}"}
    return {"Liaison-Stored": end.stored, "Location": f"/v1/results/{end.stored}"}
