"""Who saw, made, shared and deleted what is written down, told to admins alone, and tells nothing of contents."""

from itertools import pairwise
from typing import Any

import pytest

from service.auditing import LOOK_SECONDS, Looks
from service.callers import LOCAL
from service.store.database import Database
from service.store.engines import sync_engine
from tests.keyed import bearer, calling, keyed, new_key, two_workspaces
from tests.stub_run import TEXT

BODY = {"brief": {"text": f"{TEXT} Zanzibarium"}}


async def log(http: Any, **wanted: Any) -> list[dict[str, Any]]:
    answer = await http.get("/v1/audit", params=wanted)
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


async def test_what_is_done_to_results_and_links_is_written_down(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    async with calling(keyed(database), ours) as http, calling(keyed(database)) as reader:
        named = {"X-Request-ID": "order-17"}
        result = (await http.post("/v1/requirements", json=BODY, headers=named)).headers["liaison-stored"]
        await http.get(f"/v1/results/{result}")
        tag = (await http.get(f"/v1/results/{result}")).headers["etag"]
        assert (await http.get(f"/v1/results/{result}", headers={"If-None-Match": tag})).status_code == 304
        await http.get("/v1/results")
        await http.get(f"/results/{result}")
        await http.get(f"/results/{result}/specification.md")
        share = (await http.post(f"/v1/results/{result}/shares", json={})).json()
        assert (await reader.get(share["path"])).status_code == 200
        await http.delete(f"/v1/results/{result}/shares/{share['id']}")
        await http.delete(f"/v1/results/{result}")
        entries = (await log(http))[::-1]
        key = (await http.get("/v1/keys")).json()["keys"][0]["id"]
    done = [(one["action"], one["object"], one["actor"]) for one in entries if one["object"] != key]
    assert done[-9:] == [
        ("result.make", result, key),
        ("result.read", result, key),
        ("result.read", result, key),
        ("result.read", result, key),
        ("result.download", result, key),
        ("share.make", share["id"], key),
        ("share.open", share["id"], "nobody"),
        ("share.withdraw", share["id"], key),
        ("result.delete", result, key),
    ]
    made = next(one for one in entries if one["action"] == "result.make")
    assert made["request_id"] == "order-17"
    assert "Zanzibarium" not in str(entries)
    assert TEXT not in str(entries)


async def test_what_is_done_to_jobs_files_and_batches_is_written_down(database: Database) -> None:
    ours, _ = await two_workspaces(database)
    async with calling(keyed(database), ours) as http:
        job = (await http.post("/v1/requirements", json=BODY, headers={"Prefer": "respond-async"})).json()["id"]
        for _ in range(5):
            await http.get(f"/v1/jobs/{job}")
            await http.get(f"/v1/jobs/{job}/events")
        await http.post(f"/v1/jobs/{job}/cancel")
        await http.delete(f"/v1/jobs/{job}")
        sent = await http.post("/v1/files", files={"file": ("in.jsonl", b"{}\n")}, data={"purpose": "batch"})
        file = sent.json()["id"]
        await http.get(f"/v1/files/{file}")
        await http.get(f"/v1/files/{file}/content")
        wanted = {"input_file_id": file, "endpoint": "/v1/requirements", "completion_window": "24h"}
        batch = (await http.post("/v1/batches", json=wanted)).json()["id"]
        await http.get(f"/v1/batches/{batch}")
        await http.get(f"/v1/files/file-{batch}-output/content")
        await http.post(f"/v1/batches/{batch}/cancel")
        await http.delete(f"/v1/batches/{batch}")
        await http.get("/v1/jobs")
        await http.get("/v1/batches")
        entries = (await log(http))[::-1]
    done = {name: [one["action"] for one in entries if one["object"] == name] for name in (job, file, batch)}
    assert done == {
        job: ["job.make", "job.read", "job.cancel", "job.delete"],
        file: ["file.make", "file.read", "file.download"],
        batch: ["batch.make", "batch.read", "batch.download", "batch.cancel", "batch.delete"],
    }


async def test_only_admins_read_the_log_and_only_that_of_their_workspace(database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    async with calling(keyed(database), ours) as http:
        result = (await http.post("/v1/requirements", json=BODY)).headers["liaison-stored"]
        assert [one["action"] for one in await log(http, object=result)] == ["result.make"]
        writer = (await http.post("/v1/keys", json={"name": "shop", "scopes": ["write"]})).json()["key"]
        assert (await http.get("/v1/audit", headers=bearer(writer))).status_code == 403
    async with calling(keyed(database), theirs) as http:
        assert await log(http, object=result) == []


async def test_the_log_is_narrowed_and_comes_in_pages(database: Database) -> None:
    key = await new_key(database, "admin")
    async with calling(keyed(database), key) as http:
        made = [(await http.post("/v1/requirements", json=BODY)).headers["liaison-stored"] for _ in range(3)]
        await http.get(f"/v1/results/{made[0]}")
        assert [one["object"] for one in await log(http, action="result.read")] == [made[0]]
        assert {one["action"] for one in await log(http, action="result")} == {"result.make", "result.read"}
        assert await log(http, since="2999-01-01T00:00:00Z") == []
        assert len(await log(http, since="2020-01-01T00:00:00Z")) == 5
        pages: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await http.get("/v1/audit", params={"limit": 2, **cursor})).json()
            pages += [one["id"] for one in page["entries"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert len(pages) == 5
        assert all(newer > older for newer, older in pairwise(pages))


UNUSABLE = [{"cursor": "x"}, {"action": "RESULT"}, {"action": "result.%"}, {"object": "a\0"}, {"since": "2027"}]


async def test_a_question_to_the_log_that_cannot_be_answered_is_named(database: Database) -> None:
    async with calling(keyed(database), await new_key(database, "admin")) as http:
        for wanted in UNUSABLE:
            answer = await http.get("/v1/audit", params=wanted)
            assert answer.status_code == 422, wanted
            assert next(iter(wanted)) in answer.text


async def test_a_look_that_cannot_be_written_down_is_given_all_the_same(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with calling(keyed(database, caller=LOCAL), await new_key(database, "admin")) as http:
        result = (await http.post("/v1/requirements", json=BODY)).headers["liaison-stored"]
        engine = sync_engine(database.address)
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE audit_log RENAME TO audit_log_away")
        answer = await http.get(f"/v1/results/{result}")
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE audit_log_away RENAME TO audit_log")
        engine.dispose()
    assert answer.status_code == 200
    assert f"result.read of {result} could not be written down" in caplog.text


def test_who_looks_again_soon_has_looked_once() -> None:
    now = 0.0
    looks = Looks(lambda: now)
    assert [looks.is_first("anna", "job_1"), looks.is_first("anna", "job_1"), looks.is_first("ben", "job_1")] == [
        True, False, True,
    ]  # fmt: skip
    now = LOOK_SECONDS
    assert looks.is_first("anna", "job_1")
