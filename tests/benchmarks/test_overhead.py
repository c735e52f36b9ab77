"""The figures of the measurement of the model seam, and the endpoint that it measures against."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks._provider import ANSWER
from benchmarks.overhead import ask_alone, ask_bare, bare, client_of, endpoint, misses_a_target, spread, table
from service.llm.answers import NeedsAnswer

TIMES = {
    "bare SDK": [2.0] * 19 + [4.0],
    "seam": [3.0] * 19 + [9.0],
    "seam, own session": [5.0] * 20,
}
FIGURES = spread(TIMES) | {
    "bare SDK: calls per second": 400.0,
    "seam: calls per second": 350.0,
    "seam, own session: calls per second": 250.0,
    "bare SDK: wall s": 2.0,
    "seam: wall s": 2.1,
    "wall ratio": 1.05,
}


def test_overhead_is_what_is_above_the_bare_sdk() -> None:
    assert FIGURES["seam: p50 overhead ms"] == 1
    assert FIGURES["seam, own session: p50 overhead ms"] == 3


def test_the_table_names_every_target() -> None:
    text = table(FIGURES)
    assert "above p50 5 ms, above p95 10 ms, 200 calls/s" in text
    assert "ratio 1.05 (target 1.1)" in text


@pytest.mark.parametrize(
    "miss",
    [{"wall ratio": 1.2}, {"seam: calls per second": 199.0}, {"seam, own session: p95 overhead ms": 10.1}],
)
def test_a_missed_target_is_seen(miss: dict[str, float]) -> None:
    assert not misses_a_target(FIGURES)
    assert misses_a_target(FIGURES | miss)


def test_both_ways_get_the_same_checked_answer(root: Path) -> None:
    async def both(base_url: str) -> list[NeedsAnswer]:
        async with bare(base_url) as sdk:
            return [await ask_bare(sdk), await ask_alone(client_of(base_url))]

    with endpoint(0.0) as base_url:
        first, second = asyncio.run(both(base_url))
    assert first == second == NeedsAnswer.model_validate(ANSWER)


def test_it_says_what_it_takes(root: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.overhead", "--help"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert "--write" in done.stdout
