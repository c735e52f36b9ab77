"""One question on its way to an answer: the request of each try, and what is said when it has to be asked again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal

from schemas.specification import Attempt
from service import measures
from service.errors import AnswerCutShort, AnswerEmpty, AnswerNotJson, AnswerOffSchema, AnswerUnusable
from service.llm.answers import Answer
from service.llm.envelope import AnswerT, Reply, begins_json, items_before_cut, json_in, size_of
from service.llm.formats import BY_SCHEMA, IN_WORDS, AnswerFormat, form_of, format_after_ignored, schema_text
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt

Record = Callable[[Attempt], None]
LimitName = Literal["max_completion_tokens", "max_tokens"]
REPAIRABLE = (AnswerCutShort, AnswerEmpty, AnswerNotJson, AnswerOffSchema)
"""Faults of an answer that the model may put right when it is told of them; no refusal and no filter is among them."""

_LONGEST_SHOWN = 1200
"""House default, characters: a longer answer is not sent back to the model, for that costs more than it explains."""
_AGAIN = (
    "Your last answer to this cannot be used as it is:\n{reasons}\nGive the whole answer again, in the form asked for."
)


@dataclass(frozen=True)
class Correction:
    """What was wrong with the last answer. `text` is that answer."""

    text: str
    reasons: Sequence[str]

    @property
    def words(self) -> str:
        """What the model is told."""
        return _AGAIN.format(reasons="\n".join(f"- {reason}" for reason in self.reasons))


@dataclass
class Call(Generic[AnswerT]):
    """One question, and how far it has come. `repair` counts how often it was asked again because of its answer."""

    prompt: FilledPrompt
    answer: type[AnswerT]
    record: Record
    answer_format: AnswerFormat
    max_output_tokens: int | None = None
    repair: int = 0
    correction: Correction | None = None
    kept: Reply[AnswerT] | None = None

    def correct(self, text: str, reasons: Sequence[str]) -> None:
        """Make the next try a repair that says what was wrong with the last one."""
        measures.MODEL_REPAIRS.labels(self.prompt.label.partition("@")[0]).inc()
        self.repair += 1
        self.correction = Correction(text, reasons)

    def keep(self, fault: AnswerUnusable) -> None:
        """Keep what stands whole in an answer that breaks off, if it is more than there was."""
        found = items_before_cut(fault.text, self.answer) if isinstance(fault, AnswerCutShort) else None
        if found and (self.kept is None or size_of(found) > size_of(self.kept)):
            self.kept = found

    def repair_after(self, fault: AnswerUnusable) -> None:
        """Make the next try a repair; where the endpoint did not heed the form, in another one."""
        self.correct(fault.text, reasons_of(fault, self.answer))
        if was_ignored(fault, self.answer_format, self.answer):
            self.answer_format = format_after_ignored(self.answer_format)


def request_of(options: ModelOptions, call: Call[AnswerT], limit_name: LimitName | None) -> dict[str, Any]:
    """The request of the next try of a call. What all tries have in common comes first, for caches of providers."""
    request: dict[str, Any] = {
        "model": options.model,
        "messages": _messages(call),
        **form_of(call.answer_format, call.answer),
    }
    if options.stream:
        request |= {"stream": True, "stream_options": {"include_usage": True}}
    if options.temperature is not None:
        request["temperature"] = options.temperature
    if limit_name and call.max_output_tokens is not None:
        request[limit_name] = call.max_output_tokens
    return request


def _messages(call: Call[AnswerT]) -> list[dict[str, str]]:
    prompt, correction = call.prompt, call.correction
    in_words = call.answer_format in IN_WORDS
    question = prompt.with_schema(schema_text(call.answer)) if in_words else prompt.question
    shown = [turn for text, answer in prompt.examples for turn in (("user", text), ("assistant", answer))]
    turns = [("system", prompt.system), *shown, ("user", question)]
    if correction is None:
        pass
    elif 0 < len(correction.text) <= _LONGEST_SHOWN:
        turns += [("assistant", correction.text), ("user", correction.words)]
    else:
        turns[-1] = ("user", f"{question}\n\n{correction.words}")
    return [{"role": role, "content": content} for role, content in turns]


def reasons_of(fault: AnswerUnusable, answer: type[Answer]) -> Sequence[str]:
    """What is wrong with an answer, where it is: words for the model."""
    match fault:
        case AnswerCutShort():
            return [f"it broke off {_place_of_cut(fault.text, answer)}: give fewer entries and shorter texts."]
        case AnswerEmpty():
            return ["it was empty."]
        case AnswerNotJson():
            return fault.reasons or ["it is not JSON: give one JSON object, with nothing before and nothing after it."]
    return fault.reasons


def _place_of_cut(text: str, answer: type[Answer]) -> str:
    found = items_before_cut(text, answer)
    lists = [(name, value) for name, value in found.answer if isinstance(value, list) and value] if found else []
    return f"after entry {len(lists[-1][1])} of {lists[-1][0]}" if lists else "before its end"


def was_ignored(fault: AnswerUnusable, answer_format: AnswerFormat, answer: type[Answer]) -> bool:
    """Whether an answer shows that the endpoint took the form that was asked for and did not heed it."""
    match fault:
        case AnswerNotJson():
            return answer_format in BY_SCHEMA or not begins_json(fault.text)
        case AnswerCutShort():
            return bool(fault.text) and not begins_json(fault.text)
        case AnswerEmpty():
            return answer_format == "tools"
        case AnswerOffSchema():
            return answer_format not in IN_WORDS and not _has_fields(fault.text, answer)
    return False


def _has_fields(text: str, answer: type[Answer]) -> bool:
    data = json_in(text)
    return isinstance(data, dict) and data.keys() == answer.model_fields.keys()
