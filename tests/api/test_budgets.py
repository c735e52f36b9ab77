"""What a key may use: requests by the minute, tokens of models by the day; and the headers that tell of it."""

from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.brief import BriefInput
from schemas.events import DoneEvent, RunEvent
from schemas.keys import KeyRequest
from schemas.organisation import Organisation
from schemas.specification import Tokens
from service.api.rates import Rates
from service.callers import DEFAULT_WORKSPACE, Bounds, Caller
from service.drafting.engine import Engine
from service.errors import RateExceeded
from service.metering import used
from service.store import token_use
from service.store.database import Database
from tests.keyed import bearer, calling, keyed, new_key, ring
from tests.stub_run import TEXT, client, specification, with_model

RUN = "/v1/requirements"
BODY = {"brief": {"text": TEXT}}


async def costly_run(
    brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    """A run that costs 70 tokens."""
    made = specification()
    told = made.provenance.model_copy(update={"tokens": Tokens(input=50, output=20)})
    yield DoneEvent(specification=made.model_copy(update={"provenance": told}))


async def test_every_answer_tells_what_is_left(database: Database) -> None:
    made = await ring(database).make(KeyRequest(name="shop", requests_per_minute=3, tokens_per_day=500))
    async with calling(keyed(database), made.key) as http:
        answers = [await http.get("/docs") for _ in range(4)]
        other = await http.get("/docs", headers=bearer(await new_key(database, "read")))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"requests";q=3;w=60, "tokens";q=500;w=86400'
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers[:3]] == ["r=2", "r=1", "r=0"]
    assert answers[3].json()["type"] == "/problems/rate-exceeded"
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert (other.status_code, "ratelimit" in other.headers) == (200, False)


async def test_a_key_without_bounds_has_those_of_the_settings(database: Database) -> None:
    key = await new_key(database, "read")
    async with calling(keyed(database, bounds=Bounds(requests_per_minute=1)), key) as http:
        statuses = [(await http.get("/docs")).status_code for _ in range(2)]
    assert statuses == [200, 429]


async def test_whoever_is_alone_on_a_machine_is_not_counted(database: Database) -> None:
    async with client(keyed(database, bounds=Bounds(requests_per_minute=1))) as http:
        answers = [await http.get("/docs") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3


async def test_a_minute_begins_with_its_first_request() -> None:
    now = [100.0]
    rates = Rates(clock=lambda: now[0])
    caller = Caller("shop", key_id="key_1", requests_per_minute=2)
    assert (await rates.take(caller))["RateLimit"] == '"requests";r=1;t=60'
    now[0] += 59.5
    assert (await rates.take(caller))["RateLimit"] == '"requests";r=0;t=1'
    with pytest.raises(RateExceeded):
        await rates.take(caller)
    now[0] += 0.5
    assert (await rates.take(caller))["RateLimit"] == '"requests";r=1;t=60'


async def test_tokens_are_counted_until_none_are_left_for_the_day(database: Database) -> None:
    made = await ring(database).make(KeyRequest(name="shop", tokens_per_day=100))
    services = with_model(keyed(database, run=costly_run))
    async with calling(services, made.key) as http:
        ran = [await http.post(RUN, json=BODY) for _ in range(2)]
        refused = await http.post(RUN, json=BODY)
        rules = await http.post(RUN, json={**BODY, "engine": "rules"})
    assert [answer.status_code for answer in ran] == [200, 200]
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/tokens-spent")
    assert 1 <= int(refused.headers["retry-after"]) <= 86_400
    assert rules.status_code == 200
    now = datetime.now(UTC)
    own = database.of(DEFAULT_WORKSPACE)
    assert await used(own, made.id, now) == 140
    assert await used(own, made.id, now + timedelta(days=1)) == 0


async def test_runs_that_end_together_are_all_counted(database: Database) -> None:
    made = await ring(database).make(KeyRequest(name="shop"))
    for _ in range(3):
        async with database.of(DEFAULT_WORKSPACE).writing() as session:
            await token_use.add(session, made.id, DEFAULT_WORKSPACE, "2027-05-03", 7)
    async with database.of(DEFAULT_WORKSPACE).reading() as session:
        assert await token_use.used(session, made.id, "2027-05-03") == 21
    async with database.of("wsp_other").reading() as session:
        assert await token_use.used(session, made.id, "2027-05-03") == 0
