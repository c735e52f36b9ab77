"""Numbers of a statement against its evidence and calculations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.verifying.numbers import numbers_in, unfounded_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2,400.50 people", {"2400.50"}),
        ("between 7am and 9am", {"7", "9"}),
        ("at 18:30, twice", {"18:30"}),
        ("no figures", set()),
        ("1 200 000 visits", {"1200000"}),
    ],
)
def test_numbers_are_read_without_separators(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


def test_a_number_from_nowhere_is_named() -> None:
    assert unfounded_numbers("Send 900,000 in 2 hours.", ["about 900,000 members"], []) == {"2"}


def test_a_computed_number_is_founded() -> None:
    assert unfounded_numbers("Carry 125 messages per second.", [], ["900,000 / 7,200 s = 125"]) == set()


@given(st.integers(min_value=0, max_value=10**12))
def test_grouping_does_not_change_a_number(value: int) -> None:
    assert numbers_in(f"{value:,}") == {str(value)}
