"""What a provider says of itself (OpenID Connect Discovery 1.0, section 4; RFC 8414), as far as a sign-in needs it."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import ProviderUnavailable

WELL_KNOWN: Final = "/.well-known/openid-configuration"


class Metadata(BaseModel):
    """The document, without what is of no use here. What it may leave out has the default that the standard gives."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    scopes_supported: list[str] = []
    id_token_signing_alg_values_supported: list[str] = ["RS256"]
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    code_challenge_methods_supported: list[str] | None = Field(
        default=None, description="None: not told; most providers that take PKCE without telling are of that kind"
    )
    authorization_response_iss_parameter_supported: bool = False

    def endpoints(self) -> Iterator[str]:
        """Every address that somebody is sent to."""
        for name in ("authorization", "token", "userinfo", "end_session"):
            if address := getattr(self, f"{name}_endpoint"):
                yield address
        yield self.jwks_uri


def read_metadata(document: object, issuer: str) -> Metadata:
    """The document of the provider that was asked for.

    Raises:
        ProviderUnavailable: it is that of another, something is missing, or it would send secrets over plain HTTP.
    """
    try:
        found = Metadata.model_validate(document)
    except ValidationError as error:
        missing = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}))
        raise ProviderUnavailable(f"{issuer} does not say all that is needed: {missing or 'no document'}.") from None
    if found.issuer != issuer:
        raise ProviderUnavailable(
            f"The provider calls itself {found.issuer}, and LIAISON_OIDC_ISSUER says {issuer}: they must be the same"
            " letter by letter."
        )
    if open_ones := [address for address in found.endpoints() if not is_safe(address)]:
        raise ProviderUnavailable(f"The provider names {open_ones[0]}, which is not HTTPS.")
    if "S256" not in (found.code_challenge_methods_supported or ["S256"]):
        raise ProviderUnavailable("The provider does not take PKCE with S256, which every sign-in here needs.")
    return found


def is_safe(address: str) -> bool:
    """Whether what is sent to an address can be read by nobody else: it is HTTPS, or does not leave this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
