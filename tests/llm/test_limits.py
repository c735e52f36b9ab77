"""Requests are spread as the endpoint says, and no more are under way than we allow."""

import asyncio
from contextlib import suppress
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ModelBusy
from service.llm.limits import RateLimiter, Slots, duration
from tests.llm.provider import Clock

PATIENT = 1e9


@pytest.fixture
def limiter(clock: Clock) -> RateLimiter:
    return RateLimiter(clock)


def headers(name: str, limit: object, left: object, reset: str) -> dict[str, str]:
    return {
        f"x-ratelimit-limit-{name}": str(limit),
        f"x-ratelimit-remaining-{name}": str(left),
        f"x-ratelimit-reset-{name}": reset,
    }


def test_without_headers_nothing_waits(limiter: RateLimiter) -> None:
    limiter.follow({"content-type": "application/json"})
    assert [limiter.reserve(10_000, PATIENT) for _ in range(1000)] == [0.0] * 1000


def test_requests_are_spread_once_none_are_left(limiter: RateLimiter, clock: Clock) -> None:
    limiter.follow(headers("requests", 60, 2, "58s"))
    assert [limiter.reserve(1, PATIENT) for _ in range(4)] == [0.0, 0.0, 1.0, 2.0]
    clock.now += 3
    assert limiter.reserve(1, PATIENT) == 0.0


def test_tokens_are_spread_too(limiter: RateLimiter) -> None:
    limiter.follow(headers("tokens", 10_000, 1_000, "9s"))
    assert limiter.reserve(1_000, PATIENT) == 0.0
    assert limiter.reserve(500, PATIENT) == 0.5


def test_the_endpoint_is_believed_and_what_waits_here_is_taken_off(limiter: RateLimiter) -> None:
    limiter.follow(headers("requests", 60, 0, "60s"))
    assert limiter.reserve(1, PATIENT) == 1.0
    limiter.follow(headers("requests", 60, 2, "58s"))
    assert [limiter.reserve(1, PATIENT) for _ in range(2)] == [0.0, 1.0]


def test_a_question_larger_than_the_limit_waits_for_a_full_bucket_only(limiter: RateLimiter) -> None:
    limiter.follow(headers("tokens", 1_000, 0, "10s"))
    assert limiter.reserve(50_000, PATIENT) == 10.0


def test_a_wait_beyond_the_deadline_is_not_begun_and_takes_nothing(limiter: RateLimiter) -> None:
    limiter.follow(headers("requests", 60, 0, "60s"))
    with pytest.raises(ModelBusy) as busy:
        limiter.reserve(1, 0.5)
    assert busy.value.retry_after == 1.0
    assert limiter.reserve(1, 1.0) == 1.0


def test_one_who_is_told_to_wait_holds_all(limiter: RateLimiter, clock: Clock) -> None:
    limiter.hold(5)
    limiter.hold(2)
    limiter.hold(None)
    assert limiter.reserve(1, PATIENT) == 5
    clock.now += 5
    assert limiter.reserve(1, PATIENT) == 0


@pytest.mark.parametrize("left", ["", "many", "nan", "-3"])
def test_headers_that_say_nothing_change_nothing(limiter: RateLimiter, left: str) -> None:
    limiter.follow(headers("requests", 60, left, "soon"))
    assert limiter.reserve(1, 0.0) == 0.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1), ("6m0s", 360), ("20ms", 0.02), ("2m59.5s", 179.5), ("1h", 3600), ("7.5", 7.5),
        ("", None), ("soon", None), ("5 s", None), ("1795000000", None), ("inf", None),
    ],
)  # fmt: skip
def test_durations(text: str, seconds: float | None) -> None:
    assert duration(text) == seconds


HEADERS = st.text(max_size=8) | st.integers(0, 10**6).map(str) | st.sampled_from(["1s", "0s", "6m0s", "0"])


@given(st.lists(st.tuples(HEADERS, HEADERS, HEADERS, st.integers(0, 10**6)), max_size=8))
def test_whatever_the_endpoint_says_a_wait_is_a_finite_time(said: list[tuple[str, str, str, int]]) -> None:
    limiter = RateLimiter(Clock())
    for limit, left, reset, tokens in said:
        limiter.follow(headers("requests", limit, left, reset) | headers("tokens", limit, left, reset))
        with suppress(ModelBusy):
            assert 0 <= limiter.reserve(tokens, 120) <= 120


# --- slots --------------------------------------------------------------------------------------


class Crowd:
    """Takes slots and notes how many were taken at once."""

    def __init__(self, slots: Slots) -> None:
        self.slots, self.inside, self.most, self.served = slots, 0, 0, 0

    async def visit(self) -> None:
        await self.slots.take()
        try:
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(0.001)
            self.served += 1
        finally:
            self.inside -= 1
            self.slots.give()


async def test_no_more_are_inside_than_there_are_slots() -> None:
    crowd = Crowd(Slots(3))
    await asyncio.gather(*(crowd.visit() for _ in range(30)))
    assert (crowd.most, crowd.served) == (3, 30)


async def test_without_a_bound_all_go_in() -> None:
    crowd = Crowd(Slots(None))
    await asyncio.gather(*(crowd.visit() for _ in range(30)))
    assert (crowd.most, crowd.served) == (30, 30)


def test_loops_in_several_threads_share_the_slots() -> None:
    crowd = Crowd(Slots(2))

    async def many() -> None:
        await asyncio.gather(*(crowd.visit() for _ in range(20)))

    threads = [Thread(target=asyncio.run, args=(many(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert crowd.most <= 2
    assert crowd.served == 80


async def test_one_who_gives_up_waiting_takes_no_slot_with_him() -> None:
    slots = Slots(1)
    await slots.take()
    first, second = asyncio.create_task(slots.take()), asyncio.create_task(slots.take())
    await asyncio.sleep(0)
    first.cancel()
    slots.give()
    await asyncio.wait_for(second, 1)
    with pytest.raises(asyncio.CancelledError):
        await first
    slots.give()
    await asyncio.wait_for(slots.take(), 1)


async def test_a_slot_that_comes_just_as_its_taker_gives_up_is_passed_on() -> None:
    slots = Slots(1)
    await slots.take()
    first = asyncio.create_task(slots.take())
    await asyncio.sleep(0)
    slots.give()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await asyncio.wait_for(slots.take(), 1)
