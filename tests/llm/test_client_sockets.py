"""Calls over real TCP: connections that break, answers that drip, and the deadline that ends all of it."""

import asyncio
import json
import time
from dataclasses import replace

import pytest

from schemas.specification import Attempt
from service.errors import ModelError, ModelTooSlow, ModelUnreachable
from service.llm.client import ModelClient
from tests.llm.provider import (
    NOTHING,
    OPTIONS,
    PROMPT,
    RequirementsAnswer,
    completion,
    dripping,
    read_request,
    response,
    serving,
    silent,
)

DEADLINE = 0.4
GRACE = 0.2
"""A tenth of a second is promised; as much again is for a busy machine."""
GOOD = json.dumps(completion(NOTHING)).encode()


async def ask(base_url: str, deadline: float = DEADLINE, max_attempts: int = 1) -> list[Attempt]:
    """One call; returns its attempts."""
    attempts: list[Attempt] = []
    options = replace(OPTIONS, base_url=base_url, deadline_seconds=deadline, max_attempts=max_attempts)
    async with ModelClient(options).connect() as session:
        await session.ask(PROMPT, RequirementsAnswer, attempts.append)
    return attempts


async def fail(base_url: str, deadline: float = DEADLINE, max_attempts: int = 1) -> tuple[ModelError, float]:
    started = time.monotonic()
    with pytest.raises(ModelError) as fault:
        await ask(base_url, deadline, max_attempts)
    return fault.value, time.monotonic() - started


async def test_an_answer_comes_over_the_wire() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        assert request["messages"][0]["role"] == "system"
        writer.write(response(GOOD))
        await writer.drain()

    async with serving(talk) as base_url:
        [attempt] = await ask(base_url, deadline=5)
    assert (attempt.outcome, attempt.tokens.input) == ("ok", 30)


async def test_a_connection_that_is_cut_in_the_middle_is_tried_again() -> None:
    calls = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await read_request(reader)
        writer.write(response(GOOD[:40], length=len(GOOD)) if calls == 1 else response(GOOD))
        await writer.drain()

    async with serving(talk) as base_url:
        attempts = await ask(base_url, deadline=5, max_attempts=2)
    assert [attempt.outcome for attempt in attempts] == ["model_unreachable", "ok"]


async def test_a_connection_that_is_closed_without_a_word_is_typed() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)

    async with serving(talk) as base_url:
        fault, _ = await fail(base_url)
    assert type(fault) is ModelUnreachable


async def test_a_port_nobody_listens_on_is_typed(free_port: int) -> None:
    fault, _ = await fail(f"http://127.0.0.1:{free_port}/v1")
    assert type(fault) is ModelUnreachable


async def test_a_slow_drip_ends_at_the_deadline() -> None:
    async with serving(dripping(response(GOOD), 0.05)) as base_url:
        fault, seconds = await fail(base_url)
    assert type(fault) is ModelTooSlow
    assert DEADLINE <= seconds <= DEADLINE + GRACE


async def test_a_silent_provider_ends_at_the_deadline_and_the_attempt_is_recorded() -> None:
    attempts: list[Attempt] = []
    async with serving(silent) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, deadline_seconds=DEADLINE))
        started = time.monotonic()
        async with client.connect() as session:
            with pytest.raises(ModelTooSlow, match=r"0\.4 seconds"):
                await session.ask(PROMPT, RequirementsAnswer, attempts.append)
        assert time.monotonic() - started <= DEADLINE + GRACE
    assert [attempt.outcome for attempt in attempts] == ["model_too_slow"]


async def test_trying_again_never_outlives_the_deadline() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)

    async with serving(talk) as base_url:
        fault, seconds = await fail(base_url, deadline=1.2, max_attempts=50)
    assert type(fault) in (ModelUnreachable, ModelTooSlow)
    assert seconds <= 1.2 + GRACE


async def test_calls_of_one_run_share_its_deadline() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        await asyncio.sleep(1.8)
        writer.write(response(GOOD))
        await writer.drain()

    outcomes: list[Attempt] = []
    async with serving(talk) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, deadline_seconds=3.0))
        async with client.connect() as session:
            await session.ask(PROMPT, RequirementsAnswer, outcomes.append)
            with pytest.raises(ModelTooSlow):
                await session.ask(PROMPT, RequirementsAnswer, outcomes.append)
    assert [attempt.outcome for attempt in outcomes] == ["ok", "model_too_slow"]
