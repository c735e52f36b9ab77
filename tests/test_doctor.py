"""What `liaison doctor` says of settings, of their parts, and of a model endpoint."""

from pathlib import Path

import pytest

from service.doctor import check_endpoint, described, diagnose
from service.llm.options import ModelOptions
from service.llm.probing import Capabilities
from service.services import Check
from service.settings import LoadedSettings, Settings
from tests.llm.provider import OPTIONS, serving
from tests.llm.test_probing import Endpoint
from tests.test_bootstrap import PRICES

AWAY = "http://127.0.0.1:9/v1"


async def diagnosed(**settings: object) -> dict[str, Check]:
    named = Settings.model_validate({"llm_model": "tester", **settings})
    return {check.part: check for check in await diagnose(LoadedSettings(named), lambda _line: None)}


async def test_nothing_is_asked_where_no_model_is_configured() -> None:
    checks = await diagnosed()
    assert list(checks) == ["settings", "organisation", "catalogue", "engine", "database", "sign-in", "model"]
    assert "LIAISON_LLM_BASE_URL" in checks["model"].detail
    assert "LIAISON_OIDC_ISSUER" in checks["sign-in"].detail


async def test_a_provider_that_cannot_be_reached_is_a_fault() -> None:
    sign_in = (await diagnosed(oidc_issuer="http://127.0.0.1:9", oidc_client_id="liaison"))["sign-in"]
    assert not sign_in.ok
    assert "http://127.0.0.1:9 cannot be used" in sign_in.detail


async def test_half_of_what_signing_in_needs_is_a_fault_of_the_settings() -> None:
    settings = (await diagnosed(oidc_client_id="liaison"))["settings"]
    assert not settings.ok
    assert "LIAISON_OIDC_ISSUER" in settings.detail


async def test_prices_that_cannot_be_used_are_the_fault_of_the_model(tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text("tester: {input: 1}", encoding="utf-8")
    checks = await diagnosed(llm_base_url=AWAY, llm_prices=prices)
    assert [part for part, check in checks.items() if not check.ok] == ["model"]


async def test_a_model_without_a_price_in_the_table_is_pointed_out(tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text(PRICES, encoding="utf-8")
    model = (await diagnosed(llm_base_url=AWAY, llm_prices=prices, llm_model="other"))["model"]
    assert model.ok
    assert "no price for other" in model.warnings[0]


async def test_an_endpoint_that_cannot_be_reached_is_a_fault() -> None:
    endpoint = (await diagnosed(llm_base_url=AWAY))["endpoint"]
    assert not endpoint.ok
    assert "cannot be reached" in endpoint.detail


async def test_every_capability_of_an_endpoint_is_told_and_how_it_will_be_asked() -> None:
    said = list[str]()
    async with serving(Endpoint(["tools"], at_once=False)) as base_url:
        checks = await check_endpoint(ModelOptions(base_url, "tester"), said.append)
    assert all(check.ok for check in checks)
    details = {check.part: check.detail for check in checks}
    assert (details["JSON schema"], details["tools"], details["JSON mode"]) == ("no", "yes", "no")
    assert (details["streaming"], details["usage"], details["cached"]) == ("yes", "told", "told")
    assert details["context"] == "not known"
    assert details["speed"].endswith(" tokens a second")
    assert details["parallel"].startswith("no")
    assert details["asked by"] == "a function whose parameters are the answer; the whole brief at once"
    assert any("skill" in line for line in said)


@pytest.mark.parametrize(
    ("ask", "skill", "words"),
    [
        ("auto", "pieces", "a few sentences of the brief at a time"),
        ("auto", None, "in the way that a first question shows"),
        ("whole", "pieces", "the whole brief at once (LIAISON_LLM_ASK)"),
    ],
)
def test_what_is_set_comes_before_what_the_model_showed(ask: str, skill: str | None, words: str) -> None:
    settings = Settings.model_validate({"llm_ask": ask})
    options = ModelOptions(OPTIONS.base_url, "tester", ask=settings.llm_ask)
    found = Capabilities(forms=("plain_schema",), skill="pieces" if skill else None)
    told = dict(described(found, options))
    assert told["asked by"] == f"a JSON schema without bounds on lengths; {words}"
