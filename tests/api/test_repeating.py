"""`Idempotency-Key`: what comes twice is done once, and answered alike."""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, AsyncIterator, MutableMapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from schemas.brief import BriefInput
from schemas.events import RunEvent
from schemas.keys import KeyRequest
from schemas.organisation import Organisation
from service.api.rates import Rates
from service.api.repeating import KEPT, UNDER_WAY, Repeating
from service.app import create_app
from service.drafting.engine import Engine
from service.errors import RunFailed
from service.store.database import Database
from tests.keyed import bearer, calling, keyed, new_key, ring, two_workspaces
from tests.stub_run import TEXT, client, stub_run, stub_services

RUN = "/v1/requirements"
BODY = {"brief": {"text": TEXT}}
KEY = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}


class CountedRun:
    """The stub run, counted; `fails` breaks it off after its first event, `hold` keeps it until it is set."""

    def __init__(self, *, fails: bool = False, hold: threading.Event | None = None) -> None:
        self.fails = fails
        self.hold = hold
        self.began = threading.Event()
        self.count = 0

    async def __call__(
        self, brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        self.count += 1
        self.began.set()
        async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
            yield event
            if self.hold:
                self.hold.wait(timeout=20)
            if self.fails:
                raise RunFailed("The endpoint is gone.")


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_an_answer_is_kept_before_its_end_is_passed_on(accept: str, database: Database) -> None:
    """Who has all of it may ask again at once."""
    app = create_app(keyed(database))
    scope = {
        "type": "http",
        "method": "POST",
        "path": RUN,
        "query_string": b"",
        "scheme": "http",
        "http_version": "1.1",
    }
    given = {"Host": "localhost", "Content-Type": "application/json", "Accept": accept, **KEY}
    headers = [(name.lower().encode(), value.encode()) for name, value in given.items()]
    messages = [{"type": "http.request", "body": json.dumps(BODY).encode(), "more_body": False}]
    kept: list[int] = []

    async def receive() -> dict[str, Any]:
        if not messages:
            await asyncio.Event().wait()  # the caller stays and says no more
        return messages.pop()

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            async with database.of(None).reading() as session:
                answers = await session.execute(text("SELECT status FROM repeats"))
                kept.extend(answers.scalars())

    await app({**scope, "headers": headers}, receive, send)
    assert kept == [200]


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_the_second_answer_is_the_first_one(accept: str, database: Database) -> None:
    run = CountedRun()
    async with client(keyed(database, run=run)) as http:
        first, second = [await http.post(RUN, json=BODY, headers={**KEY, "Accept": accept}) for _ in range(2)]
    assert run.count == 1
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.content
    assert first.headers["content-type"] == second.headers["content-type"]
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        (RUN, {"brief": {"text": f"{TEXT} And more."}}, {}),
        ("/v1/explanations", BODY, {}),
        (f"{RUN}?a=1", BODY, {}),
        (RUN, BODY, {"Accept": "text/event-stream"}),
    ],
)
async def test_another_request_may_not_use_the_same_key(
    path: str, body: Any, headers: dict[str, str], database: Database
) -> None:
    async with client(keyed(database)) as http:
        await http.post(RUN, json=BODY, headers=KEY)
        answer = await http.post(path, json=body, headers={**KEY, **headers})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/idempotency-key-reused")


async def test_the_same_request_is_not_begun_while_it_is_under_way(database: Database) -> None:
    run = CountedRun(hold=threading.Event())
    assert run.hold
    async with client(keyed(database, run=run)) as http:
        first = asyncio.create_task(http.post(RUN, json=BODY, headers=KEY))
        await asyncio.to_thread(run.began.wait, 20)
        others = await asyncio.gather(*(http.post(RUN, json=BODY, headers=KEY) for _ in range(5)))
        run.hold.set()
        await first
        after = await http.post(RUN, json=BODY, headers=KEY)
    assert [(one.status_code, one.json()["type"]) for one in others] == [(409, "/problems/request-under-way")] * 5
    assert (first.result().status_code, after.content, run.count) == (200, first.result().content, 1)


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_what_failed_may_be_tried_again(accept: str, database: Database) -> None:
    run = CountedRun(fails=True)
    headers = {**KEY, "Accept": accept}
    async with client(keyed(database, run=run)) as http:
        failed = await http.post(RUN, json=BODY, headers=headers)
        run.fails = False
        mended = await http.post(RUN, json=BODY, headers=headers)
    assert "run-failed" in failed.text
    assert "run-failed" not in mended.text
    assert run.count == 2


async def test_what_was_refused_may_be_mended(database: Database) -> None:
    async with client(keyed(database)) as http:
        refused = await http.post(RUN, json={"brief": {}}, headers=KEY)
        mended = await http.post(RUN, json=BODY, headers=KEY)
    assert (refused.status_code, mended.status_code) == (422, 200)


async def test_keys_of_two_callers_have_nothing_to_do_with_each_other(database: Database) -> None:
    ours, theirs = await two_workspaces(database)
    run = CountedRun()
    services = keyed(database, run=run)
    answers = []
    for key in (ours, theirs):
        async with calling(services, key) as http:
            answers.append(await http.post(RUN, json=BODY, headers=KEY))
    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, None]
    assert run.count == 2


async def test_no_other_key_is_given_what_was_answered_to_one(database: Database) -> None:
    run = CountedRun()
    services = keyed(database, run=run)
    first, second = [await ring(database).make(KeyRequest(name=name)) for name in ("shop", "store")]
    async with calling(services) as http:

        async def ask(key: str) -> httpx.Response:
            return await http.post(RUN, json=BODY, headers={**KEY, **bearer(key)})

        answers = [await ask(key) for key in (first.key, second.key, await new_key(database, "read"))]
        await ring(database).revoke(first.id)
        answers.append(await ask(first.key))
    assert [answer.status_code for answer in answers] == [200, 200, 403, 401]
    assert not [answer for answer in answers if "idempotency-replayed" in answer.headers]
    assert run.count == 2


async def test_the_text_of_a_key_is_not_kept_for_the_second_answer(database: Database) -> None:
    async with client(keyed(database)) as http:
        made = await http.post("/v1/keys", json={"name": "web shop"}, headers=KEY)
    async with database.reading() as session:
        kept = (await session.execute(text("SELECT status, body FROM repeats"))).one()
    assert (made.status_code, kept.status, kept.body) == (201, 201, None)


async def test_a_secret_is_shown_once(database: Database) -> None:
    services = keyed(database, api_key="the key of the settings")
    async with calling(services, "the key of the settings") as http:
        made, again = [await http.post("/v1/keys", json={"name": "shop"}, headers=KEY) for _ in range(2)]
        listed = (await http.get("/v1/keys")).json()["keys"]
    assert (again.status_code, again.json()["type"]) == (409, "/problems/shown-once")
    assert again.headers["location"] == made.headers["location"]
    assert len(listed) == 1


@pytest.mark.parametrize("given", ["", '""', "x" * 256, "a\tb", "ü"])
async def test_a_key_that_is_none_is_refused(given: str, database: Database) -> None:
    async with client(keyed(database)) as http:
        answer = await http.post(RUN, json=BODY, headers={b"Idempotency-Key": given.encode()})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/idempotency-key-unusable")


async def test_a_promise_that_cannot_be_kept_is_not_made() -> None:
    async with client(stub_services()) as http:
        answer = await http.post(RUN, json=BODY, headers=KEY)
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-off")


async def test_an_oversized_body_is_refused_as_ever(database: Database) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b" " * 1_000_000

    headers = {**KEY, "Content-Type": "application/json"}
    async with client(keyed(database, max_brief_bytes=1_000)) as http:
        answer = await http.post(RUN, content=chunks(), headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


@pytest.mark.parametrize(("later", "runs"), [(KEPT - timedelta(seconds=1), 1), (KEPT, 2)])
async def test_an_answer_is_given_again_for_a_day(later: timedelta, runs: int, database: Database) -> None:
    moments = [datetime(2027, 5, 3, 8, tzinfo=UTC)]
    run = CountedRun()
    async with _clocked(database, run, moments) as http:
        await http.post(RUN, json=BODY, headers=KEY)
        moments.append(moments[0] + later)
        await http.post(RUN, json=BODY, headers=KEY)
    assert run.count == runs


async def test_a_request_whose_server_died_may_come_again(database: Database) -> None:
    moments = [datetime(2027, 5, 3, 8, tzinfo=UTC)]
    run = CountedRun()
    async with _clocked(database, run, moments) as http:
        await http.post(RUN, json=BODY, headers=KEY)
        async with database.writing() as session:
            await session.execute(text("UPDATE repeats SET status = NULL"))
        assert (await http.post(RUN, json=BODY, headers=KEY)).status_code == 409
        async with database.writing() as session:
            await session.execute(text("UPDATE repeats SET expires_at = :at"), {"at": moments[0] + UNDER_WAY})
        moments.append(moments[0] + UNDER_WAY)
        assert (await http.post(RUN, json=BODY, headers=KEY)).status_code == 200
    assert run.count == 2


def _clocked(database: Database, run: CountedRun, moments: list[datetime]) -> httpx.AsyncClient:
    """A client of a server whose clock shows the last of these moments."""
    from service.api.access import Access
    from service.api.edge import Edge
    from service.app import create_app

    made = create_app(keyed(database, run=run))
    assert isinstance(made, Edge)
    assert isinstance(made.app, Repeating)
    app = Repeating(made.app._app, database, 1_000_000, lambda: moments[-1])
    transport = httpx.ASGITransport(Edge(app, Access(None, database), Rates(), 1_000_000))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
