"""Freezes, queues and latest starts against walking over the calendar day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.working_dates import earliest_after, freeze_overlap, latest_start
from service.computing.working_days import WorkingDays, calendar_for

DAYS: WorkingDays = calendar_for(("DE",), None, (), date(2026, 11, 1), date(2027, 12, 31)).open
WORKING = frozenset(DAYS.days)
ANY_DAY = st.dates(min_value=date(2026, 6, 1), max_value=date(2028, 6, 1))
COUNTS = st.integers(min_value=0, max_value=90)
DAY = timedelta(days=1)


def walk(day: date, step: int) -> date:
    """The next working day in a direction, the day itself left out."""
    day += step * DAY
    while day not in WORKING:
        day += step * DAY
    return day


def passed(start: date, end: date) -> int:
    """Working days from one day on and before another."""
    return sum(start + n * DAY in WORKING for n in range((end - start).days))


def test_a_launch_inside_the_freeze() -> None:
    found = freeze_overlap(date(2026, 12, 18), date(2027, 1, 3), date(2026, 12, 21), date(2026, 12, 1), DAYS)
    assert found.inside
    assert (found.finished_by, found.first_after) == (date(2026, 12, 17), date(2027, 1, 4))
    assert found.earlier == 2, "Thursday and Friday lie between Thursday 17 and Monday 21"
    assert found.later == 8, "ten weekdays from 21 December to 1 January without Christmas Day and New Year's Day"
    assert found.until == 13
    assert found.afterwards == 0


def test_a_launch_shortly_after_the_freeze_has_little_time_left() -> None:
    found = freeze_overlap(date(2026, 12, 18), date(2027, 1, 3), date(2027, 1, 7), date(2026, 12, 1), DAYS)
    assert (found.inside, found.earlier, found.later) == (False, 0, 0)
    assert found.afterwards == 3


@given(start=ANY_DAY, length=st.integers(0, 60), day=ANY_DAY, today=ANY_DAY)
def test_a_freeze_day_by_day(start: date, length: int, day: date, today: date) -> None:
    end = start + length * DAY
    frozen = {start + n * DAY for n in range(length + 1)}
    found = freeze_overlap(start, end, day, today, DAYS)
    assert found.inside == (day in frozen)
    assert (found.finished_by, found.first_after) == (walk(start, -1), walk(end, 1))
    assert found.earlier == (passed(found.finished_by, day) if day in frozen else 0)
    assert found.later == (passed(day, found.first_after) if day in frozen else 0)
    assert (found.until, found.afterwards) == (passed(today, start), passed(found.first_after, day))


def test_a_queue() -> None:
    found = earliest_after(date(2027, 3, 22), 4, 10, DAYS)
    assert found.low == date(2027, 3, 30), "four days are Thursday night, then Good Friday to Easter Monday"
    assert found.high == date(2027, 4, 7)


@given(today=ANY_DAY, low=COUNTS, more=COUNTS)
def test_a_queue_day_by_day(today: date, low: int, more: int) -> None:
    found = earliest_after(today, low, low + more, DAYS)
    for earliest, count in ((found.low, low), (found.high, low + more)):
        assert earliest in WORKING
        assert passed(today, earliest) == count, "all of them have passed and none beyond"


def test_a_latest_start() -> None:
    found = latest_start(date(2027, 5, 4), 10, date(2027, 4, 1), DAYS)
    assert (found.start, found.slack) == (date(2027, 4, 20), 13)
    assert latest_start(date(2027, 4, 2), 10, date(2027, 4, 1), DAYS).slack == -9


@given(needed_by=ANY_DAY, count=COUNTS, today=ANY_DAY)
def test_a_latest_start_day_by_day(needed_by: date, count: int, today: date) -> None:
    found = latest_start(needed_by, count, today, DAYS)
    assert passed(found.start, needed_by) == count
    assert count == 0 or passed(found.start + DAY, needed_by) == count - 1, "a day later is too late"
    assert found.slack == passed(today, found.start) - passed(found.start, today)
    if today <= needed_by:
        assert (found.slack >= 0) == (DAYS.after(today, count) <= needed_by)


def test_dates_beyond_the_calendar_are_refused_and_not_guessed() -> None:
    far, today = date(2099, 1, 1), date(2027, 1, 4)
    with pytest.raises(ValueError, match="2099"):
        freeze_overlap(today, far, today, today, DAYS)
    with pytest.raises(ValueError, match="2099"):
        earliest_after(far, 1, 2, DAYS)
    with pytest.raises(ValueError, match="does not reach"):
        earliest_after(today, 1, 5000, DAYS)
    with pytest.raises(ValueError, match="does not reach"):
        latest_start(today, 5000, today, DAYS)


def test_spans_that_mean_nothing_are_refused() -> None:
    today = date(2027, 1, 4)
    with pytest.raises(ValueError, match="before it starts"):
        freeze_overlap(today, today - DAY, today, today, DAYS)
    with pytest.raises(ValueError, match="high"):
        earliest_after(today, 5, 4, DAYS)
    with pytest.raises(ValueError, match="low"):
        earliest_after(today, -1, 4, DAYS)
    with pytest.raises(ValueError, match="working_days"):
        latest_start(today, -1, today, DAYS)
