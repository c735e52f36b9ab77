"""Availability, recovery and loss: by hand, and against going through the minutes of a period."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.downtime import downtime, joint_availability, records_lost, recovery
from service.computing.sums.exact import exact

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHARES = st.integers(1, 1000).map(lambda tenths: Fraction(tenths, 10))


def test_three_nines_of_a_month() -> None:
    found = downtime(exact(99.9), 30 * DAY, 4 * HOUR)
    assert found.per_period == Fraction(432, 10)
    assert found.in_window == Fraction(24, 100), "14.4 seconds of four hours"
    assert found.at_worst == Fraction(432, 10), "but all 43 minutes may fall into them"


def test_without_a_campaign() -> None:
    found = downtime(exact("99.95"), 365 * DAY)
    assert (found.per_period, found.in_window, found.at_worst) == (Fraction(2628, 10), None, None)


@given(percent=SHARES, period=st.integers(1, 300), window=st.integers(1, 900))
def test_the_worst_minute_by_minute(percent: Fraction, period: int, window: int) -> None:
    found = downtime(percent, timedelta(minutes=period), timedelta(minutes=window))
    # Each period uses up what it may at its start, before the campaign can end.
    left, down = Fraction(0), Fraction(0)
    for minute in range(window):
        if minute % period == 0:
            left = (100 - percent) / 100 * period
        lost = min(left, Fraction(1))
        left, down = left - lost, down + lost
    assert found.at_worst is not None
    assert found.at_worst >= down
    assert found.at_worst == down or window % period, "a last period that is cut short is taken for a whole one"
    assert found.in_window == (100 - percent) / 100 * window
    assert found.in_window <= found.at_worst <= window


def test_a_chain_is_weaker_than_its_parts() -> None:
    assert joint_availability([exact("99.9"), exact("99.5"), 100]) == exact("99.4005")


@given(percents=st.lists(SHARES, min_size=1, max_size=6))
def test_a_chain_never_beats_its_weakest_part(percents: list[Fraction]) -> None:
    joint = joint_availability(percents)
    assert 0 < joint <= min(percents)
    assert joint == min(percents) or len([percent for percent in percents if percent < 100]) > 1


def test_recovering_takes_a_share_of_the_event() -> None:
    found = recovery(timedelta(minutes=30), 2 * HOUR)
    assert found.share == Fraction(1, 4)
    assert found.left == 90
    assert recovery(4 * HOUR, HOUR).share == 1
    assert recovery(4 * HOUR, HOUR).left == 0


@given(point=st.integers(0, 600), per_hour=st.integers(0, 5000))
def test_what_is_lost_up_to_the_recovery_point(point: int, per_hour: int) -> None:
    lost = records_lost(timedelta(minutes=point), per_hour)
    assert Fraction(per_hour * point, 60) <= lost < Fraction(per_hour * point, 60) + 1


def test_numbers_that_mean_nothing_are_refused() -> None:
    for percent in (0, -1, 101):
        with pytest.raises(ValueError, match="percent"):
            downtime(percent, DAY)
    with pytest.raises(ValueError, match="period"):
        downtime(99, timedelta(0))
    with pytest.raises(ValueError, match="window"):
        downtime(99, DAY, timedelta(0))
    with pytest.raises(ValueError, match="part"):
        joint_availability([])
    with pytest.raises(ValueError, match="event"):
        recovery(HOUR, timedelta(0))
    with pytest.raises(ValueError, match="recover"):
        recovery(-HOUR, HOUR)
    with pytest.raises(ValueError, match="per_hour"):
        records_lost(HOUR, -1)
