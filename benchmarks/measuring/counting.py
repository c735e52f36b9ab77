"""A model endpoint that counts what it was paid for: `python -m benchmarks.measuring.counting SECONDS LOG`.

It prints its port, answers after about that time with the emptiest answer that the form takes, and notes each answer in
the log as it is sent: number, hash of the messages, time. An answer is paid for when it is sent, whoever hears it.
"""

import asyncio
import contextlib
import json
import random
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

_USAGE = {"prompt_tokens": 300, "completion_tokens": 20, "total_tokens": 320}


async def serve(seconds: float, log: TextIO) -> None:
    """Listen on a free port of this machine until the process is ended."""
    numbers = iter(range(1, sys.maxsize))

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
                request = json.loads(await reader.readexactly(int(length.partition(b":")[2])))
                await asyncio.sleep(seconds * random.uniform(0.5, 1.5))  # noqa: S311  # nobody guesses at it
                number = next(numbers)
                writer.write(response(number, request))
                await writer.drain()
                log.write(f"{number} {question_of(request)} {time.time():.6f}\n")
                log.flush()
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def question_of(request: dict[str, Any]) -> str:
    """A hash of what is asked; the markers in it are drawn for one job, so that no two jobs share a question."""
    return sha256(json.dumps(request["messages"]).encode()).hexdigest()[:24]


def response(number: int, request: dict[str, Any]) -> bytes:
    """A whole response whose id holds the number."""
    schema = (request.get("response_format") or {}).get("json_schema", {}).get("schema", {})
    message = {"role": "assistant", "content": json.dumps(emptiest(schema))}
    completion = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": 1,
        "model": "counting",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": _USAGE,
    }
    body = json.dumps(completion).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


def emptiest(schema: dict[str, Any]) -> dict[str, Any]:
    """The object with the fewest words in it that the schema takes: its lists are empty."""
    return {name: [] if "items" in field else "" for name, field in schema.get("properties", {}).items()}


if __name__ == "__main__":
    with Path(sys.argv[2]).open("a", encoding="ascii") as opened:
        asyncio.run(serve(float(sys.argv[1]), opened))
