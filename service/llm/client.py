"""Calls to a model: the only place that knows the provider's SDK.

One retry layer (the SDK's own is off), one deadline for all calls of a run, whole answers only (no streams), and every
attempt recorded, failed ones too. The SDK takes a third of a second to import and is imported at the first call.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from schemas.specification import Attempt, Tokens
from service.errors import FormatNotTaken, ModelError, ModelTooSlow, ModelUnreachable, NotACompletion
from service.llm.answers import Answer
from service.llm.envelope import AnswerT, Reply, answer_of, read_envelope, text_of, tokens_of
from service.llm.faults import fault_of
from service.llm.formats import LADDER, AnswerFormat, next_format, response_format, schema_text
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

Record = Callable[[Attempt], None]
Sleep = Callable[[float], Awaitable[None]]

CONNECT_SECONDS = 10.0
"""House default: an endpoint that does not take a connection within this time is tried again."""
NO_KEY = "none"
"""Sent where no key is set: servers on one's own machine ask for none, the SDK insists on some text."""
_BACKOFF = wait_exponential_jitter(multiplier=0.5, max=8.0, jitter=0.5)


@dataclass
class ModelClient:
    """One endpoint. Keep it for as long as the process: it remembers which form of answer the endpoint takes."""

    options: ModelOptions
    http_client: "httpx2.AsyncClient | None" = None
    sleep: Sleep = asyncio.sleep
    answer_format: AnswerFormat = field(default=LADDER[0], init=False)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator["ModelSession"]:
        """Open connections for the calls of one run, which share one deadline, and close them afterwards.

        Raises:
            ModelUnreachable: the address cannot be used.
        """
        until = asyncio.get_running_loop().time() + self.options.deadline_seconds
        sdk = self._sdk()
        try:
            yield ModelSession(self, sdk, until)
        finally:
            if self.http_client is None:
                await sdk.close()

    def _sdk(self) -> "AsyncOpenAI":
        import openai
        from httpx2 import InvalidURL

        try:
            return openai.AsyncOpenAI(
                base_url=self.options.base_url,
                api_key=self.options.api_key or NO_KEY,
                max_retries=0,
                timeout=openai.Timeout(self.options.deadline_seconds, connect=CONNECT_SECONDS),
                http_client=self.http_client,
            )
        except (ValueError, InvalidURL) as error:
            raise ModelUnreachable("The address of the model endpoint cannot be used.") from error


@dataclass
class ModelSession:
    """The calls of one run. `until` is the loop time at which all of them must be over."""

    client: ModelClient
    sdk: "AsyncOpenAI"
    until: float

    async def ask(self, prompt: FilledPrompt, answer: type[AnswerT], record: Record) -> Reply[AnswerT]:
        """Ask once, again where that can help, and return the checked answer.

        Raises:
            ModelError: its class says what went wrong.
        """
        scope = asyncio.timeout_at(self.until)
        try:
            async with scope:
                return await self._down_the_ladder(prompt, answer, record)
        except TimeoutError:
            if scope.expired():
                seconds = self.client.options.deadline_seconds
                raise ModelTooSlow(f"The model did not answer within {seconds:g} seconds.") from None
            raise

    async def _down_the_ladder(self, prompt: FilledPrompt, answer: type[AnswerT], record: Record) -> Reply[AnswerT]:
        """Ask in the strictest way the endpoint takes; the first that it takes is remembered."""
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
        most_attempts = stop_after_attempt(self.client.options.max_attempts)
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_try_again),
            wait=_wait,
            stop=lambda state: self._would_be_too_late(state) or most_attempts(state),
            sleep=self.client.sleep,
            reraise=True,
        )
        reply: Reply[AnswerT] = await retrying(self._attempt, request, label, answer, record)
        return reply

    def _would_be_too_late(self, state: RetryCallState) -> bool:
        return asyncio.get_running_loop().time() + state.upcoming_sleep >= self.until

    async def _attempt(
        self, request: dict[str, Any], label: str, answer: type[AnswerT], record: Record
    ) -> Reply[AnswerT]:
        loop = asyncio.get_running_loop()
        started, outcome, tokens = loop.time(), "interrupted", Tokens()
        try:
            envelope = read_envelope(await self._post(request))
            tokens = tokens_of(envelope)
            reply = answer_of(text_of(envelope, datetime.now(UTC)), answer)
            outcome = "ok"
            return reply
        except ModelError as error:
            outcome = error.code
            raise
        finally:
            record(Attempt(prompt=label, outcome=outcome, tokens=tokens, seconds=round(loop.time() - started, 3)))

    async def _post(self, request: dict[str, Any]) -> bytes:
        """Send one request and return the whole body of the response.

        The request is ready as it is. `chat.completions.create` would look for names to rewrite in every part of the
        schema in it, at half a millisecond a call, and would offer to read an answer that is read with more care here.

        Raises:
            ModelError: no connection, or a status that is no success.
        """
        import openai
        from httpx2 import Response

        try:
            response = await self.sdk.post("/chat/completions", cast_to=Response, body=request)
        except openai.APIStatusError as error:
            raise fault_of(error.status_code, error.response.headers, error.body, datetime.now(UTC)) from error
        except openai.APIConnectionError as error:
            raise ModelUnreachable from error
        except (openai.OpenAIError, ValueError) as error:
            raise NotACompletion from error
        body: bytes = response.content
        return body


def _may_try_again(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable


def _wait(state: RetryCallState) -> float:
    """Seconds to wait: what the provider asked for, else twice as long each time, with some jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelError) else None
    return asked if asked is not None else _BACKOFF(state)


def _request(
    options: ModelOptions, prompt: FilledPrompt, answer: type[Answer], asked_in: AnswerFormat
) -> dict[str, Any]:
    in_words = asked_in == "json_object"
    question = prompt.with_schema(schema_text(answer)) if in_words else prompt.question
    request = {
        "model": options.model,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": question}],
        "response_format": response_format(asked_in, answer),
    }
    return request if options.temperature is None else request | {"temperature": options.temperature}
