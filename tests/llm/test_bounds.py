"""What bounds the calls of a client: its breaker, the endpoint's limits, calls at once, tokens of a run, and cost."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from service.errors import ModelBudgetSpent, ModelBusy, ModelError, ModelPaused, ModelTooSlow, ModelUnavailable
from service.llm.client import ModelClient
from service.llm.options import ModelOptions
from service.llm.prices import Price
from tests.llm.provider import NOTHING, OPTIONS, PROMPT, RequirementsAnswer, completion, scripted, serving, silent
from tests.llm.test_client import Caller, failing

GOOD = completion(NOTHING)
"""Uses 35 tokens."""


def good(**headers: Any) -> httpx2.Response:
    return httpx2.Response(200, json=GOOD, headers=headers)


def calling(*responses: httpx2.Response, **options: Any) -> tuple[Caller, list[dict[str, Any]]]:
    http_client, sent = scripted(*responses)
    return Caller(http_client, options=replace(OPTIONS, **options)), sent


async def test_an_endpoint_that_keeps_failing_is_left_alone_and_then_tried_again() -> None:
    caller, sent = calling(*[httpx2.Response(500)] * 3, good(), breaker_failures=3, max_attempts=2)
    assert type(await failing(caller)) is ModelUnavailable
    # The breaker opens in the middle of the second question: the fault itself is told, and no wait is begun.
    assert type(await failing(caller)) is ModelUnavailable
    assert len(caller.waits) == 1
    assert type(await failing(caller)) is ModelPaused
    assert len(sent) == 3
    assert caller.attempts[-1].outcome == "model_paused"
    assert caller.attempts[-1].seconds == 0
    await caller.wait(caller.options.breaker_rest_seconds)
    await caller.ask()
    assert (len(sent), caller.client.breaker.state) == (4, "closed")


async def test_a_deadline_that_passes_counts_against_the_endpoint() -> None:
    async with serving(silent) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, deadline_seconds=0.1, breaker_failures=2))
        kinds: list[type[ModelError]] = []
        for _ in range(3):
            with pytest.raises(ModelError) as fault:
                await ask(client)
            kinds.append(type(fault.value))
    assert kinds == [ModelTooSlow, ModelTooSlow, ModelPaused]


async def test_a_caller_who_goes_away_says_nothing_of_the_endpoint() -> None:
    async with serving(silent) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, breaker_failures=1))
        task = asyncio.create_task(ask(client))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert client.breaker.state == "closed"


async def ask(client: ModelClient) -> None:
    async with client.connect() as session:
        await session.ask(PROMPT, RequirementsAnswer, lambda _attempt: None)


async def test_the_limits_that_the_endpoint_tells_are_kept() -> None:
    limits = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1m0s",
    }
    caller, _ = calling(good(**limits), good())
    await caller.ask()
    await caller.ask()
    assert caller.waits == [1.0]


async def test_one_call_that_is_told_to_wait_makes_others_wait_or_give_up() -> None:
    busy = httpx2.Response(429, headers={"retry-after": "60"})
    caller, sent = calling(busy)
    assert type(await failing(caller)) is ModelBusy
    assert type(await failing(caller)) is ModelBusy
    assert (len(sent), caller.waits) == (1, [])
    assert caller.outcomes == ["model_busy", "model_busy"]


async def test_no_more_calls_are_under_way_than_the_settings_allow() -> None:
    inside, most = 0, 0

    async def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.01)
        inside -= 1
        return good()

    http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    client = ModelClient(replace(OPTIONS, concurrency=3), http_client=http_client)
    await asyncio.gather(*(ask(client) for _ in range(12)))
    assert most == 3


async def test_waiting_for_ones_turn_ends_at_the_deadline_and_is_no_fault_of_the_endpoint() -> None:
    client = ModelClient(replace(OPTIONS, concurrency=1, deadline_seconds=0.1, breaker_failures=1))
    await client.slots.take()
    with pytest.raises(ModelTooSlow):
        await ask(client)
    assert client.breaker.state == "closed"


async def test_a_run_that_has_used_its_tokens_makes_no_further_call() -> None:
    caller, sent = calling(good(), good(), good(), budget_tokens=70)
    async with caller.client.connect() as session:
        for _ in range(2):
            await session.ask(PROMPT, RequirementsAnswer, caller.attempts.append)
        with pytest.raises(ModelBudgetSpent):
            await session.ask(PROMPT, RequirementsAnswer, caller.attempts.append)
    assert (session.spent, len(sent)) == (70, 2)
    assert caller.outcomes == ["ok", "ok", "model_budget_spent"]
    await caller.ask()
    assert len(sent) == 3


async def test_a_question_that_alone_is_over_the_budget_is_not_asked() -> None:
    caller, sent = calling(budget_tokens=1)
    assert type(await failing(caller)) is ModelBudgetSpent
    assert sent == []


async def test_tokens_that_are_not_told_are_guessed_for_the_budget() -> None:
    untold = {name: value for name, value in GOOD.items() if name != "usage"}
    caller, _ = calling(httpx2.Response(200, json=untold))
    async with caller.client.connect() as session:
        await session.ask(PROMPT, RequirementsAnswer, caller.attempts.append)
    assert session.spent == len(PROMPT.system + PROMPT.question) // 4
    assert caller.attempts[0].tokens.input == 0


async def test_every_attempt_carries_what_it_cost_failed_ones_too() -> None:
    price = Price(input=2, cached_input=0.5, output=8, currency="EUR")
    cut = httpx2.Response(200, json=completion("no", "length"))
    caller, _ = calling(cut, price=price, repairs=0)
    await failing(caller)
    [attempt] = caller.attempts
    assert (attempt.cost, attempt.currency) == ((10 * 2 + 20 * 0.5 + 5 * 8) / 1e6, "EUR")


async def test_without_a_price_there_is_no_currency() -> None:
    caller, _ = calling(good())
    await caller.ask()
    assert (caller.attempts[0].cost, caller.attempts[0].currency) == (0.0, None)


def test_nothing_is_bounded_by_default() -> None:
    options = ModelOptions(base_url="http://localhost:1/v1", model="m")
    assert (options.stream, options.concurrency, options.budget_tokens) == (False, None, None)
    assert (options.breaker_failures, options.price) == (0, None)
