"""Whether everything points at the brief verbatim, and no number comes from nowhere."""

import re
from collections.abc import Iterator

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Scores, judged, share
from schemas.base import Evidence
from schemas.requirement import Requirement
from schemas.specification import Specification

METRICS = {
    "grounding.evidence": Metric("evidence stands verbatim in the sentence that it names"),
    "grounding.numbers": Metric("numbers in requirements stand in the brief, a calculation or a cited fact"),
    "grounding.facts": Metric("facts stand verbatim in the brief"),
}
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def score(case: Case, specification: Specification) -> Scores:
    """Looks at the text itself and trusts no check of the run."""
    sentences = {one.id: one for one in specification.brief.sentences}
    pieces = [one for requirement in specification.requirements for one in requirement.evidence]
    pieces += [one for part in _parts(specification) for one in part]
    known = _known_numbers(specification)
    return judged(
        {
            "grounding.evidence": share(
                (
                    one.quote,
                    one.sentence in sentences
                    and case.text[one.start : one.end] == one.quote
                    and sentences[one.sentence].start <= one.start <= one.end <= sentences[one.sentence].end,
                )
                for one in pieces
            ),
            "grounding.facts": share(
                (fact.text, case.text[fact.start : fact.end] == fact.text) for fact in specification.facts
            ),
            "grounding.numbers": share(
                (f"{number} in {requirement.id}", number in known)
                for requirement in specification.requirements
                for number in _numbers_in(requirement)
            ),
        }
    )


def _parts(specification: Specification) -> Iterator[list[Evidence]]:
    for goal in specification.goals:
        yield goal.evidence
    for source in specification.data_sources:
        yield source.evidence
    for law in specification.privacy.regulations:
        yield law.evidence
    for load in specification.scale.workloads:
        yield load.evidence
    for item in specification.schedule.lead_items:
        yield item.evidence
    for contradiction in specification.contradictions:
        yield contradiction.evidence


def _numbers_in(requirement: Requirement) -> list[str]:
    return [_plain(found) for found in _NUMBER.findall(requirement.statement)]


def _plain(number: str) -> str:
    """The digits as they are, without the marks between thousands."""
    return re.sub(r"[,.](?=\d{3}(?!\d))", "", number)


def _known_numbers(specification: Specification) -> set[str]:
    """Every number of the brief, of values read from it, of sums, lead times and cited facts."""
    texts = [specification.brief.text]
    texts += [f"{fact.value} {fact.high}" for fact in specification.facts]
    texts += [part.model_dump_json() for part in specification.scale.workloads]
    texts += [part.model_dump_json() for part in specification.schedule.lead_items]
    texts += [part.model_dump_json() for part in specification.schedule.milestones]
    texts += [
        f"{one.title} {one.locator}" for requirement in specification.requirements for one in requirement.citations
    ]
    texts += [law.name for law in specification.privacy.regulations]
    found = {_plain(number) for text in texts for number in _NUMBER.findall(text)}
    return found | {str(int(number)) for number in found if number.isdecimal()}
