"""Runs of an engine whose answers vary, drawn at random: what the gate is tried on.

A fact of a case is right with a chance whose logit is a sum: the level of the engine, how hard the case is, how hard
the fact is, and how this very run of the case went, which all facts of the run share because they come from one
document. The spreads are assumptions and not measured: they were chosen so that 0.74 of the facts are right, and that
the rule "fell by more than 2 points" blocks about as often as in the simulation by which the statistics of the evals
were chosen (32 % at 62 cases once, 15 % at 62 cases five times); spreads of runs from 1.3 to 1.5 do that about equally
well. Metrics hang together: half of the variance of cases and of runs is common to all.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

BASE = 0.74
"""Share of the facts that are right."""
CASE_SPREAD, FACT_SPREAD, RUN_SPREAD = 1.0, 1.0, 1.5
"""Standard deviations on the scale of logits."""
COMMON = 0.5
"""Share of a variance that all metrics have in common."""
FACTS_LEAST, FACTS_MOST = 4, 12
"""Facts of a case, any number between with the same chance: eight on average."""

Array = NDArray[np.float64]
_GRID = np.array([NormalDist().inv_cdf((place + 0.5) / 4000) for place in range(4000)])


@dataclass(frozen=True)
class Cases:
    """Cases as drawn: `of` facts by case, `hard` the logit by case, fact and metric but for level and run."""

    of: NDArray[np.int64]
    hard: Array

    @property
    def metrics(self) -> int:
        """How many metrics there are."""
        return int(self.hard.shape[2])


def draw_cases(rng: np.random.Generator, cases: int, metrics: int) -> Cases:
    """Cases with their difficulties."""
    of = rng.integers(FACTS_LEAST, FACTS_MOST + 1, cases)
    case = CASE_SPREAD * _in_part_common(rng, (cases,), metrics)
    fact = FACT_SPREAD * rng.standard_normal((cases, FACTS_MOST, metrics))
    return Cases(of, case[:, None, :] + fact)


def draw_run(
    rng: np.random.Generator, cases: Cases, repeats: int, levels: Array, spread: float = RUN_SPREAD
) -> NDArray[np.int64]:
    """How many facts are right, by case, repeat and metric; `levels` are logits by case and metric."""
    went = spread * _in_part_common(rng, (len(cases.of), repeats), cases.metrics)
    logit = levels[:, None, None, :] + cases.hard[:, None, :, :] + went[:, :, None, :]
    right = rng.random(logit.shape) < 1 / (1 + np.exp(-logit))
    there = np.arange(FACTS_MOST)[None, :] < cases.of[:, None]
    return np.asarray((right & there[:, None, :, None]).sum(axis=2))


def _in_part_common(rng: np.random.Generator, shape: tuple[int, ...], metrics: int) -> Array:
    common, own = rng.standard_normal((*shape, 1)), rng.standard_normal((*shape, metrics))
    return np.asarray(np.sqrt(COMMON) * common + np.sqrt(1 - COMMON) * own)


@cache
def level_for(share: float, run_spread: float = RUN_SPREAD) -> float:
    """The level at which this share of the facts is right, over all cases that there could be."""
    spread = float(np.sqrt(CASE_SPREAD**2 + FACT_SPREAD**2 + run_spread**2))
    low, high = -20.0, 20.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(middle + spread * _GRID)))).mean() < share:
            low = middle
        else:
            high = middle
    return low
