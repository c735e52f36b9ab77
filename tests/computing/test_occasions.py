"""Occasions that set the date of a launch."""

from datetime import date

import pytest

from service.computing.occasions import fixed_by
from tests.computing.made_brief import HandMade

DAY = date(2027, 2, 14)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We launch the Black Friday offer then.", "Black Friday"),
        ("The winter appeal starts then, we launch it.", "winter appeal"),
        ("We launch the new app then.", None),
    ],
)
def test_a_named_occasion_sets_the_date(words: str, expected: str | None) -> None:
    made = HandMade(words)
    assert fixed_by(made.campaign(launch=made.dated("launch", DAY))) == expected


def test_a_broadcast_on_the_day_sets_the_date_and_one_on_another_does_not() -> None:
    made = HandMade("We launch then.", "There is a TV spot.")
    launch = made.dated("launch", DAY)
    assert fixed_by(made.campaign(launch=launch, rushes=(made.rush("tv", "TV spot", on=DAY),))) == "TV spot"
    assert fixed_by(made.campaign(launch=launch, rushes=(made.rush("tv", "TV spot", on=date(2027, 3, 1)),))) is None
    assert fixed_by(made.campaign()) is None
