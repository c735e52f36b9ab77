"""`POST /v1/requirements`: the result, the stream, and what ends a run early."""

import json
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import anyio
import httpx
import pytest

from schemas.brief import BriefInput
from schemas.events import DoneEvent, ReadEvent, RunEvent
from schemas.organisation import Organisation
from schemas.specification import Outcome, Specification
from service.api.examples import REQUIREMENTS
from service.drafting.engine import Engine
from service.errors import RunFailed
from service.runs import Run
from tests.stub_run import TEXT, client, specification, stub_run, stub_services

PATH = "/v1/requirements"
STREAM = {"Accept": "text/event-stream"}


def parsed(stream: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a stream: name and data."""
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in stream.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def ending(outcome: Outcome) -> Run:
    """A run that ends with this outcome."""

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        yield ReadEvent(language="en", sentences=1, facts=0)
        yield DoneEvent(specification=specification(outcome=outcome))

    return run


def breaking(error: Exception, after: int) -> Run:
    """A run that raises `error` after so many events."""

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        for _ in range(after):
            yield ReadEvent(language="en", sentences=1, facts=0)
        raise error

    return run


async def test_a_brief_is_answered_with_a_specification() -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}, "today": "2027-05-03"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert Specification.model_validate_json(answer.content).provenance.today == date(2027, 5, 3)
    assert answer.json()["questions"] == []


async def test_what_the_request_leaves_out_comes_from_the_settings() -> None:
    seen: list[tuple[str, Organisation | None, date]] = []

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        seen.append((engine.name, organisation, today))
        async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
            yield event

    house = Organisation(name="Lindenhof Gardens")
    async with client(stub_services(run, organisation=house)) as http:
        await http.post(PATH, json={"brief": {"text": TEXT}})
        guest = {"name": "Guest"}
        await http.post(PATH, json={"brief": {"text": TEXT}, "organisation": guest, "today": "2027-05-03"})
    assert [profile.name for _, profile, _ in seen if profile] == ["Lindenhof Gardens", "Guest"]
    assert abs((seen[0][2] - datetime.now(UTC).date()).days) <= 1  # midnight may pass between the two
    assert seen[1][2] == date(2027, 5, 3)


async def test_the_stream_names_each_event_by_its_type() -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}}, headers=STREAM)
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = parsed(answer.text)
    assert [name for name, _ in events] == ["read", "drafted", "asked", "computed", "verified", "done"]
    assert all(data["type"] == name for name, data in events)
    assert Specification.model_validate(events[-1][1]["specification"]).brief.text == TEXT


@pytest.mark.parametrize(
    ("outcome", "status", "kind"), [("refused", 422, "refused-brief"), ("failed", 502, "run-failed")]
)
async def test_a_run_without_a_result_is_a_problem(outcome: Outcome, status: int, kind: str) -> None:
    async with client(stub_services(ending(outcome))) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}})
        streamed = await http.post(PATH, json={"brief": {"text": TEXT}}, headers=STREAM)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert answer.json()["detail"] == "Three questions are open."
    name, data = parsed(streamed.text)[-1]
    assert (name, data["status"], data["type"]) == ("error", status, f"/problems/{kind}")


async def test_a_thin_brief_is_a_result() -> None:
    async with client(stub_services(ending("too_thin"))) as http:
        answer = await http.post(PATH, json={"brief": {"text": "Hello."}})
    assert (answer.status_code, answer.json()["outcome"]) == (200, "too_thin")


async def test_an_error_before_the_first_event_is_an_answer_of_its_own() -> None:
    async with client(stub_services(breaking(RunFailed("The model is gone."), after=0))) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}}, headers=STREAM)
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "The model is gone."


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("headers", [{}, STREAM])
async def test_a_mistake_does_not_give_away_its_text(
    after: int, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async with client(stub_services(breaking(ValueError("secret of the brief"), after))) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}}, headers=headers)
    assert "secret" not in answer.text
    begun = bool(headers and after)
    assert ("a run broke off" in caplog.text, "a mistake of this program" in caplog.text) == (begun, not begun)
    assert "/problems/internal" in answer.text
    assert answer.status_code == (200 if begun else 500)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("name", sorted(REQUIREMENTS))
async def test_every_example_of_the_documentation_works(name: str) -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=REQUIREMENTS[name]["value"])
        described = (await http.get("/openapi.json")).json()
    assert answer.status_code == 200, answer.text
    content = described["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    assert content["examples"][name]["value"] == REQUIREMENTS[name]["value"]


async def test_others_are_served_while_the_rules_compute() -> None:
    """The rules run in a thread: a health check is answered in the middle of a run that blocks until it is."""
    begun, answered = Event(), Event()
    in_time: list[bool] = []

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        begun.set()
        in_time.append(answered.wait(10))  # it blocks its thread, as computing does
        async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
            yield event

    async def check_health(http: httpx.AsyncClient) -> None:
        assert await anyio.to_thread.run_sync(begun.wait, 10)
        assert (await http.get("/healthz")).status_code == 200
        answered.set()

    async with client(stub_services(run)) as http, anyio.create_task_group() as group:
        group.start_soon(check_health, http)
        answer = await http.post(PATH, json={"brief": {"text": TEXT}})
    assert answer.status_code == 200
    assert in_time == [True]
