"""Hours in which somebody is there, held against the hours in which the campaign is live or promises an answer."""

import re
from datetime import datetime, time, timedelta
from fractions import Fraction

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.clocks import weekdays_in
from service.computing.effects.hours_promised import Promise, Stretch, promises, stretches, week_of
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import moments
from service.computing.effects.telling import clock, length, moment, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.week import Week
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_THERE = re.compile(
    r"\bon[- ]call\b|\b(?:un)?staffed\b|\bmanned\b|\bsupport\b|\b(?:office|service|opening|working|business) hours\b"
    r"|\bteams?\b|\bdesk\b|\b(?:hot|help|phone)?lines?\b|\bworks?\b|\banswer\w*\b|\bpick(?:s|ed)? up\b|\bcover\w*\b"
    r"|\b(?:is|are|'re) (?:there|here|in|around|open|available|reachable)\b|\bshifts?\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:nobody|no one|no-one|none of us|no (?:cover|on-?call|support|staff|shift|one))\b|\b(?:unstaffed|closed)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:support|help|service|lines?|hotline|helpline|phones?|(?<!on[- ])calls?|callers?|chat|desk|agents?|answer\w*"
    r"|pick(?:s|ed)? up|customer|call cent(?:re|er)|counter|switchboard)\b",
    re.IGNORECASE,
)
_MENDS = re.compile(
    r"\bon[- ]call\b|\b(?:operations|ops|engineers?|admin\w*|developers?|teams?|support|(?:service|help) ?desk"
    r"|IT|infrastructure"
    r"|hosting|systems?|works)\b",
)
"""Words of those who see to faults; a line that customers call is none of them."""
_WAITED_FOR = ("approval", "vendor_approval", "security_review", "lead_time")
"""Kinds of those who are waited for before the launch: their hours are no promise to anybody after it."""
_CHANGES = re.compile(
    r"\b(?:maintenance|deploy\w*|releas\w+|send\w*|sent|messages?|backup|batch|jobs?|approv\w*|review\w*"
    r"|sign(?:s|ed)? off)\b",
    re.IGNORECASE,
)


def hold_staffing(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the hours of a team against every live event of the brief and every hour in which it promises an answer.

    All are taken by the clocks of the plan.
    """
    week = staffed_week(constraint, plan) if constraint.kind not in _WAITED_FOR else None
    if not week:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    promised = list(promises(plan))
    for promise in promised if _ANSWERS.search(constraint.source.text) else ():
        effects.append(_promise_effect(constraint, week, promise, plan))
        options += _promise_options(week, promise) if effects[-1].collides else []
    places = {one.sentence.id for one in promised}
    for stretch in (*_of_moments(plan, places), *stretches(plan)) if _MENDS.search(constraint.source.text) else ():
        effects.append(_effect(constraint, week, stretch, plan))
        options += [_shift(week, stretch)] if effects[-1].collides else []
    return Worked(tuple(effects), tuple(options)) if effects else None


def staffed_week(constraint: Constraint, plan: Plan) -> Week:
    """The hours of the week with somebody there; those without anybody turned round, where no other text gives any."""
    text = constraint.source.text
    if not _THERE.search(text) or _CHANGES.search(text):
        return Week(frozenset())
    week = week_of(constraint)
    if not _NOBODY.search(text) or (week and not _says_when_nobody(text)):
        return week
    others = (one for one in plan.constraints if one.id != constraint.id and not _NOBODY.search(one.source.text))
    if any(_THERE.search(one.source.text) and week_of(one) for one in others):
        return Week(frozenset())
    absent = week or week_of(constraint, every_day=True) or Week.of([(weekdays_in(_clause(text)), time(0), time(0))])
    return absent.turned() if absent else absent


def _clause(text: str) -> str:
    """The words from "nobody" on to the end of the clause."""
    found = _NOBODY.search(text)
    return re.split(r"[,.;]|\bso\b", text[found.start() :])[0] if found else ""


def _says_when_nobody(text: str) -> bool:
    """Tell whether hours are those in which nobody is there: "nobody is on call from 20:00 to 07:00"."""
    found = _NOBODY.search(text)
    return (
        bool(found) and "outside" not in text.lower() and not re.search(r"\d", text[: found.start()] if found else "")
    )


def _of_moments(plan: Plan, promised: set[str]) -> list[Stretch]:
    found: list[Stretch] = []
    for one in moments(plan):
        if one.on and not promised & set(sentences_of(one.evidence)):
            start = datetime.combine(one.on, one.start)
            found.append(Stretch(start, start + timedelta(seconds=one.seconds), one.evidence))
    return found


# --- a stretch of time --------------------------------------------------------------------------


def _told(stretch: Stretch) -> str:
    if stretch.start.date() == stretch.end.date():
        return f"{long_date(stretch.start.date())}, {clock(stretch.start)} to {clock(stretch.end)}"
    return f"{moment(stretch.start)} to {moment(stretch.end)}"


def _effect(constraint: Constraint, week: Week, stretch: Stretch, plan: Plan) -> Effect:
    whole = stretch.end - stretch.start
    gaps = week.outside(stretch.start, stretch.end)
    alone = sum((end - start for start, end in gaps), timedelta())
    collides = bool(gaps) and stretch.insists
    minutes, missing = whole // timedelta(minutes=1), alone // timedelta(minutes=1)
    return Effect(
        area="risk",
        text=_collision(stretch, gaps, alone, whole)
        if gaps
        else f"{_told(stretch)} fits: somebody is there all the time.",
        basis="computed",
        collides=collides,
        size=Quantity(value=missing, unit="minute") if collides else None,
        decide_by=plan.calendar.open.before(stretch.start.date(), 1) if collides else None,
        open_point="whether somebody has to be there outside these hours" if gaps and not collides else None,
        calculation=f"{clock(stretch.start)} to {clock(stretch.end)} = {length(whole)}; with somebody there "
        f"{length(whole - alone)}, without {length(alone)}; {number(missing)} ÷ {number(minutes)} minutes = "
        f"{share(missing, minutes)}",
        inputs=[
            from_brief("planned time", minutes, "minute", stretch.evidence),
            from_constraint("with somebody there", minutes - missing, "minute", constraint),
        ],
        requirements=plan.speaking_of(["on call"], "availability") or plan.touching(stretch.evidence),
        sentences=sentences_of(stretch.evidence),
        bars=[
            Bar(label="planned time", value=minutes, unit="minute"),
            Bar(label="with somebody there", value=minutes - missing, unit="minute"),
        ],
    )


def _collision(stretch: Stretch, gaps: list[tuple[datetime, datetime]], alone: timedelta, whole: timedelta) -> str:
    part = share(alone.total_seconds(), whole.total_seconds())
    text = f"{_told(stretch)}: somebody is there for {length(whole - alone)} of {length(whole)}. "
    text += f"For {length(alone)} nobody would see to a fault ({part})"
    if gaps != [(stretch.start, stretch.end)]:
        start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
        which = "" if len(gaps) == 1 else "the longest time at a stretch "
        text += f", {which}from {moment(start)} to {moment(end)}"
    text += "."
    inside = [when for when in stretch.within if any(start <= when < end for start, end in gaps)]
    if inside:
        text += f" {counted(len(inside), 'moment')} that the brief names lie in it: {', '.join(map(clock, inside))}."
    return text


def _shift(week: Week, stretch: Stretch) -> WayOut:
    gaps = week.outside(stretch.start, stretch.end)
    start, end = gaps[0][0], gaps[-1][1]
    told = f"{long_date(start.date())}, {clock(start)} to {clock(end)}" if start.date() == end.date() else ""
    told = told or f"{moment(start)} to {moment(end)}"
    return WayOut(
        text=f"Arrange people on watch for {told}.",
        basis="computed",
        gives_up=f"The pay of an extra shift of at least {length(end - start)} a person.",
        gains="A fault in that time is seen and mended.",
        who_decides="head of the team, with the campaign owner",
        takes="Names, a telephone number, and time to prepare before it starts.",
        calculation=f"{clock(start)} to {clock(end)} = {length(end - start)}",
    )


# --- hours promised every week ------------------------------------------------------------------


def _promise_effect(constraint: Constraint, week: Week, promise: Promise, plan: Plan) -> Effect:
    promised, missing = len(promise.week.minutes), len(promise.week.without(week).minutes)
    hours, there = Fraction(promised, 60), Fraction(len(week.minutes), 60)
    alone = Fraction(missing, 60)
    text = (
        f"The brief promises people an answer in {number(hours)} hours a week, and somebody is there in "
        f"{number(there)} hours a week. "
    )
    text += (
        f"In {number(alone)} promised hours nobody answers ({share(alone, hours)})."
        if missing
        else "All that is promised is covered."
    )
    return Effect(
        area="customer_experience",
        text=text,
        basis="computed",
        collides=missing > 0,
        size=Quantity(value=float(alone), unit="hour") if missing else None,
        calculation=f"promised {number(hours)} hours a week; of these covered {number(hours - alone)}; "
        f"{number(hours)} - {number(hours - alone)} = {number(alone)}",
        inputs=[
            from_brief("promised", float(hours), "hour", promise.evidence),
            from_constraint("with somebody there", float(there), "hour", constraint),
        ],
        requirements=plan.touching(promise.evidence),
        sentences=sentences_of(promise.evidence),
        bars=[
            Bar(label="promised a week", value=float(hours), unit="hour"),
            Bar(label="covered of these", value=float(hours - alone), unit="hour"),
        ],
    )


def _promise_options(week: Week, promise: Promise) -> list[WayOut]:
    missing = number(Fraction(len(promise.week.without(week).minutes), 60))
    return [
        WayOut(
            text="Tell people the hours in which somebody really answers, before it is printed or goes out.",
            basis="computed",
            gives_up=f"{missing} hours a week of what was to be promised.",
            gains="Nobody calls in vain.",
            who_decides="campaign owner",
            takes="A new wording, before the last day for changes.",
            calculation=f"promised less covered = {missing} hours a week",
        ),
        WayOut(
            text=f"Have the other {missing} hours a week staffed, by people of your own or a service from outside.",
            basis="computed",
            gives_up="The pay for them.",
            gains="The promise holds.",
            who_decides="head of the team, with the campaign owner",
            takes="People, their training, and time to find them.",
            calculation=f"promised less covered = {missing} hours a week",
        ),
    ]
