"""The first day on which something can be there, as IT names it, held against the day for which it is needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.base import Quantity
from schemas.explanation import Effect, WayOut
from service.computing.effects.days_told import Wait, WaitUnit, day_of
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.planned_dates import PlannedDate, concerned, touched
from service.computing.effects.worked import Worked
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_EARLIEST_BEFORE = re.compile(
    r"\b(?:earliest|soonest)\b[^.;]{0,30}$"
    r"|(?:\b(?:not|cannot|never|nobody|nothing|no\s\w+)\b|n['’]t\b)[^.;]{0,40}\bbefore\s(?:the\s)?$"
    r"|\bneeds?\s[^;]{0,40}\b(?:release|deployment|sprint)\s(?:on|of|from)\s(?:the\s)?$"
    r"|\bnext\s(?:free\s|possible\s|open\s)?(?:slot|date|window|appointment|opening)\b[^.;]{0,12}$"
    r"|\b(?:available|ready|possible|live|usable|bookable)\s(?:only\s)?(?:again\s)?(?:from|as of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_EARLIEST_AFTER = re.compile(r"\s*(?:at\sthe\s)?(?:very\s)?earliest\b", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"\s?(?:to|until|till|through|[-–—])\s?\d", re.IGNORECASE)
_ASKED_BY = re.compile(
    r"\b(?:in|with us|to us|requests?|requested|ask\w*|order\w*|submit\w*|hand\w*|book\w*)\b[^.;]{0,30}"
    r"\b(?:by|before|until|no later than)\s(?:the\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Earliest:
    """The first day on which it can be there, the day that it is for, and the last one on which to ask for it."""

    on: date
    day: PlannedDate
    asked_by: date | None

    @property
    def is_late(self) -> bool:
        """Tell whether it comes after the day that it is for."""
        return self.on > self.day.on

    def can_be_asked(self, today: date) -> bool:
        """Tell whether there is a last day on which to ask for it, and it is not over."""
        return self.asked_by is not None and self.asked_by >= today


def hold_earliest(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the first day on which something is possible against the day of the plan that it concerns."""
    on, asked_by, day = _first_day(constraint, plan), _last_day_to_ask(constraint), concerned(constraint, plan)
    if on is None or day is None or on < plan.today or day.on < plan.today:
        return None
    # A day to ask on that comes later is of another year, or of something else.
    earliest = _Earliest(on, day, asked_by if asked_by and asked_by < on else None)
    options = tuple(_options(earliest)) if earliest.is_late else ()
    step = None
    if earliest.asked_by and earliest.can_be_asked(plan.today) and not earliest.is_late:
        step = f"The campaign manager asks for it by {long_date(earliest.asked_by)}."
    return Worked((_effect(earliest, constraint, plan),), options, step)


def _first_day(constraint: Constraint, plan: Plan) -> date | None:
    """The latest of the days that it names as the earliest, and what has to be waited for from then on."""
    named = [
        on for on, before, after in _days(constraint)
        if (_EARLIEST_BEFORE.search(before) or _EARLIEST_AFTER.match(after) or _AWAY_UNTIL.search(before))
        and not _RANGE_AFTER.match(after)
    ]  # fmt: skip
    report = _report(constraint)
    if not named or report is None:
        return max(named, default=None)
    try:
        return report.done(max(named), plan.calendar.open)[1]
    except (ValueError, OverflowError):  # years, for which there is no calendar
        return None


def _last_day_to_ask(constraint: Constraint) -> date | None:
    return next((on for on, before, _ in _days(constraint) if _ASKED_BY.search(before)), None)


def _days(constraint: Constraint) -> Iterator[tuple[date, str, str]]:
    """Each day that the constraint names, with its words before and behind it."""
    text, offset = constraint.source.text, constraint.source.start
    for item in constraint.of_kind("date"):
        on = day_of(item.mention)
        if on:
            yield on, text[: item.mention.start - offset], text[item.mention.end - offset :]


_AWAY_UNTIL = re.compile(
    r"\b(?:away|on leave|on holiday|out(?: of (?:the )?office)?|off(?: sick)?|not (?:back|in)|busy|booked(?: out)?)\b"
    r"[^.;]{0,30}\b(?:until|till|to)\s(?:the\s)?$|\b(?:back|returns?|free)\s(?:again\s)?(?:on|from)?\s?(?:the\s)?$",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\b(?:away|leave|holiday|out|off|back|busy|booked)\b", re.IGNORECASE)
_APPROXIMATELY = re.compile(r"(?:about|around|roughly|some|of)\s+$", re.IGNORECASE)
_THEN_WAITS = re.compile(r"\b(?:backlog|queue|waiting list|needs?|takes?|catch up)\b[^.;]{0,20}$", re.IGNORECASE)


def _report(constraint: Constraint) -> Wait | None:
    """`next slot 11 January, report after 5 working days`: what still has to be waited for from that day on."""
    text, offset = constraint.source.text, constraint.source.start
    for item in constraint.of_kind("duration"):
        mention = item.mention
        counted_in = _WAITED.get(mention.unit or "")
        before = text[: mention.start - offset]
        waits = _LATER.search(before) or (_THEN_WAITS.search(_APPROXIMATELY.sub("", before)) and _AWAY.search(before))
        if counted_in and isinstance(mention.value, int) and waits:
            unit, times = counted_in
            return Wait(mention.value * times, int(mention.high or mention.value) * times, unit, mention.text)
    return None


_WAITED: dict[str, tuple[WaitUnit, int]] = {"working_day": ("working_day", 1), "day": ("day", 1), "week": ("day", 7)}
_LATER = re.compile(
    r"\b(?:report|results?|answer|outcome|delivery|done|ready)\b[^.;]{0,20}\b(?:after|within|in)\s$", re.I
)


def _effect(earliest: _Earliest, constraint: Constraint, plan: Plan) -> Effect:
    on, day = earliest.on, earliest.day
    apart = plan.calendar.open.between(*sorted((on, day.on)))
    evidence = list(day.evidence)
    return Effect(
        area="timing",
        text=f"{_verdict(earliest, apart)}{_asking(earliest, plan)}",
        basis="computed",
        collides=earliest.is_late,
        size=Quantity(value=apart, unit="working_day") if earliest.is_late else None,
        decide_by=earliest.asked_by if earliest.can_be_asked(plan.today) else None,
        calculation=f"{long_date(min(on, day.on))} to {long_date(max(on, day.on))} = {counted(apart, 'working day')}",
        inputs=[from_constraint("days until it can be there", (on - plan.today).days, "day", constraint)],
        requirements=touched(evidence, plan, "time", "governance", "security"),
        sentences=sentences_of(evidence),
    )


def _verdict(earliest: _Earliest, apart: int) -> str:
    lead = "" if earliest.day.sure else "If your plan needs this: "
    if earliest.is_late:
        it = "it" if lead else "It"
        return (
            f"{lead}{it} can be there on {long_date(earliest.on)} at the earliest. "
            f"That is {counted(apart, 'working day')} too late for {earliest.day.told}."
        )
    spare = f"{counted(apart, 'working day')} before" if apart else "just in time for"
    return f"{lead or 'It fits: '}it can be there on {long_date(earliest.on)}, {spare} {earliest.day.told}."


def _asking(earliest: _Earliest, plan: Plan) -> str:
    if earliest.asked_by is None:
        return ""
    if not earliest.can_be_asked(plan.today):
        return f" It had to be asked for by {long_date(earliest.asked_by)}: ask whether that day still holds."
    return f" That holds only if it is asked for by {long_date(earliest.asked_by)}."


def _options(earliest: _Earliest) -> list[WayOut]:
    on, day = earliest.on, earliest.day
    calculation = f"{long_date(on)} is after {long_date(day.on)}"
    return [
        WayOut(
            text=f"Move {day.told} to {long_date(on)} or later.",
            basis="computed",
            gives_up="The planned day.",
            gains="Nothing is left out.",
            who_decides="campaign owner",
            takes="A new day, agreed with everybody who works towards the old one.",
            calculation=calculation,
        ),
        WayOut(
            text=f"Start on {long_date(day.on)} without it, and add it from {long_date(on)}.",
            basis="computed",
            gives_up="The part that has to wait.",
            gains="The planned day holds for the rest.",
            who_decides="campaign owner",
            takes="A clear cut between the two parts, confirmed by IT.",
            calculation=calculation,
        ),
    ]
