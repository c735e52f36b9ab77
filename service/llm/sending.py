"""One request to the endpoint and the whole response back: the only place that knows the provider's SDK.

The SDK takes a third of a second to import and is imported at the first call. Its own retries are off, and nothing of
what it makes of a response is believed: bodies are read here.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from service import tracing
from service.errors import ModelUnreachable, NotACompletion
from service.llm.envelope import read_envelope
from service.llm.faults import fault_of
from service.llm.options import ModelOptions
from service.llm.streams import EVENTS, StreamedCompletion

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx2
    from openai import AsyncOpenAI

CONNECT_SECONDS = 10.0
"""House default: an endpoint that does not take a connection within this time is tried again."""
MOST_BYTES = 20_000_000
"""House default: no answer is as long; an endpoint that never stops must not fill the memory."""
NO_KEY = "none"
"""Sent where no key is set: servers on one's own machine ask for none, the SDK insists on some text."""
_CLOSING_SECONDS = 0.1
"""How long a stream may take to close after its end mark; then its connection is given up and not used again."""
_AS_THEY_ARE = ("messages", "response_format", "tools", "tool_choice")
"""Put into the body without the SDK looking through them part by part for names to rewrite: a quarter of a call."""


def open_sdk(options: ModelOptions, http_client: "httpx2.AsyncClient | None") -> "AsyncOpenAI":
    """Make the SDK's client for one event loop.

    Raises:
        ModelUnreachable: the address cannot be used.
    """
    import openai
    from httpx2 import InvalidURL

    try:
        return openai.AsyncOpenAI(
            base_url=options.base_url,
            api_key=options.api_key or NO_KEY,
            max_retries=0,
            timeout=openai.Timeout(options.deadline_seconds, connect=CONNECT_SECONDS),
            http_client=http_client or openai.DefaultAsyncHttpxClient(verify=_certificates()),
        )
    except (ValueError, InvalidURL) as error:
        raise ModelUnreachable("The address of the model endpoint cannot be used.") from error


@cache
def _certificates() -> "SSLContext":
    """The authorities that are trusted, read once: it takes thirty times as long as the rest of a call."""
    from httpx2 import create_ssl_context

    return create_ssl_context()


async def send(
    sdk: "AsyncOpenAI", request: Mapping[str, Any], heed: Callable[[Mapping[str, str]], None], stall_seconds: float
) -> dict[str, Any]:
    """Send one request and return the completion; `heed` is shown the headers of whatever came back.

    Raises:
        ModelError: no connection, a status that is no success, no completion, a stream that broke off.
    """
    import openai
    from httpx2 import HTTPError

    as_they_are = {name: request[name] for name in _AS_THEY_ARE if name in request}
    arguments = {name: value for name, value in request.items() if name not in _AS_THEY_ARE} | {"messages": []}
    try:
        create = sdk.chat.completions.with_streaming_response.create
        async with create(**arguments, extra_body=as_they_are, extra_headers=tracing.headers()) as response:
            heed(response.headers)
            return await _completion(response.http_response, stall_seconds)
    except openai.APIStatusError as error:
        heed(error.response.headers)
        raise fault_of(error.status_code, error.response.headers, error.body, datetime.now(UTC)) from error
    except (openai.APIConnectionError, HTTPError) as error:
        raise ModelUnreachable from error
    except (openai.OpenAIError, ValueError) as error:
        raise NotACompletion from error


async def look_up(sdk: "AsyncOpenAI", address: str) -> object:
    """What the endpoint says of itself at an address, whole or below its own, as JSON; None where it says nothing."""
    import openai
    from httpx2 import HTTPError

    try:
        return await sdk.get(address, cast_to=object)
    except (openai.OpenAIError, HTTPError, ValueError):
        return None


async def _completion(response: "httpx2.Response", stall_seconds: float) -> dict[str, Any]:
    """What the response says it is decides how it is read, not what was asked for."""
    async with aclosing(_bounded(response)) as chunks:
        if response.headers.get("content-type", "").lower().startswith(EVENTS):
            return await _streamed(chunks, stall_seconds)
        return read_envelope(b"".join([chunk async for chunk in chunks]))


async def _bounded(response: "httpx2.Response") -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MOST_BYTES:
            raise NotACompletion
        yield chunk


async def _streamed(chunks: AsyncIterator[bytes], stall_seconds: float) -> dict[str, Any]:
    completion = StreamedCompletion()
    # Before its first word a model may think for as long as the deadline lets it.
    patience = None
    try:
        while not completion.done:
            async with asyncio.timeout(patience):
                chunk = await anext(chunks, b"")
            if not chunk:
                break
            completion.feed(chunk)
            patience = stall_seconds if completion.begun else None
    except TimeoutError:
        raise ModelUnreachable("The answer of the model stopped coming.") from None
    if completion.done:
        await _let_it_close(chunks)
    return completion.envelope()


async def _let_it_close(chunks: AsyncIterator[bytes]) -> None:
    """Only a connection whose response was read to its end can serve the next call."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_CLOSING_SECONDS):
            await anext(chunks, b"")
