"""From the written form of a date to its value: the missing year, quarters, ends of months, impossible days."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from service.reading.calendar_words import SEASONS
from service.reading.conventions import Conventions

_FAR = 8


@dataclass(frozen=True, slots=True)
class Dated:
    """The value of a date as text (ISO 8601), None when it cannot be told, and what was inferred."""

    value: str | None
    note: str | None = None


def full_year(digits: str | None) -> int | None:
    """Return the year that "27", "'27" or "2027" means."""
    if not digits:
        return None
    number = int(digits.strip("'’"))
    return number + 2000 if number < 100 else number


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether a year has such a day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def place_day(
    day: int, month: int, year: int | None, conventions: Conventions, *, past: bool, weekday: int | None = None
) -> Dated:
    """Return the date of a day and month; a missing year is the next one that fits (the last one in a report)."""
    if not exists(2028, month, day):
        return Dated(None, f"impossible date: {calendar.month_name[month]} has no day {day}")
    if year is not None:
        return _with_year(day, month, year, weekday)
    today = conventions.today
    if past:
        years = [
            y
            for y in range(today.year, today.year - _FAR, -1)
            if exists(y, month, day) and date(y, month, day) <= today
        ]
    else:
        years = [
            y for y in range(today.year, today.year + _FAR) if exists(y, month, day) and date(y, month, day) >= today
        ]
    if not years:
        return Dated(None, "year not stated")
    return _inferred(day, month, years, weekday, past=past)


def _with_year(day: int, month: int, year: int, weekday: int | None) -> Dated:
    if not exists(year, month, day):
        return Dated(None, f"impossible date: {calendar.month_name[month]} {year} has no day {day}")
    found = date(year, month, day)
    note = _weekday_note(found) if weekday is not None and found.weekday() != weekday else None
    return Dated(found.isoformat(), note)


def _inferred(day: int, month: int, years: list[int], weekday: int | None, *, past: bool) -> Dated:
    """Choose among the years that fit: the nearest, or the nearest in which the week day is right."""
    fitting = [year for year in years[:3] if weekday is None or date(year, month, day).weekday() == weekday]
    found = date((fitting or years)[0], month, day)
    note = f"year inferred: {'last' if past else 'next'} {day} {calendar.month_name[month]} seen from today"
    if not fitting:
        note += f"; {_weekday_note(found)}"
    return Dated(found.isoformat(), note)


def _weekday_note(found: date) -> str:
    return f"{found.isoformat()} is a {calendar.day_name[found.weekday()]}: week day and date disagree"


def place_month(month: int, year: int | None, conventions: Conventions, *, past: bool) -> tuple[int, int, str | None]:
    """Return year and month of a month, and what was inferred."""
    if year is not None:
        return year, month, None
    today = conventions.today
    year = today.year
    if past and month > today.month:
        year -= 1
    if not past and month < today.month:
        year += 1
    return year, month, "year inferred from today"


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def part_of_month(part: str, year: int, month: int) -> str:
    """Return the value of "end of", "early", "mid" or another part of a month."""
    last = last_of_month(year, month)
    if part in ("end", "ende", "fin", "fim", "finales"):
        return last.isoformat()
    spans = {
        "early": (1, 10),
        "start": (1, 10),
        "beginning": (1, 10),
        "anfang": (1, 10),
        "mid": (11, 20),
        "middle": (11, 20),
        "mitte": (11, 20),
        "late": (21, last.day),
    }
    first, final = spans.get(part, (1, last.day))
    return f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{final:02d}"


def week_of_month(count: int, year: int, month: int) -> str:
    """Return the interval of the first, second, third, fourth or last (0) seven days of a month."""
    last = last_of_month(year, month)
    start = date(year, month, 1 + 7 * (count - 1)) if count else last - timedelta(days=6)
    return f"{start.isoformat()}/{min(start + timedelta(days=6), last).isoformat()}"


def place_quarter(quarter: int, year: int | None, conventions: Conventions, *, past: bool) -> tuple[int, str | None]:
    """Return the year of a quarter, and what was inferred."""
    if year is not None:
        return year, None
    today = conventions.today
    current = (today.month - 1) // 3 + 1
    if past:
        return (today.year if quarter < current else today.year - 1), "year inferred: last one before today"
    return (today.year if quarter >= current else today.year + 1), "year inferred from today; calendar quarter assumed"


def end_of_quarter(quarter: int, year: int) -> str:
    """Return the last day of a calendar quarter."""
    return last_of_month(year, quarter * 3).isoformat()


def place_season(name: str, year: int | None, conventions: Conventions, *, past: bool) -> Dated:
    """Return the months of a season as an interval."""
    first, last = SEASONS[name]
    note = None if year else "year inferred from today; "
    if year is None:
        final = date(conventions.today.year + (last < first), last, 28)
        year = conventions.today.year + (final < conventions.today) - past
    end_year = year + (last < first)
    return Dated(f"{year}-{first:02d}/{end_year}-{last:02d}", f"{note or ''}months of the northern half of the world")


def week_containing(day: date) -> str:
    """Return Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def next_weekday(weekday: int, today: date, *, past: bool) -> date:
    """Return the next such day after today (the last one before it when `past`)."""
    if past:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def shift_month(today: date, months: int) -> str:
    """Return the month that lies `months` after the one of today."""
    index = today.year * 12 + today.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"
