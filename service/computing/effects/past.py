"""A constraint all of whose dates have passed: it is over, and says so."""

import re
from datetime import date

from schemas.explanation import Effect
from service.computing.effects.worked import Worked
from service.computing.wording import long_date
from service.constraint import Constraint

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def over_since(constraint: Constraint, today: date) -> Worked | None:
    """What to say of a constraint whose last date lies before `today`; None where a date is to come or has no year.

    Only dates that are written with their year count: of others the year is our own guess.
    """
    days: list[date] = []
    for item in constraint.of_kind("date"):
        found = _DAY.findall(str(item.mention.value or ""))
        if not found or not _YEAR.search(item.mention.text):
            return None
        days += [date.fromisoformat(day) for day in found]
    if not days or max(days) >= today:
        return None
    last = max(days)
    text = f"This is over: its last date, {long_date(last)}, has passed. It does not touch this campaign any more."
    told = Effect(area="timing", text=text, basis="computed", calculation=f"{last.isoformat()} < {today.isoformat()}")
    return Worked((told,), (), "Ask its author whether a newer version holds.")
