"""Calls to a model: one retry layer, one deadline for all calls of a run, every attempt recorded, failed ones too."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from schemas.specification import Attempt, Tokens
from service.errors import FormatNotTaken, ModelBudgetSpent, ModelBusy, ModelError, ModelTooSlow
from service.llm.answers import Answer
from service.llm.breaker import Breaker
from service.llm.cache import AnswerCache
from service.llm.envelope import AnswerT, Reply, answer_of, text_of, tokens_of
from service.llm.formats import LADDER, AnswerFormat, next_format, response_format, schema_text
from service.llm.limits import RateLimiter, Slots
from service.llm.options import ModelOptions
from service.llm.prompts import CHARACTERS_PER_TOKEN, FilledPrompt
from service.llm.sending import open_sdk, send

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

Record = Callable[[Attempt], None]
Sleep = Callable[[float], Awaitable[None]]

_LONGEST_BACKOFF = 8.0
"""Seconds between two attempts at the most, unless the provider asks for more."""


@dataclass
class ModelClient:
    """One endpoint and one model. Keep it for as long as the process, for all its runs.

    It remembers which form of answer the endpoint takes, what it said of its limits, and how it fared of late. `sleep`
    and `clock` (seconds) are there for tests; deadlines go by the clock of the event loop.
    """

    options: ModelOptions
    http_client: "httpx2.AsyncClient | None" = None
    sleep: Sleep = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    answer_format: AnswerFormat = field(default=LADDER[0], init=False)
    breaker: Breaker = field(init=False)
    limiter: RateLimiter = field(init=False)
    slots: Slots = field(init=False)
    cache: AnswerCache | None = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(self.options.breaker_failures, self.options.breaker_rest_seconds, self.clock)
        self.limiter = RateLimiter(self.clock)
        self.slots = Slots(self.options.concurrency)
        self.cache = AnswerCache(self.options.cache) if self.options.cache else None

    @asynccontextmanager
    async def connect(self) -> AsyncIterator["ModelSession"]:
        """Open connections for the calls of one run, which share one deadline, and close them afterwards.

        Raises:
            ModelUnreachable: the address cannot be used.
        """
        until = asyncio.get_running_loop().time() + self.options.deadline_seconds
        sdk = open_sdk(self.options, self.http_client)
        try:
            yield ModelSession(self, sdk, until)
        finally:
            if self.http_client is None:
                await sdk.close()


@dataclass
class _Note:
    """What is known so far of one attempt. `started` is a loop time, None while no request was sent."""

    outcome: str = "interrupted"
    tokens: Tokens = field(default_factory=Tokens)
    started: float | None = None


@dataclass
class ModelSession:
    """The calls of one run. `until` is the loop time at which all of them must be over, `spent` counts tokens."""

    client: ModelClient
    sdk: "AsyncOpenAI"
    until: float
    spent: int = 0

    async def ask(self, prompt: FilledPrompt, answer: type[AnswerT], record: Record) -> Reply[AnswerT]:
        """Ask once, again where that can help, in the strictest way the endpoint takes; return the checked answer.

        An answer that is kept from before is given without a call.

        Raises:
            ModelError: its class says what went wrong.
        """
        cache, options = self.client.cache, self.client.options
        if cache is None:
            return await self._ask(prompt, answer, record)
        return await cache.answered(options, prompt, answer, record, partial(self._ask, prompt, answer))

    async def _ask(self, prompt: FilledPrompt, answer: type[AnswerT], record: Record) -> Reply[AnswerT]:
        while True:
            asked_in = self.client.answer_format
            try:
                request = _request(self.client.options, prompt, answer, asked_in)
                return await self._with_retries(request, prompt.label, answer, record)
            except FormatNotTaken:
                plainer = next_format(asked_in)
                if plainer is None:
                    raise
                self.client.answer_format = plainer

    async def _with_retries(
        self, request: dict[str, Any], label: str, answer: type[AnswerT], record: Record
    ) -> Reply[AnswerT]:
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_try_again),
            wait=self._wait,
            stop=self._must_stop,
            sleep=self.client.sleep,
            reraise=True,
        )
        reply: Reply[AnswerT] = await retrying(self._attempt, request, label, answer, record)
        return reply

    def _wait(self, state: RetryCallState) -> float:
        """Seconds to wait: what the provider asked for, else twice as long each time, with some jitter."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, ModelError) and error.retry_after is not None:
            return error.retry_after
        shortest = self.client.options.backoff_seconds
        return wait_exponential_jitter(multiplier=shortest, max=_LONGEST_BACKOFF, jitter=shortest)(state)

    def _must_stop(self, state: RetryCallState) -> bool:
        """No attempts left, no time for another, or the endpoint is to be left alone: the last fault stands."""
        if self.client.breaker.state == "open" or stop_after_attempt(self.client.options.max_attempts)(state):
            return True
        return asyncio.get_running_loop().time() + state.upcoming_sleep >= self.until

    async def _attempt(
        self, request: dict[str, Any], label: str, answer: type[AnswerT], record: Record
    ) -> Reply[AnswerT]:
        note = _Note()
        try:
            reply = await self._answered(request, answer, note)
            note.outcome = "ok"
            return reply
        except ModelError as error:
            note.outcome = error.code
            raise
        finally:
            record(self._entry(label, note))

    def _entry(self, label: str, note: _Note) -> Attempt:
        price = self.client.options.price
        seconds = 0.0 if note.started is None else asyncio.get_running_loop().time() - note.started
        return Attempt(
            prompt=label,
            outcome=note.outcome,
            tokens=note.tokens,
            seconds=round(seconds, 3),
            cost=price.cost(note.tokens) if price else 0.0,
            currency=price.currency if price else None,
        )

    async def _answered(self, request: dict[str, Any], answer: type[AnswerT], note: _Note) -> Reply[AnswerT]:
        guess = _tokens_of_question(request)
        self._check_budget(guess)
        async with self._turn(guess):
            with self.client.breaker.guard():
                async with self._in_time():
                    return await self._exchange(request, answer, note, guess)

    async def _exchange(
        self, request: dict[str, Any], answer: type[AnswerT], note: _Note, guess: int
    ) -> Reply[AnswerT]:
        """Send the request and check what comes back; tokens that are not told count as guessed for the budget."""
        note.started = asyncio.get_running_loop().time()
        limiter, stall_seconds = self.client.limiter, self.client.options.stall_seconds
        try:
            envelope = await send(self.sdk, request, limiter.follow, stall_seconds)
        except ModelBusy as error:
            limiter.hold(error.retry_after)
            raise
        note.tokens = tokens_of(envelope)
        self.spent += note.tokens.input + note.tokens.output or guess
        return answer_of(text_of(envelope, datetime.now(UTC)), answer)

    def _check_budget(self, guess: int) -> None:
        budget = self.client.options.budget_tokens
        if budget is not None and self.spent + guess > budget:
            raise ModelBudgetSpent

    @asynccontextmanager
    async def _turn(self, guess: int) -> AsyncIterator[None]:
        """Wait until the endpoint's limits and our own allow another call. Nobody waits here beyond the deadline."""
        slots = self.client.slots
        async with self._in_time():
            left = self.until - asyncio.get_running_loop().time()
            if left <= 0:
                raise self._too_slow()
            wait = self.client.limiter.reserve(guess, left)
            if wait > 0:
                await self.client.sleep(wait)
            await slots.take()
        try:
            yield
        finally:
            slots.give()

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        scope = asyncio.timeout_at(self.until)
        try:
            async with scope:
                yield
        except TimeoutError:
            if scope.expired():
                raise self._too_slow() from None
            raise

    def _too_slow(self) -> ModelTooSlow:
        return ModelTooSlow(f"The model did not answer within {self.client.options.deadline_seconds:g} seconds.")


def _may_try_again(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable


def _tokens_of_question(request: dict[str, Any]) -> int:
    """A guess: limits and budget are corrected by what the endpoint says."""
    return sum(len(message["content"]) for message in request["messages"]) // CHARACTERS_PER_TOKEN


def _request(
    options: ModelOptions, prompt: FilledPrompt, answer: type[Answer], asked_in: AnswerFormat
) -> dict[str, Any]:
    in_words = asked_in == "json_object"
    question = prompt.with_schema(schema_text(answer)) if in_words else prompt.question
    request: dict[str, Any] = {
        "model": options.model,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": question}],
        "response_format": response_format(asked_in, answer),
    }
    if options.stream:
        request |= {"stream": True, "stream_options": {"include_usage": True}}
    return request if options.temperature is None else request | {"temperature": options.temperature}
