"""What has passed: a constraint all of whose dates have is over, and a day to decide on that has is none to meet."""

import re
from datetime import date

from schemas.explanation import Effect
from service.computing.effects.days_told import DAY
from service.computing.effects.plan import Plan
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


def in_time(worked: Worked, plan: Plan) -> Worked:
    """The same with every day to decide on that has passed told as such; what is left is to decide today."""
    return Worked(tuple(_in_time(effect, plan) for effect in worked.effects), worked.options, worked.next_step)


def _in_time(effect: Effect, plan: Plan) -> Effect:
    if effect.decide_by is None or effect.decide_by >= plan.today:
        return effect
    first = plan.calendar.open.next(plan.today + DAY)
    text = (
        f"{effect.text} The day to decide on it, {long_date(effect.decide_by)}, has already passed: what is decided "
        f"today can count from {long_date(first)} on."
    )
    return effect.model_copy(update={"text": text, "decide_by": plan.today})
