"""Agreement of two readers: kappa on examples worked out by hand, and the second pass that is kept."""

import pytest

from evals.agreement import agreement, measured
from evals.gold.briefs import marked_span
from evals.gold.loading import load_cases, load_constraint_cases
from evals.gold.second_pass import SecondBrief, load_second_pass

BRIEFS, TEXTS = load_second_pass()


def test_kappa_leaves_out_what_chance_agrees_on() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement("x", [pairs, []]).kappa.value == pytest.approx(0.4)


@pytest.mark.parametrize(("second", "kappa"), [(["a", "b", "a", "b"], 1.0), (["b", "a", "b", "a"], -1.0)])
def test_kappa_is_one_for_the_same_and_below_zero_for_the_opposite(second: list[str], kappa: float) -> None:
    pairs = list(zip(["a", "b", "a", "b"], second, strict=True))
    assert agreement("x", [pairs]).kappa.value == pytest.approx(kappa)


def test_the_interval_holds_the_value() -> None:
    found = agreement("x", [[("a", "a"), ("b", "b")], [("a", "b"), ("b", "b")], [("a", "a"), ("b", "a")]])
    assert found.kappa.low <= found.kappa.value <= found.kappa.high
    assert (found.items, found.cases) == (6, 3)


@pytest.mark.parametrize("second", BRIEFS, ids=lambda one: one.id)
def test_the_second_marks_stand_in_their_text(second: SecondBrief) -> None:
    case = next(case for case in load_cases("wide") if case.id == second.id)
    spans = [(fact, marked_span(case, fact)) for fact in second.facts]
    assert [fact.text for fact, span in spans if case.text[span.start : span.end] != fact.text] == []


def test_the_second_reader_was_asked_about_the_quotes_of_the_first() -> None:
    cases = {case.id: case for case in load_constraint_cases("wide")}
    for second in TEXTS:
        assert [one.quote for one in second.constraints] == [one.quote for one in cases[second.id].constraints]


def test_readers_agree_well_enough_to_measure_against() -> None:
    assert {one.about: one.kappa.value >= 0.8 for one in measured()} == {one.about: True for one in measured()}
