"""A limit on sending speed held against the sends of the plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import PlannedSend
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.telling import clock, length, number, people, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.sums.handing_over import Drain, drain, latest_send_start
from service.constraint import Bounded, Constraint

PER = {"second": 1, "minute": 60, "hour": 3600}
_CHANNELS = {
    "sms": re.compile(r"\b(?:sms|text(?:s| messages?)?|mms|10dlc|short ?codes?)\b", re.IGNORECASE),
    "email": re.compile(r"\b(?:e-?mails?|mails?|newsletters?|smtp|esp)\b", re.IGNORECASE),
    "push": re.compile(r"\bpush(?:es)?(?: notifications?)?\b|\bnotifications?\b", re.IGNORECASE),
    "messaging_app": re.compile(r"\bwhatsapp\b", re.IGNORECASE),
}
_DROPPED = re.compile(
    r"\b(?:drop(?:ped|s)?|reject(?:ed|s)?|discard(?:ed|s)?|lost|refused|thrown away|expires?)\b", re.IGNORECASE
)
_QUEUED = re.compile(r"\bqueue[ds]?\b|\bheld\b|\bwait(?:s|ing)?\b|\bdelayed\b|\bdeferred\b", re.IGNORECASE)
_NOT_QUEUED = re.compile(r"\bnot (?:be )?(?:queued|held|retried)\b|\bno queue\b", re.IGNORECASE)
_RESERVED = re.compile(r"\breserv\w+|\bkept (?:back|free)\b|\bof which\b|\bset aside\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Limit:
    """A rate in messages a second, what is kept back of it for others, and what becomes of messages beyond it."""

    constraint: Constraint
    per_second: Fraction
    reserved: Fraction
    patience: int | None
    drops: bool

    @property
    def usable(self) -> Fraction:
        """What is left for the campaign."""
        return self.per_second - self.reserved


def hold_rate(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a rate per second, minute or hour against every sized send of the channels it names."""
    limit = _limit(constraint)
    if limit is None:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    for send in sends_of(constraint, plan):
        if send.messages is None:
            continue
        found = drain(round(send.messages.value), limit.usable, plan.window_seconds(send), limit.patience)
        effects.append(_effect(limit, send, found, plan))
        if effects[-1].collides:
            options += _options(limit, send, found, plan)
    return Worked(tuple(effects), tuple(options)) if effects else None


def sends_of(constraint: Constraint, plan: Plan) -> list[PlannedSend]:
    """The sends that a constraint is about: those of the channels that it names, all where it names none."""
    words = " ".join([*(span.text for span in constraint.context), constraint.source.text])
    named = {channel for channel, pattern in _CHANNELS.items() if pattern.search(constraint.source.text)}
    named = named or {channel for channel, pattern in _CHANNELS.items() if pattern.search(words)}
    if not named and not re.search(r"\bmessages?\b|\bsend", words, re.IGNORECASE):
        return []
    return [send for send in plan.sends if not named or send.channel in named]


def rate_of(item: Bounded) -> Fraction | None:
    """A rate of messages or requests in one second; None for other quantities."""
    unit = item.mention.unit or ""
    thing, _, per = unit.partition("/")
    value = item.mention.value
    if item.mention.kind != "rate" or per not in PER or not isinstance(value, int | float) or not value:
        return None
    return exact(value) / PER[per] if thing in ("message", "request", "call", "event", "send", "item") else None


def _limit(constraint: Constraint) -> _Limit | None:
    rates = [(item, rate) for item in constraint.quantities if (rate := rate_of(item)) is not None]
    if not rates:
        return None
    text = constraint.source.text
    offset = constraint.source.start
    kept = [
        rate
        for item, rate in rates[1:]
        if _RESERVED.search(text[max(item.mention.start - offset - 40, 0) : item.mention.end - offset + 40])
    ]
    drops = bool(_DROPPED.search(text)) or bool(_NOT_QUEUED.search(text))
    waits = bool(_QUEUED.search(text)) and not _NOT_QUEUED.search(text)
    return _Limit(
        constraint,
        rates[0][1],
        min(kept, default=Fraction(0)),
        (_patience(constraint) if waits else 0) if drops else None,
        drops,
    )


def _patience(constraint: Constraint) -> int:
    """Seconds after which a waiting message is dropped; 0 where the text drops it at once or does not say when."""
    for item in constraint.of_kind("duration"):
        seconds = _seconds(item)
        if seconds is not None:
            return seconds
    return 0


def _seconds(item: Bounded) -> int | None:
    sizes = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
    value, unit = item.mention.value, item.mention.unit or ""
    return round(value * sizes[unit]) if unit in sizes and isinstance(value, int | float) else None


# --- what it does -------------------------------------------------------------------------------


def _effect(limit: _Limit, send: PlannedSend, found: Drain, plan: Plan) -> Effect:
    assert send.messages is not None
    count = round(send.messages.value)
    rate = (
        f"{number(limit.usable)} messages a second"
        if limit.usable >= 1
        else f"{number(limit.usable * 60)} messages a minute"
    )
    window = plan.window_seconds(send)
    sums = (
        f"{number(count)} ÷ {number(limit.usable)} a second = {number(found.needed)} seconds = {length(found.needed)}"
    )
    if limit.reserved:
        sums = (
            f"{number(limit.per_second)} - {number(limit.reserved)} kept for others = {number(limit.usable)} a "
            f"second; {sums}"
        )
    collides = bool(found.over)
    return Effect(
        area="reach" if collides and limit.drops else "timing",
        text=_collision(limit, send, found, rate, plan) if collides else _fit(send, found, rate, window),
        basis="computed",
        collides=collides,
        size=Quantity(value=_lost(limit, found), unit="message") if collides else None,
        decide_by=_day_before(send, plan) if collides else None,
        calculation=sums
        + (
            f"; {number(limit.usable)} × {number(window)} seconds = {number(found.fits or 0)} in the window"
            if window
            else ""
        ),
        inputs=[
            from_brief("messages", count, "message", send.evidence),
            from_constraint("rate", float(limit.usable), "message/second", limit.constraint),
            *([from_brief("window", window, "second", send.evidence)] if window else []),
        ],
        requirements=plan.using(f"send_rate.{send.id}", f"messages.{send.id}")
        or plan.touching(send.evidence, "scale", "time"),
        sentences=sentences_of(send.evidence),
        bars=[
            *([Bar(label="planned window", value=round(window / 60, 1), unit="minute")] if window else []),
            Bar(label="time it takes at this speed", value=round(float(found.needed) / 60, 1), unit="minute"),
        ],
    )


def _lost(limit: _Limit, found: Drain) -> int:
    """Messages that are dropped or, where nothing is dropped, late."""
    return found.evenly.dropped if limit.patience and found.evenly else found.over or 0


def _day_before(send: PlannedSend, plan: Plan) -> date | None:
    """The last working day before a send."""
    return plan.calendar.open.before(send.on, 1) if send.on else None


def _fit(send: PlannedSend, found: Drain, rate: str, window: int | None) -> str:
    needs = f"{send.name}: at {rate} the last message leaves after {length(found.needed)}"
    return (
        f"{needs}, inside the {length(window)} that are planned."
        if window
        else f"{needs}. No window is planned for it."
    )


def _collision(limit: _Limit, send: PlannedSend, found: Drain, rate: str, plan: Plan) -> str:
    assert send.messages is not None
    assert found.fits is not None
    assert found.evenly is not None
    window, count = plan.window_seconds(send) or 0, round(send.messages.value)
    plans = f"{send.name}: you plan {number(count)} messages in {length(window)}. At {rate}"
    if not limit.drops:
        late = (
            f"{plans}, {number(found.fits)} are out in that time ({share(found.fits, count)}) and "
            f"{people(found.over or 0)} get theirs later"
        )
        return f"{late}: the last {length(found.late_by or 0)} after the end{_end(send, found, plan)}."
    if not limit.patience:
        return (
            f"{plans}, {number(found.fits)} get through in that time ({share(found.fits, count)}). If all are "
            f"pushed out in it, "
            f"the other {number(found.over or 0)} are lost ({share(found.over or 0, count)}), because nothing "
            f"above the limit waits."
        )
    return (
        f"{plans} and spread evenly, about {number(found.evenly.through)} people get theirs and about "
        f"{number(found.evenly.dropped)} messages are thrown away. "
        f"Handed over all at once, only {number(found.at_once.through)} arrive and "
        f"{number(found.at_once.dropped)} are lost."
    )


def _end(send: PlannedSend, found: Drain, plan: Plan) -> str:
    span = plan.span_of(send)
    if span is None:
        return ""
    return f", at {clock(_rounded(span.start + timedelta(seconds=float(found.needed))))}"


def _rounded(when: datetime) -> datetime:
    return (when + timedelta(microseconds=999_999)).replace(microsecond=0)


# --- the ways out -------------------------------------------------------------------------------


def _options(limit: _Limit, send: PlannedSend, found: Drain, plan: Plan) -> Iterator[WayOut]:
    assert send.messages is not None
    assert found.fits is not None
    count, window = round(send.messages.value), plan.window_seconds(send) or 0
    yield WayOut(
        text=f"Spread the send over at least {length(found.no_wait_window)}{_start(send, found, plan)}: nobody is "
        f"left out.",
        basis="computed",
        gives_up=f"The window of {length(window)}; the first and the last get it {length(found.needed)} apart.",
        gains=f"All {number(count)} are reached, and nothing waits or is lost.",
        who_decides="campaign owner",
        takes="Sending paced at the limit, and new times in the sending plan.",
        calculation=f"{number(count)} ÷ {number(limit.usable)} a second = {length(found.needed)}",
    )
    if limit.patience and found.no_loss_window < found.no_wait_window:
        yield WayOut(
            text=f"Spread it over at least {length(found.no_loss_window)}: the last wait up to "
            f"{length(limit.patience)} in the queue, and none is dropped.",
            basis="computed",
            gives_up="All room for a mistake: every further message would be dropped.",
            gains=f"All {number(count)} are reached in the shortest time.",
            who_decides="campaign owner",
            takes="Sending spread evenly over the whole window.",
            calculation=f"{length(found.needed)} - {length(limit.patience)} of wait = {length(found.no_loss_window)}",
        )
    yield WayOut(
        text=f"Send to {number(found.fits)} people only in the planned window ({share(found.fits, count)}): first "
        f"to those for whom time matters most.",
        basis="computed",
        gives_up=f"{people(found.over or 0)} do not get it in that window; they can have it before or after.",
        gains="The planned window holds for those who matter most.",
        who_decides="campaign owner",
        takes="A rule that says who comes first, and one list for each group.",
        calculation=f"{number(limit.usable)} a second × {number(window)} seconds = {number(found.fits)}",
    )
    needed = Fraction(count, window)
    yield WayOut(
        text=f"Ask for a higher limit: at least {number(_up(needed + limit.reserved))} messages a second for that "
        f"time.",
        basis="computed",
        gives_up="Time to prepare, and possibly money.",
        gains="The planned window holds for everybody.",
        who_decides="owner of the sending system",
        takes="The number of messages, the day and the hours, and the day by which you need an answer.",
        calculation=f"{number(count)} ÷ {number(window)} seconds = {number(needed)} a second"
        + (f", and {number(limit.reserved)} for others" if limit.reserved else ""),
    )


def _up(value: Fraction) -> float:
    """Rounded up to a tenth: a limit that is asked for must be enough."""
    return -(-value * 10 // 1) / 10


def _start(send: PlannedSend, found: Drain, plan: Plan) -> str:
    span = plan.span_of(send)
    if span is None:
        return ""
    latest = latest_send_start(span.end, found.needed)
    until = _rounded(span.start + timedelta(seconds=float(found.needed)))
    return f": start by {clock(latest)} to be done by {clock(span.end)}, or let it run until {clock(until)}"


def sizes(sends: Sequence[PlannedSend]) -> int:
    """Messages of all sized sends together."""
    return sum(round(send.messages.value) for send in sends if send.messages)
