"""A stand-in for a model behind a real socket: it reads the brief out of the question and answers as it is told to.

It gives each question what its form asks for, and shows the skill of a model that may be asked about a whole brief.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

Answers = Callable[["Asked"], dict[str, Any]]

SKILLED: dict[str, Any] = {"forbidden": ["S2", "S6"], "target": ["S5"], "source": ["S3"]}
"""What is right in the small brief of the prompt `skill`."""
_LINE = re.compile(r"^(S\d+)(?: \[[^\]]*\])* (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One question as it came: the instructions, the question, and the lines of the brief by the id of their sentence.

    `lists` are the names of the lists that the answer is to have.
    """

    system: str
    question: str
    lines: dict[str, str]
    lists: tuple[str, ...]


@asynccontextmanager
async def serving(answers: Answers) -> AsyncIterator[str]:
    """Serve on a free port of the loopback address; yields the base URL."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = _asked(await _body(reader))
            said = SKILLED if set(asked.lists) == set(SKILLED) else answers(asked) if asked.lines else {}
            writer.write(_response({name: said.get(name, []) for name in asked.lists}))
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
    system, question = (request["messages"][place]["content"] for place in (0, -1))
    form = request["response_format"]["json_schema"]["schema"]
    return Asked(system, question, dict(_LINE.findall(question)), tuple(form["properties"]))


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
