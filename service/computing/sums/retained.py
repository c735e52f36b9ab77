"""What is still there of data that are deleted after a while."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

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


@dataclass(frozen=True, slots=True)
class RetentionGap:
    """What is wanted of the past against what is kept of it.

    `first_kept`: the first day whose data are still there; `first_wanted`: the first day that is wanted. Days are
    counted up to the day before `as_of`: `wanted_days` in all, of which `gone_days` are deleted already.
    """

    first_kept: date
    first_wanted: date
    wanted_days: int
    gone_days: int

    @property
    def share_gone(self) -> Fraction:
        """The share of the wanted days that is gone."""
        return Fraction(self.gone_days, self.wanted_days)


def retention_gap(keep: Period, wanted: Period | date, as_of: date) -> RetentionGap:
    """Hold what is wanted, a period back from `as_of` or from a day on, against how long data are kept.

    Raises:
        ValueError: the first wanted day is not before `as_of`.
        OverflowError: a period reaches beyond the calendar.
    """
    first_wanted = wanted if isinstance(wanted, date) else _back(as_of, wanted)
    if first_wanted >= as_of:
        raise ValueError(f"what is wanted starts on {first_wanted}, which is not before {as_of}")
    first_kept = first_day_kept(keep, as_of)
    wanted_days = (as_of - first_wanted).days
    gone = (first_kept - first_wanted).days
    return RetentionGap(first_kept, first_wanted, wanted_days, min(max(gone, 0), wanted_days))


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
