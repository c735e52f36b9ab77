"""A new sender that has to warm up, held against the e-mails of the plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import PlannedSend
from service.computing.effects.allowed import Demand
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.telling import number, share
from service.computing.effects.warm_up_told import Told, warm_up_told
from service.computing.effects.worked import Worked
from service.computing.sums.warm_up import DAY, WarmUp
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_NEW = re.compile(
    r"\bnew\b[^.;]{0,40}\b(?:sender|domain|ip|address|platform|tool|system|provider|account)\b|\bwarm\w*"
    r"|\bfirst (?:mail|send)",
    re.IGNORECASE,
)
"""Words of a brief that speaks of a new sender."""


@dataclass(frozen=True)
class _Case:
    """One send under a warm-up that begins on `start`; `until`: the last day on which the message is of use."""

    constraint: Constraint
    told: Told
    demand: Demand
    on: date
    start: date
    until: date | None
    plan: Plan

    @property
    def table(self) -> WarmUp:
        """The table of volumes."""
        return self.told.table

    @property
    def volume(self) -> int | None:
        """What the day of the send allows; None is no cap."""
        return self.table.volume(self.start, self.on)

    @property
    def over(self) -> int:
        """Messages that do not fit that day."""
        return 0 if self.volume is None else max(0, self.demand.count - self.volume)

    @property
    def place(self) -> str:
        """Where in the table the day lies: "on day 9", "in week 4"."""
        return f"{'in week' if self.table.by_week else 'on day'} {self.table.place(self.start, self.on)}"


def hold_warm_up(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a table of daily volumes against the e-mails of the plan.

    It begins on the day that the text names, else with the first e-mail of the plan.
    """
    sends = [send for send in plan.sends if send.channel == "email" and send.messages and send.on]
    told = warm_up_told(constraint, plan) if sends else None
    if told is None:
        return None
    if isinstance(told, str):
        return _row_of(told, sends)
    start = told.starts or min(send.on for send in sends if send.on)
    effects: list[Effect] = []
    options: list[WayOut] = []
    for send in sends:
        if send.on is None or send.on < max(start, plan.today):
            continue
        case = _Case(constraint, told, Demand.of(send), send.on, start, _until(plan, send.on), plan)
        effects.append(_effect(case))
        options += _options(case) if case.over else []
    return Worked(tuple(effects), tuple(options)) if effects else None


def _row_of(name: str, sends: Sequence[PlannedSend]) -> Worked:
    """A later row of the table: it says nothing by itself."""
    return Worked(
        (
            Effect(
                area="timing",
                text=f"This is a step of the warm-up that begins with {name}, and is held against the plan there.",
                basis="general",
                sentences=sentences_of(item for send in sends for item in send.evidence),
            ),
        )
    )


def _until(plan: Plan, on: date) -> date | None:
    """The first deadline of the brief after the send: what comes later than that comes too late."""
    return next((one.date for one in plan.milestones if one.kind == "deadline" and one.date > on), None)


def _effect(case: _Case) -> Effect:
    count, volume = case.demand.count, case.volume
    allowed = count if volume is None else min(volume, count)
    return Effect(
        area="timing" if case.over else "reach",
        text=_text(case),
        basis="computed",
        collides=bool(case.over),
        size=Quantity(value=case.over, unit="message") if case.over else None,
        decide_by=_decide_by(case) if case.over else None,
        calculation=_sums(case),
        inputs=[
            from_brief("messages", count, "message", case.demand.evidence),
            from_constraint(f"volume {case.place}", allowed, "message", case.constraint),
        ],
        requirements=case.plan.using(*case.demand.workloads),
        sentences=sentences_of(case.demand.evidence),
        bars=[
            Bar(label=f"allowed {case.place}", value=allowed, unit="message"),
            Bar(label="planned", value=count, unit="message"),
        ],
    )


def _text(case: _Case) -> str:
    name, count = case.demand.name, number(case.demand.count)
    begins = case.start == case.on and not case.told.starts
    first = (
        "The brief names no earlier mail from the new sender, so the warm-up begins with this one. " if begins else ""
    )
    allows = "has no cap" if case.volume is None else f"allows {number(case.volume)} e-mails"
    known = any(_NEW.search(one.text) for one in case.plan.specification.brief.sentences)
    first = first if known else f"If it goes out from the new sender: {first[:1].lower()}{first[1:]}"
    text = f"{first}{name} falls {case.place} of the warm-up, which {allows}."
    if not case.over:
        return f"{text} All {count} can go out."
    room = case.volume or 0
    text += (
        f" Of {count}, {number(room)} ({share(room, case.demand.count)}) can go out; {number(case.over)} have to wait."
    )
    return f"{text}{_by_deadline(case)}{_whole(case)}"


def _by_deadline(case: _Case) -> str:
    if case.until is None:
        return ""
    out, done = case.table.out(case.start, case.on, case.until, case.demand.count)
    if done:
        return f" All are out on {long_date(done)}, before {long_date(case.until)}."
    left = case.demand.count - out
    return (
        f" By {long_date(case.until)}, the next last day in the brief, {number(out)} are out; {number(left)} "
        f"({share(left, case.demand.count)}) get it after that."
    )


def _whole(case: _Case) -> str:
    day = case.table.whole_on(case.start, case.demand.count)
    return (
        f" The whole list fits one day from {long_date(day)} on."
        if day
        else " No day of the table takes the whole list."
    )


def _sums(case: _Case) -> str:
    count, volume = case.demand.count, case.volume
    parts = [f"{long_date(case.on)} is {case.place.partition(' ')[2]}, counted from {long_date(case.start)}"]
    if volume is not None:
        parts.append(f"{number(count)} - {number(volume)} = {number(count - volume)}")
    if case.over and case.until:
        out, _ = case.table.out(case.start, case.on, case.until, count)
        parts.append(
            f"{long_date(case.on)} to {long_date(case.until)}: {number(out)} in all; {_days(case, case.start)}"
        )
    return "; ".join(parts)


def _days(case: _Case, start: date) -> str:
    """The days of sending and what goes out on each, those of one volume together."""
    left, told, last = case.demand.count, list[tuple[int, int]](), case.until or case.on + 13 * DAY
    for step in range((last - case.on).days + 1):
        volume = case.table.volume(start, case.on + step * DAY)
        today = left if volume is None else min(left, volume)
        left -= today
        if today:
            told = [*told[:-1], (told[-1][0] + 1, today)] if told and told[-1][1] == today else [*told, (1, today)]
    return " + ".join(f"{number(days)} × {number(volume)}" if days > 1 else number(volume) for days, volume in told)


def _decide_by(case: _Case) -> date | None:
    """The working day before the last start that still brings everybody in time."""
    start = _latest(case)
    return case.plan.calendar.open.before(start, 1) if start and start > case.plan.today else None


def _latest(case: _Case, last: date | None = None) -> date | None:
    """The last day to begin so that all is out by the deadline or by `last`; a table of weeks begins on a Monday."""
    last = last or case.until or case.on
    start = case.table.latest_start(case.on, last, case.demand.count, case.plan.today)
    if start is None or not case.table.by_week:
        return start
    monday = start - start.weekday() * DAY
    return monday if monday >= case.plan.today and case.table.volume(monday, monday) else start


# --- the ways out -------------------------------------------------------------------------------


def _options(case: _Case) -> Iterator[WayOut]:
    yield from _sooner(case)
    yield from _later(case)
    yield _old_sender(case)


def _sooner(case: _Case) -> Iterator[WayOut]:
    """Begin early enough for the deadline, and early enough for everybody on the planned day."""
    lasts = dict.fromkeys((case.until or case.on, case.on))
    starts = {start: last for last in lasts if (start := _latest(case, last))}
    for start, last in starts.items():
        yield _start(case, start, last)


def _start(case: _Case, start: date, last: date) -> WayOut:
    out, done = case.table.out(start, case.on, last, case.demand.count)
    days = _days(case, start)
    fed = case.table.needed_before(start, case.on)
    gone = f"all {number(out)} go out on {long_date(case.on)}"
    if done != case.on:
        gone = f"{days} go out from {long_date(case.on)} on, all {number(out)} by {long_date(done or last)}"
    return WayOut(
        text=f"Start the warm-up by {long_date(start)} with other real mails: then {gone}.",
        basis="computed",
        gives_up=f"Mails have to be written for the days before: the table has room for {number(fed)} of them.",
        gains="Everybody has it while it is of use.",
        who_decides="campaign owner, with the owner of the sending system",
        takes="Something that real readers want to open, sent from the new sender first.",
        calculation=f"{long_date(case.on)} is {_place(case, start)}, counted from {long_date(start)}"
        + (f"; {days} = {number(out)}" if days != number(out) else ""),
    )


def _place(case: _Case, start: date) -> str:
    return f"{'week' if case.table.by_week else 'day'} {case.table.place(start, case.on)}"


def _later(case: _Case) -> Iterator[WayOut]:
    """Move the send to the first day that takes it whole, with a warm-up that starts as soon as it can."""
    days = (case.plan.today + step * DAY for step in range(8))
    start = case.told.starts or next(day for day in days if case.table.volume(day, day) != 0)
    day = case.table.whole_on(start, case.demand.count)
    if day is None or day <= case.on:
        return
    needs = sum(1 for step in range((day - start).days) if case.table.volume(start, start + step * DAY))
    yield WayOut(
        text=f"Move it to {long_date(day)}: with a warm-up from {long_date(start)} on, that is the first day that "
        f"takes "
        f"all {number(case.demand.count)} at once.",
        basis="computed",
        gives_up=f"{counted((day - case.on).days, 'day')} against the plan.",
        gains="One day for everybody.",
        who_decides="campaign owner",
        takes=f"Mails for the {counted(needs, 'sending day')} before, and new dates.",
        calculation=f"{long_date(start)} + {counted((day - start).days, 'day')} = {long_date(day)}",
    )


def _old_sender(case: _Case) -> WayOut:
    room = case.volume or 0
    return WayOut(
        text=f"Send the other {number(case.over)} from a sender that is warm already, and warm up the new one with the "
        f"{number(room)} who open most.",
        basis="computed",
        gives_up="The new sender for most people on that day.",
        gains="Everybody has it on the planned day, and the reputation of the new sender is not spent.",
        who_decides="campaign owner, with the owner of the sending system",
        takes="A sender that may still be used, and two lists.",
        calculation=f"{number(case.demand.count)} - {number(room)} = {number(case.over)}",
    )
