"""How a model is asked: as the one who runs Liaison says, else as the model shows, once."""

import asyncio
import json
from dataclasses import replace
from typing import Any, Literal

import httpx2
import pytest

from schemas.specification import Attempt
from service.errors import ModelKeyRefused, ModelTooSlow
from service.llm.client import ModelClient
from service.llm.options import Skill
from service.llm.skill import skill_prompt
from tests.llm.provider import OPTIONS, completion, scripted, serving, silent

RIGHT = {"forbidden": ["S6", "S2"], "target": ["S5"], "source": ["S3"]}


def showing(*contents: object, **options: Any) -> tuple[ModelClient, list[dict[str, Any]]]:
    http_client, sent = scripted(*[httpx2.Response(200, json=completion(content)) for content in contents])
    return ModelClient(replace(OPTIONS, **options), http_client=http_client), sent


async def skill_of(client: ModelClient, attempts: list[Attempt] | None = None) -> Skill:
    async with client.connect() as session:
        return await session.skill(list[Attempt]().append if attempts is None else attempts.append)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (RIGHT, "whole"),
        (RIGHT | {"forbidden": ["S2"]}, "pieces"),
        (RIGHT | {"target": ["S5", "S4"]}, "pieces"),
        (RIGHT | {"source": []}, "pieces"),
    ],
)
async def test_only_an_answer_that_is_right_throughout_shows_skill(answer: object, expected: Skill) -> None:
    client, _ = showing(answer)
    assert await skill_of(client) == expected


@pytest.mark.parametrize("content", ["I would rather talk.", {"forbidden": 5}])
async def test_a_model_that_gives_no_usable_answer_is_asked_in_pieces(content: object) -> None:
    client, _ = showing(content, repairs=0)
    assert await skill_of(client) == "pieces"


async def test_the_question_is_put_once_and_recorded() -> None:
    client, sent = showing(RIGHT)
    attempts = list[Attempt]()
    assert [await skill_of(client, attempts) for _ in range(3)] == ["whole"] * 3
    assert [(attempt.prompt, attempt.outcome) for attempt in attempts] == [("skill@1", "ok")]
    assert len(sent) == 1


async def test_sections_that_ask_at_the_same_time_put_it_once_too() -> None:
    client, sent = showing(RIGHT)
    async with client.connect() as session:
        shown = await asyncio.gather(*(session.skill(lambda _attempt: None) for _ in range(5)))
    assert (shown, len(sent)) == (["whole"] * 5, 1)


@pytest.mark.parametrize("ask", ["whole", "pieces"])
async def test_what_is_set_is_not_asked_about(ask: Literal["whole", "pieces"]) -> None:
    client, sent = showing(ask=ask)
    assert await skill_of(client) == ask
    assert sent == []


async def test_an_endpoint_that_fails_says_nothing_of_the_model() -> None:
    http_client, sent = scripted(httpx2.Response(401), httpx2.Response(200, json=completion(RIGHT)))
    client = ModelClient(OPTIONS, http_client=http_client)
    with pytest.raises(ModelKeyRefused):
        await skill_of(client)
    assert await skill_of(client) == "whole"
    assert len(sent) == 2


async def test_the_deadline_holds_for_those_who_wait_for_the_answer_too() -> None:
    async with serving(silent) as base_url:
        client = ModelClient(replace(OPTIONS, base_url=base_url, deadline_seconds=0.2))
        ended = await asyncio.gather(skill_of(client), skill_of(client), return_exceptions=True)
    assert [type(error) for error in ended] == [ModelTooSlow, ModelTooSlow]


def test_the_small_brief_has_the_sentences_that_the_right_answer_points_at() -> None:
    question = skill_prompt().question
    assert {line.split()[0] for line in question.splitlines() if line.startswith("S")} >= {"S2", "S3", "S5", "S6"}
    assert json.dumps(RIGHT["source"]) not in question
