"""A worker: takes a lease, opens the queue, hands over what was accepted, and looks after workers that have died."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Final

from service import measures
from service.errors import StoreError
from service.jobs.desk import GRACE
from service.jobs.leases import FileLease, Lease, PostgresLease
from service.jobs.running import Runner
from service.jobs.work_ledger import WorkLedger

if TYPE_CHECKING:
    from service.jobs.queue import Queue
    from service.store.address import DatabaseAddress

ROUND_SECONDS: Final = 0.25
"""House default: between two looks for jobs that no queue has yet; whoever accepts one in this process wakes us."""
LOOK_SECONDS: Final = 1.0
"""House default: between two looks at the other workers, and at what was cancelled."""
DEAD_SECONDS: Final = 2.5
"""House default: for so long a worker has to be found dead; one that only lost its connection is back by then."""
STRAY_SECONDS: Final = 30.0
"""House default: between two looks for jobs that the queue should know and does not."""
TIDY_SECONDS: Final = 3600.0
STANDBY_SECONDS: Final = 2.0
"""House default: between two tries to get a lease that somebody else has."""
ALIVE_SECONDS: Final = 60.0
"""House default: a worker that has not looked around for so long hangs. One without a database still looks."""

logger = logging.getLogger("liaison.jobs")


@dataclass
class Worker:
    """Works until it is stopped, in the thread that calls `work`. Jobs that run then have `grace` seconds to end.

    `beside` is what goes on meanwhile.
    """

    lease: Lease
    queue: "Callable[[], Queue]"
    ledger: WorkLedger
    runner: Runner
    grace: int = GRACE
    tidy: Callable[[], None] = lambda: None
    expire: Callable[[], None] = lambda: None
    beside: Callable[[], AbstractContextManager[None]] = nullcontext
    stopping: Event = field(default_factory=Event)
    _awake: Event = field(default_factory=Event)
    _dead: dict[str, float] = field(default_factory=dict)
    _looked: float = field(default_factory=monotonic)
    _is_open: bool = False

    @property
    def is_alive(self) -> bool:
        """Whether it goes on, with or without a database."""
        return monotonic() - self._looked < ALIVE_SECONDS

    @property
    def is_ready(self) -> bool:
        """Whether it has a lease and does jobs."""
        return self._is_open and self.is_alive

    def stop(self) -> None:
        """Have `work` come to its end."""
        self.stopping.set()
        self._awake.set()

    def wake(self) -> None:
        """Say that a job was accepted."""
        self._awake.set()

    def work(self) -> None:
        """Work until stopped, with a lease or without one yet."""
        with self.beside():
            self._work_until_stopped()

    def _work_until_stopped(self) -> None:
        """Work until stopped. A lease that is lost is taken anew, under whatever name is free then."""
        told = ""
        while not self.stopping.is_set():
            self._looked = monotonic()
            name, why = self._claim()
            if name is None:
                if why != told:
                    logger.warning(why)
                told = why
                self.stopping.wait(STANDBY_SECONDS)
                continue
            told = ""
            try:
                self._work_as(name)
            except Exception:
                logger.exception("the worker broke off and begins anew")
                self.stopping.wait(STANDBY_SECONDS)
            finally:
                self.lease.release()

    def _claim(self) -> tuple[str | None, str]:
        """The name of a free slot, or None and the reason."""
        try:
            return self.lease.claim(), "Another worker has this database; this one stands by."
        except StoreError as error:
            return None, f"The worker waits for the database: {error.message}"

    def _work_as(self, name: str) -> None:
        self.runner.worker = name
        queue = self.queue()
        try:
            queue.open(name, self.runner.run)
            logger.info("Jobs are done here, by %s.", name)
            measures.WORKER_LEASE.set(1)
            self._is_open = True
            self._go_on(name, queue)
        finally:
            self._is_open = False
            measures.WORKER_LEASE.set(0)
            queue.close(self.grace if self.stopping.is_set() and self.runner.is_busy else 0)

    def _go_on(self, name: str, queue: "Queue") -> None:
        rounds = [
            _Round(LOOK_SECONDS, lambda: self._look(name, queue)),
            _Round(STRAY_SECONDS, lambda: self._gather_strays(queue)),
            _Round(TIDY_SECONDS, lambda: self._tidy(queue)),
        ]
        while not self.stopping.is_set():
            self._looked = monotonic()
            more = False
            try:
                for one in rounds:
                    one.perhaps()
                more = self._hand_over(queue)
            except StoreError as error:
                logger.warning("The worker waits for the database: %s", error.message)
            if not self.lease.holds():
                logger.error("Another worker has taken the place of %s; it begins anew.", name)
                return
            self._awake.wait(0 if more else ROUND_SECONDS)
            self._awake.clear()

    def _hand_over(self, queue: "Queue") -> bool:
        """Give the queue the next jobs, and say whether there were any."""
        waiting = self.ledger.waiting()
        for job in waiting:
            queue.put(job.id, job.priority)
        if waiting:
            self.ledger.handed_over([job.id for job in waiting])
        return bool(waiting)

    def _look(self, name: str, queue: "Queue") -> None:
        for id_ in self.ledger.to_cancel(name):
            self.runner.cancel(id_)
        self._forget_erased(queue)
        others = set(queue.running()) - {name, ""}
        self._dead = {other: since for other, since in self._dead.items() if other in others}
        for other in others:
            self._look_after(other, queue)

    def _forget_erased(self, queue: "Queue") -> None:
        """End deleted jobs where they run here, and let go of what the queue knows of them."""
        lately, over = self.ledger.erased()
        for id_ in lately:
            self.runner.cancel(id_)
        if over:
            queue.forget(over)
            self.ledger.forget(over)

    def _look_after(self, other: str, queue: "Queue") -> None:
        """Queue again what another worker has begun, if it has been dead for a while. No two do that at once."""
        with self.lease.dead(other) as is_dead:
            if not is_dead:
                self._dead.pop(other, None)
            elif monotonic() - self._dead.setdefault(other, monotonic()) >= DEAD_SECONDS:
                ids = queue.take_back(other)
                logger.warning("%s has died; %d of its jobs are queued again.", other, len(ids))
                measures.JOBS_TAKEN_BACK.inc(len(ids))

    def _gather_strays(self, queue: "Queue") -> None:
        """Queue again what the queue has lost: its file was replaced, or it gave a job up that has not ended."""
        strays = queue.unknown(self.ledger.open_jobs(timedelta(seconds=STRAY_SECONDS)))
        strays = [id_ for id_ in strays if id_ in self.ledger.open_jobs(timedelta(seconds=STRAY_SECONDS))]
        if strays:
            queue.forget(strays)
            self.ledger.handed_over(strays, done=False)
        self.expire()

    def _tidy(self, queue: "Queue") -> None:
        queue.forget_old()
        self.tidy()


@dataclass
class _Round:
    """Something that is done every so often, first after that time."""

    seconds: float
    do: Callable[[], None]
    due: float = field(init=False)

    def __post_init__(self) -> None:
        self.due = monotonic() + self.seconds

    def perhaps(self) -> None:
        if monotonic() >= self.due:
            self.due = monotonic() + self.seconds
            self.do()


def lease_for(address: "DatabaseAddress") -> Lease:
    """The lease of a worker on this database."""
    if address.path is not None:
        return FileLease(address.path.with_name(f"{address.path.stem}-worker.lock"))
    return PostgresLease(address.url.replace("postgresql+psycopg://", "postgresql://", 1))
