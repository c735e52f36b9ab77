"""What became of every sentence: used, asked about, or set aside with a reason."""

from collections.abc import Iterable

from schemas.base import Evidence, trusted
from schemas.requirement import Coverage
from schemas.specification import Specification
from service.campaign import Reading

_cover = trusted(Coverage)


def coverage_of(reading: Reading, specification: Specification) -> list[Coverage]:
    """One entry per sentence; `asked` where a question is about the sentence itself or nothing else uses it."""
    doubted = {place.sentence for q in specification.questions for place in q.evidence if _is_whole(reading, place)}
    used = {name: refs for name, refs in _references(_users(specification)).items() if name not in doubted}
    asked = _references((question.id, question.evidence) for question in specification.questions)
    facts: dict[str, list[str]] = {}
    for fact in specification.facts:
        facts.setdefault(fact.sentence, []).append(fact.id)
    return [_entry(reading, sentence.id, used, asked, facts) for sentence in reading.sentences]


def _is_whole(reading: Reading, place: Evidence) -> bool:
    """The question is about the sentence itself and not only about something that it names."""
    sentence = reading.sentence_by_id[place.sentence]
    return (place.start, place.end) == (sentence.start, sentence.end)


def _users(spec: Specification) -> Iterable[tuple[str, Iterable[Evidence]]]:
    yield from ((item.id, item.evidence) for item in spec.requirements)
    yield from ((item.id, item.evidence) for item in spec.goals)
    yield from ((item.id, item.evidence) for item in spec.data_sources)
    yield from ((item.id, item.evidence) for item in spec.scale.workloads)
    yield from ((item.id, item.evidence) for item in spec.risks)
    yield from ((item.id, item.evidence) for item in spec.contradictions)
    yield from ((item.name, item.evidence) for item in spec.privacy.regulations)
    yield from ((item.name, item.evidence) for item in spec.schedule.milestones)
    yield from ((item.tool, item.evidence) for item in spec.governance)


def _references(items: Iterable[tuple[str, Iterable[Evidence]]]) -> dict[str, list[str]]:
    refs: dict[str, list[str]] = {}
    for name, evidence in items:
        for place in evidence:
            names = refs.setdefault(place.sentence, [])
            if name not in names:
                names.append(name)
    return refs


def _entry(
    reading: Reading,
    sentence: str,
    used: dict[str, list[str]],
    asked: dict[str, list[str]],
    facts: dict[str, list[str]],
) -> Coverage:
    if sentence in used:
        return _cover(sentence=sentence, status="used", reason="Something rests on it.", refs=used[sentence])
    if sentence in asked:
        return _cover(sentence=sentence, status="asked", reason="It raises a question.", refs=asked[sentence])
    if sentence in reading.set_aside:
        return _cover(sentence=sentence, status="not_a_requirement", reason=reading.set_aside[sentence])
    if sentence in facts:
        return _cover(sentence=sentence, status="used", reason="Its facts were noted.", refs=facts[sentence])
    reason = "Background: nothing in it asks anything of IT."
    return _cover(sentence=sentence, status="not_a_requirement", reason=reason)
