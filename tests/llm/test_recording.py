"""Answers are paid for once: what was recorded is not asked for again, whoever does the work anew."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from typing import Any

import httpx2

from schemas.specification import Attempt
from service.llm.client import ModelClient
from service.llm.recording import Recording, draw
from tests.llm.provider import NOTHING, OPTIONS, PROMPT, RequirementsAnswer, completion, scripted

DRAWN = {"marker": "text-1", "canary": "note-1"}
OK = httpx2.Response(200, json=completion(NOTHING))
NOT_JSON = httpx2.Response(200, json=completion("Gladly!"))
BUSY = httpx2.Response(429)


class MemoryJournal:
    """A journal that lives as long as its test."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}
        self._lock = Lock()

    def find(self, work: str, key: str) -> dict[str, Any] | None:
        with self._lock:
            return self.kept.get((work, key))

    def keep(self, work: str, key: str, answer: Mapping[str, Any]) -> None:
        with self._lock:
            self.kept.setdefault((work, key), dict(answer))


async def ask(
    journal: MemoryJournal, *responses: httpx2.Response, work: str = "job_1", ask: str = "whole", times: int = 1
) -> tuple[list[dict[str, Any]], list[Attempt]]:
    """Do a piece of work with a new client; the requests that were sent, and the attempts."""
    http, seen = scripted(*responses)
    attempts: list[Attempt] = []
    options = replace(OPTIONS, ask=ask, backoff_seconds=0.0)  # type: ignore[arg-type]  # a word of the tests
    client = ModelClient(options, http)
    async with client.connect(Recording(work, journal, DRAWN)) as session:
        await session.skill(attempts.append)
        for _ in range(times):
            await session.ask(PROMPT, RequirementsAnswer, attempts.append)
    return seen, attempts


async def test_an_answer_that_is_recorded_is_not_asked_for_again() -> None:
    journal = MemoryJournal()
    seen, first = await ask(journal, OK)
    assert len(seen) == 1
    seen, again = await ask(journal)
    assert seen == []
    assert [(one.outcome, one.tokens) for one in again] == [(one.outcome, one.tokens) for one in first]


async def test_another_piece_of_work_pays_for_its_own() -> None:
    journal = MemoryJournal()
    await ask(journal, OK)
    seen, _ = await ask(journal, OK, work="job_2")
    assert len(seen) == 1


async def test_an_answer_that_cannot_be_used_is_recorded_too_and_its_repair_as_well() -> None:
    journal = MemoryJournal()
    seen, _ = await ask(journal, NOT_JSON, OK)
    assert len(seen) == 2
    seen, attempts = await ask(journal)
    assert seen == []
    assert [one.outcome for one in attempts] == ["model_answer_not_json", "ok"]


async def test_work_goes_on_where_the_record_ends() -> None:
    journal = MemoryJournal()
    await ask(journal, OK)
    seen, _ = await ask(journal, OK, times=2)
    assert len(seen) == 1
    seen, _ = await ask(journal, times=2)
    assert seen == []


async def test_a_fault_of_the_endpoint_is_no_answer() -> None:
    journal = MemoryJournal()
    await ask(journal, BUSY, OK)
    assert len(journal.kept) == 1


async def test_the_skill_of_a_model_is_recorded_for_all_work() -> None:
    journal = MemoryJournal()
    shown = httpx2.Response(200, json=completion({"forbidden": [], "target": [], "source": []}))
    seen, _ = await ask(journal, shown, OK, ask="auto")
    assert len(seen) == 2
    seen, _ = await ask(journal, OK, ask="auto", work="job_2")
    assert len(seen) == 1


def test_what_is_drawn_is_another_each_time() -> None:
    assert draw() != draw()
    assert draw().keys() == {"marker", "canary"}
