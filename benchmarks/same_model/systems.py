"""The systems: each takes a brief and gives what it said of it in the neutral form, failures included."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from benchmarks.same_model.environments import PINNED, python_of
from benchmarks.same_model.neutral import Call, Said, said_by_engine, said_by_langextract, said_in_chunks, said_in_whole
from benchmarks.same_model.peers.telling import Task
from benchmarks.startup import environment
from evals.engines import code_fingerprint
from evals.gold.briefs import Case
from evals.journal import key_of
from evals.suites import ensure_answered
from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.specification import EngineName, Specification
from service.bootstrap import make_services
from service.errors import LiaisonError
from service.services import Services
from service.settings import Settings

BRIEF_SECONDS, CALL_SECONDS = 960.0, 480.0
MAX_TOKENS = 2500
TEMPERATURE = 0.0
ENGINES: dict[str, str] = {"rules alone": "rules", "model alone": "model", "hybrid": "hybrid"}
PEERS = {"one prompt": "one_prompt", "instructor": "with_instructor", "langextract": "with_langextract"}
FACTS_ONLY = "langextract"
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class System:
    """One system. `made_of` is what decides its output besides brief and endpoint."""

    name: str
    made_of: str
    run: Callable[[Case], Awaitable[Said]]

    def key(self, case: Case, endpoint: Settings) -> str:
        """What a stored output belongs to."""
        limits = f"{BRIEF_SECONDS} {CALL_SECONDS} {MAX_TOKENS} {TEMPERATURE}"
        return key_of(self.name, self.made_of, limits, f"{endpoint.llm_base_url} {endpoint.llm_model}", case.text)


def measured(settings: Settings, temperature: float = TEMPERATURE) -> Settings:
    """The settings of the user's endpoint with the limits of the measurement; nothing is answered from a store."""
    limits = {
        "llm_temperature": temperature,
        "llm_deadline": BRIEF_SECONDS,
        "llm_breaker_failures": 0,
        "llm_cache": None,
        "organisation": None,
    }
    return settings.model_copy(update=limits)


def systems(settings: Settings) -> tuple[list[System], list[str]]:
    """All that can be had here, in the order of their turns, and a note about each that cannot."""
    services = make_services(measured(settings))
    found, notes = [], []
    for name, engine in ENGINES.items():
        if engine in services.engines:
            found.append(System(name, code_fingerprint(), partial(_engine_says, services, engine)))
        else:
            notes.append(f"{name}: there is no engine `{engine}` here, so it was left out.")
    for name, module in PEERS.items():
        found.append(System(name, _source_of(name), partial(_peer_says, settings, name, module)))
    return found, notes


def _source_of(peer: str) -> str:
    """All sources of the peers, and the versions of this one."""
    sources = sorted((Path(__file__).parent / "peers").glob("*.py"))
    return key_of(*PINNED.get(peer, ()), *(path.read_text(encoding="utf-8") for path in sources))


# --- engines ------------------------------------------------------------------------------------


async def _engine_says(services: Services, engine: str, case: Case) -> Said:
    started, said = time.monotonic(), Said()
    try:
        async with asyncio.timeout(BRIEF_SECONDS):
            specification = await specified(services, engine, case)
        said = said_by_engine(case.text, specification, model_alone=engine == "model")
        ensure_answered(specification)
    except (LiaisonError, TimeoutError) as error:
        said = said.model_copy(update={"failure": f"{type(error).__name__}: {error}"})
    return said.model_copy(update={"seconds": time.monotonic() - started})


async def specified(services: Services, engine: str, case: Case) -> Specification:
    """The specification of a brief by the engine of this name.

    Raises:
        LiaisonError: the run refuses the brief.
    """
    run = services.translate(BriefInput(text=case.text), engine=cast("EngineName", engine), today=case.today)
    async with aclosing(run) as events:
        async for event in events:
            if isinstance(event, DoneEvent):
                return event.specification
    raise AssertionError("a run ends with its result")


# --- peers --------------------------------------------------------------------------------------


async def _peer_says(settings: Settings, name: str, module: str, case: Case) -> Said:
    """Run the peer as a process; nothing else goes on meanwhile, so that waiting for it blocks nobody."""
    python = python_of(name) if name in PINNED else Path(sys.executable)
    started = time.monotonic()
    lines, ended = _lines_of([str(python), "-m", f"benchmarks.same_model.peers.{module}"], task_of(settings, case))
    said = said_in_lines(case.text, name, lines)
    failure = said.failure or (f"ended: {ended}" if ended else None)
    return said.model_copy(update={"seconds": time.monotonic() - started, "failure": failure})


def task_of(settings: Settings, case: Case) -> Task:
    """What a peer is given."""
    return Task(
        text=case.text,
        base_url=settings.llm_base_url or "",
        model=settings.llm_model or "",
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
        temperature=TEMPERATURE,
        max_tokens=MAX_TOKENS,
        call_seconds=CALL_SECONDS,
    )


def _lines_of(command: list[str], task: Task) -> tuple[list[dict[str, Any]], str | None]:
    """What a peer told until it ended or its time was over, and what went wrong with the process."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        ended = None
        try:
            subprocess.run(
                command, input=json.dumps(asdict(task)), text=True, stdout=out, stderr=err, check=True,
                env=environment() | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, timeout=BRIEF_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            ended = f"after {BRIEF_SECONDS:g} seconds"
        except subprocess.CalledProcessError:
            err.seek(0)
            ended = (err.read().strip().splitlines() or ["without a word"])[-1]
        out.seek(0)
        return [json.loads(line) for line in out if line.endswith("\n")], ended


def said_in_lines(text: str, name: str, lines: Iterable[Mapping[str, Any]]) -> Said:
    """The neutral form of what a peer told; calls that were asked and not answered stand there without tokens."""
    told = list(lines)
    calls = [Call(**line["call"]) for line in told if "call" in line]
    lost = sum("asked" in line for line in told) - len(calls)
    calls += [Call(seconds=0, input=0, output=0, finish="unanswered")] * lost
    failure = next((line["failure"] for line in told if "failure" in line), None)
    said = _said(text, name, told, [call.text for call in calls if call.text])
    return said.model_copy(update={"calls": tuple(calls), "failure": failure})


def _said(text: str, name: str, told: Iterable[Mapping[str, Any]], answers: list[str]) -> Said:
    """Of a whole answer the last one counts; of chunks all of them."""
    if name != FACTS_ONLY:
        return said_in_whole(text, answers[-1]) if answers else Said()
    extractions = next((line["said"] for line in told if "said" in line), None)
    return said_in_chunks(text, answers) if extractions is None else said_by_langextract(text, extractions)
