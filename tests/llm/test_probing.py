"""What an endpoint can do is found out from its answers, within a bounded time, whatever it does."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from service.errors import ModelKeyRefused, ModelTooSlow, ModelUnreachable
from service.llm.formats import AnswerFormat
from service.llm.probing import Capabilities, context_in, probe
from tests.llm.provider import (
    DONE,
    OPTIONS,
    USAGE,
    answering,
    completion,
    event,
    piece,
    response,
    serving,
    silent,
)
from tests.llm.test_forms_sockets import REFUSED, form_in
from tests.llm.test_skill import RIGHT

BUSY = 0.4
"""Seconds that the stand-in takes for the question that is timed."""


class Endpoint:
    """A server that can do what it is told to; it answers every question as a good model would."""

    def __init__(
        self, forms: Sequence[AnswerFormat], *, streams: bool = True, at_once: bool = True, **more: Any
    ) -> None:
        self.forms = forms
        self.streams = streams
        self.usage: object = more.get("usage", USAGE)
        self.pages: dict[str, object] = more.get("pages", {})
        self.bounds: list[int | None] = []
        self.limit: str = more.get("limit", "max_completion_tokens")
        self.busy: float = more.get("busy", BUSY)
        self.turn = asyncio.Semaphore(2 if at_once else 1)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            await self.talk((await reader.readuntil(b"\r\n\r\n")).decode(), reader, writer)

    async def talk(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, path, _ = head.split(" ", 2)
        if method == "GET":
            page = self.pages.get(path)
            writer.write(response(json.dumps(page or {}).encode(), status=200 if page else 404))
        else:
            length = next(line for line in head.lower().split("\r\n") if line.startswith("content-length:"))
            await self.answer(json.loads(await reader.readexactly(int(length.split(":")[1]))), writer)
        await writer.drain()

    async def answer(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        form = form_in(request)
        self.bounds.append(request.get("max_tokens"))
        if "max_completion_tokens" in request and self.limit != "max_completion_tokens":
            refusal = {"error": {"message": "Unknown field", "param": "max_completion_tokens"}}
            writer.write(response(json.dumps(refusal).encode(), status=400))
        elif form != "text" and form not in self.forms:
            status, body = REFUSED[form]
            writer.write(response(json.dumps(body).encode(), status=status))
        elif request.get("stream") and self.streams:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            writer.write(event(piece("blue", finish="stop")) + DONE)
        else:
            writer.write(response(json.dumps(await self.completed(request, form)).encode()))

    async def completed(self, request: dict[str, Any], form: AnswerFormat) -> dict[str, Any]:
        question = request["messages"][-1]["content"]
        answer = RIGHT if "tasting evening" in question else {"sentences": ["S1"], "colour": "blue", "light": "day"}
        if "numbers from one" in question:
            async with self.turn:
                await asyncio.sleep(self.busy)
        whole = completion("Blue." if form == "text" else answer)
        if form == "tools":
            call = {"type": "function", "function": {"name": "answer", "arguments": json.dumps(answer)}}
            whole = completion(None, "tool_calls", tool_calls=[call])
        return whole | {"usage": self.usage}


async def probed(endpoint: Endpoint, seconds: float = 20.0) -> Capabilities:
    async with serving(endpoint) as base_url:
        return await probe(replace(OPTIONS, base_url=base_url), lambda _line: None, seconds)


async def test_an_endpoint_that_can_do_everything() -> None:
    models = {"data": [{"id": "other", "context_length": 5}, {"id": "tester", "max_model_len": 8192}]}
    found = await probed(Endpoint(["bounded_schema", "tools", "json_object"], pages={"/v1/models": models}))
    assert found.tokens_per_second is not None
    assert 5 < found.tokens_per_second <= 5 / BUSY + 1
    assert replace(found, tokens_per_second=None) == Capabilities(
        forms=("bounded_schema", "tools", "json_object"),
        streaming=True,
        usage=True,
        cached=True,
        context_tokens=8192,
        parallel=True,
        skill="whole",
    )
    assert found.answer_format == "bounded_schema"


async def test_an_endpoint_that_can_do_next_to_nothing() -> None:
    found = await probed(Endpoint([], streams=False, at_once=False, usage=None))
    assert found == Capabilities(forms=(), streaming=False, usage=False, cached=False, parallel=False, skill="pieces")
    assert found.answer_format == "text"


async def test_every_question_has_a_bound_on_its_answer_under_a_name_that_the_endpoint_knows() -> None:
    endpoint = Endpoint(["bounded_schema"], limit="max_tokens")
    assert (await probed(endpoint)).skill == "whole"
    refused, *bounds = endpoint.bounds
    assert refused is None
    assert len(bounds) >= 7
    assert all(bounds)


@pytest.mark.parametrize("form", ["plain_schema", "tools", "json_object"])
async def test_the_strictest_form_that_works_is_the_one_to_ask_in(form: AnswerFormat) -> None:
    found = await probed(Endpoint([form]))
    assert (found.forms, found.answer_format) == ((form,), form)


async def test_the_room_that_a_server_gives_a_model_comes_before_what_it_was_made_for() -> None:
    models = {"data": [{"id": "tester", "meta": {"n_ctx_train": 32768}}]}
    props = {"default_generation_settings": {"n_ctx": 4096}}
    with_props = await probed(Endpoint([], pages={"/v1/models": models, "/props": props}))
    without = await probed(Endpoint([], pages={"/v1/models": models}))
    assert (with_props.context_tokens, without.context_tokens) == (4096, 32768)


@pytest.mark.parametrize(
    "listed", [None, [], {"data": {}}, {"data": [5]}, {"data": [{"id": "m", "n_ctx": "many", "meta": 3}]}]
)
def test_a_list_of_models_that_says_nothing_useful(listed: object) -> None:
    assert context_in(listed, "m") is None


async def test_an_endpoint_that_never_answers_is_given_up_in_time() -> None:
    clock = asyncio.get_running_loop().time
    async with serving(silent) as base_url:
        started = clock()
        with pytest.raises(ModelTooSlow, match=r"within 0\.3 seconds"):
            await probe(replace(OPTIONS, base_url=base_url), lambda _line: None, 0.3)
    assert clock() - started < 1.0


async def test_what_is_not_answered_in_time_stays_unknown() -> None:
    found = await probed(Endpoint(["bounded_schema", "tools"], busy=5.0), seconds=1.0)
    assert found.forms == ("bounded_schema", "tools")
    assert (found.tokens_per_second, found.parallel) == (None, None)
    assert (found.skill, found.streaming, found.usage) == ("whole", True, True)


async def test_a_form_to_which_no_answer_came_is_not_taken_for_refused() -> None:
    async def only_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turns.append(0)
        await (endpoint if len(turns) == 1 else silent)(reader, writer)

    turns, endpoint = list[int](), Endpoint(["bounded_schema"])
    async with serving(only_once) as base_url:
        found = await probe(replace(OPTIONS, base_url=base_url), lambda _line: None, 1.0)
    assert found == Capabilities(forms=("bounded_schema",), unknown=("tools", "json_object"), usage=True, cached=True)
    assert [found.takes(form) for form in ("bounded_schema", "plain_schema", "tools")] == [True, False, None]


async def test_an_endpoint_that_refuses_everything_is_told_apart() -> None:
    async with serving(answering({"error": {"code": "invalid_api_key"}}, 401)) as base_url:
        with pytest.raises(ModelKeyRefused):
            await probe(replace(OPTIONS, base_url=base_url), lambda _line: None)
    with pytest.raises(ModelUnreachable):
        await probe(replace(OPTIONS, base_url=base_url), lambda _line: None)
