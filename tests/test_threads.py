"""Runs off the event loop: what is left by its reader is closed from the outside in, at once and without a word."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import date

import pytest
from anyio import CapacityLimiter, sleep

from schemas.brief import BriefInput
from schemas.events import ReadEvent
from schemas.specification import EngineName
from service.drafting.engine import Draft, DraftRequest, Section
from service.drafting.rules.engine import draft_by_rules, sections_of
from service.runs import translating
from service.threads import off_the_loop


class Nested:
    """Generators within generators, each of which waits while it is closed."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def run(self, depth: int = 3) -> AsyncGenerator[int, None]:
        try:
            if depth == 0:
                for number in range(3):
                    yield number
                return
            async with aclosing(self.run(depth - 1)) as numbers:
                async for number in numbers:
                    yield number
        finally:
            await sleep(0.01)
            self.closed.append(f"level {depth}")


async def test_a_run_that_is_left_closes_from_the_inside_out_and_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    nested = Nested()
    with caplog.at_level(logging.WARNING):
        async with aclosing(off_the_loop(nested.run(), CapacityLimiter(2))) as numbers:
            assert await anext(numbers) == 0
    assert nested.closed == ["level 0", "level 1", "level 2", "level 3"]
    assert caplog.messages == []


async def test_a_run_that_is_left_closes_its_engine_at_once() -> None:
    closed = []

    class Watched:
        name: EngineName = "rules"

        async def draft(self, request: DraftRequest) -> AsyncGenerator[Section | Draft, None]:
            draft = draft_by_rules(request)
            try:
                for section in sections_of(draft.needs):
                    yield section
                yield draft
            finally:
                closed.append(True)

    brief = BriefInput(text="On 4 May 2027 we e-mail 48,000 members in Ireland. They opted in.")
    async with aclosing(translating(brief, engine=Watched(), organisation=None, today=date(2027, 4, 1))) as events:
        assert isinstance(await anext(events), ReadEvent)
        await anext(events)
        assert not closed
    assert closed
