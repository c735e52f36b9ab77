"""Answers that were paid for once: whole and checked ones, kept in a file until they are too old or too many.

An answer is found again by everything that it hangs on: endpoint, model, temperature, workspace, the words of the
question and the schema of the answer. What every run draws anew (the marker around the brief) stands for itself in the
key, and an answer that repeats it is not kept. The way in which the form was asked for is no part of the key: it is a
matter of the endpoint, and every way ends in the same check.

The file may be shared by threads and processes. It never fails a run: when it is broken, locked or full, the model is
asked, and the log says so.
"""

import asyncio
import json
import logging
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import ValidationError

from schemas.specification import Attempt, Tokens
from service import measures
from service.llm.answers import Answer
from service.llm.envelope import AnswerT, Reply
from service.llm.formats import schema_text
from service.llm.options import CacheOptions, ModelOptions
from service.llm.prompts import FilledPrompt
from service.llm.watching import count

_BUSY_SECONDS = 0.05
"""House default: nobody waits longer for another process, for a deadline may be near."""
_TOUCHED_SECONDS = 60.0
"""House default: an answer that was used within this time counts as just used, which saves a write."""
_DAY = 86_400.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, cached INTEGER NOT NULL,
    stored REAL NOT NULL, used REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS by_age ON answers (stored);
CREATE INDEX IF NOT EXISTS by_use ON answers (used);
"""
_BYTES = (
    "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
)
_FORGET_A_TENTH = """
DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used LIMIT 1 + (SELECT COUNT(*) FROM answers) / 10)
RETURNING key
"""
"""Those that were used longest ago."""

logger = logging.getLogger("liaison.cache")


class AnswerCache:
    """Keeps answers in a SQLite file; `clock` gives seconds since 1970."""

    def __init__(self, options: CacheOptions, clock: Callable[[], float] = time.time) -> None:
        self._options = options
        self._clock = clock
        self._lock = Lock()
        self._database: sqlite3.Connection | None = None
        self._complaint = ""

    def get(self, key: str) -> str | None:
        """The text of the answer that is kept under this key, unless it is too old."""
        now = self._clock()
        found = self._run(
            "SELECT text, used < ? FROM answers WHERE key = ? AND stored >= ?",
            (now - _TOUCHED_SECONDS, key, self._oldest(now)),
        )
        if not found:
            return None
        text, used_long_ago = found[0]
        if used_long_ago:
            self._run("UPDATE answers SET used = ? WHERE key = ?", (now, key))
        return str(text)

    def put(self, key: str, text: str, tokens: Tokens) -> None:
        """Keep an answer with the tokens that it cost, and let go of those that are too old or too many."""
        now = self._clock()
        row = (key, text, tokens.input, tokens.output, tokens.cached, now, now)
        if self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", row) is None:
            return
        self._run("DELETE FROM answers WHERE stored < ?", (self._oldest(now),))
        while self._is_too_large() and self._run(_FORGET_A_TENTH):
            pass

    def forget(self, since: float, until: float) -> None:
        """Let go of the answers that were kept or used within this time (seconds since 1970), without a trace."""
        self._run("DELETE FROM answers WHERE stored BETWEEN ? AND ? OR used BETWEEN ? AND ?", (since, until) * 2)
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            self._drop()

    async def answered(
        self,
        options: ModelOptions,
        prompt: FilledPrompt,
        answer: type[AnswerT],
        record: Callable[[Attempt], None],
        ask: Callable[[Callable[[Attempt], None]], Awaitable[Reply[AnswerT]]],
    ) -> Reply[AnswerT]:
        """The answer that is kept, recorded as an attempt that cost nothing; else the one that `ask` gives.

        Raises:
            ModelError: as `ask` does.
        """
        key = key_of(options, prompt, answer)
        kept = await asyncio.to_thread(self.get, key)
        found = _read(kept, answer) if kept else None
        measures.MODEL_CACHE.labels("hit" if found else "miss").inc()
        if found:
            currency = options.price.currency if options.price else None
            attempt = Attempt(prompt=prompt.label, outcome="cached", currency=currency)
            count(attempt, is_sent=False)
            record(attempt)
            return found
        attempts: list[Attempt] = []

        def note(attempt: Attempt) -> None:
            attempts.append(attempt)
            record(attempt)

        reply = await ask(note)
        text = reply.answer.model_dump_json()
        if not (reply.left_out or reply.cut_short) and not _of_this_run(text, prompt):
            await asyncio.to_thread(self.put, key, text, _sum(attempts))
        return reply

    def _is_too_large(self) -> bool:
        found = self._run(_BYTES)
        return bool(found and found[0][0] > self._options.megabytes * 1_000_000)

    def _oldest(self, now: float) -> float:
        return now - self._options.days * _DAY

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[Any] | None:
        """The rows that one statement gives; None when the file cannot be used."""
        with self._lock:
            try:
                self._database = self._database or self._open()
                rows = self._database.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._complain(str(error))
                self._drop()
                return None
            self._complaint = ""
            return rows

    def _complain(self, complaint: str) -> None:
        """Say what is wrong, once until it changes."""
        if complaint != self._complaint:
            logger.warning("The cache of answers cannot be used, and the model is asked: %s.", complaint)
        self._complaint = complaint

    def _open(self) -> sqlite3.Connection:
        # Answers tell what briefs say: nobody but the owner may read them. Errors show in the next line.
        with suppress(OSError):
            os.close(os.open(self._options.path, os.O_CREAT | os.O_WRONLY, 0o600))
        database = sqlite3.connect(
            self._options.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            # What is deleted is overwritten, not merely given free.
            database.execute("PRAGMA secure_delete=ON")
            database.executescript(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _drop(self) -> None:
        if self._database:
            self._database.close()
        self._database = None


def forget_answers(path: Path, since: datetime, until: datetime) -> None:
    """Let go of the answers in this file that were kept or used between two moments.

    No answer tells whose it was. Those of other runs of that time go as well, which costs their tokens once more, and
    nothing else.
    """
    if not path.exists():
        return
    cache = AnswerCache(CacheOptions(path))
    try:
        # A use is noted only so exactly.
        cache.forget(since.timestamp() - _TOUCHED_SECONDS, until.timestamp() + _TOUCHED_SECONDS)
    finally:
        cache.close()


def key_of(options: ModelOptions, prompt: FilledPrompt, answer: type[Answer]) -> str:
    """A hash of everything that the answer to a question hangs on."""
    said = {
        "endpoint": options.base_url.rstrip("/"),
        "model": options.model,
        "temperature": options.temperature,
        "workspace": options.workspace,
        "system": _settled(prompt.system, prompt),
        "examples": [[_settled(text, prompt), given] for text, given in prompt.examples],
        "question": _settled(prompt.question, prompt),
        "format": prompt.format,
        "schema": schema_text(answer),
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _of_this_run(text: str, prompt: FilledPrompt) -> bool:
    return any(value in text for value in prompt.drawn.values())


def _settled(text: str, prompt: FilledPrompt) -> str:
    for name, value in prompt.drawn.items():
        text = text.replace(value, f"\0{name}\0")
    return text


def _read(text: str, answer: type[AnswerT]) -> Reply[AnswerT] | None:
    """The answer that was kept, unless somebody meddled with the file."""
    try:
        return Reply(answer.model_validate_json(text))
    except ValidationError:
        return None


def _sum(attempts: Sequence[Attempt]) -> Tokens:
    return Tokens(
        input=sum(one.tokens.input for one in attempts),
        output=sum(one.tokens.output for one in attempts),
        cached=sum(one.tokens.cached for one in attempts),
    )
