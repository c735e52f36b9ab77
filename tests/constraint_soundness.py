"""What must hold for every explanation, whatever the constraint text: each check returns what breaks it."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from schemas.alignment import Alignment
from schemas.events import AlignmentDoneEvent, ExplanationDoneEvent, ExplanationEvent
from schemas.explanation import ExplainedConstraint, Explanation, Passage
from schemas.specification import Specification
from service.pipeline import align_constraints, explain_constraints
from service.reading.jargon import find_terms

TODAY = date(2026, 11, 23)
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_ADDRESS = re.compile(r"https?://\S+|\]\([^()]*\)|[\w.+-]+@[\w-]+\.[\w.]+|<[^<>]*>|\{[%{][^{}]*[%}]\}")
_FORCE = {
    "must": re.compile(r"\bhas to be met\b|\bWhat must be done\b"),
    "must_not": re.compile(r"\bhas to be kept\b|\bWhat is ruled out\b"),
    "should": re.compile(r"\brecommend"),
    "should_not": re.compile(r"\badvi[cs]e"),
    "may": re.compile(r"\bpermission\b|\bfree to\b|\ballowed\b"),
}
_RUN = 8


async def events_of(
    texts: str | Sequence[str], specification: Specification | None = None, today: date = TODAY
) -> list[ExplanationEvent]:
    """Every event of one run."""
    run = explain_constraints(texts, specification=specification, organisation=None, today=today)
    return [event async for event in run]


def explain(texts: str | Sequence[str], specification: Specification | None = None, today: date = TODAY) -> Explanation:
    """The result of one run."""
    last = asyncio.run(events_of(texts, specification, today))[-1]
    assert isinstance(last, ExplanationDoneEvent)
    return last.explanation


@lru_cache(maxsize=512)
def explained(text: str) -> Explanation:
    """The result, worked out once for each text."""
    return explain(text)


def only(text: str) -> ExplainedConstraint:
    """The one constraint of a text."""
    [one] = explained(text).constraints
    return one


def align(specification: Specification, text: str, today: date = TODAY) -> Alignment:
    """The result of holding constraints against a specification."""

    async def last() -> Alignment:
        run = align_constraints(specification, text, organisation=None, today=today)
        *_, event = [event async for event in run]
        assert isinstance(event, AlignmentDoneEvent)
        return event.alignment

    return asyncio.run(last())


def _places(one: ExplainedConstraint) -> Iterator[tuple[str, int, int]]:
    passages: list[Passage] = [one.source, *one.context, *one.conditions, *one.exceptions]
    for passage in passages:
        yield passage.text, passage.start, passage.end
    for quantity in one.quantities:
        yield quantity.text, quantity.start, quantity.end
    for kept in one.kept:
        yield kept.text, kept.start, kept.end
    for left in one.left_out:
        yield left.text, left.start, left.end


def wrong_places(result: Explanation) -> list[str]:
    """Quotes that do not stand in the text at their place."""
    text = result.text.text
    wrong = [s.id for s in result.text.sentences if text[s.start : s.end] != s.text or not s.text.strip()]
    for one in result.constraints:
        wrong += [f"{one.id}: {quote}" for quote, start, end in _places(one) if text[start:end] != quote or not quote]
    return wrong


def empty_claims(result: Explanation) -> list[str]:
    """What is said to be kept without a place in the plain text."""
    return [
        f"{one.id}: {kept.what} {kept.text}"
        for one in result.constraints
        for kept in one.kept
        if not one.plain[kept.plain_start : kept.plain_end].strip() or kept.plain_end > len(one.plain)
    ]


def lost_numbers(result: Explanation) -> list[str]:
    """Numbers of a source that neither its plain text nor its list of omissions holds."""
    return [f"{one.id}: {number}" for one in result.constraints for number in _lost(one)]


def _lost(one: ExplainedConstraint) -> Iterator[str]:
    hidden = [match.span() for match in _ADDRESS.finditer(one.source.text)]
    left = [(item.start - one.source.start, item.end - one.source.start) for item in one.left_out]
    said = set(_DIGITS.findall(one.plain))
    for match in _DIGITS.finditer(one.source.text):
        at = match.start()
        if any(low <= at < high for low, high in (*hidden, *left)) or match[0] in said:
            continue
        if not set(re.findall(r"\d+", match[0])) <= set(re.findall(r"\d+", one.plain)):
            yield match[0]


def unaccounted(result: Explanation) -> list[str]:
    """Quantities, conditions and exceptions that are neither kept nor left out."""
    found: list[str] = []
    for one in result.constraints:
        known = {(item.start, item.end) for item in one.kept} | {(item.start, item.end) for item in one.left_out}
        whole = (one.source.start, one.source.end) in known
        wanted: list[tuple[str, int, int]] = [(item.text, item.start, item.end) for item in one.quantities]
        wanted += [(item.text, item.start, item.end) for item in (*one.conditions, *one.exceptions)]
        found += [f"{one.id}: {text}" for text, start, end in wanted if not whole and (start, end) not in known]
    return found


def lost_force(result: Explanation) -> list[str]:
    """Plain texts that do not say how binding the constraint is."""
    return [
        f"{one.id}: {one.strength}"
        for one in result.constraints
        if one.strength != "fact" and not _FORCE[one.strength].search(one.plain)
    ]


def shared_runs(plain: str, source: str) -> float:
    """The share of the runs of eight words of a plain text that stand in its source."""

    def runs(text: str) -> list[str]:
        words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())
        return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]

    told, known = runs(plain), set(runs(source))
    return sum(run in known for run in told) / len(told) if told else 0.0


def echoes(result: Explanation) -> list[str]:
    """Plain texts that are the source again."""
    return [f"{one.id}: {one.plain}" for one in result.constraints if shared_runs(one.plain, one.source.text) > 0.5]


def unexplained_terms(result: Explanation) -> list[str]:
    """Terms of art in a plain text that its glossary does not explain."""
    found: list[str] = []
    for one in result.constraints:
        known = {entry.term.lower() for entry in one.glossary} | {entry.plain for entry in one.glossary}
        found += [t.text for t in find_terms(one.plain) if t.text.lower() not in known and t.term.plain not in known]
    return found


def coverage_faults(result: Explanation) -> list[str]:
    """Sentences that are not covered exactly once and in order, and entries without a reason or a constraint."""
    ids = {one.id for one in result.constraints}
    expected = [sentence.id for sentence in result.text.sentences]
    faults = [] if [entry.sentence for entry in result.coverage] == expected else ["order"]
    for entry in result.coverage:
        used = entry.status == "used"
        if not entry.reason.strip() or used != bool(entry.refs) or not set(entry.refs) <= ids:
            faults.append(entry.sentence)
    return faults


def unclaimed(result: Explanation) -> list[str]:
    """Constraints whose place no sentence covers as used."""
    spans = {s.id: (s.start, s.end) for s in result.text.sentences}
    used = {(ref, *spans[entry.sentence]) for entry in result.coverage for ref in entry.refs}
    return [
        one.id
        for one in result.constraints
        if not any(ref == one.id and start <= one.source.start < end for ref, start, end in used)
    ]


def dangling(result: Explanation) -> list[str]:
    """Ids that name two things, and references to what does not exist."""
    ids = [one.id for one in result.constraints]
    sentences = {sentence.id for sentence in result.text.sentences}
    found = [] if len(set(ids)) == len(ids) else ["ids"]
    by_id = {one.id: one for one in result.constraints}
    for one in result.constraints:
        later = one.overridden_by
        if later and (later == one.id or later not in by_id or by_id[later].overridden_by):
            found.append(one.id)
    for question in result.questions:
        found += [ref for ref in (*question.raised_by, *question.blocks) if ref not in sentences | set(ids)]
    return found


def guessed_law(result: Explanation) -> list[str]:
    """Constraints that are called law without words of theirs that say so."""
    return [
        one.id
        for one in result.constraints
        if one.firmness == "law"
        and not any(said in one.source.text for said in re.findall(r'"(.+)"', one.firmness_why))
    ]


def faults(result: Explanation) -> dict[str, object]:
    """Everything that is wrong, by the name of the check; empty when all holds."""
    checks = (
        wrong_places, empty_claims, lost_numbers, unaccounted, lost_force, echoes, unexplained_terms, coverage_faults,
        unclaimed, dangling, guessed_law,
    )  # fmt: skip
    found = {check.__name__: check(result) for check in checks}
    return {name: value for name, value in found.items() if value}


def canonical(result: Explanation | Alignment) -> str:
    """The JSON of the result without the time it took."""
    provenance = result.provenance.model_copy(update={"duration": 0.0})
    return result.model_copy(update={"provenance": provenance}).model_dump_json()
