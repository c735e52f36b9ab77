"""Exact numbers: what is read as 99.9 is 999/10 here, and no binary neighbour of it."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

MICROSECONDS_PER_MINUTE = 60_000_000
Exact = int | Fraction


def exact(number: float | str) -> Fraction:
    """The number as it is written in decimals.

    Raises:
        ValueError: it is infinite, not a number, or no number at all.
    """
    return Fraction(str(number))


def minutes_of(length: timedelta) -> Fraction:
    """A length of time in minutes."""
    return Fraction(length // timedelta(microseconds=1), MICROSECONDS_PER_MINUTE)


def above_zero(**numbers: Exact | None) -> None:
    """Refuse what has to be more than nothing; an absent number passes.

    Raises:
        ValueError: one of the numbers is zero or negative.
    """
    for name, number in _given(numbers):
        if number <= 0:
            raise ValueError(f"{name} must be above zero, not {number}")


def not_negative(**numbers: Exact | None) -> None:
    """Refuse what cannot be less than nothing; an absent number passes.

    Raises:
        ValueError: one of the numbers is negative.
    """
    for name, number in _given(numbers):
        if number < 0:
            raise ValueError(f"{name} must not be negative, as {number} is")


def in_order(**numbers: Exact) -> None:
    """Refuse numbers that fall from one to the next.

    Raises:
        ValueError: a number is smaller than the one named before it.
    """
    for (first, low), (second, high) in pairwise(numbers.items()):
        if high < low:
            raise ValueError(f"{second} ({high}) must not be below {first} ({low})")


def longer_than_nothing(**lengths: timedelta | None) -> None:
    """Refuse lengths of time of zero or less; an absent length passes.

    Raises:
        ValueError: one of the lengths is zero or negative.
    """
    above_zero(**{name: None if length is None else minutes_of(length) for name, length in lengths.items()})


def _given(numbers: dict[str, Exact | None]) -> Iterator[tuple[str, Exact]]:
    return ((name, number) for name, number in numbers.items() if number is not None)
