"""The schema that is sent is one that strict endpoints take, and it bounds what a weak model may write."""

from collections.abc import Iterator
from typing import Any, get_args

import jsonschema
import pytest

from schemas.requirement import Category
from service.llm.answers import ANSWERS, Answer
from service.llm.formats import LADDER, form_of, format_after_ignored, next_format, schema_of, schema_text
from tests.llm.provider import RequirementsAnswer

NEED = {
    "sentences": ["S3"],
    "category": "data",
    "object": "points balance",
    "statement": "The loyalty database shall supply the balance.",
    "rationale": "The greeting shows it.",
    "priority": "must",
}


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


@pytest.mark.parametrize("bounded", [True, False])
def test_every_object_is_closed_and_every_field_required(bounded: bool) -> None:
    schema = schema_of(RequirementsAnswer, bounded=bounded)
    objects = [node for node in nodes(schema) if node.get("type") == "object"]
    assert len(objects) == 4
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    assert not any(key in node for node in nodes(schema) for key in ("$ref", "$defs", "title", "default"))


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_the_bounded_schema_bounds_every_string_and_list(answer: type[Answer]) -> None:
    for node in nodes(schema_of(answer, bounded=True)):
        if node.get("type") == "array":
            assert node["maxItems"] > 0
        if node.get("type") == "string":
            assert node.keys() & {"maxLength", "pattern", "enum"}


def test_the_plain_schema_has_no_bounds() -> None:
    bounds = {"maxLength", "minLength", "pattern", "maxItems", "minItems"}
    assert not any(bounds & node.keys() for node in nodes(schema_of(RequirementsAnswer, bounded=False)))


def test_the_schema_takes_an_answer_and_refuses_others() -> None:
    validator = jsonschema.Draft202012Validator(schema_of(RequirementsAnswer, bounded=True))
    assert validator.is_valid({"goals": [], "needs": [NEED], "questions": []})
    assert not validator.is_valid({"goals": [], "needs": []})
    for wrong in ({"category": "weather"}, {"sentences": ["third"]}, {"statement": "x" * 300}, {"note": "more"}):
        assert not validator.is_valid({"goals": [], "needs": [NEED | wrong], "questions": []})


def test_categories_are_those_of_a_requirement() -> None:
    need = schema_of(RequirementsAnswer, bounded=True)["properties"]["needs"]["items"]
    assert tuple(need["properties"]["category"]["enum"]) == get_args(Category)


def test_the_ladder_goes_from_strict_to_plain() -> None:
    assert [next_format(step) for step in LADDER] == ["plain_schema", "tools", "json_object", "text", None]
    assert form_of("bounded_schema", RequirementsAnswer)["response_format"]["json_schema"]["strict"] is True
    assert form_of("json_object", RequirementsAnswer) == {"response_format": {"type": "json_object"}}
    assert form_of("text", RequirementsAnswer) == {}


def test_a_function_has_the_schema_for_its_parameters_and_must_be_called() -> None:
    form = form_of("tools", RequirementsAnswer)
    [tool] = form["tools"]
    assert tool["function"]["parameters"] == schema_of(RequirementsAnswer, bounded=True)
    assert form["tool_choice"]["function"]["name"] == tool["function"]["name"]


def test_a_schema_that_was_passed_over_is_not_sent_without_its_bounds() -> None:
    ways = ["tools", "tools", "json_object", "text", "text"]
    assert [format_after_ignored(step) for step in LADDER] == ways


def test_the_schema_in_words_is_compact_json() -> None:
    assert schema_text(RequirementsAnswer).startswith('{"additionalProperties":false')
