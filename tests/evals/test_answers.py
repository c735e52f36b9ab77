"""Answers of a model are asked for once."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from evals.answers import AnswerStore, ReplayTransport, repeat


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AnswerStore]:
    """A store in a file."""
    store = AnswerStore(tmp_path / "answers.sqlite")
    yield store
    store.close()


class Endpoint:
    """Answers every request with its number, in the end with a status of choice."""

    def __init__(self, *statuses: int) -> None:
        self.asked, self._statuses = 0, iter(statuses)

    def __call__(self, _request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        return httpx2.Response(next(self._statuses, 200), json={"answer": self.asked})


def run_over(store: AnswerStore, endpoint: Endpoint) -> httpx2.AsyncClient:
    """What one run asks through."""
    transport = ReplayTransport(store, httpx2.MockTransport(endpoint))
    return httpx2.AsyncClient(transport=transport, base_url="http://model.test")


async def ask(client: httpx2.AsyncClient, body: str = "What?", path: str = "/chat") -> object:
    answer = await client.post(path, content=body)
    return answer.json().get("answer")


async def test_the_next_run_is_answered_from_the_store(store: AnswerStore) -> None:
    endpoint = Endpoint()
    for _ in range(2):
        async with run_over(store, endpoint) as client:
            assert await ask(client) == 1
    assert endpoint.asked == 1


async def test_a_second_try_is_answered_by_what_the_second_try_was_answered(store: AnswerStore) -> None:
    endpoint = Endpoint()
    for _ in range(2):
        async with run_over(store, endpoint) as client:
            assert [await ask(client), await ask(client)] == [1, 2]
    assert endpoint.asked == 2


async def test_other_words_paths_and_repeats_are_other_requests(store: AnswerStore) -> None:
    endpoint = Endpoint()
    async with run_over(store, endpoint) as client:
        answers = [await ask(client), await ask(client, "Why?"), await ask(client, path="/other")]
        with repeat(1):
            answers.append(await ask(client))
        assert answers == [1, 2, 3, 4]


async def test_only_whole_answers_are_kept(store: AnswerStore) -> None:
    """A fault is no answer: the next run asks again."""
    endpoint = Endpoint(500, 429, 200)
    for expected in (1, 2, 3, 3):
        async with run_over(store, endpoint) as client:
            assert await ask(client) == expected
    assert endpoint.asked == 3


async def test_a_broken_line_keeps_nothing(store: AnswerStore) -> None:
    def broken(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no line", request=request)

    async with httpx2.AsyncClient(transport=ReplayTransport(store, httpx2.MockTransport(broken))) as client:
        with pytest.raises(httpx2.ConnectError):
            await client.post("http://model.test/chat", content="What?")
    async with run_over(store, Endpoint()) as client:
        assert await ask(client) == 1


def test_what_is_there_once_stays(store: AnswerStore) -> None:
    store.put("key", b"first", "text/plain")
    store.put("key", b"second", "text/plain")
    assert store.get("key") == (b"first", "text/plain")
