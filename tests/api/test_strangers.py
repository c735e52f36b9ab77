"""Whoever has a key of one workspace finds nothing of another, at no address that the API describes."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from schemas.keys import KeyRequest, RotateRequest, Scope
from service.api.access import ADMIN_PATHS
from service.key_text import new_key as key_text
from service.store.database import Database
from service.store.key_tables import KeyRow
from tests.keyed import bearer, calling, keyed, new_key, ring, two_workspaces
from tests.stub_run import TEXT
from tests.webhooks.kept import SOMEWHERE

BODIES: dict[str, object] = {
    "/v1/requirements": {"brief": {"text": TEXT}},
    "/v1/keys": {"name": "a key of a stranger"},
    "/v1/keys/{key_id}": {"name": "taken over"},
    "/v1/keys/{key_id}/rotate": {},
    "/v1/results/{result_id}/shares": {},
    "/v1/webhooks": {"url": "https://hooks.example/told"},
    "/v1/webhooks/{webhook_id}": {"enabled": False},
    "/v1/webhooks/{webhook_id}/rotate": {},
    "/v1/batches": {"input_file_id": "file_made_up", "endpoint": "/v1/requirements", "completion_window": "24h"},
}
"""What a request needs to get as far as the question whose it is; others are refused for their body, or have none."""
LINK = "/v1/shared/{token}"
"""Open to whoever has the link, and to nobody else: the token is a key of its own."""

ENDED = ("expired", "revoked", "rotated")
REFUSED = ("/problems/key-required", "/problems/too-many-failures")
OF_THE_SERVER = {"/metrics"}
"""About all workspaces: admins of one of them do not see it, unless that is the default one."""

Known = dict[str, str]


async def owned(http: httpx.AsyncClient) -> Known:
    """By its name in addresses: the id of one of everything that an owner can have."""
    stored = (await http.post("/v1/requirements", json=BODIES["/v1/requirements"])).headers["liaison-stored"]
    share = (await http.post(f"/v1/results/{stored}/shares", json={})).json()
    key = (await http.get("/v1/keys")).json()["keys"][0]["id"]
    later = await http.post("/v1/requirements", json=BODIES["/v1/requirements"], headers={"Prefer": "respond-async"})
    uploaded = await http.post("/v1/files", files={"file": ("in.jsonl", b"{}\n")}, data={"purpose": "batch"})
    wanted = {"input_file_id": uploaded.json()["id"], "endpoint": "/v1/requirements", "completion_window": "24h"}
    batch = await http.post("/v1/batches", json=wanted)
    for old in (await http.get("/v1/webhooks")).json()["webhooks"]:  # a workspace has few of them at most
        await http.delete(f"/v1/webhooks/{old['id']}")
    hook = (await http.post("/v1/webhooks", json=BODIES["/v1/webhooks"])).json()
    ping = (await http.post(f"/v1/webhooks/{hook['id']}/test")).json()
    return {
        "webhook_id": hook["id"],
        "delivery_id": ping["id"],
        "key_id": key,
        "result_id": stored,
        "share_id": share["id"],
        "token": "made-up-by-a-stranger",
        "job_id": later.json()["id"],
        "file_id": uploaded.json()["id"],
        "batch_id": batch.json()["id"],
    }


def walked(described: dict[str, Any], known: Known) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every address with every method: method, path as described, address with ids that are known, description."""
    for path, methods in described["paths"].items():
        missing = set(re.findall(r"{(\w+)}", path)) - set(known)
        assert not missing, f"the test knows no id for {path}: add one to `owned`"
        for method, operation in methods.items():
            yield method, path, path.format(**known), operation


async def kept(database: Database, known: Known) -> str:
    """All that is kept of these ids, but for when keys were used."""
    rows: list[dict[str, str]] = []
    async with database.reading() as session:
        for table in ("api_keys", "results", "shares", "jobs", "files", "batches", "webhooks", "webhook_deliveries"):
            found = (await session.execute(text(f"SELECT * FROM {table} ORDER BY id"))).mappings()
            rows += [{name: str(row[name]) for name in row if name != "last_used_at"} for row in found]
    return json.dumps([row for row in rows if row["id"] in known.values()])


async def test_a_stranger_finds_nothing_at_any_address(database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner, calling(services, theirs) as stranger:
        known = await owned(owner)
        before = await kept(database, known)
        described = (await stranger.get("/openapi.json")).json()
        for method, path, address, _ in walked(described, known):
            answer = await stranger.request(method, address, json=BODIES.get(path), headers={"If-Match": '"1"'})
            assert answer.status_code < 500, (method, address, answer.text)
            assert "{" not in path or answer.status_code == 404, (method, address, answer.text)
            told = answer.text.replace(address, "")
            assert not [one for one in known.values() if one in told], (method, address)
    assert await kept(database, known) == before
    assert len(json.loads(before)) == 8


async def test_an_owner_finds_it_all(database: Database) -> None:
    """Else the walk of the stranger would prove nothing."""
    ours, _ = await two_workspaces(database)
    async with calling(keyed(database, addresses=SOMEWHERE), ours) as owner:
        known = await owned(owner)
        described = (await owner.get("/openapi.json")).json()
        for method, path, address, _ in walked(described, known):
            if method == "get" and path != LINK:
                assert (await owner.get(address)).status_code == (403 if path in OF_THE_SERVER else 200), address


async def test_nobody_finds_anything_without_a_key(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner, calling(services) as nobody:
        known = await owned(owner)
        described = (await owner.get("/openapi.json")).json()
        for method, path, address, operation in walked(described, known):
            answer = await nobody.request(method, address, json=BODIES.get(path))
            needs_none = operation["security"] == [] or {} in operation["security"]
            assert (answer.status_code == 401) != needs_none, (method, address)


async def ended_keys(database: Database) -> dict[str, str]:
    """Keys that were good once, and one that never was, by what has become of them."""
    keys = {name: await ring(database).make(KeyRequest(name=name, scopes=["admin"])) for name in ENDED}
    await ring(database).revoke(keys["revoked"].id)
    await ring(database).rotate(keys["rotated"].id, RotateRequest(overlap_hours=0))
    async with database.writing() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        await session.execute(update(KeyRow).where(KeyRow.id == keys["expired"].id).values(expires_at=past))
    return {name: made.key for name, made in keys.items()} | {"never made": key_text()}


async def test_a_key_that_has_ended_opens_no_address(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner:
        known = await owned(owner)
        described = (await owner.get("/openapi.json")).json()
        before = await kept(database, known)
        for name, key in (await ended_keys(database)).items():
            for method, path, address, operation in walked(described, known):
                if operation["security"] != []:
                    answer = await owner.request(method, address, json=BODIES.get(path), headers=bearer(key))
                    assert answer.json()["type"] in REFUSED, (name, method, address, answer.text)
    assert await kept(database, known) == before


@pytest.mark.parametrize("scope", ["read", "write"])
async def test_no_address_is_open_beyond_the_scope_of_a_key(scope: Scope, database: Database) -> None:
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, await new_key(database, "admin")) as owner:
        known = await owned(owner)
        described = (await owner.get("/openapi.json")).json()
    async with calling(services, await new_key(database, scope)) as http:
        for method, path, address, operation in walked(described, known):
            if operation["security"] == [] or method == "delete":
                continue
            answer = await http.request(method, address, json=BODIES.get(path))
            beyond = path.startswith(ADMIN_PATHS) or (scope == "read" and method != "get")
            assert (answer.status_code == 403) == beyond, (method, address, answer.text)


@pytest.mark.parametrize("store", [True, False])
async def test_the_pages_show_what_is_of_the_own_workspace(store: bool, database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner, calling(services, theirs) as stranger:
        form = {"text": TEXT, "way": "text"} | ({} if store else {"forget": "yes"})
        sent = await owner.post("/", data=form)
        page = sent.headers["location"]
        answers = {
            (who, path): (await http.get(path)).status_code
            for (who, http), path in product({"owner": owner, "stranger": stranger}.items(), [page, "/results"])
        }
        assert answers == {
            ("owner", page): 200, ("stranger", page): 404, ("owner", "/results"): 200, ("stranger", "/results"): 200,
        }  # fmt: skip
        if store:
            assert page in (await owner.get("/results")).text
            assert (await stranger.post(f"{page}/delete")).status_code == 404
        assert page not in (await stranger.get("/results")).text
        assert (await owner.get(page)).status_code == 200


async def test_the_pages_of_batches_are_those_of_the_own_workspace(database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner, calling(services, theirs) as stranger:
        sent = await owner.post("/batches", files=[("files", ("spring.txt", TEXT.encode()))])
        page = sent.headers["location"]
        for path in (page, f"{page}/progress", f"{page}/results.jsonl"):
            assert [(await http.get(path)).status_code for http in (owner, stranger)] == [200, 404], path
        assert (await stranger.post(f"{page}/cancel")).status_code == 404
        assert page in (await owner.get("/batches")).text
        assert page not in (await stranger.get("/batches")).text
        assert "Being looked through" in (await owner.get(page)).text


async def test_a_link_opens_what_it_was_made_for_without_a_key(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    services = keyed(database, addresses=SOMEWHERE)
    async with calling(services, ours) as owner, calling(services) as nobody:
        known = await owned(owner)
        token = (await owner.post(f"/v1/results/{known['result_id']}/shares", json={})).json()["token"]
        answers = [await nobody.get(f"{folder}/{token}") for folder in ("/v1/shared", "/shared")]
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_what_is_kept_tells_by_whose_key(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    async with calling(keyed(database, addresses=SOMEWHERE), ours) as owner:
        known = await owned(owner)
    async with database.reading() as session:
        owners = [
            (await session.execute(text(f"SELECT owner FROM {table}"))).scalars().all()
            for table in ("results", "shares")
        ]
    assert owners == [[known["key_id"]], [known["key_id"]]]
