"""The way from the settings to a model that words constraints, over real TCP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from schemas.alignment import Alignment
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.specification import Provenance
from service.bootstrap import make_services
from service.errors import EngineNotConfigured
from service.runs import result_in
from service.services import Services
from service.settings import Settings
from tests.llm.provider import completion, read_request, response, serving
from tests.stub_run import specification, stub_services

DUTY = "Data at rest must be encrypted."
PLAIN = "Stored data must be scrambled."
TODAY = date(2027, 5, 3)


@asynccontextmanager
async def services_with_a_model(**more: Any) -> AsyncIterator[tuple[Services, list[dict[str, Any]]]]:
    """Services as the settings describe them, and what the endpoint was sent."""
    sent: list[dict[str, Any]] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sent.append(await read_request(reader))
        answer = completion({"texts": [{"constraint": "C1", "plain": PLAIN}]})
        writer.write(response(json.dumps(answer).encode()))
        await writer.drain()

    async with serving(talk) as url:
        settings = Settings(llm_base_url=url, llm_model="tester", llm_api_key=SecretStr("k"), **more)
        yield make_services(settings), sent


async def worded(services: Services, **asked: Any) -> tuple[ExplainedConstraint, Provenance]:
    """The one constraint of a run, and how the result was made."""
    against = asked.pop("against", None)
    if against:
        run = [result_in(event) async for event in services.align(against, DUTY, today=TODAY, **asked)]
    else:
        run = [result_in(event) async for event in services.explain(DUTY, today=TODAY, **asked)]
    result = run[-1]
    assert isinstance(result, Explanation | Alignment)
    [one] = result.constraints
    return one, result.provenance


@pytest.mark.parametrize("against", [None, specification()])
async def test_the_engine_that_is_asked_for_words_the_constraints(against: object) -> None:
    async with services_with_a_model() as (services, sent):
        by_model, made = await worded(services, engine="model", against=against)
        assert len(sent) == 1
        by_rules, _ = await worded(services, engine="rules", against=against)
        assert len(sent) == 1
        by_default, default = await worded(services, against=against)
        assert len(sent) == 2
    assert (by_model.plain, by_model.produced_by) == (PLAIN, ["prompt:explanations@2:tester"])
    assert (made.engine, made.model, made.tokens.output) == ("model", "tester", 5)
    assert by_rules.produced_by == ["plain:templates"]
    assert by_default == by_model
    assert default.engine == "hybrid"


async def test_the_default_engine_of_the_settings_words_them_too() -> None:
    async with services_with_a_model() as (services, sent):
        whole = Services(engines=services.engines, wordings=services.wordings, default_engine="model")
        one, _ = await worded(whole)
        assert len(sent) == 1
    assert one.plain == PLAIN


def test_wording_and_drafting_share_what_was_learnt_about_the_endpoint() -> None:
    services = make_services(Settings(llm_base_url="http://localhost:1/v1", llm_model="tester"))
    wording, engine = services.wording("model"), services.engine("model")
    assert wording is not None
    assert getattr(wording, "client", None) is getattr(engine, "client", ...)


def test_an_engine_that_is_not_set_up_words_nothing() -> None:
    assert stub_services().wording() is None
    assert stub_services().wording("rules") is None
    with pytest.raises(EngineNotConfigured):
        stub_services().align(specification(), DUTY, engine="model")


async def test_what_a_run_cost_stands_in_its_provenance(tmp_path: Path) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text('[tester]\ninput = 1.0\ncached_input = 0.5\noutput = 10.0\ncurrency = "EUR"\n', encoding="utf-8")
    async with services_with_a_model(llm_prices=prices) as (services, _):
        _, made = await worded(services, engine="model")
        _, free = await worded(services, engine="rules")
    assert made.cost == pytest.approx((10 + 20 * 0.5 + 5 * 10) / 1e6)
    assert made.currency == "EUR"
    assert made.attempts[0].cost == made.cost
    assert made.attempts[0].tokens.cached == 20
    assert (free.cost, free.currency) == (0.0, None)
