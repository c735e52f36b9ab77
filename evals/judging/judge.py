"""A judge: a model that is asked every question in two orders, and whose words are kept beside its verdicts.

A verdict counts only when both orders give it: a model that prefers what comes first, or last, would else pass for one
that can tell. Whatever is no answer (prose, a refusal, half a JSON, a provider that fails) is an error of the judge and
says nothing about what was judged.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import httpx2
from pydantic import ValidationError

from evals.answers import AnswerStore, ReplayTransport
from evals.engines import CONNECTIONS, options_of
from evals.judging.asking import Question, Verdict
from evals.results import Record
from service.errors import AnswerOffSchema, ConfigurationError, ModelError, UnusableFile
from service.llm.client import ModelClient
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt
from service.settings import Settings

JUDGEMENTS = "judgements.jsonl"
AT_ONCE = 8
"""House default: questions in flight."""
SAY_EVERY = 1.0
"""Seconds between two lines of progress."""

Outcome = Literal["agreed", "inconsistent", "errored"]
Say = Callable[[str], None]
_HEARD: ContextVar[list[bytes] | None] = ContextVar("heard", default=None)


class Turn(Record):
    """One order of a question: what was sent, what came back, what it says; `fault` when it says nothing."""

    system: str
    question: str
    reply: str
    verdict: Verdict | None = None
    fault: str | None = None


class Judgement(Record):
    """One question with both of its orders. `judge` is the model, `rubric` id and version."""

    case: str
    text: str
    rubric: str
    judge: str
    turns: tuple[Turn, Turn]

    @property
    def outcome(self) -> Outcome:
        """Whether the verdict counts, and why not."""
        first, second = (turn.verdict for turn in self.turns)
        if first is None or second is None:
            return "errored"
        return "agreed" if first == second else "inconsistent"

    @property
    def verdict(self) -> Verdict | None:
        """What both orders say."""
        return self.turns[0].verdict if self.outcome == "agreed" else None


@dataclass(frozen=True)
class Judge:
    """A model and how to reach it."""

    client: ModelClient

    @property
    def model(self) -> str:
        """The name of the model."""
        return self.client.options.model

    async def judge(self, question: Question) -> Judgement:
        """Ask in both orders."""
        forward, backward = [
            await self._turn(question, prompt, turned=turned)
            for prompt, turned in zip(question.orders, (False, True), strict=True)
        ]
        return Judgement(
            case=question.case,
            text=question.text,
            rubric=question.rubric.label,
            judge=self.model,
            turns=(forward, backward),
        )

    async def _turn(self, question: Question, prompt: FilledPrompt, *, turned: bool) -> Turn:
        heard: list[bytes] = []
        token = _HEARD.set(heard)
        verdict: Verdict | None = None
        fault: str | None = None
        try:
            async with self.client.connect() as session:
                reply = await session.ask(prompt, question.rubric.answer, lambda _attempt: None)
            verdict = question.verdict(reply.answer, turned=turned)
            fault = None if verdict else AnswerOffSchema.code
        except ModelError as error:
            fault = error.code
        finally:
            _HEARD.reset(token)
        words = _words_in(heard[-1]) if heard else ""
        return Turn(system=prompt.system, question=prompt.question, reply=words, verdict=verdict, fault=fault)


@asynccontextmanager
async def open_judge(options: ModelOptions, folder: Path) -> AsyncIterator[Judge]:
    """A judge whose answers are kept in `folder`, which is there, and asked for once."""
    store = AnswerStore(folder / "answers.sqlite")
    inner = httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=CONNECTIONS))
    try:
        async with httpx2.AsyncClient(
            transport=ReplayTransport(store, inner),
            timeout=options.deadline_seconds,
            event_hooks={"response": [hear]},
        ) as http_client:
            yield Judge(ModelClient(options, http_client=http_client))
    finally:
        store.close()


def judge_options(settings: Settings) -> ModelOptions:
    """How the settings say to reach the judge.

    Raises:
        ConfigurationError: no model is configured.
    """
    if not settings.model_is_configured:
        raise ConfigurationError(
            "No judge is configured. Set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL"
            " (and LIAISON_LLM_API_KEY where the endpoint wants one)."
        )
    return options_of(settings)


async def hear(response: httpx2.Response) -> None:
    """Keep the words of a response for the judgement that is being made."""
    heard = _HEARD.get()
    if heard is not None:
        heard.append(await response.aread())


async def judge_all(judge: Judge, questions: Sequence[Question], say: Say, at_once: int = AT_ONCE) -> list[Judgement]:
    """Judge every question, in their order."""
    free = asyncio.Semaphore(at_once)
    ends, said = Counter[Outcome](), time.monotonic()

    async def one(question: Question) -> Judgement:
        nonlocal said
        async with free:
            judgement = await judge.judge(question)
        ends[judgement.outcome] += 1
        if time.monotonic() - said >= SAY_EVERY or ends.total() == len(questions):
            said = time.monotonic()
            counts = ", ".join(f"{count} {outcome}" for outcome, count in ends.items())
            say(f"{question.rubric.id}: judged {ends.total()} of {len(questions)} ({counts})")
        return judgement

    return list(await asyncio.gather(*(one(question) for question in questions)))


def _words_in(body: bytes) -> str:
    """What the model said, or the body as it came when it is no completion."""
    text = body.decode("utf-8", "replace")
    try:
        message: Any = json.loads(text)["choices"][0]["message"]
        return str(message.get("content") or message.get("refusal") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return text


# --- kept ---------------------------------------------------------------------------------------


def save_judgements(judgements: Sequence[Judgement], path: Path) -> None:
    """Write them, one a line."""
    lines = (one.model_dump_json() + "\n" for one in judgements)
    path.write_bytes("".join(lines).encode("utf-8", "surrogatepass"))


def load_judgements(path: Path) -> list[Judgement]:
    """Read them.

    Raises:
        UnusableFile: there are none.
    """
    try:
        return [Judgement.model_validate_json(line) for line in path.read_bytes().splitlines()]
    except OSError:
        raise UnusableFile(f"{path} cannot be read.") from None
    except ValidationError as error:
        raise UnusableFile(f"{path} holds no judgements: {error.errors()[0]['msg']}.") from None
