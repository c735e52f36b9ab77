"""Seats, working days and prices: by hand, and against handing them out one by one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.resources import headcount, licences, overage

COUNTS = st.integers(0, 300)


def test_seats() -> None:
    found = licences(25, 40, Fraction(2950, 100))
    assert (found.missing, found.spare, found.cost) == (15, 0, Fraction(885, 2))
    assert licences(40, 25).spare == 15
    assert licences(40, 25).cost is None


@given(seats=COUNTS, people=COUNTS)
def test_seats_one_by_one(seats: int, people: int) -> None:
    free, without = seats, 0
    for _ in range(people):
        free, without = (free - 1, without) if free else (0, without + 1)
    found = licences(seats, people, 3)
    assert found.missing == without
    assert found.spare == free
    assert found.cost == 3 * without


def test_working_days() -> None:
    found = headcount(8, 20, people=2)
    assert found.missing == 4
    assert found.spare == 0
    assert found.done == Fraction(4, 5)
    assert (found.people, found.more) == (3, 1)
    assert headcount(0, 5).people is None
    assert headcount(30, 5).spare == 25


@given(free=st.integers(1, 40), needed=st.integers(1, 200), people=st.integers(1, 8))
def test_as_many_people_as_the_work_takes(free: int, needed: int, people: int) -> None:
    found = headcount(free, needed, people)
    enough = next(n for n in range(1, needed + 1) if n * free >= needed)
    assert found.people == enough
    assert found.more == max(0, enough - people)
    assert found.missing == max(0, needed - people * free)
    assert found.done * needed == min(needed, people * free)


def test_begun_blocks_are_paid() -> None:
    found = overage(310_000, 250_000, Fraction(12, 10), 1000)
    assert found.over == 60_000
    assert found.blocks == 60
    assert found.cost == 72
    assert overage(250_001, 250_000, 5, 1000).cost == 5
    assert overage(10, 250_000, 5, 1000).cost == 0


@given(volume=COUNTS, included=COUNTS, block=st.integers(1, 40))
def test_blocks_one_by_one(volume: int, included: int, block: int) -> None:
    paid = len([unit for unit in range(included, volume) if (unit - included) % block == 0])
    assert overage(volume, included, 7, block).cost == 7 * paid


def test_numbers_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="seats"):
        licences(-1, 1)
    with pytest.raises(ValueError, match="days_needed"):
        headcount(1, 0)
    with pytest.raises(ValueError, match="people"):
        headcount(1, 1, 0)
    with pytest.raises(ValueError, match="block"):
        overage(1, 1, 1, 0)
