"""Who did what: entries of the log that only grows. They name ids and nothing else of what is kept.

What changes something is written down in the transaction of the change, or neither happens. A look at something is
written down after it was found, and never takes the answer away: where that fails, the log of the server says so.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

from service.callers import LOCAL, Caller
from service.errors import StoreError
from service.store.database import Database
from service.store.ids import new_id

if TYPE_CHECKING:
    from service.store.key_tables import AuditRow

Action = Literal[
    "key.make",
    "key.rotate",
    "key.change",
    "key.revoke",
    "workspace.make",
    "result.make",
    "result.read",
    "result.download",
    "result.delete",
    "result.expire",
    "share.make",
    "share.open",
    "share.withdraw",
    "job.make",
    "job.read",
    "job.cancel",
    "job.delete",
    "job.expire",
    "batch.make",
    "batch.read",
    "batch.download",
    "batch.cancel",
    "batch.delete",
    "batch.expire",
    "file.make",
    "file.read",
    "file.download",
    "file.delete",
    "file.expire",
    "webhook.make",
    "webhook.change",
    "webhook.rotate",
    "webhook.delete",
    "webhook.test",
    "webhook.redeliver",
    "session.begin",
    "session.end",
    "session.revoke",
]
LOOKS_KEPT: Final = 10_000
LOOK_SECONDS: Final = 600.0
"""House default: whoever asks every second how far a job is has looked at it once in that time."""

logger = logging.getLogger("liaison.audit")


@dataclass(frozen=True)
class Audit:
    """Writes down what one caller does."""

    caller: Caller = LOCAL
    request_id: str | None = None

    @property
    def actor(self) -> str:
        """Who it is, in the log."""
        return self.caller.key_id or self.caller.name

    def entry(
        self, action: Action, subject: str, workspace: str | None = None, now: datetime | None = None
    ) -> "AuditRow":
        """An entry of this moment, to be added to a session; `workspace` where it is not that of the caller."""
        from service.store.key_tables import AuditRow

        at = now or datetime.now(UTC)
        return AuditRow(
            id=new_id("aud", at),
            workspace=workspace or self.caller.workspace,
            actor=self.actor,
            action=action,
            subject=subject,
            request_id=self.request_id,
            created_at=at,
        )

    async def look(self, database: Database, action: Action, subject: str, workspace: str | None = None) -> None:
        """Write down that something was looked at; whatever happens, the caller goes on."""
        try:
            async with database.writing() as session:
                session.add(self.entry(action, subject, workspace))
        except StoreError as error:
            missing(action, subject, error)


def missing(action: Action, subject: str, error: StoreError) -> None:
    """Say in the log of the server what is missing in that of what was done."""
    logger.error("%s of %s could not be written down: %s", action, subject, error.message)


class Looks:
    """Remembers who has looked at what lately. May be asked from several threads; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_first(self, actor: str, subject: str) -> bool:
        """Whether this is a first look, or the first one after some time."""
        now, place = self._clock(), (actor, subject)
        with self._lock:
            last = self._last.get(place)
            if last is not None and now - last < LOOK_SECONDS:
                return False
            self._last[place] = now
            self._last.move_to_end(place)
            while len(self._last) > LOOKS_KEPT:
                self._last.popitem(last=False)
        return True
