"""Where jobs are accepted and asked about. Light to import: what it stands on is loaded at the first job."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from schemas.jobs import Job, JobKind
from service.store.address import DatabaseAddress

if TYPE_CHECKING:
    from service.jobs.batches import Batches
    from service.jobs.ledger import Ledger
    from service.store.blocking import BlockingDatabase


class Jobs:
    """The jobs of one database. Blocks: call it in a thread. `wake` tells a worker of this process, where there is one.

    `at_once` is how many a worker does at the same time.
    """

    def __init__(self, address: DatabaseAddress, at_once: int) -> None:
        self.address = address
        self.at_once = at_once
        self.wake: Callable[[], None] = _nobody

    @cached_property
    def database(self) -> "BlockingDatabase":
        """The database, for threads."""
        from service.store.blocking import BlockingDatabase

        return BlockingDatabase(self.address)

    @cached_property
    def ledger(self) -> "Ledger":
        """What is known of jobs."""
        from service.jobs.ledger import Ledger

        return Ledger(self.database)

    @cached_property
    def batches(self) -> "Batches":
        """What is known of batches and their files."""
        from service.jobs.batches import Batches

        return Batches(self.database)

    def accept(self, kind: JobKind, request: str, priority: int) -> Job:
        """Write a job down, and have it done as soon as a worker is free.

        Raises:
            StoreError: it could not be written, and is not accepted.
        """
        from service.llm.recording import draw

        job = self.ledger.accept(kind, request, draw(), priority)
        self.wake()
        return job


def _nobody() -> None:
    """No worker runs in this process; those elsewhere look for themselves."""
