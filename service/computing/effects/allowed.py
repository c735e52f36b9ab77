"""An allowance as a constraint states it, and what the campaign wants of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from schemas.base import Evidence
from schemas.parts import PlannedSend
from service.computing.effects.parts import parts_of
from service.computing.effects.plan import Plan
from service.computing.effects.rates import sends_of
from service.computing.effects.stated import Crowd, around, audience, in_sentence, number_said, saying, whole, words_of
from service.computing.effects.telling import number
from service.computing.sums.exact import exact
from service.computing.sums.quota import calls_for
from service.constraint import Bounded, Constraint

_PERIOD = r"(?:calendar |working |business )?(day|week|month|year)\b"
_AFTER = re.compile(rf"^[^.;|]{{0,30}}?(?:\bper|\ba|\ban|\beach|\bevery|/)\s*{_PERIOD}", re.IGNORECASE)
_ADVERB = re.compile(r"\b(dai|week|month)ly\b", re.IGNORECASE)
_ADVERBS = {"dai": "day", "week": "week", "month": "month"}
_SO_FAR = re.compile(
    r"\b(?:(?:are|is|were|was|been|have|has) (?:already )?(?:used|spent|taken|gone|consumed|sent)"
    r"|already|so far|as of)\b",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(
    r"\b(?:reserv\w+|kept (?:back|free)|set aside|of which|needs?|us(?:es?|ed)|takes?|taken|others?)\b", re.IGNORECASE
)
_STANDS_AT = re.compile(
    r"\b(?:at|maxed out\D{0,40}|full at|up to|running at)\s*(?:about |around |some )?$", re.IGNORECASE
)
"""Where a share is told as the state of the allowance: "we are at 92% of it"."""
_EVERY_DAY = re.compile(r"^[^.;]{0,20}\b(?:a|per|each|every) (?:calendar )?day\b", re.IGNORECASE)
_CALLS = re.compile(r"\b(?:api|calls?|requests?)\b", re.IGNORECASE)
_API = re.compile(r"\bapi\b|\brequests\b|\bendpoints?\b", re.IGNORECASE)
_NO_ALLOWANCE = re.compile(r"\b(?:tests?|extra|additional)\b", re.IGNORECASE)
_NUMBER = r"(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)"
_PER_PERSON = re.compile(
    rf"\b{_NUMBER} (?:api )?(?:calls? |requests? )?(?:per|for each|for every) "
    r"(?:customer|person|member|guest|contact|recipient|subscriber|voucher|record|donor|user)\b",
    re.IGNORECASE,
)
_PER_CALL = re.compile(
    rf"\b(?:one|each|a|every|per) (?:api )?(?:call|request)\b[^.;]{{0,30}}?\b{_NUMBER} "
    r"(?:records|contacts|rows|people|customers|members|profiles|addresses)\b"
    rf"|\b{_NUMBER} (?:records|contacts|rows|people|customers|members|profiles|addresses) "
    r"(?:per|in one|in each|in a|with one|a) (?:api )?(?:call|request)\b",
    re.IGNORECASE,
)
_PLURALS = {"message": "messages", "call": "calls", "part": "parts of messages"}


@dataclass(frozen=True)
class Allowance:
    """How much may be used in a period. `others` a day; `reserved` and `used` so far: of the period."""

    constraint: Constraint
    amount: int
    period: str
    unit: str
    others: int = 0
    reserved: int = 0
    used: int = 0


@dataclass(frozen=True)
class Demand:
    """What the campaign wants of an allowance. `sums`: how the number came about, where it was computed."""

    name: str
    count: int
    unit: str
    on: date | None
    evidence: tuple[Evidence, ...]
    workloads: tuple[str, ...] = ()
    per_person: int = 1
    people: int = 0
    sums: str = ""
    in_parts: bool = False

    @property
    def plural(self) -> str:
        """Its unit as people say it."""
        return _PLURALS["part" if self.in_parts else self.unit]

    @classmethod
    def of(cls, send: PlannedSend) -> "Demand":
        """The messages of a send."""
        count = round(send.messages.value) if send.messages else 0
        keys = (f"send_rate.{send.id}", f"messages.{send.id}")
        return cls(send.name, count, "message", send.on, tuple(send.evidence), keys, 1, count)


# --- the allowance ------------------------------------------------------------------------------


def allowance_of(constraint: Constraint) -> Allowance | None:
    """The allowance that a constraint states; None where it gives none, or several that stand side by side."""
    items = [item for item in constraint.of_kind("count", "rate") if whole(item)]
    if not items:
        return None
    first, rest = items[0], items[1:]
    about = f"{around(constraint, first, 15)[0]}{first.mention.text}{around(constraint, first, 15)[1]}"
    telephone = _CALLS.search(constraint.source.text) and not _API.search(words_of(constraint))
    if telephone or _NO_ALLOWANCE.search(about) or _conditional(constraint, first):
        return None
    period = _period(constraint, first)
    amount = whole(first)
    if period is None or amount is None or any(_role(constraint, item) is None for item in rest if _counts(item)):
        return None
    of = {role: _sum(constraint, rest, role) for role in ("so far", "every day", "others")}
    part = _share_used(constraint, amount)
    daily = of["every day"] + (of["others"] + of["so far"] + part if period == "day" else 0)
    return Allowance(
        constraint,
        amount,
        period,
        _unit(constraint),
        daily,
        0 if period == "day" else of["others"],
        0 if period == "day" else of["so far"] + part,
    )


def _conditional(constraint: Constraint, item: Bounded) -> bool:
    """Tell whether a number only says when something else has to be done."""
    return any(span.start <= item.mention.start and item.mention.end <= span.end for span in constraint.conditions)


def _unit(constraint: Constraint) -> str:
    return "call" if _CALLS.search(constraint.source.text) else "message"


def _counts(item: Bounded) -> bool:
    """A number of messages or calls; of rates those by the day, and no "every day" that counts nothing."""
    if item.mention.kind == "count":
        return item.mention.unit in (None, "message", "call", "request", "event", "send", "item")
    return (whole(item) or 0) > 1


def _period(constraint: Constraint, item: Bounded) -> str | None:
    unit = item.mention.unit or ""
    if item.mention.kind == "rate":
        thing, _, per = unit.partition("/")
        known = thing in ("message", "call", "request", "event", "send") and (whole(item) or 0) > 1
        return per if known and per in ("day", "week", "month", "year") else None
    if unit not in ("", "message", "call", "request", "send", "event"):
        return None
    before, after = around(constraint, item)
    if match := _AFTER.search(after):
        return match[1].lower()
    found = _ADVERB.search(before) or _ADVERB.search(after)
    return _ADVERBS[found[1].lower()] if found else None


def _role(constraint: Constraint, item: Bounded) -> str | None:
    before, after = around(constraint, item, 60)
    # Only its own sentence says what a number is for.
    before, after = re.split(r"[.;]\s", before)[-1], re.split(r"[.;](?:\s|$)", after)[0]
    by_day = item.mention.kind == "rate" and (item.mention.unit or "").endswith("/day")
    if by_day or _EVERY_DAY.search(after):
        return "every day"
    if _SO_FAR.search(after) or _SO_FAR.search(before[-25:]):
        return "so far"
    return "others" if _FOR_OTHERS.search(before) or _FOR_OTHERS.search(after) else None


def _sum(constraint: Constraint, items: Sequence[Bounded], role: str) -> int:
    return sum(whole(item) or 0 for item in items if _counts(item) and _role(constraint, item) == role)


def _share_used(constraint: Constraint, amount: int) -> int:
    """What others use where it is told as a share, rounded up to whole ones; a share that is left counts as well."""
    for item in constraint.of_kind("percentage"):
        value = item.mention.value
        before, after = around(constraint, item, 60)
        if isinstance(value, int | float) and 0 < value <= 100:
            if re.search(r"\b(?:left|free|remain\w*|available)\b", after, re.IGNORECASE):
                return ceil(amount * (100 - exact(value)) / 100)
            if _FOR_OTHERS.search(before) or _FOR_OTHERS.search(after) or _STANDS_AT.search(before):
                return ceil(amount * exact(value) / 100)
    return 0


# --- what is wanted -----------------------------------------------------------------------------


def demands_on(limit: Allowance, plan: Plan) -> list[Demand]:
    """The sends or the calls that an allowance is for, by date."""
    if limit.unit == "call":
        return list(_calls(limit, plan))
    sends = [_in_parts(limit, Demand.of(send), plan) for send in sends_of(limit.constraint, plan) if send.messages]
    return sorted(sends, key=lambda one: (one.on is None, one.on or plan.today))


def _in_parts(limit: Allowance, demand: Demand, plan: Plan) -> Demand:
    """The messages of a send, counted in the parts of which the allowance is one."""
    item = next(item for item in limit.constraint.of_kind("count", "rate") if whole(item))
    parts = parts_of(limit.constraint, item, plan)
    if parts is None:
        return demand
    count = demand.count * parts.each
    sums = f"{parts.sums}; {number(demand.count)} × {number(parts.each)} = {number(count)} parts"
    return replace(demand, count=count, per_person=parts.each, people=demand.count, sums=sums, in_parts=True)


def _calls(limit: Allowance, plan: Plan) -> Iterator[Demand]:
    people = audience(plan)
    if people is None:
        return
    count, sums, evidence, per_person = _call_count(limit.constraint, people, plan)
    yield Demand(
        "Calls",
        count,
        "call",
        _due(plan),
        (*people.evidence, *evidence),
        ("codes.all",),
        per_person,
        people.count,
        sums,
    )


def _call_count(constraint: Constraint, people: Crowd, plan: Plan) -> tuple[int, str, tuple[Evidence, ...], int]:
    for sentence in saying(plan, _PER_PERSON):
        match = _PER_PERSON.search(sentence.text)
        each = number_said(match[1]) if match and _CALLS.search(sentence.text) else None
        if each:
            count = people.count * each
            sums = f"{number(people.count)} people × {number(each)} calls each = {number(count)} calls"
            return count, sums, (in_sentence(sentence),), each
    match = _PER_CALL.search(words_of(constraint))
    each = number_said(match[1] or match[2]) if match else None
    if each:
        count = calls_for(people.count, each)
        sums = f"{number(people.count)} people ÷ {number(each)} in one call, rounded up = {number(count)} calls"
        return count, sums, (), 1
    return people.count, f"if each person takes one call: {number(people.count)} calls", (), 1


def _due(plan: Plan) -> date | None:
    """The day by which calls have to be through: the first deadline or launch that is still to come."""
    days = [m.date for m in plan.milestones if m.kind in ("deadline", "launch", "send") and m.date >= plan.today]
    return min(days, default=plan.launch)
