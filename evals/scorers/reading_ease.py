"""Diagnostics of the words: nothing is gated on them."""

from evals.gold.briefs import Case
from evals.gold.constraints import ConstraintCase
from evals.scorers.score import Metric, Score, Scores
from schemas.explanation import Explanation
from schemas.specification import Specification

METRICS_OF_BRIEFS = {
    "words.per_requirement": Metric("words of a requirement", "words", more_is_better=False, diagnostic=True),
    "words.requirements": Metric("requirements of a brief", "number", diagnostic=True),
    "words.questions": Metric("questions of a brief", "number", diagnostic=True),
}
METRICS_OF_CONSTRAINTS = {
    "words.per_sentence": Metric("words of a plain sentence", "words", more_is_better=False, diagnostic=True),
    "words.grade": Metric("Flesch-Kincaid grade of the plain text", "grade", more_is_better=False, diagnostic=True),
}


def score_specification(_case: Case, specification: Specification) -> Scores:
    """Length and number."""
    given = specification.requirements
    scores = {
        "words.requirements": Score(len(given), 1),
        "words.questions": Score(len(specification.questions), 1),
    }
    if given:
        scores["words.per_requirement"] = Score(sum(len(one.statement.split()) for one in given), len(given))
    return scores


def score_explanation(_case: ConstraintCase, explanation: Explanation) -> Scores:
    """As the run itself measured it."""
    given = [one.readability for one in explanation.constraints]
    if not given:
        return {}
    return {
        "words.per_sentence": Score(sum(one.words_per_sentence for one in given), len(given)),
        "words.grade": Score(sum(one.grade for one in given), len(given)),
    }
