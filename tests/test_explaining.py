"""Services over constraints: what is refused before a run starts, what each run is given, and where it computes."""

import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import date
from typing import Any

import pytest

from schemas.brief import BriefInput
from schemas.events import AlignmentEvent, DoneEvent, ExplanationEvent, ReadEvent, RunEvent
from schemas.organisation import Organisation
from schemas.specification import Outcome, Specification
from service.admission import check_constraints
from service.drafting.engine import Engine
from service.drafting.wording import Wording
from service.errors import (
    EmptyBrief,
    EmptyConstraints,
    EngineNotConfigured,
    InvalidRequest,
    LiaisonError,
    RefusedBrief,
    RunFailed,
    TooLarge,
)
from service.services import ensure_result
from tests.stub_run import TEXT, specification, stub_services

RATE = "The mail gateway must not send more than 40 messages per second."
BRIEF = BriefInput(text=TEXT)
DAY = date(2027, 5, 3)
READ = ReadEvent(language="en", sentences=1, facts=0)


class Noted:
    """Stands for both runs over constraints: notes what each was given, in which thread, and whether it was closed."""

    def __init__(self) -> None:
        self.given: list[dict[str, Any]] = []
        self.threads: set[int] = set()
        self.closed = 0

    async def _events(self, given: dict[str, Any]) -> AsyncGenerator[Any, None]:
        self.given.append(given)
        try:
            for _ in range(3):
                self.threads.add(threading.get_ident())
                yield READ
        finally:
            self.closed += 1

    def explain(
        self,
        constraints: str | Sequence[str],
        *,
        specification: Specification | None,
        organisation: Organisation | None,
        today: date,
        wording: Wording | None,
    ) -> AsyncGenerator[ExplanationEvent, None]:
        return self._events(
            {"specification": specification, "organisation": organisation, "today": today, "wording": wording}
        )

    def align(
        self,
        specification: Specification,
        constraints: str | Sequence[str],
        *,
        organisation: Organisation | None,
        today: date,
        wording: Wording | None,
    ) -> AsyncGenerator[AlignmentEvent, None]:
        return self._events(
            {"specification": specification, "organisation": organisation, "today": today, "wording": wording}
        )


async def test_constraints_are_explained_and_aligned_outside_the_event_loop() -> None:
    noted = Noted()
    services = stub_services(explaining=noted.explain, aligning=noted.align)
    assert [event async for event in services.explain(RATE)] == [READ] * 3
    assert [event async for event in services.align(specification(), RATE)] == [READ] * 3
    assert noted.closed == 2
    assert threading.get_ident() not in noted.threads


async def test_a_run_that_nobody_reads_on_is_stopped() -> None:
    noted = Noted()
    services = stub_services(explaining=noted.explain, aligning=noted.align)
    async with (
        aclosing(services.explain(RATE)) as explaining,
        aclosing(services.align(specification(), RATE)) as aligning,
    ):
        await anext(explaining)
        await anext(aligning)
    assert noted.closed == 2


async def test_the_day_of_reading_is_the_one_given_whatever_the_specification_says() -> None:
    noted, house = Noted(), Organisation(name="Lindenhof Gardens")
    services = stub_services(explaining=noted.explain, aligning=noted.align, organisation=house)
    plan = specification(today=date(2020, 1, 1))
    async for _ in services.explain(RATE, specification=plan, today=DAY):
        pass
    async for _ in services.align(plan, RATE, today=DAY, organisation=Organisation(name="Guest")):
        pass
    assert [given["today"] for given in noted.given] == [DAY, DAY]
    assert [given["specification"] for given in noted.given] == [plan, plan]
    assert [given["organisation"].name for given in noted.given] == ["Lindenhof Gardens", "Guest"]


async def test_a_brief_is_translated_first_on_the_same_day() -> None:
    noted = Noted()
    events = [
        event.type async for event in stub_services(explaining=noted.explain).explain(RATE, brief=BRIEF, today=DAY)
    ]
    assert events == ["read", "drafted", "asked", "computed", "verified", "read", "read", "read"]
    assert noted.given[0]["specification"] == specification(TEXT, DAY)
    assert noted.given[0]["today"] == DAY


@pytest.mark.parametrize(("outcome", "error"), [("refused", RefusedBrief), ("failed", RunFailed)])
async def test_constraints_are_not_explained_for_a_brief_without_a_result(
    outcome: Outcome, error: type[LiaisonError]
) -> None:
    async def ending(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        yield READ
        yield DoneEvent(specification=specification(outcome=outcome))

    noted = Noted()
    with pytest.raises(error, match="Three questions"):
        async for _ in stub_services(ending, explaining=noted.explain).explain(RATE, brief=BRIEF):
            pass
    assert noted.given == []


@pytest.mark.parametrize("constraints", ["", " \n", [], ["", "\t"]])
def test_constraints_without_a_word_are_refused_at_once(constraints: str | list[str]) -> None:
    for start in (stub_services().explain, lambda texts: stub_services().align(specification(), texts)):
        with pytest.raises(EmptyConstraints, match="constraints"):
            start(constraints)


@pytest.mark.parametrize("markup", ["---", "<br>", ["<p></p>", "***"]])
async def test_markup_without_a_word_is_empty_too(markup: str | list[str]) -> None:
    with pytest.raises(EmptyConstraints):
        await anext(stub_services().explain(markup))
    with pytest.raises(EmptyConstraints):
        await anext(stub_services().align(specification(), markup))


def test_all_texts_count_together_in_bytes() -> None:
    check_constraints(["é" * 250, "b" * 500], 1_000)
    check_constraints("\ud800" + "a" * 997, 1_000)
    with pytest.raises(TooLarge, match="The constraints have 1,001 bytes"):
        check_constraints(["é" * 250, "b" * 501], 1_000)


def test_what_cannot_be_used_is_refused_at_once() -> None:
    services = stub_services()
    with pytest.raises(InvalidRequest, match="not both"):
        services.explain(RATE, brief=BRIEF, specification=specification())
    with pytest.raises(EmptyBrief):
        services.explain(RATE, brief=BriefInput(text=" "))
    with pytest.raises(EngineNotConfigured):
        services.explain(RATE, brief=BRIEF, engine="model")
    with pytest.raises(EngineNotConfigured):
        services.explain(RATE, engine="model")


@pytest.mark.parametrize("day", [date.min, date.max, date(1969, 12, 31), date(2201, 1, 1)])
def test_a_day_at_the_edge_of_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(InvalidRequest, match="today"):
        stub_services().explain(RATE, today=day)
    with pytest.raises(InvalidRequest, match="today"):
        stub_services().align(specification(), RATE, today=day)


async def test_every_kind_of_result_is_ensured_alike() -> None:
    services, plan = stub_services(), specification()
    [explanation] = [event.explanation async for event in services.explain(RATE) if event.type == "done"]
    [alignment] = [event.alignment async for event in services.align(plan, RATE) if event.type == "done"]
    for result in (plan, explanation, alignment):
        assert ensure_result(result) is result
        with pytest.raises(RefusedBrief):
            ensure_result(result.model_copy(update={"outcome": "refused"}))
        with pytest.raises(RunFailed):
            ensure_result(result.model_copy(update={"outcome": "failed"}))
