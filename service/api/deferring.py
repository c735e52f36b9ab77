"""`Prefer: respond-async` (RFC 7240, section 4.1): a run becomes a job, and its caller is told where to look."""

import re
from typing import Annotated, Final

from anyio import to_thread
from fastapi import APIRouter, Body, Depends, Header, Response
from fastapi.routing import APIRoute
from pydantic_core import to_json
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope

from schemas.jobs import DEFAULT_PRIORITY
from schemas.problem import InvalidParameter
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from service.api.negotiation import JSON, require_acceptable, require_json
from service.api.runs import check_characters, services_of
from service.errors import InvalidRequest
from service.metering import ensure_left, now_utc
from service.requested import AnyRequest, check, kind_of, settled
from service.services import Services

RETRY_SECONDS: Final = 1
"""House default: after that it pays to look how far a job is."""
_URGENCY = re.compile(r"u=(\d)")


class RespondAsyncRoute(APIRoute):
    """A route for callers who prefer not to wait, where jobs are kept; to all others it does not exist."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match path and method, and then the Prefer header."""
        match, child = super().matches(scope)
        if match is Match.FULL and not (_prefers_async(Headers(scope=scope)) and _has_jobs(scope)):
            return Match.NONE, {}
        return match, child


def _prefers_async(headers: Headers) -> bool:
    wishes = (wish.partition(";")[0].strip().lower() for line in headers.getlist("prefer") for wish in line.split(","))
    return "respond-async" in wishes


def _has_jobs(scope: Scope) -> bool:
    services: Services = scope["app"].state.services
    return services.jobs is not None


router = APIRouter(
    dependencies=[Depends(require_acceptable), Depends(require_json)],
    route_class=RespondAsyncRoute,
    include_in_schema=False,
)
Parts = Annotated[Services, Depends(services_of)]


def urgency(priority: Annotated[str | None, Header()] = None) -> int:
    """The urgency in a Priority header (RFC 9218): `u=0` the most urgent, `u=7` the least; what else it says is passed.

    Raises:
        InvalidRequest: it is no number from 0 to 7.
    """
    found = _URGENCY.search(priority or "")
    number = int(found[1]) if found else DEFAULT_PRIORITY
    if number > 7:
        fault = InvalidParameter(location="Priority", message="takes u=0, the most urgent, to u=7.")
        raise InvalidRequest([fault])
    return number


Urgency = Annotated[int, Depends(urgency)]


@router.post("/v1/requirements")
async def defer_requirements(
    body: Annotated[RequirementsRequest, Body()], services: Parts, priority: Urgency
) -> Response:
    """Accept the run of a brief as a job."""
    return await _accepted(body, services, priority)


@router.post("/v1/explanations")
async def defer_explanations(
    body: Annotated[ExplanationRequest, Body()], services: Parts, priority: Urgency
) -> Response:
    """Accept the run that explains constraints as a job."""
    return await _accepted(body, services, priority)


@router.post("/v1/alignments")
async def defer_alignments(body: Annotated[AlignmentRequest, Body()], services: Parts, priority: Urgency) -> Response:
    """Accept the run that holds a specification against constraints as a job."""
    return await _accepted(body, services, priority)


async def _accepted(body: AnyRequest, services: Services, priority: int) -> Response:
    check_characters(body)
    await check(services, body)
    if services.database and (body.engine or services.default_engine) != "rules":
        await ensure_left(services.caller, services.database, now_utc())
    assert services.jobs is not None
    request = await to_thread.run_sync(lambda: to_json(settled(services, body)).decode())
    job = await to_thread.run_sync(services.jobs.accept, kind_of(body), request, priority)
    headers = {
        "Location": f"/v1/jobs/{job.id}",
        "Preference-Applied": "respond-async",
        "Retry-After": str(RETRY_SECONDS),
        "Vary": "Prefer",
    }
    return Response(job.model_dump_json(), 202, headers, JSON)
