"""A pause on changes held against the days on which the plan puts something live."""

import re
from datetime import date

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.by_exception import by_exception
from service.computing.effects.days_told import DAY, Days, stretches
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.planned_dates import (
    PlannedDate,
    changing_dates,
    launch_is_change,
    names_of,
    system_names,
    touched,
)
from service.computing.effects.unnamed_month import next_days, words_without_month
from service.computing.effects.worked import Worked
from service.computing.sums.working_dates import FreezeOverlap, freeze_overlap
from service.computing.wording import counted, listed, long_date
from service.constraint import Constraint

_PAUSE = re.compile(r"\bfreez\w*|\bfrozen\b|\bno changes\b|\bpause\b", re.IGNORECASE)
_NARROW = re.compile(
    r"\b(?:templates?|tags?|banners?|price lists?|finance|invoic\w+)\b[^.;]{0,30}\b(?:freez\w*|frozen)\b", re.IGNORECASE
)
"""A pause on one thing only: the brief does not say whether the launch alters it."""


def hold_freeze(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the days of a pause against the launch and the other days on which something is put live."""
    dates, pauses = changing_dates(plan), stretches(constraint, plan.today)
    words = words_without_month(constraint)
    if words and not pauses:
        next_pause = next_days(words, plan.today)
        if next_pause is None:
            return _which_month(words, plan)
        pauses = [next_pause]
    if not dates or not pauses or not _in_scope(constraint, plan):
        return None
    if not all(_within(plan, *(day for pause in pauses for day in (pause.first, pause.last)))):
        return None
    effects, options = [], []
    for pause in pauses:
        held = [(one, _held(pause, one.on, plan)) for one in dates]
        inside = [(one, found) for one, found in held if found.inside]
        if inside:
            effects += [_effect(constraint, pause, one, found, plan) for one, found in inside]
            options += [*_options(pause, *inside[0], plan), *by_exception(constraint, inside[0][0], plan)]
        else:
            effects.append(_clear(constraint, pause, held, plan))
    return Worked(tuple(effects), tuple(options))


def hold_freeze_with_exception(constraint: Constraint, plan: Plan) -> Worked | None:
    """A pause that is read as a notice, because its exception asks for one."""
    return hold_freeze(constraint, plan) if constraint.exceptions and _PAUSE.search(constraint.source.text) else None


def _which_month(words: str, plan: Plan) -> Worked:
    effect = Effect(
        area="timing",
        text=f"The text names no month for “{words}”, and today, {long_date(plan.today)}, does not settle it. So it is "
        "not held against the plan.",
        basis="computed",
        calculation=f"“{words}” of this month or of the next",
        open_point=f"which month is meant by “{words}”",
    )
    return Worked((effect,), (), f"Ask IT: which month is meant by “{words}”?")


def _in_scope(constraint: Constraint, plan: Plan) -> bool:
    """A pause that names systems concerns a plan that names one of them; for others nobody can tell."""
    systems = [one for one in constraint.names if one.kind == "system"]
    planned = {name for fact in plan.specification.facts for name in names_of(fact)}
    named = system_names(constraint) if systems else set()
    return not _NARROW.search(constraint.source.text) and (not named or bool(named & planned))


def _within(plan: Plan, *days: date) -> list[bool]:
    known = plan.calendar.open.days
    return [known[0] < day < known[-1] - DAY for day in days]


def _held(pause: Days, day: date, plan: Plan) -> FreezeOverlap:
    return freeze_overlap(pause.first, pause.last, day, plan.today, plan.calendar.open)


def _told(pause: Days) -> str:
    if not pause.told_start:
        return f"the pause until {long_date(pause.last)}"
    return f"the pause from {long_date(pause.first)} to {long_date(pause.last)}"


def _taken(pause: Days) -> str:
    if not pause.told_month:
        return " The text names no month: the next such days are taken."
    return "" if pause.told_start else " The text gives no first day: it is taken to run today."


def _effect(constraint: Constraint, pause: Days, one: PlannedDate, found: FreezeOverlap, plan: Plan) -> Effect:
    changes = one.on != plan.launch or launch_is_change(plan)
    return Effect(
        area="timing",
        text=_collision(pause, one, found, plan) if changes else _allowed(pause, one, found, plan),
        basis="computed",
        collides=changes,
        size=Quantity(value=found.later if found.finished_by < plan.today else found.earlier, unit="working_day")
        if changes else None,
        decide_by=_before(found.finished_by, plan) if changes else None,
        calculation=f"pause {long_date(pause.first)} to {long_date(pause.last)}; last working day before it "
        f"{long_date(found.finished_by)}, {counted(found.earlier, 'working day')} before {long_date(one.on)}; first "
        f"working day after it {long_date(found.first_after)}, {counted(found.later, 'working day')} after",
        inputs=[
            from_constraint("days of the pause", (pause.last - pause.first).days + 1, "day", constraint),
            from_brief("working days until the pause", found.until, "working_day", one.evidence),
        ],
        requirements=touched(one.evidence, plan, "time"),
        sentences=sentences_of(one.evidence),
        bars=[
            Bar(label="working days from today until the pause", value=found.until, unit="working_day"),
            Bar(label=f"working days from today until {long_date(one.on)}",
                value=plan.calendar.open.between(plan.today, one.on), unit="working_day"),
        ],
    )  # fmt: skip


def _before(day: date, plan: Plan) -> date | None:
    return day if day >= plan.today else None


def _collision(pause: Days, one: PlannedDate, found: FreezeOverlap, plan: Plan) -> str:
    lies = f"{_capital(one.told)} lies inside {_told(pause)}.{_taken(pause)}"
    waits = (
        f"What waits until after the pause can go live from {long_date(found.first_after)}, "
        f"{counted(found.later, 'working day')} later than planned."
    )
    if found.finished_by < plan.today:
        return f"{lies} The pause has begun, so nothing can be altered before it. {waits}"
    return (
        f"{lies} Everything that has to be altered for it must be finished by {long_date(found.finished_by)}. That is "
        f"{counted(found.earlier, 'working day')} earlier than planned, and leaves "
        f"{counted(found.until, 'working day')} from today. {waits}"
    )


def _allowed(pause: Days, one: PlannedDate, found: FreezeOverlap, plan: Plan) -> str:
    lies = f"{_capital(one.told)} lies inside {_told(pause)}.{_taken(pause)} The brief names no change for that day."
    if found.finished_by < plan.today:
        return f"{lies} It fits if nothing is altered; anything else must wait until {long_date(found.first_after)}."
    return (
        f"{lies} It fits if nothing is altered after {long_date(found.finished_by)}. Any change must be finished by "
        f"then, or wait until {long_date(found.first_after)}."
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- the plan stays clear of the pause ----------------------------------------------------------


def _clear(constraint: Constraint, pause: Days, held: list[tuple[PlannedDate, FreezeOverlap]], plan: Plan) -> Effect:
    after = [(one, found) for one, found in held if one.on > pause.last]
    text = _after_it(pause, after, plan) if after else _before_it(pause, held)
    names = [one for one, _ in (after or held)]
    return Effect(
        area="timing",
        text=f"{text}{_taken(pause)}",
        basis="computed",
        calculation="; ".join(
            f"pause {long_date(pause.first)} to {long_date(pause.last)}, {one.told}" for one in names[:3]
        ),
        inputs=[from_constraint("days of the pause", (pause.last - pause.first).days + 1, "day", constraint)],
        requirements=touched(names[0].evidence, plan, "time"),
        sentences=sentences_of(item for one in names for item in one.evidence),
    )


def _after_it(pause: Days, after: list[tuple[PlannedDate, FreezeOverlap]], plan: Plan) -> str:
    one, found = after[0]
    fits = (
        f"It fits: {_told(pause)} ends before {listed([each.told for each, _ in after[:3]])}. Changes can be made "
        f"again from {long_date(found.first_after)}: {counted(found.afterwards, 'working day')} before "
        f"{long_date(one.on)}."
    )
    lost = plan.calendar.open.between(max(pause.first, plan.today), pause.last + DAY)
    return f"{fits} The pause itself takes {counted(lost, 'working day')}." if lost else fits


def _before_it(pause: Days, held: list[tuple[PlannedDate, FreezeOverlap]]) -> str:
    one, found = held[-1]
    return (
        f"It fits: {one.told} comes before {_told(pause)} begins. Later changes must be finished by "
        f"{long_date(found.finished_by)}."
    )


# --- the ways out -------------------------------------------------------------------------------


def _options(pause: Days, one: PlannedDate, found: FreezeOverlap, plan: Plan) -> list[WayOut]:
    wait = WayOut(
        text=f"Put it live from {long_date(found.first_after)}, after the pause.",
        basis="computed",
        gives_up=f"The planned day: it moves by {counted(found.later, 'working day')}.",
        gains="Time to build and try it as planned.",
        who_decides="campaign owner",
        takes="A new day, and new dates wherever the old one is named.",
        calculation=f"{long_date(pause.last)} is the last day of the pause; {long_date(found.first_after)} is the next "
        f"working day",
    )
    if found.finished_by < plan.today:
        return [wait]
    early = WayOut(
        text=f"Have every change finished but switched off by {long_date(found.finished_by)}, and switch it on for "
        f"{long_date(one.on)}. Ask first whether switching on counts as a change.",
        basis="computed",
        gives_up=f"{counted(found.earlier, 'working day')} of the time to prepare; "
        f"{counted(found.until, 'working day')} remain from today.",
        gains="The planned day holds.",
        who_decides="campaign owner",
        takes="Final content and final choices before the pause, and a plain yes about switching on.",
        calculation=f"{long_date(found.finished_by)} to {long_date(one.on)} = {counted(found.earlier, 'working day')}",
    )
    return [early, wait]
