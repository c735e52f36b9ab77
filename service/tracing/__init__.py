"""Traces (OpenTelemetry, W3C Trace Context): which work belongs to which request, and how long each part of it took.

Every request and job is in a trace, whether spans are sent somewhere or not: its ids stand in logs and problems and go
along with calls to a model. Spans are made only once `start` has found where to send them. They never hold content: no
text, no path, no query, no message of an exception.
"""

import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from typing import Final, TypeVar

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, NonRecordingSpan, Span, SpanContext, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

from service.errors import LiaisonError

TRACEPARENT: Final = "traceparent"
TRACESTATE: Final = "tracestate"
ERROR_TYPE: Final = "error.type"
"""Name of the attribute that says how something failed; it is the same for all kinds of spans."""
INTERRUPTED: Final = "interrupted"
"""What ends because nobody waits for it any more has failed in no other way."""

Attributes = Mapping[str, AttributeValue]
StepT = TypeVar("StepT")

_PROPAGATOR: Final = TraceContextTextMapPropagator()


class _Sending:
    """Where spans go: nowhere, until somebody says where."""

    def __init__(self) -> None:
        self.tracer: Tracer = trace.NoOpTracer()
        self.is_on = False


_sending = _Sending()


def use(tracer: Tracer | None) -> None:
    """Make spans with this tracer from now on; None: make none any more."""
    _sending.tracer = tracer or trace.NoOpTracer()
    _sending.is_on = tracer is not None


# --- ids ----------------------------------------------------------------------------------------


def ids() -> dict[str, str]:
    """`trace_id` and `span_id` of the work that is being done, in hexadecimal; nothing outside of a trace."""
    here = trace.get_current_span().get_span_context()
    if not here.is_valid:
        return {}
    return {"trace_id": trace.format_trace_id(here.trace_id), "span_id": trace.format_span_id(here.span_id)}


def trace_id() -> str | None:
    """Id of the trace that the work belongs to."""
    return ids().get("trace_id")


def headers() -> dict[str, str]:
    """The headers that carry the trace on to whoever is asked next; none outside of a trace."""
    carried: dict[str, str] = {}
    _PROPAGATOR.inject(carried)
    return carried


def kept() -> dict[str, str]:
    """What has to be kept with work that is done later, so that it goes on in this trace."""
    return {name: value for name, value in headers().items() if name == TRACEPARENT}


def received(traceparents: Sequence[str], tracestates: Sequence[str] = ()) -> Context:
    """The trace that a caller names; an empty context where they name none, or not one that can be used.

    Source: W3C Trace Context, section 3.2 (https://www.w3.org/TR/trace-context/).
    """
    if len(traceparents) != 1:
        return Context()
    return _PROPAGATOR.extract({TRACEPARENT: traceparents[0], TRACESTATE: list(tracestates)}, Context())


def link_to(context: Context) -> list[Link]:
    """What ties a trace of its own to the one in `context`, if there is one."""
    there = trace.get_current_span(context).get_span_context()
    return [Link(there)] if there.is_valid else []


# --- spans --------------------------------------------------------------------------------------


@contextmanager
def begun(
    name: str, kind: SpanKind, parent: Context, attributes: Attributes | None = None, links: Sequence[Link] = ()
) -> Iterator[Span]:
    """What comes in from outside (a request, a job), in the trace of `parent` or in one of its own."""
    if not _sending.is_on and not trace.get_current_span(parent).get_span_context().is_valid:
        # No span will be made, and so no ids: lines of the log and calls to a model still want some.
        here = links[0].context if links else _new_ids()
        parent = trace.set_span_in_context(NonRecordingSpan(here), Context())
    with span(name, attributes, kind=kind, parent=parent, links=links) as made:
        yield made


def _new_ids() -> SpanContext:
    return SpanContext(secrets.randbits(128) or 1, secrets.randbits(64) or 1, is_remote=False)


@contextmanager
def span(
    name: str,
    attributes: Attributes | None = None,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: Context | None = None,
    links: Sequence[Link] = (),
) -> Iterator[Span]:
    """A span around work in which nothing is yielded; it says how the work failed, not in which words."""
    made = _started(name, attributes, kind, parent, links)
    with trace.use_span(made, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield made
        except BaseException as error:
            fail(made, error)
            raise


def _started(
    name: str,
    attributes: Attributes | None,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: Context | None = None,
    links: Sequence[Link] = (),
) -> Span:
    """A span; none for work that nobody outside has asked for, such as warming up: it belongs to no trace."""
    if parent is None and not trace.get_current_span().get_span_context().is_valid:
        return trace.INVALID_SPAN
    return _sending.tracer.start_span(name, parent, kind, attributes, links)


def fail(made: Span, error: BaseException) -> None:
    """Note how the work of a span failed; what was only called off has not failed."""
    made.set_attribute(ERROR_TYPE, failure(error))
    if isinstance(error, Exception):
        made.set_status(StatusCode.ERROR)


def note_failure(error: Exception) -> None:
    """Note in the span that is open how its work failed, where the failure is told otherwise than by raising."""
    fail(trace.get_current_span(), error)


def failure(error: BaseException) -> str:
    """How something failed, in a word of a short list."""
    if isinstance(error, LiaisonError):
        return error.code
    return type(error).__name__ if isinstance(error, Exception) else INTERRUPTED


async def spanned(
    events: AsyncGenerator[StepT, None], name: str, attributes: Attributes | None = None
) -> AsyncGenerator[StepT, None]:
    """The same events; the work for all of them is done within one span."""
    made = _started(name, attributes)
    try:
        async with aclosing(events):
            while (event := await _next_within(made, events)) is not None:
                yield event
    except Exception as error:
        fail(made, error)
        raise
    finally:
        made.end()


async def _next_within(made: Span, events: AsyncIterator[StepT]) -> StepT | None:
    """The next event, or None. The span is current only meanwhile: other work may go on between two events."""
    with trace.use_span(made, end_on_exit=False, record_exception=False, set_status_on_exception=False):
        return await anext(events, None)
