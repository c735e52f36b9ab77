"""What is left of data against deleting them day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.retained import Period, first_day_kept, kept_until

DAY = timedelta(days=1)
ANY_DAY = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))
PERIODS = st.tuples(st.integers(0, 30), st.integers(0, 100)).filter(any).map(lambda parts: Period(*parts))


def test_a_month_ends_with_its_last_day() -> None:
    assert kept_until(date(2027, 1, 31), Period(months=1)) == date(2027, 2, 28)
    assert kept_until(date(2028, 1, 31), Period(months=1)) == date(2028, 2, 29)
    assert first_day_kept(Period(months=1), date(2027, 3, 30)) == date(2027, 3, 1), "28 February ended on 28 March"


def last_day(day: date, keep: Period) -> date:
    """The same day of a later month by going through the months, then day by day."""
    year, month = day.year, day.month
    for _ in range(keep.months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number) + keep.days * DAY
        except ValueError:
            number -= 1


@given(day=ANY_DAY, keep=PERIODS)
def test_how_long_a_day_is_kept(day: date, keep: Period) -> None:
    assert kept_until(day, keep) == last_day(day, keep)


@given(as_of=ANY_DAY, keep=PERIODS)
def test_the_days_that_are_still_there(as_of: date, keep: Period) -> None:
    past = [as_of - n * DAY for n in range(1100)]
    assert first_day_kept(keep, as_of) == min(day for day in past if last_day(day, keep) >= as_of)


def test_periods_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="period"):
        Period()
    with pytest.raises(ValueError, match="months"):
        Period(months=-1)
    with pytest.raises(OverflowError):
        first_day_kept(Period(months=99_999), date(2027, 5, 4))
