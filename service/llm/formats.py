"""The ways to ask for the form of an answer, from the strictest to the plainest, and the schema that is sent.

Not every endpoint takes every way: some grammars know string lengths and patterns and need them to keep a weak model
from running on, others refuse a schema that has them, others again know schemas only as parameters of a function, JSON
without a schema, or words.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic_core import to_json

from service.llm.answers import Answer

AnswerFormat = Literal["bounded_schema", "plain_schema", "tools", "json_object", "text"]
LADDER: tuple[AnswerFormat, ...] = ("bounded_schema", "plain_schema", "tools", "json_object", "text")
IN_WORDS = frozenset[AnswerFormat]({"json_object", "text"})
"""Ways in which the schema has to be said in the question."""
BY_SCHEMA = frozenset[AnswerFormat]({"bounded_schema", "plain_schema"})
"""Ways in which the endpoint itself sees to it that an answer has the form."""
_BOUNDS = frozenset({"maxLength", "minLength", "pattern", "maxItems", "minItems"})
_NOISE = frozenset({"title", "description", "default"})
_NAME = "answer"


def next_format(current: AnswerFormat) -> AnswerFormat | None:
    """The next plainer way, or None after the last."""
    position = LADDER.index(current) + 1
    return LADDER[position] if position < len(LADDER) else None


def format_after_ignored(current: AnswerFormat) -> AnswerFormat:
    """The way to go on with where an endpoint takes `current` and does not heed it; the last one leads nowhere.

    Whoever passes over one schema passes over the same without its bounds as well.
    """
    plainer = next_format("plain_schema" if current in BY_SCHEMA else current)
    return plainer or current


def schema_of(answer: type[Answer], *, bounded: bool) -> dict[str, Any]:
    """JSON Schema of an answer: references resolved, every field required, nothing else allowed."""
    whole = answer.model_json_schema()
    dropped = _NOISE if bounded else _NOISE | _BOUNDS
    shaped: dict[str, Any] = _shaped(whole, whole.get("$defs", {}), dropped)
    return shaped


@cache
def schema_text(answer: type[Answer]) -> str:
    """The bounded schema as compact JSON, for endpoints that must be told in words."""
    return to_json(schema_of(answer, bounded=True)).decode()


@cache
def form_of(answer_format: AnswerFormat, answer: type[Answer]) -> Mapping[str, Any]:
    """What a request holds to ask in this way; made once, for it takes longer than the rest of a call."""
    match answer_format:
        case "text":
            return {}
        case "json_object":
            return {"response_format": {"type": "json_object"}}
        case "tools":
            function = {"name": _NAME, "parameters": schema_of(answer, bounded=True)}
            chosen = {"type": "function", "function": {"name": _NAME}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
        case _:
            schema = schema_of(answer, bounded=answer_format == "bounded_schema")
            named = {"name": _NAME, "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": named}}


def _shaped(node: Any, definitions: Mapping[str, Any], dropped: frozenset[str]) -> Any:
    if isinstance(node, list):
        return [_shaped(item, definitions, dropped) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _shaped(definitions[node["$ref"].rpartition("/")[2]], definitions, dropped)
    kept = {key: value for key, value in node.items() if key not in dropped and key != "$defs"}
    properties = kept.pop("properties", None)
    shaped = {key: _shaped(value, definitions, dropped) for key, value in kept.items()}
    if properties is not None:
        # Names of fields are no keywords: a field may well be called `title`.
        shaped["properties"] = {name: _shaped(value, definitions, dropped) for name, value in properties.items()}
        shaped["required"] = list(properties)
    return shaped
