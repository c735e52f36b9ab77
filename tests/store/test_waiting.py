"""Waiting for a database that comes later than the program: said once, ended when it answers or the time is up."""

from dataclasses import dataclass, field

import pytest

from service.errors import StoreUnavailable
from service.store.address import parse_address
from service.store.waiting import wait_for
from tests.databases import Postgres, postgres

__all__ = ["postgres"]


@dataclass
class Clock:
    """Time that passes only while somebody sleeps."""

    now: float = 0.0
    said: list[str] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def wait(self, url: str, seconds: float) -> None:
        address = parse_address(url)
        assert address
        wait_for(address, seconds, self.said.append, self.sleep, lambda: self.now)


def test_one_that_answers_and_a_file_are_waited_for_not_at_all(postgres: Postgres) -> None:
    clock = Clock()
    clock.wait(postgres.url(), 0)
    clock.wait("sqlite:///nowhere/kept.db", 0)
    assert (clock.now, clock.said) == (0.0, [])


def test_one_that_never_comes_is_given_up_in_time_and_told_once(free_port: int) -> None:
    clock = Clock()
    with pytest.raises(StoreUnavailable, match="nobody listens there") as caught:
        clock.wait(f"postgresql://anna:secret@127.0.0.1:{free_port}/liaison", 10)
    assert 10 <= clock.now <= 11
    (line,) = clock.said
    assert line.startswith(f"waiting up to 10 seconds for the database postgresql://127.0.0.1:{free_port}/liaison: ")
    assert "secret" not in line + caught.value.message


@pytest.mark.parametrize(
    ("name", "reason"), [("no_such_place", "no such user or database"), ("postgres?port=1", "nobody listens there")]
)
def test_it_is_told_why(name: str, reason: str, postgres: Postgres) -> None:
    with pytest.raises(StoreUnavailable, match=reason):
        Clock().wait(postgres.url(name), 0)


def test_one_that_comes_later_is_used(postgres: Postgres) -> None:
    clock, address = Clock(), parse_address(postgres.url())
    assert address
    postgres.crash()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if clock.now == 2:
            postgres.start_again()

    wait_for(address, 30, clock.said.append, sleep, lambda: clock.now)
    assert clock.now == 2
    assert len(clock.said) == 1
