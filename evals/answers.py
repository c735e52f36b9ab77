"""Answers of a model, kept as they arrive: a run that was killed asks for none of them again.

They are kept below the SDK, byte for byte, so that a replayed run goes the way that a live one went. An answer belongs
to its request, to the repeat, and to how often the very request was made before: a second try is answered by what the
second try was answered.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import httpx2

_REPEAT: ContextVar[int] = ContextVar("repeat", default=0)
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, body BLOB NOT NULL, type TEXT NOT NULL)"


@contextmanager
def repeat(number: int) -> Iterator[None]:
    """Within, requests belong to this repeat."""
    token = _REPEAT.set(number)
    try:
        yield
    finally:
        _REPEAT.reset(token)


class AnswerStore:
    """A SQLite file of answers; what is there once stays as it is."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        # No waiting for the disk at every answer: a killed process loses none, only a power cut may cost the last few.
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(_SCHEMA)

    def get(self, key: str) -> tuple[bytes, str] | None:
        """Body and content type of an answer."""
        found = self._database.execute("SELECT body, type FROM answers WHERE key = ?", (key,)).fetchone()
        return (found[0], found[1]) if found else None

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Keep an answer; a process that is killed after this returns has kept it."""
        self._database.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", (key, body, content_type))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


class ReplayTransport(httpx2.AsyncBaseTransport):
    """Answers from the store, and asks over `inner` for what is not there; only whole answers are kept."""

    def __init__(self, store: AnswerStore, inner: httpx2.AsyncBaseTransport) -> None:
        self.asked = 0
        self._store, self._inner = store, inner
        self._made: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request.

        Raises:
            httpx2.TransportError: as `inner` does.
        """
        key = self._key(request.url.path, await request.aread())
        kept = self._store.get(key)
        if kept:
            return httpx2.Response(200, headers={"content-type": kept[1]}, content=kept[0], request=request)
        self.asked += 1
        response = await self._inner.handle_async_request(request)
        if response.status_code != httpx2.codes.OK:
            return response
        body, content_type = await response.aread(), response.headers.get("content-type", "")
        await response.aclose()
        self._store.put(key, body, content_type)
        return httpx2.Response(200, headers={"content-type": content_type}, content=body, request=request)

    def _key(self, path: str, body: bytes) -> str:
        request = hashlib.sha256(path.encode() + b"\0" + body).hexdigest()
        place = f"{request}:{_REPEAT.get()}"
        self._made[place] += 1
        return f"{place}:{self._made[place]}"

    async def aclose(self) -> None:
        """Close the connections; the store stays open."""
        await self._inner.aclose()
