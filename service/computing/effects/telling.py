"""Numbers, lengths of time and moments as people say them, the same on every machine."""

from datetime import datetime, time, timedelta
from fractions import Fraction
from math import ceil

from service.computing.wording import counted, listed, long_date

SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def number(value: float | Fraction) -> str:
    """A number with its thousands parted, and at most two digits behind the point: 216,000 or 43.2."""
    rounded = round(float(value), 2)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.2f}".rstrip("0")


def share(part: float | Fraction, whole: float | Fraction) -> str:
    """A share in percent, to one digit below ten: 44.6% or 8%."""
    return f"{number(round(float(part) / float(whole) * 100, 1))}%" if whole else "0%"


def length(seconds: float | Fraction | timedelta) -> str:
    """A length of time in its units, rounded up to whole seconds: "2 hours 9 minutes 10 seconds"."""
    left = ceil(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    parts: list[str] = []
    for unit, size in SECONDS.items():
        count, left = divmod(left, size)
        if count:
            parts.append(counted(count, unit))
    return " ".join(parts) or "no time"


def clock(moment: datetime | time) -> str:
    """A time of day: 15:50, with its seconds only where they are not 0."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def moment(when: datetime) -> str:
    """A day and a time of day: Tue 8 December 2026, 15:50."""
    return f"{long_date(when.date())}, {clock(when)}"


def people(count: float | Fraction) -> str:
    """Some people: "1 person", "216,000 people"."""
    return "1 person" if count == 1 else f"{number(count)} people"


def named(names: list[str], most: int = 4) -> str:
    """Names as a list; of many only the first ones and how many more."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
