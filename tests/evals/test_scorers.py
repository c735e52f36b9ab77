"""Scorers on results whose right answer is known beforehand."""

import pytest

from evals.gold import Case, GoldFact, GoldGoal, GoldRegulation
from evals.scorers.facts import score_facts
from evals.scorers.goals import score_goals
from evals.scorers.regulations import score_regulations
from evals.scorers.tally import Tally
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


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.found, tally.gold, tally.right, tally.given


def test_a_mark_is_found_by_a_fact_of_its_kind_that_overlaps_it() -> None:
    tallies = score_facts(gold(GoldFact(kind="count", text="500")), given(fact("500 bookings")))
    assert counts(tallies["count"]) == (1, 1, 1, 1)


def test_another_kind_at_the_same_place_is_a_miss_and_too_much() -> None:
    tallies = score_facts(gold(GoldFact(kind="count", text="500")), given(fact("500", kind="money")))
    assert counts(tallies["count"]) == (0, 1, 0, 0)
    assert counts(tallies["money"]) == (0, 0, 0, 1)
    assert tallies["count"].missed == ["500"]
    assert tallies["money"].extra == ["500"]


def test_a_repeated_text_may_be_found_at_any_of_its_places() -> None:
    tallies = score_facts(gold(GoldFact(kind="count", text="40", nth=1)), given(fact("40", nth=30)))
    assert counts(tallies["count"]) == (1, 1, 1, 1)


def test_an_optional_mark_counts_neither_for_nor_against() -> None:
    optional = gold(GoldFact(kind="count", text="500", must=False))
    assert counts(score_facts(optional, given(fact("500")))["count"]) == (0, 0, 1, 1)
    assert score_facts(optional, given()) == {}


def test_a_goal_is_the_same_by_its_target() -> None:
    case = small(TEXT, goals=[GoldGoal(statement="sell holidays", target=500).model_dump()])
    assert counts(score_goals(case, given(goals=(goal(500, "quite other words"),)))) == (1, 1, 1, 1)
    assert counts(score_goals(case, given(goals=(goal(700, "sell holidays"),)))) == (0, 1, 0, 1)


def test_a_goal_without_a_figure_is_the_same_by_its_words() -> None:
    case = small(TEXT, goals=[GoldGoal(statement="win more bookings from members").model_dump()])
    assert counts(score_goals(case, given(goals=(goal(None, "more bookings"),)))) == (1, 1, 1, 1)
    assert counts(score_goals(case, given(goals=(goal(None, "better weather"),)))) == (0, 1, 0, 1)


def test_a_goal_nobody_marked_counts_against_precision() -> None:
    assert counts(score_goals(small(TEXT), given(goals=(goal(500),)))) == (0, 0, 0, 1)


def test_laws_are_compared_by_id() -> None:
    marks = [GoldRegulation(id="gdpr").model_dump(), GoldRegulation(id="eprivacy", must=False).model_dump()]
    tally = score_regulations(small(TEXT, regulations=marks), given(laws=("eprivacy", "ccpa")))
    assert counts(tally) == (0, 1, 1, 2)
    assert (tally.missed, tally.extra) == (["gdpr"], ["ccpa"])


def test_rates_are_shares_and_nothing_of_nothing_is_no_rate() -> None:
    assert Tally(found=3, gold=4, right=1, given=2).recall == pytest.approx(0.75)
    assert Tally(found=3, gold=4, right=1, given=2).precision == pytest.approx(0.5)
    assert (Tally().recall, Tally().precision) == (None, None)


def test_tallies_add_up() -> None:
    total = Tally(found=1, gold=2, right=1, given=1, missed=["a"])
    total.add(Tally(found=1, gold=1, right=0, given=1, extra=["b"]))
    assert counts(total) == (2, 3, 1, 2)
    assert (total.missed, total.extra) == (["a"], ["b"])
