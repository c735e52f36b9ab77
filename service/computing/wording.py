"""Dates and lists in words, the same on every machine."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """A date as people write it: Tue 4 May 2027."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(parts: Sequence[str]) -> str:
    """Join parts to "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 working day", "5 working days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
