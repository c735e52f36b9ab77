"""Whatever a response holds, it ends as a checked answer or as a typed error."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.specification import Tokens
from service.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    ModelDeclined,
    ModelError,
    ModelFiltered,
    ModelUnavailable,
    NotACompletion,
)
from service.llm.envelope import answer_of, items_before_cut, read_envelope, text_of, tokens_of
from tests.llm.provider import GOAL, NOTHING, RequirementsAnswer, completion
from tests.llm.test_formats import NEED

NOW = datetime(2027, 2, 3, tzinfo=UTC)
KEYS = ["choices", "error", "message", "content", "finish_reason", "refusal", "usage", "prompt_tokens", "goals"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["stop", "{}", ""])
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@pytest.mark.parametrize(
    ("envelope", "expected"),
    [
        ({}, NotACompletion),
        ({"choices": None}, NotACompletion),
        ({"choices": []}, NotACompletion),
        ({"error": {"code": 503}}, ModelUnavailable),
        (completion(None), AnswerEmpty),
        (completion(""), AnswerEmpty),
        (completion(NOTHING, finish="length"), AnswerCutShort),
        (completion(NOTHING, finish=None), AnswerCutShort),
        (completion(None, finish="content_filter"), ModelFiltered),
        (completion("half an ans", finish="content_filter"), ModelFiltered),
        (completion(None, refusal="I cannot help with that."), ModelDeclined),
        ({"choices": [{"finish_reason": "stop", "message": {"content": [1]}}]}, NotACompletion),
        ({"choices": ["x"]}, AnswerEmpty),
    ],
)
def test_what_is_wrong_with_a_completion(envelope: dict[str, Any], expected: type[ModelError]) -> None:
    with pytest.raises(ModelError) as fault:
        text_of(envelope, NOW)
    assert type(fault.value) is expected


@pytest.mark.parametrize(
    "body", [b"", b"<html>502</html>", b'{"choices": [', b"[1]", b'"text"', b"\xff\xfe", b"[" * 9999]
)
def test_a_body_that_is_no_json_object_is_no_completion(body: bytes) -> None:
    with pytest.raises(NotACompletion):
        read_envelope(body)


def test_a_whole_completion_gives_its_text_and_tokens() -> None:
    envelope = read_envelope(json.dumps(completion("hello")).encode())
    assert text_of(envelope, NOW) == "hello"
    assert tokens_of(envelope) == Tokens(input=30, output=5, cached=20)


@pytest.mark.parametrize("usage", [None, [], {"prompt_tokens": "9"}, {"prompt_tokens": -1}, {"prompt_tokens": True}])
def test_tokens_that_are_not_told_count_as_none(usage: object) -> None:
    assert tokens_of({"usage": usage}) == Tokens()


@pytest.mark.parametrize("arguments", [json.dumps(NOTHING), NOTHING])
def test_the_arguments_of_a_function_are_the_answer_as_text_or_as_an_object(arguments: object) -> None:
    calls = [{"function": {"name": "answer", "arguments": arguments}}, {"function": {"arguments": "{}"}}]
    envelope = completion("Let me see.", "tool_calls", tool_calls=calls)
    assert json.loads(text_of(envelope, NOW)) == NOTHING


def test_a_code_fence_around_the_answer_is_taken_off() -> None:
    fenced = f"```json\n{json.dumps(NOTHING)}\n```"
    assert answer_of(fenced, RequirementsAnswer).answer == RequirementsAnswer(goals=[], needs=[], questions=[])


@pytest.mark.parametrize(
    "around",
    [
        "Here it is:\n{}",
        "{} Anything else?",
        "As [S1] says, {{goals}} first:\n```json\n{}\n```\nDone.",
        '<think>Perhaps {{"goals": [1]}}?</think>\n{}',
        "{}\n{}",
    ],
)
def test_prose_thoughts_and_fences_around_the_answer_are_put_up_with(around: str) -> None:
    whole = json.dumps(NOTHING | {"goals": [GOAL]}, indent=1)
    assert len(answer_of(around.format(whole, whole), RequirementsAnswer).answer.goals) == 1


def test_a_line_that_breaks_inside_a_text_is_put_up_with() -> None:
    broken = json.dumps(NOTHING | {"goals": [GOAL]}).replace("lapsed members", "lapsed\nmembers")
    assert answer_of(broken, RequirementsAnswer).answer.goals[0].statement == "Win back lapsed\nmembers."


def test_broken_json_is_named_with_its_place_and_no_part_of_it_taken_for_the_answer() -> None:
    broken = json.dumps(NOTHING | {"goals": [GOAL, GOAL]}).replace("}, {", "} {")
    with pytest.raises(AnswerNotJson) as fault:
        answer_of(f"Sure: {broken}", RequirementsAnswer)
    assert fault.value.reasons == ('it is no valid JSON after `: "Win back lapsed members."} `.',)
    assert "Win back" not in fault.value.message


@given(
    st.lists(st.sampled_from(["{", "}", "[", "]", ",", ":", '"goals"', '"', "x", "\n", "</think>", "1"]), max_size=30)
)
def test_any_text_is_an_answer_or_a_typed_error_and_a_cut_one_never_fails(parts: list[str]) -> None:
    with suppress(AnswerNotJson, AnswerOffSchema):
        assert answer_of("".join(parts), RequirementsAnswer).answer.goals
    found = items_before_cut("".join(parts), RequirementsAnswer)
    assert found is None or found.answer.goals


def test_an_item_of_another_shape_is_left_out_and_named() -> None:
    answer = NOTHING | {"goals": [GOAL], "needs": [NEED | {"category": "weather"}, NEED, {"statement": 5}]}
    reply = answer_of(json.dumps(answer), RequirementsAnswer)
    assert [need.object for need in reply.answer.needs] == ["points balance"]
    assert reply.left_out == ("needs 1", "needs 3")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sure! Here it is",
        '{"goals": [',
        "```json\n{\n```",
        "[" * 9999,
        '{"a": ' * 9999,
        f'It is {{"a": {"1" * 9999}}}',
    ],
)
def test_a_text_that_is_no_json(text: str) -> None:
    with pytest.raises(AnswerNotJson):
        answer_of(text, RequirementsAnswer)


@pytest.mark.parametrize(
    "answer",
    [
        [],
        "x",
        {},
        {"goals": [], "needs": []},
        {**NOTHING, "extra": 1},
        {**NOTHING, "needs": {"statement": "x"}},
        {**NOTHING, "needs": ["a need", 7]},
        {**NOTHING, "needs": ["a need"], "extra": 1},
    ],
)
def test_json_of_another_shape(answer: object) -> None:
    with pytest.raises(AnswerOffSchema):
        answer_of(json.dumps(answer), RequirementsAnswer)


@given(JSON)
def test_any_json_as_a_response_is_an_answer_or_a_typed_error(value: Any) -> None:
    with suppress(ModelError):
        envelope = read_envelope(json.dumps(value).encode())
        tokens_of(envelope)
        assert text_of(envelope, NOW)


@given(JSON)
def test_any_json_as_an_answer_is_checked_or_a_typed_error(value: Any) -> None:
    try:
        reply = answer_of(json.dumps(value), RequirementsAnswer)
    except AnswerOffSchema:
        return
    assert isinstance(reply.answer, RequirementsAnswer)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_response_or_a_typed_error(body: bytes) -> None:
    with suppress(NotACompletion):
        assert isinstance(read_envelope(body), dict)
