"""The runs that the services start: their shapes, and those of the pipeline, which is imported at the first one.

The pipeline takes a second to import; the server is to be up before that.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING, Protocol

from schemas.alignment import Alignment
from schemas.brief import BriefInput
from schemas.events import (
    AlignmentDoneEvent,
    AlignmentEvent,
    DoneEvent,
    ExplanationDoneEvent,
    ExplanationEvent,
    RunEvent,
)
from schemas.explanation import Explanation
from schemas.organisation import Organisation
from schemas.specification import Specification
from service.errors import EmptyBrief, EmptyConstraints

if TYPE_CHECKING:
    from service.drafting.engine import Engine
    from service.drafting.wording import Wording

AnyEvent = RunEvent | ExplanationEvent | AlignmentEvent
AnyResult = Specification | Explanation | Alignment


def result_in(event: AnyEvent) -> AnyResult | None:
    """Return the result that an event carries: the last one of every run does."""
    match event:
        case DoneEvent():
            return event.specification
        case ExplanationDoneEvent():
            return event.explanation
        case AlignmentDoneEvent():
            return event.alignment
    return None


class Run(Protocol):
    """What `service.pipeline.translate_brief` is: one brief in, the events of its run out, the last one `done`."""

    def __call__(
        self, brief: BriefInput, *, engine: "Engine", organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]: ...


class ExplainingRun(Protocol):
    """What `service.pipeline.explain_constraints` is: constraints in, events out, the last one `done`."""

    def __call__(
        self,
        constraints: str | Sequence[str],
        *,
        specification: Specification | None,
        organisation: Organisation | None,
        today: date,
        wording: "Wording | None",
    ) -> AsyncGenerator[ExplanationEvent, None]: ...


class AligningRun(Protocol):
    """What `service.pipeline.align_constraints` is; its last event is `done`, too."""

    def __call__(
        self,
        specification: Specification,
        constraints: str | Sequence[str],
        *,
        organisation: Organisation | None,
        today: date,
        wording: "Wording | None",
    ) -> AsyncGenerator[AlignmentEvent, None]: ...


async def translating(
    brief: BriefInput, *, engine: "Engine", organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    """The run of `service.pipeline.translate_brief`."""
    from service.pipeline import translate_brief

    # Closed with this one: a generator that is left lying is closed when the event loop ends, and its own at once.
    async with aclosing(translate_brief(brief, engine=engine, organisation=organisation, today=today)) as run:
        async for event in run:
            yield event


async def explaining(
    constraints: str | Sequence[str],
    *,
    specification: Specification | None,
    organisation: Organisation | None,
    today: date,
    wording: "Wording | None",
) -> AsyncGenerator[ExplanationEvent, None]:
    """The run of `service.pipeline.explain_constraints`.

    Raises:
        EmptyConstraints: nothing but blanks.
    """
    from service.pipeline import explain_constraints

    run = explain_constraints(
        constraints, specification=specification, organisation=organisation, today=today, wording=wording
    )
    try:
        async with aclosing(run):
            async for event in run:
                yield event
    except EmptyBrief:  # markup without a word passes the check; the reader of texts calls every text a brief
        raise EmptyConstraints from None


async def aligning(
    specification: Specification,
    constraints: str | Sequence[str],
    *,
    organisation: Organisation | None,
    today: date,
    wording: "Wording | None",
) -> AsyncGenerator[AlignmentEvent, None]:
    """The run of `service.pipeline.align_constraints`.

    Raises:
        EmptyConstraints: nothing but blanks.
    """
    from service.pipeline import align_constraints

    run = align_constraints(specification, constraints, organisation=organisation, today=today, wording=wording)
    try:
        async with aclosing(run):
            async for event in run:
                yield event
    except EmptyBrief:
        raise EmptyConstraints from None
