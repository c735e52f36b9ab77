"""A load above its ceiling against counting its seconds one by one."""

from fractions import Fraction
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.arrivals import visit_curve
from service.computing.sums.exact import exact
from service.computing.sums.overload import (
    arrivals_carried,
    even_load,
    falling_load,
    overload,
    scaled_overload,
)

Points = list[tuple[int, int]]
PER_MINUTE = 60


@st.composite
def curves(draw: st.DrawFn) -> Points:
    steps = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40)), min_size=2, max_size=7))
    minute, points = 0, []
    for step, value in steps:
        minute += step
        points.append((minute, value))
    return points


def value_at(points: Points, minute: float) -> float:
    for (start, first), (end, last) in pairwise(points):
        if start <= minute < end:
            return first + (last - first) * (minute - start) / (end - start)
    return 0.0


def seconds_of(points: Points) -> list[tuple[float, float]]:
    """The middle of every second, as (minute, value)."""
    middles = [(second + 0.5) / PER_MINUTE for second in range(points[-1][0] * PER_MINUTE)]
    return [(minute, value_at(points, minute)) for minute in middles]


def near(exactly: Fraction, counted: float, slack: float) -> bool:
    return abs(float(exactly) - counted) <= slack


def test_a_triangle_by_hand() -> None:
    found = overload([(0, 0), (10, 20), (20, 0)], 10)
    assert found.minutes == 10
    assert found.first == 5
    assert found.last == 15
    assert found.above == 10 * 10 * 60 / 2
    assert found.during == 10 * 60 * 10 + found.above
    assert found.total == 20 * 20 * 60 / 2
    assert found.largest == 10
    assert found.share == Fraction(1, 4)


def test_a_load_that_just_fits_is_not_above() -> None:
    found = overload([(0, 10), (10, 10)], 10)
    assert found.largest == 0
    assert found.minutes == 0
    assert found.above == 0
    assert found.first is None
    assert found.share == 0


def test_a_jump_and_a_load_of_nothing() -> None:
    found = overload([(0, 0), (5, 0), (5, 30), (7, 30), (7, 0), (9, 0)], 20)
    assert found.minutes == 2
    assert found.above == 1200
    assert found.first == 5
    assert found.last == 7
    assert overload([(0, 0), (5, 0)], 20).share == 0


@given(points=curves(), capacity=st.integers(1, 40))
def test_the_same_as_second_by_second(points: Points, capacity: int) -> None:
    found = overload(points, capacity)
    seconds = seconds_of(points)
    over = [value for _, value in seconds if value > capacity]
    crossings = len(points) * 2
    assert near(found.minutes, len(over) / PER_MINUTE, crossings / PER_MINUTE)
    assert near(found.total, sum(value for _, value in seconds), 1e-6 * (1 + float(found.total)))
    # A second in which the load crosses the ceiling is off by what it rises or falls in that second.
    assert near(found.above, sum(value - capacity for value in over), crossings)
    assert near(found.during, sum(over), crossings * 41)
    assert near(found.largest, max((value - capacity for value in over), default=0.0), 1)


@given(points=curves(), capacity=st.integers(1, 40), delay=st.integers(0, 12), more=st.none() | st.integers(0, 20))
def test_a_ceiling_that_is_raised_later_second_by_second(
    points: Points, capacity: int, delay: int, more: int | None
) -> None:
    raised = None if more is None else capacity + more
    found = scaled_overload(points, capacity, delay, raised)
    if found.added_at is None:
        assert overload(points, capacity).above == 0
        return
    before = [value - capacity for minute, value in seconds_of(points) if minute < found.added_at and value > capacity]
    after = [value - raised for minute, value in seconds_of(points) if raised is not None and minute >= found.added_at and value > raised]  # fmt: skip
    slack = len(points) * 2 + 41
    assert near(found.until_added.above, sum(before), slack)
    assert near(found.until_added.minutes, len(before) / PER_MINUTE, slack / PER_MINUTE)
    assert near(found.after.above, sum(after), slack)
    assert found.until_added.minutes <= delay
    assert found.until_added.total == found.after.total == overload(points, capacity).total


def test_what_comes_while_nothing_is_added_yet() -> None:
    found = scaled_overload([(0, 50), (10, 50)], 30, 4)
    assert found.added_at == 4
    assert found.until_added.minutes == 4
    assert found.until_added.above == 4 * 60 * 20
    assert found.until_added.share == Fraction(4 * 20, 10 * 50)
    assert found.after.minutes == 0
    assert found.after.above == 0
    assert scaled_overload([(0, 50), (10, 50)], 30, 4, 40).after.above == 6 * 60 * 10


@given(points=curves(), capacity=st.integers(1, 40), delay=st.integers(0, 30))
def test_a_ceiling_that_is_not_raised_at_all_changes_nothing(points: Points, capacity: int, delay: int) -> None:
    parts = scaled_overload(points, capacity, delay, capacity)
    whole = overload(points, capacity)
    if parts.added_at is not None:
        assert parts.until_added.above + parts.after.above == whole.above
        assert parts.until_added.minutes + parts.after.minutes == whole.minutes


def test_an_even_load() -> None:
    assert even_load(6000, 10) == ((Fraction(0), Fraction(10)), (Fraction(10), Fraction(10)))


@given(visits=st.integers(1, 10**6), minutes=st.integers(1, 600), times=st.fractions(min_value=1, max_value=20))
def test_a_falling_load_brings_all_visits_and_starts_at_its_peak(visits: int, minutes: int, times: Fraction) -> None:
    peak = Fraction(visits, minutes * 60) * times
    points = falling_load(visits, minutes, peak)
    found = overload(points, peak)
    assert found.total == visits
    assert points[0] == (Fraction(0), peak)
    assert points[-1][0] == minutes
    assert found.above == 0


def test_the_curve_of_a_send_keeps_its_visits() -> None:
    points = [(exact(minute), exact(value)) for minute, value in visit_curve(100_000, 1, 7200)]
    found = overload(points, exact(max(value for _, value in visit_curve(100_000, 1, 7200))) / 2)
    assert isclose(float(found.total), 88_000, rel_tol=0.05), "88% of the clicks come within the first day"
    assert 0 < found.share < 1


def test_visitors_at_the_same_time_as_arrivals() -> None:
    assert arrivals_carried(2540, 127) == 20


@pytest.mark.parametrize("points", [[(0, 1)], [(0, 1), (5, -1)], [(5, 1), (0, 1)]])
def test_loads_that_mean_nothing_are_refused(points: Points) -> None:
    with pytest.raises(ValueError, match=r"points|negative|below"):
        overload(points, 1)


def test_ceilings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="capacity"):
        overload([(0, 1), (1, 1)], 0)
    with pytest.raises(ValueError, match="delay"):
        scaled_overload([(0, 1), (1, 1)], 1, -1)
    with pytest.raises(ValueError, match="capacity_after"):
        scaled_overload([(0, 1), (1, 1)], 2, 1, 1)
    with pytest.raises(ValueError, match="peak"):
        falling_load(6000, 10, 9)
