"""From the bytes of a response to the checked answer, every fault on the way with its own type.

The SDK hands over whatever came: pages, nothing, error objects with status 200, completions without choices. Each is
looked for here before anything is believed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from schemas.specification import Tokens
from service.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    ModelDeclined,
    ModelFiltered,
    NotACompletion,
)
from service.faults import explain_faults
from service.llm.answers import Answer
from service.llm.faults import fault_in_answer

AnswerT = TypeVar("AnswerT", bound=Answer)
_FILTERED = ("content_filter", "safety", "SAFETY")
_CUT = ("length", "max_tokens", "model_length", "MAX_TOKENS", "insufficient_system_resource")
"""`length` is the API's own word; the others are those of providers that follow it loosely."""
REST = "what was to follow"
"""Stands in `left_out` for all that an answer lacks because it broke off."""
_MOST_TOKENS = 1_000_000_000
_OPENING = re.compile(r'\{\s*"')
"""Where an answer begins: a brace that stands in prose is not followed by the name of a field."""
_LENIENT = JSONDecoder(strict=False)
"""Weak models break lines inside strings."""
_SHOWN = 30
"""Characters before a fault that the model is shown of its own text."""
_REASONS = 5
"""House default: faults told to the model at once; whoever makes more has misunderstood the whole."""
_WHOLE = "the answer"
_END_OF_THOUGHT = "</think>"
"""Models that think aloud put this before their answer where the server does not take it off."""


@dataclass(frozen=True)
class Reply(Generic[AnswerT]):
    """An answer of the right shape, and the places of items that had to be left out of it (`needs 3`).

    `cut_short`: the model did not come to an end; what it wrote whole is there.
    """

    answer: AnswerT
    left_out: tuple[str, ...] = ()
    cut_short: bool = False


def read_envelope(body: bytes) -> dict[str, Any]:
    """Read the response as a JSON object.

    Raises:
        NotACompletion: it is something else.
    """
    try:
        envelope = from_json(body)
    except ValueError as error:
        raise NotACompletion from error
    if not isinstance(envelope, dict):
        raise NotACompletion
    return envelope


def tokens_of(envelope: Mapping[str, Any]) -> Tokens:
    """Tokens that were used, 0 where the endpoint does not say."""
    usage = _object(envelope.get("usage"))
    details = _object(usage.get("prompt_tokens_details"))
    return Tokens(
        input=_count(usage.get("prompt_tokens")),
        output=_count(usage.get("completion_tokens")),
        cached=_count(details.get("cached_tokens")),
    )


def finish_of(envelope: Mapping[str, Any]) -> str | None:
    """Why the model stopped, where the endpoint says it in a word."""
    choices = envelope.get("choices")
    reason = _object(choices[0]).get("finish_reason") if isinstance(choices, list) and choices else None
    return reason if isinstance(reason, str) and reason.isidentifier() else None


def text_of(envelope: Mapping[str, Any], now: datetime) -> str:
    """The text of the first choice, or the arguments of the function it calls, if the completion is whole.

    Raises:
        ModelError: an error with status 200, no choice, a refusal, a filter, an answer cut short or empty.
    """
    if envelope.get("error"):
        raise fault_in_answer(envelope["error"], now)
    choices = envelope.get("choices")
    if not isinstance(choices, list) or not choices:
        raise NotACompletion
    choice = _object(choices[0])
    message, finish = _object(choice.get("message")), choice.get("finish_reason")
    if finish == "error" or choice.get("error"):
        raise fault_in_answer(choice.get("error") or {"type": "server_error"}, now)
    _check_finish(message, finish)
    content = _written(message)
    if finish in _CUT:
        raise AnswerCutShort(text=content)
    if not content:
        raise AnswerEmpty
    if not finish:
        raise AnswerCutShort(text=content)
    return content


def _written(message: Mapping[str, Any]) -> str:
    calls = message.get("tool_calls")
    called = _object(_object(calls[0]).get("function")).get("arguments") if isinstance(calls, list) and calls else None
    content = called or message.get("content")
    if isinstance(content, dict):
        return to_json(content).decode()  # some servers parse the arguments of a call
    if content is not None and not isinstance(content, str):
        raise NotACompletion
    return content or ""


def _check_finish(message: Mapping[str, Any], finish: object) -> None:
    if message.get("refusal") or finish == "refusal":
        raise ModelDeclined
    if finish in _FILTERED:
        raise ModelFiltered


def answer_of(text: str, answer: type[AnswerT]) -> Reply[AnswerT]:
    """Read the text as an answer. An item of a list that does not fit is left out and named; the rest stands.

    Raises:
        AnswerNotJson: there is no JSON in the text.
        AnswerOffSchema: the answer as a whole, or every item of it, does not fit; `reasons` say where.
    """
    try:
        return _checked(json_in(text), answer)
    except AnswerOffSchema as error:
        raise AnswerOffSchema(text=text, reasons=error.reasons) from error


def items_before_cut(text: str, answer: type[AnswerT]) -> Reply[AnswerT] | None:
    """What stands whole in an answer that breaks off: items of its lists; None where there is none."""
    said = text.rpartition(_END_OF_THOUGHT)[2]
    opening = _OPENING.search(said)
    begun = said[opening.start() :] if opening else ""
    # A number at the very end may lack digits, so nothing counts that is not closed, or followed by a comma.
    whole = begun[: max(begun.rfind("}") + 1, begun.rfind(","), 0)]
    try:
        data = from_json(whole, allow_partial=True)
        # Lists that were not reached are empty; a field of another kind that is missing makes all of it unusable.
        reply = _checked({name: [] for name in answer.model_fields} | data, answer)
    except (ValueError, TypeError, AnswerOffSchema):
        return None
    if not size_of(reply):
        return None
    return replace(reply, left_out=(*reply.left_out, REST), cut_short=True)


def size_of(reply: Reply[Any]) -> int:
    """Number of items in the lists of an answer."""
    return sum(len(value) for _, value in reply.answer if isinstance(value, list))


def _checked(data: Any, answer: type[AnswerT]) -> Reply[AnswerT]:
    try:
        return Reply(answer.model_validate(data))
    except ValidationError as error:
        return _without_faulty_items(data, answer, error)


def _without_faulty_items(data: Any, answer: type[AnswerT], fault: ValidationError) -> Reply[AnswerT]:
    faults = fault.errors(include_url=False, include_input=False)
    places = {entry["loc"][:2] for entry in faults}
    faulty = {(str(place[0]), place[1]) for place in places if len(place) == 2 and isinstance(place[1], int)}
    if len(faulty) < len(places):
        raise AnswerOffSchema(reasons=_reasons(faults, answer)) from fault
    kept = {
        name: [item for position, item in enumerate(items) if (name, position) not in faulty]
        if isinstance(items, list)
        else items
        for name, items in data.items()
    }
    if not any(kept.values()):
        raise AnswerOffSchema(reasons=_reasons(faults, answer)) from fault
    left_out = tuple(f"{name} {position + 1}" for name, position in sorted(faulty))
    return Reply(answer.model_validate(kept), left_out)


def _reasons(faults: Iterable[Mapping[str, Any]], answer: type[Answer]) -> list[str]:
    explained = explain_faults(islice(faults, _REASONS), answer)
    return [f"{_WHOLE if fault.location == 'body' else fault.location}: {fault.message}" for fault in explained]


def json_in(text: str) -> Any:
    """The text as JSON, or the first whole object in it: some put prose, thoughts or a fence around what is asked for.

    Raises:
        AnswerNotJson: there is none; `reasons` say where one that was begun is broken.
    """
    try:
        return from_json(text)
    except ValueError:
        return _first_object(text)


def begins_json(text: str) -> bool:
    """Whether an object opens anywhere in a text, whole or not."""
    return _OPENING.search(text) is not None


def _first_object(text: str) -> Any:
    said = text.rpartition(_END_OF_THOUGHT)[2]
    opening = _OPENING.search(said)
    if opening is None:
        raise AnswerNotJson(text=text)
    try:
        return _LENIENT.raw_decode(said, opening.start())[0]
    except JSONDecodeError as error:
        before = said[max(opening.start(), error.pos - _SHOWN) : error.pos]
        raise AnswerNotJson(text=text, reasons=[f"it is no valid JSON after `{before}`."]) from error
    except (ValueError, RecursionError) as error:
        raise AnswerNotJson(text=text, reasons=["a number in it is too long, or it is nested too deeply."]) from error


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_TOKENS else 0
