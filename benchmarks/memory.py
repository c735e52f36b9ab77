"""Whether a process that works for long keeps growing: `python -m benchmarks.memory [--write]`.

The same 20 briefs of the evals are specified in turn, 3,000 times in one process, offline, and the resident memory is
read along the way. What is kept for good, such as the catalogue and compiled patterns, is there after the first third.
"""

import asyncio
import os
import sys
from pathlib import Path

from benchmarks.measuring.records import Figure, conclude, parser
from benchmarks.offline import specify
from evals.gold.loading import load_cases

BRIEFS = 20
STAGES = (200, 1_000, 3_000)
"""Specifications after which memory is read; the second is the end of the first third."""
GROWTH_MOST = 1.1
_STATM = Path("/proc/self/statm")


def resident_megabytes() -> float:
    """Resident memory of this process, on Linux."""
    pages = int(_STATM.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def measure(briefs: list[str], stages: tuple[int, ...]) -> dict[int, float]:
    """Megabytes after each stage."""
    found = {}
    for number in range(1, stages[-1] + 1):
        await specify(briefs[number % len(briefs)])
        # A run that is left at its result is put away by the loop when it gets a turn. Rules never wait, so that here
        # it would get none, as it does wherever else runs are awaited.
        await asyncio.sleep(0)
        if number in stages:
            found[number] = resident_megabytes()
    return found


def figures_of(found: dict[int, float]) -> list[Figure]:
    """Megabytes, and how much more it is at the end."""
    first, third, last = sorted(found)
    return [
        *(Figure(f"after {number:,} specifications", size, "MB") for number, size in found.items()),
        Figure(f"after {last:,} / after {first:,}", found[last] / found[first], "x"),
        Figure(f"after {last:,} / after {third:,}", found[last] / found[third], "x", most=GROWTH_MOST),
    ]


def main() -> int:
    """Measure, print, and end with 1 where the target is missed."""
    asked = parser(__doc__).parse_args()
    briefs = [case.text for case in load_cases("wide")[:BRIEFS]]
    figures = figures_of(asyncio.run(measure(briefs, STAGES)))
    notes = [
        f"{BRIEFS} briefs of {sum(len(text.split()) for text in briefs) // BRIEFS} words on average, rules engine."
    ]
    return conclude("memory", figures, notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
