"""How close the evals come to what 500 calls of 50 ms, 32 at a time, must take: beside sockets, SDK and pydantic-evals.

`python -m benchmarks.evals_live [--runs N] [--write]`

The model is a stand-in in another process. Contenders share one process, modules are loaded before, and they take
turns: plain sockets (what the server itself allows), asyncio with the openai SDK, pydantic-evals with the SDK, and the
way of the evals: `evals.running`, a session of `service.llm` for each case, answers kept in SQLite as they arrive. As
other work on the machine makes everything slower, the best of the runs counts, and the ratios are those of the best.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx2
import openai
from pydantic_evals import Case as Task
from pydantic_evals import Dataset

from benchmarks.measuring.provider import RESPONSE
from benchmarks.measuring.records import Figure, conclude, parser
from benchmarks.measuring.stored import small_suite
from benchmarks.startup import environment
from evals.answers import AnswerStore, ReplayTransport, repeat
from evals.commands import few_collections
from evals.engines import CONNECTIONS, measured_engine
from evals.journal import Journal, Output
from evals.running import CONCURRENCY, Work, score_all
from evals.suites import run_case
from service.llm.answers import Answer
from service.llm.client import ModelClient
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt
from service.settings import Settings

CALLS = 500
MILLISECONDS = 50
FLOOR = MILLISECONDS / 1000 * CALLS / CONCURRENCY
SECONDS_MOST = 1.4
EXPLANATION = "explanation.json"
"""A result that a case of the small suite gives; the model's answer is not read into it here."""


class Statements(Answer):
    """What the stand-in answers."""

    statements: list[str]


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of the processor."""

    wall: float
    cpu: float


Contender = Callable[[str, Path], Awaitable[None]]


# --- contenders ---------------------------------------------------------------------------------


async def sockets(url: str, _folder: Path) -> None:
    """As many connections as calls at a time, and not a word too much on them."""
    host, port = url.removeprefix("http://").removesuffix("/v1").split(":")
    body = b'{"messages": []}'
    request = b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)
    waiting = iter(range(CALLS))

    async def talk() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for _ in waiting:
            writer.write(request)
            await reader.readexactly(len(RESPONSE))
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(talk() for _ in range(CONCURRENCY)))


async def sdk(url: str, _folder: Path) -> None:
    """Asyncio, a semaphore, and the SDK."""
    places = asyncio.Semaphore(CONCURRENCY)
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:

        async def limited(number: int) -> str:
            async with places:
                return await _asked(client, number)

        await asyncio.gather(*map(limited, range(CALLS)))


async def _asked(client: openai.AsyncOpenAI, number: int) -> str:
    completion = await client.chat.completions.create(
        model="stand-in",
        messages=[{"role": "system", "content": "Read."}, {"role": "user", "content": f"What of {number}?"}],
    )
    return completion.choices[0].message.content or ""


async def pydantic_evals(url: str, _folder: Path) -> None:
    """That library and the SDK."""
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:
        cases = [Task[int, str, None](name=str(number), inputs=number) for number in range(CALLS)]
        dataset = Dataset[int, str, None](name="live", cases=cases, evaluators=[])
        await dataset.evaluate(partial(_asked, client), max_concurrency=CONCURRENCY, progress=False)


async def ours(url: str, folder: Path) -> None:
    """The way of the evals, twelve scorers included."""
    options = ModelOptions(base_url=url, model="stand-in")
    suite, result = small_suite(), (folder / EXPLANATION).read_text(encoding="utf-8")
    works = [Work(suite, case, 0, case.id) for case in suite.load()][:CALLS]
    with tempfile.TemporaryDirectory(dir=folder) as kept:
        store, journal = AnswerStore(Path(kept) / "answers.sqlite"), Journal(Path(kept))
        transport = ReplayTransport(store, httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=CONNECTIONS)))
        async with httpx2.AsyncClient(transport=transport, timeout=options.deadline_seconds) as http_client:
            client = ModelClient(options, http_client)

            async def task(work: Work) -> Output:
                with repeat(work.repeat):
                    await ask(client, work.name)
                output = Output(result, None, MILLISECONDS / 1000)
                journal.put(work.key, work.name, output)
                return output

            await score_all(works, task, CONCURRENCY)
        journal.close()
        store.close()
        assert transport.asked == CALLS


async def ask(client: ModelClient, what: str) -> Statements:
    """One call, in a session of its own, as every run of the service has one."""
    prompt = FilledPrompt(label="live@1", system="Read.", question=f"What of {what}?", format="Fit {{schema}}")
    async with client.connect() as session:
        return (await session.ask(prompt, Statements, lambda _: None)).answer


# --- measuring ----------------------------------------------------------------------------------

CONTENDERS: dict[str, Contender] = {"sockets": sockets, "SDK": sdk, "pydantic-evals": pydantic_evals, "ours": ours}


@contextmanager
def provider() -> Iterator[str]:
    """The stand-in in a process of its own; yields its address."""
    command = [sys.executable, "-m", "benchmarks.measuring.provider", str(MILLISECONDS)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


async def measure(url: str, folder: Path, runs: int) -> dict[str, list[Spent]]:
    """What each run took, by contender; they take turns, and the first turn is dropped."""
    spent: dict[str, list[Spent]] = {name: [] for name in CONTENDERS}
    for _ in range(runs + 1):
        for name, contender in CONTENDERS.items():
            wall, cpu = time.perf_counter(), time.process_time()
            with few_collections() if name == "ours" else nullcontext():  # as the command has it
                await contender(url, folder)
            spent[name].append(Spent(time.perf_counter() - wall, time.process_time() - cpu))
    return {name: taken[1:] for name, taken in spent.items()}


def figures_of(spent: Mapping[str, Sequence[Spent]]) -> list[Figure]:
    """Seconds and ratios of the best runs."""
    wall = {name: min(one.wall for one in taken) for name, taken in spent.items()}
    cpu = {name: min(one.cpu for one in taken) / CALLS * 1000 for name, taken in spent.items()}
    return [
        Figure("what 500 calls of 50 ms take, 32 at a time", FLOOR, "s"),
        Figure("plain sockets", wall["sockets"], "s"),
        Figure("asyncio and the SDK", wall["SDK"], "s"),
        Figure("pydantic-evals and the SDK", wall["pydantic-evals"], "s"),
        Figure("evals of Liaison, answers kept and scored", wall["ours"], "s", most=SECONDS_MOST),
        Figure("ours / asyncio and the SDK", wall["ours"] / wall["SDK"], "x"),
        Figure("ours / pydantic-evals and the SDK", wall["ours"] / wall["pydantic-evals"], "x"),
        Figure("a call of asyncio and the SDK", cpu["SDK"], "ms CPU"),
        Figure("a call of pydantic-evals and the SDK", cpu["pydantic-evals"], "ms CPU"),
        Figure("a call of ours", cpu["ours"], "ms CPU"),
    ]


async def _all(runs: int) -> dict[str, list[Spent]]:
    with tempfile.TemporaryDirectory() as name, provider() as url:
        folder, case = Path(name), small_suite().load()[0]
        async with measured_engine("rules", Settings(), folder) as measured:
            result = await run_case(case, measured)
        (folder / EXPLANATION).write_text(result.model_dump_json(), encoding="utf-8")
        return await measure(url, folder, runs)


def main() -> int:
    """Measure, print, and end with 1 where the target is missed."""
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    figures = figures_of(asyncio.run(_all(asked.runs)))
    return conclude("evals_live", figures, [f"Best of {asked.runs} runs each, in turn."], write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
