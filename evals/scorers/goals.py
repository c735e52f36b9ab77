"""Goals: matched by their target figure, else by the words of their statement."""

import re

from evals.gold import Case, GoldGoal
from evals.scorers.tally import Tally
from schemas.brief import Goal
from schemas.specification import Specification

_SAME_WORDS = 0.4
"""Share of the shorter statement's words that must be shared; gold statements use words of their own."""


def score_goals(case: Case, specification: Specification) -> Tally:
    """One tally; optional goals count neither for nor against."""
    must = [goal for goal in case.goals if goal.must]
    missed = [gold.statement for gold in must if not any(_same(gold, goal) for goal in specification.goals)]
    extra = [goal.statement for goal in specification.goals if not any(_same(gold, goal) for gold in case.goals)]
    return Tally(
        found=len(must) - len(missed),
        gold=len(must),
        right=len(specification.goals) - len(extra),
        given=len(specification.goals),
        missed=missed,
        extra=extra,
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
