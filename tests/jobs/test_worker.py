"""A worker with its real queue, lease and database: jobs are done, fail, are cancelled, and survive its end."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from schemas.events import AskedEvent, ReadEvent
from schemas.jobs import Job
from service.errors import EmptyBrief, StoreUnavailable
from service.jobs.journal import DatabaseJournal
from service.jobs.ledger import Ledger
from service.jobs.queue import Queue, queue_file
from service.jobs.running import Outcome, Runner
from service.jobs.states import ENDED
from service.jobs.work_ledger import Task, WorkLedger
from service.jobs.worker import Worker, lease_for
from service.llm.recording import Recording
from service.store.address import DatabaseAddress
from service.store.backups import back_up, restore
from service.store.blocking import BlockingDatabase
from service.store.engines import sync_engine
from tests.jobs.test_ledgers import DRAWN, result

pytestmark = pytest.mark.timeout(120)


@dataclass
class Runs:
    """Runs that do what their request says, and what was drawn for them."""

    begun: list[str] = field(default_factory=list)
    drawn: list[Mapping[str, str]] = field(default_factory=list)

    async def start(self, task: Task, recording: Recording) -> AsyncGenerator[ReadEvent | AskedEvent | Outcome, None]:
        self.begun.append(recording.work)
        self.drawn.append(recording.drawn)
        yield ReadEvent(language="en", sentences=1, facts=2)
        match task.request["do"]:
            case "refuse":
                raise EmptyBrief
            case "break":
                raise ZeroDivisionError
            case "wait":
                await asyncio.sleep(60)
        yield AskedEvent(answered=1, of=1)
        yield Outcome(result())


@contextmanager
def working(kept: BlockingDatabase, runs: Runs, at_once: int = 4, grace: int = 8) -> Iterator[Worker]:
    """A worker in a thread of its own."""
    ledger = WorkLedger(kept)
    worker = Worker(
        lease=lease_for(kept.address),
        queue=lambda: Queue(kept.address, at_once=at_once),
        ledger=ledger,
        runner=Runner(ledger, DatabaseJournal(kept), runs.start),
        grace=grace,
    )
    thread = Thread(target=worker.work)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


def accept(ledger: Ledger, do: str, priority: int = 3) -> str:
    return ledger.accept("requirements", f'{{"do": "{do}"}}', DRAWN, priority).id


def wait_until(ledger: Ledger, id_: str, holds: Callable[[Job], bool]) -> Job:
    until = time.monotonic() + 30
    while not holds(job := ledger.find(id_)):
        assert time.monotonic() < until, job
        time.sleep(0.05)
    return job


def has_ended(job: Job) -> bool:
    return job.state in ENDED


def test_jobs_end_with_their_result_or_their_problem(kept: BlockingDatabase, ledger: Ledger) -> None:
    runs = Runs()
    good, refused, broken = (accept(ledger, do) for do in ("well", "refuse", "break"))
    with working(kept, runs):
        done = wait_until(ledger, good, has_ended)
        assert (done.state, bool(done.result)) == ("succeeded", True)
        assert [event.type for event in ledger.events(good).events] == ["read", "asked", "done"]
        problem = wait_until(ledger, refused, has_ended).problem
        assert problem
        assert (problem.type, problem.instance) == ("/problems/empty-brief", f"/v1/jobs/{refused}")
        problem = wait_until(ledger, broken, has_ended).problem
        assert problem
        assert problem.type == "/problems/internal"
    assert set(runs.begun) == {good, refused, broken}
    assert runs.drawn == [DRAWN] * 3


def forget_queue(kept: BlockingDatabase) -> None:
    """Drop what earlier tests have left in PostgreSQL: a queue that takes several jobs at once until it is told anew."""
    if kept.address.path is None:
        with kept.writing() as session:
            session.execute(text("DROP SCHEMA IF EXISTS dbos CASCADE"))


def test_the_most_urgent_job_is_done_first(kept: BlockingDatabase, ledger: Ledger) -> None:
    forget_queue(kept)
    runs = Runs()
    late, usual, later, urgent = (accept(ledger, "well", priority) for priority in (6, 3, 7, 0))
    with working(kept, runs, at_once=1):
        wait_until(ledger, later, has_ended)
    assert runs.begun == [urgent, usual, late, later]


def test_a_worker_is_ready_while_it_has_its_place(kept: BlockingDatabase) -> None:
    with working(kept, Runs()) as worker:
        until = time.monotonic() + 30
        while not worker.is_ready:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert worker.is_alive
    assert not worker.is_ready


def test_a_running_job_is_cancelled(kept: BlockingDatabase, ledger: Ledger) -> None:
    with working(kept, Runs()):
        id_ = accept(ledger, "wait")
        wait_until(ledger, id_, lambda job: job.state == "running")
        assert ledger.cancel(id_).state == "running"
        assert wait_until(ledger, id_, has_ended).state == "cancelled"
        other = accept(ledger, "well")
        assert wait_until(ledger, other, has_ended).state == "succeeded"


def test_what_runs_at_the_end_of_a_worker_is_begun_anew_by_the_next(kept: BlockingDatabase, ledger: Ledger) -> None:
    runs = Runs()
    with working(kept, runs, grace=0):
        id_ = accept(ledger, "wait")
        wait_until(ledger, id_, lambda job: job.state == "running")
    assert ledger.find(id_).state == "running"
    with working(kept, runs):
        until = time.monotonic() + 30
        while runs.begun.count(id_) < 2:
            assert time.monotonic() < until
            time.sleep(0.05)
        ledger.cancel(id_)
        wait_until(ledger, id_, has_ended)


def test_a_job_that_the_queue_has_lost_is_queued_again(
    kept: BlockingDatabase, ledger: Ledger, work: WorkLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.jobs.worker.STRAY_SECONDS", 0.5)
    id_ = accept(ledger, "well")
    work.handed_over([id_])
    with working(kept, Runs()):
        assert wait_until(ledger, id_, has_ended).state == "succeeded"


def known_to_the_queue(kept: BlockingDatabase) -> set[str]:
    """The ids of jobs in the tables of the queue."""
    path = kept.address.path
    engine = sync_engine(DatabaseAddress(path=queue_file(path)) if path else kept.address)
    table = "workflow_status" if path else "dbos.workflow_status"
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text(f"SELECT workflow_uuid FROM {table}"))}
    engine.dispose()
    return found


def test_a_deleted_job_ends_where_it_runs_and_the_queue_forgets_it(
    kept: BlockingDatabase, ledger: Ledger, work: WorkLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.jobs.work_ledger.ERASED_SECONDS", 1.0)
    with working(kept, Runs()) as worker:
        done, running = accept(ledger, "well"), accept(ledger, "wait")
        wait_until(ledger, done, has_ended)
        wait_until(ledger, running, lambda job: job.state == "running")
        assert {done, running} <= known_to_the_queue(kept)
        ledger.delete(done)
        ledger.delete(running)
        until = time.monotonic() + 30
        while work.erased() != ([], []) or worker.runner.is_busy:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert not {done, running} & known_to_the_queue(kept)


def test_jobs_of_a_backup_go_on_once_it_is_restored(
    kept: BlockingDatabase, ledger: Ledger, work: WorkLedger, with_programs: None, tmp_path: Path
) -> None:
    ended = accept(ledger, "well")
    with working(kept, Runs()):
        wait_until(ledger, ended, has_ended)
    waiting, begun = accept(ledger, "well"), accept(ledger, "well")
    work.handed_over([begun])
    assert work.begin(begun, "worker-1")
    back_up(kept.address, tmp_path / "backup")
    for id_ in (waiting, begun, ended):
        ledger.delete(id_)
    kept.close()
    assert restore(kept.address, tmp_path / "backup", replace=True)[1] == 2
    runs = Runs()
    with working(kept, runs):
        for id_ in (waiting, begun):
            assert wait_until(ledger, id_, has_ended).state == "succeeded"
    assert sorted(runs.begun) == sorted([waiting, begun]), "what had ended is not done again"
    assert ledger.find(ended).state == "succeeded"


@dataclass
class Away:
    """A lease in a database that does not answer, until somebody has asked three times."""

    asked: int = 0

    def claim(self) -> str | None:
        self.asked += 1
        raise StoreUnavailable("The database postgresql://db.example/liaison cannot be used: nobody listens there.")

    def holds(self) -> bool:
        return False

    def dead(self, name: str) -> AbstractContextManager[bool]:
        return nullcontext(False)

    def release(self) -> None:
        """Nothing is held."""


def test_a_worker_without_a_database_says_so_once_and_goes_on(
    kept: BlockingDatabase, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.jobs.worker.STANDBY_SECONDS", 0.01)
    ledger, lease = WorkLedger(kept), Away()
    runner = Runner(ledger, DatabaseJournal(kept), Runs().start)
    worker = Worker(lease=lease, queue=lambda: Queue(kept.address, at_once=1), ledger=ledger, runner=runner)
    thread = Thread(target=worker.work)
    thread.start()
    until = time.monotonic() + 30
    while lease.asked < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert (worker.is_alive, worker.is_ready) == (True, False)
    worker.stop()
    thread.join()
    assert [record.message for record in caplog.records] == [
        "The worker waits for the database: The database postgresql://db.example/liaison cannot be used: "
        "nobody listens there."
    ]
