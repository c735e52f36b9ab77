"""A streamed answer is the completion it would have been in one piece, however its bytes are cut."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.specification import Tokens
from service.errors import AnswerCutShort, AnswerEmpty, ModelError, ModelUnavailable, ModelUnreachable, NotACompletion
from service.llm.envelope import text_of, tokens_of
from service.llm.streams import StreamedCompletion
from tests.llm.provider import DONE, NOTHING, WHOLE, event, piece, pieces
from tests.llm.test_forms_sockets import called

NOW = datetime(2027, 2, 3, tzinfo=UTC)


def read(*chunks: bytes) -> StreamedCompletion:
    completion = StreamedCompletion()
    for chunk in chunks:
        completion.feed(chunk)
    return completion


@given(st.lists(st.integers(0, len(b"".join(WHOLE))), max_size=6))
def test_where_the_bytes_are_cut_does_not_matter(cuts: list[int]) -> None:
    whole = b"".join(WHOLE)
    places = [0, *sorted(cuts), len(whole)]
    completion = read(*(whole[start:end] for start, end in pairwise(places)))
    assert completion.done
    assert text_of(completion.envelope(), NOW) == json.dumps(NOTHING)
    assert tokens_of(completion.envelope()) == Tokens(input=30, output=5, cached=20)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_comments_names_and_both_ends_of_lines_are_understood(ending: bytes) -> None:
    text = b": keep-alive\n\nid: 7\nevent: chunk\n" + event(piece("Zürich\u2028x", finish="stop")) + DONE
    assert text_of(read(text.replace(b"\n", ending)).envelope(), NOW) == "Zürich\u2028x"


def test_a_finish_reason_makes_it_whole_and_the_end_mark_alone_does_not() -> None:
    assert text_of(read(event(piece("x", finish="stop"))).envelope(), NOW) == "x"
    with pytest.raises(AnswerCutShort):
        text_of(read(event(piece("x")), DONE).envelope(), NOW)
    with pytest.raises(ModelUnreachable, match="broke off"):
        read(event(piece("x"))).envelope()


@given(st.lists(st.integers(0, 900), max_size=6))
def test_the_arguments_of_a_function_are_put_together_however_they_are_cut(cuts: list[int]) -> None:
    whole = b"".join(called(json.dumps(NOTHING)))
    places = [0, *sorted(cuts), len(whole)]
    completion = read(*(whole[start:end] for start, end in pairwise(places)))
    assert text_of(completion.envelope(), NOW) == json.dumps(NOTHING)


def test_a_function_is_called_when_its_arguments_come() -> None:
    opening, first, *_ = called(json.dumps(NOTHING))
    assert not read(opening).begun
    assert read(opening, first).begun


@pytest.mark.parametrize("calls", [None, 5, [], [3], [{"function": 3}], [{"index": 0, "function": {"arguments": 7}}]])
def test_a_call_of_no_use_is_passed_over(calls: object) -> None:
    with pytest.raises(AnswerEmpty):
        text_of(read(event(piece(tool_calls=calls)), event(piece(finish="tool_calls")), DONE).envelope(), NOW)


def test_an_event_without_its_end_is_no_event() -> None:
    with pytest.raises(ModelUnreachable):
        read(event(piece("x", finish="stop")).rstrip()).envelope()


def test_only_the_first_choice_counts() -> None:
    other = {"choices": [{"index": 1, "delta": {"content": "other"}, "finish_reason": "stop"}]}
    assert text_of(read(event(other), event(piece("mine", finish="stop"))).envelope(), NOW) == "mine"


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (event(b"{"), NotACompletion),
        (event(b"[1]"), NotACompletion),
        (event({"code": 503}, "error"), ModelUnavailable),
        (event({"error": {"type": "overloaded_error"}}), ModelUnavailable),
    ],
)
def test_what_is_wrong_with_an_event(bad: bytes, expected: type[ModelError]) -> None:
    with pytest.raises(expected):
        read(*pieces(NOTHING), bad)


def test_it_has_begun_when_text_came() -> None:
    assert not read(event(piece(role="assistant"))).begun
    assert read(*pieces(NOTHING)[:1]).begun


@given(st.lists(st.binary(max_size=40) | st.sampled_from([*WHOLE, b"data:", b"\n\n", b"event: error\n"]), max_size=8))
def test_any_bytes_are_a_completion_or_a_typed_error(chunks: list[bytes]) -> None:
    with suppress(ModelError):
        envelope = read(*chunks).envelope()
        tokens_of(envelope)
        assert text_of(envelope, NOW)
