"""Webhooks over HTTP: registered, changed, tried, and what was sent to them by pages."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from service.store.blocking import BlockingDatabase
from service.store.database import Database
from service.webhooks.addresses import Addresses
from service.webhooks.dispatch import Dispatch, Outcome
from tests.databases import file_database
from tests.keyed import calling, keyed, new_key, two_workspaces
from tests.stub_run import client, stub_services
from tests.webhooks.kept import SOMEWHERE, happen

URL = "https://hooks.example/told"
UNKNOWN = "whk_" + "0" * 26


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Database]:
    async with file_database(tmp_path) as found:
        yield found


@pytest.fixture
async def http(kept: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(keyed(kept, addresses=SOMEWHERE), await new_key(kept, "admin")) as opened:
        yield opened


async def registered(http: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await http.post("/v1/webhooks", json={"url": URL} | changes)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def send(kept: Database, outcome: Outcome) -> None:
    """Send what is due, with this outcome."""
    dispatch = Dispatch(BlockingDatabase(kept.address))
    [parcel] = dispatch.claim(10)
    assert dispatch.record(parcel, outcome)
    dispatch.database.close()


def failed(status: int = 500) -> Outcome:
    return Outcome(datetime.now(UTC), 12, status, f"answered with {status}", "out of order")


async def test_a_secret_is_shown_once(http: httpx.AsyncClient) -> None:
    answer = await http.post("/v1/webhooks", json={"url": URL, "events": ["job.failed", "job.failed"]})
    made = answer.json()
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", made["secret"])
    assert (answer.headers["location"], answer.headers["etag"]) == (f"/v1/webhooks/{made['id']}", '"1"')
    found = await http.get(answer.headers["location"])
    listed = await http.get("/v1/webhooks")
    assert found.json() == {name: value for name, value in made.items() if name != "secret"}
    assert listed.json() == {"webhooks": [found.json()], "next_cursor": None}
    assert (made["events"], made["enabled"], made["failing_since"]) == (["job.failed"], True, None)


async def test_a_repeated_request_is_not_told_the_secret_again(http: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "once"}
    assert (await http.post("/v1/webhooks", json={"url": URL}, headers=headers)).status_code == 201
    again = await http.post("/v1/webhooks", json={"url": URL}, headers=headers)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/shown-once")


@pytest.mark.parametrize(
    ("body", "location", "message"),
    [
        ({}, "url", "missing"),
        ({"url": "hooks.example"}, "url", "begin with https://"),
        ({"url": "https://hooks.inside/"}, "url", "private network; whoever runs the server may permit it"),
        ({"url": "http://hooks.example/"}, "url", "begin with https://"),
        ({"url": "https://127.0.0.1/"}, "url", "of this machine"),
        ({"url": "https://0x7f000001/"}, "url", "four decimal numbers"),
        ({"url": URL, "events": []}, "events", ""),
        ({"url": URL, "events": ["job.queued"]}, "events.0", ""),
        ({"url": URL, "description": "a\nb"}, "description", ""),
        ({"url": URL, "secret": "whsec_"}, "secret", ""),
        ({"url": URL, "event": ["job.failed"]}, "event", "did you mean events"),
    ],
)
async def test_what_cannot_be_a_webhook_is_named(
    body: dict[str, Any], location: str, message: str, http: httpx.AsyncClient
) -> None:
    answer = await http.post("/v1/webhooks", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["location"]) == (422, location)
    assert message in answer.json()["errors"][0]["message"]


async def test_what_the_operator_permits_is_taken(http: httpx.AsyncClient) -> None:
    assert (await registered(http, url="http://permitted.inside/"))["url"] == "http://permitted.inside/"


async def test_an_open_server_takes_endpoints_of_its_own_machine(kept: Database) -> None:
    services = stub_services(database=kept, addresses=Addresses(is_open=lambda: True))
    async with client(services) as http:
        assert (await http.post("/v1/webhooks", json={"url": "http://127.0.0.1:9/"})).status_code == 201
        assert (await http.post("/v1/webhooks", json={"url": "http://192.168.0.1/"})).status_code == 422


async def test_a_workspace_has_only_so_many(http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.webhooks.endpoints.MOST", 2)
    for _ in range(2):
        await registered(http)
    answer = await http.post("/v1/webhooks", json={"url": URL})
    assert (answer.status_code, "delete one first" in answer.json()["detail"]) == (422, True)


async def test_a_change_needs_the_version_that_it_is_meant_for(http: httpx.AsyncClient) -> None:
    path = f"/v1/webhooks/{(await registered(http))['id']}"
    missing = await http.patch(path, json={"description": "shop"})
    tag = {"If-Match": (await http.get(path)).headers["etag"]}
    changed = await http.patch(path, json={"description": "shop", "events": ["batch.failed"]}, headers=tag)
    stale = await http.patch(path, json={"description": "store"}, headers=tag)
    inside = await http.patch(path, json={"url": "https://hooks.inside/"}, headers={"If-Match": '"2"'})
    assert [answer.status_code for answer in (missing, changed, stale, inside)] == [428, 200, 412, 422]
    found = (await http.get(path)).json()
    assert (found["description"], found["events"], found["url"]) == ("shop", ["batch.failed"], URL)


async def test_one_that_is_switched_off_is_told_nothing_until_it_is_on_again(
    http: httpx.AsyncClient, kept: Database
) -> None:
    path = f"/v1/webhooks/{(await registered(http))['id']}"
    off = await http.patch(path, json={"enabled": False}, headers={"If-Match": '"1"'})
    assert (off.json()["enabled"], off.json()["disabled_reason"]) == (False, "owner")
    happen(BlockingDatabase(kept.address))
    refused = await http.post(f"{path}/test")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/webhook-disabled")
    assert (await http.get(f"{path}/deliveries")).json()["deliveries"] == []
    on = await http.patch(path, json={"enabled": True}, headers={"If-Match": off.headers["etag"]})
    assert (on.json()["enabled"], on.json()["disabled_reason"]) == (True, None)
    assert (await http.post(f"{path}/test")).status_code == 202


async def test_one_that_is_gone_says_so_in_the_list(http: httpx.AsyncClient, kept: Database) -> None:
    path = f"/v1/webhooks/{(await registered(http))['id']}"
    tag = (await http.get(path)).headers["etag"]
    await http.post(f"{path}/test")
    send(kept, failed(410))
    found = (await http.get("/v1/webhooks")).json()["webhooks"][0]
    assert (found["enabled"], found["disabled_reason"], bool(found["failing_since"])) == (False, "gone", True)
    assert (await http.patch(path, json={"enabled": True}, headers={"If-Match": tag})).status_code == 412


async def test_while_a_secret_is_exchanged_both_are_signed_with(http: httpx.AsyncClient, kept: Database) -> None:
    made = await registered(http)
    path = f"/v1/webhooks/{made['id']}"
    rotated = (await http.post(f"{path}/rotate", json={"overlap_hours": 2})).json()
    assert timedelta(0) < datetime.fromisoformat(rotated["old_secret_until"]) - datetime.now(UTC) <= timedelta(hours=2)
    for secrets, overlap in (({made["secret"], rotated["secret"]}, 2), ({"new"}, 0)):
        if overlap == 0:
            secrets = {(await http.post(f"{path}/rotate", json={"overlap_hours": 0})).json()["secret"]}
        await http.post(f"{path}/test")
        dispatch = Dispatch(BlockingDatabase(kept.address))
        [parcel] = dispatch.claim(10)
        assert set(parcel.secrets) == secrets
        dispatch.database.close()


async def test_what_was_sent_is_told_with_every_try(http: httpx.AsyncClient, kept: Database) -> None:
    path = f"/v1/webhooks/{(await registered(http))['id']}"
    sent = await http.post(f"{path}/test")
    assert (sent.status_code, sent.json()["state"], sent.json()["type"]) == (202, "pending", "ping")
    send(kept, failed())
    found = (await http.get(sent.headers["location"])).json()
    assert (found["state"], found["event_id"][:4]) == ("pending", "evt_")
    assert datetime.fromisoformat(found["next_attempt_at"]) > datetime.now(UTC)
    [attempt] = found["attempts"]
    assert {name: attempt[name] for name in ("number", "duration_ms", "status", "error", "answer")} == {
        "number": 1, "duration_ms": 12, "status": 500, "error": "answered with 500", "answer": "out of order",
    }  # fmt: skip
    again = await http.post(f"{sent.headers['location']}/redeliver")
    assert (again.status_code, again.json()["event_id"]) == (202, found["event_id"])
    send(kept, Outcome(datetime.now(UTC), 7, 204))
    over = (await http.get(sent.headers["location"])).json()
    assert (over["state"], over["next_attempt_at"], len(over["attempts"])) == ("delivered", None, 2)
    await http.post(f"{sent.headers['location']}/redeliver")
    send(kept, Outcome(datetime.now(UTC), 7, 204))
    assert len((await http.get(sent.headers["location"])).json()["attempts"]) == 3


async def test_lists_come_by_pages_newest_first(http: httpx.AsyncClient) -> None:
    made = [await registered(http) for _ in range(3)]
    path = f"/v1/webhooks/{made[0]['id']}/deliveries"
    sent = [(await http.post(f"/v1/webhooks/{made[0]['id']}/test")).json() for _ in range(3)]
    for where, key, expected in (("/v1/webhooks", "webhooks", made), (path, "deliveries", sent)):
        first = (await http.get(where, params={"limit": 2})).json()
        rest = (await http.get(where, params={"limit": 2, "cursor": first["next_cursor"]})).json()
        ids = [one["id"] for one in first[key] + rest[key]]
        assert ids == sorted((one["id"] for one in expected), reverse=True)
        assert rest["next_cursor"] is None
        wrong = await http.get(where, params={"cursor": "x"})
        assert (wrong.status_code, wrong.json()["errors"][0]["location"]) == (422, "cursor")


@pytest.mark.parametrize("path", [UNKNOWN, "x", f"{UNKNOWN}/deliveries", f"{UNKNOWN}/deliveries/x"])
async def test_what_is_not_there_is_a_problem(path: str, http: httpx.AsyncClient) -> None:
    assert (await http.get(f"/v1/webhooks/{path}")).status_code == 404


async def test_what_is_deleted_is_sent_no_more(http: httpx.AsyncClient, kept: Database) -> None:
    path = f"/v1/webhooks/{(await registered(http))['id']}"
    await http.post(f"{path}/test")
    assert (await http.delete(path)).status_code == 204
    assert (await http.get(path)).status_code == 404
    assert Dispatch(BlockingDatabase(kept.address)).claim(10) == []


async def test_only_an_admin_looks_after_webhooks(kept: Database) -> None:
    async with calling(keyed(kept, addresses=SOMEWHERE), await new_key(kept, "write")) as http:
        answers = [await http.get("/v1/webhooks"), await http.post("/v1/webhooks", json={"url": URL})]
    assert [answer.json()["type"] for answer in answers] == ["/problems/scope-missing"] * 2


async def test_each_workspace_is_told_of_its_own(kept: Database) -> None:
    services = keyed(kept, addresses=SOMEWHERE)
    ours, theirs = await two_workspaces(kept)
    async with calling(services, ours) as owner, calling(services, theirs) as stranger:
        mine = await registered(owner)
        assert (await stranger.get("/v1/webhooks")).json()["webhooks"] == []
        for method, path in (("get", ""), ("delete", ""), ("post", "/test"), ("get", "/deliveries")):
            assert (await stranger.request(method, f"/v1/webhooks/{mine['id']}{path}")).status_code == 404
        async with kept.reading() as session:
            workspaces = (await session.execute(text("SELECT workspace FROM webhooks"))).scalars().all()
        happen(BlockingDatabase(kept.address), workspace="wsp_other")
        assert (await owner.get(f"/v1/webhooks/{mine['id']}/deliveries")).json()["deliveries"] == []
        happen(BlockingDatabase(kept.address), workspace=workspaces[0])
        assert len((await owner.get(f"/v1/webhooks/{mine['id']}/deliveries")).json()["deliveries"]) == 1


async def test_what_is_done_to_webhooks_is_in_the_log(http: httpx.AsyncClient, kept: Database) -> None:
    made = await registered(http)
    path = f"/v1/webhooks/{made['id']}"
    sent = (await http.post(f"{path}/test")).json()
    await http.post(f"{path}/deliveries/{sent['id']}/redeliver")
    await http.post(f"{path}/rotate", json={})
    await http.patch(path, json={"description": "shop"}, headers={"If-Match": '"2"'})
    await http.delete(path)
    async with kept.reading() as session:
        query = "SELECT action, subject FROM audit_log WHERE action LIKE 'webhook.%' ORDER BY created_at"
        done = [tuple(row) for row in await session.execute(text(query))]
    assert done == [
        ("webhook.make", made["id"]), ("webhook.test", made["id"]), ("webhook.redeliver", sent["id"]),
        ("webhook.rotate", made["id"]), ("webhook.change", made["id"]), ("webhook.delete", made["id"]),
    ]  # fmt: skip
