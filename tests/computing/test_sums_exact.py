"""Exact numbers, and the refusal of those that mean nothing."""

from datetime import timedelta
from fractions import Fraction

import pytest

from service.computing.sums.exact import exact, minutes_of


def test_a_number_is_what_is_written() -> None:
    assert exact(99.9) == Fraction(999, 10)
    assert exact("0.1") == Fraction(1, 10)
    assert exact(3) == 3


def test_what_is_no_number_is_refused() -> None:
    for number in (float("inf"), float("nan"), "many"):
        with pytest.raises(ValueError, match="Fraction"):
            exact(number)


def test_minutes() -> None:
    assert minutes_of(timedelta(hours=1, seconds=30)) == Fraction(121, 2)
