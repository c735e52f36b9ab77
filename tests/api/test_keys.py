"""Keys over HTTP: made, shown, changed, rotated, revoked; and what each of them opens."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from schemas.keys import KeyRequest, Scope
from service.api.failures import MOST
from service.key_text import is_key
from service.key_text import new_key as key_text
from service.keyring import Keyring, caller_with
from service.store.database import Database
from tests.keyed import bearer, calling, keyed, new_key, ring, two_workspaces
from tests.stub_run import TEXT, client, stub_services

RUN = "/v1/requirements"
BRIEF = {"brief": {"text": TEXT}}
UNKNOWN = "key_" + "0" * 26


async def test_the_first_key_closes_a_server_that_was_open(database: Database) -> None:
    services = keyed(database)
    async with client(services) as http:
        assert (await http.get("/v1/keys")).json() == {"keys": [], "next_cursor": None}
        made = (await http.post("/v1/keys", json={"name": "first", "scopes": ["admin"]})).json()
    async with client(services) as http:  # the server as it is after its next look
        assert (await http.get("/v1/keys")).status_code == 401
        listed = await http.get("/v1/keys", headers=bearer(made["key"]))
    assert [key["id"] for key in listed.json()["keys"]] == [made["id"]]
    assert made["key"] not in listed.text


async def test_a_key_is_shown_once_and_kept_nowhere(database: Database) -> None:
    made = await ring(database).make(KeyRequest(name="web shop"))
    assert is_key(made.key)
    async with database.reading() as session:
        kept = (await session.execute(text("SELECT * FROM api_keys"))).mappings().one()
    told = " ".join(str(value) for value in kept.values())
    assert made.key not in told
    assert made.key[12:] not in told
    assert made.key.startswith(kept["prefix"])


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("read", {"read"}), ("write", {"read", "write"}), ("admin", {"read", "write", "admin"})],
)
async def test_a_key_opens_what_its_scope_says(scope: Scope, allowed: set[str], database: Database) -> None:
    async with calling(keyed(database), await new_key(database, scope)) as http:
        answers = {
            "read": await http.get("/docs"),
            "write": await http.post(RUN, json=BRIEF),
            "admin": await http.get("/v1/keys"),
        }
    assert {name for name, answer in answers.items() if answer.status_code == 200} == allowed
    refused = [answer for answer in answers.values() if answer.status_code != 200]
    assert [answer.json()["type"] for answer in refused] == ["/problems/scope-missing"] * (3 - len(allowed))


async def test_a_key_that_has_ended_opens_nothing(database: Database) -> None:
    good = await new_key(database, "admin")
    made = await ring(database).make(KeyRequest(name="for an hour", expires_at=datetime.now(UTC) + timedelta(hours=1)))
    later = datetime.now(UTC) + timedelta(hours=2)
    assert await caller_with(database, made.key)
    assert await caller_with(database, made.key, lambda: later) is None
    async with calling(keyed(database)) as http:
        assert (await http.get("/docs", headers=bearer(made.key))).status_code == 200
        revoked = await http.post(f"/v1/keys/{made.id}/revoke", headers=bearer(good))
        again = await http.post(f"/v1/keys/{made.id}/revoke", headers=bearer(good))
        refused = await http.get("/docs", headers=bearer(made.key))
        rotated = await http.post(f"/v1/keys/{made.id}/rotate", headers=bearer(good), json={})
    assert revoked.json()["revoked_at"] == again.json()["revoked_at"]
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/key-required")
    assert (rotated.status_code, rotated.json()["type"]) == (409, "/problems/key-ended")


@pytest.mark.parametrize("hours", [0, 24])
async def test_a_key_is_rotated_with_some_time_to_change_it(hours: int, database: Database) -> None:
    old = await ring(database).make(KeyRequest(name="web shop", scopes=["read", "write"], tokens_per_day=5_000))
    async with calling(keyed(database), await new_key(database, "admin")) as http:
        made = (await http.post(f"/v1/keys/{old.id}/rotate", json={"overlap_hours": hours})).json()
        opened = [(await http.get("/docs", headers=bearer(key))).status_code for key in (made["key"], old.key)]
        ends = (await http.get(f"/v1/keys/{old.id}")).json()["expires_at"]
    assert opened == ([200, 200] if hours else [200, 401])
    assert timedelta(0) <= datetime.fromisoformat(ends) - old.created_at - timedelta(hours=hours) < timedelta(minutes=2)
    same = ("name", "scopes", "tokens_per_day", "expires_at")
    assert {name: made[name] for name in same} == {name: old.model_dump()[name] for name in same}
    assert made["rotated_from"] == old.id


async def test_a_change_needs_the_version_that_it_is_meant_for(database: Database) -> None:
    key = await ring(database).make(KeyRequest(name="web shop", tokens_per_day=10))
    path = f"/v1/keys/{key.id}"
    async with calling(keyed(database), await new_key(database, "admin")) as http:
        tag = (await http.get(path)).headers["etag"]
        missing = await http.patch(path, json={"name": "shop"})
        changed = await http.patch(path, json={"name": "shop", "tokens_per_day": None}, headers={"If-Match": tag})
        stale = await http.patch(path, json={"name": "store"}, headers={"If-Match": tag})
        odd = await http.patch(path, json={"name": "store"}, headers={"If-Match": 'W/"x"'})
        found = await http.get(path)
    assert (missing.status_code, missing.json()["type"]) == (428, "/problems/version-needed")
    assert (stale.status_code, odd.status_code) == (412, 412)
    assert changed.headers["etag"] == found.headers["etag"] != tag
    assert (found.json()["name"], found.json()["tokens_per_day"]) == ("shop", None)
    assert found.json()["scopes"] == ["write"]


async def test_it_is_known_to_the_minute_when_a_key_was_used(database: Database) -> None:
    made = await ring(database).make(KeyRequest(name="web shop"))
    start = datetime(2027, 5, 3, 8, tzinfo=UTC)
    seen = []
    for seconds in (0, 59, 60):
        await caller_with(database, made.key, partial(start.__add__, timedelta(seconds=seconds)))
        seen.append((await ring(database).find(made.id)).last_used_at)
    assert seen == [start, start, start + timedelta(seconds=60)]


async def test_keys_are_listed_by_pages_newest_first(database: Database) -> None:
    moments = iter(datetime(2027, 5, 3, 8, minute, tzinfo=UTC) for minute in range(5))
    made = [
        await Keyring(database, ring(database).caller, clock=lambda: next(moments)).make(KeyRequest(name=str(n)))
        for n in range(5)
    ]
    async with calling(keyed(database, api_key="the key of the settings"), "the key of the settings") as http:
        names: list[str] = []
        cursor: str | None = None
        while cursor is not None or not names:
            page = (await http.get("/v1/keys", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
            names += [key["name"] for key in page["keys"]]
            cursor = page["next_cursor"]
        wrong = await http.get("/v1/keys", params={"cursor": "x"})
    assert names == [key.name for key in reversed(made)]
    assert (wrong.status_code, wrong.json()["errors"][0]["location"]) == (422, "cursor")


@pytest.mark.parametrize(
    ("body", "location"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "a", "scopes": []}, "scopes"),
        ({"name": "a", "scopes": ["root"]}, "scopes.0"),
        ({"name": "a", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"name": "a", "expires_at": "2099-01-01T00:00:00"}, "expires_at"),
        ({"name": "a", "requests_per_minute": 0}, "requests_per_minute"),
    ],
)
async def test_what_cannot_be_a_key_is_named(body: object, location: str, database: Database) -> None:
    async with client(keyed(database)) as http:
        answer = await http.post("/v1/keys", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["location"]) == (422, location)


async def test_without_a_database_there_are_no_keys() -> None:
    async with client(stub_services()) as http:
        answer = await http.get("/v1/keys")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-off")


# --- workspaces ---------------------------------------------------------------------------------


async def test_only_the_default_workspace_makes_others_and_sees_them(database: Database) -> None:
    ours, _theirs = await two_workspaces(database)
    services = keyed(database)
    async with calling(services, ours) as http:
        refused = await http.post("/v1/workspaces", json={"name": "another"})
        seen = (await http.get("/v1/workspaces")).json()["workspaces"]
    async with calling(services, await new_key(database, "admin")) as http:
        every = (await http.get("/v1/workspaces")).json()["workspaces"]
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/scope-missing")
    assert [one["name"] for one in seen] == ["Orchard Foods"]
    assert {one["name"] for one in every} == {"default", "Orchard Foods", "Harbour Travel"}


# --- those who try ------------------------------------------------------------------------------


async def test_whoever_tries_many_keys_is_not_heard(database: Database) -> None:
    good = await new_key(database, "read")
    async with calling(keyed(database, api_key="the key of the settings")) as http:
        tried = [(await http.get("/docs", headers=bearer(f"guess {n}"))).status_code for n in range(MOST)]
        refused = await http.get("/docs", headers=bearer("the key of the settings"))
        known = await http.get("/docs", headers=bearer(good))
        made_up = await http.get("/docs", headers=bearer(key_text()))
    assert tried == [401] * MOST
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-failures")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert known.status_code == 200, "a key that nobody can guess is looked at"
    assert (made_up.status_code, made_up.json()["type"]) == (429, "/problems/too-many-failures")
    assert 0 < int(made_up.headers["retry-after"]) <= 60


async def test_a_long_key_of_the_settings_cannot_be_locked_out(database: Database) -> None:
    long = "a key of the settings that nobody can guess"
    async with calling(keyed(database, api_key=long)) as http:
        tried = [(await http.get("/docs", headers=bearer(f"guess {n}"))).status_code for n in range(MOST + 2)]
        known = await http.get("/docs", headers=bearer(long))
    assert tried == [401] * MOST + [429] * 2
    assert known.status_code == 200


async def test_asking_without_a_key_is_no_try(database: Database) -> None:
    good = await new_key(database, "read")
    async with calling(keyed(database)) as http:
        for _ in range(MOST + 1):
            assert (await http.get("/docs")).status_code == 401
        assert (await http.get("/docs", headers=bearer(good))).status_code == 200


@pytest.mark.parametrize("wrong", ["prefix", "secret", "check"])
async def test_a_key_that_is_almost_right_is_wrong(wrong: str, database: Database) -> None:
    good = await new_key(database, "admin")
    other = key_text()
    nearly = {"prefix": other[:12] + good[12:], "secret": good[:12] + other[12:], "check": good[:-1] + "_"}[wrong]
    async with calling(keyed(database), nearly) as http:
        assert (await http.get("/docs")).status_code == 401
