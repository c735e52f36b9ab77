"""A queue, a notice or a lead time held against the day for which something must be ready."""

import re
from dataclasses import dataclass, replace
from datetime import date

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.days_told import Wait, wait_of
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.planned_dates import PlannedDate, concerned, handed_over, launch_of, same_place, touched
from service.computing.effects.telling import named
from service.computing.effects.worked import Worked
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_ANSWERS = ("security_review", "vendor_approval", "approval")
_OFFER = re.compile(r"\b(?:can|may) be\b|\byou (?:may|can)\b", re.IGNORECASE)
_SAYS_YES = re.compile(
    r"\b(?:reviews?|assessments?|approvals?|sign(?:s|ed)?[- ]?offs?|sign(?:s|ed)? it off|clearance)\b", re.IGNORECASE
)
_NOUNS = {"security_review": "review", "vendor_approval": "approval", "approval": "approval"}


@dataclass(frozen=True)
class _Held:
    """A wait against a day. An answer is needed on the working day before; other work before the day begins.

    `start`: when the plan can hand it in. `latest`: the last day on which to hand it in. `low`, `high`: the first
    working days on which it is over; `possible`: the first day on which the plan can go on from there.
    """

    constraint: Constraint
    wait: Wait
    day: PlannedDate
    start: PlannedDate | None
    today: date
    latest: date
    low: date
    high: date
    possible: date

    @property
    def begins(self) -> date:
        """The day from which the wait is counted."""
        return self.start.on if self.start else self.today

    @property
    def late(self) -> bool:
        """Tell whether the day is missed when it goes slowly."""
        return self.possible > self.day.on

    @property
    def noun(self) -> str:
        """What one waits for."""
        return _NOUNS.get(self.constraint.kind, "work")


def hold_wait(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold what has to be handed in, announced or reviewed ahead against the day that it is for."""
    wait = wait_of(constraint)
    day = _day(constraint, plan)
    if wait is None or day is None or day.on < plan.today:
        return None
    held = _held(constraint, wait, day, plan)
    if held is None:
        return None
    return Worked((_effect(held, plan),), tuple(_options(held, plan)) if held.late else ())


def hold_yes(constraint: Constraint, plan: Plan) -> Worked | None:
    """The same where the constraint is of another kind and asks for somebody's yes, which takes so long."""
    return hold_wait(constraint, plan) if _SAYS_YES.search(constraint.source.text) else None


def _is_answer(constraint: Constraint) -> bool:
    """Tell whether one waits for somebody's yes, whatever the kind: a queue for a review is a lead time too."""
    return constraint.kind in _ANSWERS or bool(_SAYS_YES.search(constraint.source.text))


def _day(constraint: Constraint, plan: Plan) -> PlannedDate | None:
    if constraint.kind == "vendor_approval" and not _tools(constraint, plan):
        return None
    if constraint.kind not in ("security_review", "vendor_approval"):
        return concerned(constraint, plan)
    launch = launch_of(plan)
    return replace(launch, sure=bool(_tools(constraint, plan)) or same_place(constraint, plan)) if launch else None


def _tools(constraint: Constraint, plan: Plan) -> list[str]:
    """Tools of the plan that need a look: those the constraint names, else those that are not approved."""
    tools = plan.specification.governance
    text = constraint.source.text.lower()
    own = [one.tool for one in tools if one.tool.lower() in text]
    return own or [one.tool for one in tools if one.route in ("full_review", "fast_lane")]


def _held(constraint: Constraint, wait: Wait, day: PlannedDate, plan: Plan) -> _Held | None:
    days = plan.calendar.open
    start = handed_over(constraint, plan)
    needed_by = days.before(day.on, 1) if _is_answer(constraint) else day.on
    try:
        latest = wait.start(needed_by, plan.today, days)
        low, high = wait.done(start.on if start else plan.today, days)
    except (ValueError, OverflowError):  # a wait of years, for which there is no calendar
        return None
    possible = days.after(high, 1) if _is_answer(constraint) else high
    return _Held(constraint, wait, day, start, plan.today, latest, low, high, days.next(possible))


# --- what it does -------------------------------------------------------------------------------


def _effect(held: _Held, plan: Plan) -> Effect:
    days = plan.calendar.open
    moved = _moved_by(held, plan)
    evidence = [*held.day.evidence, *(held.start.evidence if held.start else ())]
    return Effect(
        area="timing",
        text=_late(held, moved.words, plan) if held.late else _fits(held, plan),
        basis="computed",
        collides=held.late,
        size=moved.size if held.late else None,
        decide_by=held.latest if held.latest >= plan.today and not held.late else _next(held, plan),
        calculation=_calculation(held),
        inputs=[
            from_constraint("wait", held.wait.high, held.wait.unit, held.constraint),
            from_brief("working days that there are", days.between(held.begins, held.day.on), "working_day", evidence),
        ],
        requirements=touched(evidence, plan, "time", "governance", "security"),
        sentences=sentences_of(evidence),
        bars=_bars(held, plan),
    )


@dataclass(frozen=True)
class _Moved:
    """By how much the day moves: in working days, or in days where only a weekend lies between."""

    size: Quantity
    words: str


def _moved_by(held: _Held, plan: Plan) -> _Moved:
    working = plan.calendar.open.between(held.day.on, held.possible)
    days = (held.possible - held.day.on).days
    if working:
        return _Moved(Quantity(value=working, unit="working_day"), counted(working, "working day"))
    return _Moved(Quantity(value=days, unit="day"), counted(days, "day"))


def _next(held: _Held, plan: Plan) -> date | None:
    """A late wait is decided on before it is due to begin, and at the latest on the next working day."""
    day = max(plan.calendar.open.next(plan.today), held.begins)
    return day if day < held.day.on else None


def _bars(held: _Held, plan: Plan) -> list[Bar]:
    days = plan.calendar.open
    return [
        Bar(label="working days that there are", value=days.between(held.begins, held.day.on), unit="working_day"),
        Bar(label="working days that it takes", value=days.between(held.begins, held.high), unit="working_day"),
    ]


def _calculation(held: _Held) -> str:
    added = f"{held.wait.sum}; " if held.wait.sum else ""
    answer = " and a working day to act on the answer" if _is_answer(held.constraint) else ""
    low = f"{long_date(held.low)} to " if held.low != held.high else ""
    return (
        f"{added}{long_date(held.begins)} + {held.wait.words} = {low}{long_date(held.high)}; "
        f"{long_date(held.day.on)} - {held.wait.words}{answer} = {long_date(held.latest)}"
    )


def _lead(held: _Held, plan: Plan) -> str:
    """What the sum takes for granted, said first."""
    names = _tools(held.constraint, plan) if held.constraint.kind in ("security_review", "vendor_approval") else []
    if names:
        return f"For {named(names)}: "
    if held.constraint.strength == "may" and _OFFER.search(held.constraint.source.text):
        return "Should you want it: "
    shown = _condition(held.constraint)
    if shown:
        return f"This counts only {_lower(shown)}. "
    return "" if held.day.sure else "If your plan needs this: "


def _led(lead: str, words: str) -> str:
    """Words behind what is said first."""
    return lead + (_lower(words) if lead.endswith(": ") else words)


def _condition(constraint: Constraint) -> str | None:
    """The condition at the head of a constraint, if the wait itself is no part of it."""
    waits = [one.mention for one in constraint.of_kind("duration", "date")]
    for span in constraint.conditions:
        words = span.text.strip(" .,")
        heads = span.start <= constraint.source.start + 2 or words.lower().startswith("above ")
        if heads and words.lower().startswith(("if ", "above ")) and not any(span.holds(m.start, m.end) for m in waits):
            return words
    return None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _from(held: _Held) -> str:
    if held.start is None:
        return "Handed in today"
    return f"Handed over on {long_date(held.start.on)}, as planned"


def _late(held: _Held, moved: str, plan: Plan) -> str:
    over = (
        f"{_led(_lead(held, plan), _from(held))}, it takes {held.wait.words} and is there on {_range(held)}. That is "
        f"too late for {held.day.told}."
    )
    gap = plan.calendar.open.between(held.day.on, held.high)
    if held.low < held.day.on < held.high:
        over = f"{over} Only if it goes quickly is it there in time."
    elif gap:
        over = f"{over} It comes {counted(gap, 'working day')} after that day."
    if held.latest < plan.today:
        last = f"It should have been handed in by {long_date(held.latest)}."
    else:
        last = f"It must be handed in by {long_date(held.latest)}."
    return f"{over} {last} The earliest day that holds is {long_date(held.possible)}, {moved} later than planned."


def _range(held: _Held) -> str:
    return long_date(held.high) if held.low == held.high else f"{long_date(held.low)} to {long_date(held.high)}"


def _fits(held: _Held, plan: Plan) -> str:
    spare = plan.calendar.open.between(held.begins, held.latest)
    if held.start is not None:
        done = f"{_from(held)}, it is there on {long_date(held.high)}, before {held.day.told}."
        last = f"The last day to hand it over is {long_date(held.latest)}."
        return f"{_led(_lead(held, plan), 'It fits')}: {_lower(done)} {last}"
    room = f"{counted(spare, 'working day')} from today" if spare else "today"
    return (
        f"{_led(_lead(held, plan), 'It fits')} if it is handed in by {long_date(held.latest)}, {room}. It takes "
        f"{held.wait.words} and must be there for {held.day.told}."
    )


# --- the ways out -------------------------------------------------------------------------------


def _options(held: _Held, plan: Plan) -> list[WayOut]:
    days = plan.calendar.open
    moved = _moved_by(held, plan).words
    needed_by = days.before(held.day.on, 1) if _is_answer(held.constraint) else held.day.on
    there_are = days.between(held.begins, needed_by)
    ways = [_moved(held, moved)]
    if there_are:
        ways.append(_shorter(held, there_are, needed_by))
    if held.start is not None and held.begins > plan.today:
        ways.append(_earlier(held, plan))
    ways.append(_without(held))
    return ways


def _moved(held: _Held, moved: str) -> WayOut:
    return WayOut(
        text=f"Move {held.day.told} to {long_date(held.possible)} or later.",
        basis="computed",
        gives_up=f"The planned day: it moves by {moved}.",
        gains="Nothing is skipped, and the day holds.",
        who_decides="campaign owner",
        takes="A new day, agreed with everybody who works towards the old one.",
        calculation=f"{long_date(held.begins)} + {held.wait.words} = {long_date(held.high)}",
    )


def _shorter(held: _Held, there_are: int, needed_by: date) -> WayOut:
    return WayOut(
        text=f"Ask to be taken sooner: it may take {counted(there_are, 'working day')} at most, in place of "
        f"{held.wait.words}.",
        basis="computed",
        gives_up="Goodwill, and others in the queue may have to wait longer.",
        gains=f"{_capital(held.day.told)} can stay.",
        who_decides=held.constraint.decides or "head of the team that does the work",
        takes="The reason, the day, and complete papers at the first try.",
        calculation=f"{long_date(held.begins)} to {long_date(needed_by)} = {counted(there_are, 'working day')}",
    )


def _earlier(held: _Held, plan: Plan) -> WayOut:
    _, done = held.wait.done(plan.today, plan.calendar.open)
    enough = plan.today <= held.latest
    text = (
        f"Hand it over by {long_date(held.latest)}, and not on {long_date(held.begins)}."
        if enough
        else f"Hand it over today: it is there on {long_date(done)}. That alone is not enough for {held.day.told}."
    )
    return WayOut(
        text=text,
        basis="computed",
        gives_up="Time to finish it before it is looked at.",
        gains=f"{_capital(held.day.told)} can stay." if enough else "The delay gets shorter.",
        who_decides="campaign owner",
        takes="A version that is complete enough to be looked at.",
        calculation=f"{long_date(plan.today)} + {held.wait.words} = {long_date(done)}",
    )


def _without(held: _Held) -> WayOut:
    return WayOut(
        text=f"Start on {long_date(held.day.on)} with only what needs no such {held.noun}, and add the rest from "
        f"{long_date(held.possible)}.",
        basis="computed",
        gives_up="The part that has to wait.",
        gains="The planned day holds for the rest.",
        who_decides="campaign owner",
        takes="A clear cut between the two parts, confirmed by IT.",
        calculation=f"{long_date(held.begins)} + {held.wait.words} = {long_date(held.high)}",
    )
