"""Working days: counting back from a date and forward from another, over weekends, holidays and freezes."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from schemas.organisation import Freeze, Organisation

WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Far enough for the longest chain of work on either side of the dates of a brief.
MARGIN = timedelta(days=1100)
# Holidays of many countries at once would leave no working days; those of the first few are those of the team.
REGIONS_MAX = 3


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a stretch of time, in order."""

    days: tuple[date, ...]

    def before(self, deadline: date, count: int) -> date:
        """The day to start on so that `count` working days pass before `deadline`, which is not counted.

        With `count` 0 that is the deadline itself.
        """
        if count <= 0:
            return deadline
        return min(deadline, self.days[max(bisect_left(self.days, deadline) - count, 0)])

    def after(self, start: date, count: int) -> date:
        """The first day on which work of `count` working days that begins on `start` is done.

        Work fills its days, so this is a day after the last of them; with `count` 0 it is `start`.
        """
        if count <= 0:
            return start
        last = self.days[min(bisect_left(self.days, start) + count - 1, len(self.days) - 1)]
        return last + timedelta(days=1)

    def between(self, start: date, end: date) -> int:
        """How many working days there are from `start` on and before `end`."""
        return max(bisect_left(self.days, end) - bisect_left(self.days, start), 0)

    def next(self, day: date) -> date:
        """The first working day from `day` on."""
        return self.days[min(bisect_left(self.days, day), len(self.days) - 1)]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days in general, and those on which running systems may be changed; the holidays that were left out."""

    open: WorkingDays
    changing: WorkingDays
    holidays: tuple[tuple[date, str], ...]


def calendar_for(
    regions: Iterable[str],
    organisation: Organisation | None,
    freezes: Iterable[Freeze],
    first: date,
    last: date,
) -> Calendar:
    """The calendar around two dates.

    Public holidays are those of the organisation's regions, else of the first regions of the campaign.
    Source of the holidays: the `holidays` package; a country it does not know has none here.
    """
    places = tuple(organisation.regions if organisation and organisation.regions else regions)[:REGIONS_MAX]
    week = tuple(organisation.working_week) if organisation else WEEKDAY_NAMES[:5]
    own = tuple(organisation.holidays) if organisation else ()
    spans = tuple((freeze.start, freeze.end) for freeze in freezes)
    return _calendar(places, week, own, spans, first.year, last.year)


@lru_cache(maxsize=64)
def _calendar(
    regions: tuple[str, ...],
    week: tuple[str, ...],
    own: tuple[date, ...],
    freezes: tuple[tuple[date, date], ...],
    first: int,
    last: int,
) -> Calendar:
    start, end = date(first, 1, 1) - MARGIN, date(last, 12, 31) + MARGIN
    public = {day: name for region in regions for day, name in _public_holidays(region, start.year, end.year)}
    public |= dict.fromkeys(own, "holiday of the organisation")
    weekdays = {WEEKDAY_NAMES.index(name) for name in week}
    every = (start + timedelta(days=offset) for offset in range((end - start).days))
    workdays = [day for day in every if day.weekday() in weekdays]
    open_days = tuple(day for day in workdays if day not in public)
    changing = tuple(day for day in open_days if not _within(day, freezes))
    left_out = tuple((day, public[day]) for day in workdays if day in public)
    return Calendar(WorkingDays(open_days), WorkingDays(changing or open_days), left_out)


def _within(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    return any(start <= day <= end for start, end in spans)


@cache
def _public_holidays(region: str, first: int, last: int) -> tuple[tuple[date, str], ...]:
    # Imported late: only a brief with dates needs it, and it is slow to load.
    import holidays

    country, _, part = region.partition("-")
    years = range(first, last + 1)
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=years, language="en_US")
    except NotImplementedError:  # the library's word for a place that it does not know
        return _public_holidays(country, first, last) if part else ()
    return tuple((day, f"{name} ({region})") for day, name in sorted(found.items()))
