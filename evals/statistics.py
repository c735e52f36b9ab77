"""What can be said of the metrics of one run, and of the difference of two, beyond the cases at hand.

The unit that was drawn is the case: facts of one brief hang together, and repeats of one case do even more. So every
figure is worked out over cases, repeats added up within them: intervals by the bootstrap over cases (BCa), tests by
exchanging the two runs within cases; the correction for many metrics is that of Benjamini and Hochberg. Why by case:
Miller, "Adding Error Bars to Evals" (arXiv 2411.00640).

Every metric is a ratio of sums over cases, so that all resamples of it are one product of matrices. scipy.stats has the
same and more, and takes longer to import than everything here takes; the tests hold these figures against its.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal

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
OfSums = Callable[[Array], Array]
"""A figure of many samples: from their sums, a column for each."""
_NORMAL = NormalDist()
_ALIKE = 1e-12
"""Sums of shares in another order differ by less."""


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
    sums: dict[tuple[str, str], dict[str, tuple[float, float]]] = defaultdict(dict)
    for case in cases:
        for name, (right, of) in case.scores.items():
            of_metric = sums[case.suite, name]
            before = of_metric.get(case.case)
            of_metric[case.case] = (before[0] + right, before[1] + of) if before else (right, of)
    return {metric_of(*metric): of_metric for metric, of_metric in sums.items()}


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
    return bootstrapped(np.stack([counts.right, counts.of]), _ratio)


def of_equals(value: float, cases: int) -> tuple[float, float]:
    """Cases that are all right, or all wrong, still leave room for one that is not: the bound of Wilson."""
    room = _NORMAL.inv_cdf((1 + CONFIDENCE) / 2) ** 2
    bounds = {0.0: (0.0, room / (cases + room)), 1.0: (cases / (cases + room), 1.0)}
    return bounds.get(value, (value, value))


def _ratio(sums: Array) -> Array:
    right, of = sums
    return np.asarray(right / of)


def bootstrapped(data: Array, figure: OfSums) -> tuple[float, float]:
    """The interval over cases of a figure, by BCa: Efron and Tibshirani, An Introduction to the Bootstrap, 14.3.

    A row of `data` for each sum that the figure needs, a column for each case. A resample with nothing to judge is left
    out; where the sample is too even for BCa, the plain percentiles are given.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        found = figure(data @ _draws(data.shape[1]).T)
        levels = _bca_levels(data, figure, found[np.isfinite(found)])
    low, high = np.percentile(found[np.isfinite(found)], [level * 100 for level in levels])
    return float(low), float(high)


@lru_cache(maxsize=4)
def _draws(cases: int) -> Array:
    """How often each case is in each resample: the same for every metric of as many cases."""
    drawn = np.random.default_rng(SEED).integers(0, cases, (RESAMPLES, cases))
    places = drawn + cases * np.arange(RESAMPLES)[:, None]
    return np.bincount(places.ravel(), minlength=RESAMPLES * cases).reshape(RESAMPLES, cases).astype(np.float64)


def _bca_levels(data: Array, figure: OfSums, found: Array) -> tuple[float, float]:
    tail = (1 - CONFIDENCE) / 2
    whole = data.sum(axis=1, keepdims=True)
    value = figure(whole)
    below = float((found < value).mean() + (found <= value).mean()) / 2
    without = figure(whole - data)
    away = without.mean() - without
    spread = float((away**2).sum())
    if not (0 < below < 1 and np.isfinite(spread) and spread > 0):
        return tail, 1 - tail
    bias, skew = _NORMAL.inv_cdf(below), float((away**3).sum()) / (6 * spread**1.5)
    ends = (bias + _NORMAL.inv_cdf(tail), bias - _NORMAL.inv_cdf(tail))
    low, high = (_NORMAL.cdf(bias + end / (1 - skew * end)) for end in ends)
    return low, high


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


def _gap(sums: Array) -> Array:
    right, of, new_right, new_of = sums
    return np.asarray(new_right / new_of - right / of)


def _differing(before: _Pair, after: _Pair) -> NDArray[np.bool_]:
    return np.asarray((before.right != after.right) | (before.of != after.of))


def _chance(before: _Pair, after: _Pair, alternative: Alternative) -> float:
    """The chance of a difference at least as large when it does not matter which run a case comes from.

    Cases that are the same in both runs may be exchanged without effect; of few others every exchange is made. Of a
    single case nothing can be said.
    """
    differing = _differing(before, after)
    if not differing.any() or len(differing) == 1:
        return 1.0
    base, new = np.stack([before.right, before.of]), np.stack([after.right, after.of])
    moved = (new - base)[:, differing] @ _exchanges(int(differing.sum())).T
    sums = np.concatenate([base.sum(axis=1, keepdims=True) + moved, new.sum(axis=1, keepdims=True) - moved])
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.nan_to_num(_gap(sums))  # all that there is to judge on one side: no difference can be told
    seen, counted = after.value - before.value, len(found)
    less = int((found <= seen + _ALIKE).sum())
    more = int((found >= seen - _ALIKE).sum())
    itself = int(not _is_complete(int(differing.sum())))  # a sample of the exchanges lacks the one that was seen
    if alternative == "less":
        return (less + itself) / (counted + itself)
    return min(1.0, 2 * (min(less, more) + itself) / (counted + itself))


def _is_complete(cases: int) -> bool:
    return cases < RESAMPLES.bit_length() and 2**cases <= RESAMPLES


@lru_cache(maxsize=32)
def _exchanges(cases: int) -> Array:
    """Ways to exchange the two runs: a row for each, 1 where a case changes sides. All of them if they are few."""
    if _is_complete(cases):
        return np.asarray((np.arange(2**cases)[:, None] >> np.arange(cases)) & 1, dtype=np.float64)
    return np.random.default_rng(SEED).integers(0, 2, (RESAMPLES, cases)).astype(np.float64)


def correct(chances: Sequence[float]) -> list[float]:
    """Corrected for their number after Benjamini and Hochberg."""
    corrected, least = [1.0] * len(chances), 1.0
    for rank, place in sorted(enumerate(np.argsort(chances, kind="stable"), 1), reverse=True):
        least = min(least, chances[place] * len(chances) / rank)
        corrected[place] = least
    return corrected


def _difference(metric: str, before: _Pair, after: _Pair, p: float, p_adjusted: float) -> Difference:
    differing = int(_differing(before, after).sum())
    change = after.value - before.value
    data = (before.right, before.of, after.right, after.of)
    low, high = bootstrapped(np.stack(data), _gap) if differing and len(before.right) > 1 else (change, change)
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
    return (_NORMAL.inv_cdf(1 - ALPHA / 2) + _NORMAL.inv_cdf(POWER)) * error
