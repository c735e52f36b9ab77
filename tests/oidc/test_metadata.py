"""What a provider says of itself, and when it is not to be used."""

from typing import Any

import pytest

from service.errors import ProviderUnavailable
from service.oidc.metadata import is_safe, read_metadata

ISSUER = "https://id.example"
DOCUMENT: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "something_else": [1],
}


def test_what_is_not_told_has_the_default_of_the_standard() -> None:
    found = read_metadata(DOCUMENT, ISSUER)
    assert found.id_token_signing_alg_values_supported == ["RS256"]
    assert found.token_endpoint_auth_methods_supported == ["client_secret_basic"]
    assert not found.authorization_response_iss_parameter_supported


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issuer": "https://other.example"}, "calls itself https://other.example"),
        ({"issuer": f"{ISSUER}/"}, "letter by letter"),
        ({"token_endpoint": None}, "does not say all that is needed: token_endpoint"),
        ({"token_endpoint": "http://id.example/token"}, "http://id.example/token, which is not HTTPS"),
        ({"jwks_uri": "file:///etc/passwd"}, "which is not HTTPS"),
        ({"end_session_endpoint": "javascript:alert(1)"}, "which is not HTTPS"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE with S256"),
    ],
)
def test_a_provider_that_cannot_be_used(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ProviderUnavailable, match=words):
        read_metadata({**DOCUMENT, **changes}, ISSUER)


@pytest.mark.parametrize("document", [None, [], "", 7])
def test_what_is_no_document(document: object) -> None:
    with pytest.raises(ProviderUnavailable, match="no document"):
        read_metadata(document, ISSUER)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://id.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://id.localhost:8080", True),
        ("http://[::1]:8080", True),
        ("http://id.example", False),
        ("http://10.0.0.7", False),
        ("http://localhost.example", False),
        ("ftp://id.example", False),
        ("https://", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_secrets_travel_by_https_or_not_at_all(address: str, safe: bool) -> None:
    assert is_safe(address) == safe
