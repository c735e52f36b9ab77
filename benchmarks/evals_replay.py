"""What it costs to score 500 stored outputs with all statistics and reports, beside a loop and pydantic-evals alone.

`python -m benchmarks.evals_replay [--runs N] [--write]`

Two workloads (`benchmarks/measuring/stored.py`): small answers with twelve scorers, for which other libraries publish
figures, and whole specifications with the scorers of their suite. Each contender is a process of its own, they take
turns, and what counts is its CPU time from start to exit; the median is given. No network, no model.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring.records import Figure, conclude, parser
from benchmarks.measuring.stored import CASES, REAL, REPEATS, SMALL, store
from benchmarks.startup import environment

CPU_SECONDS_MOST = 3.0
OVERHEAD_MOST = 0.5
"""Milliseconds of CPU a case, over a loop that calls the same scorers."""
CONTENDERS = ("bare", "pydantic-evals", "ours")
ABOUT = {SMALL: "small outputs", REAL: "specifications"}
REPORTS = ("results.json", "summary.md", "report.html", "junit.xml")


def command(contender: str, workload: str, folder: Path) -> list[str]:
    """What is run for a contender."""
    if (contender, workload) == ("ours", REAL):
        sizes = ["--repeat", str(REPEATS[REAL]), "--limit", str(CASES // REPEATS[REAL])]
        run = ["evals", "run", "--suite", REAL, *sizes, "--engine", "rules", "--out", str(folder)]
        return [sys.executable, "-m", "service.cli", *run]
    return [sys.executable, "-m", "benchmarks.measuring.replaying", contender, workload, str(folder)]


def cpu_seconds(asked: Sequence[str], out: Path) -> float:
    """CPU seconds of a process and all that it started; what it prints goes into a file."""
    with out.open("wb") as file:
        process = subprocess.Popen(asked, env=environment(), stdout=file, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    if process.returncode is None:
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{asked} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def measure(workload: str, folder: Path, runs: int) -> dict[str, list[float]]:
    """CPU seconds of each run by contender; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(runs):
        for name in CONTENDERS:
            for report in REPORTS:
                (folder / report).unlink(missing_ok=True)
            times[name].append(cpu_seconds(command(name, workload, folder), folder / "said"))
    missing = [report for report in REPORTS if not (folder / report).exists()]
    if missing:
        raise RuntimeError(f"the last of them wrote no {', '.join(missing)}")
    return times


def overhead(workload: str, folder: Path) -> dict[str, float]:
    """Milliseconds of CPU a case, by contender."""
    cpu_seconds(command("overhead", workload, folder), folder / "said")
    found: dict[str, float] = json.loads((folder / "said").read_text(encoding="utf-8"))
    return found


def figures_of(workload: str, times: dict[str, list[float]], each: dict[str, float]) -> list[Figure]:
    """Seconds, ratios, and what the framework adds to a case; the targets are for the small workload."""
    about, small, over = ABOUT[workload], workload == SMALL, each["ours"] - each["bare"]
    medians = {name: statistics.median(values) for name, values in times.items()}
    return [
        Figure(f"{about}: whole process", medians["ours"], "s CPU", most=CPU_SECONDS_MOST if small else None),
        Figure(f"{about}: whole process, pydantic-evals alone", medians["pydantic-evals"], "s CPU"),
        Figure(f"{about}: whole process, a loop", medians["bare"], "s CPU"),
        Figure(f"{about}: ours / pydantic-evals alone", medians["ours"] / medians["pydantic-evals"], "x"),
        Figure(f"{about}: ours / a loop", medians["ours"] / medians["bare"], "x"),
        Figure(f"{about}: scorers of a case", each["bare"], "ms CPU"),
        Figure(f"{about}: over the loop, a case", over, "ms CPU", most=OVERHEAD_MOST if small else None),
        Figure(f"{about}: over the loop, pydantic-evals alone", each["pydantic-evals"] - each["bare"], "ms CPU"),
    ]


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    figures = []
    for workload in (SMALL, REAL):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            asyncio.run(store(workload, folder))
            figures += figures_of(workload, measure(workload, folder, asked.runs), overhead(workload, folder))
    notes = [
        f"{CASES} outputs, median of {asked.runs} processes each; ours writes {', '.join(REPORTS)}, the others nothing."
    ]
    return conclude("evals_replay", figures, notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
