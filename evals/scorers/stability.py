"""How much two runs of one case agree: a metric over repeats, from what each run said."""

from collections.abc import Sequence
from itertools import combinations

from evals.scorers.score import Metric, Score, Scores
from schemas.alignment import Alignment
from schemas.explanation import Explanation
from schemas.specification import Specification

METRICS = {"stability.agreement": Metric("what two runs of one case say is the same, as a Jaccard index")}


def statements_of(result: Specification | Explanation | Alignment) -> frozenset[str]:
    """What a result says: the keys of its requirements, or what it says of each constraint."""
    if isinstance(result, Specification):
        return frozenset(one.key for one in result.requirements)
    return frozenset(f"{one.source.start}:{one.kind}:{one.strength}:{one.plain}" for one in result.constraints)


def score(runs: Sequence[frozenset[str]]) -> Scores:
    """The mean over all pairs of runs; nothing for a single run."""
    pairs = list(combinations(runs, 2))
    if not pairs:
        return {}
    agreement = sum(len(one & other) / len(one | other) if one | other else 1.0 for one, other in pairs)
    return {"stability.agreement": Score(agreement, len(pairs))}
