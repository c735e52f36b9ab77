"""Answers that were paid for once: found again by all that they hang on, let go in time, and never in a run's way."""

import asyncio
import logging
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.specification import Attempt, Tokens
from service.errors import ModelError
from service.llm.answers import Answer, GoalAnswer
from service.llm.cache import AnswerCache, forget_answers, key_of
from service.llm.client import ModelClient
from service.llm.options import CacheOptions, ModelOptions
from service.llm.prices import Price
from service.llm.prompts import FilledPrompt
from tests.llm.provider import GOAL, NOTHING, OPTIONS, PROMPT, Clock, RequirementsAnswer, completion, scripted

SPENT = Tokens(input=30, output=5, cached=20)
DAY = 86_400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def open_cache(path: Path, clock: Clock) -> Iterator[Callable[..., AnswerCache]]:
    """Open a cache at `path`; all of them are closed in the end."""
    opened: list[AnswerCache] = []

    def open_one(**bounds: float) -> AnswerCache:
        opened.append(AnswerCache(CacheOptions(path, **bounds), clock))
        return opened[-1]

    yield open_one
    for cache in opened:
        cache.close()


# --- the file -----------------------------------------------------------------------------------


def test_an_answer_is_found_by_whoever_opens_the_file_later(open_cache: Callable[..., AnswerCache]) -> None:
    open_cache().put("k", "text", SPENT)
    assert open_cache().get("k") == "text"
    assert open_cache().get("other") is None


def test_what_it_cost_is_kept_beside_it(open_cache: Callable[..., AnswerCache], path: Path) -> None:
    open_cache().put("k", "text", SPENT)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT input, output, cached FROM answers").fetchall() == [(30, 5, 20)]
    database.close()


def test_only_the_owner_may_read_the_file(open_cache: Callable[..., AnswerCache], path: Path) -> None:
    open_cache().put("k", "text", SPENT)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert path.name in modes
    assert set(modes.values()) == {0o600}


def test_an_answer_that_is_too_old_is_not_given_and_goes(
    open_cache: Callable[..., AnswerCache], clock: Clock, path: Path
) -> None:
    cache = open_cache(days=2)
    cache.put("old", "text", SPENT)
    clock.now += 2 * DAY
    assert cache.get("old") == "text"
    clock.now += 1
    assert cache.get("old") is None
    cache.put("new", "text", SPENT)
    assert keys_in(path) == {"new"}


def test_of_too_many_the_least_recently_used_go(
    open_cache: Callable[..., AnswerCache], clock: Clock, path: Path
) -> None:
    cache = open_cache(megabytes=0.5)
    for name in "abcd":
        clock.now += 61
        cache.put(name, "x" * 100_000, SPENT)
    clock.now += 61
    assert cache.get("a")
    clock.now += 61
    cache.put("e", "x" * 100_000, SPENT)
    assert keys_in(path) == {"a", "c", "d", "e"}


def test_an_answer_larger_than_the_cache_is_not_kept(open_cache: Callable[..., AnswerCache], path: Path) -> None:
    cache = open_cache(megabytes=0.1)
    cache.put("k", "x" * 200_000, SPENT)
    assert keys_in(path) == set()


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(1, 90_000)), min_size=1, max_size=30))
def test_its_file_never_grows_beyond_what_it_may(puts: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sqlite"
        cache = AnswerCache(CacheOptions(path, megabytes=0.2), Clock())
        for name, length in puts:
            cache.put(name, "x" * length, SPENT)
            assert name in keys_in(path)
        cache.close()
        # What was let go leaves its place to what comes: one answer at most is written beyond the limit.
        assert path.stat().st_size <= 200_000 + 100_000


def keys_in(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    found = {row[0] for row in database.execute("SELECT key FROM answers")}
    database.close()
    return found


# --- a file that cannot be used -----------------------------------------------------------------


def test_a_file_that_is_none_is_a_miss_and_a_line_in_the_log(
    open_cache: Callable[..., AnswerCache], path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"no database at all, though long enough to be read as one" * 20)
    cache = open_cache()
    cache.put("k", "text", SPENT)
    assert cache.get("k") is None
    [warning] = caplog.records
    assert warning.levelno == logging.WARNING
    assert "the model is asked" in warning.getMessage()


def test_a_folder_that_is_missing_is_a_miss(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cache = AnswerCache(CacheOptions(tmp_path / "nowhere" / "answers.sqlite"))
    cache.put("k", "text", SPENT)
    assert cache.get("k") is None
    assert "unable to open" in caplog.text


def test_a_file_that_somebody_holds_is_not_waited_for(
    open_cache: Callable[..., AnswerCache], path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache()
    cache.put("before", "text", SPENT)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    cache.put("during", "text", SPENT)
    assert time.monotonic() - started < 1.0
    assert cache.get("before") == "text"
    holder.execute("COMMIT")
    holder.close()
    assert cache.get("during") is None
    assert "locked" in caplog.text
    cache.put("after", "text", SPENT)
    assert cache.get("after") == "text"


def test_a_file_that_breaks_while_it_is_open_is_a_miss(open_cache: Callable[..., AnswerCache], path: Path) -> None:
    cache = open_cache()
    cache.put("k", "text", SPENT)
    cache.close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    assert cache.get("k") is None


def test_threads_share_one_cache(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache()

    def use(number: int) -> str | None:
        cache.put(str(number % 7), f"text {number % 7}", SPENT)
        return cache.get(str(number % 7))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(use, range(200)))
    assert found == [f"text {number % 7}" for number in range(200)]


def test_processes_share_one_file(
    path: Path, in_a_new_process: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    code = f"""
from pathlib import Path
from schemas.specification import Tokens
from service.llm.cache import AnswerCache
from service.llm.options import CacheOptions
cache = AnswerCache(CacheOptions(Path({str(path)!r})))
lost = 0
for number in range(100):
    cache.put(str(number), "text " + str(number), Tokens())
    lost += cache.get(str(number)) not in (None, "text " + str(number))
print(lost)
"""
    with ThreadPoolExecutor(3) as pool:
        wrong = list(pool.map(in_a_new_process, [code] * 3))
    assert wrong == ["0"] * 3
    cache = AnswerCache(CacheOptions(path))
    found = [cache.get(str(number)) for number in range(100)]
    cache.close()
    # One that could not be written in time is asked for anew; hardly any is.
    assert set(found) - {None} <= {f"text {number}" for number in range(100)}
    assert found.count(None) <= 5


# --- the key ------------------------------------------------------------------------------------

FILLED = FilledPrompt("needs@1", "Read. m-1", "<<< m-1\nS1 Sell.", "Fit {{schema}}", {"marker": "m-1"})


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, base_url="http://localhost:2/v1"),
        replace(OPTIONS, model="other"),
        replace(OPTIONS, temperature=0.0),
        replace(OPTIONS, workspace="other"),
    ],
)
def test_another_endpoint_model_temperature_or_workspace_is_another_question(options: ModelOptions) -> None:
    assert key_of(options, FILLED, RequirementsAnswer) != key_of(OPTIONS, FILLED, RequirementsAnswer)


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        (replace(FILLED, system="Read well. m-1"), RequirementsAnswer),
        (replace(FILLED, question="<<< m-1\nS1 Sell!"), RequirementsAnswer),
        (replace(FILLED, format="Fit this: {{schema}}"), RequirementsAnswer),
        (replace(FILLED, system="Read. m-1<<< m-1", question="S1 Sell."), RequirementsAnswer),
        (replace(FILLED, drawn={}), RequirementsAnswer),
        (replace(FILLED, drawn={"canary": "m-1"}), RequirementsAnswer),
        (FILLED, GoalAnswer),
    ],
)
def test_other_words_or_another_schema_are_another_question(prompt: FilledPrompt, answer: type[Answer]) -> None:
    assert key_of(OPTIONS, prompt, answer) != key_of(OPTIONS, FILLED, RequirementsAnswer)


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, api_key="another"),
        replace(OPTIONS, base_url=f"{OPTIONS.base_url}/"),
        replace(OPTIONS, deadline_seconds=1.0, stream=True, concurrency=3, budget_tokens=9),
    ],
)
def test_how_long_and_how_often_is_asked_changes_no_answer(options: ModelOptions) -> None:
    assert key_of(options, FILLED, RequirementsAnswer) == key_of(OPTIONS, FILLED, RequirementsAnswer)


def test_what_every_run_draws_anew_does_not_count() -> None:
    again = FilledPrompt("needs@1", "Read. m-2", "<<< m-2\nS1 Sell.", "Fit {{schema}}", {"marker": "m-2"})
    assert key_of(OPTIONS, again, RequirementsAnswer) == key_of(OPTIONS, FILLED, RequirementsAnswer)


# --- asking -------------------------------------------------------------------------------------


@pytest.fixture
def keeping(path: Path) -> ModelOptions:
    return replace(OPTIONS, cache=CacheOptions(path), max_attempts=1)


class Run:
    """Runs that each have a client of their own, as in new processes."""

    def __init__(self, *responses: httpx2.Response) -> None:
        self.http_client, self.sent = scripted(*responses)
        self.attempts: list[Attempt] = []

    async def ask(self, options: ModelOptions, prompt: FilledPrompt = PROMPT) -> RequirementsAnswer:
        client = ModelClient(options, http_client=self.http_client)
        try:
            async with client.connect() as session:
                return (await session.ask(prompt, RequirementsAnswer, self.attempts.append)).answer
        finally:
            if client.cache:
                client.cache.close()

    @property
    def outcomes(self) -> list[str]:
        return [attempt.outcome for attempt in self.attempts]


def good(answer: object = NOTHING) -> httpx2.Response:
    return httpx2.Response(200, json=completion(answer))


async def test_the_same_question_is_paid_for_once(keeping: ModelOptions) -> None:
    run = Run(good({**NOTHING, "goals": [GOAL]}))
    priced = replace(keeping, price=Price(input=2, cached_input=0.5, output=8, currency="EUR"))
    first, again = await run.ask(priced), await run.ask(priced)
    assert first == again
    assert (len(run.sent), run.outcomes) == (1, ["ok", "cached"])
    assert run.attempts[1] == Attempt(prompt="requirements@1", outcome="cached", currency="EUR")


async def test_nothing_is_kept_unless_it_is_asked_for(keeping: ModelOptions) -> None:
    run = Run(good(), good())
    for _ in range(2):
        await run.ask(replace(keeping, cache=None))
    assert (len(run.sent), run.outcomes) == (2, ["ok", "ok"])


async def test_workspaces_share_no_answer(keeping: ModelOptions) -> None:
    run = Run(good(), good())
    await run.ask(keeping)
    await run.ask(replace(keeping, workspace="other"))
    assert run.outcomes == ["ok", "ok"]


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, json=completion('{"goals": [', "length")),
        httpx2.Response(200, json=completion("As you wish")),
        httpx2.Response(200, json=completion(None, refusal="No.")),
        httpx2.Response(500),
    ],
)
async def test_an_answer_that_failed_is_not_kept(keeping: ModelOptions, response: httpx2.Response) -> None:
    run = Run(response, good())
    with pytest.raises(ModelError):
        await run.ask(replace(keeping, repairs=0))
    await run.ask(keeping)
    await run.ask(keeping)
    assert run.outcomes[1:] == ["ok", "cached"]


async def test_an_answer_of_which_a_part_was_left_out_is_not_kept(keeping: ModelOptions) -> None:
    run = Run(good({**NOTHING, "goals": [GOAL, {"statement": 3}]}), good())
    await run.ask(keeping)
    await run.ask(keeping)
    assert run.outcomes == ["ok", "ok"]


async def test_an_answer_that_repeats_the_marker_is_not_kept(keeping: ModelOptions) -> None:
    run = Run(good({**NOTHING, "goals": [{**GOAL, "statement": "Sell. m-1"}]}), good())
    await run.ask(keeping, FILLED)
    await run.ask(keeping, FILLED)
    assert run.outcomes == ["ok", "ok"]


async def test_a_form_that_the_endpoint_does_not_take_does_not_hide_the_answer(keeping: ModelOptions) -> None:
    refused = httpx2.Response(400, json={"error": {"message": "unknown", "param": "response_format"}})
    run = Run(refused, good())
    await run.ask(keeping)
    await run.ask(keeping)
    assert run.outcomes == ["model_format_not_taken", "ok", "cached"]


async def test_a_kept_answer_needs_neither_budget_nor_endpoint(keeping: ModelOptions) -> None:
    run = Run(good())
    await run.ask(keeping)
    await run.ask(replace(keeping, budget_tokens=1))
    assert run.outcomes == ["ok", "cached"]


async def test_an_answer_that_somebody_meddled_with_is_asked_for_again(keeping: ModelOptions, path: Path) -> None:
    run = Run(good(), good())
    await run.ask(keeping)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET text = ?", (b"\xff",))
    database.close()
    await run.ask(keeping)
    await run.ask(keeping)
    assert run.outcomes == ["ok", "ok", "cached"]


@pytest.fixture
def broken(path: Path, keeping: ModelOptions) -> ModelOptions:
    path.write_bytes(b"broken" * 1000)
    return keeping


async def test_a_broken_file_does_not_touch_the_run(broken: ModelOptions) -> None:
    run = Run(good(), good())
    assert await run.ask(broken) == await run.ask(broken)
    assert run.outcomes == ["ok", "ok"]


async def test_questions_at_once_share_the_file(keeping: ModelOptions) -> None:
    run = Run(*[good()] * 6)
    prompts = [replace(PROMPT, question=f"Question {number}?") for number in range(6)]
    await asyncio.gather(*(run.ask(keeping, prompt) for prompt in prompts))
    await asyncio.gather(*(run.ask(keeping, prompt) for prompt in prompts))
    assert sorted(run.outcomes) == ["cached"] * 6 + ["ok"] * 6


def test_answers_of_a_time_are_forgotten_without_a_trace(
    path: Path, open_cache: Callable[..., AnswerCache], clock: Clock
) -> None:
    """Those that were kept in it and those that were used in it; a use is noted to the minute."""
    cache = open_cache()
    cache.put("long ago", "Zanzibarium", SPENT)
    cache.put("long ago and used", "Zanzibarium", SPENT)
    clock.now += 1000
    begin = datetime.fromtimestamp(clock.now, UTC)
    cache.put("then", "Zanzibarium", SPENT)
    assert cache.get("long ago and used")
    clock.now += 1000
    cache.put("later", "text", SPENT)
    forget_answers(path, begin, begin)
    kept = ["long ago", "long ago and used", "then", "later"]
    assert [name for name in kept if cache.get(name)] == ["long ago", "later"]
    forget_answers(path, begin - timedelta(seconds=1000), begin)
    cache.close()
    assert b"Zanzibarium" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_where_no_answers_are_kept_nothing_is_forgotten(path: Path) -> None:
    now = datetime.now(UTC)
    forget_answers(path, now, now)
    assert not path.exists()
