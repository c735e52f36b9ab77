"""A limit on sending speed held against the sends of the plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import PlannedSend
from service.computing.effects.parts import Parts, parts_of
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import Limit, limit_of, sends_of
from service.computing.effects.slots import Slot, slot_of
from service.computing.effects.telling import clock, length, moment, number, people, share
from service.computing.effects.worked import Worked
from service.computing.sums.handing_over import Drain, drain, latest_send_start
from service.constraint import Constraint


@dataclass(frozen=True)
class _Case:
    """One send under one limit: what is planned, the time there is for it, and what comes of it."""

    limit: Limit
    send: PlannedSend
    count: int
    slot: Slot | None
    found: Drain
    plan: Plan
    parts: Parts | None = None

    @property
    def collides(self) -> bool:
        """More is planned than the limit lets through in that time."""
        return bool(self.found.over)

    @property
    def rate(self) -> str:
        """The speed that is left, in words."""
        if self.limit.usable >= 1:
            return f"{number(self.limit.usable)} messages a second"
        return f"{number(self.limit.usable * 60)} messages a minute"

    @property
    def done_at(self) -> datetime | None:
        """When the last message is through, started as planned and sent at the limit."""
        start = self.slot.start if self.slot else _start(self.send, self.plan)
        return _up_to_second(start + timedelta(seconds=float(self.found.needed))) if start else None


def hold_rate(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a rate per second, minute or hour against every sized send of the channels it names."""
    limit = limit_of(constraint)
    if limit is None:
        return None
    parts = parts_of(constraint, limit.item, plan) if limit.item else None
    whole = in_messages(limit, parts.each) if parts else limit
    cases = [_case(whole, send, plan, parts) for send in sends_of(constraint, plan) if send.messages]
    options = [option for case in cases if case.collides for option in _options(case)]
    return Worked(tuple(_effect(case) for case in cases), tuple(options)) if cases else None


def in_messages(limit: Limit, parts: int) -> Limit:
    """A limit that is told in parts of messages, as one of whole messages of so many parts."""
    return replace(limit, per_second=limit.per_second / parts, reserved=limit.reserved / parts)


def _case(limit: Limit, send: PlannedSend, plan: Plan, parts: Parts | None) -> _Case:
    count = round(send.messages.value) if send.messages else 0
    slot = slot_of(send, plan, float(count / limit.usable))
    return _Case(
        limit,
        send,
        count,
        slot,
        drain(count, limit.usable, slot.seconds if slot else None, limit.patience),
        plan,
        parts,
    )


def _start(send: PlannedSend, plan: Plan) -> datetime | None:
    return datetime.combine(send.on or plan.today, send.start) if send.start else None


def _up_to_second(when: datetime) -> datetime:
    return (when + timedelta(microseconds=999_999)).replace(microsecond=0)


# --- what it does -------------------------------------------------------------------------------


def _effect(case: _Case) -> Effect:
    send, plan, slot = case.send, case.plan, case.slot
    takes = Bar(label="time it takes at this speed", value=round(float(case.found.needed) / 60, 1), unit="minute")
    return Effect(
        area="reach" if case.collides and case.limit.drops else "timing",
        text=_collision(case, slot) if case.collides and slot else _fit(case),
        basis="computed",
        collides=case.collides,
        size=Quantity(value=_lost(case), unit="message") if case.collides else None,
        decide_by=_day_before(case) if case.collides else None,
        open_point=None if slot or send.end else "by when the last message has to be there",
        calculation=_sums(case),
        inputs=[
            from_brief("messages", case.count, "message", send.evidence),
            from_constraint("rate", float(case.limit.usable), "message/second", case.limit.constraint),
            *([from_brief("window", slot.seconds, "second", send.evidence)] if slot else []),
        ],
        requirements=plan.using(f"send_rate.{send.id}", f"messages.{send.id}")
        or plan.touching(send.evidence, "scale", "time"),
        sentences=sentences_of(send.evidence),
        bars=[Bar(label="time there is", value=round(slot.seconds / 60, 1), unit="minute"), takes] if slot else [takes],
    )


def _sums(case: _Case) -> str:
    limit, found = case.limit, case.found
    sums = (
        f"{number(case.count)} ÷ {number(limit.usable)} a second = {number(found.needed)} seconds = "
        f"{length(found.needed)}"
    )
    if limit.reserved:
        left = (
            f"{number(limit.per_second)} - {number(limit.reserved)} kept for others = {number(limit.usable)} a second"
        )
        sums = f"{left}; {sums}"
    sums = f"{_in_parts(case, case.parts)}{sums}"
    if case.slot is None:
        return sums
    inside = f"{number(limit.usable)} × {number(case.slot.seconds)} seconds = {number(found.fits or 0)} in that time"
    return f"{sums}; {inside}"


def _in_parts(case: _Case, parts: Parts | None) -> str:
    """How a limit in parts became one in messages."""
    if parts is None:
        return ""
    counted_rate = f"{number(case.limit.per_second * parts.each)} parts a second"
    if parts.each == 1:
        return f"{parts.sums}, so that {counted_rate} are as many messages; "
    total = f"{number(case.count)} × {number(parts.each)} = {number(case.count * parts.each)} parts"
    return f"{parts.sums}; {total}; {counted_rate} ÷ {number(parts.each)} = {number(case.limit.per_second)} messages; "


def _lost(case: _Case) -> int:
    """Messages that are dropped or, where nothing waits or nothing is dropped, those beyond the limit."""
    evenly = case.found.evenly
    return evenly.dropped if case.limit.patience and evenly else case.found.over or 0


def _day_before(case: _Case) -> date | None:
    """The last working day before the send."""
    return case.plan.calendar.open.before(case.send.on, 1) if case.send.on else None


def _fit(case: _Case) -> str:
    done = f", at {_at(case.done_at, case)}" if case.done_at else ""
    needs = (
        f"{case.send.name}: {_parts_told(case)}at {case.rate} the last message leaves after "
        f"{length(case.found.needed)}{done}"
    )
    if case.slot:
        return f"{needs}. That fits {case.slot.words}."
    return f"{needs}.{_poured_in(case)} {_start_by(case)}"


def _parts_told(case: _Case) -> str:
    """That every text counts several times, where it does."""
    parts = case.parts
    if parts is None or parts.each == 1:
        return ""
    return f"{parts.told[0].lower()}{parts.told[1:]} That makes {number(case.count * parts.each)} parts. So "


def _at(when: datetime, case: _Case) -> str:
    """A time of day, with its day where that is not the day of the send."""
    return clock(when) if when.date() == (case.send.on or case.plan.today) else moment(when)


def _start_by(case: _Case) -> str:
    """When a send has to start of which the brief gives only the end."""
    if case.send.end is None:
        return "The brief names no end for it."
    end = datetime.combine(case.send.on or case.plan.today, case.send.end)
    return f"To be done by {clock(end)} it has to start by {clock(latest_send_start(end, case.found.needed))}."


def _poured_in(case: _Case) -> str:
    """What is lost of a send that is handed over all at once, where the limit drops what it cannot take."""
    at_once = case.found.at_once
    if not case.limit.drops or not at_once.dropped:
        return ""
    return f" Handed over all at once, only {number(at_once.through)} arrive and {number(at_once.dropped)} are lost."


def _collision(case: _Case, slot: Slot) -> str:
    found, count = case.found, case.count
    fits, over = found.fits or 0, found.over or 0
    told = _parts_told(case)
    told = f" {told[0].upper()}{told[1:]}at" if told else " At"
    plans = f"{case.send.name}: you plan {number(count)} messages for {slot.words}.{told} {case.rate}"
    if not case.limit.drops:
        done = f", at {_at(case.done_at, case)}" if case.done_at else ""
        out = f"{plans}, {number(fits)} are out in that time ({share(fits, count)}) and {people(over)} get theirs later"
        return f"{out}: the last {length(found.late_by or 0)} after it{done}."
    if not case.limit.patience or found.evenly is None:
        out = f"{plans}, {number(fits)} get through in that time ({share(fits, count)})"
        lost = f"the other {number(over)} are lost ({share(over, count)})"
        return f"{out}. If all are pushed out in it, {lost}, because nothing above the limit waits."
    lost = f"about {number(found.evenly.dropped)} messages are thrown away"
    at_once = f"only {number(found.at_once.through)} arrive and {number(found.at_once.dropped)} are lost"
    spread = f"{plans} and spread evenly, about {number(found.evenly.through)} people get theirs and {lost}"
    return f"{spread}. Handed over all at once, {at_once}."


# --- the ways out -------------------------------------------------------------------------------


def _options(case: _Case) -> list[WayOut]:
    slot = case.slot
    if slot is None:
        return []
    tight = case.limit.patience and case.found.no_loss_window < case.found.no_wait_window
    return [
        *([_one_part(case, case.parts, slot)] if case.parts and case.parts.each > 1 else []),
        _spread(case, slot),
        *([_spread_tightly(case)] if tight else []),
        _fewer(case, slot),
        _higher(case, slot),
    ]


def _spread(case: _Case, slot: Slot) -> WayOut:
    needed = length(case.found.no_wait_window)
    return WayOut(
        text=f"Spread the send over at least {needed}{_times(case, slot)}. Nobody is left out.",
        basis="computed",
        gives_up=f"{slot.words[0].upper()}{slot.words[1:]}; the first and the last get it {needed} apart.",
        gains=f"All {number(case.count)} are reached, and nothing waits or is lost.",
        who_decides="campaign owner",
        takes="Sending paced at the limit, and new times in the sending plan.",
        calculation=f"{number(case.count)} ÷ {number(case.limit.usable)} a second = {needed}",
    )


def _one_part(case: _Case, parts: Parts, slot: Slot) -> WayOut:
    """A text that is short enough for one part needs a fraction of the time."""
    rate = case.limit.usable * parts.each
    needed = Fraction(case.count) / rate
    latest = latest_send_start(slot.end, needed) if slot.end else None
    start = f": start by {clock(latest)} to be done by {clock(slot.end)}" if latest and slot.end else ""
    enough = " The planned start holds." if needed <= slot.seconds else start + "."
    return WayOut(
        text=f"Shorten the text to {number(parts.cut.single)} characters, which is 1 part. All are out after "
        f"{length(needed)} then{enough}",
        basis="computed",
        gives_up="What the shorter text leaves out, or a click to a page that holds it.",
        gains=f"{number(parts.each)} times the speed, and {share(1, parts.each)} of the price of the parts.",
        who_decides="campaign owner, with whoever must have the conditions in the text",
        takes="A new wording, checked for letters that make a text longer.",
        calculation=f"{number(case.count)} ÷ {number(rate)} a second = {number(needed)} seconds = {length(needed)}",
    )


def _times(case: _Case, slot: Slot) -> str:
    if slot.end is None or case.done_at is None:
        return ""
    latest = latest_send_start(slot.end, case.found.needed)
    return f": start by {clock(latest)} to be done by {clock(slot.end)}, or let it run until {clock(case.done_at)}"


def _spread_tightly(case: _Case) -> WayOut:
    needed, waits = length(case.found.no_loss_window), length(case.limit.patience or 0)
    return WayOut(
        text=f"Spread it over at least {needed}: the last wait up to {waits} in line, and none is dropped.",
        basis="computed",
        gives_up="All room for a mistake: every further message would be dropped.",
        gains=f"All {number(case.count)} are reached in the shortest time.",
        who_decides="campaign owner",
        takes="Sending spread evenly over the whole time.",
        calculation=f"{length(case.found.needed)} - {waits} of waiting = {needed}",
    )


def _fewer(case: _Case, slot: Slot) -> WayOut:
    fits, over = case.found.fits or 0, case.found.over or 0
    return WayOut(
        text=f"Send to {number(fits)} people only in that time ({share(fits, case.count)}), first to those for whom it "
        "matters most.",
        basis="computed",
        gives_up=f"{people(over)} do not get it in that time; they can have it before or after.",
        gains="The planned time holds for those who matter most.",
        who_decides="campaign owner",
        takes="A rule that says who comes first, and one list for each group.",
        calculation=f"{number(case.limit.usable)} a second × {number(slot.seconds)} seconds = {number(fits)}",
    )


def _higher(case: _Case, slot: Slot) -> WayOut:
    needed, reserved = Fraction(case.count, slot.seconds), case.limit.reserved
    others = f", and {number(reserved)} for others" if reserved else ""
    each = case.parts.each if case.parts else 1
    unit, others = ("parts", f"{others}, × {number(each)} parts each") if each > 1 else ("messages", others)
    least = number(_up((needed + reserved) * each))
    return WayOut(
        text=f"Ask for a higher limit: at least {least} {unit} a second for that time.",
        basis="computed",
        gives_up="Time to prepare, and possibly money.",
        gains="The planned time holds for everybody.",
        who_decides="owner of the sending system",
        takes="The number of messages, the day and the hours, and the day by which you need an answer.",
        calculation=f"{number(case.count)} ÷ {number(slot.seconds)} seconds = {number(needed)} a second{others}",
    )


def _up(value: Fraction) -> float:
    """Rounded up to a tenth: a limit that is asked for must be enough."""
    return -(-value * 10 // 1) / 10
