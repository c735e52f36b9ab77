"""What can be seen of each call to a model from outside: a span of its own, and figures. Never content."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

from opentelemetry.trace import Span, SpanKind

from schemas.specification import Attempt
from service import measures, tracing
from service.llm import gen_ai
from service.llm.calls import Call
from service.llm.envelope import finish_of, tokens_of
from service.llm.options import ModelOptions


def asking(options: ModelOptions, call: Call[Any]) -> AbstractContextManager[Span]:
    """The span around one request and the reading of what comes back."""
    return tracing.span(f"{gen_ai.CHAT} {options.model}", _asked(options, call), kind=SpanKind.CLIENT)


def _asked(options: ModelOptions, call: Call[Any]) -> tracing.Attributes:
    name, _, number = call.prompt.label.partition("@")
    address = urlsplit(options.base_url)
    told: dict[str, Any] = {
        gen_ai.OPERATION: gen_ai.CHAT,
        gen_ai.PROVIDER: gen_ai.OPENAI,
        gen_ai.REQUEST_MODEL: options.model,
        gen_ai.REQUEST_STREAM: options.stream,
        gen_ai.REQUEST_MAX_TOKENS: call.max_output_tokens,
        gen_ai.REQUEST_TEMPERATURE: options.temperature,
        gen_ai.PROMPT: name,
        gen_ai.PROMPT_VERSION: number,
        gen_ai.REPAIR: call.repair,
        gen_ai.SERVER_ADDRESS: address.hostname,
        gen_ai.SERVER_PORT: address.port or (443 if address.scheme == "https" else 80),
    }
    return {key: value for key, value in told.items() if value is not None}


def describe(span: Span, envelope: Mapping[str, Any]) -> None:
    """Say in the span what came back: how it ended, and what it took."""
    tokens = tokens_of(envelope)
    span.set_attribute(gen_ai.INPUT_TOKENS, tokens.input)
    span.set_attribute(gen_ai.OUTPUT_TOKENS, tokens.output)
    span.set_attribute(gen_ai.CACHED_TOKENS, tokens.cached)
    if finish := finish_of(envelope):
        span.set_attribute(gen_ai.FINISH_REASONS, [finish])


def count(attempt: Attempt, *, is_sent: bool) -> None:
    """Count one attempt; `is_sent` tells whether the endpoint was asked, or it came from what is kept."""
    prompt = attempt.prompt.partition("@")[0]
    outcome = attempt.outcome if is_sent or attempt.outcome != "ok" else "recorded"
    measures.MODEL_CALLS.labels(prompt, outcome).inc()
    if not is_sent:
        return
    measures.MODEL_SECONDS.labels(prompt).observe(attempt.seconds)
    tokens = attempt.tokens
    for direction, number in (("input", tokens.input), ("output", tokens.output), ("cached_input", tokens.cached)):
        measures.MODEL_TOKENS.labels(direction).inc(number)
    if attempt.currency is not None:
        measures.MODEL_COST.labels(attempt.currency).inc(attempt.cost)
