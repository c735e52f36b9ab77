"""Runs an engine with something planted in it and holds the run against one without: by gates, and by comparison."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from evals.comparing import Comparison, compare
from evals.engines import measured_engine
from evals.gates import judge, load_gates
from evals.results import RESULTS, Results, load_results, save_results
from evals.running import Plan, run
from evals.selftest.regressions import BRIEFS, MONEY_OFF, PAIRS, REGRESSIONS, TEXTS, Regression
from service.settings import Settings

CASES = 20
"""Of each suite: enough for every regression to show, few enough for a minute."""
SUITES = (BRIEFS, TEXTS, PAIRS)


@dataclass(frozen=True)
class Trial:
    """What became of one planted change: the gates that fail, and what the comparison says."""

    name: str
    of: str
    gates: tuple[str, ...]
    compared: tuple[str, ...]
    caught: bool


def run_rules(suite: str, folder: Path, planted: AbstractContextManager[None] | None = None) -> Results:
    """Run the rules on the first cases of a suite, with something planted or as they are."""
    plan = Plan(suites=(suite,), limit=CASES)

    async def measured() -> Results:
        async with measured_engine("rules", Settings(), folder) as engine:
            return await run(plan, engine, folder, lambda _line: None)

    with planted or nullcontext():
        results = asyncio.run(measured())
    save_results(results, folder / RESULTS)
    return results


def base_run(suite: str, folder: Path) -> str:
    """Run the rules as they are; gives the suite, so that a pool can say what is done."""
    run_rules(suite, folder / suite)
    return suite


def trial_of(at: int, folder: Path) -> Trial:
    """Plant a regression, run, and say who noticed."""
    regression = REGRESSIONS[at]
    base = load_results(folder / regression.suite)
    new = run_rules(regression.suite, folder / f"planted-{at}", regression.planted())
    return judged(regression.name, regression.caught_by, base, new)


def judged(name: str, caught_by: Iterable[str], base: Results, new: Results, *, whole: bool = False) -> Trial:
    """A trial is passed when each of these metrics fails its gate."""
    verdict = judge(new, base, load_gates(), whole=whole)
    gates = tuple(gate.name.partition(":")[2] or gate.name for gate in verdict.failed)
    worse = metrics_that_are(compare(base, new), "worse")
    return Trial(name, told(new), gates, worse, set(caught_by) <= set(gates))


def metrics_that_are(comparison: Comparison, word: str) -> tuple[str, ...]:
    """The metrics of which the comparison says so."""
    return tuple(one.difference.metric.partition(":")[2] for one in comparison.judged if one.word == word)


def told(results: Results) -> str:
    """What was run, such as `requirements, 30 cases`."""
    return f"{', '.join(results.suites)}, {len(results.wanted)} cases"


# --- no regression ------------------------------------------------------------------------------


def improvement(folder: Path) -> Trial:
    """A rule that was missing is there again: the comparison says better."""
    at = next(place for place, one in enumerate(REGRESSIONS) if one.name == MONEY_OFF)
    base, new = load_results(folder / f"planted-{at}"), load_results(folder / BRIEFS)
    verdict, comparison = judge(new, base, load_gates(), whole=False), compare(base, new)
    better = metrics_that_are(comparison, "better")
    gates = tuple(gate.name for gate in verdict.failed)
    return Trial(
        "an improvement: the reading of money is switched on", told(new), gates, better, comparison.word == "better"
    )


def same_again(suites: Sequence[str], folder: Path) -> Trial:
    """The same engine twice: nothing differs, and nothing is claimed."""
    differing, names = list[str](), list[str]()
    for suite in suites:
        base, new = load_results(folder / suite), run_rules(suite, folder / f"again-{suite}")
        comparison = compare(base, new)
        differing += [one.difference.metric for one in comparison.judged if one.word and one.difference.differing]
        differing += [gate.name for gate in judge(new, base, load_gates(), whole=False).failed]
        names.append(told(new) if comparison.word == "no evidence" else f"{suite}: {comparison.word}")
    return Trial("the same engine again (A/A)", "; ".join(names), (), tuple(differing), not differing)


__all__ = ["CASES", "Regression", "Trial", "base_run", "improvement", "judged", "run_rules", "same_again", "trial_of"]
