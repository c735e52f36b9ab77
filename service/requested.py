"""Which run a request asks for: the same for a request that is answered at once, a job, and a line of a batch."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final

from schemas.base import Model
from schemas.jobs import JobKind
from schemas.problem import InvalidParameter
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from service.admission import today_in
from service.errors import InvalidRequest
from service.runs import AnyEvent
from service.services import Services

AnyRequest = RequirementsRequest | ExplanationRequest | AlignmentRequest
REQUESTS: Final[Mapping[JobKind, type[AnyRequest]]] = {
    "requirements": RequirementsRequest,
    "explanations": ExplanationRequest,
    "alignments": AlignmentRequest,
}


def start(services: Services, asked: AnyRequest) -> AsyncGenerator[AnyEvent, None]:
    """Start the run that a request asks for.

    Raises (at once, before the first event):
        InputError: the request cannot be run.
    """
    if isinstance(asked, RequirementsRequest):
        return services.translate(asked.brief, engine=asked.engine, organisation=asked.organisation, today=asked.today)
    if isinstance(asked, ExplanationRequest):
        return _explaining(services, asked)
    return services.align(
        asked.specification,
        asked.constraints,
        engine=asked.engine,
        organisation=asked.organisation,
        today=asked.today,
    )


def _explaining(services: Services, asked: ExplanationRequest) -> AsyncGenerator[AnyEvent, None]:
    return services.explain(
        asked.constraints,
        specification=asked.specification,
        brief=asked.brief,
        engine=asked.engine,
        organisation=asked.organisation,
        today=asked.today,
    )


async def check(services: Services, asked: AnyRequest) -> None:
    """Refuse what no run would take.

    Raises:
        InputError: as said.
    """
    await start(services, asked).aclose()


def settled(services: Services, asked: AnyRequest) -> dict[str, Any]:
    """A request as JSON that means the same tomorrow and on another machine: with its day and its engine.

    Raises:
        InvalidRequest: its result is not to be kept, and there would be nothing to fetch.
    """
    if not asked.store:
        fault = InvalidParameter(location="store", message="must be true: the result of a job is fetched later.")
        raise InvalidRequest([fault])
    day = asked.today or today_in(asked.organisation or services.organisation)
    engine = asked.engine or services.default_engine
    return asked.model_copy(update={"today": day, "engine": engine}).model_dump(mode="json")


def kind_of(asked: Model) -> JobKind:
    """The kind of a request."""
    return next(kind for kind, request in REQUESTS.items() if isinstance(asked, request))
