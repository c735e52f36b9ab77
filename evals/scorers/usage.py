"""What a run cost: tokens, money, seconds. Diagnostics."""

from evals.scorers.score import Metric, Score, Scores
from schemas.specification import Provenance

METRICS = {
    "usage.tokens": Metric("tokens of a case, over all attempts", "tokens", more_is_better=False, diagnostic=True),
    "usage.cost": Metric("cost of a case", "money", more_is_better=False, diagnostic=True),
    "usage.calls": Metric("calls to a model for a case", "calls", more_is_better=False, diagnostic=True),
    "usage.failed_calls": Metric("calls to a model that failed", more_is_better=False, diagnostic=True),
    "usage.seconds": Metric("seconds of a case", "seconds", more_is_better=False, diagnostic=True),
}


def score(provenance: Provenance, seconds: float) -> Scores:
    """Without a model only the seconds."""
    scores = {"usage.seconds": Score(round(seconds, 4), 1)}
    if provenance.model is None:
        return scores
    calls = provenance.attempts
    failed = sum(one.outcome != "ok" for one in calls)
    return scores | {
        "usage.tokens": Score(provenance.tokens.input + provenance.tokens.output, 1),
        "usage.cost": Score(provenance.cost, 1),
        "usage.calls": Score(len(calls), 1),
        **({"usage.failed_calls": Score(failed, len(calls))} if calls else {}),
    }
