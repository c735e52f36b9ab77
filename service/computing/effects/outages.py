"""A promised availability, and times to recover, held against the hours in which the campaign is live."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from schemas.base import Evidence, Quantity
from schemas.brief import Fact
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import WorkloadInput
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import sends_of
from service.computing.effects.stated import (
    EVENT,
    Moment,
    around,
    beside,
    facts,
    in_sentence,
    moments,
    number_of,
    place,
    saying,
    seconds_of,
)
from service.computing.effects.telling import clock, length, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.downtime import Downtime, downtime, recovery
from service.computing.sums.exact import exact
from service.computing.wording import MONTHS, long_date
from service.constraint import Bounded, Constraint

_YEAR = re.compile(r"\b(?:per|a|each|every|of the) (?:calendar )?year\b|\bannual\w*|\byearly\b", re.IGNORECASE)
_MONTH = re.compile(r"\bmonth(?:ly)?\b", re.IGNORECASE)
_AVAILABLE = re.compile(r"\bavailab\w*|\buptime\b|\bup\b", re.IGNORECASE)
_CREDIT = re.compile(r"\bcredit\b|\bpenalt\w+|\brefund\w*", re.IGNORECASE)
_LOST = re.compile(r"\blos[est]\w*|\bdata loss\b|\bRPO\b|\brecovery point\b|\bbacked up\b", re.IGNORECASE)
_BACK = re.compile(
    r"\bRTO\b|\brecovery time\b|\b(?:running|up|back|available|online|live) again\b|\brestor\w+|\brecover\w*"
    r"|\bback (?:up|online|in service)\b",
    re.IGNORECASE,
)
_NOTHING_LOST = re.compile(
    r"\b(?:not (?:one|a single)|no|none) \w+ (?:may|must|can|should) (?:be|get) lost\b"
    r"|\b(?:nothing|no data) (?:may|must|can) (?:be|get) lost\b|\bwithout losing (?:a|any)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(r"\b(?:e-?mail|mail|sms|text messages?|push|messaging|sending|newsletter)\b", re.IGNORECASE)


def hold_availability(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold an availability in percent against the hours in which the campaign is live."""
    percent = _percent(constraint)
    if percent is None:
        return None
    worked = [_availability(constraint, percent, moment, plan) for moment in _live(constraint, plan)]
    options = [_own_promise(one) for one, effect in worked if effect.collides]
    return Worked(tuple(effect for _, effect in worked), tuple(options)) if worked else None


def hold_recovery(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a time to recover, and the data that may be lost, against the hours in which the campaign is live."""
    back, lost = _times(constraint)
    effects: list[Effect] = []
    options: list[WayOut] = []
    for moment in _live(constraint, plan) if back or lost else ():
        if back:
            effects.append(_recovery(constraint, back, moment, plan))
            options += [_standby(moment, plan)] if effects[-1].collides else []
        if lost:
            effects.append(_loss(constraint, lost, moment, plan))
            options += [_copy_often(moment, plan)] if effects[-1].collides else []
    return Worked(tuple(effects), tuple(options)) if effects else None


# --- what both sides state ----------------------------------------------------------------------


def _live(constraint: Constraint, plan: Plan) -> list[Moment]:
    """The hours that count: those of the sends for a sending system, else those of events, else those of sends."""
    sends = [
        Moment(send.name, send.on, send.start, send.end, tuple(send.evidence))
        for send in (sends_of(constraint, plan) if _SENDS.search(constraint.source.text) else plan.sends)
        if send.start and send.end and send.start != send.end and send.on
    ]
    events = [one for one in moments(plan) if one.on]
    return sends if _SENDS.search(constraint.source.text) else events or sends


def _percent(constraint: Constraint) -> Fraction | None:
    found = [n for item in constraint.of_kind("percentage") if (n := _as_number(item)) and n >= 90]
    text = constraint.source.text
    if len(found) != 1 or not _AVAILABLE.search(text) or _CREDIT.search(text):
        return None
    return exact(found[0]) if found[0] < 100 else None


def _as_number(item: Bounded) -> int | float | None:
    value = item.mention.value
    return value if isinstance(value, int | float) else None


def _times(constraint: Constraint) -> tuple[int | None, int | None]:
    """Seconds until all runs again, and seconds of data that may be lost; the first of each that the text gives."""
    back = lost = None
    for item in constraint.of_kind("duration"):
        seconds = seconds_of(item)
        before, after = around(constraint, item, 60)
        near = re.split(r"[.;]\s|\band we\b|\band up\b", before)[-1] + " " + re.split(r"[.;,](?:\s|$)| and ", after)[0]
        if seconds is None or re.search(r"\b(?:kept|retained)\b", near, re.IGNORECASE):
            continue
        if _LOST.search(near):
            lost = lost or seconds
        elif _BACK.search(near):
            back = back or seconds
    return back, lost


@dataclass(frozen=True)
class _Stake:
    """What the brief expects of the live hours: orders, takings."""

    fact: Fact
    value: Fraction

    def part(self, of: Fraction) -> str:
        """A part of it in words."""
        if self.fact.kind == "money":
            return f"{self.fact.unit} {number(round(self.value * of))}"
        return f"{number(round(self.value * of))} {'orders' if self.fact.unit == 'sale' else f'{self.fact.unit}s'}"


def _stakes(moment: Moment, plan: Plan) -> Iterator[_Stake]:
    """Orders and money that one sentence of the brief expects of exactly this length of time."""
    for fact in [*facts(plan, "count", "sale", "lead", "gift"), *facts(plan, "money")]:
        lengths = [number_of(one) for one in beside(plan, fact, "duration", "minute")]
        lengths += [60 * (number_of(one) or 0) for one in beside(plan, fact, "duration", "hour")]
        value = number_of(fact)
        if value and any(minutes and minutes * 60 == moment.seconds for minutes in lengths):
            yield _Stake(fact, exact(value))


def _when(moment: Moment) -> str:
    day = f"{long_date(moment.on)}, " if moment.on else ""
    # A send has its day in its name already.
    day = f"{moment.name}, " if moment.name != EVENT else day
    return f"{day}{clock(moment.start)} to {clock(moment.end)}"


# --- availability -------------------------------------------------------------------------------


def _availability(constraint: Constraint, percent: Fraction, moment: Moment, plan: Plan) -> tuple[Moment, Effect]:
    assert moment.on is not None
    yearly = bool(_YEAR.search(constraint.source.text))
    days = 365 + calendar.isleap(moment.on.year) if yearly else calendar.monthrange(moment.on.year, moment.on.month)[1]
    period = str(moment.on.year) if yearly else MONTHS[moment.on.month - 1]
    found = downtime(percent, timedelta(days=days), timedelta(seconds=moment.seconds))
    collides = found.at_worst is not None and found.at_worst * 60 >= moment.seconds
    case = "" if yearly or _MONTH.search(constraint.source.text) else "If it is counted by the month: "
    return moment, Effect(
        area="risk",
        text=case + _availability_text(percent, moment, found, period, collides=collides),
        basis="computed",
        collides=collides,
        size=Quantity(value=round(float(found.at_worst or 0), 1), unit="minute") if collides else None,
        calculation=f"{number(days)} days × 24 × 60 = {number(days * 1440)} minutes; {number(days * 1440)} × "
        f"{number(100 - percent)}% = {number(found.per_period)} minutes; the planned time is "
        f"{number(exact(moment.seconds) / 60)} minutes",
        inputs=[
            from_constraint("availability", float(percent), "percent", constraint),
            from_brief("planned time", moment.seconds // 60, "minute", moment.evidence),
        ],
        requirements=plan.touching(moment.evidence, "availability", "time"),
        sentences=sentences_of(moment.evidence),
        bars=[
            Bar(label=f"may be down in {period}", value=round(float(found.per_period), 1), unit="minute"),
            Bar(label="planned time", value=round(moment.seconds / 60, 1), unit="minute"),
        ],
    )


def _availability_text(percent: Fraction, moment: Moment, found: Downtime, period: str, *, collides: bool) -> str:
    allowed = f"{number(percent)}% allows {length(found.per_period * 60)} of downtime in {period}."
    planned = f"{_when(moment)} lasts {length(moment.seconds)}"
    even = f"Spread evenly it would be {length((found.in_window or Fraction(0)) * 60)} of it."
    if collides:
        return f"{allowed} {planned}: it may be down all of that time, and the promise is still kept. {even}"
    worst = (found.at_worst or Fraction(0)) * 60
    return f"{allowed} {planned}: at worst {length(worst)} of it are down ({share(worst, moment.seconds)}). {even}"


def _own_promise(moment: Moment) -> WayOut:
    return WayOut(
        text=f"Agree a promise for {_when(moment)} by itself: a standby system, no planned work, people on watch.",
        basis="computed",
        gives_up="Money, and the time of people who watch.",
        gains=f"The {length(moment.seconds)} that count are looked after, and not the month on average.",
        who_decides="owner of the system, with the campaign owner",
        takes="The day and the hours, and what a minute down costs you.",
        calculation=f"the promise leaves at least as many minutes down as the {number(moment.seconds // 60)} planned",
    )


# --- recovery -----------------------------------------------------------------------------------


def _recovery(constraint: Constraint, back: int, moment: Moment, plan: Plan) -> Effect:
    found = recovery(timedelta(seconds=back), timedelta(seconds=moment.seconds))
    start = datetime.combine(moment.on or plan.today, moment.start)
    again, end = start + timedelta(seconds=back), start + timedelta(seconds=moment.seconds)
    late = f", {length(again - end)} after the end" if again > end else ""
    at = clock(again) if again.date() == start.date() else f"{clock(again)} on {long_date(again.date())}"
    gone = "the whole time is gone" if found.share == 1 else f"{share(found.share, 1)} of the time is gone"
    stakes = list(_stakes(moment, plan))
    risk = f" At risk, if all comes evenly: {_parts(stakes, found.share)}." if stakes else ""
    return Effect(
        area="risk",
        text=f"{_when(moment)}: if the failure comes at the start, all runs again by {at} at the latest{late}; "
        f"{gone}.{risk}",
        basis="computed",
        collides=found.share == 1,
        size=Quantity(value=round(float(found.share * moment.seconds / 60), 1), unit="minute"),
        calculation=f"{length(back)} to recover ÷ {length(moment.seconds)} planned = "
        f"{number(exact(back) / moment.seconds)}",
        inputs=[
            from_constraint("time to recover", back / 60, "minute", constraint),
            *_inputs(moment, stakes),
        ],
        requirements=plan.touching(moment.evidence, "availability", "time"),
        sentences=sentences_of([*moment.evidence, *(place(one.fact) for one in stakes)]),
        bars=[
            Bar(label="time to recover", value=round(back / 60, 1), unit="minute"),
            Bar(label="planned time", value=round(moment.seconds / 60, 1), unit="minute"),
        ],
    )


def _loss(constraint: Constraint, lost: int, moment: Moment, plan: Plan) -> Effect:
    part = min(Fraction(1), Fraction(lost, moment.seconds))
    stakes = list(_stakes(moment, plan))
    strict = saying(plan, _NOTHING_LOST)
    at_most = f" At most {_parts(stakes, part)} are lost, if all comes evenly." if stakes else ""
    wish = " The brief says that nothing may be lost." if strict else ""
    whole = "all of it" if part == 1 else f"{share(part, 1)} of it"
    places: list[Evidence] = [*moment.evidence, *(place(one.fact) for one in stakes), *map(in_sentence, strict)]
    return Effect(
        area="risk",
        text=f"{_when(moment)}: a breakdown can lose the data of up to {length(lost)}, {whole}.{at_most}{wish}",
        basis="computed",
        collides=bool(strict) or part == 1,
        size=Quantity(value=round(float(part * moment.seconds / 60), 1), unit="minute"),
        calculation="; ".join(
            [
                f"{length(lost)} ÷ {length(moment.seconds)} = {number(exact(lost) / moment.seconds)}",
                *(f"{one.part(Fraction(1))} × {share(part, 1)} = {one.part(part)}" for one in stakes),
            ]
        ),
        inputs=[from_constraint("data that may be lost", lost / 60, "minute", constraint), *_inputs(moment, stakes)],
        requirements=plan.touching(places, "availability", "time", "measurement"),
        sentences=sentences_of(places),
    )


def _parts(stakes: list[_Stake], part: Fraction) -> str:
    return " and ".join(one.part(part) for one in stakes)


def _inputs(moment: Moment, stakes: list[_Stake]) -> list[WorkloadInput]:
    planned = from_brief("planned time", moment.seconds // 60, "minute", moment.evidence)
    return [planned, *(_expected(one.fact) for one in stakes)]


def _expected(fact: Fact) -> WorkloadInput:
    return from_brief("expected", number_of(fact) or 0, fact.unit or "item", (place(fact),))


def _standby(moment: Moment, plan: Plan) -> WayOut:
    stakes = list(_stakes(moment, plan))
    ten = min(Fraction(1), Fraction(600, moment.seconds))
    cost = f", about {_parts(stakes, ten)}" if stakes else ""
    return WayOut(
        text=f"Have a standby for {_when(moment)} that takes over within minutes: each 10 minutes down are "
        f"{share(ten, 1)} of it{cost}.",
        basis="computed",
        gives_up="Money for the standby, and time to rehearse the switch.",
        gains="A breakdown costs minutes and not the whole time.",
        who_decides="owner of the system, with the campaign owner",
        takes="A standby, a rehearsal, and somebody who may order the switch.",
        calculation=f"10 minutes ÷ {length(moment.seconds)} = {share(ten, 1)}",
    )


def _copy_often(moment: Moment, plan: Plan) -> WayOut:
    part = min(Fraction(1), Fraction(300, moment.seconds))
    stakes = list(_stakes(moment, plan))
    left = f": at most about {_parts(stakes, part)} are lost then" if stakes else ""
    return WayOut(
        text=f"Back up every 5 minutes during {_when(moment)}{left}.",
        basis="computed",
        gives_up="Some load on the system, and work to set it up.",
        gains="A breakdown loses minutes of data.",
        who_decides="owner of the system",
        takes="A shorter interval on that day, or a second copy of every record as it comes.",
        calculation=f"5 minutes ÷ {length(moment.seconds)} = {share(part, 1)}",
    )
