"""Prices that change with the number, against a plan whose sums are done by hand."""

import pytest

from tests.computing.held_against import computed

BRIEF = "Otterby Yarns, winter letter. We send a letter to 108,500 customers in the UK on Tuesday 15 December 2026."


@pytest.mark.parametrize(
    "text",
    [
        "Costs: letters 62p each up to 80,000, above that 55p.",
        "The first 80,000 letters cost £0.62 each, over 80,000 £0.55.",
    ],
)
def test_the_second_price_holds_from_its_number_on(text: str) -> None:
    [effect] = computed(BRIEF, text, "cost")
    assert "GBP 65,275" in effect.text, "80,000 x 0.62 + 28,500 x 0.55"
    assert not effect.collides


def test_below_the_number_only_the_first_price_holds() -> None:
    [effect] = computed(BRIEF, "Letters cost 62p each up to 200,000, above that 55p.", "cost")
    assert "GBP 67,270" in effect.text, "108,500 x 0.62"


def test_one_price_for_each() -> None:
    [effect] = computed(BRIEF, "Letters 62p each.", "cost")
    assert "GBP 67,270" in effect.text
