"""Goals: matched by their target figure, else by the words of their statement."""

import re

from evals.gold.briefs import Case, GoldGoal
from evals.scorers.score import Metric, Scores, judged, share
from schemas.brief import Goal
from schemas.specification import Specification

METRICS = {
    "goals.recall": Metric("goals that any expert would name are found"),
    "goals.precision": Metric("goals given are named by an expert, optional ones included"),
}
_SAME_WORDS = 0.4
"""Share of the shorter statement's words that must be shared; gold statements use words of their own."""


def score(case: Case, specification: Specification) -> Scores:
    """Optional goals count neither for nor against."""
    given = specification.goals
    return judged(
        {
            "goals.recall": share(
                (gold.statement, any(_same(gold, goal) for goal in given)) for gold in case.goals if gold.must
            ),
            "goals.precision": share((goal.statement, any(_same(gold, goal) for gold in case.goals)) for goal in given),
        }
    )


def _same(gold: GoldGoal, goal: Goal) -> bool:
    target = _target_value(gold)
    if target is not None and goal.target is not None:
        return float(goal.target.value) == target
    ours, theirs = _words(goal.statement), _words(gold.statement)
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= _SAME_WORDS


def _target_value(gold: GoldGoal) -> float | None:
    value = gold.target.get("value") if isinstance(gold.target, dict) else gold.target
    value = value[0] if isinstance(value, list) and value else value
    return float(value) if isinstance(value, int | float) else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", text.casefold()))
