"""Hours and days on which people may be contacted, held against the planned sends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import PlannedSend, WorkloadInput
from service.computing.effects.clocks import (
    LOCAL,
    Occasion,
    days_told,
    endings,
    hours_of,
    meetings,
    occasions,
    weekdays_in,
    zone_told,
)
from service.computing.effects.days_told import DAY
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.planned_dates import touched
from service.computing.effects.rates import channels_of, sends_of
from service.computing.effects.spilling import spill, spill_effect, spill_options
from service.computing.effects.telling import clock, length, moment, named, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.windows import Span, span_on
from service.computing.wording import long_date
from service.constraint import Constraint

SEARCHED = 15
_MESSAGES = re.compile(
    r"\b(?:send\w*|sent|messages?|texts?|mails?|e-mails?|sms|push\w*|dispatch\w*|leave|go(?:es)? out|promotion\w*|"
    r"marketing|newsletters?|calls?)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\boutside\b|\bother than\b", re.IGNORECASE)
_FORBIDS = re.compile(
    r"\b(?:not|no|never|nor|quiet|forbidden|prohibited|don't|doesn't|mustn't|cannot|can['’]t|without|except|silent|closed)\b",
    re.IGNORECASE,
)
_PERMITS = re.compile(r"\bonly\b|\bmay\b(?! not)|(?<!not )\b(?:allowed|permitted)\b", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:by|not after|no later than|never after|end at)\s*$", re.IGNORECASE)
_TO = re.compile(r"\b(?:until|till?|before|earlier than)\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:after|past|later than|from)\s*$", re.IGNORECASE)
_HOLIDAYS = re.compile(r"\b(?:public|bank) holidays?\b", re.IGNORECASE)
_MIDNIGHT = time(0, 0)


@dataclass(frozen=True)
class _Hours:
    """What is permitted: hours from `start` to `end`, all day where they are the same, on some days of the week."""

    constraint: Constraint
    start: time
    end: time
    weekdays: frozenset[int]
    holidays: bool
    zone: ZoneInfo | None

    @property
    def morning(self) -> bool:
        """Tell whether the text gives a first hour: without one, midnight would be the next permitted moment."""
        return self.start != _MIDNIGHT

    @property
    def told(self) -> str:
        """As people say it: "09:00 to 20:00, Monday to Saturday"."""
        hours = f"{clock(self.start)} to {clock(self.end)}" if self.morning else f"until {clock(self.end)}"
        hours = f"from {clock(self.start)} on" if self.end == _MIDNIGHT else hours
        days = [days_told(self.weekdays)] + (["no public holidays"] if not self.holidays else [])
        return ", ".join(days if self.start == self.end else [hours, *days])

    def openings(self, first: date, last: date, zone: ZoneInfo, closed: frozenset[date]) -> list[Span]:
        """The permitted stretches of the days from the first to the last; those that touch are made one."""
        found: list[Span] = []
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            span = span_on(day, self.start, self.end, self.zone or zone)
            if day.weekday() in self.weekdays and day not in closed and span:
                if found and found[-1].end == span.start:
                    span = Span(found.pop().start, span.end)
                found.append(span)
        return found


def hold_hours(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the permitted hours and days against every send with a day and a time, and the days against the others."""
    hours = _hours(constraint)
    sends = _sends(constraint, plan)
    if hours is None or not sends:
        return None
    planned = [*occasions(plan, sends), *endings(plan, sends)]
    timed = [one for one in planned if hours.zone is None or one.zone is not LOCAL]
    effects: list[Effect] = []
    options: list[WayOut] = []
    fitting: list[Occasion] = []
    for one in timed:
        openings = hours.openings(one.on - 2 * DAY, one.on + SEARCHED * DAY, one.zone, _closed(hours, plan))
        outside = _outside(one, openings)
        if outside:
            effects.append(_effect(hours, one, openings, outside, plan))
            options += _options(hours, one, openings)
        elif over := spill(constraint, one, openings, hours.told, plan) if one.moment and not one.ends else None:
            effects.append(spill_effect(over, plan))
            options += spill_options(over)
        else:
            fitting.append(one)
    effects += [_day_effect(hours, send, plan) for send in sends if _on_closed_day(hours, send, plan)]
    if fitting:
        effects.append(_fits(hours, fitting, plan))
    return Worked(tuple(effects), tuple(options)) if effects else None


def _sends(constraint: Constraint, plan: Plan) -> list[PlannedSend]:
    if not _MESSAGES.search(constraint.source.text) and not _FORBIDS.search(constraint.source.text):
        return []
    return sends_of(constraint, plan) or ([] if channels_of(constraint) else list(plan.sends))


# --- what is permitted --------------------------------------------------------------------------


def _hours(constraint: Constraint) -> _Hours | None:
    text = constraint.ruled_by + constraint.source.text
    found = _stretch(constraint)
    days = weekdays_in(text)
    forbidden = frozenset(day for part in _forbidden_parts(text) for day in weekdays_in(part))
    named_days = days - forbidden if found or _PERMITS.search(text) else frozenset()
    weekdays = named_days or frozenset(range(7)) - forbidden or frozenset(range(7))
    holidays = not any(_HOLIDAYS.search(part) for part in _forbidden_parts(text))
    if found is None and weekdays == frozenset(range(7)) and holidays:
        return None
    start, end = found or (_MIDNIGHT, _MIDNIGHT)
    zone = next((zone for one in constraint.of_kind("window") if (zone := zone_told(one.mention))), None)
    return _Hours(constraint, start, end, weekdays, holidays, zone)


def _forbidden_parts(text: str) -> Iterator[str]:
    """The stretches of a text that forbid: from a "not" or "nor" on to the next comma, "only" or end."""
    for part in re.split(r"[.;,]|\bbut\b", text):
        found = _FORBIDS.search(part)
        if found and not _PERMITS.search(part, 0, found.end()) and not _OUTSIDE.search(part):
            yield part[found.start() :]


def _stretch(constraint: Constraint) -> tuple[time, time] | None:
    """The permitted hours, forbidden ones turned round; one end alone is open on the other side until midnight."""
    latest, earliest = None, None
    for item in constraint.of_kind("window"):
        hours = hours_of(item.mention)
        if hours is None:
            continue
        before = constraint.ruled_by + constraint.source.text[: item.mention.start - constraint.source.start]
        if hours[1] is not None:
            return _turned(hours[0], hours[1], before)
        forbidden = _is_forbidden(before)
        if _LATEST.search(before) or (_FROM if forbidden else _TO).search(before):
            latest = hours[0]
        elif (_TO if forbidden else _FROM).search(before):
            earliest = hours[0]
    return (earliest or _MIDNIGHT, latest or _MIDNIGHT) if earliest or latest else None


def _turned(start: time, end: time, before: str) -> tuple[time, time]:
    return (end, start) if _is_forbidden(before) and not _OUTSIDE.search(before) else (start, end)


def _is_forbidden(before: str) -> bool:
    """Tell whether the words before an hour forbid it: "no messages before", and not "only after"."""
    clause = re.split(r"[.;]|\bbut\b", before)[-1]
    return bool(_FORBIDS.search(clause)) and not _PERMITS.search(clause)


def _closed(hours: _Hours, plan: Plan) -> frozenset[date]:
    return frozenset() if hours.holidays else frozenset(day for day, _ in plan.calendar.holidays)


def _on_closed_day(hours: _Hours, send: PlannedSend, plan: Plan) -> bool:
    """Tell whether a send of which only the day is known falls on a day on which nothing may leave."""
    if send.on is None or send.start or send.end or send.on < plan.today:
        return False
    return send.on.weekday() not in hours.weekdays or send.on in _closed(hours, plan)


# --- what it does -------------------------------------------------------------------------------


def _outside(one: Occasion, openings: Sequence[Span]) -> Fraction:
    """Minutes of a send that lie outside what is permitted."""
    inside = sum((part.minutes for part in meetings(openings, one.span)), Fraction(0))
    return one.span.minutes - inside


def _effect(hours: _Hours, one: Occasion, openings: Sequence[Span], outside: Fraction, plan: Plan) -> Effect:
    bars = [
        Bar(label="minutes planned", value=float(one.span.minutes), unit="minute"),
        Bar(label="minutes outside the permitted hours", value=float(outside), unit="minute"),
    ]
    waits = _next(one, openings)
    size = (waits - one.span.start.astimezone(UTC)).total_seconds() / 60 if waits and one.moment else float(outside)
    return Effect(
        area="timing",
        text=_starts_outside(hours, one, openings) if one.moment else _lies_outside(hours, one, outside, openings),
        basis="computed",
        collides=True,
        size=None if one.ends else Quantity(value=size, unit="minute"),
        decide_by=plan.calendar.open.before(one.on, 1),
        calculation=f"permitted {hours.told}; planned {one.told}"
        + ("" if one.moment else f"; {length(outside * 60)} of {length(one.span.minutes * 60)} outside"),
        inputs=_inputs(hours),
        requirements=touched(one.evidence, plan, "time"),
        sentences=sentences_of(one.evidence),
        bars=[] if one.moment else bars,
    )


def _inputs(hours: _Hours) -> list[WorkloadInput]:
    start, end = hours.start, hours.end
    permitted = ((end.hour - start.hour) * 60 + end.minute - start.minute) % 1440 or 1440
    return [from_constraint("minutes permitted in a day", permitted, "minute", hours.constraint)]


def _next(one: Occasion, openings: Sequence[Span]) -> datetime | None:
    """The first permitted moment from the planned start on."""
    start = one.span.start.astimezone(UTC)
    later = (max(span.start.astimezone(UTC), start) for span in openings if span.end > start)
    return min(later, default=None)


def _told(when: datetime, one: Occasion) -> str:
    return moment(when.astimezone(one.zone))


def _starts_outside(hours: _Hours, one: Occasion, openings: Sequence[Span]) -> str:
    text = f"{one.told} lies outside what is permitted: {hours.told}."
    if one.ends:
        text = f"{one.told}: right before that nothing may leave. Permitted is {hours.told}."
    later = _next(one, openings) if hours.morning else None
    return f"{text} The next permitted moment is {_told(later, one)}." if later else text


def _lies_outside(hours: _Hours, one: Occasion, outside: Fraction, openings: Sequence[Span]) -> str:
    part = f"{length(outside * 60)} of its {length(one.span.minutes * 60)} ({share(outside, one.span.minutes)}) lie"
    part = "all of it lies" if outside == one.span.minutes else part
    text = f"{one.told}: {part} outside what is permitted: {hours.told}."
    if one.messages is not None:
        count = floor(outside / one.span.minutes * one.messages)
        text = f"{text} Sent evenly, {number(count)} of {number(one.messages)} messages would leave then."
    later = _next(one, openings) if hours.morning else None
    stays = later is None or later <= one.span.start
    return text if stays or later is None else f"{text} The next permitted moment is {_told(later, one)}."


def _fits(hours: _Hours, fitting: Sequence[Occasion], plan: Plan) -> Effect:
    evidence = [item for one in fitting for item in one.evidence]
    lie = "lies" if len(fitting) == 1 else "lie"
    return Effect(
        area="timing",
        text=f"Permitted is {hours.told}. It fits: inside it {lie} {named([one.told for one in fitting], 2)}.",
        basis="computed",
        calculation=f"permitted {hours.told}; planned " + "; ".join(one.told for one in fitting[:4]),
        inputs=_inputs(hours),
        requirements=touched(evidence, plan, "time"),
        sentences=sentences_of(evidence),
    )


def _day_effect(hours: _Hours, send: PlannedSend, plan: Plan) -> Effect:
    assert send.on is not None
    return Effect(
        area="timing",
        text=f"“{send.name}” is planned for {long_date(send.on)}, a day on which nothing may leave. Permitted: "
        f"{hours.told}.",
        basis="computed",
        collides=True,
        decide_by=plan.calendar.open.before(send.on, 1),
        calculation=f"permitted {hours.told}; planned {long_date(send.on)}",
        inputs=_inputs(hours),
        requirements=touched(send.evidence, plan, "time"),
        sentences=sentences_of(send.evidence),
    )


# --- the ways out -------------------------------------------------------------------------------


def _options(hours: _Hours, one: Occasion, openings: Sequence[Span]) -> Iterator[WayOut]:
    size = one.span.end.astimezone(UTC) - one.span.start.astimezone(UTC)
    start = one.span.start.astimezone(UTC)
    roomy = [span.told_in(UTC) for span in openings if span.minutes >= one.span.minutes]
    earlier = [span.end - size for span in roomy if span.end <= one.span.end]
    if earlier:
        by = (
            f"early enough to be done by {_told(earlier[-1] + size, one)}"
            if one.moment
            else f"by {_told(earlier[-1], one)}"
        )
        text = f"Start {one.name_and_day} {by}, while sending is permitted."
        yield _way(text, "The planned hour: people hear from you earlier.", one)
    later = [max(span.start, start) for span in roomy if span.end - size >= start]
    if later and hours.morning:
        lost = f"The planned hour: it starts {'' if one.ends else f'{length(later[0] - start)} '}later."
        text = f"Start {one.name_and_day} at {_told(later[0], one)}, the next time when all of it is permitted."
        yield _way(text, lost, one)


def _way(text: str, gives_up: str, one: Occasion) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains="Nobody is disturbed, and the rule is kept.",
        who_decides="campaign owner",
        takes="A new sending time.",
        calculation=f"planned {one.told}; it needs {length(one.span.minutes * 60)}",
    )
