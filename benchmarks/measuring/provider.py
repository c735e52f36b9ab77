"""A stand-in for a model behind an OpenAI-compatible address: `python -m benchmarks.measuring.provider MILLISECONDS`.

It answers every request after the same time with the same completion, keeps connections open, and prints its port.
"""

import asyncio
import contextlib
import json
import sys

ANSWER = {"statements": ["Mails go out two working days after the legal team has approved them."]}
_MESSAGE = {"role": "assistant", "content": json.dumps(ANSWER)}
_COMPLETION = {
    "id": "c1",
    "object": "chat.completion",
    "created": 1,
    "model": "stand-in",
    "choices": [{"index": 0, "finish_reason": "stop", "message": _MESSAGE}],
    "usage": {"prompt_tokens": 30, "completion_tokens": 20, "total_tokens": 50},
}
_BODY = json.dumps(_COMPLETION).encode()
_HEAD = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(_BODY)}\r\n\r\n".encode()
RESPONSE = _HEAD + _BODY


def length_in(head: bytes) -> int:
    """The length of the body that a head announces."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


async def serve(seconds: float) -> None:
    """Listen on a free port of this machine until the process is ended."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readexactly(length_in(await reader.readuntil(b"\r\n\r\n")))
                await asyncio.sleep(seconds)
                writer.write(RESPONSE)
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]) / 1000))
