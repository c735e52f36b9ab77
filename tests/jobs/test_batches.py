"""Batches: a file becomes jobs, all of them or none; results and errors as lines, whatever is done by then."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from schemas.batches import Batch, BatchRequest, Endpoint
from schemas.problem import Problem
from service.errors import NotFound, TooLarge
from service.jobs import files
from service.jobs.batch_reading import BatchReader, expire
from service.jobs.batches import Batches
from service.jobs.files import Files, lines_of
from service.jobs.work_ledger import WorkLedger
from service.store.blocking import BlockingDatabase
from service.store.job_tables import BatchRow, FilePartRow, JobRow
from tests.jobs.test_ledgers import PROBLEM, result

URL: Endpoint = "/v1/requirements"


@pytest.fixture
def batches(kept: BlockingDatabase) -> Batches:
    return Batches(kept)


def settle(url: str, body: dict[str, Any]) -> dict[str, Any] | Problem:
    return PROBLEM if body.get("bad") else {"url": url, **body}


def line(number: int, **changes: Any) -> dict[str, Any]:
    return {"custom_id": f"c{number}", "method": "POST", "url": URL, "body": {"number": number}, **changes}


def sent(batches: Batches, *lines: dict[str, Any] | str) -> Batch:
    """A batch of these lines that nobody has read yet."""
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
    file = batches.files.add("in.jsonl", iter([text[:7].encode(), text[7:].encode()]))
    return batches.create(BatchRequest(input_file_id=file.id, endpoint=URL, metadata={"for": "us"}))


def read(batches: Batches, kept: BlockingDatabase, *lines: dict[str, Any] | str) -> Batch:
    batch = sent(batches, *lines)
    BatchReader(kept, settle).read(batch.id)
    return batches.find(batch.id)


def jobs_of(kept: BlockingDatabase, batch: Batch) -> list[str]:
    """The ids of the jobs of the lines, in their order."""
    mine = select(JobRow.id).where(JobRow.batch_id == batch.id, JobRow.line.is_not(None)).order_by(JobRow.line)
    with kept.reading() as session:
        return list(session.scalars(mine))


def do(work: WorkLedger, id_: str) -> None:
    task = work.begin(id_, "worker-1")
    assert task
    work.succeed(task, result(), [])


def answers(lines: Iterator[bytes]) -> list[dict[str, Any]]:
    return [json.loads(one) for one in lines]


def test_every_line_becomes_a_job_and_its_result_a_line(
    batches: Batches, kept: BlockingDatabase, work: WorkLedger
) -> None:
    batch = read(batches, kept, line(1), "", line(2), line(3))
    assert (batch.status, batch.request_counts.total, batch.metadata) == ("in_progress", 3, {"for": "us"})
    first, second, third = jobs_of(kept, batch)
    task = work.begin(first, "worker-1")
    assert task
    assert (task.kind, task.request) == ("requirements", {"url": URL, "number": 1})
    work.succeed(task, result(), [])
    half = batches.find(batch.id)
    assert (half.status, half.request_counts.completed) == ("in_progress", 1)
    assert half.output_file_id
    do(work, second)
    failing = work.begin(third, "worker-1")
    assert failing
    work.fail(failing, PROBLEM, [])
    over = batches.find(batch.id)
    assert (over.status, over.request_counts.failed, bool(over.completed_at)) == ("completed", 1, True)
    assert over.output_file_id
    assert over.error_file_id
    good = answers(batches.output(over.output_file_id))
    assert {one["custom_id"] for one in good} == {"c1", "c2"}
    assert good[0]["response"] == {"status_code": 200, "request_id": first, "body": {}}
    assert good[0]["error"] is None
    [bad] = answers(batches.output(over.error_file_id))
    assert (bad["custom_id"], bad["response"]["status_code"], bad["error"]["message"]) == ("c3", 502, "It failed.")


def test_a_body_that_cannot_be_used_is_a_line_of_errors_and_no_fault_of_the_batch(
    batches: Batches, kept: BlockingDatabase
) -> None:
    batch = read(batches, kept, line(1, body={"bad": True}), line(2))
    assert (batch.status, batch.request_counts.failed) == ("in_progress", 1)
    assert batch.error_file_id
    assert [one["custom_id"] for one in answers(batches.output(batch.error_file_id))] == ["c1"]


@pytest.mark.parametrize(
    ("lines", "code", "number"),
    [
        ([line(1), "not json"], "invalid_line", 2),
        ([line(1), line(1)], "duplicate_custom_id", 2),
        ([line(1, url="/v1/alignments")], "mismatched_url", 1),
        ([line(1, method="GET")], "invalid_line", 1),
        (["", " "], "empty_file", None),
    ],
)
def test_a_file_that_is_no_batch_fails_before_anything_is_done(
    batches: Batches, kept: BlockingDatabase, lines: list[Any], code: str, number: int | None
) -> None:
    batch = read(batches, kept, *lines)
    assert batch.status == "failed"
    assert batch.errors
    assert [(fault.code, fault.line) for fault in batch.errors.data] == [(code, number)]
    assert jobs_of(kept, batch) == []


def test_reading_goes_on_where_a_crash_ended_it(batches: Batches, kept: BlockingDatabase) -> None:
    batch = read(batches, kept, *(line(number) for number in range(1, 6)))
    with kept.writing() as session:
        session.execute(update(BatchRow).values(read_at=None))
        session.query(JobRow).where(JobRow.line > 3).delete()
    assert batches.find(batch.id).status == "validating"
    BatchReader(kept, settle).read(batch.id)
    again = batches.find(batch.id)
    assert (again.status, again.request_counts.total) == ("in_progress", 5)
    assert len(set(jobs_of(kept, batch))) == 5


def test_lines_tell_how_they_stand(batches: Batches, kept: BlockingDatabase, work: WorkLedger) -> None:
    batch = read(batches, kept, line(1), line(2, body={"bad": True}), "", line(3))
    do(work, jobs_of(kept, batch)[0])
    first, second, third = batches.lines(batch.id)
    assert (first.line, first.custom_id, first.state, first.title) == (1, "c1", "succeeded", "A brief")
    assert first.result
    assert (second.state, second.problem) == ("failed", PROBLEM.model_dump_json())
    assert (third.line, third.state, third.result) == (4, "queued", None)
    assert [one.line for one in batches.lines(batch.id, after=1, limit=1)] == [2]
    with pytest.raises(NotFound):
        Batches(kept, "wsp_other").lines(batch.id)


def test_cancelling_keeps_what_is_done(batches: Batches, kept: BlockingDatabase, work: WorkLedger) -> None:
    batch = read(batches, kept, line(1), line(2), line(3))
    first, second, _ = jobs_of(kept, batch)
    do(work, first)
    running = work.begin(second, "worker-1")
    assert running
    assert batches.cancel(batch.id).status == "cancelling"
    assert work.to_cancel("worker-1") == [second]
    work.cancelled(running)
    over = batches.cancel(batch.id)
    assert (over.status, over.request_counts.completed) == ("cancelled", 1)
    assert over.output_file_id
    assert over.error_file_id
    assert [one["custom_id"] for one in answers(batches.output(over.output_file_id))] == ["c1"]
    told = answers(batches.output(over.error_file_id))
    assert {one["custom_id"]: one["error"]["code"] for one in told} == dict.fromkeys(("c2", "c3"), "batch_cancelled")


def test_a_batch_ends_with_its_time(batches: Batches, kept: BlockingDatabase) -> None:
    batch = read(batches, kept, line(1))
    expire(kept)
    assert batches.find(batch.id).status == "in_progress"
    with kept.writing() as session:
        session.execute(update(BatchRow).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    expire(kept)
    assert batches.find(batch.id).status == "expired"


def test_batches_are_listed_newest_first(batches: Batches) -> None:
    ids = [sent(batches, line(1)).id for _ in range(3)]
    page = batches.page(limit=2)
    rest = batches.page(limit=2, after=page.last_id)
    assert (page.has_more, rest.has_more) == (True, False)
    assert sorted(batch.id for batch in (*page.data, *rest.data)) == sorted(ids)


@pytest.mark.parametrize("file_id", ["file-x-output", "file--output", "x-output", "file-batch_1-other"])
def test_files_of_no_batch_are_not_found(batches: Batches, file_id: str) -> None:
    with pytest.raises(NotFound):
        batches.output(file_id)


def test_a_file_that_is_too_large_leaves_nothing(kept: BlockingDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(TooLarge, match="The file has"):
        Files(kept).add("large", iter([b"12345678", b"12345678"]))
    with kept.reading() as session:
        assert session.scalars(select(FilePartRow)).all() == []


def test_lines_may_be_cut_anywhere() -> None:
    text = b'{"a": 1}\r\n\n  \n{"b": 2}\n{"c": 3}'
    for size in range(1, 12):
        parts = (text[start : start + size] for start in range(0, len(text), size))
        assert [(number, json.loads(one)) for number, one in lines_of(parts)] == [
            (1, {"a": 1}),
            (4, {"b": 2}),
            (5, {"c": 3}),
        ]
