"""Needs of the gold that a requirement covers, with its category and priority."""

from collections.abc import Sequence

from evals.gold.briefs import Case, occurrences
from evals.scorers.matching import Candidate, Matcher, places_of
from evals.scorers.score import Metric, Scores, judged, share
from schemas.requirement import Requirement
from schemas.specification import Specification

METRICS = {
    "needs.recall": Metric("needs that any expert would name are covered by a requirement"),
    "needs.recall_all": Metric("needs are covered by a requirement, optional ones included", diagnostic=True),
    "needs.category": Metric("needs that are covered have the right category", diagnostic=True),
    "needs.priority": Metric("needs that are covered have the right priority", diagnostic=True),
}


def score(case: Case, specification: Specification) -> Scores:
    """A requirement may cover several needs."""
    given = specification.requirements
    matcher = matcher_of(given)
    found = []
    for need in case.needs:
        places = [span for quote in need.quotes for span in occurrences(case, quote)]
        at = matcher.find(need.need, places, need.category)
        found.append((need, None if at is None else given[at]))
    covered = [(need, one) for need, one in found if one is not None]
    return judged(
        {
            "needs.recall": share((need.need, one is not None) for need, one in found if need.must),
            "needs.recall_all": share((need.need, one is not None) for need, one in found),
            "needs.category": share(
                (f"{need.need}: {one.category}, not {need.category}", one.category == need.category)
                for need, one in covered
            ),
            "needs.priority": share(
                (f"{need.need}: {one.priority}, not {need.priority}", one.priority == need.priority)
                for need, one in covered
                if need.priority is not None
            ),
        }
    )


def matcher_of(requirements: Sequence[Requirement]) -> Matcher:
    """Looks needs up among requirements: in their statements and in what they quote."""
    return matcher_among([_candidate(one) for one in requirements])


def matcher_among(candidates: Sequence[Candidate]) -> Matcher:
    """Looks needs up, with the thresholds for needs."""
    return Matcher(candidates, alike=0.5, alike_at=0.3, of_kind=0.2)


def _candidate(requirement: Requirement) -> Candidate:
    text = " ".join([requirement.statement, *(one.quote for one in requirement.evidence)])
    return Candidate(text, places_of(requirement.evidence), requirement.category)
