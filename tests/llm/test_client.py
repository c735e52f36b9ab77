"""Calls at the SDK's transport: every fault of a provider ends as a typed error, and every attempt is recorded."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, cast

import httpx
import httpx2
import pytest
import respx

from schemas.specification import Attempt, Tokens
from service.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    FormatNotTaken,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelFiltered,
    ModelKeyRefused,
    ModelNotFound,
    ModelOverfilled,
    ModelQuotaSpent,
    ModelRequestRefused,
    ModelUnavailable,
    ModelUnreachable,
    NotACompletion,
)
from service.llm.client import ModelClient
from service.llm.envelope import Reply
from service.llm.options import ModelOptions
from tests.llm.provider import NOTHING, OPTIONS, PROMPT, URL, RequirementsAnswer, completion, scripted

GOOD = completion(NOTHING)
BUSY = {"error": {"code": "rate_limit_exceeded", "message": "slow down", "type": "requests"}}
QUOTA = {"error": {"code": "insufficient_quota", "message": "pay", "type": "insufficient_quota"}}
NO_SCHEMA = {"error": {"message": "Invalid schema for response_format 'answer'", "param": "response_format"}}


@dataclass
class Caller:
    """A client with its recorder; waits are written down and not spent."""

    http_client: Any
    attempts: list[Attempt] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    options: ModelOptions = OPTIONS

    def __post_init__(self) -> None:
        self.client = ModelClient(
            self.options, http_client=self.http_client, sleep=self.wait, clock=lambda: sum(self.waits)
        )

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def ask(self) -> Reply[RequirementsAnswer]:
        async with self.client.connect() as session:
            return await session.ask(PROMPT, RequirementsAnswer, self.attempts.append)

    @property
    def outcomes(self) -> list[str]:
        return [attempt.outcome for attempt in self.attempts]


async def failing(caller: Caller) -> ModelError:
    with pytest.raises(ModelError) as fault:
        await caller.ask()
    return fault.value


@pytest.fixture
def route() -> Iterator[respx.Route]:
    with respx.mock(base_url=URL) as router:
        yield router.post("/chat/completions")


@pytest.fixture
async def caller() -> Caller:
    return Caller(cast("httpx2.AsyncClient", httpx.AsyncClient()))


async def test_a_good_answer_is_checked_and_recorded(route: respx.Route, caller: Caller) -> None:
    route.respond(json=GOOD)
    reply = await caller.ask()
    assert reply.answer == RequirementsAnswer(goals=[], needs=[], questions=[])
    [attempt] = caller.attempts
    assert (attempt.prompt, attempt.outcome) == ("requirements@1", "ok")
    assert attempt.tokens == Tokens(input=30, output=5, cached=20)
    sent = json.loads(route.calls.last.request.content)
    assert sent["model"] == "tester"
    assert [message["content"] for message in sent["messages"]] == ["Read.", "What?"]
    assert sent["response_format"]["type"] == "json_schema"
    assert "temperature" not in sent
    assert route.calls.last.request.headers["authorization"] == "Bearer k"


ONCE: list[tuple[str, httpx.Response, type[ModelError]]] = [
    ("quota", httpx.Response(429, json=QUOTA), ModelQuotaSpent),
    ("key", httpx.Response(401, json={"error": {"code": "invalid_api_key"}}), ModelKeyRefused),
    ("model", httpx.Response(404, json={"error": {"code": "model_not_found"}}), ModelNotFound),
    ("too long", httpx.Response(400, json={"error": {"code": "context_length_exceeded"}}), ModelOverfilled),
    ("bad request", httpx.Response(400, json={"error": {"message": "temperature"}}), ModelRequestRefused),
    ("prompt filtered", httpx.Response(400, json={"error": {"code": "content_filter"}}), ModelFiltered),
    ("bad JSON", httpx.Response(200, text='{"id": ', headers={"content-type": "application/json"}), NotACompletion),
    ("HTML page", httpx.Response(200, html="<html>Welcome</html>"), NotACompletion),
    ("empty", httpx.Response(200, text=""), NotACompletion),
    ("error in 200", httpx.Response(200, json={"error": {"code": "nope"}}), ModelRequestRefused),
    ("no choices", httpx.Response(200, json={**GOOD, "choices": []}), NotACompletion),
    ("no content", httpx.Response(200, json=completion(None)), AnswerEmpty),
    ("content filter", httpx.Response(200, json=completion(None, "content_filter")), ModelFiltered),
    ("refusal", httpx.Response(200, json=completion(None, refusal="No.")), ModelDeclined),
    ("length", httpx.Response(200, json=completion('{"goals": [', "length")), AnswerCutShort),
    ("no finish reason", httpx.Response(200, json=completion(NOTHING, None)), AnswerCutShort),
    ("answer no JSON", httpx.Response(200, json=completion("As you wish")), AnswerNotJson),
    ("answer off schema", httpx.Response(200, json=completion({"needs": 3})), AnswerOffSchema),
]


@pytest.mark.parametrize(("response", "expected"), [pytest.param(r, e, id=name) for name, r, e in ONCE])
async def test_a_fault_that_waiting_does_not_cure_is_typed_and_not_tried_again(
    route: respx.Route, caller: Caller, response: httpx.Response, expected: type[ModelError]
) -> None:
    route.mock(return_value=response)
    caller.client.options = replace(OPTIONS, repairs=0)
    assert type(await failing(caller)) is expected
    assert caller.outcomes == [expected.code]
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (httpx.Response(429, json=BUSY), ModelBusy),
        (httpx.Response(500, text="oops"), ModelUnavailable),
        (httpx.Response(200, json={"error": {"code": 502}}), ModelUnavailable),
        (httpx.ConnectError("refused"), ModelUnreachable),
        (httpx.ReadError("reset"), ModelUnreachable),
        (httpx.RemoteProtocolError("cut in the middle"), ModelUnreachable),
        (httpx.ConnectTimeout("silent"), ModelUnreachable),
    ],
)
async def test_a_fault_that_may_pass_is_tried_again(
    route: respx.Route, caller: Caller, fault: Any, expected: type[ModelError]
) -> None:
    route.mock(side_effect=[fault, fault, httpx.Response(200, json=GOOD)])
    assert (await caller.ask()).answer.needs == []
    assert caller.outcomes == [expected.code, expected.code, "ok"]
    assert len(caller.waits) == 2
    assert all(0.5 <= wait <= 2.0 for wait in caller.waits)


async def test_trying_again_ends(route: respx.Route, caller: Caller) -> None:
    route.respond(503)
    assert type(await failing(caller)) is ModelUnavailable
    assert caller.outcomes == ["model_unavailable"] * OPTIONS.max_attempts


async def test_the_wait_that_the_provider_asks_for_is_kept(route: respx.Route, caller: Caller) -> None:
    busy = httpx.Response(429, json=BUSY, headers={"retry-after": "1"})
    route.mock(side_effect=[busy, httpx.Response(200, json=GOOD)])
    await caller.ask()
    assert caller.waits == [1.0]


@pytest.mark.parametrize("asked", ["300", "inf", "Fri, 01 Jan 2100 00:00:00 GMT"])
async def test_a_wait_beyond_the_deadline_is_not_begun(route: respx.Route, caller: Caller, asked: str) -> None:
    route.respond(429, json=BUSY, headers={"retry-after": asked})
    assert type(await failing(caller)) is ModelBusy
    assert (caller.waits, route.call_count) == ([], 1)


async def test_tokens_of_a_failed_answer_are_counted(route: respx.Route, caller: Caller) -> None:
    route.respond(json=completion("no", "length"))
    await failing(caller)
    assert caller.attempts[0].tokens.output == 5


async def test_a_message_shows_nothing_of_what_the_provider_said(route: respx.Route, caller: Caller) -> None:
    route.respond(401, json={"error": {"message": "Incorrect API key provided: sk-12***89"}})
    assert "sk-" not in (await failing(caller)).message


# --- the transport that production uses ---------------------------------------------------------


async def test_the_form_is_asked_for_more_plainly_until_the_endpoint_takes_it() -> None:
    http_client, sent = scripted(*[httpx2.Response(400, json=NO_SCHEMA)] * 4, httpx2.Response(200, json=GOOD))
    caller = Caller(http_client)
    await caller.ask()
    forms = [request.get("response_format", {}).get("type") for request in sent]
    assert forms == ["json_schema", "json_schema", None, "json_object", None]
    assert ["tools" in request for request in sent] == [False, False, True, False, False]
    assert "maxLength" in json.dumps(sent[0])
    assert "maxLength" not in json.dumps(sent[1])
    for request in sent[3:]:
        assert request["messages"][1]["content"].startswith("What?\n\nFit {")
    assert caller.outcomes == ["model_format_not_taken"] * 4 + ["ok"]


async def test_the_form_that_an_endpoint_takes_is_remembered() -> None:
    http_client, sent = scripted(
        httpx2.Response(400, json=NO_SCHEMA), httpx2.Response(200, json=GOOD), httpx2.Response(200, json=GOOD)
    )
    caller = Caller(http_client)
    await caller.ask()
    await caller.ask()
    assert len(sent) == 3
    assert sent[2]["response_format"] == sent[1]["response_format"]


async def test_an_endpoint_that_takes_no_form_at_all_is_told_apart() -> None:
    http_client, sent = scripted(*[httpx2.Response(400, json=NO_SCHEMA)] * 5)
    assert type(await failing(Caller(http_client))) is FormatNotTaken
    assert len(sent) == 5


@pytest.mark.parametrize(
    "broken", [httpx2.ConnectError("no"), httpx2.ReadError("reset"), httpx2.RemoteProtocolError("cut")]
)
async def test_a_broken_connection_is_tried_again(broken: Exception) -> None:
    def break_off(request: httpx2.Request) -> httpx2.Response:
        raise broken

    caller = Caller(httpx2.AsyncClient(transport=httpx2.MockTransport(break_off)))
    assert type(await failing(caller)) is ModelUnreachable
    assert len(caller.attempts) == OPTIONS.max_attempts


async def test_a_temperature_is_sent_when_it_is_set() -> None:
    http_client, sent = scripted(httpx2.Response(200, json=GOOD))
    caller = Caller(http_client)
    caller.client.options = replace(OPTIONS, temperature=0.0)
    await caller.ask()
    assert sent[0]["temperature"] == 0.0


@pytest.mark.parametrize("base_url", ["http://host:notaport/v1", "http://"])
async def test_an_address_that_cannot_be_used_is_typed(base_url: str) -> None:
    client = ModelClient(replace(OPTIONS, base_url=base_url, max_attempts=1))
    with pytest.raises(ModelError):
        async with client.connect() as session:
            await session.ask(PROMPT, RequirementsAnswer, lambda _attempt: None)


async def test_a_key_that_no_header_can_hold_is_typed_and_not_shown() -> None:
    client = ModelClient(replace(OPTIONS, api_key="ключ\n"))
    assert "ключ" not in repr(client)
    with pytest.raises(ModelError) as fault:
        async with client.connect() as session:
            await session.ask(PROMPT, RequirementsAnswer, lambda _attempt: None)
    assert "ключ" not in fault.value.message


def test_the_sdk_is_not_imported_before_the_first_call(in_a_new_process: Callable[[str], str]) -> None:
    code = "import sys, service.drafting.model; print('openai' in sys.modules)"
    assert in_a_new_process(code) == "False"


def test_a_call_is_tried_again_in_whichever_thread_its_run_goes_on() -> None:
    """A run takes each of its steps in any thread of a pool; what is counted by thread is lost on the way."""
    loop = asyncio.new_event_loop()
    begun, goes_on = asyncio.Event(), asyncio.Event()

    class Patient(Caller):
        async def wait(self, seconds: float) -> None:
            begun.set()
            await goes_on.wait()

    http, _ = scripted(httpx2.Response(500), httpx2.Response(500), httpx2.Response(200, json=GOOD))
    patient = Patient(http)
    asked = loop.create_task(patient.ask())
    for step in (begun.wait(), asked):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(loop.run_until_complete, step).result(timeout=20)
        goes_on.set()
    loop.close()
    assert patient.outcomes == ["model_unavailable", "model_unavailable", "ok"]
