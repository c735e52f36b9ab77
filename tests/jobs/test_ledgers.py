"""Jobs in the database: accepted, begun, told about, ended; who was given up writes nothing more."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from schemas import SCHEMA_VERSION
from schemas.jobs import Job, Progress
from schemas.problem import Problem
from service.errors import InvalidRequest, NotFound
from service.jobs.journal import DatabaseJournal
from service.jobs.ledger import Ledger
from service.jobs.work_ledger import GivenUp, Task, WorkLedger
from service.store.blocking import BlockingDatabase
from service.store.ids import new_id
from service.store.job_tables import JobEventRow, JobRow
from service.store.tables import DEFAULT_WORKSPACE, ResultRow

DRAWN = {"marker": "text-1", "canary": "note-1"}
PROBLEM = Problem(title="No", status=502, detail="It failed.")


def accepted(ledger: Ledger, priority: int = 3) -> Job:
    return ledger.accept("requirements", '{"brief": {"text": "A brief"}}', DRAWN, priority)


def begun(ledger: Ledger, work: WorkLedger) -> Task:
    task = work.begin(accepted(ledger).id, "worker-1")
    assert task
    return task


def result() -> ResultRow:
    now = datetime.now(UTC)
    return ResultRow(
        id=new_id("res", now),
        workspace=DEFAULT_WORKSPACE,
        created_at=now,
        kind="specification",
        outcome="partial",
        engine="rules",
        title="A brief",
        schema_version=SCHEMA_VERSION,
        input="{}",
        document="{}",
    )


def test_an_accepted_job_waits_with_all_that_its_run_needs(ledger: Ledger, work: WorkLedger) -> None:
    job = accepted(ledger, priority=0)
    assert ledger.find(job.id) == job
    assert (job.state, job.priority) == ("queued", 0)
    assert [(one.id, one.priority) for one in work.waiting()] == [(job.id, 0)]
    work.handed_over([job.id])
    assert work.waiting() == []
    task = work.begin(job.id, "worker-1")
    assert task == Task(job.id, "requirements", {"brief": {"text": "A brief"}}, DRAWN, 1, "wsp_default", None)
    assert ledger.find(job.id).state == "running"


def test_a_job_ends_with_its_result_and_forgets_what_only_its_run_needed(
    ledger: Ledger, work: WorkLedger, journal: DatabaseJournal, kept: BlockingDatabase
) -> None:
    task = begun(ledger, work)
    journal.keep(task.id, "a", {"id": "1"})
    work.tell(task, [("read", '{"n": 1}'), ("asked", '{"answered": 1, "of": 2}')])
    assert ledger.find(task.id).progress == Progress(answered=1, of=2)
    row = result()
    work.succeed(task, row, [("done", "{}")])
    job = ledger.find(task.id)
    assert (job.state, job.result) == ("succeeded", row.id)
    assert journal.find(task.id, "a") is None
    with kept.reading() as session:
        left = session.get(JobRow, task.id)
        assert left
        assert (left.request, left.drawn) == ("{}", "{}")
    said = ledger.events(task.id)
    assert [(event.number, event.type) for event in said.events] == [(1, "read"), (2, "asked"), (3, "done")]
    assert [event.number for event in ledger.events(task.id, after=2).events] == [3]
    assert work.begin(task.id, "worker-2") is None


def test_a_job_that_waits_tells_how_many_come_first(ledger: Ledger, work: WorkLedger, kept: BlockingDatabase) -> None:
    first, late, urgent = accepted(ledger), accepted(ledger, priority=7), accepted(ledger, priority=0)
    assert [job.ahead for job in (first, late, urgent)] == [0, 1, 0]
    other = Ledger(kept, "wsp_other")
    assert accepted(other).ahead == 2
    assert [ledger.find(job.id).ahead for job in (first, late, urgent)] == [1, 3, 0]
    assert work.begin(urgent.id, "worker-1")
    assert [ledger.find(job.id).ahead for job in (first, late, urgent)] == [0, 2, None]
    assert [one.id for one in work.waiting()][-1] == late.id


def test_a_deleted_result_takes_its_job_and_its_events_along(
    ledger: Ledger, work: WorkLedger, kept: BlockingDatabase
) -> None:
    task = begun(ledger, work)
    row = result()
    work.succeed(task, row, [("done", "{}")])
    with kept.writing() as session:
        session.execute(delete(ResultRow).where(ResultRow.id == row.id))
    with pytest.raises(NotFound):
        ledger.find(task.id)
    with kept.reading() as session:
        assert session.scalars(select(JobEventRow.job_id)).all() == []


def test_whoever_was_given_up_writes_nothing_more(ledger: Ledger, work: WorkLedger) -> None:
    first = begun(ledger, work)
    second = work.begin(first.id, "worker-2")
    assert second
    assert second.start == 2
    with pytest.raises(GivenUp):
        work.tell(first, [("read", "{}")])
    with pytest.raises(GivenUp):
        work.succeed(first, result(), [])
    with pytest.raises(GivenUp):
        work.fail(first, PROBLEM, [])
    with pytest.raises(GivenUp):
        work.cancelled(first)
    assert [event.type for event in ledger.events(first.id).events] == ["restarted"]
    work.fail(second, PROBLEM, [("error", "{}")])
    job = ledger.find(first.id)
    assert (job.state, job.problem, job.result) == ("failed", PROBLEM, None)


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked_to_end(ledger: Ledger, work: WorkLedger) -> None:
    waiting = accepted(ledger)
    assert ledger.cancel(waiting.id).state == "cancelled"
    assert work.begin(waiting.id, "worker-1") is None
    task = begun(ledger, work)
    assert ledger.cancel(task.id).state == "running"
    assert work.to_cancel("worker-1") == [task.id]
    assert work.to_cancel("worker-2") == []
    work.cancelled(task)
    assert ledger.cancel(task.id).state == "cancelled"


def test_a_job_that_was_to_end_when_its_worker_died_is_not_begun_again(ledger: Ledger, work: WorkLedger) -> None:
    task = begun(ledger, work)
    ledger.cancel(task.id)
    assert work.begin(task.id, "worker-2") is None
    assert ledger.find(task.id).state == "cancelled"
    assert ledger.events(task.id).events[-1].type == "cancelled"


def test_jobs_are_listed_newest_first_page_by_page(ledger: Ledger) -> None:
    ids = [accepted(ledger).id for _ in range(5)]
    first = ledger.page(limit=2)
    assert first.next
    accepted(ledger)
    second = ledger.page(limit=2, cursor=first.next)
    third = ledger.page(limit=2, cursor=second.next)
    assert sorted(job.id for page in (first, second, third) for job in page.jobs) == sorted(ids)
    assert third.next is None
    assert ledger.page(state="running").jobs == []
    for cursor in ("x", "WzFd", "////"):
        with pytest.raises(InvalidRequest):
            ledger.page(cursor=cursor)


def test_an_unknown_job_is_not_found(ledger: Ledger) -> None:
    for ask in (ledger.find, ledger.cancel, ledger.events):
        with pytest.raises(NotFound):
            ask("job_unknown")


def test_a_job_that_was_begun_and_that_no_queue_has_is_handed_over_again(ledger: Ledger, work: WorkLedger) -> None:
    job = accepted(ledger)
    work.handed_over([job.id])
    assert work.begin(job.id, "worker-1")
    assert work.waiting() == []
    work.handed_over([job.id], done=False)
    assert [one.id for one in work.waiting()] == [job.id]


def test_the_first_answer_under_a_key_stays(journal: DatabaseJournal) -> None:
    assert journal.find("job_1", "a") is None
    journal.keep("job_1", "a", {"id": "first", "text": "\u0000 and é"})
    journal.keep("job_1", "a", {"id": "second"})
    assert journal.find("job_1", "a") == {"id": "first", "text": "\u0000 and é"}
    assert journal.find("job_2", "a") is None
