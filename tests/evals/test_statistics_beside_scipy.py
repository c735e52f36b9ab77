"""Intervals, tests and corrections are those of scipy, which takes too long to import for a command."""

import numpy as np
import pytest
import scipy.stats
from numpy.typing import NDArray

from evals import statistics
from evals.statistics import CONFIDENCE, RESAMPLES, SEED, Counts

CASES = [3, 9, 25, 80]


def drawn(cases: int, seed: int) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]]]:
    """Two runs of the same cases, in three of ten of which nothing differs."""
    rng = np.random.default_rng(seed)
    of, chance = rng.integers(2, 12, cases), rng.beta(6, 2, cases)
    base = {str(at): (float(rng.binomial(of[at], chance[at])), float(of[at])) for at in range(cases)}
    new = {
        name: pair if rng.random() < 0.3 else (float(rng.binomial(int(pair[1]), chance[int(name)])), pair[1])
        for name, pair in base.items()
    }
    return base, new


def ratio(right: NDArray[np.float64], of: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
    return np.asarray(right.sum(axis=axis) / of.sum(axis=axis))


@pytest.mark.parametrize("cases", CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_interval_is_that_of_its_bootstrap(cases: int, seed: int) -> None:
    counts = Counts(drawn(cases, seed)[0])
    theirs = scipy.stats.bootstrap(
        (counts.right, counts.of),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="BCa",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    ours = statistics.estimate(counts)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize("cases", CASES)
@pytest.mark.parametrize("alternative", ["less", "two-sided"])
def test_a_chance_is_that_of_its_permutation_test(cases: int, alternative: statistics.Alternative) -> None:
    """Few cases to the digit; of many cases both draw, so that they differ by what two thousand draws differ by."""
    base, new = drawn(cases, 7)
    right = np.array([base[name][0] for name in base] + [new[name][0] for name in base])
    of = np.array([base[name][1] for name in base] + [new[name][1] for name in base])

    def gap(one: NDArray[np.int64], other: NDArray[np.int64], axis: int = -1) -> NDArray[np.float64]:
        return ratio(right[other], of[other], axis) - ratio(right[one], of[one], axis)

    theirs = scipy.stats.permutation_test(
        (np.arange(cases), np.arange(cases, 2 * cases)),
        gap,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        alternative=alternative,
        rng=np.random.default_rng(SEED),
    ).pvalue
    ours = statistics.differences({"m": base}, {"m": new}, ["m"], alternative)[0].p
    assert ours == pytest.approx(theirs, abs=1e-12 if 2**cases <= RESAMPLES else 0.05)


def test_few_cases_that_differ_are_exchanged_in_every_way() -> None:
    base = {str(at): (3.0, 5.0) for at in range(200)}
    new = base | {str(at): (2.0, 5.0) for at in range(3)}
    assert statistics.differences({"m": base}, {"m": new}, ["m"], "less")[0].p == 1 / 8
    assert statistics.differences({"m": base}, {"m": new}, ["m"])[0].p == 2 / 8


def test_a_correction_is_its() -> None:
    rng = np.random.default_rng(1)
    for count in (1, 2, 7, 30):
        chances = [float(one) for one in rng.random(count) ** 2]
        assert statistics.correct(chances) == pytest.approx(scipy.stats.false_discovery_control(chances))
    assert statistics.correct([]) == []


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_the_bound_of_equals_is_that_of_wilson(value: float) -> None:
    theirs = scipy.stats.binomtest(int(value * 17), 17).proportion_ci(CONFIDENCE, "wilson")
    assert statistics.of_equals(value, 17) == pytest.approx((theirs.low, theirs.high))
