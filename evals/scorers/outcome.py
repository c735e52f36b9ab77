"""Whether the run ends as an expert would say."""

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Score, Scores
from schemas.specification import Specification

METRICS = {
    "outcome.thin": Metric("texts that hold nothing to work from are told apart from briefs"),
    "outcome.exact": Metric("the outcome is the one of the gold, complete and partial told apart", diagnostic=True),
}


def score(case: Case, specification: Specification) -> Scores:
    """Thin or not, and the very outcome."""
    told = f"{specification.outcome}, not {case.outcome}"
    thin = (specification.outcome == "too_thin") == (case.outcome == "too_thin")
    exact = specification.outcome == case.outcome
    return {
        "outcome.thin": Score(thin, 1, () if thin else (told,)),
        "outcome.exact": Score(exact, 1, () if exact else (told,)),
    }
