"""Scorers on results whose right answer is known beforehand."""

import pytest

from evals.gold.briefs import Case, GoldFact, GoldGoal, GoldRegulation
from evals.scorers import facts, goals, privacy
from evals.scorers.score import Score, Scores
from schemas.base import Quantity
from schemas.brief import Fact, FactKind, Goal
from schemas.parts import Regulation
from schemas.specification import Specification
from tests.evals.test_gold import small
from tests.stub_run import specification

TEXT = "We want 500 bookings from 40 members and 40 donors."


def fact(text: str, kind: FactKind = "count", nth: int = 0) -> Fact:
    start = TEXT.index(text, nth)
    return Fact(id=f"F{start}", kind=kind, text=text, sentence="S1", start=start, end=start + len(text))


def given(*facts: Fact, goals: tuple[Goal, ...] = (), laws: tuple[str, ...] = ()) -> Specification:
    spec = specification(TEXT)
    raised = [Regulation(id=law, name=law, why="w", evidence=[]) for law in laws]
    privacy = spec.privacy.model_copy(update={"regulations": raised})
    return spec.model_copy(update={"facts": list(facts), "goals": list(goals), "privacy": privacy})


def goal(value: float | None, statement: str = "more bookings") -> Goal:
    target = None if value is None else Quantity(value=value, unit="sale")
    return Goal(id="G1", statement=statement, target=target, evidence=[])


def gold(*facts: GoldFact) -> Case:
    return small(TEXT, facts=[fact.model_dump() for fact in facts])


def counts(scores: Scores, name: str) -> tuple[float, float]:
    return scores[name].right, scores[name].of


def test_a_mark_is_found_by_a_fact_of_its_kind_that_overlaps_it() -> None:
    scores = facts.score(gold(GoldFact(kind="count", text="500")), given(fact("500 bookings")))
    assert counts(scores, "facts.recall") == counts(scores, "facts.precision.count") == (1, 1)


def test_another_kind_at_the_same_place_is_a_miss_and_too_much() -> None:
    scores = facts.score(gold(GoldFact(kind="count", text="500")), given(fact("500", kind="money")))
    assert scores["facts.recall.count"] == Score(0, 1, ("500",))
    assert scores["facts.precision.money"] == Score(0, 1, ("500",))
    assert counts(scores, "facts.f1") == (0, 2)


def test_a_repeated_text_may_be_found_at_any_of_its_places() -> None:
    scores = facts.score(gold(GoldFact(kind="count", text="40", nth=1)), given(fact("40", nth=30)))
    assert counts(scores, "facts.recall") == (1, 1)


def test_an_optional_mark_counts_neither_for_nor_against() -> None:
    optional = gold(GoldFact(kind="count", text="500", must=False))
    scores = facts.score(optional, given(fact("500")))
    assert "facts.recall" not in scores
    assert counts(scores, "facts.precision") == (1, 1)
    assert facts.score(optional, given()) == {}


@pytest.mark.parametrize(
    ("value", "unit", "strict", "lenient"),
    [(500, "person", 1, 1), (502, None, 0, 1), (550, None, 0, 0)],
)
def test_a_value_is_right_or_nearly_so(value: int, unit: str | None, strict: int, lenient: int) -> None:
    case = gold(GoldFact(kind="count", text="500", value=500, unit="sale"))
    found = fact("500").model_copy(update={"value": value, "unit": unit})
    scores = facts.score(case, given(found))
    assert (scores["facts.value"].right, scores["facts.value_lenient"].right) == (strict, lenient)


def test_a_currency_must_be_right() -> None:
    case = gold(GoldFact(kind="money", text="500", value=500, unit="USD"))
    found = fact("500", kind="money").model_copy(update={"value": 500, "unit": "CAD"})
    assert counts(facts.score(case, given(found)), "facts.value") == (0, 1)


def test_a_goal_is_the_same_by_its_target() -> None:
    case = small(TEXT, goals=[GoldGoal(statement="sell holidays", target=500).model_dump()])
    scores = goals.score(case, given(goals=(goal(500, "quite other words"),)))
    assert counts(scores, "goals.recall") == counts(scores, "goals.precision") == (1, 1)
    assert counts(goals.score(case, given(goals=(goal(700, "sell holidays"),))), "goals.recall") == (0, 1)


def test_a_goal_without_a_figure_is_the_same_by_its_words() -> None:
    case = small(TEXT, goals=[GoldGoal(statement="win more bookings from members").model_dump()])
    assert counts(goals.score(case, given(goals=(goal(None, "more bookings"),))), "goals.recall") == (1, 1)
    assert counts(goals.score(case, given(goals=(goal(None, "better weather"),))), "goals.recall") == (0, 1)


def test_a_goal_nobody_marked_counts_against_precision() -> None:
    assert counts(goals.score(small(TEXT), given(goals=(goal(500),))), "goals.precision") == (0, 1)


def test_laws_are_compared_by_id() -> None:
    marks = [GoldRegulation(id="gdpr").model_dump(), GoldRegulation(id="eprivacy", must=False).model_dump()]
    case = small(TEXT, regulations=marks, not_regulations=["ccpa", "hipaa"])
    scores = privacy.score(case, given(laws=("eprivacy", "ccpa")))
    assert scores["privacy.laws.recall"] == Score(0, 1, ("gdpr",))
    assert scores["privacy.laws.precision"] == Score(1, 2, ("ccpa",))
    assert scores["privacy.laws.ruled_out"] == Score(1, 2, ("ccpa",))


def test_nothing_to_judge_is_no_score() -> None:
    assert privacy.score(small(TEXT), given()) == {}
