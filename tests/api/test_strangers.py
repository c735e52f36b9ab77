"""Whoever has a key of one workspace finds nothing of another, at no address that the API describes."""

import json
from typing import Any

import httpx

from service.store.database import Database
from tests.keyed import calling, keyed, two_workspaces
from tests.stub_run import TEXT

BODIES: dict[str, object] = {
    "/v1/requirements": {"brief": {"text": TEXT}},
    "/v1/keys": {"name": "a key of a stranger"},
    "/v1/keys/{id}": {"name": "taken over"},
    "/v1/keys/{id}/rotate": {},
}
"""What a request needs to get as far as the question whose it is; others are refused for their body, or have none."""


async def owned(http: httpx.AsyncClient) -> dict[str, list[str]]:
    """By the beginning of the addresses: ids of everything that an owner can have."""
    keys = (await http.get("/v1/keys")).json()["keys"]
    return {"/v1/keys/": [key["id"] for key in keys]}


def addresses(path: str, ids: dict[str, list[str]]) -> list[str]:
    """The addresses of a path with every id that is known to fit in it; those without an id as they are."""
    if "{" not in path:
        return [path]
    begin = next((begin for begin in ids if path.startswith(begin)), None)
    assert begin, f"the test knows no id for {path}: add one to `owned`"
    return [path.replace("{id}", known) for known in ids[begin]]


async def everything(database: Database) -> str:
    """All that is kept, as text, but for when keys were used."""
    from sqlalchemy import text

    async with database.reading() as session:
        keys = (await session.execute(text("SELECT * FROM api_keys ORDER BY id"))).mappings().all()
    return json.dumps([{name: str(row[name]) for name in row if name != "last_used_at"} for row in keys])


async def test_a_stranger_finds_nothing_at_any_address(database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    services = keyed(database)
    async with calling(services, ours) as owner, calling(services, theirs) as stranger:
        ids = await owned(owner)
        assert all(ids.values())
        described: dict[str, Any] = (await stranger.get("/openapi.json")).json()["paths"]
        kept_before = [row for row in json.loads(await everything(database)) if row["id"] in str(ids)]
        walked = 0
        for path, methods in described.items():
            for method in methods:
                for address in addresses(path, ids):
                    answer = await stranger.request(
                        method, address, json=BODIES.get(path), headers={"If-Match": '"1"', "Accept": "*/*"}
                    )
                    walked += 1
                    assert answer.status_code < 500, (method, address, answer.text)
                    if "{" in path:
                        assert answer.status_code == 404, (method, address, answer.text)
                    asked = {address.rpartition("/")[2], *address.split("/")}
                    found = {one for known in ids.values() for one in known if one in answer.text} - asked
                    assert not found, (method, address)
        kept_after = [row for row in json.loads(await everything(database)) if row["id"] in str(ids)]
    assert kept_before == kept_after
    assert walked >= len(described)


async def test_nobody_finds_anything_without_a_key(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    services = keyed(database)
    async with calling(services, ours) as owner, calling(services) as nobody:
        ids = await owned(owner)
        described: dict[str, Any] = (await owner.get("/openapi.json")).json()["paths"]
        for path, methods in described.items():
            for method, operation in methods.items():
                for address in addresses(path, ids):
                    answer = await nobody.request(method, address, json=BODIES.get(path))
                    is_open = operation["security"] == []
                    assert (answer.status_code == 401) != is_open, (method, address)
