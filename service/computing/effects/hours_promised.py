"""Hours of every week that a text tells, and the stretches of a brief in which something has to work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schemas.base import Evidence
from schemas.brief import Fact, Sentence
from service.campaign import Mention
from service.computing.effects.clocks import hours_of, weekdays_in
from service.computing.effects.plan import Plan
from service.computing.effects.stated import day_of, facts, in_sentence, place
from service.computing.sums.week import Week
from service.constraint import Constraint

_ALWAYS = re.compile(r"\b24 ?/ ?7\b|\b(?:a)?round the clock\b|\bday and night\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:calls?|phones?|telephones?|hotline|helpline|lines?|chat|desk|counter|reach\w*|answer\w*|staffed"
    r"|manned|support"
    r"|help|ring|opening hours|open|available)\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(r"\b(?:send|sent|mail(?:s|ed)?|e-?mail\w*|texts?|push\w*|advert\w*|spots?)\b", re.IGNORECASE)
_STAYS = re.compile(r"\b(?:open|online|live|available|reachable|running|runs?|up|works?|working)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:until|till|to|through|by|and|ends?|closes?)\s(?:the\s)?$|[-–]\s*$", re.IGNORECASE)
_INSISTS = re.compile(
    r"\b(?:has to|have to|must|needs? to|all night|overnight|(?:a)?round the clock|24 ?/ ?7|at any time|day and night"
    r"|without (?:a )?(?:break|interruption))\b",
    re.IGNORECASE,
)
_LONGEST, _SHORT = timedelta(days=10), timedelta(hours=36)
_ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True)
class Stretch:
    """A time in which something of the campaign has to work, by the clocks of the plan."""

    start: datetime
    end: datetime
    evidence: tuple[Evidence, ...]
    within: tuple[datetime, ...] = ()
    """Moments in it that the brief names."""
    insists: bool = True
    """The brief says that it has to work all the time, or it is no longer than a day and a half."""


@dataclass(frozen=True)
class Promise:
    """Hours of every week in which the brief says that people are answered."""

    week: Week
    sentence: Sentence

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands."""
        return (in_sentence(self.sentence),)


# --- hours of every week ------------------------------------------------------------------------


def week_in(text: str, windows: list[tuple[int, int, time, time]]) -> Week:
    """The hours of every week that a text tells; `windows`: place and hours of each. Days stand beside the hours.

    Hours without days of their own are those of the days told last, or of every day where it says so.
    """
    if _ALWAYS.search(text):
        return Week.of([(_ALL_DAYS, time(0), time(0))])
    found: list[tuple[frozenset[int], time, time]] = []
    days: frozenset[int] = frozenset()
    last = 0
    for number, (start, end, opens, closes) in enumerate(windows):
        after = windows[number + 1][0] if number + 1 < len(windows) else len(text)
        days = weekdays_in(text[last:start]) or days or weekdays_in(text[end:after])
        if days:
            found.append((days, opens, closes))
        last = end
    return Week.of(found)


def week_of(constraint: Constraint, *, every_day: bool = False) -> Week:
    """The hours of every week that a constraint tells; those without days are of no day, or of every day."""
    at = constraint.source.start
    windows = [item.mention for item in constraint.of_kind("window")]
    told = list(_hours(windows, at))
    if every_day and not weekdays_in(constraint.source.text):
        return Week.of((_ALL_DAYS, opens, closes) for _, _, opens, closes in told)
    return week_in(constraint.source.text, told)


def _hours(mentions: Sequence[Mention | Fact], at: int) -> Iterator[tuple[int, int, time, time]]:
    for one in mentions:
        hours = hours_of(one)
        if hours and hours[1] is not None:
            yield one.start - at, one.end - at, hours[0], hours[1]


def promises(plan: Plan) -> Iterator[Promise]:
    """The sentences of a brief that tell people in which hours of the week they are answered."""
    windows: dict[str, list[Fact]] = {}
    for fact in facts(plan, "window"):
        windows.setdefault(fact.sentence, []).append(fact)
    for sentence in plan.specification.brief.sentences:
        found = list(_hours(windows.get(sentence.id, []), sentence.start))
        told = found or _ALWAYS.search(sentence.text)
        if told and _REACHED.search(sentence.text) and not _NO_PROMISE.search(sentence.text):
            week = week_in(sentence.text, found)
            if week and (len(weekdays_in(sentence.text)) > 1 or _ALWAYS.search(sentence.text)):
                yield Promise(week, sentence)


# --- stretches ----------------------------------------------------------------------------------


def stretches(plan: Plan) -> Iterator[Stretch]:
    """Times over days in which something has to stay open: "open all night, until Monday at 09:00"."""
    told = list(_moments(plan))
    sentences = {one.id: one.text for one in plan.specification.brief.sentences}
    for number, (when, day, clock) in enumerate(told):
        before = sentences[day.sentence][: max(0, sentences[day.sentence].find(day.text))]
        if not _END.search(before) or not _STAYS.search(sentences[day.sentence]):
            continue
        begun = [one for one in told[:number] if one[0] < when <= one[0] + _LONGEST]
        if begun:
            start, first_day, first_clock = begun[0] if begun[0][1].sentence == day.sentence else begun[-1]
            evidence = (place(first_day), place(first_clock), place(day), place(clock))
            within = tuple(sorted(set(_between(plan, start, when, first_clock, day))))
            insists = when - start <= _SHORT or bool(_INSISTS.search(sentences[day.sentence]))
            yield Stretch(start, when, evidence, within, insists)


def _moments(plan: Plan) -> Iterator[tuple[datetime, Fact, Fact]]:
    """Days with a time of day in the same sentence, in the order of the text."""
    for clock in facts(plan, "window"):
        hours = hours_of(clock)
        days = [f for f in facts(plan, "date") if f.sentence == clock.sentence and day_of(f)]
        nearest = min(days, key=lambda f: _gap(f, clock), default=None)
        on = day_of(nearest) if nearest else None
        if hours and hours[1] is None and nearest and on:
            yield datetime.combine(on, hours[0]), nearest, clock


def _gap(day: Fact, clock: Fact) -> int:
    """Characters between a day and a time of day."""
    return clock.start - day.end if day.end <= clock.start else day.start - clock.end


def _between(plan: Plan, start: datetime, end: datetime, first: Fact, last: Fact) -> Iterator[datetime]:
    """Times of day that stand between the two ends in the text, each on the first day that is after the start."""
    for clock in facts(plan, "window"):
        hours = hours_of(clock)
        if hours and hours[1] is None and first.end < clock.start < last.start:
            when = _next(start, hours[0])
            if start < when < end:
                yield when


def _next(start: datetime, clock: time) -> datetime:
    day: date = start.date()
    when = datetime.combine(day, clock)
    return when if when > start else when + timedelta(days=1)
