"""How long data are kept, held against how far back the brief wants to look, or how long it wants to keep them."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.base import Evidence, Quantity
from schemas.brief import Fact
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import Retention
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import beside, day_of, facts, number_of, number_said, place, sentence_of, value_of
from service.computing.effects.subjects import subjects_in
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.retained import Period, first_day_kept, kept_until
from service.computing.wording import counted, long_date
from service.constraint import Constraint

DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}
_IN_WORDS = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month|quarter|year)s?\b", re.IGNORECASE
)
_KEPT = re.compile(
    r"\b(?:kept|keeps?|retain\w*|stored?|held|delet\w*|eras\w*|remov\w*|purg\w*|expires?|aggregate\w*|anonym\w*)\b|\|",
    re.IGNORECASE,
)
_WHOLE_MONTHS = re.compile(r"\b(\d+) (?:full |whole |complete )(?:calendar )?(month|quarter|year)s?\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:against|compar\w*|versus|vs\.?|than|year on year|year-on-year|year over year|trend\w*)\b", re.IGNORECASE
)
_BACK = re.compile(r"\b(?:last|past|previous|preceding|over the|of the)\s+$", re.IGNORECASE)
_SPANS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:/(\d{4})-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Kept:
    """A period of keeping, as it is worked with and told; `whole_months`: the month of the event is not counted."""

    constraint: Constraint
    period: Period
    words: str
    whole_months: bool = False

    def first_day(self, on: date) -> date:
        """The first day whose data are still there."""
        if not self.whole_months:
            return first_day_kept(self.period, on)
        months = on.year * 12 + on.month - 1 - self.period.months
        return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class _Wanted:
    """A stretch of the past that the brief wants to look at, and the day on which it wants to."""

    name: str
    first: date
    last: date
    on: date
    evidence: tuple[Evidence, ...]


def hold_retention(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a period of keeping against comparisons with the past and against wishes to keep."""
    kept = kept_of(constraint)
    about = subjects_in(own_words(constraint))
    if kept is None or not about:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    for wanted in _looks_back(plan, about):
        effect = _compared(kept, wanted, plan)
        # A coming season that will still be there is nothing that anybody compares with.
        if wanted.last >= plan.today and not effect.collides:
            continue
        effects.append(effect)
        options += _totals(kept, wanted, plan) if effect.collides else []
    for wish in _wishes(plan, about):
        effects.append(_kept_longer(kept, wish, plan))
        options += [_totals_of(kept, wish)] if effects[-1].collides else []
    return Worked(tuple(effects), tuple(options)) if effects else None


def own_words(constraint: Constraint) -> str:
    """The words of a constraint with the names of the data that it names."""
    return " ".join(
        [constraint.source.text, *(str(name.value or "") for name in constraint.names if name.kind == "data")]
    )


def kept_of(constraint: Constraint) -> Kept | None:
    """The one period that a constraint states; None where it states several, which are for different data."""
    if not _KEPT.search(constraint.source.text):
        return None
    whole = _WHOLE_MONTHS.search(constraint.source.text)
    if whole:
        months = int(whole[1]) * _MONTHS[whole[2].lower()]
        return Kept(
            constraint, Period(months=months), counted(int(whole[1]), f"full {whole[2].lower()}"), whole_months=True
        )
    found: list[Kept] = []
    for item in constraint.of_kind("duration", "date"):
        value, unit = value_of(item), item.mention.unit or ""
        if item.mention.kind == "date":
            match = _IN_WORDS.search(item.mention.text)
            value, unit = (number_said(match[1]), match[2].lower()) if match else (None, "")
        if value is None or value != int(value):
            continue
        if unit in _MONTHS:
            found.append(Kept(constraint, Period(months=int(value) * _MONTHS[unit]), counted(int(value), unit)))
        elif unit in _DAYS:
            found.append(Kept(constraint, Period(days=int(value) * _DAYS[unit]), counted(int(value), unit)))
    return found[0] if len(found) == 1 else None


# --- looking back -------------------------------------------------------------------------------


def _looks_back(plan: Plan, about: frozenset[str]) -> Iterator[_Wanted]:
    for fact in facts(plan, "date"):
        sentence = sentence_of(plan, fact)
        if not _COMPARED.search(sentence) or not about & subjects_in(sentence):
            continue
        on = _looked_at(plan, fact)
        stretch = stretch_of(str(fact.value or ""))
        if (
            stretch
            and stretch[1] < max(plan.today, plan.launch or plan.today)
            and stretch[1] < on
            and stretch[0] < stretch[1]
        ):
            yield _Wanted(fact.text, stretch[0], stretch[1], on, (place(fact),))
    yield from _last_months(plan, about)


def _last_months(plan: Plan, about: frozenset[str]) -> Iterator[_Wanted]:
    for fact in facts(plan, "duration", *_MONTHS):
        sentence, value = sentence_of(plan, fact), number_of(fact)
        if not value or not about & subjects_in(sentence) or not _BACK.search(sentence[: sentence.find(fact.text)]):
            continue
        on = _looked_at(plan, fact)
        first = first_day_kept(Period(months=int(value * _MONTHS[fact.unit or "month"])), on)
        yield _Wanted(f"the last {fact.text}", first, on - DAY, on, (place(fact),))


def _looked_at(plan: Plan, fact: Fact) -> date:
    """The day on which one looks: a coming day in the same sentence, else the last report, else today."""
    days = [day for one in beside(plan, fact, "date") if (day := day_of(one)) and day >= plan.today]
    reports = [m.date for m in plan.milestones if m.kind == "report" and m.date >= plan.today]
    return max(days or reports, default=plan.today)


def stretch_of(value: str) -> tuple[date, date] | None:
    """First and last day of a month, a year, or a stretch of months."""
    match = _SPANS.fullmatch(value)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    last_year, last_month = int(match[4] or year), int(match[5] or match[2] or 12)
    last_day = int(match[6] or (day if match[3] else calendar.monthrange(last_year, last_month)[1]))
    return date(year, month, day), date(last_year, last_month, last_day)


def _left(kept: Kept, wanted: _Wanted, on: date) -> int:
    """Days of what is wanted that are still there."""
    first = max(kept.first_day(on), wanted.first)
    return max(0, (wanted.last - first).days + 1)


def _compared(kept: Kept, wanted: _Wanted, plan: Plan) -> Effect:
    days = (wanted.last - wanted.first).days + 1
    then, today = _left(kept, wanted, wanted.on), _left(kept, wanted, plan.today)
    by = _extract_by(kept, wanted, plan) if today else None
    return Effect(
        area="measurement",
        text=_compared_text(kept, wanted, then, today, by),
        basis="computed",
        collides=then < days,
        size=Quantity(value=days - then, unit="day") if then < days else None,
        decide_by=by if then < days else None,
        calculation=f"{long_date(wanted.on)} less {kept.words} = {long_date(kept.first_day(wanted.on))}; "
        f"{wanted.name} has {counted(days, 'day')}, of which {number(then)} are still there ({share(then, days)}); "
        f"today, {long_date(plan.today)}, {number(today)} are",
        inputs=[
            from_brief("days wanted", days, "day", wanted.evidence),
            from_constraint("kept", kept.period.months or kept.period.days, _unit(kept), kept.constraint),
        ],
        requirements=plan.touching(wanted.evidence) or plan.speaking_of(["report", "retention"], "measurement"),
        sentences=sentences_of(wanted.evidence),
        bars=[
            Bar(label=f"{wanted.name}, wanted", value=days, unit="day"),
            Bar(label=f"still there on {long_date(wanted.on)}", value=then, unit="day"),
        ],
    )


def _unit(kept: Kept) -> str:
    return "month" if kept.period.months else "day"


def _compared_text(kept: Kept, wanted: _Wanted, then: int, today: int, by: date | None) -> str:
    days = (wanted.last - wanted.first).days + 1
    first = kept.first_day(wanted.on)
    back = f"On {long_date(wanted.on)} the data go back to {long_date(first)}, with {kept.words} of keeping."
    if then == days:
        return f"{wanted.name}: fits. {back} All {counted(days, 'day')} are still there."
    left = (
        f"{number(then)} of {counted(days, 'day')} are left ({share(then, days)})" if then else "nothing of it is left"
    )
    if not today:
        return f"{wanted.name}: {back} Nothing of it is left, and it is gone today already."
    if today < days:
        return f"{wanted.name}: {back} {left[0].upper()}{left[1:]}; today it is {number(today)}."
    until = f" Take out what you need by {long_date(by)}." if by else ""
    gone = kept_until(wanted.first, kept.period)
    return f"{wanted.name}: {back} {left[0].upper()}{left[1:]}. All of it is there until {long_date(gone)}.{until}"


def _extract_by(kept: Kept, wanted: _Wanted, plan: Plan) -> date | None:
    """The working day before the first day of it goes, or today where some of it is gone already."""
    day = plan.calendar.open.before(kept_until(wanted.first, kept.period), 1)
    return max(day, plan.today)


def _totals(kept: Kept, wanted: _Wanted, plan: Plan) -> Iterator[WayOut]:
    if _left(kept, wanted, plan.today):
        by = _extract_by(kept, wanted, plan)
        yield WayOut(
            text=f"{wanted.name}: work out the figures by {long_date(by or plan.today)} and keep them as totals "
            f"that lead to nobody.",
            basis="computed",
            gives_up="Questions that only come up later cannot be answered from totals.",
            gains="The comparison holds, and the data are deleted as they must be.",
            who_decides="campaign owner, with the privacy officer",
            takes="A list of the figures that the report needs, and somebody who works them out.",
            calculation=_gone_on(kept, wanted.first),
        )
        return
    yield WayOut(
        text=f"{wanted.name}: leave it out, or compare only with totals that were kept.",
        basis="computed",
        gives_up="The comparison person by person with that time.",
        gains="A report that can be made.",
        who_decides="campaign owner",
        takes="A look at which totals of that time exist.",
        calculation=f"{_gone_on(kept, wanted.last)}, which is past",
    )


def _gone_on(kept: Kept, day: date) -> str:
    return f"{long_date(day)} + {kept.words} = {long_date(kept_until(day, kept.period))}"


# --- keeping longer -----------------------------------------------------------------------------


def _wishes(plan: Plan, about: frozenset[str]) -> Iterator[Retention]:
    for wish in plan.specification.privacy.retention:
        lasting = wish.period is not None and wish.period.unit in {**_MONTHS, **_DAYS} and wish.period.value >= 1
        if wish.status == "known" and lasting and wish.evidence and about & subjects_in(wish.what):
            yield wish


def _kept_longer(kept: Kept, wish: Retention, plan: Plan) -> Effect:
    assert wish.period is not None
    start = max(plan.launch or plan.today, plan.today)
    unit, value = wish.period.unit, int(wish.period.value)
    wanted = Period(months=value * _MONTHS.get(unit, 0), days=value * _DAYS.get(unit, 0))
    goes, wish_ends = kept_until(start, kept.period), kept_until(start, wanted)
    too_long = (wish_ends - goes).days
    return Effect(
        area="measurement",
        text=_longer_text(kept, wish, start, goes, wanted) + _read_later(kept, wish, plan, goes),
        basis="computed",
        collides=too_long > 0,
        size=Quantity(value=too_long, unit="day") if too_long > 0 else None,
        decide_by=plan.calendar.open.before(goes, 1) if too_long > 0 else None,
        calculation=f"{long_date(start)} + {kept.words} = {long_date(goes)}; "
        f"{long_date(start)} + {counted(value, unit)} = {long_date(wish_ends)}",
        inputs=[
            from_brief("wanted", value, unit, wish.evidence),
            from_constraint("kept", kept.period.months or kept.period.days, _unit(kept), kept.constraint),
        ],
        requirements=plan.touching(wish.evidence) or plan.speaking_of(["retention period"], "privacy"),
        sentences=sentences_of(wish.evidence),
        bars=[
            Bar(label="you want to keep it", value=(wish_ends - start).days, unit="day"),
            Bar(label="it may be kept", value=(goes - start).days, unit="day"),
        ],
    )


def _longer_text(kept: Kept, wish: Retention, start: date, goes: date, wanted: Period) -> str:
    assert wish.period is not None
    wants = f"{wish.what[0].upper()}{wish.what[1:]}: you want {counted(int(wish.period.value), wish.period.unit)}"
    if kept_until(start, wanted) <= goes:
        return f"{wants}, and {kept.words} are allowed. It fits."
    months = wanted.months - kept.period.months
    over = f", {counted(months, 'month')} too long" if not wanted.days and not kept.period.days else ""
    return (
        f"{wants}, and {kept.words} are allowed{over}. What comes in on {long_date(start)} goes on {long_date(goes)}."
    )


def _read_later(kept: Kept, wish: Retention, plan: Plan, goes: date) -> str:
    """What is left of it on the later day on which the same sentence wants to look at it."""
    for fact in facts(plan, "date"):
        stretch = stretch_of(str(fact.value or ""))
        if fact.sentence == wish.evidence[0].sentence and stretch and stretch[0] > goes:
            last = first_day_kept(kept.period, stretch[0])
            return f" In {fact.text} only what came in from {long_date(last)} on is still there."
    return ""


def _totals_of(kept: Kept, wish: Retention) -> WayOut:
    return WayOut(
        text=f"Compare totals in place of single people: make them from {wish.what} within {kept.words}.",
        basis="computed",
        gives_up="The comparison person by person after that time.",
        gains="The comparison holds, and the data are deleted as they must be.",
        who_decides="campaign owner, with the privacy officer",
        takes="A list of the figures, worked out before the first records go.",
        calculation=f"what comes in is deleted {kept.words} later",
    )
