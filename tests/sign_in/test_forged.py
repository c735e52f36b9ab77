"""A real sign-in, at the end of which the answer of the provider is changed. More of that is in `tests/oidc`."""

import base64
import json
from typing import Any

import httpx
import pytest

from tests.oidc.tokens import OURS, Forge, tampered, unsigned, with_claims
from tests.sign_in.provider import IdentityProvider, Lie
from tests.sign_in.test_flow import SESSION, sent_to, sign_in, told

pytestmark = pytest.mark.timeout(400)  # the first of them may have to install the provider


def telling(forge: Forge) -> dict[str, Lie]:
    """Lies by which the provider signs with our key, and sends what `forge` makes of the claims of its token."""

    def token(answer: dict[str, Any]) -> dict[str, Any]:
        payload = answer["id_token"].split(".")[1]
        return {**answer, "id_token": forge(json.loads(base64.urlsafe_b64decode(payload + "==")))}

    return {"/oauth/jwks.json": lambda _: {"keys": [OURS.as_dict(private=False)]}, "/oauth/token": token}


def test_a_token_that_is_as_it_should_be_is_believed(browser: httpx.Client, provider: IdentityProvider) -> None:
    """Else the refusals below would prove nothing."""
    provider.lies = telling(with_claims())
    assert sign_in(browser, provider).headers["location"] == "/results"


FORGED: dict[str, Forge] = {
    "of another sign-in": with_claims(nonce="of-another-sign-in"),
    "for another client": with_claims(aud="another"),
    "expired": with_claims(exp=1_700_000_000),
    "tampered with": tampered,
    "unsigned": unsigned,
    "nothing": lambda claims: "",
}


def test_a_forged_token_signs_nobody_in(browser: httpx.Client, provider: IdentityProvider) -> None:
    for kind, forge in FORGED.items():
        provider.lies = telling(forge)
        answer = sign_in(browser, provider)
        assert (answer.status_code, "could not be made sure of" in told(answer)) == (403, True), (kind, told(answer))
        assert SESSION not in browser.cookies
    assert browser.get("/results").status_code == 303


def test_the_provider_offers_to_sign_with_nothing(provider: IdentityProvider) -> None:
    """It says so of itself: that an unsigned token is refused above is our doing, not its."""
    document = httpx.get(f"{provider.issuer}/.well-known/openid-configuration").json()
    assert "none" in document["id_token_signing_alg_values_supported"]


def test_keys_are_followed_when_they_change(browser: httpx.Client, provider: IdentityProvider) -> None:
    assert sign_in(browser, provider).headers["location"] == "/results"
    provider.rotate_keys()
    provider.asked.clear()
    assert sign_in(browser, provider).headers["location"] == "/results"
    assert provider.asked.count("/oauth/jwks.json") == 1
    assert sign_in(browser, provider).headers["location"] == "/results"
    assert provider.asked.count("/oauth/jwks.json") == 1


def test_groups_may_be_told_apart_from_the_token(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.lies = telling(with_claims(groups=None, name=None))
    assert sign_in(browser, provider).headers["location"] == "/results"
    assert "Ada Lovelace" in told(browser.get("/results"))


def test_what_is_told_of_another_person_is_not_taken(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.lies = telling(with_claims(groups=None)) | {"/oauth/userinfo": lambda said: {**said, "sub": "olga"}}
    answer = sign_in(browser, provider)
    assert (answer.status_code, "speaks of two people" in told(answer)) == (403, True)


def test_a_provider_of_another_name_is_not_used(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.lies = {"openid-configuration": lambda said: {**said, "issuer": "https://other.example"}}
    answer = browser.get("/sign-in/start")
    assert (answer.status_code, "calls itself https://other.example" in told(answer)) == (503, True)


def test_keys_that_cannot_be_read(browser: httpx.Client, provider: IdentityProvider) -> None:
    address = provider.let_in(browser, sent_to(browser), "ada")
    provider.lies = {"/oauth/jwks.json": lambda _: {"keys": "none"}}
    assert browser.get(address).status_code == 503
    assert SESSION not in browser.cookies
