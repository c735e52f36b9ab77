"""What a failed request means: an HTTP status, headers and an error body become one typed error.

Codes and types are those of the OpenAI API and of servers that follow it (Azure, vLLM, llama.cpp, OpenRouter).
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from service.errors import (
    FormatNotTaken,
    LimitNotTaken,
    ModelBusy,
    ModelError,
    ModelFiltered,
    ModelKeyRefused,
    ModelNotFound,
    ModelOverfilled,
    ModelQuotaSpent,
    ModelRequestRefused,
    ModelUnavailable,
)

_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded")
_OVERFILLED = ("context_length_exceeded", "exceed_context_size_error", "request_too_large", "string_above_max_length")
_FILTERED = ("content_filter", "content_policy_violation", "responsibleaipolicyviolation")
_FORMAT_WORDS = (
    "response_format", "json_schema", "json schema", "grammar", "structured output", "guided_json", "tool_choice",
    "tool choice", "tools", "tool use", "tool call", "function call",
)  # fmt: skip
_LIMIT_WORDS = ("max_completion_tokens", "max_tokens")
_BROKEN = (500, 501)
"""Some servers fail instead of refusing when they are asked for a form that they do not know (llama.cpp)."""
_CONTEXT_WORDS = ("maximum context length", "context size", "context window", "too many tokens")


def fault_of(status: int, headers: Mapping[str, str], body: object, now: datetime) -> ModelError:
    """Tell what a failed response means. `body` is the parsed error, its text, or None.

    Only `ModelBusy` and `ModelUnavailable` may be tried again; they carry the wait that the provider asked for.
    """
    codes, words = _codes(body), _words(body)
    if codes & set(_QUOTA) or status == 402:
        return ModelQuotaSpent()
    if status == 429:
        return ModelBusy(retry_after=retry_after(headers, now))
    if status in _BROKEN and _error_of(body) and any(phrase in words for phrase in _FORMAT_WORDS):
        return FormatNotTaken()
    if status in (408, 409) or status >= 500:
        return ModelUnavailable(retry_after=retry_after(headers, now))
    # A page that says "not found" says nothing of the request, whatever words it holds.
    return _refusal(status, codes, words if status != 404 or _error_of(body) else "")


def _refusal(status: int, codes: set[str], words: str) -> ModelError:
    if codes & set(_FILTERED):
        return ModelFiltered()
    if status in (401, 403):
        return ModelKeyRefused()
    if status == 413 or codes & set(_OVERFILLED) or any(phrase in words for phrase in _CONTEXT_WORDS):
        return ModelOverfilled()
    if status in (400, 404, 422):
        # Routers say "not found" where no provider behind them takes the form.
        if any(phrase in words for phrase in _FORMAT_WORDS):
            return FormatNotTaken()
        if any(name in words for name in _LIMIT_WORDS):
            return LimitNotTaken()
    if status in (404, 405):
        return ModelNotFound()
    return ModelRequestRefused()


def fault_in_answer(error: object, now: datetime) -> ModelError:
    """Tell what an error means that came with status 200; gateways put the true status into its code."""
    code = _error_of(error).get("code")
    digits = str(code) if isinstance(code, int | str) else ""
    status = int(digits) if digits.isascii() and digits.isdigit() and 400 <= int(digits[:4]) <= 599 else None
    if status is not None:
        return fault_of(status, {}, error, now)
    codes = _codes(error)
    if codes & {"rate_limit_exceeded", "rate_limit_error"}:
        return ModelBusy()
    if codes & set(_QUOTA):
        return ModelQuotaSpent()
    if codes & {"server_error", "internal_error", "internal_server_error", "overloaded_error", "timeout"}:
        return ModelUnavailable()
    return _refusal(400, codes, _words(error))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds the provider asks to wait (`retry-after-ms`, or `Retry-After` of RFC 9110 section 10.2.3), or None."""
    for name, divisor in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _seconds(headers.get(name, ""), divisor)
        if seconds is not None:
            return seconds
    return _until(headers.get("retry-after", ""), now)


def _seconds(text: str, divisor: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return None if math.isnan(value) else max(0.0, value / divisor)


def _until(text: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _error_of(body: object) -> Mapping[str, Any]:
    inner = body.get("error", body) if isinstance(body, dict) else None
    return inner if isinstance(inner, dict) else {}


def _codes(body: object) -> set[str]:
    """Code and type of the error and of the one inside it (Azure), in lower case."""
    error = _error_of(body)
    inner = error.get("innererror")
    found = [error.get("code"), error.get("type"), inner.get("code") if isinstance(inner, dict) else None]
    return {value.lower() for value in found if isinstance(value, str)}


def _words(body: object) -> str:
    """What the error says, in lower case, for servers that give no code."""
    error = _error_of(body)
    found = [error.get("message"), error.get("param"), error.get("detail")] if error else [body]
    return " ".join(str(value)[:2000] for value in found if value is not None).lower()
