"""Working days against counting them one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas.organisation import Freeze, Organisation
from service.computing.working_days import Calendar, calendar_for

START = date(2026, 11, 21)
ANY_DAY = st.dates(min_value=date(2026, 6, 1), max_value=date(2028, 6, 1))
COUNTS = st.integers(min_value=0, max_value=120)


def calendar(
    regions: tuple[str, ...] = ("DE",), organisation: Organisation | None = None, *freezes: Freeze
) -> Calendar:
    return calendar_for(regions, organisation, freezes, START, date(2027, 12, 31))


@given(deadline=ANY_DAY, count=COUNTS)
def test_before_leaves_exactly_that_many_working_days(deadline: date, count: int) -> None:
    days = calendar().open
    start = days.before(deadline, count)
    working = set(days.days)
    passed = [start + timedelta(days=n) for n in range((deadline - start).days)]
    assert sum(day in working for day in passed) == count
    assert count == 0 or start in working, "the latest such day is itself a working day"


@given(start=ANY_DAY, count=COUNTS)
def test_after_comes_when_that_many_working_days_have_passed(start: date, count: int) -> None:
    days = calendar().open
    end = days.after(start, count)
    working = set(days.days)
    passed = [start + timedelta(days=n) for n in range((end - start).days)]
    assert sum(day in working for day in passed) == count
    assert count == 0 or end - timedelta(days=1) in working, "not a day later than needed"


@given(start=ANY_DAY, end=ANY_DAY)
def test_between_counts_each_working_day_once(start: date, end: date) -> None:
    days = calendar().open
    working = set(days.days)
    counted = sum((start + timedelta(days=n)) in working for n in range(max((end - start).days, 0)))
    assert days.between(start, end) == counted


def test_weekends_and_public_holidays_are_left_out() -> None:
    days = set(calendar(("DE",)).open.days)
    assert date(2027, 3, 26) not in days, "Good Friday"
    assert date(2027, 3, 27) not in days, "a Saturday"
    assert date(2027, 3, 30) in days


def test_holidays_are_those_of_every_region_and_named() -> None:
    both = calendar(("GB-ENG", "IE"))
    left_out = dict(both.holidays)
    assert left_out[date(2027, 3, 17)].endswith("(IE)")
    assert left_out[date(2027, 8, 30)].endswith("(GB-ENG)")


def test_an_unknown_region_has_no_holidays_and_an_unknown_part_those_of_its_country() -> None:
    assert calendar(("ZZ",)).holidays == ()
    assert dict(calendar(("DE-ZZ",)).holidays)[date(2027, 3, 26)].startswith("Good Friday")


def test_the_organisation_sets_week_holidays_and_regions() -> None:
    own = Organisation(regions=["FR"], working_week=["sun", "mon", "tue"], holidays=[date(2027, 6, 1)])
    days = set(calendar(("DE",), own).open.days)
    assert {day.weekday() for day in days} == {6, 0, 1}
    assert date(2027, 6, 1) not in days
    assert date(2027, 7, 14) not in days


def test_a_freeze_stops_changes_only() -> None:
    freeze = Freeze(name="year end", start=date(2026, 12, 18), end=date(2027, 1, 8))
    frozen = calendar(("DE",), None, freeze)
    assert frozen.changing.before(date(2027, 1, 12), 2) == date(2026, 12, 17)
    assert frozen.open.before(date(2027, 1, 12), 2) == date(2027, 1, 8)
