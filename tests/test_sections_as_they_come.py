"""A run is seen as it happens: what is found is shown before the model has answered its last question."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2

from schemas.brief import BriefInput
from schemas.events import DoneEvent, DraftedEvent, RunEvent
from service.app import create_app
from service.drafting.engine import Engine
from service.drafting.model import ModelEngine
from service.drafting.model.engine import ModelEngineName
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief
from service.services import Services
from tests.drafting.model.briefs import LINES, TODAY
from tests.drafting.model.talking import ONE_TRY, answer_to, engine_of, lists_of
from tests.drafting.model.test_engine import NEEDS_MAKER, SHOWN

BRIEF = "\n".join(LINES)
LAST = ("facts",)
"""What the last question asks for."""
PATIENCE = 20.0
"""Seconds until a test that waits for an event gives up."""


@dataclass
class Held:
    """A model that answers every question but the last one, which it holds back until it is let go."""

    everything: bool = False
    release: asyncio.Event = field(default_factory=asyncio.Event)
    answered: list[tuple[str, ...]] = field(default_factory=list)

    def engine(self, name: ModelEngineName) -> ModelEngine:
        http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))
        return engine_of(http_client, name, replace(ONE_TRY, ask="whole", deadline_seconds=60))

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        if self.everything or lists_of(body) == LAST:
            await self.release.wait()
        self.answered.append(lists_of(body))
        return answer_to(body, {"needs": [SHOWN]})


def events_of(engine: Engine) -> AsyncGenerator[RunEvent, None]:
    return translate_brief(BriefInput(text=BRIEF), engine=engine, organisation=None, today=TODAY)


def makers(event: RunEvent) -> set[str]:
    """Who produced the requirements of an event."""
    if not isinstance(event, DraftedEvent):
        return set()
    return {maker for one in event.requirements for maker in one.produced_by}


async def test_the_rules_are_shown_before_the_model_has_answered_anything() -> None:
    held, engine = Held(everything=True), RulesEngine()
    expected = [event async for event in events_of(engine) if isinstance(event, DraftedEvent)]
    drafted: list[DraftedEvent] = []
    async with asyncio.timeout(PATIENCE):
        async for event in events_of(held.engine("hybrid")):
            if isinstance(event, DraftedEvent) and not held.release.is_set():
                assert held.answered == []
                drafted.append(event)
            if len(drafted) == len(expected):
                held.release.set()
    assert drafted == expected != []


async def test_the_model_s_needs_are_shown_before_it_has_answered_the_last_question() -> None:
    held = Held()
    done: RunEvent | None = None
    async with asyncio.timeout(PATIENCE):
        async for event in events_of(held.engine("model")):
            done = event
            if NEEDS_MAKER in makers(event):
                assert LAST not in held.answered
                held.release.set()
    assert LAST in held.answered
    assert isinstance(done, DoneEvent)
    first = done.specification.provenance.first_requirement
    assert first is not None
    assert 0 < first < done.specification.provenance.duration


async def test_whoever_stops_listening_ends_the_questions() -> None:
    held = Held()
    events = events_of(held.engine("model"))
    async with asyncio.timeout(PATIENCE):
        async for event in events:
            if NEEDS_MAKER in makers(event):
                break
        await events.aclose()
    assert LAST not in held.answered
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


# --- over HTTP ----------------------------------------------------------------------------------


@dataclass
class Listener:
    """One POST to the application, whose answer can be read while it is written."""

    chunks: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    text: str = ""

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.body":
            await self.chunks.put(message.get("body", b"").decode())

    async def until(self, words: str) -> str:
        """Read on until these words have come."""
        while words not in self.text:
            self.text += await self.chunks.get()
        return self.text


@asynccontextmanager
async def listening(engine: ModelEngine, body: dict[str, Any]) -> AsyncIterator[Listener]:
    app = create_app(Services(engines={"hybrid": lambda: engine}, default_engine="hybrid"))
    listener, sent = Listener(), asyncio.Event()
    headers = {"host": "127.0.0.1:8000", "accept": "text/event-stream", "content-type": "application/json"}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/requirements",
        "raw_path": b"/v1/requirements",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> dict[str, Any]:
        if sent.is_set():
            await asyncio.Event().wait()
        sent.set()
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    task = asyncio.ensure_future(app(scope, receive, listener.send))
    try:
        yield listener
        await task
    finally:
        task.cancel()


async def test_the_stream_shows_requirements_before_the_last_answer() -> None:
    held = Held()
    body = {"brief": {"text": BRIEF}, "today": TODAY.isoformat()}
    async with asyncio.timeout(PATIENCE), listening(held.engine("hybrid"), body) as listener:
        text = await listener.until("event: drafted")
        assert "event: done" not in text
        assert LAST not in held.answered
        held.release.set()
        assert "first_requirement" in await listener.until("event: done")
