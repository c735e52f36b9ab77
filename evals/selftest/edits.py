"""Changes of results, each leaving the rest in order: a plain text that grows moves the places that point into it."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from schemas.base import Model
from schemas.explanation import ExplainedConstraint, Explanation, Kept
from schemas.parts import Privacy, Workload
from schemas.requirement import Requirement
from schemas.specification import Specification

PartT = TypeVar("PartT", bound=Model)


def with_one(parts: Sequence[PartT], at: int, **values: object) -> list[PartT]:
    """The parts, one of them with other values."""
    return [part.model_copy(update=values) if place == at else part for place, part in enumerate(parts)]


def with_constraint(explanation: Explanation, at: int, changed: ExplainedConstraint) -> Explanation:
    """The explanation with another constraint in one place."""
    parts = [changed if place == at else one for place, one in enumerate(explanation.constraints)]
    return explanation.model_copy(update={"constraints": parts})


def with_constraints(
    explanation: Explanation, change: Callable[[ExplainedConstraint], ExplainedConstraint]
) -> Explanation:
    """The explanation with every constraint changed."""
    return explanation.model_copy(update={"constraints": [change(one) for one in explanation.constraints]})


def with_requirements(specification: Specification, parts: Sequence[Requirement]) -> Specification:
    """The specification with these requirements."""
    return specification.model_copy(update={"requirements": list(parts)})


def with_workloads(specification: Specification, loads: Sequence[Workload]) -> Specification:
    """The specification with these loads."""
    scale = specification.scale.model_copy(update={"workloads": list(loads)})
    return specification.model_copy(update={"scale": scale})


def with_privacy(specification: Specification, **values: object) -> Specification:
    """The specification with other values in its privacy part."""
    privacy: Privacy = specification.privacy.model_copy(update=values)
    return specification.model_copy(update={"privacy": privacy})


def rewritten(one: ExplainedConstraint, start: int, end: int, words: str) -> ExplainedConstraint:
    """The constraint with other words at one place of its plain text."""
    longer = len(words) - (end - start)
    return one.model_copy(
        update={
            "plain": one.plain[:start] + words + one.plain[end:],
            "kept": [_moved(kept, start, end, longer) for kept in one.kept],
        }
    )


def _moved(kept: Kept, start: int, end: int, longer: int) -> Kept:
    if kept.plain_end <= start:
        return kept
    begins = kept.plain_start + (longer if kept.plain_start >= end else 0)
    return kept.model_copy(update={"plain_start": begins, "plain_end": max(kept.plain_end + longer, begins)})


def rewritten_all(one: ExplainedConstraint, pattern: re.Pattern[str], words: str) -> ExplainedConstraint:
    """The constraint with other words wherever its plain text matches, `words` as `re.sub` takes them."""
    for match in reversed(list(pattern.finditer(one.plain))):
        one = rewritten(one, *match.span(), match.expand(words))
    return one
