"""Days without a month, as mails tell them: "from the 4th to the 18th"."""

import re
from calendar import monthrange
from datetime import date

from service.computing.effects.days_told import DAY, Days
from service.constraint import Constraint

_TH = r"(?:st|nd|rd|th)"
_DAYS = re.compile(
    rf"\b(?:(?P<between>between )?(?:the )?(?P<first>\d{{1,2}}){_TH}\s*(?P<to>to|until|till|through|and|[-–—])\s*"
    rf"(?:and including )?(?:the )?(?P<last>\d{{1,2}}){_TH})\b(?!\s+(?:of\b|[A-Z]))",
    re.IGNORECASE,
)
_RECURRING = re.compile(r"\b(?:every|each|monthly|per month)\b", re.IGNORECASE)


def words_without_month(constraint: Constraint) -> str | None:
    """The words that tell two days of the month, where the text names no month and does not speak of every one."""
    found = _DAYS.search(constraint.source.text)
    dated = any(one.mention.value for one in constraint.of_kind("date"))
    if not found or dated or _RECURRING.search(constraint.source.text):
        return None
    return found[0] if bool(found["between"]) == (found["to"].lower() == "and") else None


def next_days(words: str, today: date) -> Days | None:
    """The next such days from `today` on; None where they may run already, or where a month has no such day."""
    found = _DAYS.search(words)
    if not found:
        return None
    first, last = int(found["first"]), int(found["last"])
    month = today.replace(day=1)
    running = first <= today.day <= last if first <= last else today.day >= first or today.day <= last
    if running:
        return None
    start_month = month if today.day < first else _following(month)
    start, end = _day(start_month, first), _day(start_month if first <= last else _following(start_month), last)
    return Days(start, end, told_month=False) if start and end else None


def _following(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1]) + DAY


def _day(month: date, day: int) -> date | None:
    return month.replace(day=day) if 1 <= day <= monthrange(month.year, month.month)[1] else None
