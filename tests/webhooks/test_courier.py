"""Events get through, over real TCP and from a real database, whatever happens meanwhile."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from service.store.blocking import BlockingDatabase
from service.webhooks.addresses import Addresses, parse_allowed
from service.webhooks.courier import AT_ONE_ENDPOINT, Courier
from service.webhooks.dispatch import Dispatch
from service.webhooks.schedule import Schedule
from service.webhooks.sending import Sender
from tests.test_database_commands import url_of
from tests.webhooks.kept import attempts, deliveries, endpoint, happen, put
from tests.webhooks.receiver import Receiver, receiving

HERE = Addresses(parse_allowed("127.0.0.1"))
SOON = Schedule(waits=(0.05, 0.05, 0.05))


@contextmanager
def sending(kept: BlockingDatabase, seconds: float = 15.0, claim_seconds: float = 60.0) -> Iterator[None]:
    """A courier in a thread of its own."""
    dispatch = Dispatch(kept, SOON, claim_seconds)
    with Courier(dispatch, lambda: Sender(HERE, seconds), look_seconds=0.05).beside():
        yield


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def all_over(kept: BlockingDatabase) -> bool:
    return all(row.state != "pending" for row in deliveries(kept))


def test_an_event_gets_through_and_is_told_once(kept_file: BlockingDatabase, receiver: Receiver) -> None:
    hook = put(kept_file, receiver.url)
    with sending(kept_file):
        happen(kept_file)
        wait_until(lambda: all_over(kept_file))
        time.sleep(0.3)
    [request] = receiver.requests
    assert request.is_signed_with(hook.secret)
    assert request.event["type"] == "job.succeeded"
    assert (request.id, request.body) == (deliveries(kept_file)[0].event_id, deliveries(kept_file)[0].body)


def test_what_failed_is_sent_again_with_the_same_id_and_another_time(
    kept_file: BlockingDatabase, receiver: Receiver
) -> None:
    hook = put(kept_file, receiver.url)
    receiver.answer = lambda number: 500 if number < 3 else 200
    happen(kept_file)
    with sending(kept_file):
        wait_until(lambda: all_over(kept_file))
    assert [(one.number, one.status) for one in attempts(kept_file)] == [(1, 500), (2, 500), (3, 200)]
    assert len({request.id for request in receiver.requests}) == 1
    assert len({request.body for request in receiver.requests}) == 1
    assert all(request.is_signed_with(hook.secret) for request in receiver.requests)
    assert endpoint(kept_file, hook.id).failing_since is None


def test_what_is_not_answered_in_time_is_sent_again_with_the_same_id(kept_file: BlockingDatabase) -> None:
    with receiving() as receiver:
        put(kept_file, receiver.url)
        receiver.seconds = 1.5
        happen(kept_file)
        with sending(kept_file, seconds=0.5):
            receiver.wait_for(2)
            receiver.seconds = 0
            wait_until(lambda: all_over(kept_file))
    assert len({request.id for request in receiver.requests}) == 1
    assert attempts(kept_file)[0].error == "no whole answer within 0.5 seconds"
    assert deliveries(kept_file)[0].state == "delivered"


def test_a_slow_endpoint_holds_up_no_other(kept_file: BlockingDatabase, receiver: Receiver) -> None:
    with receiving() as slow:
        slow.seconds = 3
        put(kept_file, slow.url)
        for _ in range(3 * AT_ONE_ENDPOINT):
            happen(kept_file)
        put(kept_file, receiver.url, events="job.cancelled")
        for _ in range(5):
            happen(kept_file, "job.cancelled")
        with sending(kept_file):
            receiver.wait_for(5)
            assert len(slow.requests) <= AT_ONE_ENDPOINT
            assert "delivered" not in {row.state for row in deliveries(kept_file) if row.type == "job.succeeded"}


def test_two_that_send_at_once_send_everything_once(kept: BlockingDatabase, receiver: Receiver) -> None:
    put(kept, receiver.url)
    for _ in range(20):
        happen(kept)
    with sending(kept), sending(kept):
        wait_until(lambda: all_over(kept))
    assert len(receiver.requests) == 20
    assert len({request.id for request in receiver.requests}) == 20


def test_what_was_sent_and_not_written_down_is_sent_again_with_the_same_id(
    kept_file: BlockingDatabase, receiver: Receiver
) -> None:
    """The worker is killed between the try and the note of it, at the only moment at which that matters."""
    kill_between(kept_file, receiver)


@pytest.mark.slow
def test_a_server_of_databases_remembers_as_well(kept: BlockingDatabase, receiver: Receiver) -> None:
    kill_between(kept, receiver)


def kill_between(kept: BlockingDatabase, receiver: Receiver) -> None:
    hook = put(kept, receiver.url)
    happen(kept)
    command = [sys.executable, "-m", "tests.webhooks.sending_process", url_of(kept.address), "1"]
    with subprocess.Popen([*command, "hold"], stdout=subprocess.PIPE) as doomed:
        assert doomed.stdout
        assert doomed.stdout.readline() == b"sent\n"
        doomed.kill()
    assert [(row.state, row.attempts) for row in deliveries(kept)] == [("pending", 0)]
    with subprocess.Popen(command) as heir:
        receiver.wait_for(2)
        wait_until(lambda: all_over(kept))
        heir.kill()
    first, again = receiver.requests
    assert first.id == again.id
    assert again.is_signed_with(hook.secret)
    assert [(row.state, row.attempts) for row in deliveries(kept)] == [("delivered", 1)]


def test_a_mistake_in_between_ends_nothing(kept_file: BlockingDatabase, receiver: Receiver) -> None:
    put(kept_file, receiver.url)
    happen(kept_file)
    looks = iter([ZeroDivisionError()])

    def look() -> None:
        if error := next(looks, None):
            raise error

    with Courier(Dispatch(kept_file), lambda: Sender(HERE), look, look_seconds=0.05).beside():
        receiver.wait_for(1)
