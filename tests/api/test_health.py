"""`/healthz` and `/readyz`."""

import asyncio
from dataclasses import replace

from service.api.health import Glance
from tests.stub_run import StubEngine, client, stub_services


async def test_the_server_is_ready() -> None:
    async with client(stub_services()) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "ready"
    assert set(answer.json()["parts"]) == {"catalogue", "engine"}


async def test_a_part_that_fails_is_named() -> None:
    async with client(stub_services(default_engine="model")) as http:
        answer = await http.get("/readyz")
        alive = await http.get("/healthz")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-ready")
    assert [error["location"] for error in answer.json()["errors"]] == ["engine"]
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})


async def test_asking_often_makes_no_more_work_than_asking_once() -> None:
    now, made = [0.0], []

    def engine() -> StubEngine:
        made.append(now[0])
        return StubEngine()

    glance = Glance(replace(stub_services(), engines={"rules": engine}), lambda: now[0])
    await asyncio.gather(*(glance.checks() for _ in range(5)))
    now[0] = 0.9
    await glance.checks()
    assert len(made) == 1
    now[0] = 1.0
    assert all(check.ok for check in await glance.checks())
    assert len(made) == 2
