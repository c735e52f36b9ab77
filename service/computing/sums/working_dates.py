"""Dates that a freeze, a queue or a deadline sets, in working days.

A date on which work must be done is the day before whose beginning it is done, as in the back-planning.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from service.computing.sums.exact import in_order, not_negative
from service.computing.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class FreezeOverlap:
    """A day against a freeze.

    `inside`: the day is one of the freeze. `finished_by`: the last working day before it, at whose end every change
    must be finished; `first_after`: the first working day after it. `earlier` and `later`: working days that lie
    between the day and these two, 0 when it is not inside. `until`: working days from today until the freeze begins;
    `afterwards`: working days that are left for changes between the freeze and the day.
    """

    inside: bool
    finished_by: date
    first_after: date
    earlier: int
    later: int
    until: int
    afterwards: int


def freeze_overlap(start: date, end: date, day: date, today: date, days: WorkingDays) -> FreezeOverlap:
    """Hold a day against a freeze; its first and its last day belong to it.

    `days`: those on which people work, those of the freeze among them.

    Raises:
        ValueError: the freeze ends before it starts, or a date lies outside the calendar.
    """
    if end < start:
        raise ValueError(f"the freeze ends on {end}, before it starts on {start}")
    _covered(days, start, end + timedelta(days=1), day, today)
    inside = start <= day <= end
    finished_by = days.before(start, 1)
    first_after = days.next(end + timedelta(days=1))
    return FreezeOverlap(
        inside=inside,
        finished_by=finished_by,
        first_after=first_after,
        earlier=days.between(finished_by, day) if inside else 0,
        later=days.between(day, first_after) if inside else 0,
        until=days.between(today, start),
        afterwards=days.between(first_after, day),
    )


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first working days on which something is there: when it goes quickly, and when it goes slowly."""

    low: date
    high: date


def earliest_after(today: date, low: int, high: int, days: WorkingDays) -> Earliest:
    """The first working day after a queue of `low` to `high` working days that begins today.

    Raises:
        ValueError: the days are negative or in the wrong order, or the calendar does not reach so far.
    """
    not_negative(low=low)
    in_order(low=low, high=high)
    _covered(days, today)
    return Earliest(_after(today, low, days), _after(today, high, days))


@dataclass(frozen=True, slots=True)
class LatestStart:
    """`start`: the last day on which to start; `slack`: working days from today until then, negative when too late."""

    start: date
    slack: int


def latest_start(needed_by: date, working_days: int, today: date, days: WorkingDays) -> LatestStart:
    """The last start of work of so many working days that is done before `needed_by` begins.

    Raises:
        ValueError: the days are negative, or the calendar does not reach so far.
    """
    not_negative(working_days=working_days)
    _covered(days, needed_by, today)
    start = days.before(needed_by, working_days)
    if days.between(start, needed_by) != working_days and working_days:
        raise ValueError(f"the calendar does not reach {working_days} working days back from {needed_by}")
    left = days.between(today, needed_by) - days.between(needed_by, today)
    return LatestStart(start, left - working_days)


def _after(today: date, count: int, days: WorkingDays) -> date:
    done = days.after(today, count)
    if days.between(today, done) != count or done > days.days[-1]:
        raise ValueError(f"the calendar does not reach {count} working days on from {today}")
    return days.next(done)


def _covered(days: WorkingDays, *dates: date) -> None:
    """A calendar answers beyond its ends with the last day it has, which would be a wrong date."""
    for day in dates:
        if not (days.days and days.days[0] < day <= days.days[-1]):
            raise ValueError(f"the calendar does not hold {day}")
