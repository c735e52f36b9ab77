"""Whether an ID token may be believed (OpenID Connect Core 1.0, section 3.1.3.7)."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from service.errors import SignInUnproven

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
"""Signatures that only the provider can make: never `none`, and no HMAC, whose key this server has as well."""
LEEWAY: Final = 60
"""House default, seconds: how far two clocks may lie apart."""


class UnknownSignerError(Exception):
    """The token names a key that is not among those at hand."""


def claims_in(
    token: str,
    keys: "KeySet",
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
    algorithms: Collection[str],
    now: Callable[[], int] | None = None,
) -> Mapping[str, Any]:
    """The claims of a token of this provider, for this server and this sign-in, which has not expired.

    Raises:
        UnknownSignerError: its key is not among `keys`; the provider may have a new one.
        SignInUnproven: it cannot be believed.
    """
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError, JoseError
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=sorted(ALGORITHMS.intersection(algorithms)), strict_check_header=False)
    wanted = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}}
    bound = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    try:
        read = jwt.decode(token, keys, registry=registry)
        claims = CodeIDToken(read.claims, read.header, wanted, bound)
        claims.validate(now=now, leeway=LEEWAY)
    except InvalidKeyIdError as error:
        raise UnknownSignerError(str(error)) from error
    except (JoseError, ValueError, TypeError) as error:
        raise SignInUnproven(f"The provider's word about you does not hold: {reason_of(error)}.") from error
    return dict(claims)


def reason_of(error: Exception) -> str:
    """What was wrong with a token, without a word of what stands in it."""
    code = getattr(error, "error", "")
    claim = getattr(error, "claim", None) or ""
    return " ".join(part for part in (code or type(error).__name__, str(claim)) if part)
