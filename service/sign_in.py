"""Signing in, from the button to the session: what the pages do with the provider, and the cookies they set."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from service.errors import ProviderUnavailable, SignInLost
from service.oidc.pending import Pending
from service.oidc.provider import Answer, Provider
from service.sessions import BegunSession, Sessions

PAGE: Final = "/sign-in"
START: Final = "/sign-in/start"
CALLBACK: Final = "/sign-in/callback"
SIGN_OUT: Final = "/sign-out"
_SESSION: Final = "liaison-session"
_PENDING: Final = "liaison-sign-in"
_OWN_HOST: Final = "__Host-"
"""Browsers take a cookie of such a name only from this very host and over HTTPS (RFC 6265bis, section 4.1.3.2)."""


@dataclass(frozen=True)
class Begun:
    """Where to send the browser, and the cookie by which it is known again."""

    address: str
    cookie: str


@dataclass(frozen=True)
class SignIn:
    """Everything that the surfaces need to let people sign in.

    `public_url` is how browsers reach this server, without a slash at its end; None: as the request says.
    """

    provider: Provider
    sessions: Sessions
    public_url: str | None = None

    @property
    def issuer(self) -> str:
        """The identity provider, as it calls itself."""
        return self.provider.options.issuer

    async def begin(self, origin: str, wanted: str | None) -> Begun:
        """Begin a sign-in from the pages at `origin`; afterwards the browser goes on to `wanted`.

        Raises:
            ProviderUnavailable: the provider cannot be used.
        """
        pending = Pending.begun(wanted)
        return Begun(await self.provider.address(pending, self.callback(origin)), pending.cookie)

    async def finish(
        self, origin: str, cookie: str | None, answer: Answer, before: str | None, request_id: str | None
    ) -> tuple[BegunSession, str]:
        """Begin a session for whoever has come back from the provider; return it with the page to go on to.

        Raises:
            SignInLost, SignInRefused, SignInUnproven, NotAdmitted: nobody is signed in.
            ProviderUnavailable, StoreError: an outside part cannot be used.
        """
        pending = Pending.in_cookie(cookie)
        if pending is None:
            raise SignInLost("No sign-in is under way in this browser, or it took too long.")
        proven = await self.provider.prove(answer, pending, self.callback(origin))
        begun = await self.sessions.begin(proven.person, proven.id_token, before, request_id)
        return begun, pending.next

    async def end(self, origin: str, token: str | None, request_id: str | None) -> str | None:
        """End a session; return where it ends at the provider as well, None where that cannot be.

        Raises:
            StoreError: the database cannot be used.
        """
        ended = await self.sessions.end(token, request_id) if token else None
        try:
            return await self.provider.sign_out_address(ended.id_token if ended else None, self._base(origin) + PAGE)
        except ProviderUnavailable:
            return None

    # --- where it is, and what its cookies are called ---------------------------------------------

    def callback(self, origin: str) -> str:
        """The redirect URI, which has to be known to the provider letter by letter."""
        return self._base(origin) + CALLBACK

    def is_secure(self, scheme: str) -> bool:
        """Whether browsers reach this server by HTTPS; `scheme` is that of the request."""
        return (urlsplit(self.public_url).scheme if self.public_url else scheme) == "https"

    def session_cookie(self, scheme: str) -> str:
        """The name of the cookie of a session. Only one is looked at, so that none can be slipped in beside it."""
        return _named(_SESSION, self.is_secure(scheme))

    def pending_cookie(self, scheme: str) -> str:
        """The name of the cookie of a sign-in under way."""
        return _named(_PENDING, self.is_secure(scheme))

    def _base(self, origin: str) -> str:
        return self.public_url or origin


def _named(name: str, secure: bool) -> str:
    return f"{_OWN_HOST}{name}" if secure else name
