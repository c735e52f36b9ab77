"""Jobs over HTTP: `Prefer: respond-async`, what becomes of a job, and its events with `Last-Event-ID`."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.batches import Batch, FileObject
from schemas.jobs import Job
from service.jobs.desk import Jobs
from service.jobs.work_ledger import WorkLedger
from service.services import Services
from service.store.address import DatabaseAddress
from tests.jobs.test_ledgers import result
from tests.stub_run import TEXT, client, stub_services
from tests.web.site import serving

BODY = {"brief": {"text": TEXT}}
ASYNC = {"Prefer": "respond-async"}
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """Services that keep jobs, and no worker: what a worker would do, the tests do."""
    return stub_services(jobs=Jobs(DatabaseAddress(path=tmp_path / "liaison.db"), at_once=1))


@pytest.fixture
async def http(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client(services) as opened:
        yield opened


@pytest.fixture
def work(services: Services) -> WorkLedger:
    assert services.jobs
    return WorkLedger(services.jobs.database)


async def accepted(http: httpx.AsyncClient, **headers: str) -> Job:
    answer = await http.post("/v1/requirements", json=BODY, headers=ASYNC | headers)
    assert answer.status_code == 202, answer.text
    return Job.model_validate_json(answer.text)


async def test_a_caller_who_prefers_not_to_wait_gets_a_job(http: httpx.AsyncClient) -> None:
    answer = await http.post("/v1/requirements", json=BODY, headers={"Prefer": "wait=5, Respond-Async"})
    job = Job.model_validate_json(answer.text)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{job.id}"
    assert answer.headers["preference-applied"] == "respond-async"
    assert answer.headers["retry-after"] == "1"
    assert (await http.get(answer.headers["location"])).json() == job.model_dump(mode="json")


async def test_all_three_doors_take_the_preference(http: httpx.AsyncClient) -> None:
    done = await http.post("/v1/requirements", json=BODY)
    bodies: dict[str, Any] = {
        "/v1/explanations": {"constraints": "No sends on Fridays."},
        "/v1/alignments": {"specification": done.json(), "constraints": "No sends on Fridays."},
    }
    for path, body in bodies.items():
        answer = await http.post(path, json=body, headers=ASYNC)
        assert answer.status_code == 202, answer.text
        assert answer.json()["kind"] == path.rpartition("/")[2]


async def test_without_the_preference_or_a_database_the_answer_is_the_result(http: httpx.AsyncClient) -> None:
    assert (await http.post("/v1/requirements", json=BODY, headers={"Prefer": "wait=5"})).status_code == 200
    async with client(stub_services()) as without:
        answer = await without.post("/v1/requirements", json=BODY, headers=ASYNC)
        assert answer.status_code == 200
        assert "preference-applied" not in answer.headers
        assert (await without.get("/v1/jobs")).status_code == 404


@pytest.mark.parametrize(
    ("body", "headers", "slug"),
    [
        ({"brief": {"text": "  "}}, {}, "empty-brief"),
        ({"brief": {"text": TEXT}, "engine": "model"}, {}, "engine-not-configured"),
        ({"brief": {"text": TEXT}, "colour": "red"}, {}, "invalid-request"),
        (BODY, {"Priority": "u=9"}, "invalid-request"),
        (BODY | {"store": False}, {}, "invalid-request"),
    ],
)
async def test_what_no_run_would_take_is_no_job(
    http: httpx.AsyncClient, body: dict[str, Any], headers: dict[str, str], slug: str
) -> None:
    answer = await http.post("/v1/requirements", json=body, headers=ASYNC | headers)
    assert answer.json()["type"] == f"/problems/{slug}"
    assert (await http.get("/v1/jobs")).json() == {"jobs": [], "next": None}


async def test_a_job_holds_what_its_run_needs_tomorrow(http: httpx.AsyncClient, work: WorkLedger) -> None:
    job = await accepted(http, Priority="u=0, i")
    assert job.priority == 0
    task = work.begin(job.id, "worker-1")
    assert task
    assert (task.request["engine"], bool(task.request["today"])) == ("rules", True)
    assert task.drawn.keys() == {"marker", "canary"}


async def test_jobs_are_listed_and_cancelled(http: httpx.AsyncClient) -> None:
    first, second = await accepted(http), await accepted(http)
    page = (await http.get("/v1/jobs", params={"limit": 1})).json()
    assert [job["id"] for job in page["jobs"]] == [second.id]
    rest = (await http.get("/v1/jobs", params={"cursor": page["next"]})).json()
    assert [job["id"] for job in rest["jobs"]] == [first.id]
    assert (await http.post(f"/v1/jobs/{first.id}/cancel")).json()["state"] == "cancelled"
    assert (await http.get("/v1/jobs", params={"state": "cancelled"})).json()["jobs"][0]["id"] == first.id


async def test_events_are_resumed_after_the_last_that_was_had(http: httpx.AsyncClient, work: WorkLedger) -> None:
    job = await accepted(http)
    task = work.begin(job.id, "worker-1")
    assert task
    work.tell(task, [("read", '{"language": "en"}'), ("asked", '{"answered": 1, "of": 2}')])
    listed = (await http.get(f"/v1/jobs/{job.id}/events")).json()
    assert [event["type"] for event in listed["events"]] == ["read", "asked"]
    assert (await http.get(f"/v1/jobs/{job.id}")).json()["progress"] == {"answered": 1, "of": 2}
    work.succeed(task, result(), [("done", "{}")])
    stream = (await http.get(f"/v1/jobs/{job.id}/events", headers=EVENTS | {"Last-Event-ID": "1"})).text
    assert [line for line in stream.splitlines() if line.startswith("id:")] == ["id: 2", "id: 3"]
    assert 'data: {"answered": 1, "of": 2}' in stream


def test_events_are_resumed_at_a_server_that_was_started_anew(services: Services, work: WorkLedger) -> None:
    assert services.jobs
    with serving(services) as address:
        sent = httpx.post(f"{address}/v1/requirements", json=BODY, headers=ASYNC)
        events = f"{sent.headers['location']}/events"
        task = work.begin(sent.json()["id"], "worker-1")
        assert task
        work.tell(task, [("read", "{}"), ("asked", "{}")])
        with httpx.stream("GET", f"{address}{events}", headers=EVENTS, timeout=20) as stream:
            had = next(line for line in stream.iter_lines() if line.startswith("id:"))
    work.tell(task, [("verified", "{}")])
    work.succeed(task, result(), [("done", "{}")])
    anew = stub_services(jobs=Jobs(services.jobs.address, at_once=1))
    with serving(anew) as address:
        headers = EVENTS | {"Last-Event-ID": had.removeprefix("id: ")}
        rest = httpx.get(f"{address}{events}", headers=headers, timeout=20).text
    assert had == "id: 1"
    assert [line for line in rest.splitlines() if line.startswith("event:")] == [
        "event: asked", "event: verified", "event: done",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/v1/jobs/job_1", "/v1/jobs/job_1/events", "/v1/files/x", "/v1/batches/x"])
async def test_what_is_not_there_is_a_problem(http: httpx.AsyncClient, path: str) -> None:
    for headers in ({}, EVENTS):
        answer = await http.get(path, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_number_that_is_none_is_refused(http: httpx.AsyncClient) -> None:
    job = await accepted(http)
    for given in ("two", "-1", "9" * 30):
        answer = await http.get(f"/v1/jobs/{job.id}/events", headers=EVENTS | {"Last-Event-ID": given})
        assert answer.json()["type"] == "/problems/invalid-request"
    assert (await http.get(f"/v1/jobs/{job.id}/events", params={"after": "9" * 30})).status_code == 422


async def test_a_file_is_uploaded_and_becomes_a_batch(http: httpx.AsyncClient) -> None:
    line = {"custom_id": "a", "method": "POST", "url": "/v1/requirements", "body": BODY}
    content = json.dumps(line).encode() + b"\n"
    sent = await http.post("/v1/files", files={"file": ("in.jsonl", content)}, data={"purpose": "batch"})
    file = FileObject.model_validate_json(sent.text)
    assert (file.bytes, file.filename) == (len(content), "in.jsonl")
    assert (await http.get(f"/v1/files/{file.id}")).json() == file.model_dump()
    assert (await http.get(f"/v1/files/{file.id}/content")).content == content
    made = await http.post("/v1/batches", json={"input_file_id": file.id, "endpoint": "/v1/requirements"})
    batch = Batch.model_validate_json(made.text)
    assert batch.status == "validating"
    assert (await http.get(f"/v1/batches/{batch.id}")).headers["retry-after"] == "1"
    assert (await http.get("/v1/batches")).json()["data"][0]["id"] == batch.id
    assert (await http.get("/v1/jobs")).json()["jobs"] == []
    assert (await http.post(f"/v1/batches/{batch.id}/cancel")).json()["status"] == "cancelled"
    assert (await http.delete(f"/v1/files/{file.id}")).status_code == 204
    assert (await http.get(f"/v1/files/{file.id}")).status_code == 404
