"""A stand-in for a model behind a real socket: it reads the brief out of the question and answers as it is told to."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

Answers = Callable[["Asked"], dict[str, Any]]

NO_WORDS: dict[str, Any] = {"texts": []}
"""To a question about constraints: the words of the rules stand then."""
_LINE = re.compile(r"^(S\d+)(?: \[[^\]]*\])* (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One question as it came: the instructions, and the lines of the brief by the id of their sentence."""

    system: str
    lines: dict[str, str]


@asynccontextmanager
async def serving(answers: Answers) -> AsyncIterator[str]:
    """Serve on a free port of the loopback address; yields the base URL."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = _asked(await _body(reader))
            writer.write(_response(answers(asked) if asked.lines else NO_WORDS))
            await writer.drain()
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def _body(reader: asyncio.StreamReader) -> dict[str, Any]:
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n") if b":" in line)
    body: dict[str, Any] = json.loads(await reader.readexactly(int(fields[b"content-length"])))
    return body


def _asked(request: dict[str, Any]) -> Asked:
    system, question = (message["content"] for message in request["messages"])
    return Asked(system, dict(_LINE.findall(question)))


def _response(answer: dict[str, Any]) -> bytes:
    message = {"role": "assistant", "content": json.dumps(answer)}
    completion = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "stand-in",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1},
    }
    body = json.dumps(completion).encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
