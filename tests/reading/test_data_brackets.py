"""Data in brackets and in quotes."""

import pytest

from service.reading.data_elements import read_data
from tests.reading.name_reading import scan


def _data(text: str) -> list[str]:
    return sorted((mention.text for mention in read_data(scan(text))), key=text.index)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lives in Marina Master (berth, hull length, engine hours).", ["berth", "hull length", "engine hours"]),
        ("A ranking per nurse (beds handed over, sickness rate).", ["beds handed over", "sickness rate"]),
        ("The intake form (breed, weight, kennel).", ["breed", "weight", "kennel"]),
    ],
)
def test_a_bracket_behind_what_holds_data_lists_it(text: str, expected: list[str]) -> None:
    assert _data(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three hotels in York (pool, garden, parking) take part.",
        "We use HubSpot (marketing hub, workflows, forms).",
        "Three cities (Leeds, York, Hull) go first.",
        "Our brand voice (warm, playful, a bit cheeky) must not change.",
    ],
)
def test_other_brackets_hold_none(text: str) -> None:
    assert _data(text) == []


def test_the_quoted_words_before_a_flag_are_what_is_noted() -> None:
    assert _data('Please set the "moved abroad" flag for all of them.') == ["moved abroad"]


def test_quoted_titles_are_no_data() -> None:
    assert _data('The "Back to school" campaign and the "Big Read" note card stay.') == []
