"""Weekly windows against looking at two clocks minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.computing.sums.windows import Span, WeeklyWindow, clear_start, shared_span, span_on, window_overlap

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LONDON, BERLIN, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ZONES = st.sampled_from([LONDON, BERLIN, NEW_YORK, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe"), UTC])
# Days around which clocks are changed in one of the zones, and a calm one.
DATES = st.sampled_from([
    date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4), date(2027, 7, 7), date(2027, 10, 3), date(2027, 10, 31),
    date(2027, 11, 7),
]).flatmap(lambda day: st.integers(-1, 1).map(lambda n: day + n * DAY))  # fmt: skip
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
ALL_WEEK = frozenset(range(7))


@cache
def clocks_around(day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The minutes, in UTC and as the clocks show them, of the four days around one."""
    moment = datetime.combine(day, time(0), tzinfo=UTC) - DAY
    walked = [moment + n * MINUTE for n in range(4 * 24 * 60)]
    return [(minute, minute.astimezone(zone).replace(tzinfo=None)) for minute in walked]


def minutes_of_day(day: date, start: time, end: time, zone: ZoneInfo) -> set[datetime]:
    """The minutes, in UTC, from the first on which the clocks are at or past the start to the last before the end."""
    opens = datetime.combine(day, start)
    closes = datetime.combine(day + DAY if end <= start else day, end)
    shown = clocks_around(day, zone)
    since = min(minute for minute, clock in shown if clock >= opens)
    until = max(minute for minute, clock in shown if clock < closes)
    return {minute for minute, _ in shown if since <= minute <= until}


def minutes_in(span: Span) -> set[datetime]:
    count = int(span.minutes)
    return {span.start.astimezone(UTC) + n * MINUTE for n in range(count)}


def test_maintenance_in_london_meets_a_send_in_new_york() -> None:
    window = WeeklyWindow(frozenset([6]), time(22), time(2), LONDON)
    send = span_on(date(2027, 5, 2), time(18), time(22), NEW_YORK)
    assert send is not None
    found = window_overlap(window, send)
    assert found.minutes == 180
    assert found.share == Fraction(3, 4)
    assert found.free_minutes == 60
    ((theirs,), (ours,)) = found.by_window, found.by_span
    assert (theirs.start, theirs.end) == (
        datetime(2027, 5, 2, 23, tzinfo=LONDON),
        datetime(2027, 5, 3, 2, tzinfo=LONDON),
    )
    assert (ours.start.hour, ours.end.hour) == (18, 21)
    assert clear_start(window, send) == datetime(2027, 5, 2, 21, tzinfo=NEW_YORK)


def test_between_the_changes_of_two_clocks_the_distance_is_another() -> None:
    window = WeeklyWindow(ALL_WEEK, time(22), time(23), LONDON)
    usual = span_on(date(2027, 5, 4), time(17), time(18), NEW_YORK)
    between = span_on(date(2027, 3, 16), time(17), time(18), NEW_YORK)
    assert usual is not None
    assert between is not None
    assert window_overlap(window, usual).minutes == 60
    assert window_overlap(window, between).minutes == 0, "New York has changed its clocks already, London has not"


def test_clocks_put_back_to_the_very_end_of_a_window_do_not_open_it_again() -> None:
    night = span_on(date(2027, 4, 4), time(0), time(1, 30), ZoneInfo("Australia/Lord_Howe"))
    assert night is not None
    assert night.minutes == 90


def test_a_night_with_an_hour_less_and_one_with_an_hour_more() -> None:
    for day, hours in ((date(2027, 3, 27), 7), (date(2027, 10, 30), 9), (date(2027, 7, 3), 8)):
        night = span_on(day, time(22), time(6), BERLIN)
        assert night is not None
        assert night.minutes == hours * 60


def test_times_that_the_clocks_skip_or_show_twice() -> None:
    spring, autumn = date(2027, 3, 28), date(2027, 10, 31)
    assert span_on(spring, time(2, 10), time(2, 50), BERLIN) is None
    begun = span_on(spring, time(2, 30), time(4), BERLIN)
    assert begun is not None
    assert begun.start == datetime(2027, 3, 28, 3, tzinfo=BERLIN)
    assert begun.minutes == 60
    both = span_on(autumn, time(2), time(3), BERLIN)
    assert both is not None
    assert both.minutes == 120


def test_a_window_of_whole_days_is_one_stretch() -> None:
    found = window_overlap(
        WeeklyWindow(frozenset([5, 6]), time(0), time(0), BERLIN),
        Span(datetime(2027, 5, 7, 12, tzinfo=BERLIN), datetime(2027, 5, 10, 12, tzinfo=BERLIN)),
    )
    assert [span.start for span in found.by_window] == [datetime(2027, 5, 8, tzinfo=BERLIN)]
    assert found.minutes == 2 * 24 * 60


def test_a_window_that_is_always_open_leaves_no_clear_start() -> None:
    always = WeeklyWindow(ALL_WEEK, time(0), time(0), BERLIN)
    assert clear_start(always, Span(datetime(2027, 5, 7, tzinfo=UTC), datetime(2027, 5, 8, tzinfo=UTC))) is None


def test_hours_that_several_zones_share() -> None:
    coasts = [
        span_on(date(2027, 5, 4), time(8), time(21), zone) for zone in (NEW_YORK, ZoneInfo("America/Los_Angeles"))
    ]
    shared = shared_span([span for span in coasts if span])
    assert shared is not None
    assert (shared.start.hour, shared.end.hour, shared.start.tzinfo) == (11, 21, NEW_YORK)
    apart = [span_on(date(2027, 5, n), time(8), time(9), LONDON) for n in (4, 5)]
    assert shared_span([span for span in apart if span]) is None


@given(day=DATES, start=CLOCKS, end=CLOCKS, zone=ZONES)
def test_one_window_minute_by_minute(day: date, start: time, end: time, zone: ZoneInfo) -> None:
    span = span_on(day, start, end, zone)
    assert (minutes_in(span) if span else set()) == minutes_of_day(day, start, end, zone)


@given(
    weekdays=WEEKDAYS, opens=CLOCKS, closes=CLOCKS, theirs=ZONES, day=DATES, start=CLOCKS, end=CLOCKS, ours=ZONES
)  # fmt: skip
def test_the_overlap_minute_by_minute(
    weekdays: frozenset[int], opens: time, closes: time, theirs: ZoneInfo, day: date, start: time, end: time, ours: ZoneInfo
) -> None:  # fmt: skip
    send = span_on(day, start, end, ours)
    assume(send is not None)
    assert send is not None
    around = [day + n * DAY for n in range(-2, 3)]
    closed: set[datetime] = set()
    for other in around:
        if other.weekday() in weekdays:
            closed |= minutes_of_day(other, opens, closes, theirs)
    found = window_overlap(WeeklyWindow(weekdays, opens, closes, theirs), send)
    assert set().union(*map(minutes_in, found.by_window)) == closed & minutes_in(send)
    assert found.minutes == len(closed & minutes_in(send))
    assert [span.told_in(UTC) for span in found.by_window] == [span.told_in(UTC) for span in found.by_span]
    assert found.free_minutes == len(minutes_in(send) - closed)
    assert all(span.start.tzinfo == theirs for span in found.by_window)


@given(weekdays=WEEKDAYS, opens=CLOCKS, closes=CLOCKS, theirs=ZONES, day=DATES, start=CLOCKS, length=st.integers(1, 8))
def test_a_clear_start_is_clear_and_none_comes_before_it(
    weekdays: frozenset[int], opens: time, closes: time, theirs: ZoneInfo, day: date, start: time, length: int
) -> None:
    window = WeeklyWindow(weekdays, opens, closes, theirs)
    first = datetime.combine(day, start, tzinfo=UTC)
    found = clear_start(window, Span(first, first + timedelta(hours=length)))
    quarter, tried = timedelta(minutes=15), first
    while tried < (found or first + 8 * DAY):
        assert window_overlap(window, Span(tried, tried + timedelta(hours=length))).minutes > 0
        tried += quarter * 4
    if found:
        assert window_overlap(window, Span(found, found + timedelta(hours=length))).minutes == 0


def test_windows_that_mean_nothing_are_refused() -> None:
    for weekdays in (frozenset[int](), frozenset([7])):
        with pytest.raises(ValueError, match="week"):
            WeeklyWindow(weekdays, time(1), time(2), UTC)
    moment = datetime(2027, 5, 4, tzinfo=UTC)
    with pytest.raises(ValueError, match="not after"):
        Span(moment, moment)
    with pytest.raises(ValueError, match="zone"):
        Span(moment.replace(tzinfo=None), moment)
    with pytest.raises(ValueError, match="span"):
        shared_span([])
