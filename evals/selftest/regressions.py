"""Regressions of the rules, each planted in the running pipeline, and the metric that must catch it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.selftest.edits import (
    rewritten_all,
    with_constraints,
    with_one,
    with_privacy,
    with_requirements,
    with_workloads,
)
from evals.selftest.seams import Planted, alignments, explanations, results_of, specifications
from schemas.alignment import Alignment
from schemas.base import Evidence, Quantity
from schemas.brief import Fact
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.parts import Regulation, Workload
from schemas.requirement import Question, Requirement
from schemas.specification import Specification
from service.campaign import Mention

SHIFT = 1.1
"""How far a shifted number is off: too little to see, too much to be right."""
_MUST = re.compile(r"\b(?:must|ha(?:s|ve) to)\b(?! not)")


@dataclass(frozen=True)
class Regression:
    """Something that somebody might break: `caught_by` are metrics of which each must fail its gate."""

    name: str
    suite: str
    caught_by: tuple[str, ...]
    planted: Planted


# --- reading ------------------------------------------------------------------------------------


def _without_money(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.kind != "money"]


def _shifted_facts(specification: Specification) -> Specification:
    return specification.model_copy(update={"facts": [_shifted_fact(fact) for fact in specification.facts]})


def _shifted_fact(fact: Fact) -> Fact:
    if isinstance(fact.value, str | None):
        return fact
    return fact.model_copy(update={"value": fact.value * SHIFT})


# --- specifications -----------------------------------------------------------------------------


def _without_pecr(rules: dict[str, Any]) -> dict[str, Any]:
    return {name: rule for name, rule in rules.items() if name != "pecr"}


def _shifted_loads(specification: Specification) -> Specification:
    return with_workloads(specification, [_shifted_load(load) for load in specification.scale.workloads])


def _shifted_load(load: Workload) -> Workload:
    value = load.result.value * SHIFT
    return load.model_copy(update={"result": Quantity(value=value, unit=load.result.unit), "mid": value})


def _moved_evidence(specification: Specification) -> Specification:
    return with_requirements(
        specification,
        [
            one.model_copy(update={"evidence": [_moved(place) for place in one.evidence]})
            for one in specification.requirements
        ],
    )


def _moved(place: Evidence) -> Evidence:
    return place.model_copy(update={"start": place.start + 1, "end": place.end + 1})


def _fewer_requirements(specification: Specification) -> Specification:
    kept: list[Requirement] = [one for at, one in enumerate(specification.requirements) if at % 3]
    return with_requirements(specification, kept)


def _asked_again(specification: Specification) -> Specification:
    asked = Question(id="Q99", text="What is the budget, and what is the launch date?", why="To plan.", whom="you")
    return specification.model_copy(update={"questions": [*specification.questions, asked]})


def _guessed_law(specification: Specification) -> Specification:
    guessed = Regulation(id="hipaa", name="HIPAA", why="It may apply.", evidence=[])
    return with_privacy(specification, regulations=[*specification.privacy.regulations, guessed])


# --- constraints --------------------------------------------------------------------------------


def _softened(explanation: Explanation) -> Explanation:
    return with_constraints(explanation, lambda one: rewritten_all(one, _MUST, "should"))


def _called_law(explanation: Explanation) -> Explanation:
    return with_constraints(explanation, _made_law)


def _made_law(one: ExplainedConstraint) -> ExplainedConstraint:
    return one.model_copy(update={"firmness": "law"}) if one.firmness == "policy" else one


def _unexplained(explanation: Explanation) -> Explanation:
    return with_constraints(explanation, lambda one: one.model_copy(update={"glossary": []}))


def _fewer_constraints(explanation: Explanation) -> Explanation:
    kept = [one for at, one in enumerate(explanation.constraints) if at % 5]
    return explanation.model_copy(update={"constraints": kept})


def _shifted_numbers(explanation: Explanation) -> Explanation:
    return with_constraints(explanation, lambda one: rewritten_all(one, re.compile(r"(?<!\d)[1-8](?=0)"), "9"))


def _without_collisions(alignment: Alignment) -> Alignment:
    return alignment.model_copy(update={"collisions": []})


def _all_collide(alignment: Alignment) -> Alignment:
    """Every constraint collides as the first one does."""
    one = next(iter(alignment.collisions), None)
    if one is None:
        return alignment
    everywhere = with_one([one] * len(alignment.constraints), 0)
    named = [
        collision.model_copy(update={"constraint": constraint.id})
        for collision, constraint in zip(everywhere, alignment.constraints, strict=True)
    ]
    return alignment.model_copy(update={"collisions": named})


BRIEFS, TEXTS, PAIRS = "requirements", "explanations", "alignments"
MONEY_OFF = "the reading of money is switched off"
REGRESSIONS = (
    Regression(
        MONEY_OFF, BRIEFS, ("facts.recall",), results_of("service.reading.reader", "read_quantities", _without_money)
    ),
    Regression(
        "a rule is removed: PECR",
        BRIEFS,
        ("privacy.laws.recall",),
        results_of("service.computing.regulations", "regulations", _without_pecr),
    ),
    Regression("values of facts are 10 % too high", BRIEFS, ("facts.value",), specifications(_shifted_facts)),
    Regression("results of loads are 10 % too high", BRIEFS, ("scale.sums",), specifications(_shifted_loads)),
    Regression("evidence is moved by one character", BRIEFS, ("grounding.evidence",), specifications(_moved_evidence)),
    Regression(
        "a third of the requirements is dropped", BRIEFS, ("needs.recall",), specifications(_fewer_requirements)
    ),
    Regression(
        "a question is asked that the brief answers", BRIEFS, ("questions.answered",), specifications(_asked_again)
    ),
    Regression("a law is guessed: HIPAA", BRIEFS, ("privacy.laws.ruled_out",), specifications(_guessed_law)),
    Regression("must becomes should in plain texts", TEXTS, ("plain.binding",), explanations(_softened)),
    Regression("a rule of the house is told as law", TEXTS, ("constraints.law",), explanations(_called_law)),
    Regression("terms of art are left unexplained", TEXTS, ("plain.jargon",), explanations(_unexplained)),
    Regression(
        "a fifth of the constraints is dropped", TEXTS, ("constraints.found",), explanations(_fewer_constraints)
    ),
    Regression(
        "numbers of plain texts are changed",
        TEXTS,
        ("plain.all_numbers", "plain.made_up"),
        explanations(_shifted_numbers),
    ),
    Regression("collisions are removed", PAIRS, ("collisions.found",), alignments(_without_collisions)),
    Regression("collisions are made up", PAIRS, ("collisions.fits",), alignments(_all_collide)),
)
