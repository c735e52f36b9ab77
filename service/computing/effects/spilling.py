"""A send that starts in the permitted hours and is still running when they end, because the sending system is slow.

Neither limit stops it alone: the hours come from one constraint, the speed from another of the same text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import PlannedSend
from service.computing.effects.clocks import Occasion
from service.computing.effects.parts import Parts, parts_of
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import Limit, limit_of, sends_of
from service.computing.effects.telling import clock, length, moment, number, share
from service.computing.sums.stretches import Stretched, stretched
from service.computing.sums.windows import Span
from service.constraint import Constraint


@dataclass(frozen=True)
class Spill:
    """A send under both limits; `told`: the permitted hours as people say them."""

    occasion: Occasion
    limit: Limit
    rate: Fraction
    parts: Parts | None
    found: Stretched
    openings: tuple[Span, ...]
    told: str

    @property
    def count(self) -> int:
        """Messages planned."""
        return self.occasion.messages or 0


def spill(constraint: Constraint, one: Occasion, openings: Sequence[Span], told: str, plan: Plan) -> Spill | None:
    """The send of an occasion that outlasts the permitted hours; None where it does not, or no speed is told."""
    send = next((send for send in plan.sends if list(send.evidence) == list(one.evidence)), None)
    limit = _speed(constraint, send, plan) if send else None
    if limit is None or limit.drops or not one.messages or not _is_open(one, openings):
        return None
    parts = parts_of(limit.constraint, limit.item, plan) if limit.item else None
    rate = limit.usable / (parts.each if parts else 1)
    found = stretched(one.messages, rate, one.span.start, openings)
    return Spill(one, limit, rate, parts, found, tuple(openings), told) if found.rest else None


def _is_open(one: Occasion, openings: Sequence[Span]) -> bool:
    start = one.span.start.astimezone(UTC)
    return any(span.start.astimezone(UTC) <= start < span.end.astimezone(UTC) for span in openings)


def _speed(constraint: Constraint, send: PlannedSend, plan: Plan) -> Limit | None:
    """The slowest speed that the other constraints set for the channel of a send."""
    found = [
        limit
        for other in plan.constraints
        if other.id != constraint.id and other.overridden_by is None and other.strength != "may"
        if send in sends_of(other, plan) and (limit := limit_of(other))
    ]
    return min(found, key=lambda limit: limit.usable, default=None)


def spill_effect(one: Spill, plan: Plan) -> Effect:
    """What is still waiting when the hours end, and when it leaves."""
    occasion, found = one.occasion, one.found
    ends = _end(one).astimezone(occasion.zone)
    later = f" and leave from {moment(found.again.astimezone(occasion.zone))} on" if found.again else ""
    done = f"; the last one leaves at {moment(found.done.astimezone(occasion.zone))}" if found.done else ""
    parts = f" {one.parts.told}" if one.parts and one.parts.each > 1 else ""
    rest = length(Fraction(found.rest) / one.rate)
    return Effect(
        area="timing",
        text=f"{occasion.told} starts in the permitted hours ({one.told}), and does not end in them: the speed is "
        f"limited to {number(one.rate)} messages a second ({one.limit.constraint.id}).{parts} By {clock(ends)} "
        f"{number(found.first)} of {number(one.count)} are out; {number(found.rest)} ({share(found.rest, one.count)}) "
        f"wait{later}{done}.",
        basis="computed",
        collides=True,
        size=Quantity(value=found.rest, unit="message"),
        decide_by=plan.calendar.open.before(occasion.on, 1),
        calculation=f"{_sums(one)}; {number(one.count)} - {number(found.first)} = {number(found.rest)}; "
        f"{number(found.rest)} ÷ {number(one.rate)} = {rest}",
        inputs=[
            from_brief("messages", one.count, "message", occasion.evidence),
            from_constraint("rate", float(one.rate), "message/second", one.limit.constraint),
        ],
        requirements=plan.touching(occasion.evidence, "scale", "time"),
        sentences=sentences_of(occasion.evidence),
        bars=[
            Bar(label=f"out by {clock(ends)}", value=found.first, unit="message"),
            Bar(label="planned", value=one.count, unit="message"),
        ],
    )


def _end(one: Spill) -> datetime:
    start = one.occasion.span.start.astimezone(UTC)
    return next(span.end for span in one.openings if span.end.astimezone(UTC) > start)


def _sums(one: Spill) -> str:
    start = one.occasion.span.start.astimezone(UTC)
    seconds = int((_end(one).astimezone(UTC) - start).total_seconds())
    parts = f"{one.parts.sums}; " if one.parts else ""
    return (
        f"{parts}{clock(one.occasion.span.start.astimezone(one.occasion.zone))} to "
        f"{clock(_end(one).astimezone(one.occasion.zone))} = {length(seconds)}; {number(one.rate)} × "
        f"{number(seconds)} seconds = {number(one.found.first)}"
    )


def spill_options(one: Spill) -> Iterator[WayOut]:
    """Start earlier on the day where it is long enough, fewer people, or a message in one part."""
    needed = ceil(Fraction(one.count) / one.rate)
    end = _end(one)
    opens = next(span.start for span in one.openings if span.end == end)
    latest = end.astimezone(UTC) - timedelta(seconds=needed)
    zone = one.occasion.zone
    if latest >= opens.astimezone(UTC):
        yield WayOut(
            text=f"Start by {clock(latest.astimezone(zone))} on the day: then the last one leaves by "
            f"{clock(end.astimezone(zone))}.",
            basis="computed",
            gives_up="The planned hour: the first hear from you earlier.",
            gains="Everybody has it on the planned day, within the permitted hours.",
            who_decides="campaign owner",
            takes="A new sending time.",
            calculation=f"{number(one.count)} ÷ {number(one.rate)} a second = {length(needed)}; "
            f"{clock(end.astimezone(zone))} - {length(needed)} = {clock(latest.astimezone(zone))}",
        )
    yield from _one_part(one)
    yield WayOut(
        text=f"Keep to {number(one.found.first)} people on the day, first those for whom it matters most, and stop the "
        f"queue when the hours end.",
        basis="computed",
        gives_up=f"{number(one.found.rest)} people do not get it, or get it when it may be over.",
        gains="Nobody hears of it too late.",
        who_decides="campaign owner",
        takes="A rule that says who comes first, and somebody who stops the queue.",
        calculation=_sums(one),
    )


def _one_part(one: Spill) -> Iterator[WayOut]:
    if one.parts is None or one.parts.each == 1:
        return
    needed = Fraction(one.count) / (one.rate * one.parts.each)
    done = one.occasion.span.start.astimezone(UTC) + timedelta(seconds=ceil(needed))
    if done <= _end(one).astimezone(UTC):
        yield WayOut(
            text=f"Shorten the text to {number(one.parts.cut.single)} characters, 1 part in place of "
            f"{number(one.parts.each)}: started as planned, all are out at "
            f"{clock(done.astimezone(one.occasion.zone))}.",
            basis="computed",
            gives_up="What the shorter text leaves out, or a click to a page that holds it.",
            gains="The planned start holds, within the permitted hours.",
            who_decides="campaign owner",
            takes="A new wording.",
            calculation=f"{number(one.count)} ÷ {number(one.rate * one.parts.each)} a second = {length(needed)}",
        )
