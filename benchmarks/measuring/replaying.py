"""One contender of the replay as a process of its own: `python -m benchmarks.measuring.replaying NAME WORKLOAD FOLDER`.

`ours` runs, judges and reports the small workload as the command of the evals does, which cannot be given a suite of a
benchmark; the real one is left to the command itself. `pydantic-evals` runs and scores the same cases with that library
alone. `bare` is a loop that calls the same scorers. All read cases and outputs from the same files. `overhead` is no
contender: it prints milliseconds a case of all three, in one process and without reading.

What a main task returns, `asyncio.run` may write out in full when it ends, megabytes here: so nothing is returned.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring.stored import BASELINE, SMALL, shares_of, small_gates, stored, suite_of

ROUNDS = 5
"""Of the overhead: the best counts, which other processes disturbed least."""


def bare(workload: str, folder: Path) -> None:
    """A loop, and the sum of what it found."""
    print(sum(sum(shares_of(one.suite, one.case, one.text).values()) for one in stored(workload, folder)))


def pydantic_evals(workload: str, folder: Path) -> None:
    """That library alone: cases, one evaluator that gives all shares, its averages."""
    from benchmarks.measuring.datasets import evaluate

    asyncio.run(evaluate(suite_of(workload), list(stored(workload, folder)), print))


def ours(workload: str, folder: Path) -> None:
    """What the command does, with gates and a baseline for the small suite."""
    from evals.commands import few_collections

    suite_of(workload)
    with few_collections():
        asyncio.run(_run_and_report(folder))


async def _run_and_report(folder: Path) -> None:
    from evals.commands import judged, write_reports
    from evals.engines import measured_engine
    from evals.running import Plan, run
    from service.settings import Settings

    async with measured_engine("rules", Settings(), folder) as measured:
        results = await run(Plan((SMALL,)), measured, folder, lambda _: None)
    verdict = judged(results, small_gates(), folder / BASELINE, whole=True)
    print(write_reports(results, verdict, folder))


def overhead(workload: str, folder: Path) -> None:
    """Milliseconds of CPU a case, the contenders in turn."""
    from benchmarks.measuring.datasets import evaluate, evaluate_as_we_do

    suite, cases = suite_of(workload), list(stored(workload, folder))
    contenders: dict[str, Callable[[], object]] = {
        "bare": lambda: [shares_of(suite, one.case, one.text) for one in cases],
        "pydantic-evals": lambda: asyncio.run(evaluate(suite, cases, lambda _: None)),
        "ours": lambda: asyncio.run(evaluate_as_we_do(suite, cases)),
    }
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, contender in contenders.items():
            best[name] = min(best[name], _milliseconds(contender) / len(cases))
    print(json.dumps(best))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


CONTENDERS = {"bare": bare, "pydantic-evals": pydantic_evals, "ours": ours, "overhead": overhead}

if __name__ == "__main__":
    CONTENDERS[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
