"""Traces: what is sent to a collector, and the ids that go along whether or not anything is."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Iterator
from datetime import date

import httpx
import pytest
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind
from pydantic import SecretStr

from schemas.brief import BriefInput
from schemas.events import RunEvent
from schemas.organisation import Organisation
from service import tracing
from service.bootstrap import make_services
from service.drafting.engine import Engine
from service.settings import Settings
from service.tracing.sending import sending_spans
from tests.collector import Collector, collecting, values
from tests.llm.provider import Conversation, answering, completion, response, serving
from tests.stub_run import TEXT, client, stub_run, stub_services

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{CALLER}-01"
BRIEF = "Zanzibarium: an e-mail goes to 40,000 customers in Ireland on 3 May 2027 at 8am."
ELSEWHERE = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}
"""Nobody listens there."""
BODY = {"brief": {"text": TEXT}}
EMPTY = completion({"forbidden": [], "target": [], "source": []})


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """Where spans are sent; all of them are there when `sending_spans` has ended."""
    with collecting() as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


async def test_a_request_and_its_run_are_one_trace(collector: Collector) -> None:
    with sending_spans():
        async with client(stub_services()) as http:
            headers = {"traceparent": TRACEPARENT}
            answer = await http.post("/v1/requirements?q=Zanzibarium", json=BODY, headers=headers)
    assert answer.status_code == 200
    request, run = collector.only("POST /v1/requirements"), collector.only("run requirements")
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (TRACE, CALLER)
    assert (run.trace_id, run.parent_span_id) == (request.trace_id, request.span_id)
    assert values(request) == {
        "http.request.method": "POST", "http.route": "/v1/requirements", "http.response.status_code": 200,
    }  # fmt: skip
    told = {"liaison.run.kind": "requirements", "liaison.engine": "rules", "liaison.outcome": "partial"}
    assert values(run) == told
    assert [(event.name, values(event)["liaison.section"]) for event in run.events] == [("drafted", "data")]
    assert values_of_service(collector) == {"liaison"}
    assert b"Zanzibarium" not in collector.raw
    assert TEXT.encode() not in collector.raw


def values_of_service(collector: Collector) -> set[str]:
    return {str(resource["service.name"]) for resource in collector.resources}


def listening(heads: list[bytes]) -> Conversation:
    """Answer like an endpoint, and keep the heads of the requests."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(response(json.dumps(EMPTY).encode()))
        await writer.drain()
        await reader.read()

    return talk


async def translated(url: str) -> None:
    """Run a brief with a model at this address."""
    settings = Settings(llm_base_url=url, llm_model="tester", database_url=SecretStr("off"))
    with tracing.begun("request", SpanKind.SERVER, Context()):
        async for _ in make_services(settings).translate(BriefInput(text=BRIEF), engine="hybrid"):
            pass


async def test_each_call_to_a_model_is_a_span_and_carries_the_trace_on(collector: Collector) -> None:
    heads: list[bytes] = []
    async with serving(listening(heads)) as url:
        with sending_spans():
            await translated(url)
    run, draft = collector.only("run requirements"), collector.only("draft")
    calls = collector.named("chat tester")
    assert calls
    assert {call.trace_id for call in collector.spans} == {run.trace_id}
    assert {call.parent_span_id for call in calls} == {draft.span_id}
    assert draft.parent_span_id == run.span_id
    assert [span.name for span in collector.spans if span.parent_span_id == run.span_id] == [
        "read", "draft", "compute", "assemble",
    ]  # fmt: skip
    told = values(calls[0])
    assert told["gen_ai.operation.name"] == "chat"
    assert told["gen_ai.request.model"] == "tester"
    assert told["gen_ai.prompt.name"] == "skill"
    assert (told["gen_ai.usage.input_tokens"], told["gen_ai.usage.output_tokens"]) == (30, 5)
    assert told["gen_ai.usage.cache_read.input_tokens"] == 20
    assert told["gen_ai.response.finish_reasons"] == ["stop"]
    carried = [found for head in heads for found in re.findall(rb"(?i)traceparent: 00-(\w+)-(\w+)-(\w\w)", head)]
    assert len(carried) == len(heads)
    assert {(trace, span) for trace, span, _ in carried} == {
        (call.trace_id.hex().encode(), call.span_id.hex().encode()) for call in calls
    }
    assert {int(flags, 16) & 1 for *_, flags in carried} == {1}
    assert b"Zanzibarium" not in collector.raw
    assert b"Ireland" not in collector.raw


async def test_a_call_that_fails_says_how_and_not_in_which_words(collector: Collector) -> None:
    async with serving(answering({"error": {"message": "Zanzibarium"}}, 401)) as url:
        with sending_spans():
            await translated(url)
    call = collector.named("chat tester")[0]
    assert values(call)["error.type"] == "model_key_refused"
    assert call.status.code == 2
    assert b"Zanzibarium" not in collector.raw


async def test_a_refused_request_is_seen_as_well(collector: Collector) -> None:
    with sending_spans():
        async with client(stub_services(api_key="a-key-for-this-test")) as http:
            await http.get("/v1/results")
            await http.get("/shared/a-token-that-opens-a-result")
    answered = {(span.name, values(span)["http.response.status_code"]) for span in collector.spans}
    assert ("GET other", 401) in answered
    assert b"a-token-that-opens" not in collector.raw


async def test_nothing_is_made_where_nothing_is_configured() -> None:
    with sending_spans(), tracing.begun("work", SpanKind.SERVER, Context()) as span:
        assert not span.is_recording()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "the protocol grpc is not known here"),
        ({"OTEL_SDK_DISABLED": "true"}, ""),
        ({"OTEL_TRACES_EXPORTER": "none"}, ""),
    ],
)
def test_settings_can_say_otherwise(
    more: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in (ELSEWHERE | more).items():
        monkeypatch.setenv(name, value)
    with sending_spans(), tracing.begun("work", SpanKind.SERVER, Context()) as span:
        assert not span.is_recording()
    assert said in caplog.text
    assert bool(said) == bool(caplog.text)


def test_a_server_loads_none_of_the_libraries_before_they_are_needed() -> None:
    late = "prometheus_client", "opentelemetry.sdk", "opentelemetry.exporter", "requests"
    script = (
        "import sys, service.app as app\n"
        "from tests.stub_run import stub_services\n"
        "app.create_app(stub_services())\n"
        "print([name for name in sys.argv[1:] if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, *late], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_collector_that_is_away_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)
    started = time.monotonic()
    with sending_spans(), tracing.begun("work", SpanKind.SERVER, Context()):
        pass
    assert time.monotonic() - started < 45


def test_a_server_that_is_told_to_stop_sends_what_waits(collector: Collector, free_port: int) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--no-worker", "--port", str(free_port)]
    environment = {**os.environ, "LIAISON_DATABASE_URL": "off"}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    asked = httpx.Client(transport=httpx.HTTPTransport(retries=8))
    try:
        assert asked.get(f"http://127.0.0.1:{free_port}/healthz", timeout=50).status_code == 200
    finally:
        asked.close()
        server.terminate()
        server.communicate(timeout=50)
    assert collector.named("GET /healthz")


async def test_what_nobody_asked_for_is_in_no_trace(collector: Collector) -> None:
    with sending_spans():
        await make_services(Settings(database_url=SecretStr("off"))).warm_up()
        with tracing.begun("work", SpanKind.SERVER, Context()):
            pass
    assert [span.name for span in collector.spans] == ["work"]


# --- ids, whether or not spans are sent ---------------------------------------------------------


async def test_a_problem_names_the_trace_of_its_request() -> None:
    async with client(stub_services()) as http:
        named = await http.get("/nothing", headers={"traceparent": TRACEPARENT})
        alone = await http.get("/nothing")
    assert named.json()["trace_id"] == TRACE
    assert re.fullmatch("[0-9a-f]{32}", alone.json()["trace_id"])


@pytest.mark.parametrize(
    "given",
    [
        "", "nonsense", f"00-{'0' * 32}-{CALLER}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{CALLER}-01",
        f"00-{TRACE.upper()}-{CALLER}-01", f"00-{TRACE}-{CALLER}-01-more", f"00-{TRACE}-{CALLER}", "x" * 9000,
    ],
)  # fmt: skip
async def test_a_trace_that_cannot_be_used_is_replaced(given: str) -> None:
    async with client(stub_services()) as http:
        answer = await http.get("/nothing", headers={"traceparent": given})
    assert answer.status_code == 404
    assert re.fullmatch("[0-9a-f]{32}", answer.json()["trace_id"])
    assert answer.json()["trace_id"] not in {TRACE, "0" * 32}


async def test_two_traces_are_none() -> None:
    async with client(stub_services()) as http:
        two = [("traceparent", TRACEPARENT), ("traceparent", TRACEPARENT.replace("4bf9", "5bf9"))]
        told = (await http.get("/nothing", headers=two)).json()["trace_id"]
    assert told[4:] != TRACE[4:]


async def breaking_run(
    brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
        yield event
        raise ZeroDivisionError


async def test_a_stream_that_breaks_off_names_its_trace() -> None:
    async with client(stub_services(breaking_run)) as http:
        headers = {"Accept": "text/event-stream", "traceparent": TRACEPARENT}
        answer = await http.post("/v1/requirements", json=BODY, headers=headers)
    last = answer.text.strip().splitlines()[-1].removeprefix("data: ")
    assert json.loads(last)["trace_id"] == TRACE


def test_without_spans_the_callers_span_is_passed_on_as_it_came() -> None:
    with tracing.begun("GET", SpanKind.SERVER, tracing.received([TRACEPARENT], ["vendor=1"])):
        assert tracing.headers() == {"traceparent": TRACEPARENT, "tracestate": "vendor=1"}
        assert tracing.kept() == {"traceparent": TRACEPARENT}


def test_outside_of_a_trace_nothing_is_passed_on() -> None:
    assert tracing.headers() == {}
    with tracing.begun("GET", SpanKind.SERVER, Context()):
        assert tracing.headers()
    assert tracing.headers() == {}


async def test_events_pass_through_a_span_unchanged() -> None:
    async def numbers() -> AsyncGenerator[int, None]:
        for number in range(3):
            yield number

    assert [number async for number in tracing.spanned(numbers(), "count")] == [0, 1, 2]
