"""What a structured call through `service.llm` costs beside the bare SDK, in the same run over TCP.

`python -m benchmarks.overhead [--rounds N] [--write]`

Both ask the same endpoint on this machine, in a process of its own, for the same answer and check it against the same
schema. The kinds take turns within each round, so that a busy machine slows all alike.

- one client, endpoint without a pause: time per call, and what it is above the bare SDK. "own session" opens its
  connections anew for every call, as a run of one question does; the bare SDK keeps its own all the time.
- many clients, endpoint without a pause: calls a second of one process.
- 50 clients, endpoint that takes 500 ms: wall time beside that of the bare SDK.
"""

import argparse
import asyncio
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from service.llm.answers import NeedsAnswer
from service.llm.client import ModelClient, ModelSession
from service.llm.formats import form_of
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.shared_params import ResponseFormatJSONSchema

RESULTS = Path(__file__).parent / "results" / "overhead.json"
PROMPT = FilledPrompt("overhead@1", "You read briefs.", "What does IT need?\n" + "Some sentence. " * 200, "")
P50_MS_MAX, P95_MS_MAX = 5.0, 10.0
CALLS_PER_SECOND_MIN = 200.0
WALL_RATIO_MAX = 1.1
SLOW_SECONDS = 0.5
CLIENTS = 50
CALLS_OF_A_CLIENT = 4
AT_ONCE = 16
CALLS = 100
"""Calls of each kind in a round."""

Call = Callable[[], Awaitable[object]]


@contextmanager
def endpoint(pause: float) -> Iterator[str]:
    """Run an endpoint that takes `pause` seconds for an answer; yields its base URL."""
    command = [sys.executable, "-m", "benchmarks._provider", str(pause)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


def bare(base_url: str) -> "AsyncOpenAI":
    """The SDK as it comes, without retries."""
    import openai

    return openai.AsyncOpenAI(base_url=base_url, api_key="k", max_retries=0)


async def ask_bare(sdk: "AsyncOpenAI") -> NeedsAnswer:
    """The least that gives a checked answer."""
    form = cast("ResponseFormatJSONSchema", form_of("bounded_schema", NeedsAnswer)["response_format"])
    done = await sdk.chat.completions.create(
        model="m",
        messages=[{"role": "system", "content": PROMPT.system}, {"role": "user", "content": PROMPT.question}],
        response_format=form,
    )
    return NeedsAnswer.model_validate_json(done.choices[0].message.content or "")


async def ask_seam(session: ModelSession) -> NeedsAnswer:
    """One call of a run."""
    return (await session.ask(PROMPT, NeedsAnswer, lambda _attempt: None)).answer


async def ask_alone(client: ModelClient) -> NeedsAnswer:
    """A run of one call."""
    async with client.connect() as session:
        return await ask_seam(session)


def client_of(base_url: str) -> ModelClient:
    """A client with everything on that stands between a question and its answer."""
    return ModelClient(ModelOptions(base_url, "m", concurrency=1000, budget_tokens=10**9, breaker_failures=5))


async def times_of(call: Call, calls: int) -> list[float]:
    """Milliseconds of each of so many calls, one after the other."""
    times: list[float] = []
    for _ in range(calls):
        started = time.perf_counter()
        await call()
        times.append((time.perf_counter() - started) * 1000)
    return times


async def rate_of(call: Call, calls: int) -> float:
    """Calls a second with `AT_ONCE` under way."""

    async def some() -> None:
        for _ in range(calls // AT_ONCE):
            await call()

    started = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return calls // AT_ONCE * AT_ONCE / (time.perf_counter() - started)


async def quick(base_url: str, rounds: int) -> dict[str, float]:
    """The figures of an endpoint without a pause. Its first calls warm up and do not count."""
    client = client_of(base_url)
    async with bare(base_url) as sdk, client.connect() as session:
        kinds: dict[str, Call] = {
            "bare SDK": lambda: ask_bare(sdk),
            "seam": lambda: ask_seam(session),
            "seam, own session": lambda: ask_alone(client),
        }
        times: dict[str, list[float]] = {name: [] for name in kinds}
        rates: dict[str, list[float]] = {name: [] for name in kinds}
        for call in kinds.values():
            await times_of(call, 20)
        for _ in range(rounds):
            for name, call in kinds.items():
                times[name] += await times_of(call, CALLS)
            for name, call in kinds.items():
                rates[name].append(await rate_of(call, 2 * CALLS))
    return spread(times) | {f"{name}: calls per second": statistics.median(rates[name]) for name in kinds}


def spread(times: dict[str, list[float]]) -> dict[str, float]:
    """p50 and p95 in milliseconds by kind, and by how much each is above the bare SDK."""
    figures: dict[str, float] = {}
    for name, values in times.items():
        cuts = statistics.quantiles(values, n=20)
        figures |= {f"{name}: p50 ms": cuts[9], f"{name}: p95 ms": cuts[18]}
    for name in [name for name in times if name != "bare SDK"]:
        for quantile in ("p50", "p95"):
            above = figures[f"{name}: {quantile} ms"] - figures[f"bare SDK: {quantile} ms"]
            figures[f"{name}: {quantile} overhead ms"] = above
    return figures


async def crowd_bare(base_url: str) -> float:
    """Seconds until all clients have their answers; they share the connections of one SDK client."""

    async def one(sdk: "AsyncOpenAI") -> None:
        for _ in range(CALLS_OF_A_CLIENT):
            await ask_bare(sdk)

    started = time.perf_counter()
    async with bare(base_url) as sdk:
        await asyncio.gather(*(one(sdk) for _ in range(CLIENTS)))
    return time.perf_counter() - started


async def crowd_seam(base_url: str) -> float:
    """Seconds until all clients have their answers; each is a run with connections of its own."""
    client = client_of(base_url)

    async def one() -> None:
        async with client.connect() as session:
            for _ in range(CALLS_OF_A_CLIENT):
                await ask_seam(session)

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CLIENTS)))
    return time.perf_counter() - started


async def slow(base_url: str, rounds: int) -> dict[str, float]:
    """The figures of an endpoint that takes its time."""
    walls = [(await crowd_bare(base_url), await crowd_seam(base_url)) for _ in range(rounds)]
    without, with_seam = (statistics.median(column) for column in zip(*walls, strict=True))
    return {"bare SDK: wall s": without, "seam: wall s": with_seam, "wall ratio": with_seam / without}


def table(figures: dict[str, float]) -> str:
    """The result to read."""
    lines = [f"{'':22}{'p50 ms':>9}{'p95 ms':>9}{'calls/s':>9}{'above p50':>11}{'above p95':>11}"]
    for name in ("bare SDK", "seam", "seam, own session"):
        p50, p95, rate = (figures[f"{name}: {what}"] for what in ("p50 ms", "p95 ms", "calls per second"))
        above = [f"{figures.get(f'{name}: {quantile} overhead ms', 0.0):11.2f}" for quantile in ("p50", "p95")]
        lines.append(f"{name:22}{p50:9.2f}{p95:9.2f}{rate:9.0f}{''.join(above)}")
    return "\n".join(
        [
            *lines,
            f"targets: above p50 {P50_MS_MAX:g} ms, above p95 {P95_MS_MAX:g} ms, {CALLS_PER_SECOND_MIN:g} calls/s",
            f"{CLIENTS} clients, {SLOW_SECONDS * 1000:g} ms endpoint: {figures['seam: wall s']:.2f} s, bare SDK"
            f" {figures['bare SDK: wall s']:.2f} s, ratio {figures['wall ratio']:.2f} (target {WALL_RATIO_MAX:g})",
        ]
    )


def misses_a_target(figures: dict[str, float]) -> bool:
    """Whether any figure is beyond its target; a run of one call must hold them too."""
    kinds = ("seam", "seam, own session")
    return (
        max(figures[f"{name}: p50 overhead ms"] for name in kinds) > P50_MS_MAX
        or max(figures[f"{name}: p95 overhead ms"] for name in kinds) > P95_MS_MAX
        or min(figures[f"{name}: calls per second"] for name in kinds) < CALLS_PER_SECOND_MIN
        or figures["wall ratio"] > WALL_RATIO_MAX
    )


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {RESULTS.name}")
    arguments = parser.parse_args()
    with endpoint(0.0) as base_url:
        figures = asyncio.run(quick(base_url, arguments.rounds))
    with endpoint(SLOW_SECONDS) as base_url:
        figures |= asyncio.run(slow(base_url, arguments.rounds))
    print(table(figures))
    if arguments.write:
        about = {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
        }
        kept = {name: round(value, 3) for name, value in figures.items()}
        RESULTS.write_text(json.dumps(about | kept, indent=2) + "\n", encoding="utf-8")
    return int(misses_a_target(figures))


if __name__ == "__main__":
    sys.exit(main())
