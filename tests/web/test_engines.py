"""The forms offer the engines where a model is set up, and the choice reaches the run."""

import re
from collections.abc import AsyncGenerator, Sequence
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.brief import BriefInput
from schemas.events import ExplanationDoneEvent, ExplanationEvent, RunEvent
from schemas.organisation import Organisation
from service.drafting.engine import Engine
from service.services import Services
from tests.exporting.limits_specimen import alone
from tests.stub_run import client, stub_run, stub_services, with_model
from tests.web.test_routes import PASTED, post

FORMS = ["/", "/constraints"]


async def shown(services: Services, path: str = "/") -> str:
    """The page of a form."""
    async with client(services) as http:
        return (await http.get(path)).text


def chosen(page: str) -> list[str]:
    """The engines that are checked."""
    return re.findall(r'name="engine" value="(\w+)"\s+checked', page)


@pytest.mark.parametrize("path", FORMS)
async def test_without_a_model_there_is_nothing_to_choose(path: str) -> None:
    assert 'name="engine"' not in await shown(stub_services(), path)


@pytest.mark.parametrize("path", FORMS)
async def test_with_a_model_all_engines_are_offered_and_the_default_is_chosen(path: str) -> None:
    page = await shown(with_model(stub_services()), path)
    assert re.findall(r'name="engine" value="(\w+)"', page) == ["hybrid", "rules", "model"]
    assert chosen(page) == ["hybrid"]
    assert chosen(await shown(with_model(stub_services(), default_engine="rules"), path)) == ["rules"]


@pytest.mark.parametrize(
    ("redacts", "words"), [(True, "are replaced before a text is sent"), (False, "as it is: nothing")]
)
async def test_the_form_says_what_the_model_gets_to_see(redacts: bool, words: str) -> None:
    page = " ".join((await shown(with_model(stub_services(), redacts=redacts))).split())
    assert words in page
    assert "sent to lanternfish" in page


async def engine_asked(data: dict[str, str]) -> list[str]:
    """Names of the engines that the runs of this form were given."""
    seen: list[str] = []

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        seen.append(engine.name)
        async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
            yield event

    async with client(with_model(stub_services(run))) as http:
        answer = await post(http, data)
    assert answer.status_code == 303
    return seen


@pytest.mark.parametrize(
    ("typed", "asked"),
    [({}, "hybrid"), ({"engine": "rules"}, "rules"), ({"engine": "model"}, "model"), ({"engine": "magic"}, "hybrid")],
)
async def test_the_chosen_engine_reads_the_brief(typed: dict[str, str], asked: str) -> None:
    assert await engine_asked({**PASTED, **typed}) == [asked]


async def test_the_choice_survives_an_error() -> None:
    async with client(with_model(stub_services())) as http:
        answer = await post(http, {"way": "text", "text": " ", "engine": "rules"})
    assert answer.status_code == 422
    assert chosen(answer.text) == ["rules"]


async def test_an_engine_that_is_not_set_up_is_refused_with_what_to_do() -> None:
    async with client(stub_services()) as http:
        answer = await post(http, {**PASTED, "engine": "model"})
    assert "LIAISON_LLM_MODEL" in answer.text
    assert 400 <= answer.status_code < 500


async def test_the_chosen_engine_words_the_constraints() -> None:
    worded: list[str | None] = []

    async def run(constraints: str | Sequence[str], **given: Any) -> AsyncGenerator[ExplanationEvent, None]:
        worded.append(given["wording"] and given["wording"].name)
        yield ExplanationDoneEvent(explanation=alone())

    wordings: dict[Any, Any] = {name: partial(SimpleNamespace, name=name) for name in ("model", "hybrid")}
    async with client(with_model(stub_services(explaining=run), wordings=wordings)) as http:
        for engine in ("model", "rules", ""):
            parts: dict[str, Any] = {"constraints": (None, b"No more than 40 a second."), "engine": (None, engine)}
            assert (await http.post("/constraints", files=parts)).status_code == 303
    assert worded == ["model", None, "hybrid"]
