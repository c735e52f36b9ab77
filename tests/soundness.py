"""What must hold for every specification, whatever the brief: each check returns what breaks it."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from pydantic import BaseModel

from schemas.base import Evidence
from schemas.brief import BriefInput
from schemas.events import DoneEvent, RunEvent
from schemas.organisation import Organisation
from schemas.requirement import Requirement
from schemas.specification import Specification
from service.drafting.engine import Engine
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief

TODAY = date(2026, 11, 23)
_NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


async def events_of(
    text: str, engine: Engine | None = None, today: date = TODAY, organisation: Organisation | None = None
) -> list[RunEvent]:
    """Every event of one run."""
    brief = BriefInput(text=text)
    run = translate_brief(brief, engine=engine or RulesEngine(), organisation=organisation, today=today)
    return [event async for event in run]


def run(
    text: str, engine: Engine | None = None, today: date = TODAY, organisation: Organisation | None = None
) -> Specification:
    """The result of one run."""
    last = asyncio.run(events_of(text, engine, today, organisation))[-1]
    assert isinstance(last, DoneEvent)
    return last.specification


@lru_cache(maxsize=64)
def specify(text: str) -> Specification:
    """The rules engine's result, worked out once for each text."""
    return run(text)


def evidence_in(value: object) -> Iterator[Evidence]:
    """Every piece of evidence anywhere inside."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from evidence_in(getattr(value, name))
    elif isinstance(value, dict):
        yield from evidence_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from evidence_in(item)


def lost_evidence(spec: Specification) -> list[Evidence]:
    """Quotes that are not in the brief at their place, or not in the sentence they name."""
    text = spec.brief.text
    sentences = {sentence.id: sentence for sentence in spec.brief.sentences}
    return [
        place
        for place in evidence_in(spec)
        if not place.quote
        or text[place.start : place.end] != place.quote
        or place.sentence not in sentences
        or not sentences[place.sentence].start <= place.start <= place.end <= sentences[place.sentence].end
    ]


def wrong_spans(spec: Specification) -> list[str]:
    """Sentences and facts whose text is not what stands at their place, and facts outside their sentence."""
    text = spec.brief.text
    sentences = {sentence.id: sentence for sentence in spec.brief.sentences}
    wrong = [s.id for s in spec.brief.sentences if text[s.start : s.end] != s.text or not s.text.strip()]
    for fact in spec.facts:
        home = sentences.get(fact.sentence)
        inside = home is not None and home.start <= fact.start < fact.end <= home.end
        if text[fact.start : fact.end] != fact.text or not inside:
            wrong.append(fact.id)
    return wrong


def numbers(text: str) -> set[float]:
    """The numbers of a text, thousands separators removed; both halves of a clock time."""
    found: set[float] = set()
    for match in _NUMBER.findall(text):
        for part in match.replace(",", "").split(":"):
            found |= {float(piece) for piece in _floats(part)}
    return found


def _floats(part: str) -> Iterator[str]:
    yield from [part] if part.count(".") <= 1 and part.strip(".") else part.split(".") if part.strip(".") else []


def _computed_numbers(spec: Specification, refs: Iterable[str]) -> set[float]:
    loads = {load.id: load for load in spec.scale.workloads}
    items = {item.id: item for item in spec.schedule.lead_items}
    known: set[float] = set()
    for ref in refs:
        if ref in loads:
            load = loads[ref]
            known |= {float(value) for value in (load.result.value, load.low, load.mid, load.high)}
            known |= {float(entry.value) for entry in load.inputs} | numbers(load.name)
        if ref in items:
            item = items[ref]
            known |= {float(days) for days in (item.low, item.typical, item.high)} | numbers(item.name)
            for day in filter(None, (item.latest_start, item.needed_by)):
                known |= {float(day.day), float(day.month), float(day.year)}
    return known


def numbers_from_nowhere(spec: Specification) -> list[tuple[str, float]]:
    """Numbers in statements that no evidence holds and no calculation gives, within rounding to three digits."""
    return [(item.id, value) for item in spec.requirements for value in _unfounded(spec, item)]


def _unfounded(spec: Specification, item: Requirement) -> list[float]:
    quoted = {value for place in item.evidence for value in numbers(place.quote)}
    known = quoted | _computed_numbers(spec, item.calculations)
    return [
        value for value in numbers(_without_names(spec, item.statement)) if not any(abs(value - k) <= max(0.005 * abs(k), 0.0005) for k in known)
    ]  # fmt: skip


def _without_names(spec: Specification, statement: str) -> str:
    """Names that hold numbers are names: `Dynamics 365` is no figure."""
    tools = {row.tool for row in spec.governance} | {row.name for row in spec.privacy.processors}
    named = {str(fact.value) for fact in spec.facts if fact.kind in ("system", "organisation")}
    for name in sorted(tools | named, key=len, reverse=True):
        statement = statement.replace(name, " ")
    return statement


def repeated_ids(spec: Specification) -> list[str]:
    """Ids that name two things, and keys that two requirements share."""
    groups: list[list[str]] = [
        [sentence.id for sentence in spec.brief.sentences],
        [fact.id for fact in spec.facts],
        [item.id for item in spec.goals],
        [item.id for item in spec.requirements],
        [item.key for item in spec.requirements],
        [item.id for item in spec.data_sources],
        [item.id for item in spec.scale.workloads],
        [item.id for item in spec.schedule.lead_items],
        [item.id for item in spec.risks],
        [item.id for item in spec.assumptions],
        [item.id for item in spec.contradictions],
        [item.id for item in spec.questions],
        [item.id for item in spec.privacy.regulations],
        [item.id for item in spec.privacy.dpia.criteria],
    ]
    return [name for group in groups for name, times in Counter(group).items() if times > 1]


def dangling_references(spec: Specification) -> list[tuple[str, str]]:
    """References to requirements, goals, sentences or calculations that do not exist."""
    sentences = {sentence.id for sentence in spec.brief.sentences}
    requirements = {item.id for item in spec.requirements}
    goals = {goal.id for goal in spec.goals}
    computed = {load.id for load in spec.scale.workloads} | {item.id for item in spec.schedule.lead_items}
    wanted: list[tuple[str, str, set[str]]] = []
    for question in spec.questions:
        wanted += [(question.id, ref, requirements) for ref in question.blocks]
        wanted += [(question.id, ref, sentences) for ref in question.raised_by]
    for item in spec.requirements:
        wanted += [(item.id, ref, goals) for ref in item.goals]
        wanted += [(item.id, ref, computed) for ref in item.calculations]
    for lead in spec.schedule.lead_items:
        wanted += [(lead.id, ref, computed) for ref in lead.after]
    return [(holder, ref) for holder, ref, known in wanted if ref not in known]


def coverage_faults(spec: Specification) -> list[str]:
    """Sentences that are not covered exactly once and in order, and entries without a reason or a reference."""
    covered = [entry.sentence for entry in spec.coverage]
    expected = [sentence.id for sentence in spec.brief.sentences]
    faults = [] if covered == expected else [f"covered {covered} of {expected}"]
    empty = [
        e.sentence for e in spec.coverage if not e.reason.strip() or (e.status != "not_a_requirement" and not e.refs)
    ]
    return [*faults, *empty]


def dropped_words(spec: Specification) -> list[str]:
    """Words of the brief, tags, entities and list numbers apart, that stand in no sentence."""
    kept = bytearray(len(spec.brief.text))
    for sentence in spec.brief.sentences:
        kept[sentence.start : sentence.end] = b"\x01" * (sentence.end - sentence.start)
    bare = re.sub(r"<[^<>]*>|&\w+;|(?m:^[ \t]*\d+[.)] )", lambda found: " " * len(found.group(0)), spec.brief.text)
    words = re.finditer(r"[^\W_]{2,}", bare)
    return [word.group(0) for word in words if not all(kept[word.start() : word.end()])]


def unsupported(spec: Specification) -> list[str]:
    """Requirements of the rules that did not pass the checks: nobody but the rules wrote them."""
    return [f"{item.id}: {item.statement}" for item in spec.requirements if item.support != "supported"]


def faults(spec: Specification) -> dict[str, object]:
    """Everything that is wrong, by the name of the check; empty when all holds."""
    found: dict[str, object] = {
        "lost evidence": lost_evidence(spec),
        "wrong spans": wrong_spans(spec),
        "numbers from nowhere": numbers_from_nowhere(spec),
        "repeated ids": repeated_ids(spec),
        "dangling references": dangling_references(spec),
        "coverage": coverage_faults(spec),
        "unsupported": unsupported(spec),
    }
    return {name: value for name, value in found.items() if value}


def is_lossless(spec: Specification) -> bool:
    """The JSON reads back as the very same result."""
    return Specification.model_validate_json(spec.model_dump_json()) == spec


def canonical(spec: Specification) -> str:
    """The JSON of the result without the time it took."""
    provenance = spec.provenance.model_copy(update={"duration": 0.0, "first_requirement": None})
    return spec.model_copy(update={"provenance": provenance}).model_dump_json()
