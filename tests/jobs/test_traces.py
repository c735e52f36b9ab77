"""A job goes on in the trace of the request that made it; lines of a batch are tied to that of the batch."""

from collections.abc import AsyncGenerator, Iterator

import pytest
from opentelemetry.trace import SpanKind
from pydantic_core import from_json

from schemas.batches import BatchRequest
from schemas.events import ReadEvent
from service import tracing
from service.errors import EmptyBrief
from service.jobs.batch_reading import BatchReader
from service.jobs.batches import Batches
from service.jobs.desk import Jobs
from service.jobs.journal import DatabaseJournal
from service.jobs.running import Outcome, Runner
from service.jobs.work_ledger import Task, WorkLedger
from service.llm.recording import Recording
from service.logs import current_job
from service.store.blocking import BlockingDatabase
from service.store.job_tables import JobRow
from service.tracing.sending import sending_spans
from tests.collector import Collector, collecting, values
from tests.jobs.test_ledgers import result

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"
LINE = b'{"custom_id": "%d", "method": "POST", "url": "/v1/requirements", "body": {}}\n'


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """Where spans are sent; all of them are there when `sending_spans` has ended."""
    with collecting() as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


@pytest.fixture
def jobs(kept: BlockingDatabase) -> Iterator[Jobs]:
    """Where callers leave jobs in that database."""
    made = Jobs(kept.address, 1)
    yield made
    made.database.close()


def doing(kept: BlockingDatabase, seen: list[tuple[str | None, str | None]]) -> Runner:
    """Does jobs of every kind, and notes in which trace and job each of them finds itself."""
    reader = BatchReader(kept, lambda _url, _body: {"do": "nothing"})

    async def run(task: Task, recording: Recording) -> AsyncGenerator[ReadEvent | Outcome, None]:
        seen.append((tracing.trace_id(), current_job.get()))
        assert "traceparent" not in recording.drawn
        if task.kind == "batch":
            reader.read(task.request["batch"])
            yield Outcome(None)
            return
        yield ReadEvent(language="en", sentences=1, facts=1)
        if task.request["do"] == "refuse":
            raise EmptyBrief
        yield Outcome(result())

    return Runner(WorkLedger(kept), DatabaseJournal(kept), run, "worker-1")


def accepted(jobs: Jobs, do: str) -> str:
    """A job that was accepted in the trace of a request."""
    with tracing.begun("POST", SpanKind.SERVER, tracing.received([f"00-{TRACE}-{CALLER}-01"])):
        return jobs.accept("requirements", f'{{"do": "{do}"}}', 3).id


async def test_a_job_goes_on_in_the_trace_of_its_request(
    kept: BlockingDatabase, jobs: Jobs, collector: Collector
) -> None:
    seen: list[tuple[str | None, str | None]] = []
    with sending_spans():
        id_ = accepted(jobs, "work")
        await doing(kept, seen).run(id_)
    job, request = collector.only("job requirements"), collector.only("POST")
    assert (job.trace_id.hex(), job.parent_span_id) == (TRACE, request.span_id)
    assert values(job) == {"liaison.job.id": id_, "liaison.job.kind": "requirements", "liaison.job.start": 1}
    assert seen == [(TRACE, id_)]
    assert current_job.get() is None


async def test_without_spans_its_log_and_its_problem_name_that_trace(kept: BlockingDatabase, jobs: Jobs) -> None:
    seen: list[tuple[str | None, str | None]] = []
    id_ = accepted(jobs, "refuse")
    await doing(kept, seen).run(id_)
    job = jobs.ledger.find(id_)
    assert job.state == "failed"
    assert job.problem
    assert job.problem.trace_id == TRACE
    assert seen == [(TRACE, id_)]


async def test_lines_of_a_batch_have_traces_of_their_own_with_a_link(
    kept: BlockingDatabase, collector: Collector
) -> None:
    batches, runner = Batches(kept), doing(kept, [])
    file = batches.files.add("in.jsonl", iter([b"".join(LINE % number for number in range(2))]))
    asked = BatchRequest(input_file_id=file.id, endpoint="/v1/requirements", completion_window="24h")
    with sending_spans():
        with tracing.begun("POST", SpanKind.SERVER, tracing.received([f"00-{TRACE}-{CALLER}-01"])):
            batches.create(asked)
        for _ in range(2):
            for waiting in WorkLedger(kept).waiting():
                await runner.run(waiting.id)
    reading, lines = collector.only("job batch"), collector.named("job requirements")
    assert reading.trace_id.hex() == TRACE
    assert len({line.trace_id for line in lines} | {reading.trace_id}) == 3
    assert [[link.span_id for link in line.links] for line in lines] == [[reading.span_id]] * 2
    assert not any(line.parent_span_id for line in lines)


def test_the_trace_is_forgotten_with_the_end_of_a_job(kept: BlockingDatabase, jobs: Jobs) -> None:
    id_ = accepted(jobs, "work")
    with kept.reading() as session:
        row = session.get(JobRow, id_)
        assert row
        assert from_json(row.drawn)["traceparent"] == f"00-{TRACE}-{CALLER}-01"
    jobs.ledger.cancel(id_)
    with kept.reading() as session:
        row = session.get(JobRow, id_)
        assert row
        assert row.drawn == "{}"
