"""What is kept too long is deleted: by every server and worker at its start and once an hour, one of them at a time.

Everything that belongs to somebody lasts so many days from when it was made or, for work, from its end; what is still
under way stays. Each transaction deletes a little, so that nobody waits long for their turn to write.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any, Final

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.auditing import Action, Audit
from service.callers import Caller
from service.errors import StoreError
from service.jobs.states import ENDED, OPEN
from service.store.blocking import BlockingDatabase
from service.store.erasing import erase_batch, erase_jobs, erase_results_alone
from service.store.job_tables import BatchRow, FileRow, JobRow
from service.store.key_tables import RepeatRow
from service.store.retention_tables import TurnRow
from service.store.tables import ResultRow, ShareRow

EVERY_SECONDS: Final = 3600.0
AT_ONCE: Final = 50
"""House default: results or jobs that one transaction deletes."""
TURN: Final = timedelta(minutes=10)
"""House default: a sweeper that says nothing for so long has died, and another one takes its turn."""
UPLOAD: Final = timedelta(days=1)
"""House default: a file whose upload has not come to its end by then never will."""
_NAME: Final = "sweep"
SWEEPER: Final = Caller("expiry")

logger = logging.getLogger("liaison")


@dataclass
class Swept:
    """How many of each kind are gone, or would be."""

    results: int = 0
    jobs: int = 0
    batches: int = 0
    files: int = 0

    def __str__(self) -> str:
        """For people, such as `2 results, 1 job`."""
        told = (("result", self.results), ("job", self.jobs), ("batch", self.batches), ("file", self.files))
        named = [f"{count:,} {name if count == 1 else _PLURAL.get(name, f'{name}s')}" for name, count in told if count]
        return ", ".join(named) or "nothing"


_PLURAL: Final = {"batch": "batches"}


@dataclass(frozen=True)
class Sweeper:
    """Deletes what is older than `lasts` (None: only what expires by itself, such as links). Blocks.

    Once `stopping` is set it ends with the transaction that it is at.
    """

    database: BlockingDatabase
    lasts: timedelta | None = None
    audit: Audit = field(default_factory=lambda: Audit(SWEEPER))
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    stopping: Event = field(default_factory=Event)

    def work(self) -> None:
        """Sweep now and once an hour, until stopped; a database that is away is asked again the next time."""
        while not self.stopping.is_set():
            try:
                swept = self.sweep()
            except StoreError as error:
                logger.error("What is kept too long could not be deleted: %s", error.message)
            else:
                if swept is not None and str(swept) != str(Swept()):
                    logger.info("Deleted, for it was kept long enough: %s.", swept)
            self.stopping.wait(EVERY_SECONDS)

    def sweep(self) -> Swept | None:
        """Delete what has expired, and say how much that was; None: somebody else is at it.

        Raises:
            StoreError: the database cannot be used.
        """
        if not self._takes_turn():
            return None
        try:
            self._purge()
            swept = self._sweep_old(self.clock() - self.lasts) if self.lasts is not None else Swept()
            self.database.clear_log()
        finally:
            with self.database.writing() as session:
                session.execute(delete(TurnRow).where(TurnRow.name == _NAME))
        return swept

    def due(self) -> Swept:
        """Count what would be deleted for its age.

        Raises:
            StoreError: the database cannot be used.
        """
        if self.lasts is None:
            return Swept()
        before = self.clock() - self.lasts
        with self.database.reading() as session:
            counts = {
                kind: session.scalar(select(func.count()).select_from(query.subquery())) or 0
                for kind, query in (
                    ("results", _old_results(before)),
                    ("jobs", _old_jobs(before)),
                    ("batches", _old_batches(before)),
                    ("files", _old_files(before)),
                )
            }
        return Swept(**counts)

    def _takes_turn(self) -> bool:
        now = self.clock()
        with self.database.writing() as session:
            session.execute(delete(TurnRow).where(TurnRow.name == _NAME, TurnRow.until <= now))
            dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
            turn = dialect.insert(TurnRow).values(name=_NAME, until=now + TURN)
            return session.scalar(turn.on_conflict_do_nothing().returning(TurnRow.name)) is not None

    def _stay(self, session: Session) -> None:
        """Say that this sweeper lives."""
        session.merge(TurnRow(name=_NAME, until=self.clock() + TURN))

    def _purge(self) -> None:
        """Delete what has an end of its own: links, answers for repeated requests, uploads that broke off."""
        now = self.clock()
        broken = (FileRow.bytes.is_(None), FileRow.created_at < now - UPLOAD)
        with self.database.writing() as session:
            session.execute(delete(ShareRow).where(ShareRow.expires_at <= now))
            session.execute(delete(RepeatRow).where(RepeatRow.expires_at <= now))
            session.execute(delete(FileRow).where(*broken))

    def _sweep_old(self, before: datetime) -> Swept:
        """Files go first, so that no line need be taken out of one; batches last, when their lines are gone."""
        swept = Swept()
        swept.files = self._all(_old_files(before), _erase_files, "file.expire")
        swept.results = self._all(_old_results(before), erase_results_alone, "result.expire")
        swept.jobs = self._all(_old_jobs(before), erase_jobs, "job.expire")
        swept.batches = self._all(_old_batches(before), _erase_batches, "batch.expire")
        return swept

    def _all(
        self,
        old: Select[str, str],
        erase: Callable[[Session, list[str]], Any],
        action: Action,
    ) -> int:
        count = 0
        while True:
            with self.database.writing() as session:
                rows = session.execute(old.limit(AT_ONCE)).all()
                erase(session, [id_ for id_, _ in rows])
                session.add_all(self.audit.entry(action, id_, workspace, self.clock()) for id_, workspace in rows)
                self._stay(session)
            count += len(rows)
            if len(rows) < AT_ONCE or self.stopping.is_set():
                return count


def _old_results(before: datetime) -> Select[str, str]:
    old = select(ResultRow.id, ResultRow.workspace).where(ResultRow.created_at <= before)
    return old.order_by(ResultRow.created_at)


def _old_jobs(before: datetime) -> Select[str, str]:
    """Those without a result; the others go with it."""
    ended = (JobRow.state.in_(ENDED), JobRow.finished_at <= before, JobRow.result_id.is_(None))
    return select(JobRow.id, JobRow.workspace).where(*ended)


def _old_batches(before: datetime) -> Select[str, str]:
    younger = select(JobRow.id).where(
        JobRow.batch_id == BatchRow.id, or_(JobRow.state.in_(OPEN), JobRow.finished_at > before)
    )
    return select(BatchRow.id, BatchRow.workspace).where(BatchRow.created_at <= before, ~younger.exists())


def _old_files(before: datetime) -> Select[str, str]:
    unread = select(BatchRow.id).join(JobRow, JobRow.batch_id == BatchRow.id)
    unread = unread.where(BatchRow.input_file_id == FileRow.id, JobRow.state.in_(OPEN))
    return select(FileRow.id, FileRow.workspace).where(FileRow.created_at <= before, ~unread.exists())


def _erase_files(session: Session, ids: list[str]) -> None:
    session.execute(delete(FileRow).where(FileRow.id.in_(ids)))


def _erase_batches(session: Session, ids: list[str]) -> None:
    for id_ in ids:
        erase_batch(session, id_)
