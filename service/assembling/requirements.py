"""Needs become requirements with ids for display; asks become questions, ranked by what they unblock."""

from collections import Counter
from collections.abc import Sequence

from schemas.base import trusted
from schemas.brief import Goal
from schemas.requirement import CATEGORY_PREFIX, Category, Question, Requirement
from service.needs import Ask, Need

_ORDER = {category: position for position, category in enumerate(CATEGORY_PREFIX)}
_PRIORITY = {"must": 0, "should": 1, "could": 2, "wont": 3}
_ask = trusted(Question)
GoalPlaces = Sequence[tuple[str, set[str]]]
"""Ids of goals, each with the sentences that state it."""


def requirements_of(needs: Sequence[Need], goals: Sequence[Goal]) -> list[Requirement]:
    """Requirements by category, musts first, numbered within their category."""
    ordered = sorted(needs, key=lambda need: (_ORDER[need.category], _PRIORITY[need.priority]))
    counters: Counter[Category] = Counter()
    stated = [(goal.id, {place.sentence for place in goal.evidence}) for goal in goals]
    requirements = []
    for need in ordered:
        counters[need.category] += 1
        requirements.append(_requirement(need, counters[need.category], stated))
    return requirements


def _requirement(need: Need, number: int, goals: GoalPlaces) -> Requirement:
    name = f"{CATEGORY_PREFIX[need.category]}-{number:03d}"
    return need.unnumbered.model_copy(update={"id": name, "goals": _goals_served(need, goals)})


def _goals_served(need: Need, goals: GoalPlaces) -> list[str]:
    """Goals that share a sentence with the need; else the first goal, which the campaign as a whole serves."""
    if not goals:
        return []
    sentences = {place.sentence for place in need.evidence}
    shared = [goal for goal, stated in goals if not stated.isdisjoint(sentences)]
    return shared or [goals[0][0]]


def questions_of(asks: Sequence[Ask], needs: Sequence[Need], requirements: Sequence[Requirement]) -> list[Question]:
    """Questions by what they unblock: weight first, then the number of requirements held up."""
    names = {need.key: need.need for need in needs}
    named = [(requirement.id, names[requirement.key]) for requirement in requirements]
    blocked = {ask.topic: _blocked(ask, named) for ask in asks}
    ranked = sorted(asks, key=lambda ask: (-(2 * ask.weight + len(blocked[ask.topic])), ask.topic))
    return [_question(ask, number, blocked[ask.topic]) for number, ask in enumerate(ranked, start=1)]


def _blocked(ask: Ask, named: Sequence[tuple[str, str]]) -> list[str]:
    """The requirements that wait for an answer; `privacy.` stands for all needs whose names begin so.

    `named`: ids of requirements, each with the name of its need.
    """
    if not ask.blocks:
        return []
    openings = tuple(name for name in ask.blocks if name.endswith("."))
    return [identity for identity, need in named if need in ask.blocks or need.startswith(openings)]


def _question(ask: Ask, number: int, blocks: list[str]) -> Question:
    return _ask(
        id=f"Q{number}",
        text=ask.text,
        why=ask.why,
        whom=ask.whom,
        raised_by=list(ask.raised_by),
        blocks=blocks,
        options=list(ask.options),
        default=ask.default,
        evidence=list(ask.evidence),
    )
