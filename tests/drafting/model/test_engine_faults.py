"""A model that fails, in part or altogether: what came is kept, the rules do the rest, and the reason is told."""

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.specification import Specification
from service.drafting.model.engine import ModelEngineName
from service.llm.options import ModelOptions, Skill
from service.pipeline import translate_brief
from tests.drafting.model.briefs import ASIDE, LINES, TODAY, lantern, reading_of
from tests.drafting.model.talking import ONE_TRY, Says, answer_to, asked_for, by_rules, drafted, engine_of, talking
from tests.drafting.model.test_engine import ANSWERS, BOOKED, IMPLIED, SHOWN
from tests.llm.provider import completion

REFUSED = httpx2.Response(200, json=completion(None, refusal="No."))
FILTERED = httpx2.Response(200, json=completion(None, "content_filter"))
CUT_SHORT = httpx2.Response(200, json=completion("{", "length"))
TALK = httpx2.Response(200, json=completion("I would rather talk."))
OFF_SHAPE = httpx2.Response(200, json=completion({"weather": "fine"}))
NO_KEY = httpx2.Response(401)
NO_MONEY = httpx2.Response(429, json={"error": {"code": "insufficient_quota"}})
DOWN = httpx2.Response(500)
PAGE = httpx2.Response(200, text="<html>")


def always(response: httpx2.Response) -> dict[str, Any]:
    """Whatever is asked, this comes."""
    names = ("goals", "needs", "questions", "contradictions", "wrong", "facts", "notes", "forbidden")
    return dict.fromkeys(names, response)


async def specified(name: ModelEngineName, options: ModelOptions = ONE_TRY, **says: Says) -> Specification:
    http_client, _ = talking(**says)
    engine = engine_of(http_client, name, replace(options, ask="whole"))
    events = translate_brief(BriefInput(text="\n".join(LINES)), engine=engine, organisation=None, today=TODAY)
    done = [event async for event in events][-1]
    assert isinstance(done, DoneEvent)
    return done.specification


# --- nothing comes ------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ["auto", "whole", "pieces"])
@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (DOWN, "The model endpoint failed."),
        (NO_KEY, "did not accept the key"),
        (NO_MONEY, "nothing left to spend"),
        (PAGE, "no answer of a model"),
        (REFUSED, "declined"),
        (CUT_SHORT, "cut short"),
        (TALK, "not the JSON"),
        (OFF_SHAPE, "shape"),
    ],
    ids=["down", "no-key", "no-money", "page", "refused", "cut-short", "talk", "off-shape"],
)
async def test_when_the_model_fails_the_rules_do_the_work_and_the_reason_is_told(
    response: httpx2.Response, reason: str, ask: Any
) -> None:
    run = await drafted("model", ask=ask, **always(response))
    assert run.draft.degraded is not None
    assert reason in run.draft.degraded
    assert run.draft.needs == by_rules().needs
    assert run.draft.facts is None
    assert [need for section in run.sections for need in section.needs]
    assert len(run.draft.attempts) == len(run.sent) > 0
    assert run.draft.model == "tester"


async def test_the_result_is_partial_and_says_why() -> None:
    failed = await specified("hybrid", **always(NO_KEY))
    assert failed.outcome == "partial"
    assert "did not accept the key" in failed.reason
    assert {attempt.outcome for attempt in failed.provenance.attempts} == {"model_key_refused"}


# --- something comes ----------------------------------------------------------------------------


@pytest.mark.parametrize("response", [REFUSED, FILTERED, CUT_SHORT, TALK, OFF_SHAPE])
@pytest.mark.parametrize("name", ["model", "hybrid"])
async def test_a_fault_about_one_question_costs_only_that_question(
    name: ModelEngineName, response: httpx2.Response
) -> None:
    run, whole = await drafted(name, **ANSWERS | {"goals": response}), await drafted(name, **ANSWERS)
    assert run.draft.needs == whole.draft.needs
    assert run.draft.asks == whole.draft.asks
    assert run.draft.campaign == by_rules().campaign
    assert len(run.sent) == len(whole.sent)
    assert run.draft.degraded is not None
    assert run.draft.degraded.startswith(f"1 of {len(run.sent)} questions to the model had no answer. ")


async def test_a_question_without_an_answer_makes_the_result_partial() -> None:
    found = await specified("hybrid", **ANSWERS | {"questions": REFUSED})
    assert found.outcome == "partial"
    assert "1 of 8 questions to the model had no answer" in found.reason


@pytest.mark.parametrize("response", [NO_KEY, NO_MONEY, DOWN, PAGE], ids=["no-key", "no-money", "down", "sign-in"])
async def test_a_fault_of_the_endpoint_ends_the_asking_and_keeps_what_came(response: httpx2.Response) -> None:
    """A question on each sentence, and one on the names in every three; the endpoint gives out after the first dozen."""
    lines = [f"Each kiosk guest {number} gets an e-mail with a ticket." for number in range(40)]
    reading = replace(reading_of(*LINES, *lines, set_aside=ASIDE), mentions=lantern().mentions)
    sent: list[Any] = []

    def gives_out(question: str) -> Any:
        sent.append(question)
        return ["send: kiosk guest"] if len(sent) <= 12 else response

    run = await drafted("model", ask="pieces", reading=reading, notes=gives_out)
    assert len(run.draft.needs) == sum("kiosk guest" in question for question in sent[:12]) > 0
    assert 12 < len(sent) <= 12 + 8
    total = len(lines) + 4 + -(-(len(lines) + 4) // 3)
    assert run.draft.degraded is not None
    assert run.draft.degraded.startswith(f"{total - 12} of {total} questions to the model had no answer. ")


async def test_after_a_fault_of_the_endpoint_there_is_no_second_look() -> None:
    run = await drafted("model", needs=[IMPLIED], facts=NO_KEY)
    assert asked_for(run.sent, "verdicts") == []
    assert [need.support for need in run.draft.needs] == ["partial"]


async def test_a_second_look_that_fails_leaves_the_needs_as_they_were() -> None:
    run = await drafted("model", needs=[IMPLIED, BOOKED], verdicts=REFUSED)
    assert {need.support for need in run.draft.needs} == {"partial", "supported"}
    assert run.draft.degraded is not None
    assert run.draft.degraded.startswith("1 of ")


# --- budget and deadline ------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ["whole", "pieces"])
async def test_a_budget_ends_the_asking_and_the_rules_stand(ask: Skill) -> None:
    run = await drafted("hybrid", ask=ask, options=replace(ONE_TRY, budget_tokens=10), **ANSWERS)
    assert run.sent == []
    assert run.draft.degraded is not None
    assert "used the tokens it may use" in run.draft.degraded
    assert run.draft.needs == by_rules().needs


async def test_what_a_budget_allows_is_asked_and_kept() -> None:
    size = max(len(json.dumps(request["messages"])) for request in (await drafted("model")).sent) // 4
    run = await drafted("model", options=replace(ONE_TRY, budget_tokens=2 * size), needs=[SHOWN])
    assert 1 <= len(run.sent) <= 3
    assert [need.object for need in run.draft.needs] == ["points balance"]
    assert "of 7 questions" in str(run.draft.degraded)


@pytest.mark.parametrize("name", ["model", "hybrid"])
async def test_a_deadline_holds_for_all_questions_together_and_what_came_stays(name: ModelEngineName) -> None:
    sent: list[Any] = []

    async def slow(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content))
        if len(sent) > 3:
            await asyncio.sleep(30)
        return answer_to(sent[-1], ANSWERS)

    http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(slow))
    engine = engine_of(http_client, name, replace(ONE_TRY, ask="whole", deadline_seconds=0.3))
    started = time.monotonic()
    events = translate_brief(BriefInput(text="\n".join(LINES)), engine=engine, organisation=None, today=TODAY)
    done = [event async for event in events][-1]
    assert time.monotonic() - started < 0.3 + 2
    assert isinstance(done, DoneEvent)
    assert "did not answer within 0.3 seconds" in done.specification.reason
    makers = {maker for one in done.specification.requirements for maker in one.produced_by}
    assert "prompt:needs@1:tester" in makers
