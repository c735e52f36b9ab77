"""Where jobs are accepted and asked about. Light to import: what it stands on is loaded at the first job."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from schemas.jobs import Job, JobKind
from service import tracing
from service.auditing import Audit, Looks
from service.callers import DEFAULT_WORKSPACE
from service.store.address import DatabaseAddress

if TYPE_CHECKING:
    from service.jobs.batches import Batches
    from service.jobs.ledger import Ledger
    from service.store.blocking import BlockingDatabase


GRACE: Final = 8
"""House default, seconds: for jobs that run when the worker is told to stop."""


class Jobs:
    """The jobs of one workspace. Blocks: call it in a thread. `at_once` is how many a worker does at the same time.

    `grace` is how many seconds those that run have to end when the worker is told to stop. `owner` is the key that
    owns what is accepted, `audit` writes down what they do. `forget` lets go of answers of a model to runs that ended
    between two moments. `call_worker` tells a worker of this process, where there is one.
    """

    def __init__(
        self,
        address: DatabaseAddress,
        at_once: int,
        workspace: str = DEFAULT_WORKSPACE,
        owner: str | None = None,
        whole: "Jobs | None" = None,
        audit: Audit | None = None,
        grace: int = GRACE,
    ) -> None:
        self.address = address
        self.at_once = at_once
        self.grace = grace
        self.workspace = workspace
        self.owner = owner
        self.call_worker: Callable[[], None] = _nobody
        self.forget: Callable[[datetime, datetime], None] | None = whole.forget if whole else None
        self.audit = audit or Audit()
        self.looks: Looks = whole.looks if whole else Looks()
        self._whole = whole or self

    def of(self, workspace: str, owner: str | None, audit: Audit | None = None) -> "Jobs":
        """The jobs of another workspace, in the same database."""
        return Jobs(self.address, self.at_once, workspace, owner, self._whole, audit, self.grace)

    def wake(self) -> None:
        """Tell the worker that there is something to do."""
        self._whole.call_worker()

    @cached_property
    def database(self) -> "BlockingDatabase":
        """The database, for threads."""
        if self._whole is not self:
            return self._whole.database
        from service.store.blocking import BlockingDatabase

        return BlockingDatabase(self.address)

    @cached_property
    def ledger(self) -> "Ledger":
        """What is known of jobs."""
        from service.jobs.ledger import Ledger

        return Ledger(self.database, self.workspace, self.owner, self.audit, self.looks, self.forget)

    @cached_property
    def batches(self) -> "Batches":
        """What is known of batches and their files."""
        from service.jobs.batches import Batches

        return Batches(self.database, self.workspace, self.owner, self.audit, self.looks, self.forget)

    def close(self) -> None:
        """Close the connections to the database, if there are any."""
        if made := vars(self._whole).get("database"):
            made.close()

    def accept(self, kind: JobKind, request: str, priority: int) -> Job:
        """Write a job down, and have it done as soon as a worker is free.

        Raises:
            StoreError: it could not be written, and is not accepted.
        """
        from service.llm.recording import draw

        job = self.ledger.accept(kind, request, draw() | tracing.kept(), priority)
        self.wake()
        return job


def _nobody() -> None:
    """No worker runs in this process; those elsewhere look for themselves."""
