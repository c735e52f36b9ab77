"""An audience that is chosen by what people did in the past, held against how long that is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from schemas.base import Evidence, Quantity
from schemas.brief import Fact, Sentence
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.keeping import Kept, hold_retention, kept_of, own_words, stretch_of
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import day_of, facts, number_of, place
from service.computing.effects.subjects import subjects_in
from service.computing.effects.telling import number, people, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.sums.retained import Period, first_day_kept, kept_until, months_between
from service.computing.wording import long_date
from service.constraint import Constraint

DAY = timedelta(days=1)
_DID = {
    "orders": re.compile(
            r"\b(?:bought|buyers?|ordered|purchased|shopped|spent|booked|travell?ed|flew|stayed|renewed|redeemed"
            r"|(?:last|first) "
        r"(?:order|purchase|booking|stay)|customers (?:of|from|since|in)|orders?|purchases?|bookings?)\b",
        re.IGNORECASE,
    ),
    "visits": re.compile(r"\b(?:visited|visitors?|browsed|looked at|viewed|brows\w+)\b", re.IGNORECASE),
    "reactions": re.compile(r"\b(?:opened|clicked|reacted|engaged)\b", re.IGNORECASE),
    "entries": re.compile(r"\b(?:entered|took part|entrants?|participants?)\b", re.IGNORECASE),
    "gifts": re.compile(r"\b(?:gave|donated|donors?|givers?|gifts?|donations?)\b", re.IGNORECASE),
    "contacts": re.compile(
        r"\b(?:signed up|subscribed|registered|joined|enquired|requested|inactive|dormant|lapsed)\b", re.IGNORECASE),
    "answers": re.compile(r"\b(?:answered|responded|respondents?)\b", re.IGNORECASE),
}  # fmt: skip
_GIFTS = re.compile(r"\b(?:gifts?|donations?|donors?)\b", re.IGNORECASE)
_CHOSEN = re.compile(
    r"\b(?:who(?:ever)?|everybody|everyone|all|those|people|target (?:group|audience)|audience|customers?"
    r"|members?|buyers?|donors?"
    r"|guests?|visitors?|subscribers?|clients?|write to|e-?mail|mail|text|invite|reach|win back)\b",
    re.IGNORECASE,
)
_NOT_CHOSEN = re.compile(
    r"\b(?:compar\w+|report\w*|trend\w*|against|than|goal|measure\w*|we look at|evaluat\w+"
    r"|stopped|crashed|collapsed|failed|froze|went down|fell over|outage|broke down)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:last|past|previous|preceding|over the|of the|within the)\s+$", re.IGNORECASE)
_AGO = re.compile(r"^\s*(?:ago|or (?:more|longer)|back)\b", re.IGNORECASE)
_NOT_FOR = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bno\b|\bnever\b|\binactive\b|\blapsed\b|\bdormant\b)[^.;]{0,60}$", re.IGNORECASE
)
_PULLED = re.compile(
    r"\b(?:pull\w*|extract\w*|export\w*|select\w*|list\b|segment\w*|drawn|query|snapshot)\b", re.IGNORECASE
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_ORDINAL_MONTHS = re.compile(
    r"\b(?:follows?|same|subject to)\b[^.;]{0,40}\b(?:dates?|periods?|rules?|retention|deadlines?|times?)\b", re.I
)
_TOTALS = re.compile(
    r"\b(?:no customer numbers?|totals|aggregat\w+|anonymous|without (?:names|customer numbers?)|per (?:product"
    r"|country|shop))\b",
    re.I,
)
"""Words of figures that lead to nobody, so that nobody can be chosen by them."""
_COPIES = re.compile(r"\b(?:cop(?:y|ies)|exports?|extracts?|lists|files)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Chosen:
    """Those who did something in a stretch of the past; `count` of them, where the brief tells it."""

    first: date
    last: date
    count: int | None
    evidence: tuple[Evidence, ...]
    words: str


@dataclass(frozen=True)
class _Case:
    kept: Kept
    chosen: _Chosen
    on: date
    what: str
    plan: Plan

    @property
    def there(self) -> Fraction:
        """The share of the stretch that is still there on the day, by whole months where both are whole."""
        first = max(self.kept.first_day(self.on), self.chosen.first)
        if first > self.chosen.last:
            return Fraction(0)
        whole = months_between(self.chosen.first, self.chosen.last)
        left = months_between(first, self.chosen.last)
        if whole and left:
            return Fraction(left, whole)
        return Fraction((self.chosen.last - first).days + 1, (self.chosen.last - self.chosen.first).days + 1)

    @property
    def left(self) -> int | None:
        """How many of the people are still there, spread evenly."""
        return None if self.chosen.count is None else round(self.chosen.count * self.there)

    @property
    def gone(self) -> int | None:
        """How many are not."""
        return None if self.chosen.count is None or self.left is None else self.chosen.count - self.left


def hold_audience(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a period of keeping against the audiences that are chosen by what they did before.

    A rule that copies follow the same dates is held on the day on which the copy is used.
    """
    copies = _copies(constraint, plan)
    if copies:
        return copies
    kept = kept_of(constraint)
    if (
        kept is None
        or _TOTALS.search(constraint.source.text)
        or kept_until(plan.today, kept.period) < plan.today + 14 * DAY
    ):
        return None
    found = list(_chosen(plan, _families(own_words(constraint))))
    cases = [_Case(kept, chosen, *_day(plan), plan) for chosen in found]
    return _worked(cases)


def hold_kept(constraint: Constraint, plan: Plan) -> Worked | None:
    """All that a period of keeping does: to comparisons and wishes to keep, and to audiences."""
    found = [one for one in (hold_retention(constraint, plan), hold_audience(constraint, plan)) if one]
    if not found:
        return None
    return Worked(tuple(e for one in found for e in one.effects), tuple(o for one in found for o in one.options))


def _worked(cases: list[_Case]) -> Worked | None:
    effects = tuple(_effect(case) for case in cases)
    options = tuple(option for case in cases if case.there < 1 for option in _options(case))
    return Worked(effects, options) if effects else None


def _families(text: str) -> frozenset[str]:
    gifts = frozenset({"gifts"}) if _GIFTS.search(text) else frozenset[str]()
    return subjects_in(text) | gifts


def _copies(constraint: Constraint, plan: Plan) -> Worked | None:
    """Copies that go on the same days: the list that was pulled is shorter on the day on which it is used."""
    text = constraint.source.text
    if not (_COPIES.search(text) and _ORDINAL_MONTHS.search(text)) or kept_of(constraint):
        return None
    cases: list[_Case] = []
    for other in plan.constraints:
        usable = other.id != constraint.id and not _TOTALS.search(other.source.text)
        kept = kept_of(other) if usable else None
        for chosen in _chosen(plan, _families(own_words(other))) if kept else ():
            used = _used(plan, _day(plan)[0])
            if kept and used:
                cases.append(_Case(kept, chosen, used[0], used[1], plan))
    return _worked(cases)


# --- what the brief chooses ---------------------------------------------------------------------


def _chosen(plan: Plan, about: frozenset[str]) -> Iterator[_Chosen]:
    patterns = [_DID[name] for name in about if name in _DID]
    for sentence in plan.specification.brief.sentences:
        did = any(pattern.search(sentence.text) for pattern in patterns)
        if not did or not _CHOSEN.search(sentence.text) or _NOT_CHOSEN.search(sentence.text):
            continue
        found = next(_stretches(plan, sentence), None)
        if found and found[0] <= plan.today:
            first, last, evidence = found
            count = _count(plan, sentence)
            places = (*evidence, *((place(count),) if count else ()))
            people_told = int(number_of(count) or 0) if count else None
            yield _Chosen(first, last, people_told, places, f"{long_date(first)} to {long_date(last)}")


def _stretches(plan: Plan, sentence: Sentence) -> Iterator[tuple[date, date, tuple[Evidence, ...]]]:
    """The stretch of the past that a sentence names: two days, a month, "the last two years", "18 months ago"."""
    dates = [(stretch, fact) for fact in facts(plan, "date") if fact.sentence == sentence.id
             and (stretch := stretch_of(str(fact.value or "")))]  # fmt: skip
    days = [(day, fact) for _, fact in dates if (day := day_of(fact))]
    if len(days) >= 2 and days[0][0] < days[1][0] and days[0][0] <= plan.today:
        yield days[0][0], days[1][0], (place(days[0][1]), place(days[1][1]))
    since = [(day, fact) for day, fact in days if re.search(r"\bsince\s+(?:the )?$", _before(sentence, fact))]
    for day, fact in since:
        yield day, plan.today - DAY, (place(fact),)
    for stretch, fact in dates:
        if not day_of(fact) and stretch[0] < stretch[1] < plan.today + 31 * DAY:
            yield stretch[0], min(stretch[1], plan.today), (place(fact),)
    yield from _lengths(plan, sentence)


def _lengths(plan: Plan, sentence: Sentence) -> Iterator[tuple[date, date, tuple[Evidence, ...]]]:
    for fact in facts(plan, "duration", *_MONTHS):
        value = number_of(fact)
        if fact.sentence != sentence.id or not value:
            continue
        before, after = _before(sentence, fact), sentence.text[sentence.text.find(fact.text) + len(fact.text) :]
        first = first_day_kept(Period(months=int(value * _MONTHS[fact.unit or "month"])), plan.today)
        if _BACK.search(before):
            yield first, plan.today - DAY, (place(fact),)
        elif _AGO.match(after) or _NOT_FOR.search(before):
            # Who has done nothing for so long is known only by what was done before.
            yield first - 365 * DAY, first, (place(fact),)


def _before(sentence: Sentence, fact: Fact) -> str:
    return sentence.text[: max(0, fact.start - sentence.start)]


def _count(plan: Plan, sentence: Sentence) -> Fact | None:
    """The number of people, in the sentence or the next one."""
    ids = [one.id for one in plan.specification.brief.sentences]
    near = ids[ids.index(sentence.id) : ids.index(sentence.id) + 2]
    found = [f for f in facts(plan, "count", "person", "household") if f.sentence in near and f.role == "audience"]
    return max(found, key=lambda f: number_of(f) or 0, default=None)


def _day(plan: Plan) -> tuple[date, str]:
    """The day on which the list is made, else that of the first send, else of the launch, else today."""
    for sentence in plan.specification.brief.sentences:
        days = [
            day
            for fact in facts(plan, "date")
            if fact.sentence == sentence.id and (day := day_of(fact)) and day >= plan.today
        ]
        if days and _PULLED.search(sentence.text):
            return days[0], "when the list is made"
    sends = [send.on for send in plan.sends if send.on and send.on >= plan.today]
    if sends:
        return min(sends), "when it is sent"
    return (plan.launch, "at the launch") if plan.launch and plan.launch > plan.today else (plan.today, "today")


def _used(plan: Plan, after: date) -> tuple[date, str] | None:
    """The next day after the list is made on which the campaign writes to people."""
    days = [one.date for one in plan.milestones if one.kind in ("send", "launch") and one.date > after]
    return (min(days), "when it is used") if days else None


# --- what comes of it ---------------------------------------------------------------------------


def _effect(case: _Case) -> Effect:
    chosen, first = case.chosen, case.kept.first_day(case.on)
    collides = case.there < 1
    back = (
        f"{case.what[0].upper()}{case.what[1:]}, on {long_date(case.on)}, the data go back to {long_date(first)}, with "
    )
    back += f"{case.kept.words} of keeping."
    text = f"The audience is chosen by what people did from {chosen.words}. {back} "
    return Effect(
        area="reach",
        text=text + (_short(case) if collides else "All of it is still there."),
        basis="computed",
        collides=collides,
        size=_size(case) if collides else None,
        decide_by=_decide_by(case) if collides else None,
        calculation=_sums(case),
        inputs=[
            from_brief("stretch", (chosen.last - chosen.first).days + 1, "day", chosen.evidence),
            from_constraint("kept", case.kept.period.months or case.kept.period.days,
                            "month" if case.kept.period.months else "day", case.kept.constraint),
        ],
        requirements=case.plan.touching(chosen.evidence) or case.plan.speaking_of(["recipient", "list"], "data"),
        sentences=sentences_of(chosen.evidence),
        bars=_bars(case),
    )  # fmt: skip


def _size(case: _Case) -> Quantity:
    if case.gone is not None:
        return Quantity(value=case.gone, unit="person")
    first = min(case.kept.first_day(case.on), case.chosen.last + DAY)
    return Quantity(value=(first - case.chosen.first).days, unit="day")


def _short(case: _Case) -> str:
    if not case.there:
        return f"Nothing of it is left{f': none of the {people(case.chosen.count)}' if case.chosen.count else ''}."
    if case.left is None or case.gone is None or case.chosen.count is None:
        return f"{share(1 - case.there, 1)} of that time is gone, and with it who did something in it."
    gone = (
        f"If they are spread evenly over that time, {people(case.left)} are still there and "
        f"{people(case.gone)} are missing "
        f"({share(1 - case.there, 1)})."
    )
    return gone + _goal(case)


def _goal(case: _Case) -> str:
    """What the goal becomes, where the brief tells it as a share of the audience."""
    for part in facts(case.plan, "percentage"):
        goals = [f for f in facts(case.plan, "count") if f.sentence == part.sentence and f.role == "target"]
        value = number_of(part)
        for goal in goals:
            wanted = number_of(goal)
            if (
                value
                and wanted
                and case.chosen.count
                and round(case.chosen.count * value / 100) == wanted
                and case.left
            ):
                reached = round(exact(value) / 100 * case.left)
                return (
                    f" The goal of {number(wanted)} at {number(value)}% becomes {number(reached)}; to keep it, "
                    f"{number(round(wanted / case.left * 100, 1))}% would have to respond."
                )
    return ""


def _sums(case: _Case) -> str:
    first = case.kept.first_day(case.on)
    months = months_between(case.chosen.first, case.chosen.last)
    left = months_between(max(first, case.chosen.first), case.chosen.last) if first <= case.chosen.last else 0
    part = f"{left} of {months} months" if months and left else f"{share(case.there, 1)} of the days"
    parts = [f"{long_date(case.on)} less {case.kept.words} = {long_date(first)}; {part} are still there"]
    if case.chosen.count is not None and case.left is not None:
        parts.append(f"{number(case.chosen.count)} × {share(case.there, 1)} = {number(case.left)}")
        parts.append(f"{number(case.chosen.count)} - {number(case.left)} = {number(case.chosen.count - case.left)}")
    return "; ".join(parts)


def _bars(case: _Case) -> list[Bar]:
    if case.chosen.count is None or case.left is None:
        return []
    return [
        Bar(label="planned", value=case.chosen.count, unit="person"),
        Bar(label=f"still there on {long_date(case.on)}", value=case.left, unit="person"),
    ]


def _decide_by(case: _Case) -> date | None:
    """The working day before."""
    return case.plan.calendar.open.before(case.on, 1) if case.on > case.plan.today else None


def _options(case: _Case) -> Iterator[WayOut]:
    sooner = max(case.plan.today, case.chosen.last)
    now = _Case(case.kept, case.chosen, sooner, "sooner", case.plan)
    if sooner < case.on and now.there > case.there:
        more = (
            f"{people(now.left or 0)} in place of {people(case.left or 0)}" if case.left is not None else "more of them"
        )
        yield _way(
            f"Do it by {long_date(sooner)}: then it is {more}.",
            "Time to prepare.",
            "More of those whom you want to reach.",
            f"{long_date(sooner)} less {case.kept.words} = {long_date(now.kept.first_day(sooner))}",
        )
    if case.left:
        yield _way(
            f"Set the goal on those who are there: {people(case.left)}.",
            f"{people(case.gone or 0)}.",
            "A goal that can be reached.",
            _sums(case),
        )
    yield _way(
        "Reach the others without data on what they did: by adverts, in shops, with partners, or by a mail to "
        "all whose "
        "address may be used, without a choice.",
        "A message that fits what each of them did.",
        "Those whom no list holds any more can still hear of it.",
        f"{long_date(case.chosen.first)} is before {long_date(case.kept.first_day(case.on))}",
    )


def _way(text: str, gives_up: str, gains: str, calculation: str) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains=gains,
        who_decides="campaign owner, with the privacy officer",
        takes="A look at who is on the list, before anything is made.",
        calculation=calculation,
    )
