"""`/v1/results`: what a run keeps, how it is told, and who may read a link."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text as sql

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from service.api.validation import BODIES
from service.services import Services
from service.store.database import Database
from tests.databases import address, database, file_database, postgres
from tests.exporting.limits_specimen import CONSTRAINTS
from tests.stub_run import TEXT, client, specification
from tests.web.limits_site import limits_services

__all__ = ["address", "database", "postgres"]

PLAN = json.loads(specification().model_dump_json())
DOORS: dict[str, dict[str, Any]] = {
    "/v1/requirements": {"brief": {"text": TEXT}, "engine": "rules", "today": "2027-05-03"},
    "/v1/explanations": {"constraints": [CONSTRAINTS], "brief": {"text": TEXT}},
    "/v1/alignments": {"specification": PLAN, "constraints": CONSTRAINTS},
}


def site(database: Database | None, **changes: Any) -> httpx.AsyncClient:
    return client(limits_services(database=database, **changes))


async def kept(http: httpx.AsyncClient) -> str:
    """The id of a result that has just been kept."""
    answer = await http.post("/v1/requirements", json=DOORS["/v1/requirements"])
    return answer.headers["liaison-stored"]


def last_event(text: str) -> dict[str, Any]:
    line = [line for line in text.splitlines() if line.startswith("data: ")][-1]
    found: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return found


@pytest.mark.parametrize(("path", "body"), DOORS.items())
async def test_every_result_is_kept_and_the_answer_says_where(
    database: Database, path: str, body: dict[str, Any]
) -> None:
    async with site(database) as http:
        answer = await http.post(path, json=body)
        found = (await http.get(answer.headers["location"])).json()
    assert found["id"] == answer.headers["liaison-stored"]
    assert found["document"] == answer.json()
    assert found["provenance"] == answer.json()["provenance"]
    request = BODIES[path].model_validate_json(json.dumps(body))
    assert found["input"] == json.loads(request.model_dump_json())


@pytest.mark.parametrize(("path", "body"), DOORS.items())
async def test_the_last_event_of_a_stream_says_where(database: Database, path: str, body: dict[str, Any]) -> None:
    async with site(database) as http:
        answer = await http.post(path, json=body, headers={"Accept": "text/event-stream"})
        end = last_event(answer.text)
        assert (await http.get(f"/v1/results/{end['stored']}")).status_code == 200
    assert end["not_stored"] is None


@pytest.mark.parametrize(("path", "body"), DOORS.items())
async def test_who_asks_for_it_leaves_nothing(database: Database, path: str, body: dict[str, Any]) -> None:
    async with site(database) as http:
        answer = await http.post(path, json=body | {"store": False})
        stream = await http.post(path, json=body | {"store": False}, headers={"Accept": "text/event-stream"})
        listed = (await http.get("/v1/results")).json()
    assert answer.headers["liaison-stored"] == "none; reason=not_wanted"
    assert "location" not in answer.headers
    assert last_event(stream.text)["not_stored"] == "not_wanted"
    assert listed == {"results": [], "next_cursor": None}


async def test_a_refused_text_leaves_nothing(database: Database) -> None:
    async with site(database) as http:
        assert (await http.post("/v1/explanations", json={"constraints": "please refuse"})).status_code == 422
        assert (await http.get("/v1/results")).json()["results"] == []


async def test_the_list_goes_on_where_it_ended(database: Database) -> None:
    async with site(database) as http:
        ids = [await kept(http) for _ in range(3)]
        first = (await http.get("/v1/results?limit=2&kind=specification")).json()
        second = (await http.get("/v1/results", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert sorted(one["id"] for one in first["results"] + second["results"]) == sorted(ids)
    assert (len(second["results"]), second["next_cursor"]) == (1, None)
    assert not {"document", "input"} & set(first["results"][0])


@pytest.mark.parametrize(
    ("query", "location", "message"),
    [
        ("limt=3", "limt", "is not a known field; did you mean limit?"),
        ("limit=0", "limit", "must be greater than or equal to 1."),
        ("limit=101", "limit", "must be less than or equal to 100."),
        ("kind=brief", "kind", "must be 'specification', 'explanation' or 'alignment'."),
        ("created_after=2027", "created_after", "must be a moment with its zone, such as 2027-05-04T08:00:00Z."),
        ("created_after=2027-05-04", "created_after", "must be a moment with its zone, such as 2027-05-04T08:00:00Z."),
        ("cursor=nonsense", "cursor", "is none that was given out: send `next_cursor` as it came."),
    ],
)
async def test_a_question_that_cannot_be_answered_is_named(
    database: Database, query: str, location: str, message: str
) -> None:
    async with site(database) as http:
        answer = await http.get(f"/v1/results?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"location": location, "message": message}]


async def test_a_deleted_result_is_gone(database: Database) -> None:
    async with site(database) as http:
        name = await kept(http)
        assert (await http.delete(f"/v1/results/{name}")).status_code == 204
        for answer in (await http.get(f"/v1/results/{name}"), await http.delete(f"/v1/results/{name}")):
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/result-not-found")


async def test_a_result_that_is_known_is_not_sent_again(database: Database) -> None:
    async with site(database) as http:
        path = f"/v1/results/{await kept(http)}"
        tag = (await http.get(path)).headers["etag"]
        for given, status in ((tag, 304), (f"W/{tag}", 304), (f'"other", {tag}', 304), ("*", 304), ('"other"', 200)):
            answer = await http.get(path, headers={"If-None-Match": given})
            assert (answer.status_code, answer.headers["etag"]) == (status, tag), given
            assert (answer.content == b"") == (status == 304)
        gone = await http.get("/v1/results/res_00000000000000000000000000", headers={"If-None-Match": "*"})
        assert gone.status_code == 404


@pytest.mark.parametrize("given", ['"other"', "other", "W/{tag}"])
async def test_a_result_that_is_another_than_was_meant_is_not_deleted(database: Database, given: str) -> None:
    async with site(database) as http:
        path = f"/v1/results/{await kept(http)}"
        tag = (await http.get(path)).headers["etag"]
        refused = await http.delete(path, headers={"If-Match": given.format(tag=tag)})
        assert (refused.status_code, refused.json()["type"]) == (412, "/problems/changed-meanwhile")
        assert (await http.get(path)).status_code == 200
        assert (await http.delete(path, headers={"If-Match": f'"other", {tag}'})).status_code == 204


async def test_what_is_listed_may_be_narrowed_by_words_of_the_title(database: Database) -> None:
    async with site(database) as http:
        name = await kept(http)
        (one,) = (await http.get("/v1/results", params={"title": ""})).json()["results"]
        word = one["title"].split()[0].upper()
        found = [
            (await http.get("/v1/results", params={"title": title})).json()["results"] for title in (word, "%", "_")
        ]
    assert [[one["id"] for one in listed] for listed in found] == [[name], [], []]
    assert one["expires_at"] is None


# --- links --------------------------------------------------------------------------------------


async def test_a_link_is_shown_once_and_withdrawn(database: Database) -> None:
    async with site(database) as http:
        name = await kept(http)
        made = await http.post(f"/v1/results/{name}/shares", json={"expires_in_hours": 1})
        share = made.json()
        shown = await http.get(f"/v1/shared/{share['token']}")
        (listed,) = (await http.get(f"/v1/results/{name}/shares")).json()["shares"]
        gone = await http.delete(f"/v1/results/{name}/shares/{share['id']}")
        after = await http.get(f"/v1/shared/{share['token']}")
    assert (made.status_code, gone.status_code, after.status_code) == (201, 204, 404)
    assert shown.json()["document"]["brief"]["text"] == TEXT
    assert "input" not in shown.json()
    assert listed == {key: share[key] for key in ("id", "result_id", "created_at", "expires_at")}


async def test_nobody_can_tell_a_link_that_was_from_one_that_never_was(database: Database) -> None:
    async with site(database) as http:
        name = await kept(http)
        share = (await http.post(f"/v1/results/{name}/shares", json={})).json()
        await http.delete(f"/v1/results/{name}")
        answers = [await http.get(f"/v1/shared/{token}") for token in (share["token"], "x" * 32, "%00", "é")]
    problems = [{key: answer.json()[key] for key in ("type", "title", "detail", "action")} for answer in answers]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all(problem == problems[0] for problem in problems)


@pytest.mark.parametrize(
    ("body", "location"),
    [
        ({"expires_in_hours": 0}, "expires_in_hours"),
        ({"expires_in_hours": 8785}, "expires_in_hours"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2027-01-01"}, "expires_at"),
        ({"expires_in_hours": 1, "expires_at": "2099-01-01T00:00:00Z"}, "body"),
        ({"hours": 1}, "hours"),
    ],
)
async def test_how_long_a_link_is_good_for_is_checked(database: Database, body: dict[str, Any], location: str) -> None:
    async with site(database) as http:
        answer = await http.post(f"/v1/results/{await kept(http)}/shares", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["location"]) == (422, location)


async def test_a_link_needs_no_key_and_all_else_does(tmp_path: Path) -> None:
    async with kept_in_a_file(tmp_path, api_key="key") as (services, http):
        name = await kept(http)
        share = (await http.post(f"/v1/results/{name}/shares", json={})).json()
        async with client(services, host="liaison.example") as stranger:
            shared = [await stranger.get(path) for path in (f"/v1{share['path']}", share["path"])]
            closed = [
                await stranger.get(path)
                for path in ("/v1/results", f"/v1/results/{name}", f"/results/{name}", "/results", "/shared")
            ]
            closed += [await stranger.post(share["path"]), await stranger.delete(f"/v1{share['path']}")]
    assert [answer.status_code for answer in shared] == [200, 200]
    assert {answer.status_code for answer in closed} == {401}
    for answer in shared:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_the_log_holds_no_token(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with kept_in_a_file(tmp_path) as (_, http):
        share = (await http.post(f"/v1/results/{await kept(http)}/shares", json={})).json()
        with caplog.at_level(logging.INFO):
            await http.get(share["path"])
            await http.get(f"/v1{share['path']}")
    lines = [record.getMessage() for record in caplog.records if record.name == "liaison.access"]
    assert [line.split()[1] for line in lines] == ["/shared/...", "/v1/shared/..."]


# --- a database that fails ----------------------------------------------------------------------


@asynccontextmanager
async def kept_in_a_file(folder: Path, **changes: Any) -> AsyncIterator[tuple[Services, httpx.AsyncClient]]:
    """Services with a file of SQLite, and a client that has the key."""
    async with file_database(folder) as database:
        services = limits_services(database=database, **changes)
        async with client(services) as http:
            http.headers["Authorization"] = "Bearer key"
            yield services, http


async def test_a_failing_database_does_not_take_the_result(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with site(database) as http:
        assert (await http.get("/v1/results")).status_code == 200
        async with database.writing() as session:
            for table in ("shares", "results"):
                await session.execute(sql(f"ALTER TABLE {table} RENAME TO gone_{table}"))
        answer = await http.post("/v1/requirements", json={"brief": {"text": "Zanzibarium"}})
        listed = await http.get("/v1/results")
    assert (answer.status_code, answer.headers["liaison-stored"]) == (200, "none; reason=failed")
    assert answer.json()["brief"]["text"] == "Zanzibarium"
    assert (listed.status_code, listed.json()["type"]) == (503, "/problems/store-unavailable")
    assert "could not be kept" in caplog.text
    assert "Zanzibarium" not in caplog.text + listed.text


async def test_a_mistake_in_keeping_does_not_take_the_result_either(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Half of a surrogate pair is no character and cannot be written; the surfaces refuse it before a run."""
    brief = BriefInput(text="Zanzibarium \ud800")
    events = [event async for event in limits_services(database=database).translate(brief, store=True)]
    assert isinstance(events[-1], DoneEvent)
    assert (events[-1].stored, events[-1].not_stored) == (None, "failed")
    assert "Zanzibarium" not in caplog.text


async def test_a_database_that_is_not_up_to_date_says_what_to_do(address: Any) -> None:
    database = Database(address)
    async with site(database) as http:
        answer = await http.post("/v1/requirements", json=DOORS["/v1/requirements"])
        listed = await http.get("/v1/results")
    await database.close()
    if address.path:
        assert answer.headers["liaison-stored"].startswith("res_"), "a file is brought up to date by its first use"
    else:
        assert (answer.status_code, answer.headers["liaison-stored"]) == (200, "none; reason=failed")
        assert (listed.status_code, listed.json()["type"]) == (503, "/problems/store-behind")


async def test_without_a_database_results_are_given_and_not_kept() -> None:
    async with site(None) as http:
        answer = await http.post("/v1/requirements", json=DOORS["/v1/requirements"])
        listed = await http.get("/v1/results")
    assert (answer.status_code, answer.headers["liaison-stored"]) == (200, "none; reason=not_set_up")
    assert (listed.status_code, listed.json()["type"]) == (503, "/problems/store-off")
