"""An answer that cannot be used is asked for again with the reason, at most twice, and never at the cost of what is there."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from service.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    AnswerUnusable,
    ModelDeclined,
    ModelError,
    ModelFiltered,
)
from service.llm.calls import Call, reasons_of, was_ignored
from service.llm.client import ModelClient
from service.llm.envelope import Reply, answer_of, items_before_cut
from service.llm.formats import LADDER, AnswerFormat
from tests.llm.provider import GOAL, NOTHING, OPTIONS, PROMPT, RequirementsAnswer, completion, scripted
from tests.llm.test_client import Caller, failing
from tests.llm.test_formats import NEED

GOOD = NOTHING | {"goals": [GOAL]}
MANY = json.dumps(NOTHING | {"goals": [GOAL], "needs": [NEED] * 9})
CUT = MANY[: MANY.index('"needs"') + 900]
"""Breaks off in the fifth need."""
TALK = "I would rather talk."
ODD_GOAL = json.dumps({"goals": [{"sentences": "S1"}], "needs": [], "questions": []})


def responses(*texts: object) -> list[httpx2.Response]:
    """Completions with these contents; one that stands in a tuple comes with its finish reason."""
    given = [text if isinstance(text, tuple) else (text, "stop") for text in texts]
    return [httpx2.Response(200, json=completion(content, finish)) for content, finish in given]


def calling(*texts: object, **options: Any) -> tuple[Caller, list[dict[str, Any]]]:
    http_client, sent = scripted(*responses(*texts))
    return Caller(http_client, options=replace(OPTIONS, **options)), sent


def words_of(request: dict[str, Any]) -> list[str]:
    return [message["content"] for message in request["messages"]]


async def test_what_is_off_the_schema_is_named_with_its_place() -> None:
    caller, sent = calling(ODD_GOAL, GOOD)
    assert (await caller.ask()).answer.goals
    first, second = map(words_of, sent)
    assert second[: len(first)] == first
    assert [message["role"] for message in sent[1]["messages"]] == ["system", "user", "assistant", "user"]
    assert second[2] == ODD_GOAL
    assert "- goals.0.sentences: must be a list." in second[3]
    assert "- goals.0.statement: is missing." in second[3]
    assert "pydantic" not in second[3]
    assert [(attempt.repair, attempt.outcome) for attempt in caller.attempts] == [
        (0, "model_answer_off_schema"),
        (1, "ok"),
    ]


async def test_a_long_answer_is_not_sent_back() -> None:
    caller, sent = calling({"needs": ["a need"] * 400}, GOOD)
    await caller.ask()
    system, question = words_of(sent[1])
    assert (system, question.splitlines()[0]) == ("Read.", "What?")
    assert "a need" not in question
    assert "goals: is missing" in question


async def test_the_repair_can_fail_twice_and_no_more_often() -> None:
    caller, sent = calling(TALK, TALK, TALK, GOOD)
    assert (await failing(caller)).code == "model_answer_not_json"
    assert [attempt.repair for attempt in caller.attempts] == [0, 1, 2]
    assert len(sent) == 3
    assert caller.client.answer_format == "bounded_schema"


async def test_transport_retries_have_a_count_of_their_own() -> None:
    [good], [talk] = responses(GOOD), responses(TALK)
    down = httpx2.Response(503)
    http_client, sent = scripted(down, talk, down, down, talk, down, good)
    caller = Caller(http_client)
    await caller.ask()
    assert [attempt.repair for attempt in caller.attempts] == [0, 0, 1, 1, 1, 2, 2]
    assert len(sent) == 7


@pytest.mark.parametrize(
    ("content", "more", "expected"),
    [(None, {"finish": "content_filter"}, ModelFiltered), (None, {"refusal": "No."}, ModelDeclined)],
)
async def test_a_refusal_and_a_filter_are_never_repaired(
    content: None, more: dict[str, Any], expected: type[ModelError]
) -> None:
    http_client, sent = scripted(httpx2.Response(200, json=completion(content, **more)))
    assert type(await failing(Caller(http_client))) is expected
    assert len(sent) == 1


# --- answers that break off ---------------------------------------------------------------------


async def test_a_cut_answer_is_asked_for_again_more_briefly_and_the_whole_one_counts() -> None:
    caller, sent = calling((CUT, "length"), GOOD)
    reply = await caller.ask()
    assert (reply.answer.needs, reply.cut_short) == ([], False)
    assert "it broke off after entry 4 of needs: give fewer entries" in words_of(sent[1])[-1]


async def test_what_stands_whole_before_the_cut_is_kept_and_marked_when_repair_does_not_help() -> None:
    shorter = (CUT[: CUT.index('"needs"') + 400], "length")
    caller, sent = calling((CUT, "length"), shorter, shorter)
    reply = await caller.ask()
    assert (len(reply.answer.goals), len(reply.answer.needs), reply.answer.questions) == (1, 4, [])
    assert (reply.cut_short, reply.left_out) == (True, ("needs 5", "what was to follow"))
    assert len(sent) == 3
    assert caller.outcomes == ["model_answer_cut"] * 3


async def test_what_was_kept_outlives_a_repair_that_fails_otherwise() -> None:
    http_client, _ = scripted(*responses((CUT, "length")), httpx2.Response(401))
    caller = Caller(http_client)
    reply = await caller.ask()
    assert (len(reply.answer.needs), reply.cut_short) == (4, True)
    assert caller.outcomes == ["model_answer_cut", "model_key_refused"]


async def test_a_cut_before_the_first_item_leaves_nothing_to_keep() -> None:
    caller, _ = calling(*[(MANY[:40], "length")] * 3)
    assert type(await failing(caller)) is AnswerCutShort


def test_wherever_an_answer_is_cut_only_whole_items_count() -> None:
    whole = answer_of(MANY, RequirementsAnswer).answer
    for length in range(len(MANY)):
        found = items_before_cut(MANY[:length], RequirementsAnswer)
        needs = found.answer.needs if found else []
        assert needs == whole.needs[: len(needs)]
        assert len(needs) == MANY[:length].count('"must"}')
        assert found is None or found.answer.goals == whole.goals


# --- the caller's own check ---------------------------------------------------------------------


def too_few(answer: RequirementsAnswer) -> Sequence[str]:
    """A check: three needs are wanted."""
    return [f"need {number} is not there." for number in range(len(answer.needs), 3)]


async def checked(caller: Caller) -> Reply[RequirementsAnswer]:
    async with caller.client.connect() as session:
        return await session.ask(PROMPT, RequirementsAnswer, caller.attempts.append, check=too_few)


def with_needs(count: int) -> dict[str, Any]:
    return NOTHING | {"needs": [NEED] * count}


async def test_what_the_caller_finds_wrong_is_asked_about_once_and_the_better_answer_is_taken() -> None:
    for second, taken in ((2, 2), (0, 1)):
        caller, sent = calling(with_needs(1), with_needs(second))
        assert len((await checked(caller)).answer.needs) == taken
        assert "- need 1 is not there.\n- need 2 is not there." in words_of(sent[1])[-1]
        assert [attempt.repair for attempt in caller.attempts] == [0, 1]


async def test_an_answer_that_passes_the_check_is_not_asked_for_again() -> None:
    caller, sent = calling(with_needs(3))
    await checked(caller)
    assert len(sent) == 1


async def test_the_check_has_no_repairs_beyond_the_bound() -> None:
    caller, sent = calling(TALK, TALK, with_needs(1))
    assert len((await checked(caller)).answer.needs) == 1
    assert len(sent) == 3


async def test_a_second_answer_that_fails_leaves_the_first() -> None:
    http_client, _ = scripted(*responses(with_needs(1)), httpx2.Response(401))
    assert len((await checked(Caller(http_client))).answer.needs) == 1


# --- words for the model ------------------------------------------------------------------------


def test_reasons_are_few_and_quote_no_value() -> None:
    with pytest.raises(AnswerOffSchema) as fault:
        answer_of(json.dumps(NOTHING | {"needs": ["secret words"] * 30, "goals": 5}), RequirementsAnswer)
    reasons = reasons_of(fault.value, RequirementsAnswer)
    assert 1 <= len(reasons) <= 5
    assert "secret" not in " ".join(reasons)


def test_an_answer_that_is_no_object_is_named_as_a_whole() -> None:
    with pytest.raises(AnswerOffSchema) as fault:
        answer_of("[1]", RequirementsAnswer)
    assert fault.value.reasons == ("the answer: must be an object.",)


def test_a_call_keeps_the_fullest_of_its_cut_answers() -> None:
    call = Call(PROMPT, RequirementsAnswer, lambda _attempt: None, "bounded_schema")
    for text in (CUT[:-200], CUT, CUT[:-300]):
        call.keep(AnswerCutShort(text=text))
    assert call.kept is not None
    assert len(call.kept.answer.needs) == 4


# --- what an answer says of the form it was asked in --------------------------------------------


BROKEN = '{"goals": [}'


@pytest.mark.parametrize(
    ("fault", "ignored_in"),
    [
        (AnswerNotJson(text=TALK), {"bounded_schema", "plain_schema", "tools", "json_object", "text"}),
        (AnswerNotJson(text=BROKEN), {"bounded_schema", "plain_schema"}),
        (AnswerOffSchema(text='{"reply": []}'), {"bounded_schema", "plain_schema", "tools"}),
        (AnswerOffSchema(text=ODD_GOAL), set()),
        (AnswerEmpty(), {"tools"}),
        (AnswerCutShort(text=TALK), {"bounded_schema", "plain_schema", "tools", "json_object", "text"}),
        (AnswerCutShort(text=CUT), set()),
        (AnswerCutShort(), set()),
    ],
)
def test_only_an_answer_that_a_heeded_form_rules_out_shows_that_it_was_passed_over(
    fault: AnswerUnusable, ignored_in: set[str]
) -> None:
    assert {form for form in LADDER if was_ignored(fault, form, RequirementsAnswer)} == ignored_in


async def test_a_form_is_not_given_up_for_an_answer_that_a_plainer_one_does_not_better() -> None:
    caller, _ = calling(TALK, TALK, TALK, GOOD)
    await failing(caller)
    assert caller.client.answer_format == "bounded_schema"
    assert (await caller.ask()).answer.goals


async def test_questions_under_way_at_once_never_go_back_to_a_form_that_was_refused() -> None:
    caller, _ = calling()
    learnt: list[AnswerFormat] = ["tools", "plain_schema", "json_object", "bounded_schema"]
    for form in learnt:
        caller.client.learn_format(form)
    assert caller.client.answer_format == "json_object"


def test_a_bound_on_the_answer_is_learnt_once_by_many() -> None:
    client = ModelClient(OPTIONS)
    for _ in range(3):
        client.learn_limit("max_completion_tokens")
    assert client.limit_name == "max_tokens"
    client.learn_limit("max_tokens")
    assert client.limit_name is None
