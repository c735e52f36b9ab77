"""One identity provider: where it sends people, what it makes of a code, and how its keys are followed.

Each sign-in asks anew, with a client of its own, so nothing here belongs to an event loop. What the provider says of
itself and its keys are kept for a while; a token that names a key not known yet has them fetched at once.
"""

import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from service.errors import ProviderUnavailable, SignInLost, SignInRefused, SignInUnproven
from service.oidc.id_token import UnknownSignerError, claims_in
from service.oidc.metadata import WELL_KNOWN, Metadata, read_metadata
from service.oidc.options import ProviderOptions
from service.oidc.pending import Pending
from service.oidc.people import Person, name_in, person_of, values_at

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import AsyncOAuth2Client
    from joserfc.jwk import KeySet

KEPT_SECONDS: Final = 3600.0
"""House default: how long the provider's word about itself and its keys is taken for granted."""
METHODS: Final = ("client_secret_basic", "client_secret_post")
"""How this server can prove who it is, the one that every provider must take first."""

logger = logging.getLogger("liaison")


@dataclass(frozen=True)
class Answer:
    """What the provider sends somebody back with; what is missing is empty."""

    code: str = ""
    state: str = ""
    issuer: str = ""
    error: str = ""


@dataclass(frozen=True)
class Proven:
    """Somebody who has proved who they are, and the token that ends their session at the provider, too."""

    person: Person
    id_token: str


class Provider:
    """An identity provider, as the settings name it. `clock` gives seconds and never runs backwards."""

    def __init__(self, options: ProviderOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self.options = options
        self._clock = clock
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None
        self._until = float("-inf")

    # --- what it says of itself ------------------------------------------------------------------

    async def metadata(self) -> Metadata:
        """What the provider says of itself.

        Raises:
            ProviderUnavailable: it cannot be reached, or its answer cannot be used.
        """
        if self._metadata is None or self._clock() >= self._until:
            document = await self._fetched(self.options.issuer.removesuffix("/") + WELL_KNOWN)
            self._metadata = read_metadata(document, self.options.issuer)
            self._keys = None
            self._until = self._clock() + KEPT_SECONDS
        return self._metadata

    async def keys(self, *, anew: bool = False) -> "KeySet":
        """The keys with which the provider signs.

        Raises:
            ProviderUnavailable: they cannot be had.
        """
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        metadata = await self.metadata()
        if self._keys is None or anew:
            document = await self._fetched(metadata.jwks_uri)
            try:
                self._keys = KeySet.import_key_set(document)
            except (JoseError, KeyError, TypeError, ValueError) as error:
                raise ProviderUnavailable("The keys of the provider cannot be read.") from error
        return self._keys

    # --- one sign-in -----------------------------------------------------------------------------

    async def address(self, pending: Pending, redirect_uri: str) -> str:
        """Where to send somebody who wants to sign in.

        Raises:
            ProviderUnavailable: the provider cannot be used.
        """
        metadata = await self.metadata()
        async with self._client(metadata, redirect_uri) as client:
            address, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
                scope=self._scopes(metadata),
            )
        return str(address)

    async def prove(self, answer: Answer, pending: Pending, redirect_uri: str) -> Proven:
        """Who has come back with this answer.

        Raises:
            SignInLost: the answer belongs to another sign-in, or its code is used up.
            SignInRefused, SignInUnproven, NotAdmitted: the provider says no, cannot be believed, or gives them no role.
            ProviderUnavailable: the provider cannot be used.
        """
        if not pending.is_answered_by(answer.state):
            raise SignInLost("The answer of the identity provider belongs to another sign-in.")
        metadata = await self.metadata()
        _check_sender(answer, metadata)
        if answer.error or not answer.code:
            logger.warning("the identity provider refused a sign-in: %s", answer.error or "no code")
            raise SignInRefused("The identity provider did not let you in, or you said no there.")
        async with self._client(metadata, redirect_uri) as client:
            token = await self._redeemed(client, metadata, answer.code, pending)
            claims = await self._claims(token, metadata, pending)
            told = {**await self._more(client, metadata, claims), **claims}
        return Proven(person_of(told, self.options), str(token["id_token"]))

    async def sign_out_address(self, id_token: str | None, back: str) -> str | None:
        """Where somebody ends their session at the provider as well; None: it offers no such place.

        Source: OpenID Connect RP-Initiated Logout 1.0, section 2.

        Raises:
            ProviderUnavailable: the provider cannot be used.
        """
        end = (await self.metadata()).end_session_endpoint
        if end is None:
            return None
        told = {"post_logout_redirect_uri": back, "client_id": self.options.client_id}
        if id_token:
            told["id_token_hint"] = id_token
        return f"{end}{'&' if '?' in end else '?'}{urlencode(told)}"

    # --- asking ----------------------------------------------------------------------------------

    async def _redeemed(
        self, client: "AsyncOAuth2Client", metadata: Metadata, code: str, pending: Pending
    ) -> Mapping[str, Any]:
        from authlib.integrations.base_client import OAuthError

        with_code = {"grant_type": "authorization_code", "code": code, "code_verifier": pending.verifier}
        try:
            token = await client.fetch_token(metadata.token_endpoint, redirect_uri=client.redirect_uri, **with_code)
        except OAuthError as error:
            logger.warning("the identity provider did not take a code: %s", error.error)
            if error.error == "invalid_grant":
                raise SignInLost("The identity provider does not take this sign-in any more.") from error
            raise ProviderUnavailable(
                f"The identity provider does not take the word of this server ({error.error})."
            ) from error
        if not isinstance(token.get("id_token"), str):
            raise SignInUnproven("The identity provider has sent no ID token.")
        return dict(token)

    async def _claims(self, token: Mapping[str, Any], metadata: Metadata, pending: Pending) -> Mapping[str, Any]:
        for anew in (False, True):
            try:
                return claims_in(
                    token["id_token"],
                    await self.keys(anew=anew),
                    issuer=metadata.issuer,
                    client_id=self.options.client_id,
                    nonce=pending.nonce,
                    access_token=token.get("access_token"),
                    algorithms=metadata.id_token_signing_alg_values_supported,
                )
            except UnknownSignerError:
                continue
        raise SignInUnproven("The provider's word about you is signed with a key that it does not name.")

    async def _more(
        self, client: "AsyncOAuth2Client", metadata: Metadata, claims: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What the provider tells only when asked again: many keep name and groups out of the token."""
        if metadata.userinfo_endpoint is None or self._says_all(claims):
            return {}
        async with self._guarded():
            response = await client.get(metadata.userinfo_endpoint)
            response.raise_for_status()
            told = response.json()
        if not isinstance(told, dict) or told.get("sub") != claims.get("sub"):
            raise SignInUnproven("The identity provider speaks of two people.")
        return told

    def _says_all(self, claims: Mapping[str, Any]) -> bool:
        wanted = [self.options.workspace_claim] if self.options.workspace_claim else []
        has_role = any(values_at(claims, claim) for claim in self.options.roles.claims)
        return has_role and bool(name_in(claims)) and all(values_at(claims, claim) for claim in wanted)

    def _scopes(self, metadata: Metadata) -> str:
        asked = self.options.scopes
        if asked is None:
            named = (claim for claim in self.options.roles.claims if claim in metadata.scopes_supported)
            asked = ("profile", *named)
        return " ".join(dict.fromkeys(("openid", *asked)))

    async def _fetched(self, address: str) -> Any:
        import httpx2

        async with self._guarded(), httpx2.AsyncClient(timeout=self.options.timeout_seconds) as client:
            response = await client.get(address)
            response.raise_for_status()
            return response.json()

    @asynccontextmanager
    async def _client(self, metadata: Metadata, redirect_uri: str) -> "AsyncIterator[AsyncOAuth2Client]":
        """A client for one sign-in."""
        from authlib.integrations.httpx_client import AsyncOAuth2Client

        options = self.options
        taken = (method for method in METHODS if method in metadata.token_endpoint_auth_methods_supported)
        client = AsyncOAuth2Client(
            options.client_id,
            options.client_secret,
            token_endpoint_auth_method=next(taken, METHODS[0]) if options.client_secret else "none",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=options.timeout_seconds,
        )
        async with self._guarded(), client:
            yield client

    @asynccontextmanager
    async def _guarded(self) -> AsyncIterator[None]:
        """Make one error of whatever goes wrong on the way to the provider and back."""
        import httpx2

        try:
            yield
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            logger.warning("the identity provider cannot be used: %s", type(error).__name__)
            raise ProviderUnavailable(f"The identity provider at {self.options.issuer} cannot be used.") from error


def _check_sender(answer: Answer, metadata: Metadata) -> None:
    """Refuse the answer of another provider (RFC 9207, section 2.4)."""
    is_told = bool(answer.issuer) or metadata.authorization_response_iss_parameter_supported
    if is_told and answer.issuer != metadata.issuer:
        raise SignInUnproven("The answer comes from another identity provider.")
