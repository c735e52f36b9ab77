"""`/healthz` and `/readyz`."""

from tests.stub_run import client, stub_services


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
