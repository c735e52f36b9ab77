"""Which ID tokens are believed."""

import base64
from typing import Any

import pytest
from joserfc.jwk import KeySet, OctKey

from service.errors import SignInUnproven
from service.oidc.id_token import ALGORITHMS, LEEWAY, UnknownSignerError, claims_in
from tests.oidc.tokens import OTHERS, OURS, Forge, signed, tampered, unsigned, with_claims

NOW = 1_800_000_000
CLAIMS: dict[str, Any] = {
    "iss": "https://id.example",
    "sub": "ada",
    "aud": ["liaison"],
    "exp": NOW + 300,
    "iat": NOW,
    "nonce": "once",
    "groups": ["liaison-it"],
}
OFFERED = [*ALGORITHMS, "none", "HS256"]
"""Everything, so that nothing is refused only because the provider does not offer it."""


def believed(token: str, offered: list[str] = OFFERED) -> dict[str, Any]:
    keys = KeySet.import_key_set({"keys": [OURS.as_dict(private=False)]})
    return dict(
        claims_in(
            token,
            keys,
            issuer="https://id.example",
            client_id="liaison",
            nonce="once",
            access_token="opened",
            algorithms=offered,
            now=lambda: NOW,
        )
    )


@pytest.mark.parametrize(
    "forge",
    [
        with_claims(),
        with_claims(aud="liaison"),
        with_claims(azp="liaison"),
        with_claims(aud=["liaison", "another"], azp="liaison"),
        with_claims(exp=NOW - LEEWAY + 1),
        with_claims(iat=NOW + LEEWAY),
    ],
)
def test_a_token_that_is_as_it_should_be_is_believed(forge: Forge) -> None:
    assert believed(forge(CLAIMS))["sub"] == "ada"


FORGED: dict[str, tuple[Forge, str]] = {
    "wrong nonce": (with_claims(nonce="of-another-sign-in"), "invalid_claim nonce"),
    "no nonce": (with_claims(nonce=None), "missing_claim nonce"),
    "for another client": (with_claims(aud="another"), "invalid_claim aud"),
    "for nobody": (with_claims(aud=None), "missing_claim aud"),
    "for two, and not said for whom": (with_claims(aud=["liaison", "another"]), "missing_claim azp"),
    "for two, asked for by the other": (with_claims(aud=["liaison", "another"], azp="another"), "invalid_claim azp"),
    "asked for by another": (with_claims(azp="another"), "invalid_claim azp"),
    "of another provider": (with_claims(iss="https://id.example/"), "invalid_claim iss"),
    "expired": (with_claims(exp=NOW - LEEWAY), "expired_token exp"),
    "of no end": (with_claims(exp=None), "missing_claim exp"),
    "ends in words": (with_claims(exp="tomorrow"), "invalid_claim exp"),
    "of the future": (with_claims(iat=NOW + LEEWAY + 1), "invalid_claim iat"),
    "of no time": (with_claims(iat=None), "missing_claim iat"),
    "not yet good": (with_claims(nbf=NOW + 3600), "invalid_claim nbf"),
    "of nobody": (with_claims(sub=None), "missing_claim sub"),
    "with another access token": (with_claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "invalid_claim at_hash"),
    "tampered with": (tampered, "bad_signature"),
    "unsigned": (unsigned, "unsupported_algorithm"),
    "signed by somebody else": (lambda claims: signed(claims, OTHERS), "bad_signature"),
    "signed with a secret": (
        lambda claims: signed(claims, OctKey.import_key("the secret of the client, long enough"), alg="HS256"),
        "unsupported_algorithm",
    ),
    "signed with the public key as a secret": (
        lambda claims: signed(claims, OctKey.import_key(base64.b64encode(OURS.as_der(private=False))), alg="HS256"),
        "unsupported_algorithm",
    ),
    "no token": (lambda claims: "Ada Lovelace", "decode_error"),
    "nothing": (lambda claims: "", "decode_error"),
    "too much": (lambda claims: signed(claims) + "A" * 1_000_000, "exceeded_size"),
}


@pytest.mark.parametrize(("forge", "reason"), FORGED.values(), ids=FORGED)
def test_a_forged_token_is_not_believed(forge: Forge, reason: str) -> None:
    with pytest.raises(SignInUnproven) as refused:
        believed(forge(CLAIMS))
    assert reason in refused.value.message
    assert "ada" not in refused.value.message


def test_a_key_that_is_not_known_is_told_apart_for_it_may_be_new() -> None:
    with pytest.raises(UnknownSignerError):
        believed(signed(CLAIMS, OTHERS, kid="new"))


def test_only_what_the_provider_says_it_signs_with_is_taken() -> None:
    with pytest.raises(SignInUnproven, match="unsupported_algorithm"):
        believed(signed(CLAIMS), ["ES256"])
