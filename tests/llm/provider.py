"""Stand-ins for a provider: bodies of completions, transports, and a server on a real socket."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt

URL = "http://localhost:1/v1"
OPTIONS = ModelOptions(base_url=URL, model="tester", api_key="k", deadline_seconds=5.0)
PROMPT = FilledPrompt(label="requirements@1", system="Read.", question="What?", format="Fit {{schema}}")
NOTHING: dict[str, list[Any]] = {"goals": [], "needs": [], "questions": []}
GOAL = {"sentences": ["S1"], "statement": "Win back lapsed members."}
USAGE = {"prompt_tokens": 30, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 20}}

Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def completion(content: object = None, finish: str | None = "stop", **message: Any) -> dict[str, Any]:
    """A chat completion; `content` is the answer as an object or as text."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    whole = {"role": "assistant", "content": text, **message}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tester",
        "choices": [{"index": 0, "finish_reason": finish, "message": whole}],
        "usage": USAGE,
    }


def scripted(*responses: httpx2.Response) -> tuple[httpx2.AsyncClient, list[dict[str, Any]]]:
    """A client that answers with these responses in turn, and the requests it was sent."""
    seen: list[dict[str, Any]] = []
    remaining = iter(responses)

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(json.loads(request.content))
        return next(remaining)

    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer)), seen


@asynccontextmanager
async def serving(conversation: Conversation) -> AsyncIterator[str]:
    """Serve on a free port of the loopback address; yields the base URL."""
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await conversation(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def read_request(reader: asyncio.StreamReader) -> dict[str, Any]:
    """One request as it came over the socket: its JSON body."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n") if b":" in line)
    body: dict[str, Any] = json.loads(await reader.readexactly(int(fields[b"content-length"])))
    return body


def response(body: bytes, length: int | None = None) -> bytes:
    """An HTTP response; `length` may promise more than there is."""
    promised = len(body) if length is None else length
    head = ["HTTP/1.1 200 OK", "Content-Type: application/json", f"Content-Length: {promised}", "Connection: close"]
    return "\r\n".join([*head, "", ""]).encode() + body
