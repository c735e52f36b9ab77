"""What a model endpoint can do, found out by tiny questions: no list of names and versions stays true for long."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin

from service.errors import AnswerUnusable, FormatNotTaken, LimitNotTaken, ModelError, ModelRequestRefused, ModelTooSlow
from service.llm.answers import ProbeAnswer
from service.llm.calls import Call, request_of
from service.llm.client import ModelClient
from service.llm.envelope import answer_of, text_of, tokens_of
from service.llm.formats import LADDER, AnswerFormat
from service.llm.options import ModelOptions, Skill
from service.llm.prompts import FilledPrompt
from service.llm.sending import look_up, open_sdk, send
from service.llm.streams import EVENTS

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

PROBING_SECONDS = 60.0
"""House default: time for all questions together. What is not answered by then stays unknown."""
_SLOWER = 1.5
"""House default: two calls at once that take so many times as long as one are made one after the other."""
_LONGEST_ANSWER, _TIMED_TOKENS = 1000, 100
"""House defaults, tokens: room for models that think before they answer, and as much as is timed."""
_COUNTING = FilledPrompt("counting", "You count.", "Write the numbers from one to forty as words, in one line.", "")
_CONTEXT_NAMES = ("n_ctx", "max_model_len", "context_length", "context_window", "max_context_length")
"""llama.cpp, vLLM, OpenRouter and Together, Groq, LM Studio."""

_ASKING = "asking the model: {}"

FoundT = TypeVar("FoundT")


@dataclass(frozen=True)
class Capabilities:
    """What an endpoint and its model can do. None: not known.

    `forms` are the ways to ask for the form of an answer that work, `answer_format` the strictest of them; `unknown`
    are those to which no answer came. `usage` and `cached` say whether tokens are told, `parallel` whether two calls at
    once take no longer than one.
    """

    forms: tuple[AnswerFormat, ...]
    unknown: tuple[AnswerFormat, ...] = ()
    streaming: bool | None = None
    usage: bool | None = None
    cached: bool | None = None
    context_tokens: int | None = None
    tokens_per_second: float | None = None
    parallel: bool | None = None
    skill: Skill | None = None

    @property
    def answer_format(self) -> AnswerFormat:
        """The form that questions begin with."""
        return min(self.forms, key=LADDER.index, default="text")

    def takes(self, form: AnswerFormat) -> bool | None:
        """Whether a form works."""
        return None if form in self.unknown else form in self.forms


_SKY = FilledPrompt(
    label="sky",
    system="You answer in few words.",
    question="S1 The sky over the harbour was blue at noon.\n\nWhat colour is meant, and which sentence says so?",
    format="Answer with one JSON object and nothing else. It must fit this JSON Schema:\n\n{{schema}}",
)
"""The form is not said in the question: whoever answers in it was told by the schema alone."""


async def probe(
    options: ModelOptions,
    say: Callable[[str], None],
    seconds: float = PROBING_SECONDS,
    http_client: "httpx2.AsyncClient | None" = None,
) -> Capabilities:
    """Ask the endpoint what it can do, within so many `seconds`; `say` is told what is being asked.

    Raises:
        ModelError: it cannot be reached, refuses all questions, or does not answer even one in that time.
    """
    until = asyncio.get_running_loop().time() + seconds
    sdk = open_sdk(options, http_client)
    client = ModelClient(replace(options, ask="auto", deadline_seconds=seconds), http_client)
    try:
        return await _Probe(options, sdk, until, say, client).everything(seconds)
    finally:
        if http_client is None:
            await sdk.close()


@dataclass(frozen=True)
class _Heard:
    """One completion, what its headers said of it, and how long it took."""

    envelope: dict[str, Any]
    streamed: bool
    seconds: float


@dataclass
class _Probe:
    """The questions to one endpoint; `until` is the loop time at which they end. `client` learns from the answers."""

    options: ModelOptions
    sdk: "AsyncOpenAI"
    until: float
    say: Callable[[str], None]
    client: ModelClient
    answered: bool = False
    usage: object = None

    async def everything(self, seconds: float) -> Capabilities:
        self.say(_ASKING.format("JSON schema"))
        try:
            async with asyncio.timeout_at(self.until):
                first = await self._takes("bounded_schema")
        except TimeoutError:
            raise ModelTooSlow(f"The model did not answer within {seconds:g} seconds.") from None
        found = Capabilities(forms=("bounded_schema",) if first else ())
        found = replace(found, context_tokens=await self._in_time("context size", self._context()))
        found = await self._with_forms(found)
        found = replace(found, skill=await self._in_time("skill", self._skill(found.answer_format)))
        found = replace(found, streaming=await self._in_time("streaming", self._streams()))
        heard = await self._in_time("speed", self._counted())
        if heard:
            both = await self._in_time("two calls at once", self._both_as_fast(heard.seconds))
            found = replace(found, tokens_per_second=_speed(heard), parallel=both)
        return _with_usage(found, self.usage) if self.answered else found

    async def _in_time(self, what: str, answer: Awaitable[FoundT]) -> FoundT | None:
        """What a question gave, or None where time is over or the endpoint failed at it."""
        self.say(_ASKING.format(what))
        try:
            async with asyncio.timeout_at(self.until):
                return await answer
        except (TimeoutError, ModelError):
            return None

    async def _with_forms(self, found: Capabilities) -> Capabilities:
        # A schema that is taken with its bounds is taken without them.
        for form in LADDER[2 if found.forms else 1 : -1]:
            takes = await self._in_time(form.replace("_", " "), self._takes(form))
            if takes is None:
                found = replace(found, unknown=(*found.unknown, form))
            elif takes:
                found = replace(found, forms=(*found.forms, form))
        return found

    async def _takes(self, form: AnswerFormat) -> bool:
        try:
            heard = await self._hear(_SKY, form)
            answer_of(text_of(heard.envelope, datetime.now(UTC)), ProbeAnswer)
        except (FormatNotTaken, AnswerUnusable):
            return False
        return True

    async def _streams(self) -> bool:
        try:
            return (await self._hear(_SKY, "text", stream=True)).streamed
        except ModelRequestRefused:
            return False

    async def _counted(self) -> _Heard:
        return await self._hear(_COUNTING, "text", tokens=_TIMED_TOKENS)

    async def _both_as_fast(self, seconds: float) -> bool:
        started = asyncio.get_running_loop().time()
        await asyncio.gather(self._counted(), self._counted())
        return asyncio.get_running_loop().time() - started < _SLOWER * seconds

    async def _context(self) -> int | None:
        listed = await look_up(self.sdk, "/models")
        told = context_in(listed, self.options.model)
        if told is None:
            told = _context_of(await look_up(self.sdk, urljoin(self.options.base_url, "/props")))
        return told or context_in(listed, self.options.model, trained=True)

    async def _skill(self, form: AnswerFormat) -> Skill:
        self.client.learn_format(form)
        async with self.client.connect() as session:
            return await session.skill(lambda _attempt: None)

    async def _hear(
        self, prompt: FilledPrompt, form: AnswerFormat, tokens: int = _LONGEST_ANSWER, *, stream: bool = False
    ) -> _Heard:
        """Put one question, its answer bounded by a name that the endpoint knows: a weak model may never end."""
        call = Call(prompt, ProbeAnswer, lambda _attempt: None, form, tokens)
        while True:
            try:
                return await self._sent(request_of(replace(self.options, stream=stream), call, self.client.limit_name))
            except LimitNotTaken:
                if self.client.limit_name is None:
                    raise
                self.client.learn_limit(self.client.limit_name)

    async def _sent(self, request: dict[str, Any]) -> _Heard:
        kinds: list[str] = []
        started = asyncio.get_running_loop().time()
        envelope = await send(
            self.sdk, request, lambda headers: kinds.append(headers.get("content-type", "")), self.options.stall_seconds
        )
        seconds = asyncio.get_running_loop().time() - started
        self.answered, self.usage = True, self.usage or envelope.get("usage")
        return _Heard(envelope, any(kind.lower().startswith(EVENTS) for kind in kinds), seconds)


def _speed(heard: _Heard) -> float | None:
    tokens = tokens_of(heard.envelope).output
    return round(tokens / heard.seconds, 1) if tokens and heard.seconds else None


def _with_usage(found: Capabilities, usage: object) -> Capabilities:
    details = usage.get("prompt_tokens_details") if isinstance(usage, dict) else None
    cached = isinstance(details, dict) and isinstance(details.get("cached_tokens"), int)
    return replace(found, usage=tokens_of({"usage": usage}).input > 0, cached=cached)


def context_in(listed: object, model: str, *, trained: bool = False) -> int | None:
    """Tokens that the model of this name can read, as the endpoint's list of models says; None where it does not.

    `trained`: for how many the model was made, which may be more than the server gives it room for.
    """
    models = listed.get("data") if isinstance(listed, dict) else None
    if not isinstance(models, list):
        return None
    named = [entry for entry in models if isinstance(entry, dict) and entry.get("id") == model]
    entry = named[0] if named else {}
    meta = entry.get("meta")
    return _size({**(meta if isinstance(meta, dict) else {}), **entry}, ("n_ctx_train",) if trained else _CONTEXT_NAMES)


def _context_of(props: object) -> int | None:
    """What llama.cpp says of the room of one slot."""
    settings = props.get("default_generation_settings") if isinstance(props, dict) else None
    return _size(settings, ("n_ctx",)) if isinstance(settings, dict) else None


def _size(said: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    sizes = [said[name] for name in names if isinstance(said.get(name), int) and said[name] > 1]
    return sizes[0] if sizes else None
