"""Jobs and lines of batches through the same services as every other run."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from schemas.keys import KeyChange, KeyRequest
from service.callers import Bounds
from service.services import Services
from service.store.database import Database
from service.store.job_tables import JobRow
from service.working import make_worker
from tests.api.test_budgets import costly_run
from tests.databases import address, database, postgres
from tests.keyed import calling, keyed, ring
from tests.stub_run import TEXT, with_model

__all__ = ["address", "database", "postgres"]

RUN = "/v1/requirements"


def line(number: int, **body: Any) -> str:
    return json.dumps(
        {"custom_id": f"c{number}", "method": "POST", "url": RUN, "body": {"brief": {"text": TEXT}} | body}
    )


async def sent(http: httpx.AsyncClient, *lines: str) -> str:
    """The id of a batch of these lines."""
    content = "\n".join(lines).encode()
    file = await http.post("/v1/files", files={"file": ("in.jsonl", content)}, data={"purpose": "batch"})
    made = await http.post("/v1/batches", json={"input_file_id": file.json()["id"], "endpoint": RUN})
    return str(made.json()["id"])


async def work(services: Services) -> None:
    """Do all that waits, one job after the other."""
    assert services.jobs
    worker = make_worker(services)
    while waiting := worker.ledger.waiting():
        await worker.runner.run(waiting[0].id)


async def ended(http: httpx.AsyncClient, batch: str) -> dict[str, str]:
    """How each line ended: `ok`, or the code of its error."""
    found = {}
    for kind in ("output", "errors"):
        for one in (await http.get(f"/v1/files/file-{batch}-{kind}/content")).text.splitlines():
            told = json.loads(one)
            found[told["custom_id"]] = told["error"]["code"] if told["error"] else "ok"
    return found


@pytest.mark.parametrize("by_key", [True, False])
async def test_lines_beyond_the_tokens_of_a_day_fail_and_may_be_sent_again(by_key: bool, database: Database) -> None:
    bounds = Bounds(tokens_per_day=None if by_key else 100)
    services = with_model(keyed(database, run=costly_run, bounds=bounds))
    made = await ring(database).make(KeyRequest(name="shop", tokens_per_day=100 if by_key else None))
    async with calling(services, made.key) as http:
        batch = await sent(http, line(1), line(2), line(3), line(4, engine="rules"), line(5))
        await work(services)
        assert await ended(http, batch) == {
            "c1": "ok", "c2": "ok", "c3": "tokens_spent", "c4": "ok", "c5": "tokens_spent",
        }  # fmt: skip
        told = (await http.get(f"/v1/files/file-{batch}-errors/content")).text
        assert '"status_code":429' in told
        assert (await http.post(RUN, json={"brief": {"text": TEXT}})).json()["type"] == "/problems/tokens-spent"
    more = services if by_key else with_model(keyed(database, run=costly_run, bounds=Bounds(tokens_per_day=1_000)))
    if by_key:
        await raise_bound(database, made.id)
    async with calling(more, made.key) as http:
        again = await sent(http, line(3), line(5))
        await work(more)
        assert await ended(http, again) == {"c3": "ok", "c5": "ok"}


async def raise_bound(database: Database, key_id: str) -> None:
    await ring(database).change(key_id, 1, KeyChange(tokens_per_day=1_000))


async def test_what_was_begun_before_a_crash_is_finished(database: Database) -> None:
    services = with_model(keyed(database, run=costly_run))
    made = await ring(database).make(KeyRequest(name="shop", tokens_per_day=60))
    async with calling(services, made.key) as http:
        batch = await sent(http, line(1), line(2))
        assert services.jobs
        worker = make_worker(services)
        await worker.runner.run(worker.ledger.waiting()[0].id)
        with services.jobs.database.writing() as session:
            second = session.scalar(select(JobRow.id).where(JobRow.custom_id == "c2"))
            session.execute(update(JobRow).where(JobRow.id == second).values(starts=1))
        await work(services)
        assert await ended(http, batch) == {"c1": "ok", "c2": "ok"}
