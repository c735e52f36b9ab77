"""What is deleted is deleted everywhere: one word goes through every way in, and is then looked for in every place."""

import asyncio
import json
import subprocess
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import inspect, text

from schemas.specification import Tokens
from service.bootstrap import make_services
from service.jobs.journal import DatabaseJournal
from service.jobs.work_ledger import WorkLedger
from service.llm.cache import AnswerCache
from service.llm.options import CacheOptions
from service.services import Services
from service.settings import Settings
from service.store.address import DatabaseAddress
from service.store.engines import sync_engine
from service.store.migrating import upgrade
from service.working import make_worker
from tests.databases import address, postgres
from tests.stub_run import client

__all__ = ["address", "postgres"]
pytestmark = pytest.mark.timeout(120)

MARK = "Zanzibarium"
BRIEF = (
    f"{MARK} relaunch. We want 40,000 customers in Ireland to book a tasting by 3 May 2027. An e-mail with the"
    f" {MARK} points balance of each customer goes out at 8am on 12 April 2027."
)
LIMITS = "The mail gateway sends at most 10 messages a second."
WANTED = {"brief": {"text": BRIEF}}
ASYNC = {"Prefer": "respond-async"}


@pytest.fixture
def services(address: DatabaseAddress, tmp_path: Path) -> Services:
    """Real services, whose queue is emptied of what another test has left."""
    if address.path is None:
        with psycopg.connect(plain(address), autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS dbos CASCADE")
    upgrade(address)
    url = f"sqlite:///{address.path}" if address.path else address.url
    return make_services(Settings.model_validate({"database_url": url, "llm_cache": tmp_path / "answers.db"}))


def plain(address: DatabaseAddress) -> str:
    return address.url.replace("postgresql+psycopg://", "postgresql://")


@contextmanager
def working(services: Services) -> Iterator[None]:
    worker = make_worker(services)
    thread = Thread(target=worker.work)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join()


@asynccontextmanager
async def calling(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client(services) as http:
        yield http
    await services.close()


def places(address: DatabaseAddress) -> set[str]:
    """Every table that holds the mark in any column, also packed, and every file that does."""
    paths = [address.path, address.path.with_name("liaison-queue.db")] if address.path else []
    databases = [DatabaseAddress(path=path) for path in paths if path.exists()] or [address]
    return {place for one in databases for place in tables_with_it(one)} | (
        set(files_with_it(address.path.parent)) if address.path else set()
    )


def tables_with_it(address: DatabaseAddress) -> Iterator[str]:
    engine = sync_engine(address)
    with engine.connect() as connection:
        found = inspect(connection)
        schemas = ["public", "dbos"] if address.path is None else [None]
        for schema in schemas:
            for table in found.get_table_names(schema=schema):
                name = f'"{schema}"."{table}"' if schema else f'"{table}"'
                if any(holds_it(value) for row in connection.execute(text(f"SELECT * FROM {name}")) for value in row):
                    yield table
    engine.dispose()


def holds_it(value: Any) -> bool:
    if not isinstance(value, bytes):
        return MARK in str(value)
    try:
        return MARK.encode() in value or MARK.encode() in zlib.decompress(value)
    except zlib.error:
        return False


def files_with_it(folder: Path) -> list[str]:
    """Read by another process: closing a file here would drop the locks that SQLite has on it."""
    command = ["grep", "--recursive", "--files-with-matches", "--binary", MARK, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return [Path(line).name for line in done.stdout.splitlines()]


async def ended(http: httpx.AsyncClient, job: str) -> str:
    """The result of a job, once it is there."""
    for _ in range(400):
        told = (await http.get(f"/v1/jobs/{job}")).json()
        if told["result"]:
            return str(told["result"])
        assert told["state"] in ("queued", "running"), told
        await asyncio.sleep(0.05)
    raise AssertionError("the job does not end")


async def in_a_batch(http: httpx.AsyncClient) -> tuple[str, str]:
    """A batch of one line with the mark and two without, when it is done; and the file that it was made of."""
    lines = [
        {"custom_id": f"line {number}", "method": "POST", "url": "/v1/requirements", "body": {"brief": {"text": brief}}}
        for number, brief in enumerate((BRIEF.replace(MARK, "Harvest"), BRIEF, BRIEF.replace(MARK, "Autumn")))
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    sent = await http.post("/v1/files", files={"file": ("in.jsonl", content)}, data={"purpose": "batch"})
    wanted = {"input_file_id": sent.json()["id"], "endpoint": "/v1/requirements", "completion_window": "24h"}
    batch = (await http.post("/v1/batches", json=wanted)).json()["id"]
    for _ in range(400):
        if (await http.get(f"/v1/batches/{batch}")).json()["status"] == "completed":
            return batch, sent.json()["id"]
        await asyncio.sleep(0.05)
    raise AssertionError("the batch does not end")


async def through_every_way_in(http: httpx.AsyncClient) -> dict[str, str]:
    """Have the mark kept wherever it can be; the ids of what was made."""
    key = {"Idempotency-Key": "once"}
    plan = (await http.post("/v1/requirements", json=WANTED, headers=key)).headers["liaison-stored"]
    stream = {"Accept": "text/event-stream", "Idempotency-Key": "streamed"}
    assert MARK in (await http.post("/v1/requirements", json=WANTED, headers=stream)).text
    await http.post("/v1/explanations", json={"constraints": f"{MARK}: {LIMITS}", **WANTED})
    specification = (await http.get(f"/v1/results/{plan}")).json()["document"]
    aligned = {"specification": specification, "constraints": LIMITS}
    await http.post("/v1/alignments", json=aligned, headers={"Idempotency-Key": "aligned"})
    page = (await http.post("/", data={"text": BRIEF, "way": "text"})).headers["location"]
    held = {"constraints": LIMITS, "result": page.removeprefix("/results/")}
    assert (await http.post("/constraints", data=held)).status_code == 303
    assert MARK in (await http.get(f"{page}/specification.md")).text
    link = (await http.post(f"/v1/results/{plan}/shares", json={}, headers={"Idempotency-Key": "link"})).json()
    assert MARK in (await http.get(f"/v1{link['path']}")).text
    job = (await http.post("/v1/requirements", json=WANTED, headers={**ASYNC, "Idempotency-Key": "job"})).json()["id"]
    await ended(http, job)
    batch, file = await in_a_batch(http)
    return {"plan": plan, "page": page, "job": job, "batch": batch, "file": file}


async def test_of_deleted_results_nothing_is_left_anywhere(
    services: Services, address: DatabaseAddress, tmp_path: Path
) -> None:
    async with calling(services) as http:
        with working(services):
            made = await through_every_way_in(http)
        waiting = (await http.post("/v1/requirements", json=WANTED, headers=ASYNC)).json()["id"]
        assert services.jobs
        DatabaseJournal(services.jobs.database).keep(waiting, "question:0", {"text": MARK})
        kept = {"results", "jobs", "job_events", "repeats", "file_parts", "model_answers"}
        assert {place for place in places(address) if not place.startswith("liaison")} == kept
        answers = AnswerCache(CacheOptions(tmp_path / "answers.db"))
        answers.put("question", MARK, Tokens(input=1, output=1))
        answers.close()
        assert any("answers.db" in name for name in files_with_it(tmp_path))
        page_of_plan = (await http.get(made["page"])).text
        assert "the result that was worked out for it" in page_of_plan
        while found := (await http.get("/v1/results")).json()["results"]:
            assert (await http.delete(f"/v1/results/{found[0]['id']}")).status_code == 204
        assert (await http.delete(f"/v1/jobs/{waiting}")).status_code == 204
        assert places(address) == set()
        assert files_with_it(tmp_path) == []
        left = (await http.get(f"/v1/files/{made['file']}/content")).content.split(b"\n")
    assert [line.strip() for line in left] == [b"", b"", b""], "each line went with its result"


async def test_of_a_deleted_job_and_a_deleted_batch_nothing_is_left_anywhere(
    services: Services, address: DatabaseAddress
) -> None:
    async with calling(services) as http:
        with working(services):
            job = (await http.post("/v1/requirements", json=WANTED, headers=ASYNC)).json()["id"]
            result = await ended(http, job)
            batch, file = await in_a_batch(http)
        assert places(address) != set()
        assert (await http.delete(f"/v1/jobs/{job}")).status_code == 204
        assert (await http.get(f"/v1/results/{result}")).status_code == 404
        (one,) = (await http.get("/v1/results", params={"title": MARK.lower()})).json()["results"]
        await http.delete(f"/v1/results/{one['id']}")
        assert places(address) == set(), "its line in the file went with it"
        lines = (await http.get(f"/v1/files/{file}/content")).text.split("\n")
        assert ["Harvest" in lines[0], lines[1].strip(), "Autumn" in lines[2]] == [True, "", True]
        assert (await http.delete(f"/v1/batches/{batch}")).status_code == 204
        gone = [f"/v1/jobs/{job}", f"/v1/batches/{batch}", f"/v1/files/{file}"]
        assert [(await http.get(path)).status_code for path in gone] == [404, 404, 404]
        assert (await http.get("/v1/results")).json()["results"] == []


async def test_of_a_deleted_file_nothing_is_left_anywhere(services: Services, address: DatabaseAddress) -> None:
    async with calling(services) as http:
        sent = await http.post("/v1/files", files={"file": ("in.jsonl", BRIEF)}, data={"purpose": "batch"})
        assert "file_parts" in places(address)
        assert (await http.delete(f"/v1/files/{sent.json()['id']}")).status_code == 204
        assert places(address) == set()


async def test_a_job_that_is_deleted_while_it_runs_writes_nothing_more(
    services: Services, address: DatabaseAddress
) -> None:
    """Neither its result, nor an answer of a model that comes later; and the queue does not know it any more."""
    assert services.jobs
    async with calling(services) as http:
        job = (await http.post("/v1/requirements", json=WANTED, headers=ASYNC)).json()["id"]
        work, journal = WorkLedger(services.jobs.database), DatabaseJournal(services.jobs.database)
        assert work.begin(job, "worker-1")
        assert (await http.delete(f"/v1/jobs/{job}")).status_code == 204
        journal.keep(job, "question:0", {"text": MARK})
        lately, over = work.erased()
        assert (lately, over) == ([job], [])
        work.forget(lately)
        assert work.erased() == ([], [])
        assert places(address) == set()
