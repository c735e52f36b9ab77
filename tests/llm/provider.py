"""Stand-ins for a provider: bodies of completions, transports, and a server on a real socket."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from service.llm.answers import Answer, GoalAnswer, NeedAnswer, QuestionAnswer
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt

URL = "http://localhost:1/v1"
OPTIONS = ModelOptions(base_url=URL, model="tester", api_key="k", deadline_seconds=5.0)


class RequirementsAnswer(Answer):
    """An answer with lists of several kinds."""

    goals: list[GoalAnswer]
    needs: list[NeedAnswer]
    questions: list[QuestionAnswer]


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


def response(
    body: bytes, length: int | None = None, status: int = 200, kind: str = "application/json", *extra: str
) -> bytes:
    """An HTTP response; `length` may promise more than there is, `extra` are further header lines."""
    promised = len(body) if length is None else length
    head = [f"HTTP/1.1 {status} Status", f"Content-Type: {kind}", f"Content-Length: {promised}", *extra]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode() + body


def answering(
    body: object, status: int = 200, *extra: str, kind: str = "application/json", length: int | None = None
) -> Conversation:
    """Answer every request with this; an object is sent as JSON."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(response(sent, length, status, kind, *extra))
        await writer.drain()

    return talk


def dripping(whole: bytes, seconds: float) -> Conversation:
    """Answer with these bytes, head and all, one at a time, with a pause after each."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        for position in range(len(whole)):
            writer.write(whole[position : position + 1])
            await writer.drain()
            await asyncio.sleep(seconds)

    return talk


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take the request and never answer."""
    await asyncio.sleep(60)


async def resetting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take the request and reset the connection."""
    await read_request(reader)
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


def in_turn(*conversations: Conversation) -> Conversation:
    """Hold the first conversation, then the second, and so on; the last one for good."""
    remaining = list(conversations)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await (remaining.pop(0) if len(remaining) > 1 else remaining[0])(reader, writer)

    return talk


# --- streams ------------------------------------------------------------------------------------


def event(body: object, name: str = "") -> bytes:
    """One server-sent event; an object is sent as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (f"event: {name}\n".encode() if name else b"") + b"data: " + data + b"\n\n"


def piece(content: str | None = None, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    """A chunk of a streamed completion."""
    whole = delta if content is None else {"content": content, **delta}
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": whole, "finish_reason": finish}]}


def pieces(answer: object) -> list[bytes]:
    """The events of an answer without its end, in chunks of eight characters."""
    text = json.dumps(answer)
    return [event(piece(text[start : start + 8])) for start in range(0, len(text), 8)]


DONE = event(b"[DONE]")
WHOLE = [*pieces(NOTHING), event(piece(finish="stop")), event({"choices": [], "usage": USAGE}), DONE]
"""A stream as it should be."""


def streaming(events: Sequence[bytes], pause: float = 0.0, stall: float = 0.0) -> Conversation:
    """Stream these events with a pause after each, and stay silent for `stall` seconds at the end."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n")
        for one in events:
            writer.write(one)
            await writer.drain()
            await asyncio.sleep(pause)
        await asyncio.sleep(stall)

    return talk


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
