"""The age of numbers against a diary of runs and readings."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.freshness import staleness

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = datetime.fromisoformat("2027-05-03")
TIMES = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
PARTS = st.sampled_from([1, 2, 3, 4, 6, 8, 12, 24])


def test_figures_of_the_night_are_old_in_the_evening() -> None:
    found = staleness(time(6), time(9), DAY, cut=time(0))
    assert found.best == found.worst == 9 * HOUR
    assert (found.next_in, found.shows_after) == (21 * HOUR, 30 * HOUR)


def test_who_reads_before_the_run_is_done_sees_those_of_the_day_before() -> None:
    assert staleness(time(6), time(5, 30), DAY, cut=time(0)).best == 29.5 * HOUR
    assert staleness(time(6), time(6), DAY, cut=time(0)).best == 6 * HOUR


def test_an_unknown_cut_leaves_a_day_of_doubt() -> None:
    found = staleness(time(6), time(9), DAY)
    assert (found.best, found.worst) == (3 * HOUR, 27 * HOUR)
    assert found.shows_after == 48 * HOUR


def test_every_few_hours() -> None:
    found = staleness(time(1), time(9, 30), 4 * HOUR, cut=time(0, 30))
    assert found.best == found.worst == timedelta(hours=1)
    assert found.next_in == 3.5 * HOUR


def test_once_a_week_the_day_of_the_reading_makes_the_difference() -> None:
    found = staleness(time(6), time(9), 7 * DAY, cut=time(0))
    assert (found.best, found.worst) == (9 * HOUR, 6 * DAY + 9 * HOUR)


def diary(ready_at: time, every: timedelta, cut: timedelta) -> list[tuple[datetime, datetime]]:
    """Runs of six weeks: when they are ready, and up to when they know what has happened."""
    ready, runs = datetime.combine(FIRST, ready_at), []
    while ready < FIRST + 42 * DAY:
        runs.append((ready, ready - cut))
        ready += every
    return runs


def ages(runs: list[tuple[datetime, datetime]], read_at: time) -> list[timedelta]:
    """How old the state is that each reading shows, from the third week on."""
    reads = [datetime.combine(FIRST + n * DAY, read_at) for n in range(14, 41)]
    return [read - max(cut for ready, cut in runs if ready <= read) for read in reads]


def minutes(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


@given(ready_at=TIMES, read_at=TIMES, parts=PARTS, cut=TIMES)
def test_runs_that_divide_the_day(ready_at: time, read_at: time, parts: int, cut: time) -> None:
    every = DAY / parts
    found = staleness(ready_at, read_at, every, cut)
    seen = ages(diary(ready_at, every, (minutes(ready_at) - minutes(cut)) % DAY), read_at)
    assert {found.best, found.worst} == set(seen)


@given(ready_at=TIMES, read_at=TIMES, days=st.integers(2, 9), cut=TIMES)
def test_runs_every_few_days(ready_at: time, read_at: time, days: int, cut: time) -> None:
    found = staleness(ready_at, read_at, days * DAY, cut)
    seen = ages(diary(ready_at, days * DAY, (minutes(ready_at) - minutes(cut)) % DAY), read_at)
    assert (found.best, found.worst) == (min(seen), max(seen))


@given(ready_at=TIMES, read_at=TIMES, hours=st.sampled_from([5, 7, 9, 10, 30, 36]), cut=TIMES)
def test_runs_at_odd_intervals_stay_within_the_bounds(ready_at: time, read_at: time, hours: int, cut: time) -> None:
    found = staleness(ready_at, read_at, hours * HOUR, cut)
    seen = ages(diary(ready_at, hours * HOUR, (minutes(ready_at) - minutes(cut)) % DAY), read_at)
    assert found.best <= min(seen)
    assert max(seen) < found.worst


@given(ready_at=TIMES, read_at=TIMES, parts=PARTS, share=st.fractions(0, 1, max_denominator=60))
def test_an_unknown_cut_covers_every_cut(ready_at: time, read_at: time, parts: int, share: float) -> None:
    every = DAY / parts
    found = staleness(ready_at, read_at, every)
    seen = ages(diary(ready_at, every, every * float(share)), read_at)
    assert found.best <= min(seen)
    assert max(seen) <= found.worst


@given(ready_at=TIMES, parts=PARTS, cut=TIMES, happened=st.integers(0, 2 * 24 * 60))
def test_what_happens_shows_in_time(ready_at: time, parts: int, cut: time, happened: int) -> None:
    every = DAY / parts
    found = staleness(ready_at, time(0), every, cut)
    moment = FIRST + 14 * DAY + timedelta(minutes=happened)
    runs = diary(ready_at, every, (minutes(ready_at) - minutes(cut)) % DAY)
    shows = min(ready for ready, known in runs if known >= moment)
    assert shows - moment <= found.shows_after


def test_runs_that_never_come_are_refused() -> None:
    with pytest.raises(ValueError, match="every"):
        staleness(time(6), time(9), timedelta(0))
