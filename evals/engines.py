"""The engine that a run of the evals measures, and who it is."""

import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from evals.answers import AnswerStore, ReplayTransport
from evals.results import EngineIdentity
from schemas.specification import EngineName
from service.bootstrap import model_options
from service.drafting.engine import Engine
from service.drafting.wording import Wording
from service.errors import EngineNotConfigured
from service.llm.options import ModelOptions
from service.settings import Settings

CONNECTIONS = 64
"""House default: more than any run asks at a time."""
_CODE = ("service", "schemas", "prompts")
_SCORING = ("scorers", "gold")
_KINDS = (".py", ".yaml", ".md")


@dataclass(frozen=True)
class Measured:
    """An engine, who words constraints beside it, and who they are."""

    engine: Engine
    wording: Wording | None
    identity: EngineIdentity


@asynccontextmanager
async def measured_engine(name: EngineName, settings: Settings, folder: Path) -> AsyncIterator[Measured]:
    """The engine of this name; a model's answers are kept in `folder` and asked for once.

    Raises:
        EngineNotConfigured: a model is asked for and none is configured.
    """
    if name == "rules":
        from service.drafting.rules.engine import RulesEngine

        yield Measured(RulesEngine(), None, EngineIdentity(name=name, code=code_fingerprint()))
        return
    if not settings.model_is_configured:
        raise EngineNotConfigured(
            "No model is configured: set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL, or measure `--engine rules`."
        )
    async with _model(name, settings, folder) as measured:
        yield measured


@asynccontextmanager
async def _model(name: Literal["model", "hybrid"], settings: Settings, folder: Path) -> AsyncIterator[Measured]:
    import httpx2

    from service.drafting.model import build_model_engine
    from service.drafting.model.wording_constraints import build_model_wording
    from service.llm.client import ModelClient

    options = options_of(settings)
    store = AnswerStore(folder / "answers.sqlite")
    transport = ReplayTransport(store, httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=CONNECTIONS)))
    try:
        async with httpx2.AsyncClient(transport=transport, timeout=options.deadline_seconds) as http_client:
            client = ModelClient(options)
            engine = build_model_engine(client, name)
            client.http_client = http_client
            wording = build_model_wording(client, name)
            identity = EngineIdentity(name=name, code=code_fingerprint(), model=options.model)
            # The words that a live run draws are random; here the same question must be the same bytes.
            drawn = {"marker": "brief-of-evals", "canary": "note-of-evals"}
            yield Measured(
                replace(engine, draw=lambda: drawn),
                replace(wording, draw=lambda: {**drawn, "marker": "limits-of-evals"}),
                identity,
            )
    finally:
        store.close()


def options_of(settings: Settings) -> ModelOptions:
    """How the settings say to reach the model; without a breaker, for a case that was not asked has no result.

    Without a cache too: a run keeps its own answers, apart for each repeat.
    """
    return replace(model_options(settings), breaker_failures=0, cache=None)


@cache
def code_fingerprint() -> str:
    """A hash of everything that decides what a run says: code, catalogue, schemas, prompts."""
    return _fingerprint(found for package in _CODE for found in sorted(_files(files(package), package)))


@cache
def scorers_fingerprint() -> str:
    """A hash of everything that decides how a result is scored; the cases have hashes of their own."""
    evals = files("evals")
    return _fingerprint(found for part in _SCORING for found in sorted(_files(evals / part, part)))


def _fingerprint(found: Iterable[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for name, file in found:
        digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, path)
        elif entry.name.endswith(_KINDS):
            found.append((path, entry))
    return found
