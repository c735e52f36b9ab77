"""Whether everything points at the brief verbatim, and no number comes from nowhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from evals.gold.briefs import Case
from evals.scorers.figures import has_digits, may_be_day, may_mean, numbers_in
from evals.scorers.score import Metric, Scores, judged, share
from schemas.base import Evidence, Model
from schemas.specification import Specification

METRICS = {
    "grounding.evidence": Metric("evidence stands verbatim in the sentence that it names"),
    "grounding.numbers": Metric("numbers in requirements stand in the brief, or in a sum or source that they name"),
    "grounding.facts": Metric("facts stand verbatim in the brief"),
    "grounding.values": Metric("values of facts are such as their own words can mean"),
}

_HOLDERS = (Model, list)


def score(case: Case, specification: Specification) -> Scores:
    """Looks at the text itself and trusts no check of the run."""
    sentences = {one.id: one for one in specification.brief.sentences}
    return judged(
        {
            "grounding.evidence": share(
                (
                    one.quote,
                    one.sentence in sentences
                    and case.text[one.start : one.end] == one.quote
                    and sentences[one.sentence].start <= one.start <= one.end <= sentences[one.sentence].end,
                )
                for one in evidence_in(specification)
            ),
            "grounding.facts": share(
                (fact.text, case.text[fact.start : fact.end] == fact.text) for fact in specification.facts
            ),
            "grounding.numbers": share(_numbers(specification)),
            "grounding.values": share(_values(specification)),
        }
    )


def evidence_in(part: Model | list[Any]) -> list[Evidence]:
    """Every piece of evidence in a result, wherever it stands; most of what stands there is text and is passed over."""
    found: list[Evidence] = []
    for one in part if isinstance(part, list) else part.__dict__.values():
        if isinstance(one, Evidence):
            found.append(one)
        elif isinstance(one, _HOLDERS):
            found += evidence_in(one)
    return found


def _values(specification: Specification) -> Iterator[tuple[str, bool]]:
    for fact in specification.facts:
        for value in (fact.value, fact.high):
            if isinstance(value, int | float):
                yield f"{fact.text}: {value}", may_mean(fact.text, value)
            elif isinstance(value, str) and fact.kind in ("date", "window") and has_digits(fact.text):
                yield f"{fact.text}: {value}", may_be_day(fact.text, value)


def _numbers(specification: Specification) -> Iterator[tuple[str, bool]]:
    """A number of a requirement may come from the brief, and from the sums and sources that the requirement names."""
    everywhere = _numbers_of_all(specification)
    sums = {load.id: load.model_dump_json() for load in specification.scale.workloads}
    sums |= {item.id: item.model_dump_json() for item in specification.schedule.lead_items}
    for requirement in specification.requirements:
        named = [sums.get(one, "") for one in requirement.calculations]
        named += [f"{one.title} {one.locator}" for one in requirement.citations]
        known = everywhere | _known(named)
        for text in (requirement.statement, requirement.rationale, *requirement.acceptance_criteria):
            yield from ((f"{number} in {requirement.id}", number in known) for number in numbers_in(text))


def _numbers_of_all(specification: Specification) -> set[str]:
    """The numbers of the brief, of values and days read from it, of laws, criteria and conditions of transfers."""
    privacy = specification.privacy
    texts = [specification.brief.text]
    texts += [f"{fact.value} {fact.high}" for fact in specification.facts]
    texts += [part.model_dump_json() for part in specification.schedule.milestones]
    texts += [law.name for law in privacy.regulations]
    texts += [criterion.id for criterion in privacy.dpia.criteria]
    texts += [processor.transfer or "" for processor in privacy.processors]
    return _known(texts)


def _known(texts: Iterable[str]) -> set[str]:
    """As they stand there, and without leading zeros."""
    found = {number for text in texts for number in numbers_in(text)}
    return found | {str(int(number)) for number in found if number.isdecimal()}
