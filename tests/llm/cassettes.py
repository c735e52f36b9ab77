"""Traffic with a model, recorded once and played to tests for ever: cassettes.

A cassette is a JSON file in `recorded/` with requests (method, path, body) and responses (status, content type, retry-after, body), in
the order in which they were made. Headers, keys and the host are never written. `evals/answers.py` also plays answers
back, but asks for what it does not have; a test must not.

To record them anew, against an endpoint on this machine:

    CASSETTES_FROM=http://127.0.0.1:8080/v1 .venv/bin/python -m pytest tests/llm/test_recorded.py
"""

import difflib
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

FOLDER = Path(__file__).parent / "recorded"
RECORD_FROM = os.environ.get("CASSETTES_FROM")
"""The base URL to record from; None: play."""
PLAYED_AT = "http://localhost:1/v1"
"""The base URL of whoever listens to a cassette; nobody is there."""

Exchange = dict[str, Any]


class Player(httpx2.AsyncBaseTransport):
    """Answers each request with the next response that was recorded for it."""

    def __init__(self, path: Path) -> None:
        self.left: list[Exchange] = json.loads(path.read_text(encoding="utf-8"))
        self._name = path.name

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request; one that is not on the cassette fails the test and shows what is different."""
        asked = _request_of(request, await request.aread())
        found = next((exchange for exchange in self.left if exchange["request"] == asked), None)
        if found is None:
            # No `Exception`: a client would take that for a broken connection and try again.
            pytest.fail(f"{self._name} has no such request.\n{self._difference(asked)}", pytrace=False)
        self.left.remove(found)
        return _response_of(found["response"], request)

    def _difference(self, asked: Exchange) -> str:
        """The request beside the most similar one that is left."""
        wanted = _lines(asked)
        others = [_lines(exchange["request"]) for exchange in self.left]
        nearest = max(others, key=lambda lines: difflib.SequenceMatcher(None, lines, wanted).ratio(), default=[])
        return "\n".join(difflib.unified_diff(nearest, wanted, "on the cassette", "asked", lineterm=""))


class Recorder(httpx2.AsyncBaseTransport):
    """Asks over `inner` and writes down what was asked and answered."""

    def __init__(self, path: Path, inner: httpx2.AsyncBaseTransport) -> None:
        self._path, self._inner = path, inner
        self._exchanges: list[Exchange] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request.

        Raises:
            httpx2.TransportError: as `inner` does; nothing is written then.
        """
        asked = _request_of(request, await request.aread())
        response = await self._inner.handle_async_request(request)
        body = (await response.aread()).decode()
        await response.aclose()
        answered = {
            "status": response.status_code,
            "content_type": response.headers.get("content-type"),
            "retry_after": response.headers.get("retry-after"),
            "body": body,
        }
        self._exchanges.append({"request": asked, "response": answered})
        self._path.write_text(json.dumps(self._exchanges, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return _response_of(answered, request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


@dataclass(frozen=True)
class Line:
    """A client whose traffic is recorded or played, and the base URL that it is to be given."""

    http_client: httpx2.AsyncClient
    base_url: str


@asynccontextmanager
async def cassette(name: str) -> AsyncIterator[Line]:
    """Play `recorded/<name>.json`, to its end, or record it anew where `CASSETTES_FROM` names an endpoint."""
    path = FOLDER / f"{name}.json"
    if RECORD_FROM:
        recorder = Recorder(path, httpx2.AsyncHTTPTransport())
        async with httpx2.AsyncClient(transport=recorder, timeout=300.0) as http_client:
            yield Line(http_client, RECORD_FROM)
        return
    player = Player(path)
    async with httpx2.AsyncClient(transport=player) as http_client:
        yield Line(http_client, PLAYED_AT)
    assert player.left == [], f"{path.name} holds requests that were not made"


def _request_of(request: httpx2.Request, body: bytes) -> Exchange:
    return {"method": request.method, "path": request.url.path, "body": json.loads(body) if body else None}


def _response_of(answered: Exchange, request: httpx2.Request) -> httpx2.Response:
    told = {"content-type": answered["content_type"], "retry-after": answered["retry_after"]}
    headers = {name: value for name, value in told.items() if value is not None}
    return httpx2.Response(answered["status"], headers=headers, content=answered["body"].encode(), request=request)


def _lines(request: Exchange) -> list[str]:
    return json.dumps(request, indent=1, ensure_ascii=False).replace("\\n", "\n").splitlines()
