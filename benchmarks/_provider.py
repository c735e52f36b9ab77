"""A model endpoint that always gives the same answer, after a pause: `python -m benchmarks._provider SECONDS`.

It prints its port. In a process of its own it takes no time from whom it serves; raw HTTP keeps it out of the figures.
"""

import asyncio
import json
import sys

NEED = {
    "sentences": ["S3"],
    "category": "data",
    "object": "points balance",
    "statement": "The loyalty database shall supply the points balance of each recipient with its as-of time.",
    "rationale": "The greeting of the message shows how many points the reader has.",
    "priority": "must",
}
ANSWER = {"needs": [NEED] * 10}
"""Of the size that a page of a brief gives rise to."""
COMPLETION = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": json.dumps(ANSWER)}}],
    "usage": {"prompt_tokens": 900, "completion_tokens": 500, "total_tokens": 1400},
}
BODY = json.dumps(COMPLETION).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY)


async def _serve(pause: float) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
                await reader.readexactly(int(length.partition(b":")[2]))
                if pause:
                    await asyncio.sleep(pause)
                writer.write(HEAD + BODY)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
