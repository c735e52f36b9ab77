"""How often the gate of the evals blocks a change that changed nothing, and how often it sees one that did harm.

`python -m benchmarks.gate [--simulations N] [--write]`

An engine whose answers vary is simulated (`benchmarks/measuring/noise.py` says how, and what of it is assumed): a
baseline and a new run of the same cases, several times each, judged by `evals.gates.judge`. Beside it stand two rules
that are common and wrong: "it fell by more than 2 points", and a z test on facts as if each were drawn by itself. A
paired t test over cases stands there too: it is right as well, and says how much there is to be seen at all.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring.noise import BASE, RUN_SPREAD, Array, Cases, draw_cases, draw_run, level_for
from benchmarks.measuring.records import Figure, conclude, parser
from evals.gates import Gate, judge
from evals.results import CaseResult, EngineIdentity, Results, name_of
from evals.statistics import standard_error
from evals.suites import SUITES

SEED = 20261121
SIMULATIONS = 1000
"""Of a row with a target, half as many of the others: 5 % is then known to 1.4 points, 95 times of 100."""
CHUNK = 50
CALMER, NOISIER = 1.3, 2.0
"""Other spreads of runs than the assumed one: what becomes of the figures when it is wrong."""
DROP = 0.05
MANY = 12
"""Metrics that are gated together."""
SUITE = "requirements"
NAIVE_POINTS = 0.02
Z_OF_FIVE_PERCENT = 1.6449
FALSE_BLOCKS_MOST, POWER_LEAST = 6.4, 80.0
"""In percent: 5 with the noise of a thousand simulations, and what is usual to ask of a test."""
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Scenario:
    """One row: the design, and in how many metrics and in which share of the cases the new run is worse."""

    what: str
    cases: int
    repeats: int
    metrics: int = 1
    drop: float = 0.0
    worse_metrics: int = 1
    worse_cases: float = 1.0
    base_repeats: int | None = None
    spread: float = RUN_SPREAD
    target: bool = False


SAME = [Scenario("nothing changed", *design, target=True) for design in [(40, 1), (62, 1), (62, 3), (62, 5), (150, 5)]]
WORSE = [Scenario("5 points worse", *design, drop=DROP, target=True) for design in [(62, 5), (100, 3), (150, 5)]]
MANY_AT_ONCE = [
    Scenario("12 metrics, nothing changed", 62, 5, MANY, target=True),
    Scenario("12 metrics, all 5 points worse", 62, 5, MANY, DROP, worse_metrics=MANY, target=True),
    Scenario("12 metrics, 3 of them 5 points worse", 62, 5, MANY, DROP, worse_metrics=3),
    Scenario("12 metrics, 1 of them 5 points worse", 62, 5, MANY, DROP),
    Scenario("12 metrics, 1 of them 5 points worse", 150, 5, MANY, DROP),
]
OTHER = [
    Scenario("3 points worse", 150, 5, drop=0.03),
    Scenario("5 points worse, all of it in a quarter of the cases", 62, 5, drop=DROP, worse_cases=0.25),
    Scenario("nothing changed, baseline of 5 repeats", 62, 1, base_repeats=5),
    Scenario("10 points worse, baseline of 5 repeats", 62, 1, drop=2 * DROP, base_repeats=5),
    Scenario("10 points worse", 62, 1, drop=2 * DROP),
    Scenario("answers that vary less, nothing changed", 62, 5, spread=CALMER),
    Scenario("answers that vary less, 5 points worse", 62, 5, drop=DROP, spread=CALMER),
    Scenario("answers that vary more, nothing changed", 62, 5, spread=NOISIER),
    Scenario("answers that vary more, 5 points worse", 62, 5, drop=DROP, spread=NOISIER),
]
SCENARIOS = SAME + WORSE + MANY_AT_ONCE + OTHER
GATES = [
    Gate(suite=SUITE, metric=name, why="one of those that are simulated")
    for name, metric in SUITES[SUITE].metrics.items()
    if not metric.diagnostic
][:MANY]


# --- one simulation -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Blocks:
    """Which rules block a change."""

    gate: bool
    naive: bool
    unpaired: bool
    paired: bool


def simulate(rng: np.random.Generator, scenario: Scenario) -> Blocks:
    """Draw cases, a baseline and a new run, and ask every rule. A gate counts on the metrics that fell, if any did."""
    cases = draw_cases(rng, scenario.cases, scenario.metrics)
    base_repeats = scenario.base_repeats or scenario.repeats
    base = draw_run(rng, cases, base_repeats, _levels(scenario, worse=False), scenario.spread)
    new = draw_run(rng, cases, scenario.repeats, _levels(scenario, worse=True), scenario.spread)
    before = int(cases.of.sum()) * base_repeats, base.sum(axis=(0, 1))
    after = int(cases.of.sum()) * scenario.repeats, new.sum(axis=(0, 1))
    asked = slice(0, scenario.worse_metrics if scenario.drop else None)
    return Blocks(
        gate=bool(gate_blocks(cases, base, new)[asked].any()),
        naive=bool((after[1] / after[0] - before[1] / before[0] < -NAIVE_POINTS)[asked].any()),
        unpaired=bool(unpaired_blocks(*before, *after)[asked].any()),
        paired=bool(paired_blocks(cases, base, new)[asked].any()),
    )


def _levels(scenario: Scenario, *, worse: bool) -> Array:
    """Logits by case and metric."""
    levels = np.full((scenario.cases, scenario.metrics), level_for(BASE, scenario.spread))
    if worse and scenario.drop:
        hit = round(scenario.cases * scenario.worse_cases)
        levels[:hit, : scenario.worse_metrics] = level_for(BASE - scenario.drop / scenario.worse_cases, scenario.spread)
    return levels


def gate_blocks(cases: Cases, base: Counts, new: Counts) -> NDArray[np.bool_]:
    """Which metrics the gate of the evals lets fail, an engine with noise and no allowed drop."""
    gates = GATES[: cases.metrics]
    verdict = judge(results_of(cases, new), results_of(cases, base), gates, whole=False)
    failed = {gate.name for gate in verdict.failed}
    return np.array([gate.name in failed for gate in gates])


def results_of(cases: Cases, right: Counts) -> Results:
    """A run as the evals keep it; made without checks, because there are millions of cases."""
    found = [
        CaseResult.model_construct(
            suite=SUITE,
            case=str(case),
            repeat=repeat,
            gold="",
            seconds=0.0,
            error=None,
            scores=_scores(right[case, repeat], of),
            notes={},
        )
        for case, of in enumerate(cases.of)
        for repeat in range(right.shape[1])
    ]
    return Results(
        made=datetime(2026, 11, 21, tzinfo=UTC),
        engine=EngineIdentity(name="model", code="", model="simulated"),
        scorers="",
        suites=[SUITE],
        repeats=right.shape[1],
        wanted=[name_of(one.suite, one.case, one.repeat) for one in found],
        cases=found,
    )


def _scores(right: Counts, of: int) -> dict[str, tuple[float, float]]:
    return {gate.metric: (float(one), float(of)) for gate, one in zip(GATES, right, strict=False)}


def unpaired_blocks(base_of: int, base_right: Counts, new_of: int, new_right: Counts) -> NDArray[np.bool_]:
    """A one-sided z test of two shares, every fact held to be drawn by itself."""
    pooled = (base_right + new_right) / (base_of + new_of)
    error = np.sqrt(pooled * (1 - pooled) * (1 / base_of + 1 / new_of))
    return np.asarray((new_right / new_of - base_right / base_of) / error < -Z_OF_FIVE_PERCENT)


def paired_blocks(cases: Cases, base: Counts, new: Counts) -> NDArray[np.bool_]:
    """A one-sided t test of the difference over cases."""
    base_of, new_of = (np.asarray(cases.of * run.shape[1], dtype=np.float64) for run in (base, new))
    before, after = (np.asarray(run.sum(axis=1), dtype=np.float64) for run in (base, new))
    change = after.sum(axis=0) / new_of.sum() - before.sum(axis=0) / base_of.sum()
    errors = [standard_error(before[:, at], base_of, after[:, at], new_of) for at in range(cases.metrics)]
    return np.asarray(change / errors < -t_of_five_percent(len(cases.of) - 1))


def t_of_five_percent(freedom: int) -> float:
    """The quantile of Student's distribution, by the first term of its expansion: right to 0.001 from 30 up."""
    z = Z_OF_FIVE_PERCENT
    return z + (z**3 + z) / (4 * freedom)


# --- all of them --------------------------------------------------------------------------------


def shares(scenario: Scenario, simulations: int, pool: ProcessPoolExecutor) -> dict[str, float]:
    """Percent of the simulations in which each rule blocks; the same for any number of workers."""
    chunks = max(1, (simulations if scenario.target else simulations // 2) // CHUNK)
    place = SCENARIOS.index(scenario)
    seeds = np.random.SeedSequence([SEED, place]).spawn(chunks)
    blocks = [one for chunk in pool.map(_chunk, [scenario] * chunks, seeds) for one in chunk]
    return {
        rule: round(100 * sum(getattr(one, rule) for one in blocks) / len(blocks), 1)
        for rule in ("gate", "naive", "unpaired", "paired")
    }


def _chunk(scenario: Scenario, seed: np.random.SeedSequence) -> list[Blocks]:
    rng = np.random.default_rng(seed)
    return [simulate(rng, scenario) for _ in range(CHUNK)]


def figures_of(scenario: Scenario, found: Mapping[str, float]) -> Iterable[Figure]:
    """The gate with its target, then the rules beside it."""
    least = POWER_LEAST if scenario.target and scenario.drop else None
    most = FALSE_BLOCKS_MOST if scenario.target and not scenario.drop else None
    name = f"{scenario.what}, {scenario.cases} x {scenario.repeats}"
    yield Figure(f"{name}: blocked by the gate", found["gate"], "%", least=least, most=most)
    yield Figure(f"{name}: by a fall of more than 2 points", found["naive"], "%")
    yield Figure(f"{name}: by an unpaired z test on facts", found["unpaired"], "%")
    if scenario.metrics == 1:
        yield Figure(f"{name}: by a paired t test over cases", found["paired"], "%")


def main() -> int:
    """Simulate, print, and end with 1 where a target is missed."""
    arguments = parser(__doc__)
    arguments.add_argument("--simulations", type=int, default=SIMULATIONS)
    asked = arguments.parse_args()
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        figures = [
            figure
            for scenario in SCENARIOS
            for figure in figures_of(scenario, shares(scenario, asked.simulations, pool))
        ]
    notes = [
        f"{asked.simulations} simulations of a row with a target, half as many of the others; cases x repeats.",
        "How far answers vary is assumed (benchmarks/measuring/noise.py).",
        "Where something fell, a block counts only when it is of a metric that fell.",
    ]
    return conclude("gate", figures, notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
