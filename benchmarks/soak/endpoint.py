"""A model endpoint that fails now and then: `python -m benchmarks.soak.endpoint SECONDS`. It prints its port."""

import asyncio
import contextlib
import json
import random
import sys

from benchmarks.measuring.counting import response

_FAULTS = {"500 Internal Server Error": 0.01, "503 Service Unavailable": 0.01, "429 Too Many Requests": 0.01}
_CUT = 0.005
"""Share of requests whose connection ends without an answer."""
_REFUSED = (
    b"HTTP/1.1 %s\r\ncontent-type: application/json\r\nretry-after: 1\r\ncontent-length: 33\r\n\r\n"
    b'{"error": {"message": "not now"}}'
)


async def _serve(seconds: float) -> None:
    chance = random.Random(5)  # noqa: S311  # faults, not secrets

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
                request = json.loads(await reader.readexactly(int(length.partition(b":")[2])))
                await asyncio.sleep(seconds * chance.uniform(0.5, 1.5))
                if chance.random() < _CUT:
                    break
                writer.write(_refusal(chance) or response(1, request))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _refusal(chance: random.Random) -> bytes | None:
    at = chance.random()
    for status, share in _FAULTS.items():
        if (at := at - share) < 0:
            return _REFUSED % status.encode()
    return None


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
