"""What is still there of data that are deleted after a while."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from service.computing.sums.exact import above_zero, not_negative

DAY = timedelta(days=1)
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar months and days, the months counted first; a year is 12 months.

    Raises:
        ValueError: a part is negative, or both are zero.
    """

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        not_negative(months=self.months, days=self.days)
        above_zero(period=self.months + self.days)


def first_day_kept(keep: Period, as_of: date) -> date:
    """The first day whose data are still there on `as_of`.

    Raises:
        OverflowError: the period reaches beyond the calendar.
    """
    day = _back(as_of, keep)
    # Back into a shorter month one lands on its last day, which forward again is over too early; never too late.
    while kept_until(day, keep) < as_of:
        day += DAY
    return day


def kept_until(day: date, keep: Period) -> date:
    """The last day on which the data of a day are there: the same day of a later month, or the last of that month.

    Raises:
        OverflowError: the period reaches beyond the calendar.
    """
    return _moved(day, keep.months) + timedelta(days=keep.days)


def _back(day: date, period: Period) -> date:
    return _moved(day - timedelta(days=period.days), -period.months)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} lie beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """The whole calendar months from the first of a month to the last of one; 0 where the two are no such days."""
    ends = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day != 1 or not ends or first > last:
        return 0
    return (last.year - first.year) * MONTHS_PER_YEAR + last.month - first.month + 1
