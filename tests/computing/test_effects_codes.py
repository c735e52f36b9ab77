"""How many codes a system holds, against a plan that gives one to each person."""

import pytest

from tests.computing.held_against import computed, options, worked

BRIEF = (
    "Otterby Yarns, winter letter. We e-mail a personal voucher code to 26,000 subscribers in Ireland on Tuesday 15 "
    "December 2026 at 09:00. Each code can be used once."
)


def test_too_few_codes_collide_and_the_lots_are_counted() -> None:
    found = worked(BRIEF, "Knotbase can hold 10,000 single-use codes per promotion.", "quota")
    [effect] = found.effects
    assert effect.collides
    assert effect.size
    assert effect.size.value == 16_000
    assert "10,000 for each promotion" in effect.text
    assert "3 promotions" in options(found)[0], "26,000 / 10,000, rounded up"


def test_enough_codes_fit() -> None:
    [effect] = computed(BRIEF, "Knotbase stores up to 30,000 codes.", "quota")
    assert not effect.collides


@pytest.mark.parametrize(
    "text", ["Knotbase holds 10,000 contacts a month.", "The 12 codes on the list must not be used."]
)
def test_what_is_no_room_for_codes_is_not_taken_for_it(text: str) -> None:
    assert all("codes" not in effect.text for effect in computed(BRIEF, text, "quota"))
