"""Hours in which somebody is there, held against the hours in which the campaign is live."""

import re
from datetime import time
from zoneinfo import ZoneInfo

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import Moment, moments
from service.computing.effects.telling import clock, length, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.windows import WeeklyWindow, WindowOverlap, span_on, window_overlap
from service.computing.wording import long_date
from service.constraint import Constraint

_HOURS = re.compile(r"(\d\d):(\d\d)/(\d\d):(\d\d)")
_DAYS = (
    (re.compile(r"\bmon(?:day)?s? ?(?:to|-|–|until|through) ?fri(?:day)?s?\b|\bweekdays\b|\bworking days\b", re.I), 5),
    (re.compile(r"\bmon(?:day)?s? ?(?:to|-|–|until|through) ?sat(?:urday)?s?\b", re.I), 6),
    (re.compile(r"\bdaily\b|\bevery day\b|\bseven days\b|\bmon(?:day)? ?(?:to|-|–) ?sun(?:day)?\b", re.I), 7),
)
_THERE = re.compile(
    r"\bon[- ]call\b|\bstaffed\b|\bsupport\b|\boffice hours\b|\bservice hours\b|\bteam\b|\bdesk\b", re.I
)


def hold_staffing(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the hours of a team against every live event of the brief; both are taken by the clocks of the plan."""
    window = _window(constraint, plan)
    if window is None or not _THERE.search(constraint.source.text):
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    for moment in moments(plan):
        span = span_on(moment.on, moment.start, moment.end, window.zone) if moment.on else None
        if span:
            effects.append(_effect(constraint, window, moment, window_overlap(window, span), plan))
            options += [_shift(moment)] if effects[-1].collides else []
    return Worked(tuple(effects), tuple(options)) if effects else None


def _window(constraint: Constraint, plan: Plan) -> WeeklyWindow | None:
    days = next((count for pattern, count in _DAYS if pattern.search(constraint.source.text)), None)
    hours = [m for item in constraint.of_kind("window") if (m := _HOURS.fullmatch(str(item.mention.value or "")))]
    if days is None or len(hours) != 1:
        return None
    first, minute, last, end = (int(part) for part in hours[0].groups())
    zone = plan.zone or ZoneInfo("UTC")
    return WeeklyWindow(frozenset(range(days)), time(first % 24, minute), time(last % 24, end), zone)


def _effect(constraint: Constraint, window: WeeklyWindow, moment: Moment, found: WindowOverlap, plan: Plan) -> Effect:
    assert moment.on is not None
    when = f"{long_date(moment.on)}, {clock(moment.start)} to {clock(moment.end)}"
    alone = found.free_minutes
    there = f"somebody is there for {length(found.minutes * 60)} of {length(moment.seconds)}"
    text = (
        f"{when}: {there}. For {length(alone * 60)} nobody would see to a fault ({share(alone * 60, moment.seconds)})."
        if alone
        else f"{when} fits: somebody is there all the time."
    )
    return Effect(
        area="risk",
        text=text,
        basis="computed",
        collides=alone > 0,
        size=Quantity(value=float(alone), unit="minute") if alone else None,
        decide_by=plan.calendar.open.before(moment.on, 1) if alone else None,
        calculation=f"{clock(window.start)} to {clock(window.end)} against {clock(moment.start)} to "
        f"{clock(moment.end)}: {number(found.minutes)} minutes in both, {number(alone)} in the second only",
        inputs=[
            from_brief("planned time", moment.seconds // 60, "minute", moment.evidence),
            from_constraint("with somebody there", float(found.minutes), "minute", constraint),
        ],
        requirements=plan.speaking_of(["on call"], "availability") or plan.touching(moment.evidence),
        sentences=sentences_of(moment.evidence),
        bars=[
            Bar(label="planned time", value=moment.seconds // 60, unit="minute"),
            Bar(label="with somebody there", value=float(found.minutes), unit="minute"),
        ],
    )


def _shift(moment: Moment) -> WayOut:
    assert moment.on is not None
    return WayOut(
        text=f"Arrange people on watch for {long_date(moment.on)}, {clock(moment.start)} to {clock(moment.end)}.",
        basis="computed",
        gives_up=f"The pay of an extra shift of at least {length(moment.seconds)} a person.",
        gains="A fault in that time is seen and mended.",
        who_decides="head of the team, with the campaign owner",
        takes="Names, a telephone number, and time to prepare before it starts.",
        calculation=f"{clock(moment.start)} to {clock(moment.end)} = {length(moment.seconds)}",
    )
