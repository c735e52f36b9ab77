"""Endpoints that take, or heed, only one of the forms, over real TCP: each gives its answer, and is asked so from then on."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from schemas.specification import Attempt
from service.llm.client import ModelClient
from service.llm.formats import LADDER, AnswerFormat
from tests.llm.provider import (
    DONE,
    GOAL,
    NOTHING,
    OPTIONS,
    PROMPT,
    Conversation,
    RequirementsAnswer,
    completion,
    event,
    piece,
    read_request,
    response,
    serving,
)

ANSWER = NOTHING | {"goals": [GOAL]}
REFUSED: dict[AnswerFormat, tuple[int, dict[str, Any]]] = {
    "bounded_schema": (400, {"error": {"message": "Invalid schema for response_format 'answer': maxLength"}}),
    "plain_schema": (422, {"detail": [{"loc": ["body", "response_format"], "msg": "extra fields not permitted"}]}),
    "tools": (404, {"error": {"message": "No endpoints found that support tool use", "code": 404}}),
    "json_object": (400, {"error": {"message": "'response_format.type' must be 'text'"}}),
}
"""How servers of different makes refuse a form."""
PROSE = "Of course! I read the brief with care [S1], {as you asked}."


def form_in(request: dict[str, Any]) -> AnswerFormat:
    """The form that a request asks for."""
    if "tools" in request:
        return "tools"
    form = request.get("response_format", {"type": "text"})
    if form["type"] == "json_schema":
        return "bounded_schema" if "maxItems" in json.dumps(form) else "plain_schema"
    return "json_object" if form["type"] == "json_object" else "text"


def answered_in(form: AnswerFormat) -> dict[str, Any]:
    """A completion as it comes in this form."""
    text = json.dumps(ANSWER)
    if form == "tools":
        call = {"id": "t1", "type": "function", "function": {"name": "answer", "arguments": text}}
        return completion(None, "tool_calls", tool_calls=[call])
    return completion(f"Here it is:\n```json\n{text}\n```\nAnything else?" if form == "text" else text)


def only(form: AnswerFormat, seen: list[AnswerFormat], *, refuses: bool) -> Conversation:
    """Take this form and the plainer ones; refuse the others, or pass over them and chat."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = form_in(await read_request(reader))
        seen.append(asked)
        status, body = 200, answered_in(asked)
        if LADDER.index(asked) < LADDER.index(form):
            status, body = REFUSED[asked] if refuses else (200, completion(PROSE))
        writer.write(response(json.dumps(body).encode(), status=status))
        await writer.drain()

    return talk


async def asked_twice(conversation: Conversation, attempts: list[Attempt], **options: Any) -> ModelClient:
    async with serving(conversation) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, **options))
        for _ in range(2):
            async with client.connect() as session:
                reply = await session.ask(PROMPT, RequirementsAnswer, attempts.append)
            assert [goal.statement for goal in reply.answer.goals] == [GOAL["statement"]]
    return client


@pytest.mark.parametrize("form", LADDER)
async def test_a_form_that_is_refused_leads_to_the_next_and_is_not_tried_again(form: AnswerFormat) -> None:
    seen, attempts = list[AnswerFormat](), list[Attempt]()
    client = await asked_twice(only(form, seen, refuses=True), attempts)
    tried = LADDER[: LADDER.index(form) + 1]
    assert seen == [*tried, form]
    assert [attempt.outcome for attempt in attempts] == ["model_format_not_taken"] * (len(tried) - 1) + ["ok", "ok"]
    assert [attempt.repair for attempt in attempts] == [0] * len(attempts)
    assert client.answer_format == form


@pytest.mark.parametrize(("form", "tries"), [("tools", 2), ("json_object", 3)])
async def test_a_form_that_is_passed_over_leads_to_one_that_is_heeded(form: AnswerFormat, tries: int) -> None:
    seen, attempts = list[AnswerFormat](), list[Attempt]()
    client = await asked_twice(only(form, seen, refuses=False), attempts)
    assert seen == [*["bounded_schema", "tools", "json_object"][:tries], form]
    assert [attempt.repair for attempt in attempts] == [*range(tries), 0]
    assert client.answer_format == form


async def test_arguments_of_a_function_come_as_a_stream_too() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if form_in(await read_request(reader)) != "tools":
            writer.write(response(json.dumps(REFUSED["plain_schema"][1]).encode(), status=422))
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            writer.write(b"".join(called(json.dumps(ANSWER))))
        await writer.drain()

    assert (await asked_twice(talk, [], stream=True)).answer_format == "tools"


def called(arguments: str) -> list[bytes]:
    """The events of a call whose arguments come in pieces of seven characters."""
    opening = piece(tool_calls=[{"index": 0, "id": "t1", "function": {"name": "answer", "arguments": ""}}])
    cuts = [arguments[start : start + 7] for start in range(0, len(arguments), 7)]
    chunks = [piece(tool_calls=[{"index": 0, "function": {"arguments": cut}}]) for cut in cuts]
    other = piece(tool_calls=[{"index": 1, "function": {"name": "answer", "arguments": "{}"}}])
    return [event(one) for one in (opening, *chunks, other, piece(finish="tool_calls"))] + [DONE]


NO_SUCH_NAME = {"error": {"message": "Unsupported parameter", "param": "max_completion_tokens"}}
NO_LIMIT = {"detail": [{"type": "extra_forbidden", "loc": ["body", "max_tokens"]}]}


@pytest.mark.parametrize("known", ["max_completion_tokens", "max_tokens", None])
async def test_the_bound_on_an_answer_goes_by_the_name_that_the_endpoint_knows(known: str | None) -> None:
    bounds = list[dict[str, int]]()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        bounds.append({name: value for name, value in request.items() if name.startswith("max_")})
        unknown = bounds[-1].keys() - {known}
        refusal = NO_SUCH_NAME if "max_completion_tokens" in unknown else NO_LIMIT
        body = refusal if unknown else completion(NOTHING)
        writer.write(response(json.dumps(body).encode(), status=400 if unknown else 200))
        await writer.drain()

    async with serving(talk) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url))
        for _ in range(2):
            async with client.connect() as session:
                await session.ask(PROMPT, RequirementsAnswer, lambda _attempt: None, max_output_tokens=300)
    names = ["max_completion_tokens", "max_tokens", None]
    tried = [*names[: names.index(known) + 1], known]
    assert bounds == [{name: 300} if name else {} for name in tried]
