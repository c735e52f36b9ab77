"""What can be said of the metrics of one run, and of the difference of two, beyond the cases at hand.

The unit that was drawn is the case: facts of one brief hang together, and repeats of one case do even more. So every
figure is worked out over cases, repeats added up within them: intervals by the bootstrap over cases (BCa), tests by
exchanging the two runs within cases. Both come from scipy; the correction for many metrics is that of Benjamini and
Hochberg. Why by case: Miller, "Adding Error Bars to Evals" (arXiv 2411.00640).
"""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evals.results import CaseResult

CONFIDENCE = 0.95
ALPHA = 0.05
POWER = 0.8
RESAMPLES = 1999
"""Of bootstrap and test: with the sample itself two thousand."""
SEED = 20260101
"""Figures of two looks at the same results must be the same."""

Array = NDArray[np.float64]
Alternative = Literal["less", "two-sided"]


@cache
def _stats() -> Any:
    """scipy.stats takes half a second to import, and only reports need it."""
    import scipy.stats

    return scipy.stats


@dataclass(frozen=True)
class Estimate:
    """One metric of one run: `low` and `high` bound it for cases like these."""

    value: float
    low: float
    high: float
    cases: int
    right: float
    of: float


@dataclass(frozen=True)
class Difference:
    """One metric of two runs on the same cases.

    `p` is the chance of so large a difference were there none, before, `p_adjusted` after the correction for the number
    of metrics. `detectable` is the smallest difference that this comparison would notice four times out of five.
    """

    metric: str
    base: float
    new: float
    low: float
    high: float
    p: float
    p_adjusted: float
    detectable: float
    cases: int
    differing: int

    @property
    def change(self) -> float:
        """New less base."""
        return self.new - self.base


class Counts:
    """`right` and `of` of one metric by case; `of` is above 0 in every case."""

    def __init__(self, by_case: Mapping[str, tuple[float, float]]) -> None:
        self.names = [name for name, (_, of) in by_case.items() if of]
        self.right: Array = np.array([by_case[name][0] for name in self.names], dtype=np.float64)
        self.of: Array = np.array([by_case[name][1] for name in self.names], dtype=np.float64)

    @property
    def value(self) -> float:
        """The metric."""
        return float(self.right.sum() / self.of.sum())


def by_case(cases: Iterable[CaseResult]) -> dict[str, dict[str, tuple[float, float]]]:
    """Right and of, by metric (`requirements:facts.recall`) and case, the repeats of a case added up."""
    sums: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for case in cases:
        for name, (right, of) in case.scores.items():
            of_metric = sums[metric_of(case.suite, name)]
            before = of_metric.get(case.case, (0.0, 0.0))
            of_metric[case.case] = (before[0] + right, before[1] + of)
    return sums


def metric_of(suite: str, name: str) -> str:
    """A metric of a suite, as every table names it."""
    return f"{suite}:{name}"


# --- one run ------------------------------------------------------------------------------------


def estimate(counts: Counts) -> Estimate:
    """The metric with its interval."""
    low, high = _interval(counts)
    return Estimate(
        counts.value, low, high, len(counts.names), float(counts.right.sum()), float(counts.of.sum())
    )  # fmt: skip


def _interval(counts: Counts) -> tuple[float, float]:
    shares = counts.right / counts.of
    if len(shares) == 1:
        return 0.0, 1.0
    if np.all(shares == shares[0]):
        return of_equals(float(shares[0]), len(shares))
    return bootstrapped((counts.right, counts.of), _ratio)


def of_equals(value: float, cases: int) -> tuple[float, float]:
    """Cases that are all right, or all wrong, still leave room for one that is not: the bound of Wilson."""
    if value not in (0.0, 1.0):
        return value, value
    bounds = _stats().binomtest(cases if value else 0, cases).proportion_ci(CONFIDENCE, "wilson")
    return float(bounds.low), float(bounds.high)


def _ratio(right: Array, of: Array, axis: int = -1) -> Array:
    return np.asarray(right.sum(axis=axis) / of.sum(axis=axis))


def bootstrapped(data: tuple[Array, ...], statistic: Any) -> tuple[float, float]:
    """The interval of a statistic over cases; where the sample is too even for BCa, the plain percentiles."""
    low, high = _resampled(data, statistic, "BCa")
    return (low, high) if np.isfinite(low) and np.isfinite(high) else _resampled(data, statistic, "percentile")


def _resampled(data: tuple[Array, ...], statistic: Any, method: str) -> tuple[float, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of samples that are too even: the caller looks at the bounds
        found = _stats().bootstrap(
            data,
            statistic,
            paired=True,
            vectorized=True,
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method=method,
            rng=np.random.default_rng(SEED),
        )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


# --- two runs -----------------------------------------------------------------------------------


def differences(
    base: Mapping[str, Mapping[str, tuple[float, float]]],
    new: Mapping[str, Mapping[str, tuple[float, float]]],
    metrics: Sequence[str],
    alternative: Alternative = "two-sided",
) -> list[Difference]:
    """Every metric that both runs have on the same cases, corrected for their number."""
    paired = [(metric, *_paired(base[metric], new[metric])) for metric in metrics if metric in base and metric in new]
    found = [(metric, before, after) for metric, before, after in paired if before is not None and after is not None]
    chances = [_chance(before, after, alternative) for _, before, after in found]
    adjusted = correct(chances)
    return [
        _difference(metric, before, after, p, p_adjusted)
        for (metric, before, after), p, p_adjusted in zip(found, chances, adjusted, strict=True)
    ]


class _Pair:
    """Right and of by case; a case counts in which either run had something to judge."""

    def __init__(self, right: Array, of: Array) -> None:
        self.right, self.of = right, of

    @property
    def value(self) -> float:
        return float(self.right.sum() / self.of.sum())


def _paired(
    base: Mapping[str, tuple[float, float]], new: Mapping[str, tuple[float, float]]
) -> tuple[_Pair | None, _Pair | None]:
    names = sorted(set(base) | set(new))
    before = np.array([base.get(name, (0.0, 0.0)) for name in names], dtype=np.float64).reshape(-1, 2)
    after = np.array([new.get(name, (0.0, 0.0)) for name in names], dtype=np.float64).reshape(-1, 2)
    if not before[:, 1].sum() or not after[:, 1].sum():
        return None, None
    return _Pair(before[:, 0], before[:, 1]), _Pair(after[:, 0], after[:, 1])


def _gap(right: Array, of: Array, new_right: Array, new_of: Array, axis: int = -1) -> Array:
    return _ratio(new_right, new_of, axis) - _ratio(right, of, axis)


def _differing(before: _Pair, after: _Pair) -> NDArray[np.bool_]:
    return np.asarray((before.right != after.right) | (before.of != after.of))


def _chance(before: _Pair, after: _Pair, alternative: Alternative) -> float:
    """The chance of a difference at least as large when it does not matter which run a case comes from.

    Of a single case nothing can be said.
    """
    if not _differing(before, after).any() or len(before.right) == 1:
        return 1.0
    right, of = np.concatenate([before.right, after.right]), np.concatenate([before.of, after.of])
    cases = np.arange(len(before.right))

    def statistic(one: NDArray[np.int64], other: NDArray[np.int64], axis: int = -1) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.nan_to_num(_gap(right[one], of[one], right[other], of[other], axis))

    found = _stats().permutation_test(
        (cases, cases + len(cases)),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        alternative=alternative,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)


def correct(chances: Sequence[float]) -> list[float]:
    """Corrected for their number after Benjamini and Hochberg."""
    if not chances:
        return []
    return [float(p) for p in _stats().false_discovery_control(chances)]


def _difference(metric: str, before: _Pair, after: _Pair, p: float, p_adjusted: float) -> Difference:
    differing = int(_differing(before, after).sum())
    change = after.value - before.value
    data = (before.right, before.of, after.right, after.of)
    low, high = bootstrapped(data, _gap) if differing and len(before.right) > 1 else (change, change)
    return Difference(
        metric=metric,
        base=before.value,
        new=after.value,
        low=low,
        high=high,
        p=p,
        p_adjusted=p_adjusted,
        detectable=detectable(standard_error(*data)),
        cases=len(before.right),
        differing=differing,
    )


def standard_error(right: Array, of: Array, new_right: Array, new_of: Array) -> float:
    """Of the difference of two ratios over paired cases, by their linear parts."""
    cases = len(right)
    if cases < 2:
        return float("nan")
    before, after = right.sum() / of.sum(), new_right.sum() / new_of.sum()
    parts = (new_right - after * new_of) / new_of.mean() - (right - before * of) / of.mean()
    return float(parts.std(ddof=1) / np.sqrt(cases))


def detectable(error: float) -> float:
    """The difference that a two-sided test at ALPHA notices with POWER."""
    normal = NormalDist()
    return (normal.inv_cdf(1 - ALPHA / 2) + normal.inv_cdf(POWER)) * error
