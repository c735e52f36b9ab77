"""Around every run: a span, and figures of how it ended and how long it took. What the run says passes unchanged."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from opentelemetry import trace

from schemas.events import DraftedEvent
from schemas.jobs import JobKind
from schemas.specification import EngineName
from service import tracing
from service.runs import AnyEvent, result_in

EventT = TypeVar("EventT", bound=AnyEvent)


async def watched(
    events: AsyncGenerator[EventT, None], kind: JobKind, engine: EngineName
) -> AsyncGenerator[EventT, None]:
    """The events of a run of this kind."""
    named = {"liaison.run.kind": kind, "liaison.engine": engine}
    async with aclosing(tracing.spanned(_counted(events, kind, engine), f"run {kind}", named)) as steps:
        async for event in steps:
            yield event


async def _counted(
    events: AsyncGenerator[EventT, None], kind: JobKind, engine: EngineName
) -> AsyncGenerator[EventT, None]:
    from service import measures

    started = time.monotonic()
    outcome = tracing.INTERRUPTED
    try:
        async with aclosing(events):
            async for event in events:
                outcome = _note(event, engine) or outcome
                yield event
    except Exception as error:
        outcome = tracing.failure(error)
        raise
    finally:
        measures.RUNS.labels(kind, engine, outcome).inc()
        measures.RUN_SECONDS.labels(kind, engine).observe(time.monotonic() - started)


def _note(event: AnyEvent, engine: EngineName) -> str | None:
    """Note what an event tells, in span and figures; return the outcome, if it tells that."""
    from service import measures

    if isinstance(event, DraftedEvent):
        drafted = {"liaison.section": event.section, "liaison.requirements": len(event.requirements)}
        trace.get_current_span().add_event("drafted", drafted)
        measures.SECTIONS.labels(engine, event.section).inc()
    result = result_in(event)
    if result is None:
        return None
    trace.get_current_span().set_attribute("liaison.outcome", result.outcome)
    if (seconds := result.provenance.first_requirement) is not None:
        measures.FIRST_SECONDS.labels(engine).observe(seconds)
    return result.outcome
