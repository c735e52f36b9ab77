"""What must be fresh when it is used, against a plan whose days are known."""

import pytest

from tests.computing.held_against import computed, worked

BRIEF = (
    "Otterby Yarns, winter letter. We send a letter to 9,000 customers in the UK on Tuesday 15 December 2026. "
    "We phone 400 of them from Thursday 28 January 2027."
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It must be TPS-screened no more than 28 days before the first call.", "Thu 31 December 2026"),
        ("Addresses must be checked no more than 14 days before the letter.", "Tue 1 December 2026"),
        ("The list must not be older than 7 days when used.", "Tue 8 December 2026"),
    ],
)
def test_it_is_told_from_which_day_on(text: str, day: str) -> None:
    [effect] = [one for one in computed(BRIEF, text, "consent") if one.area == "timing"]
    assert f"from {day} on" in effect.text
    assert not effect.collides


@pytest.mark.parametrize(
    "text",
    ["Lists must be with us at least 5 days before the first call.", "Numbers are kept for 28 days after the call."],
)
def test_what_must_be_early_or_is_kept_is_not_taken_for_it(text: str) -> None:
    assert all("not before" not in effect.text for effect in worked(BRIEF, text, "consent").effects)
