"""From the bytes of a response to the checked answer, every fault on the way with its own type.

The SDK hands over whatever came: pages, nothing, error objects with status 200, completions without choices. Each is
looked for here before anything is believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

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
from service.llm.answers import Answer
from service.llm.faults import fault_in_answer

AnswerT = TypeVar("AnswerT", bound=Answer)
_FILTERED = ("content_filter", "safety", "SAFETY")
_CUT = ("length", "max_tokens", "model_length", "MAX_TOKENS", "insufficient_system_resource")
"""`length` is the API's own word; the others are those of providers that follow it loosely."""
_MOST_TOKENS = 1_000_000_000


@dataclass(frozen=True)
class Reply(Generic[AnswerT]):
    """An answer of the right shape, and the places of items that had to be left out of it (`needs 3`)."""

    answer: AnswerT
    left_out: tuple[str, ...] = ()


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


def text_of(envelope: Mapping[str, Any], now: datetime) -> str:
    """The text of the first choice, if the completion is whole.

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
    content = message.get("content")
    if content is None or content == "":
        raise AnswerEmpty
    if not isinstance(content, str):
        raise NotACompletion
    if not finish:
        raise AnswerCutShort
    return content


def _check_finish(message: Mapping[str, Any], finish: object) -> None:
    if message.get("refusal") or finish == "refusal":
        raise ModelDeclined
    if finish in _FILTERED:
        raise ModelFiltered
    if finish in _CUT:
        raise AnswerCutShort


def answer_of(text: str, answer: type[AnswerT]) -> Reply[AnswerT]:
    """Read the text as an answer. An item of a list that does not fit is left out and named; the rest stands.

    Raises:
        AnswerNotJson: the text is no JSON.
        AnswerOffSchema: the answer as a whole, or every item of it, does not fit.
    """
    try:
        data = from_json(_unfenced(text))
    except ValueError as error:
        raise AnswerNotJson from error
    try:
        return Reply(answer.model_validate(data))
    except ValidationError as error:
        return _without_faulty_items(data, answer, error)


def _without_faulty_items(data: Any, answer: type[AnswerT], fault: ValidationError) -> Reply[AnswerT]:
    places = {entry["loc"][:2] for entry in fault.errors(include_url=False, include_input=False)}
    faulty = {(str(place[0]), place[1]) for place in places if len(place) == 2 and isinstance(place[1], int)}
    if len(faulty) < len(places):
        raise AnswerOffSchema from fault
    kept = {
        name: [item for position, item in enumerate(items) if (name, position) not in faulty]
        for name, items in data.items()
    }
    if not any(kept.values()):
        raise AnswerOffSchema from fault
    left_out = tuple(f"{name} {position + 1}" for name, position in sorted(faulty))
    return Reply(answer.model_validate(kept), left_out)


def _unfenced(text: str) -> str:
    """Take off the code fence that some models put around JSON."""
    stripped = text.strip()
    if not (stripped.startswith("```") and stripped.endswith("```") and "\n" in stripped):
        return stripped
    return stripped.partition("\n")[2].removesuffix("```")


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_TOKENS else 0
