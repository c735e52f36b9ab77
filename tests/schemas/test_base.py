"""Models made without validation are those that validation would have made, and copies are true copies."""

from collections.abc import Callable

import pytest

from schemas.base import Evidence, Finding, place_of, trusted

PLACE = Evidence(sentence="S1", start=0, end=4, quote="Send")
find = trusted(Finding)


def test_a_trusted_model_is_the_validated_one() -> None:
    made = place_of(quote="Send", end=4, start=0, sentence="S1")
    assert made == PLACE
    assert made.model_dump_json() == PLACE.model_dump_json()
    assert made.model_fields_set == PLACE.model_fields_set


def test_what_is_not_given_has_its_default_and_no_list_is_shared() -> None:
    first, second = find(code="a", message="A"), find(code="a", message="A")
    assert first == Finding(code="a", message="A")
    assert first.model_dump_json(exclude_unset=True) == '{"code":"a","message":"A"}'
    assert first.evidence is not second.evidence


def test_a_copy_holds_the_change_and_leaves_the_first_alone() -> None:
    copied = PLACE.model_copy(update={"start": 2})
    assert (copied.start, copied.quote, PLACE.start) == (2, "Send", 0)
    deep = Finding(code="a", message="A", evidence=[PLACE]).model_copy(deep=True)
    assert deep.evidence == [PLACE]
    assert deep.evidence[0] is not PLACE


def test_a_forgotten_field_is_refused_and_not_left_empty() -> None:
    forgetful: Callable[..., Finding] = find
    with pytest.raises(TypeError, match=r"missing: \['message'\]"):
        forgetful(code="a")
    with pytest.raises(TypeError, match="by name"):
        forgetful("a", code="a", message="A")
