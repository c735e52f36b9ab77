"""The durable queue: DBOS Transact, which keeps what waits and what runs in tables of its own and loses neither.

It knows jobs by their ids alone; what a job is about stands in our tables. There is one queue in a process, for DBOS
is one object of its process. Everything here blocks: call it in a thread without an event loop, so that the jobs run on
a loop of their own.
"""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import make_url

from service.store.address import DatabaseAddress

QUEUE: Final = "jobs"
VERSION: Final = "jobs-1"
"""Of the work that is queued, not of Liaison: raised only when a job of before cannot be done any more. DBOS gives a
worker nothing that was queued under another version."""
POLL_SECONDS: Final = 0.25
"""House default: how long a job may lie in the queue before a free worker sees it."""
KEPT_DAYS: Final = 1
"""House default: for what the queue knows of work that is done; what became of a job stands in our tables."""
_MOST_STARTS: Final = 100
_AT_ONCE: Final = 500

Work = Callable[[str], Awaitable[None]]
_works: dict[str, Work] = {}
"""By name of the workflow. DBOS registers functions for the whole process, before anybody knows what they will do."""


@DBOS.workflow(name="job", max_recovery_attempts=_MOST_STARTS)
async def _job(id_: str) -> None:
    await _works["job"](id_)


class Queue:
    """The queue of one worker, from `open` to `close`."""

    def __init__(self, address: DatabaseAddress, at_once: int) -> None:
        self._address = address
        self._at_once = at_once

    def open(self, executor: str, work: Work) -> None:
        """Begin to take jobs, first those that an earlier worker of this name has left behind."""
        _works["job"] = work
        _quieten()
        DBOS(config=_config(self._address, executor))
        DBOS.launch()
        DBOS.register_queue(
            QUEUE, worker_concurrency=self._at_once, polling_interval_sec=POLL_SECONDS, on_conflict="always_update"
        )

    def close(self, seconds: int) -> None:
        """Take no more jobs, give those that run so many seconds, and leave the others to whoever comes next."""
        DBOS.destroy(workflow_completion_timeout_sec=seconds)

    def put(self, id_: str, priority: int) -> None:
        """Queue a job; one that it has already is not queued again."""
        with SetWorkflowID(id_), SetEnqueueOptions(priority=priority + 1):
            DBOS.enqueue_workflow(QUEUE, _job, id_)

    def running(self) -> dict[str, list[str]]:
        """The jobs that were begun and have not ended, by the executor that began them."""
        found: dict[str, list[str]] = {}
        for status in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False):
            found.setdefault(status.executor_id or "", []).append(status.workflow_id)
        return found

    def take_back(self, executor: str) -> list[str]:
        """Queue again what an executor had begun; only for one of which it is sure that it does not live."""
        left = DBOS.list_workflows(status="PENDING", executor_id=executor, load_input=False, load_output=False)
        ids = [status.workflow_id for status in left]
        if ids:
            DBOS.resume_workflows(ids, queue_name=QUEUE)
        return ids

    def unknown(self, ids: Sequence[str]) -> list[str]:
        """Those of these jobs that the queue has no knowledge of, or has done with."""
        if not ids:
            return []
        open_states = ["ENQUEUED", "PENDING", "DELAYED"]
        known = DBOS.list_workflows(workflow_ids=list(ids), status=open_states, load_input=False, load_output=False)
        return sorted(set(ids) - {status.workflow_id for status in known})

    def forget(self, ids: Sequence[str]) -> None:
        """Forget jobs of which the queue thinks that it has done with them, so that they can be queued anew."""
        known = DBOS.list_workflows(workflow_ids=list(ids), load_input=False, load_output=False)
        DBOS.delete_workflows([status.workflow_id for status in known])

    def forget_old(self) -> None:
        """Let go of what the queue knows of work that ended some time ago."""
        before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
        while True:
            old = DBOS.list_workflows(completed_before=before, limit=_AT_ONCE, load_input=False, load_output=False)
            if not old:
                return
            DBOS.delete_workflows([status.workflow_id for status in old])


def _config(address: DatabaseAddress, executor: str) -> DBOSConfig:
    config: DBOSConfig = {
        "name": "liaison",
        "executor_id": executor,
        "application_version": VERSION,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 0.5,
        "scheduler_polling_interval_sec": 3600.0,
        "system_database_url": _url(address),
    }
    if address.path is not None:
        _write_ahead(queue_file(address.path))
        config["sys_db_pool_size"] = 2
    return config


def _url(address: DatabaseAddress) -> str:
    if address.path is not None:
        return f"sqlite:///{queue_file(address.path)}"
    return make_url(address.url).set(drivername="postgresql").render_as_string(hide_password=False)


def queue_file(path: Path) -> Path:
    """The file of the queue, beside that of the results: in one file the two would lock each other out."""
    return path.with_name(f"{path.stem}-queue{path.suffix}")


def _write_ahead(path: Path) -> None:
    """Have the file read while it is written; SQLite remembers that in the file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    path.chmod(0o600)


def _quieten() -> None:
    """Have the queue speak through our log, and only where something is wrong."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = True
    log.setLevel(logging.WARNING)
