"""Figures on samples whose answer is known beforehand."""

import math

import pytest

from evals.results import CaseResult
from evals.statistics import Counts, Difference, by_case, correct, detectable, differences, estimate, standard_error
from tests.evals.runs import case, of_facts

METRIC = "requirements:facts.recall"


def sums(shares: list[tuple[float, float]]) -> dict[str, dict[str, tuple[float, float]]]:
    return by_case(of_facts({f"case-{at}": share for at, share in enumerate(shares)}))


def difference(base: list[tuple[float, float]], new: list[tuple[float, float]]) -> Difference:
    [found] = differences(sums(base), sums(new), [METRIC])
    return found


def test_a_metric_is_the_ratio_of_sums_and_no_mean_of_shares() -> None:
    found = estimate(Counts({"long": (90, 100), "short": (0, 1), "empty": (0, 0)}))
    assert found.value == pytest.approx(90 / 101)
    assert (found.cases, found.right, found.of) == (2, 90, 101)


def test_the_bootstrap_finds_the_bounds_of_a_coin() -> None:
    """Half of 100 cases are right: the interval is that of the normal distribution, 0.5 give or take 0.098."""
    found = estimate(Counts({f"case-{at}": (at % 2, 1) for at in range(100)}))
    assert [found.low, found.high] == pytest.approx([0.402, 0.598], abs=0.02)


def test_the_bounds_are_the_same_at_every_look() -> None:
    counts = Counts({f"case-{at}": (at % 3, 3) for at in range(20)})
    assert estimate(counts) == estimate(counts)


def test_a_metric_that_is_right_everywhere_has_the_bound_of_wilson() -> None:
    found = estimate(Counts({f"case-{at}": (7, 7) for at in range(10)}))
    z = 1.959964
    assert found.low == pytest.approx(1 / (1 + z * z / 10), abs=1e-6)
    assert found.high == 1.0


def test_a_metric_that_is_wrong_everywhere_has_the_other_bound() -> None:
    found = estimate(Counts({f"case-{at}": (0, 7) for at in range(10)}))
    assert [found.low, found.high] == pytest.approx([0.0, 0.2775], abs=1e-3)


def test_one_case_says_next_to_nothing() -> None:
    found = estimate(Counts({"only": (9, 10)}))
    assert (found.low, found.high) == (0.0, 1.0)


def test_the_chance_is_exact_where_cases_are_few() -> None:
    """Five cases all got better: of 32 ways to exchange the runs, two are as far apart."""
    found = difference([(0, 1)] * 5, [(1, 1)] * 5)
    assert found.p == pytest.approx(2 / 32)
    assert (found.change, found.differing, found.cases) == (1.0, 5, 5)


def test_half_of_the_cases_each_way_is_chance() -> None:
    assert difference([(1, 1), (0, 1)] * 3, [(0, 1), (1, 1)] * 3).p == pytest.approx(1.0)


def test_only_falls_are_looked_for_when_asked() -> None:
    base, new = sums([(0, 1)] * 5), sums([(1, 1)] * 5)
    [rise] = differences(base, new, [METRIC], alternative="less")
    [fall] = differences(new, base, [METRIC], alternative="less")
    assert [rise.p, fall.p] == pytest.approx([1.0, 1 / 32])


def test_the_same_twice_differs_in_nothing() -> None:
    found = difference([(1, 2), (2, 2)], [(1, 2), (2, 2)])
    assert (found.p, found.p_adjusted, found.differing, found.low, found.high) == (1.0, 1.0, 0, 0.0, 0.0)


def test_a_case_with_something_to_judge_in_one_run_only_counts() -> None:
    base, new = sums([(1, 1), (1, 1)]), sums([(1, 1)])
    [found] = differences(base, new, [METRIC])
    assert (found.cases, found.differing, found.change) == (2, 1, 0.0)


def test_a_metric_of_one_run_alone_is_no_difference() -> None:
    assert differences(sums([(1, 1)]), {}, [METRIC]) == []


def test_the_correction_is_that_of_benjamini_and_hochberg() -> None:
    assert correct([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert correct([]) == []


def test_what_would_be_noticed_is_2_8_standard_errors() -> None:
    assert detectable(0.01) == pytest.approx(0.0280, abs=1e-4)
    assert math.isnan(detectable(difference([(1, 2)], [(2, 2)]).detectable))


def test_the_standard_error_is_that_of_the_mean_where_every_case_weighs_the_same() -> None:
    of = Counts({f"case-{at}": (1, 1) for at in range(4)}).of
    right = Counts({"a": (1, 1), "b": (0, 1), "c": (1, 1), "d": (0, 1)}).right
    assert standard_error(0 * of, of, right, of) == pytest.approx((1 / 3) ** 0.5 / 2)


def test_repeats_of_a_case_are_one_case() -> None:
    """Ten looks at one case are no ten cases: the bounds stay as wide as they were."""
    once = [case(f"case-{at}", scores={"controls.hold": (at % 2, 1)}) for at in range(10)]
    often = [one.model_copy(update={"repeat": number}) for one in once for number in range(10)]

    def bounds(cases: list[CaseResult]) -> tuple[int, float, float]:
        found = estimate(Counts(by_case(cases)["controls:controls.hold"]))
        return found.cases, found.low, found.high

    assert bounds(often) == bounds(once)
