"""Calls to a model: one retry layer, one deadline for all calls of a run, every attempt recorded, failed ones too."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from tenacity import (
    AsyncRetrying,
    IterState,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from schemas.specification import Attempt, Tokens
from service import measures
from service.errors import (
    AnswerUnusable,
    FormatNotTaken,
    LimitNotTaken,
    ModelBudgetSpent,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelFiltered,
    ModelTooSlow,
)
from service.llm.answers import SkillAnswer
from service.llm.breaker import Breaker
from service.llm.cache import AnswerCache
from service.llm.calls import REPAIRABLE, Call, LimitName, Record, request_of
from service.llm.envelope import AnswerT, Reply, answer_of, text_of, tokens_of
from service.llm.formats import LADDER, AnswerFormat, next_format
from service.llm.limits import RateLimiter, Slots
from service.llm.options import ModelOptions, Skill
from service.llm.prompts import CHARACTERS_PER_TOKEN, FilledPrompt
from service.llm.recording import Recording, question_key
from service.llm.sending import open_sdk, send
from service.llm.skill import LONGEST_ANSWER, skill_in, skill_prompt
from service.llm.watching import asking, count, describe

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

Check = Callable[[AnswerT], Sequence[str]]
"""Says what is wrong with an answer of the right shape, in words for the model; nothing when it may stand."""
Sleep = Callable[[float], Awaitable[None]]

_LONGEST_BACKOFF = 8.0
"""Seconds between two attempts at the most, unless the provider asks for more."""


@dataclass
class ModelClient:
    """One endpoint and one model. Keep it for as long as the process, for all its runs.

    It remembers which form of answer the endpoint takes, what it said of its limits, how it fared of late, and what
    skill the model has. `sleep` and `clock` (seconds) are there for tests; deadlines go by the clock of the event loop.
    """

    options: ModelOptions
    http_client: "httpx2.AsyncClient | None" = None
    sleep: Sleep = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    answer_format: AnswerFormat = field(default=LADDER[0], init=False)
    limit_name: LimitName | None = field(default="max_completion_tokens", init=False)
    skill: Skill | None = field(default=None, init=False)
    breaker: Breaker = field(init=False)
    limiter: RateLimiter = field(init=False)
    slots: Slots = field(init=False)
    cache: AnswerCache | None = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(self.options.breaker_failures, self.options.breaker_rest_seconds, self.clock)
        self.limiter = RateLimiter(self.clock)
        self.slots = Slots(self.options.concurrency)
        self.cache = AnswerCache(self.options.cache) if self.options.cache else None
        self.learning_skill = Slots(1)

    def learn_format(self, answer_format: AnswerFormat) -> None:
        """Begin further questions with this form, or with the plainer one that is already known to be needed."""
        self.answer_format = max(self.answer_format, answer_format, key=LADDER.index)

    def learn_limit(self, refused: LimitName) -> None:
        """Bound the length of answers under the next name; after the last, not at all."""
        if self.limit_name == refused:
            self.limit_name = "max_tokens" if refused == "max_completion_tokens" else None

    @asynccontextmanager
    async def connect(self, recording: Recording | None = None) -> AsyncIterator["ModelSession"]:
        """Open connections for the calls of one run, which share one deadline, and close them afterwards.

        With a recording, answers that are in it are not asked for again, and those that come are put into it.

        Raises:
            ModelUnreachable: the address cannot be used.
        """
        until = asyncio.get_running_loop().time() + self.options.deadline_seconds
        sdk = open_sdk(self.options, self.http_client)
        try:
            yield ModelSession(self, sdk, until, recording)
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
    """The calls of one run. `until` is the loop time at which all of them must be over.

    `spent` counts the tokens of answers, `reserved` guesses those of the questions that are under way.
    """

    client: ModelClient
    sdk: "AsyncOpenAI"
    until: float
    recording: Recording | None = None
    spent: int = 0
    reserved: int = 0

    async def ask(
        self,
        prompt: FilledPrompt,
        answer: type[AnswerT],
        record: Record,
        *,
        check: Check[AnswerT] | None = None,
        max_output_tokens: int | None = None,
    ) -> Reply[AnswerT]:
        """Ask in the strictest way the endpoint takes, again where that can help; return the checked answer.

        What `check` finds wrong is asked about once more; of both answers the one with fewer such reasons is returned.

        An answer that is kept from before is given without a call.

        Raises:
            ModelError: its class says what went wrong.
        """
        asked = partial(self._asked, prompt, answer, check, max_output_tokens)
        cache = self.client.cache
        return await (cache.answered(self.client.options, prompt, answer, record, asked) if cache else asked(record))

    async def _asked(
        self,
        prompt: FilledPrompt,
        answer: type[AnswerT],
        check: Check[AnswerT] | None,
        max_output_tokens: int | None,
        record: Record,
    ) -> Reply[AnswerT]:
        call = Call(prompt, answer, record, self.client.answer_format, max_output_tokens)
        reply = await self._repaired(call)
        reasons = check(reply.answer) if check else ()
        if check is None or not reasons or call.repair >= self.client.options.repairs:
            return reply
        return await self._better(call, reply, reasons, check)

    async def skill(self, record: Record) -> Skill:
        """How to ask this model: as the options say; without a word from them, as it shows once, by a small question.

        Raises:
            ModelError: the endpoint failed; nothing is known of the model, and the next call asks again.
        """
        client = self.client
        if client.options.ask != "auto":
            return client.options.ask
        async with self._in_time():
            await client.learning_skill.take()
        try:
            recorded = await self._recorded_skill()
            client.skill = recorded or client.skill or await self._shown_skill(record)
            if self.recording and recorded is None:
                await self.recording.keep_skill(client.options, client.skill)
        finally:
            client.learning_skill.give()
        return client.skill

    async def _recorded_skill(self) -> Skill | None:
        return await self.recording.recall_skill(self.client.options) if self.recording else None

    async def _shown_skill(self, record: Record) -> Skill:
        try:
            reply = await self.ask(skill_prompt(), SkillAnswer, record, max_output_tokens=LONGEST_ANSWER)
        except (AnswerUnusable, ModelDeclined, ModelFiltered):
            return "pieces"
        return skill_in(reply.answer)

    async def _better(
        self, call: Call[AnswerT], first: Reply[AnswerT], reasons: Sequence[str], check: Check[AnswerT]
    ) -> Reply[AnswerT]:
        call.correct(first.answer.model_dump_json(), reasons)
        try:
            second = await self._repaired(call)
        except ModelError:
            return first
        worse = second.cut_short or len(check(second.answer)) >= len(reasons)
        return first if worse else second

    async def _repaired(self, call: Call[AnswerT]) -> Reply[AnswerT]:
        """The answer, asked for again while it cannot be used; if that does not help, what stands whole in it."""
        while True:
            try:
                reply = await self._in_some_form(call)
            except REPAIRABLE as fault:
                call.keep(fault)
                if call.repair < self.client.options.repairs:
                    call.repair_after(fault)
                elif call.kept:
                    return call.kept
                else:
                    raise
            except ModelError:
                if call.kept:
                    return call.kept
                raise
            else:
                self.client.learn_format(call.answer_format)
                return reply

    async def _in_some_form(self, call: Call[AnswerT]) -> Reply[AnswerT]:
        """Ask in plainer ways until the endpoint takes one."""
        while True:
            limit_name = self.client.limit_name
            try:
                return await self._with_retries(request_of(self.client.options, call, limit_name), call)
            except FormatNotTaken:
                plainer = next_format(call.answer_format)
                if plainer is None:
                    raise
                call.answer_format = plainer
                self.client.learn_format(plainer)
            except LimitNotTaken:
                if limit_name is None or call.max_output_tokens is None:
                    raise
                self.client.learn_limit(limit_name)

    async def _with_retries(self, request: dict[str, Any], call: Call[AnswerT]) -> Reply[AnswerT]:
        retrying = _Retrying(
            retry=retry_if_exception(_may_try_again),
            wait=self._wait,
            stop=self._must_stop,
            sleep=self.client.sleep,
            before_sleep=_count_retry,
            reraise=True,
        )
        reply: Reply[AnswerT] = await retrying(self._attempt, request, call)
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

    async def _attempt(self, request: dict[str, Any], call: Call[AnswerT]) -> Reply[AnswerT]:
        note = _Note()
        try:
            reply = await self._answered(request, call, note)
            note.outcome = "ok"
            return reply
        except ModelError as error:
            note.outcome = error.code
            raise
        finally:
            entry = self._entry(call, note)
            count(entry, is_sent=note.started is not None)
            call.record(entry)

    def _entry(self, call: Call[Any], note: _Note) -> Attempt:
        price = self.client.options.price
        seconds = 0.0 if note.started is None else asyncio.get_running_loop().time() - note.started
        return Attempt(
            prompt=call.prompt.label,
            outcome=note.outcome,
            repair=call.repair,
            tokens=note.tokens,
            seconds=round(seconds, 3),
            cost=price.cost(note.tokens) if price else 0.0,
            currency=price.currency if price else None,
        )

    async def _answered(self, request: dict[str, Any], call: Call[AnswerT], note: _Note) -> Reply[AnswerT]:
        guess = _tokens_of_question(request)
        if self.recording:
            recorded = await self.recording.recall(question_key(self.client.options, call))
            if recorded is not None:
                return self._read(recorded, call, note, guess)
        with self._within_budget(guess):
            async with self._turn(guess):
                with self.client.breaker.guard():
                    async with self._in_time():
                        return await self._exchange(request, call, note, guess)

    async def _exchange(self, request: dict[str, Any], call: Call[AnswerT], note: _Note, guess: int) -> Reply[AnswerT]:
        """Send the request and check what comes back; tokens that are not told count as guessed for the budget."""
        note.started = asyncio.get_running_loop().time()
        limiter, stall_seconds = self.client.limiter, self.client.options.stall_seconds
        with asking(self.client.options, call) as span:
            try:
                envelope = await send(self.sdk, request, limiter.follow, stall_seconds)
            except ModelBusy as error:
                limiter.hold(error.retry_after)
                raise
            describe(span, envelope)
            if self.recording:  # first of all: whatever happens from here on, this answer is not paid for again
                await self.recording.keep(question_key(self.client.options, call), envelope)
            return self._read(envelope, call, note, guess)

    def _read(self, envelope: dict[str, Any], call: Call[AnswerT], note: _Note, guess: int) -> Reply[AnswerT]:
        note.tokens = tokens_of(envelope)
        self.spent += note.tokens.input + note.tokens.output or guess
        return answer_of(text_of(envelope, datetime.now(UTC)), call.answer)

    @contextmanager
    def _within_budget(self, guess: int) -> Iterator[None]:
        """Hold back what a question is guessed to take, so that several at once do not share the same tokens."""
        budget = self.client.options.budget_tokens
        if budget is not None and self.spent + self.reserved + guess > budget:
            raise ModelBudgetSpent
        self.reserved += guess
        try:
            yield
        finally:
            self.reserved -= guess

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


class _Retrying(AsyncRetrying):
    """The tries of one call. The library counts them by thread, and a run goes on in another thread at times."""

    @cached_property
    def statistics(self) -> dict[str, Any]:
        return {}

    @cached_property
    def iter_state(self) -> IterState:
        return IterState()


def _count_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ModelError):
        measures.MODEL_RETRIES.labels(error.code).inc()


def _tokens_of_question(request: dict[str, Any]) -> int:
    """A guess: limits and budget are corrected by what the endpoint says."""
    return sum(len(message["content"]) for message in request["messages"]) // CHARACTERS_PER_TOKEN
