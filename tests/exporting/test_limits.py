"""The words and counts that every form of an explanation shares."""

from typing import get_args

import pytest

from schemas.explanation import BoundedQuantity, ConstraintKind, EffectArea, Firmness, Strength
from service.exporting import limits
from tests.exporting.limits_specimen import alignment, alone, explanation, gateway


def test_every_value_has_its_word() -> None:
    for words, values in (
        (limits.KIND_WORDS, ConstraintKind),
        (limits.FIRMNESS_WORDS, Firmness),
        (limits.STRENGTH_WORDS, Strength),
        (limits.AREA_WORDS, EffectArea),
    ):
        assert set(words) == set(get_args(values))


def test_computed_effects_come_first() -> None:
    assert [effect.basis for effect in gateway().effects] == ["general", "computed"]
    assert [effect.basis for effect in limits.effects_in_order(gateway().effects)] == ["computed", "general"]


def test_the_line_on_top_counts_what_matters() -> None:
    shown = {figure.label: figure.value for figure in limits.explanation_summary(explanation())}
    assert shown == {
        "Outcome": "partial",
        "Constraints": "5",
        "Collisions": "1",
        "Effects in general": "1",
        "Open questions": "1",
    }
    shown = {figure.label: figure.value for figure in limits.alignment_summary(alignment())}
    assert (shown["Launch"], shown["Collisions"], shown["Cannot be told"]) == ("Wed 14 Apr 2027", "1", "1")


def test_without_a_campaign_no_collision_is_not_zero_collisions() -> None:
    shown = {figure.label: figure.value for figure in limits.explanation_summary(alone())}
    assert shown["Collisions"] == "no campaign given"
    assert limits.title_of(alone()) == "IT’s constraints"


def test_a_constraint_that_is_replaced_does_not_collide() -> None:
    gone = gateway().model_copy(update={"overridden_by": "C2"})
    assert limits.colliding([gateway(), gone]) == 1


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ({"value": 40, "unit": "message/second", "bound": "at_most"}, "at most 40 messages/s"),
        ({"value": 2, "high": 5, "unit": "working_day"}, "2 to 5 working days"),
        ({"value": "2027-03-29/2027-04-16"}, "Mon 29 Mar 2027 to Fri 16 Apr 2027"),
        ({"value": 12, "scope": "per brand"}, "12 (per brand)"),
        ({}, "as typed"),
    ],
)
def test_numbers_are_said_as_they_were_read(read: dict[str, object], words: str) -> None:
    item = BoundedQuantity.model_validate({"text": "as typed", "start": 0, "end": 8, "kind": "count", **read})
    assert limits.bounded(item) == words
