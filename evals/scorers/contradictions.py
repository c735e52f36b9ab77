"""Pieces of the brief that disagree."""

from evals.gold.briefs import Case, GoldContradiction, occurrences
from evals.scorers.matching import Candidate, Matcher, places_of
from evals.scorers.score import Metric, Score, Scores, judged, share
from schemas.parts import Contradiction
from schemas.specification import Specification

ALIKE = 0.3
"""House default, for gold that names no places."""
METRICS = {
    "contradictions.recall": Metric("contradictions that the brief holds are found"),
    "contradictions.precision": Metric("contradictions that are claimed are in the brief"),
    "contradictions.none": Metric("where the brief holds none, none is claimed", diagnostic=True),
}


def score(case: Case, specification: Specification) -> Scores:
    """Found: both places are pointed at, or the words agree where the gold names no places."""
    given = specification.contradictions
    gold = case.contradictions
    scores = {
        "contradictions.recall": share((_about(one), _found(case, one, given)) for one in gold),
        "contradictions.precision": share((one.text, _is_right(case, one)) for one in given),
    }
    if not gold:
        scores["contradictions.none"] = Score(not given, 1, tuple(one.text for one in given))
    return judged(scores)


def _about(gold: str | GoldContradiction) -> str:
    return gold if isinstance(gold, str) else gold.about


def _is_right(case: Case, claim: Contradiction) -> bool:
    """Tell whether a claim is one of the contradictions of the gold, which names all that the brief holds."""
    return any(_found(case, gold, [claim]) for gold in case.contradictions)


def _found(case: Case, gold: str | GoldContradiction, given: list[Contradiction]) -> bool:
    candidates = [Candidate(one.text, places_of(one.evidence)) for one in given]
    if isinstance(gold, str) or not gold.quotes:
        return Matcher(candidates, ALIKE, ALIKE).find(_about(gold)) is not None
    return any(
        sum(one.touches(occurrences(case, quote)) for quote in gold.quotes) >= min(2, len(gold.quotes))
        for one in candidates
    )
