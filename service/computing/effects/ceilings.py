"""What a system takes at most, as a constraint states it, and what comes: as the brief tells it, or as was computed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from schemas.base import Evidence
from schemas.brief import Fact
from schemas.parts import Workload, WorkloadInput
from service.computing.effects.plan import Plan, from_brief
from service.computing.effects.rates import channels_of
from service.computing.effects.stated import around, beside, facts, number_of, place, sentence_of, value_of, words_of
from service.computing.effects.telling import number
from service.computing.sums.exact import Exact, exact
from service.computing.sums.overload import Curve, even_load
from service.computing.told_loads import AT_ONCE
from service.constraint import Bounded, Constraint

PER = {"second": 1, "minute": 60, "hour": 3600}
PLURALS = {
    "visit": "visits", "view": "page views", "page": "pages", "request": "requests", "sale": "orders",
    "session": "visitors at the same time", "person": "people at the same time",
}  # fmt: skip
COMPLETED = "sale"
"""What stands for everything that people finish on a page: an order, a sign-up, a form, a vote."""
_PAID = r"orders?|checkouts?|purchases?|sales?|transactions?|payments?|bookings?|reservations?|donations?|redemptions?"
_FILLED = (
    r"sign-?ups?|registrations?|submissions?|forms?|entr(?:y|ies)|applications?|votes?|log-?ins?|claims?"
    r"|enrol(?:l)?ments?"
    r"|subscriptions?|bookings?|reservations?"
)
_COMPLETED = re.compile(rf"\b(?:{_PAID}|{_FILLED})\b", re.IGNORECASE)
_ANY_WAY = r"complet\w+|convert\w*|redeem\w*|claim\w*|go through|book(?:s|ed|ing)?|reserv\w+"
_PAYS = re.compile(
    rf"\b(?:order(?:s|ed|ing)?|buy(?:s|ing)?|bought|check(?:s|ed|ing)? ?-?out|pa(?:y|ys|id|ying)|donat\w+|give"
    rf"|{_ANY_WAY})\b",
    re.IGNORECASE,
)
_FILLS = re.compile(
    r"\b(?:fill(?:s|ed|ing)?(?: (?:in|out|it))?|sign(?:s|ed|ing)? ?-?up|regist\w+|submit\w*|enter(?:s|ed|ing)?"
    r"|appl(?:y|ies|ied)|vot(?:e|es|ed|ing)|log(?:s|ged|ging)? ?-?in|enrol\w*|subscrib\w+|take part"
    rf"|(?:send|use)s? (?:in |off )?(?:the|it|a)|{_ANY_WAY})\b",
    re.IGNORECASE,
)
_IS_PAID, _IS_FILLED = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_PAID, _FILLED))
_CROWDS = ("person", "session", "visit")
_PLACES = frozenset({"participant", "attendee", "viewer", "seat"})
"""People who are there together, so that a number of them is one at the same time."""
_STREAM = re.compile(r"\b(?:viewers?|stream\w*|video|watch\w*|webinar)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:in|within|over|during)\s+(?:the\s+|those\s+|these\s+|about\s+|first\s+|next\s+)*$", re.IGNORECASE
)
_EXPECTED = re.compile(
    r"[^.;:\d]{0,40}\b(?:expect|reckon|count|see|get|comes?|there (?:are|will be))\b[^.;:\d]{0,25}", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|per|every)\b", re.IGNORECASE)
_API = re.compile(r"\bAPIs?\b|\binterfaces?\b|\bendpoints?\b", re.IGNORECASE)
_GROWS = re.compile(
    r"\b(?:auto-?scal\w*|scal(?:es?|ing) (?:up|out)|adds? (?:servers|capacity|instances)|new servers?|more servers?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ceiling:
    """The most that a system takes. `each`: per second, or at the same time where `crowd`; `delay`: minutes to grow."""

    constraint: Constraint
    thing: str
    each: Fraction
    crowd: bool
    per: str
    delay: tuple[Fraction, Fraction] | None
    noun: str = ""

    @property
    def things(self) -> str:
        """What it counts, as people say it: "page views", "sign-ups"."""
        return self.noun or PLURALS[self.thing]

    @property
    def unit(self) -> str:
        """The unit of what it counts: a form that is filled in is a record, and no sale."""
        return "record" if self.thing == COMPLETED and not _IS_PAID.search(self.noun) else self.thing

    @property
    def what(self) -> str:
        """The same in the period in which the text tells it: "page views a second"."""
        return self.things + ("" if self.crowd else f" a {self.per}")

    def told(self, value: Fraction) -> Fraction:
        """A load per second in the period in which the text tells the ceiling."""
        return value if self.crowd else value * PER[self.per]


@dataclass(frozen=True)
class Load:
    """What comes, per second or at the same time. `cases`: low, middle, high; `told`: the brief gives the number."""

    name: str
    cases: tuple[Fraction, Fraction, Fraction]
    told: bool
    sums: str
    inputs: tuple[WorkloadInput, ...]
    evidence: tuple[Evidence, ...]
    workloads: tuple[str, ...] = ()
    curve: Curve | None = None
    visits_each: Fraction = Fraction(1)


def ceiling_of(constraint: Constraint) -> Ceiling | None:
    """The ceiling that a constraint states first; None where it states none that a campaign's visitors can reach."""
    for item in constraint.quantities:
        value, unit = value_of(item), item.mention.unit or ""
        thing, _, per = unit.partition("/")
        if value is None:
            continue
        if (
            item.mention.kind == "rate"
            and per in PER
            and (thing in ("visit", "view", "page", "request", "session") or _COMPLETED.search(item.mention.text))
        ):
            if done := _COMPLETED.search(item.mention.text):
                each = exact(value) / PER[per]
                return Ceiling(
                    constraint, COMPLETED, each, crowd=False, per=per, delay=None, noun=_plural(done.group())
                )
            if thing == "request" and re.search(r"\bpage\b", item.mention.text, re.IGNORECASE):
                thing = "view"
            return Ceiling(constraint, thing, exact(value) / PER[per], crowd=False, per=per, delay=_delay(constraint))
        together = item.mention.of in _PLACES or _at_once(constraint, item)
        if item.mention.kind == "count" and unit in _CROWDS and together:
            return Ceiling(constraint, unit, exact(value), crowd=True, per="second", delay=None)
    return None


def _plural(noun: str) -> str:
    lowered = noun.lower()
    return lowered if lowered.endswith("s") else f"{lowered[:-1]}ies" if lowered.endswith("y") else f"{lowered}s"


def _finishes(ceiling: Ceiling, words: str) -> bool:
    """Tell whether words say that people finish what the ceiling counts: an order is not a form."""
    paid, filled = _IS_PAID.search(ceiling.noun), _IS_FILLED.search(ceiling.noun)
    return bool((paid and _PAYS.search(words)) or (filled and _FILLS.search(words)))


def _at_once(constraint: Constraint, item: Bounded) -> bool:
    return any(AT_ONCE.search(words) for words in (*around(constraint, item, 30), item.mention.text))


def _delay(constraint: Constraint) -> tuple[Fraction, Fraction] | None:
    """Minutes that it takes until more is there, the least and the most."""
    if not _GROWS.search(words_of(constraint)):
        return None
    for item in constraint.of_kind("duration"):
        value, scale = value_of(item), {"second": Fraction(1, 60), "minute": Fraction(1), "hour": Fraction(60)}
        if value is not None and item.mention.unit in scale:
            size = scale[item.mention.unit]
            return exact(value) * size, exact(item.mention.high or value) * size
    return None


# --- what comes ---------------------------------------------------------------------------------


def loads_on(ceiling: Ceiling, plan: Plan) -> list[Load]:
    """The loads that meet a ceiling; what the brief itself tells comes before what was computed from it."""
    if ceiling.crowd:
        watching = [load for load in plan.specification.scale.workloads if load.id.startswith("viewers.")]
        if watching and _STREAM.search(ceiling.constraint.source.text):
            return [_load(load, Fraction(1), "", (), ()) for load in watching]
        return list(_crowds(ceiling, plan)) or list(_computed(plan, "sessions.page", "session"))
    told = [*_rates(ceiling, plan), *_in_a_while(ceiling, plan)]
    if ceiling.thing == COMPLETED:
        return told or list(_parts_of_visits(ceiling, plan)) or list(_forms(ceiling, plan))
    return told or list(_visits(ceiling, plan))


def _rates(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    for fact in facts(plan, "rate"):
        thing, _, per = (fact.unit or "").partition("/")
        value = number_of(fact)
        same = thing == ceiling.thing or (
            ceiling.thing == COMPLETED and (_IS_PAID if _IS_PAID.search(ceiling.noun) else _IS_FILLED).search(fact.text)
        )
        if same and per in PER and value:
            each = exact(value) / PER[per]
            yield Load(
                fact.text, (each, each, each), told=True, sums="",
                inputs=(from_brief("load", value, fact.unit or thing, (place(fact),)),), evidence=(place(fact),),
            )  # fmt: skip


def _in_a_while(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    """So many visits in so many minutes, as one sentence of the brief tells it."""
    for fact in facts(plan, "count"):
        thing = _thing(ceiling, plan, fact)
        length = _length_after(plan, fact) if thing else None
        factor, how, inputs, evidence = _factor(ceiling, plan, thing or "")
        value = number_of(fact)
        if not length or not value or factor is None:
            continue
        minutes, words, where = length
        total = exact(value) * factor
        each = total / minutes / 60
        said = ceiling.things if thing == COMPLETED else PLURALS[thing or "visit"]
        sums = f"{number(exact(value))} {said}{how} ÷ {number(minutes * 60)} seconds"
        yield Load(
            f"{number(exact(value))} {said} in {words}", (each, each, each), told=True,
            sums=f"{sums} = {number(each)} {ceiling.things} a second on average",
            inputs=(from_brief("visits", value, fact.unit or "visit", (place(fact),)), *inputs),
            evidence=(place(fact), where, *evidence), curve=even_load(total, minutes), visits_each=factor,
        )  # fmt: skip


def _thing(ceiling: Ceiling, plan: Plan, fact: Fact) -> str | None:
    """What a number of the brief counts, as far as a ceiling knows it."""
    if fact.unit in ("visit", "view", "page", "session", "request"):
        return fact.unit
    if ceiling.thing != COMPLETED:
        return "sale" if fact.unit == "sale" else None
    if fact.unit == "person":
        clause = re.split(r"[.,;:]| and ", _after(plan, fact, 35))[0]
        return COMPLETED if _finishes(ceiling, clause) and not AT_ONCE.search(clause) else None
    same = _IS_FILLED if _IS_FILLED.search(ceiling.noun) and not _IS_PAID.search(ceiling.noun) else _IS_PAID
    return COMPLETED if same.match(_after(plan, fact).lstrip()) or same.search(fact.text) else None


def _after(plan: Plan, fact: Fact, near: int = 60) -> str:
    """The words of the same sentence behind a number."""
    sentence = sentence_of(plan, fact)
    at = sentence.find(fact.text)
    return sentence[at + len(fact.text) :][:near] if at >= 0 else ""


def _length_after(plan: Plan, fact: Fact) -> tuple[Fraction, str, Evidence] | None:
    """The minutes in which it comes: "in the ten minutes after it", or before "in the first ten minutes we expect"."""
    sentence, sizes = sentence_of(plan, fact), {"second": Fraction(1, 60), "minute": Fraction(1), "hour": Fraction(60)}
    at = sentence.find(fact.text)
    for length in beside(plan, fact, "duration"):
        value = number_of(length)
        begins = sentence.find(length.text)
        if not value or length.unit not in sizes or not _OVER.search(sentence[:begins]):
            continue
        if length.start > fact.end or _EXPECTED.fullmatch(sentence, begins + len(length.text), at):
            return exact(value) * sizes[length.unit], length.text, place(length)
    return None


def _parts_of_visits(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    """So many visits in so many minutes, of which so many in a hundred finish something."""
    for fact in facts(plan, "count", "visit", "view", "session", "person"):
        length, part, value = _length_after(plan, fact), _part_done(ceiling, plan, fact), number_of(fact)
        share_done = number_of(part) if part else None
        if not length or not value or part is None or not share_done:
            continue
        minutes, words, where = length
        total = exact(value) * exact(share_done) / 100
        each = total / minutes / 60
        coming = (
            f"{number(exact(value))} {PLURALS.get(fact.unit or '', 'people') if fact.unit != 'person' else 'people'}"
        )
        yield Load(
            f"{coming} in {words}, {part.text} of them", (each, each, each), told=True,
            sums=f"{coming} × {number(share_done)}% = {number(total)} {ceiling.things}; {number(total)} ÷ "
            f"{number(minutes * 60)} seconds = {number(each)} a second on average",
            inputs=(
                from_brief("visits", value, fact.unit or "visit", (place(fact),)),
                from_brief("share", share_done, "percent", (place(part),)),
            ),
            evidence=(place(fact), where, place(part)), curve=even_load(total, minutes),
            visits_each=exact(share_done) / 100,
        )  # fmt: skip


def _part_done(ceiling: Ceiling, plan: Plan, fact: Fact) -> Fact | None:
    """The share of those who come that the same sentence, or the next one, says will finish something."""
    sentences = [one.id for one in plan.specification.brief.sentences]
    at = sentences.index(fact.sentence) if fact.sentence in sentences else -2
    for part in facts(plan, "percentage"):
        near = part.sentence in sentences[at : at + 2] and part.start > fact.start
        if near and part.role != "past_result" and _finishes(ceiling, _after(plan, part)):
            return part
    return None


def _forms(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    """The forms that were worked out for the busiest minute, as a load of each second."""
    for load in plan.specification.scale.workloads:
        if _IS_FILLED.search(ceiling.noun) and load.id == "forms_peak.page" and load.result.unit == "record/minute":
            yield _load(load, Fraction(1, 60), " ÷ 60", (), ())


def _visits(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    if ceiling.thing == "request":
        # How often a page calls an interface of another system, nobody knows.
        if not _API.search(ceiling.constraint.source.text):
            yield from _computed(plan, "origin_requests.page", "request")
        return
    factor, how, inputs, evidence = _factor(ceiling, plan, "visit")
    if factor is None:
        return
    channels = channels_of(ceiling.constraint)
    keys = {f"peak_visits.{send.id}" for send in plan.sends if send.channel in channels}
    for load in plan.specification.scale.workloads:
        # Where it is for the visits of one channel, those of others are not added.
        if load.id.startswith("peak_visits.") and (not channels or load.id in keys):
            yield _load(load, factor, how, inputs, evidence)


def _computed(plan: Plan, name: str, unit: str) -> Iterator[Load]:
    for load in plan.specification.scale.workloads:
        if load.id == name and load.result.unit.partition("/")[0] == unit:
            yield _load(load, Fraction(1), "", (), ())


def _load(
    load: Workload, factor: Fraction, how: str, inputs: tuple[WorkloadInput, ...], evidence: tuple[Evidence, ...]
) -> Load:
    times = f"; {how.strip()}" if how else ""
    low, mid, high = (exact(value) * factor for value in (load.low, load.mid, load.high))
    curve = tuple((exact(p.minute), exact(p.value) * factor) for p in load.curve) if len(load.curve) > 1 else None
    return Load(
        load.name, (low, mid, high), told=False, sums=load.formula + (f"{times} = {number(mid)}" if how else ""),
        inputs=(*load.inputs, *inputs), evidence=(*load.evidence, *evidence), workloads=(load.id,), curve=curve,
        visits_each=factor,
    )  # fmt: skip


def _factor(
    ceiling: Ceiling, plan: Plan, unit: str
) -> tuple[Fraction | None, str, tuple[WorkloadInput, ...], tuple[Evidence, ...]]:
    """How many of the ceiling's unit one of the brief's makes, in words too; None where it makes none."""
    same = {"page": "view", "session": "visit"}
    wanted, given = same.get(ceiling.thing, ceiling.thing), same.get(unit, unit)
    if wanted == given:
        return Fraction(1), "", (), ()
    if (given, wanted) != ("visit", "view"):
        return None, "", (), ()
    for fact in facts(plan, "count", "page", "view"):
        value = number_of(fact)
        if value and value <= 100 and _EACH.search(sentence_of(plan, fact)):
            source = from_brief("pages per visit", value, "page", (place(fact),))
            return exact(value), f" × {number(exact(value))} pages each", (source,), (place(fact),)
    return _assumed_pages(plan)


def _assumed_pages(plan: Plan) -> tuple[Fraction | None, str, tuple[WorkloadInput, ...], tuple[Evidence, ...]]:
    for load in plan.specification.scale.workloads:
        for source in load.inputs if load.id == "page_requests.page" else ():
            if source.name == "pages":
                return exact(source.value), f" × {number(exact(source.value))} pages each (assumed)", (source,), ()
    return None, "", (), ()


def _crowds(ceiling: Ceiling, plan: Plan) -> Iterator[Load]:
    streams = bool(_STREAM.search(ceiling.constraint.source.text))
    for fact in facts(plan, "count", *_CROWDS):
        sentence, value = sentence_of(plan, fact), number_of(fact)
        near = sentence[sentence.find(fact.text) :][: len(fact.text) + 30]
        if value and AT_ONCE.search(near) and bool(_STREAM.search(near)) == streams:
            count = exact(value)
            yield Load(
                f"{number(count)} at the same time", (count, count, count), told=True, sums="",
                inputs=(from_brief("people", value, fact.unit or "person", (place(fact),)),), evidence=(place(fact),),
            )  # fmt: skip


def scaled(curve: Curve, part: Exact) -> Curve:
    """A load of the same course, so many times as high."""
    return tuple((minute, value * part) for minute, value in curve)
