"""An endpoint that fails in a row is left alone, then tried with one call."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import (
    AnswerOffSchema,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelKeyRefused,
    ModelPaused,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
)
from service.llm.breaker import Breaker, State

MOST = 3
REST = 30.0


@dataclass
class Endpoint:
    """A breaker, its clock, and calls that end as told."""

    now: float = 0.0
    asked: int = 0
    breaker: Breaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(MOST, REST, lambda: self.now)

    def state(self) -> State:
        return self.breaker.state

    def call(self, fault: BaseException | None = None) -> None:
        """One call: what it ends with is what `fault` says, or `ModelPaused` without being made."""
        try:
            with self.breaker.guard():
                self.asked += 1
                if fault is not None:
                    raise fault
        except (ModelError, asyncio.CancelledError):
            pass

    def fail(self, times: int) -> None:
        for _ in range(times):
            self.call(ModelUnavailable())


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


def test_it_opens_after_so_many_faults_in_a_row_and_makes_no_more_calls(endpoint: Endpoint) -> None:
    endpoint.fail(MOST - 1)
    assert endpoint.state() == "closed"
    endpoint.fail(3)
    assert (endpoint.state(), endpoint.asked) == ("open", MOST)
    endpoint.now = 10
    with pytest.raises(ModelPaused) as paused, endpoint.breaker.guard():
        pass
    assert paused.value.retry_after == REST - 10


def test_an_answer_in_between_starts_the_count_anew(endpoint: Endpoint) -> None:
    endpoint.fail(MOST - 1)
    endpoint.call()
    endpoint.fail(MOST - 1)
    assert endpoint.state() == "closed"


@pytest.mark.parametrize(("answered", "state"), [(True, "closed"), (False, "open")])
def test_calls_that_end_with_their_run_count_where_nothing_was_answered(
    endpoint: Endpoint, answered: bool, state: State
) -> None:
    under_way = [endpoint.breaker.guard() for _ in range(MOST)]
    for call in under_way:
        call.__enter__()
    if answered:
        endpoint.call()
    for call in under_way:
        slow = ModelTooSlow("The run is over.")
        call.__exit__(ModelTooSlow, slow, None)
    assert endpoint.state() == state


def test_after_the_rest_one_call_is_let_through_and_closes_it(endpoint: Endpoint) -> None:
    endpoint.fail(MOST)
    endpoint.now = REST
    assert endpoint.state() == "half_open"
    with endpoint.breaker.guard():
        assert endpoint.state() == "open"
        with pytest.raises(ModelPaused), endpoint.breaker.guard():
            pass
    assert endpoint.state() == "closed"


def test_a_trial_that_fails_opens_it_for_another_rest(endpoint: Endpoint) -> None:
    endpoint.fail(MOST)
    endpoint.now = REST
    endpoint.fail(1)
    assert (endpoint.state(), endpoint.asked) == ("open", MOST + 1)
    endpoint.now = 2 * REST - 1
    assert endpoint.state() == "open"
    endpoint.now = 2 * REST
    assert endpoint.state() == "half_open"


def test_a_trial_nobody_waited_for_leaves_the_next_call_to_try(endpoint: Endpoint) -> None:
    endpoint.fail(MOST)
    endpoint.now = REST
    endpoint.call(asyncio.CancelledError())
    assert endpoint.state() == "half_open"
    endpoint.call()
    assert endpoint.state() == "closed"


@pytest.mark.parametrize("fault", [ModelBusy(), ModelDeclined(), AnswerOffSchema(), asyncio.CancelledError()])
def test_what_is_no_fault_of_the_endpoint_never_opens_it(endpoint: Endpoint, fault: BaseException) -> None:
    for _ in range(3 * MOST):
        endpoint.call(fault)
    assert endpoint.state() == "closed"


@pytest.mark.parametrize("fault", [ModelUnreachable(), ModelTooSlow(), ModelKeyRefused()])
def test_what_is_a_fault_of_the_endpoint_opens_it(endpoint: Endpoint, fault: ModelError) -> None:
    for _ in range(MOST):
        endpoint.call(fault)
    assert endpoint.state() == "open"


def test_calls_that_were_under_way_do_not_prolong_the_rest(endpoint: Endpoint) -> None:
    def fail_late() -> None:
        with endpoint.breaker.guard():
            endpoint.fail(MOST)
            endpoint.now = 20
            raise ModelUnavailable

    with pytest.raises(ModelUnavailable):
        fail_late()
    endpoint.now = REST
    assert endpoint.state() == "half_open"


def test_with_no_number_it_never_opens() -> None:
    breaker = Breaker(0, REST)
    for _ in range(50):
        with pytest.raises(ModelUnavailable), breaker.guard():
            raise ModelUnavailable
    assert breaker.state == "closed"


STEPS = st.lists(st.sampled_from(["ok", "fault", "declined", "cancelled", "wait"]), max_size=40)


@given(STEPS)
def test_whatever_happens_it_can_close_again(steps: list[str]) -> None:
    endpoint = Endpoint()
    ends: dict[str, BaseException | None] = {
        "ok": None, "fault": ModelUnavailable(), "declined": ModelDeclined(), "cancelled": asyncio.CancelledError(),
    }  # fmt: skip
    for step in steps:
        if step == "wait":
            endpoint.now += REST / 2
        else:
            endpoint.call(ends[step])
    endpoint.now += REST
    assert endpoint.state() in {"closed", "half_open"}
    endpoint.call()
    assert endpoint.state() == "closed"
