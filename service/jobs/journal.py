"""The journal of answers in the database, where whoever goes on with the work can read it, on whatever machine."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic_core import from_json, to_json
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from service.errors import StoreUnavailable
from service.store.blocking import BlockingDatabase
from service.store.job_tables import AnswerRow

WAIT_SECONDS: Final = 30.0
"""House default: how long an answer waits for a database that is away; then it is used all the same, unrecorded."""
_PAUSE_SECONDS: Final = 0.2
KEPT_DAYS: Final = 1
"""House default: for what holds for all work, such as the skill of a model; it may change behind its name."""

logger = logging.getLogger("liaison.jobs")


class DatabaseJournal:
    """Answers by piece of work and key. `sleep` and `clock` (seconds) are there for tests."""

    def __init__(
        self,
        database: BlockingDatabase,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._sleep = sleep
        self._clock = clock

    def find(self, work: str, key: str) -> dict[str, Any] | None:
        """What was kept; None also where the database does not come back in time."""
        return self._patiently(lambda: self._find(work, key))

    def _find(self, work: str, key: str) -> dict[str, Any] | None:
        with self._database.reading() as session:
            found = session.scalar(select(AnswerRow.answer).where(AnswerRow.work == work, AnswerRow.key == key))
        return from_json(found) if found else None

    def keep(self, work: str, key: str, answer: Mapping[str, Any]) -> None:
        """Write the answer to disk; the first one under a key stays."""
        text = to_json(answer).decode()
        self._patiently(lambda: self._keep(work, key, text))

    def _keep(self, work: str, key: str, text: str) -> None:
        row = {"work": work, "key": key, "created_at": datetime.now(UTC), "answer": text}
        with self._database.writing() as session:
            made = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
            session.execute(made(AnswerRow).values(row).on_conflict_do_nothing())

    def _patiently(self, use: Callable[[], "dict[str, Any] | None"]) -> dict[str, Any] | None:
        until = self._clock() + WAIT_SECONDS
        while True:
            try:
                return use()
            except StoreUnavailable as error:
                if self._clock() >= until:
                    logger.error("An answer of a model could not be recorded or looked up: %s", error.message)
                    return None
                self._sleep(_PAUSE_SECONDS)

    def forget_old(self, beginning: str) -> None:
        """Let go of what is kept for all work whose name begins so, and is old."""
        before = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
        with self._database.writing() as session:
            session.execute(
                delete(AnswerRow).where(AnswerRow.work.startswith(beginning), AnswerRow.created_at < before)
            )
