"""Every end that a job or a batch can come to is told to webhooks, once, in the transaction of the end."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import update

from schemas.batches import BatchRequest
from schemas.problem import Problem
from schemas.webhooks import WebhookEvent
from service.jobs.announcing import announce_batches
from service.jobs.batch_reading import BatchReader, expire
from service.jobs.batches import Batches
from service.jobs.ledger import Ledger
from service.jobs.work_ledger import GivenUp, Task, WorkLedger
from service.store.blocking import BlockingDatabase
from service.store.job_tables import BatchRow, JobRow
from service.webhooks.endpoints import now_utc
from tests.jobs.test_ledgers import DRAWN, result
from tests.webhooks.kept import deliveries, put

URL = "https://hooks.example/told"
EVERYTHING = (
    "job.succeeded job.failed job.cancelled batch.completed batch.failed batch.cancelled batch.expired"  # as registered
)
PROBLEM = Problem(type="/problems/internal", title="It broke", status=500, detail="It broke.", errors=[])


def told(kept: BlockingDatabase) -> list[WebhookEvent]:
    return [WebhookEvent.model_validate_json(row.body) for row in deliveries(kept)]


def begun(ledger: Ledger, work: WorkLedger) -> Task:
    task = work.begin(ledger.accept("requirements", "{}", DRAWN, 3).id, "worker-1")
    assert task
    return task


@pytest.mark.parametrize(
    ("state", "end"),
    [
        ("succeeded", lambda work, task: work.succeed(task, result(), [])),
        ("failed", lambda work, task: work.fail(task, PROBLEM, [])),
        ("cancelled", lambda work, task: work.cancelled(task)),
    ],
)
def test_a_job_that_ends_is_told(
    state: str, end: Callable[[WorkLedger, Task], None], kept: BlockingDatabase, ledger: Ledger, work: WorkLedger
) -> None:
    put(kept, URL, events=EVERYTHING)
    task = begun(ledger, work)
    assert told(kept) == []
    end(work, task)
    [event] = told(kept)
    job = ledger.find(task.id)
    assert (event.type, event.timestamp) == (f"job.{state}", job.finished_at)
    assert event.data.model_dump() == {
        "id": task.id, "kind": "requirements", "state": state, "url": f"/v1/jobs/{task.id}",
        "result_url": f"/v1/results/{job.result}" if state == "succeeded" else None,
    }  # fmt: skip
    with pytest.raises(GivenUp):
        end(work, task)
    assert len(told(kept)) == 1


def test_a_job_that_is_cancelled_before_it_is_begun_is_told_once(kept: BlockingDatabase, ledger: Ledger) -> None:
    put(kept, URL, events=EVERYTHING)
    id_ = ledger.accept("requirements", "{}", DRAWN, 3).id
    ledger.cancel(id_)
    ledger.cancel(id_)
    assert [event.type for event in told(kept)] == ["job.cancelled"]


def test_what_cannot_be_told_does_not_end(
    kept: BlockingDatabase, ledger: Ledger, work: WorkLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    task = begun(ledger, work)
    monkeypatch.setattr("service.jobs.announcing.tell", broken)
    with pytest.raises(ZeroDivisionError):
        work.succeed(task, result(), [])
    assert ledger.find(task.id).state == "running"


# --- batches ------------------------------------------------------------------------------------


def read(kept: BlockingDatabase, *lines: object) -> str:
    """A batch of these lines, read."""
    batches = Batches(kept)
    content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    file = batches.files.add("in.jsonl", iter([content]))
    batch = batches.create(BatchRequest(input_file_id=file.id, endpoint="/v1/requirements"))
    BatchReader(kept, lambda _url, body: body).read(batch.id)
    with kept.writing() as session:
        reading = (JobRow.batch_id == batch.id, JobRow.line.is_(None))
        session.execute(update(JobRow).where(*reading).values(state="succeeded", finished_at=now_utc()))
    return batch.id


def line(number: int) -> dict[str, object]:
    return {"custom_id": str(number), "method": "POST", "url": "/v1/requirements", "body": {}}


def do_next(work: WorkLedger) -> None:
    task = work.begin(work.waiting()[0].id, "worker-1")
    assert task
    work.succeed(task, result(), [])


def test_a_batch_is_told_when_its_last_line_has_ended_and_its_lines_are_not(
    kept: BlockingDatabase, work: WorkLedger
) -> None:
    put(kept, URL, events=EVERYTHING)
    id_ = read(kept, line(1), line(2))
    do_next(work)
    announce_batches(kept)
    assert told(kept) == []
    do_next(work)
    for _ in range(2):
        announce_batches(kept)
    [event] = told(kept)
    assert (event.type, event.data.kind, event.data.state) == ("batch.completed", "batch", "completed")
    assert event.data.result_url == f"/v1/files/file-{id_}-output/content"
    assert event.data.url == f"/v1/batches/{id_}"


def test_a_batch_that_is_none_has_failed(kept: BlockingDatabase) -> None:
    put(kept, URL, events=EVERYTHING)
    read(kept, {"custom_id": "a"})
    announce_batches(kept)
    assert [(event.type, event.data.result_url) for event in told(kept)] == [("batch.failed", None)]


def test_a_batch_that_is_cancelled_is_told_when_nothing_of_it_runs(kept: BlockingDatabase, work: WorkLedger) -> None:
    put(kept, URL, events=EVERYTHING)
    id_ = read(kept, line(1), line(2))
    task = work.begin(work.waiting()[0].id, "worker-1")
    assert task
    Batches(kept).cancel(id_)
    announce_batches(kept)
    assert told(kept) == []
    work.cancelled(task)
    announce_batches(kept)
    assert [event.type for event in told(kept)] == ["batch.cancelled"]


def test_a_batch_whose_time_is_over_is_told(kept: BlockingDatabase) -> None:
    put(kept, URL, events=EVERYTHING)
    read(kept, line(1))
    with kept.writing() as session:
        session.execute(update(BatchRow).values(expires_at=now_utc()))
    expire(kept)
    announce_batches(kept)
    assert [event.type for event in told(kept)] == ["batch.expired"]
