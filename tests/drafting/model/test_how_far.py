"""How far the questions to a model are, as the engine and the run tell it."""

from dataclasses import replace
from typing import Literal

import httpx2

from schemas.brief import BriefInput
from schemas.events import AskedEvent, DoneEvent, DraftedEvent, RunEvent
from service.drafting.engine import Asked, DraftRequest, Section
from service.drafting.model import build_model_engine
from service.llm.client import ModelClient
from service.pipeline import translate_brief
from tests.drafting.model.briefs import TODAY, lantern
from tests.llm.provider import OPTIONS, completion

PIECES = replace(OPTIONS, ask="pieces", max_attempts=1, repairs=0)
BRIEF = """We want 400 more members by June.

Every member gets an e-mail with the points balance on 4 May 2027. The till has to know every voucher by the morning.
"""


def client(refused_from: int | None = None) -> ModelClient:
    """A model that notes nothing; from that question on its key is refused."""
    seen: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(1)
        if refused_from is not None and len(seen) >= refused_from:
            return httpx2.Response(401, json={"error": {"message": "no such key"}})
        about = "notes" if b"Kinds of note" in request.content else "facts"
        return httpx2.Response(200, json=completion({about: []}))

    return ModelClient(PIECES, http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(answer)))


async def steps(model: ModelClient, name: Literal["model", "hybrid"] = "hybrid") -> list[Section | Asked]:
    engine = build_model_engine(model, name)
    items = [item async for item in engine.draft(DraftRequest(lantern(), TODAY, None))]
    return [item for item in items if isinstance(item, Section | Asked)]


async def test_every_question_counts_from_none_to_all() -> None:
    counts = [step for step in await steps(client()) if isinstance(step, Asked)]
    of = counts[0].of
    assert of >= 4
    assert counts == [Asked(number, of) for number in range(of + 1)]


async def test_the_sections_of_the_rules_come_before_the_first_question() -> None:
    found = await steps(client())
    first = found.index(next(step for step in found if isinstance(step, Asked)))
    assert first > 0
    assert all(isinstance(step, Section) for step in found[:first])


async def test_questions_without_an_answer_never_count() -> None:
    counts = [step for step in await steps(client(refused_from=1)) if isinstance(step, Asked)]
    assert set(counts) == {Asked(0, counts[0].of)}


async def test_the_run_tells_it_between_its_sections_and_its_sums() -> None:
    engine = build_model_engine(client(), "hybrid")
    events: list[RunEvent] = [
        event async for event in translate_brief(BriefInput(text=BRIEF), engine=engine, organisation=None, today=TODAY)
    ]
    kinds = list(dict.fromkeys(event.type for event in events))
    assert kinds == ["read", "drafted", "asked", "computed", "verified", "done"]
    [*_, last] = [event for event in events if isinstance(event, AskedEvent)]
    assert last.answered == last.of
    assert isinstance(events[-1], DoneEvent)
    assert len(events[-1].specification.provenance.attempts) == last.of
    assert any(isinstance(event, DraftedEvent) for event in events)
