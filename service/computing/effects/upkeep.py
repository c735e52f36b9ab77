"""A maintenance window, weekly, nightly, monthly or dated, held against sends and events by the clocks of both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.clocks import (
    LOCAL,
    Occasion,
    Recurring,
    at,
    dated,
    events,
    hours_of,
    meetings,
    occasions,
    place_of,
    recurring,
    zone_told,
)
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.planned_dates import touched
from service.computing.effects.rates import sends_of
from service.computing.effects.telling import clock, length, moment, named, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import minutes_of
from service.computing.sums.windows import Span, span_on
from service.computing.wording import long_date
from service.constraint import Constraint

NEAR = timedelta(hours=4)
"""How close before a window a send of unknown length is told of: longer sends than that are rare."""
_ONE_DAY = re.compile(r"\b(?:this|next|on the (?:night|evening|morning) of|coming)\b", re.IGNORECASE)
SEARCHED = timedelta(days=40)
"""A window that comes once a month comes at least once in so many days."""
Hours = tuple[time, time]


@dataclass(frozen=True)
class _Window:
    """When a system is off; `told` says it, `assumed` what was taken for granted."""

    constraint: Constraint
    spans: tuple[Span, ...]
    zone: ZoneInfo
    told: str
    assumed: str = ""


def hold_upkeep(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the hours of upkeep against every send and live event whose hours the brief gives."""
    named_sends = sends_of(constraint, plan)
    found = occasions(plan, named_sends or plan.sends) + ([] if named_sends else events(plan))
    window = _window(constraint, plan, found) if found else None
    if window is None:
        return None
    met = [(one, met) for one in found if (met := meetings(window.spans, one.span))]
    clear = [one for one in found if all(one is not hit for hit, _ in met)]
    effects = [_effect(window, one, parts, plan) for one, parts in met]
    if clear:
        effects.append(_fits(window, clear, plan))
    return Worked(tuple(effects), tuple(way for one, parts in met for way in _options(window, one, parts)))


def _window(constraint: Constraint, plan: Plan, found: Sequence[Occasion]) -> _Window | None:
    mentions = [one.mention for one in constraint.quantities if one.mention.kind in ("date", "window")]
    hours = next((hours for one in mentions if (hours := hours_of(one)) and hours[1]), None)
    zone = next((zone for one in mentions if (zone := zone_told(one))), None)
    assumed = "" if zone else "The text names no time zone: the hours are taken by the clocks of the plan. "
    if zone and any(one.zone is LOCAL for one in found):
        return None
    zone = zone or plan.zone or LOCAL
    if not any(one.kind == "date" and "counted from today" not in (one.note or "") for one in mentions):
        days = recurring(constraint.source.text)
        once = _ONE_DAY.search(constraint.source.text)
        if hours and hours[1] and days and not once:
            return _recurring(constraint, days, (hours[0], hours[1]), zone, assumed, found)
    on_days = [one for one in dated(mentions) if not _bracketed(constraint, one[4].start)]
    spans = [span for first, start, last, end, _ in on_days if (span := _span(first, start, last, end, zone))]
    if not spans:
        return None
    told = named([f"{moment(span.start)} to {_end(span)}" for span in spans])
    return _Window(constraint, tuple(spans), zone, f"{told} {place_of(zone)}", assumed)


def _end(span: Span) -> str:
    return clock(span.end) if span.end.date() == span.start.date() else moment(span.end)


def _bracketed(constraint: Constraint, position: int) -> bool:
    """The same hours by the clocks of another place stand in brackets."""
    before = constraint.source.text[: position - constraint.source.start]
    return before.count("(") > before.count(")")


def _span(first: date, start: time, last: date, end: time, zone: ZoneInfo) -> Span | None:
    if first == last:
        return span_on(first, start, end, zone)
    begin, stop = datetime.combine(first, start, zone), datetime.combine(last, end, zone)
    return Span(begin, stop) if begin < stop else None


def _recurring(
    constraint: Constraint, days: Recurring, hours: Hours, zone: ZoneInfo, assumed: str, found: Sequence[Occasion]
) -> _Window:
    first = min(one.span.start for one in found).date() - SEARCHED
    last = max(one.span.end for one in found).date() + SEARCHED
    spans = [span for day in days.between(first, last) if (span := span_on(day, *hours, zone))]
    told = f"{days.told}, {clock(hours[0])} to {clock(hours[1])} {place_of(zone)}"
    return _Window(constraint, tuple(spans), zone, told, assumed)


# --- a send or an event meets the window --------------------------------------------------------


def _effect(window: _Window, one: Occasion, parts: Sequence[Span], plan: Plan) -> Effect:
    inside = sum((part.minutes for part in parts), Fraction(0))
    late = minutes_of(_free(window, one) - one.span.start)
    opening = _opening(window, parts[0])
    return Effect(
        area="timing",
        text=window.assumed
        + (_due(window, one, opening, late) if one.moment else _overlap(window, one, parts, inside)),
        basis="computed",
        collides=True,
        size=Quantity(value=float(late if one.moment else inside), unit="minute"),
        decide_by=plan.calendar.open.before(one.on, 1),
        calculation=_sum(window, one, parts, opening),
        inputs=[
            from_constraint("minutes of the window", float(opening.minutes), "minute", window.constraint),
            *([] if one.moment else [from_brief("minutes planned", float(one.span.minutes), "minute", one.evidence)]),
        ],
        requirements=touched(one.evidence, plan, "time", "availability"),
        sentences=sentences_of(one.evidence),
        bars=[
            Bar(label="minutes of the window", value=float(opening.minutes), unit="minute"),
            *([] if one.moment else [Bar(label="minutes of yours in it", value=float(inside), unit="minute")]),
        ],
    )


def _opening(window: _Window, part: Span) -> Span:
    """The whole window that a meeting is a part of."""
    return next(span for span in window.spans if span.start <= part.start < span.end)


def _free(window: _Window, one: Occasion) -> datetime:
    """The first moment from the planned start on at which one of that length meets no window."""
    span = one.span
    while parts := meetings(window.spans, span):
        start = parts[-1].end.astimezone(UTC)
        span = Span(start, start + (one.span.end.astimezone(UTC) - one.span.start.astimezone(UTC)))
    return span.start.astimezone(one.zone)


def _both(when: datetime, window: _Window, one: Occasion) -> str:
    """A moment by the clocks of the plan, and by those of the window where they differ."""
    here, there = when.astimezone(one.zone), when.astimezone(window.zone)
    return (
        at(when, one.zone)
        if here.utcoffset() == there.utcoffset()
        else f"{at(when, one.zone)} ({at(when, window.zone)})"
    )


def _due(window: _Window, one: Occasion, opening: Span, late: Fraction) -> str:
    return (
        f"{one.name_and_day} is due at {_both(one.span.start, window, one)}. The system is off then: {window.told}. It "
        f"can start at {_both(opening.end, window, one)} at the earliest, {length(late * 60)} late."
    )


def _overlap(window: _Window, one: Occasion, parts: Sequence[Span], inside: Fraction) -> str:
    where = named([f"{at(part.start, one.zone)} to {_both(part.end, window, one)}" for part in parts])
    text = (
        f"{one.told}: {length(inside * 60)} of its {length(one.span.minutes * 60)} ({share(inside, one.span.minutes)}) "
        f"meet the time when the system is off, from {where}."
    )
    if one.messages is None:
        return text
    count = floor(inside / one.span.minutes * one.messages)
    return f"{text} Sent evenly, about {number(count)} of {number(one.messages)} messages are due in that time."


def _sum(window: _Window, one: Occasion, parts: Sequence[Span], opening: Span) -> str:
    off = f"window {moment(opening.start.astimezone(window.zone))} to {at(opening.end, window.zone)}"
    if one.moment:
        due = f"due {at(one.span.start, one.zone)} = {at(one.span.start, window.zone)}"
        return f"{due}; {off}; {at(opening.end, window.zone)} = {at(opening.end, one.zone)}"
    spans = "; ".join(
        f"{at(part.start, one.zone)} to {at(part.end, one.zone)} = {length(part.minutes * 60)}" for part in parts
    )
    return f"{off}; in both: {spans}"


# --- they stay clear of it ----------------------------------------------------------------------


def _fits(window: _Window, clear: Sequence[Occasion], plan: Plan) -> Effect:
    near = " ".join(words for one in clear if (words := _near(window, one)))
    evidence = [item for one in clear for item in one.evidence]
    verb = "lies" if len(clear) == 1 else "lie"
    return Effect(
        area="timing",
        text=f"{window.assumed}The window is {window.told}. It fits: outside it {verb} "
        f"{named([one.told for one in clear], 2)}. {near}".strip(),
        basis="computed",
        calculation="; ".join(
            f"{at(one.span.start, one.zone)} = {at(one.span.start, window.zone)}" for one in clear[:4]
        ),
        inputs=[from_constraint("minutes of the window", float(window.spans[0].minutes), "minute", window.constraint)]
        if window.spans
        else [],
        requirements=touched(evidence, plan, "time", "availability"),
        sentences=sentences_of(evidence),
    )


def _near(window: _Window, one: Occasion) -> str:
    """What holds for a send of unknown length that starts shortly before a window."""
    if not one.moment:
        return ""
    gaps = (span.start - one.span.start for span in window.spans if span.start >= one.span.end)
    gap = min(gaps, default=NEAR)
    if gap >= NEAR:
        return ""
    stop = _both(one.span.start + gap, window, one)
    return f"{one.name_and_day} starts {length(gap)} before it: whatever is not out by {stop} is stopped by it."


# --- the ways out -------------------------------------------------------------------------------


def _options(window: _Window, one: Occasion, parts: Sequence[Span]) -> Iterator[WayOut]:
    opening, later = _opening(window, parts[0]), _free(window, one)
    earlier = opening.start if one.moment else opening.start.astimezone(UTC) - minutes(one.span)
    yield WayOut(
        text=f"Start {one.name_and_day} early enough to be done by {_both(opening.start, window, one)}."
        if one.moment
        else f"Start {one.name_and_day} at {_both(earlier, window, one)} or earlier, to be done before the window.",
        basis="computed",
        gives_up="The planned hour: people hear from you earlier.",
        gains="Nothing waits, and every link works.",
        who_decides="campaign owner",
        takes="A new sending time, and content that is ready earlier.",
        calculation=f"the window begins at {_both(opening.start, window, one)}",
    )
    yield WayOut(
        text=f"Start {one.name_and_day} at {_both(later, window, one)}, after the window.",
        basis="computed",
        gives_up=f"The planned hour: it starts {length(later - one.span.start)} later.",
        gains="Nothing is stopped half-way.",
        who_decides="campaign owner",
        takes="A new sending time.",
        calculation=f"the window ends at {_both(opening.end, window, one)}",
    )
    yield WayOut(
        text=f"Ask whether the upkeep of {long_date(opening.start.astimezone(window.zone).date())} can move this once.",
        basis="computed",
        gives_up="Effort, and the answer may be no.",
        gains="The planned hour holds.",
        who_decides=window.constraint.decides or "owner of the system",
        takes="The day, the hours and the number of people, early enough to plan anew.",
        calculation=f"window {window.told}",
    )


def minutes(span: Span) -> timedelta:
    """How long a span lasts, whatever the clocks show."""
    return span.end.astimezone(UTC) - span.start.astimezone(UTC)
