"""A sign-in under way: one secret in a cookie of the browser, and everything the provider is sent worked out from it.

The server keeps nothing meanwhile, so nobody can fill it with sign-ins that never end. State, nonce and code verifier
are independent of one another to whoever does not know the secret (HMAC with SHA-256 under three labels), and the
state, the only one that an address shows, tells nothing of the others.
"""

import base64
import hmac
import secrets
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

SECONDS: Final = 600
"""House default: how long somebody may take to type their password."""
HOME: Final = "/"
LONGEST: Final = 1000
"""House default, characters: a longer address to go on to is forgotten; cookies have 4 KB together."""
_SECRET_BYTES: Final = 32


@dataclass(frozen=True)
class Pending:
    """One sign-in; `next` is the page to go on to."""

    secret: str = field(repr=False)
    next: str = HOME

    @classmethod
    def begun(cls, wanted: str | None) -> "Pending":
        """A new one. Where to go on to is taken only where it is an address of this server."""
        return cls(secrets.token_urlsafe(_SECRET_BYTES), own_page(wanted))

    @classmethod
    def in_cookie(cls, value: str | None) -> "Pending | None":
        """The one that a cookie holds; None: it holds none."""
        secret, _, page = (value or "").partition(".")
        if len(secret) < _SECRET_BYTES:
            return None
        try:
            wanted = base64.urlsafe_b64decode(f"{page}==").decode()
        except (NotBase64, ValueError):
            return None
        return cls(secret, own_page(wanted))

    @property
    def cookie(self) -> str:
        """What the browser keeps meanwhile."""
        return f"{self.secret}.{_written(self.next.encode())}"

    @property
    def state(self) -> str:
        """Ties the answer of the provider to this browser (RFC 6749, section 10.12)."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Ties the token to this sign-in (OpenID Connect Core 1.0, section 3.1.2.1)."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Ties the code to whoever asked for it (RFC 7636, section 4.1): 43 characters."""
        return self._derived("verifier")

    def is_answered_by(self, state: str) -> bool:
        """Whether an answer of the provider belongs to this sign-in."""
        return hmac.compare_digest(self.state.encode(), state.encode())

    def _derived(self, label: str) -> str:
        return _written(hmac.digest(self.secret.encode(), label.encode(), "sha256"))


def _written(content: bytes) -> str:
    """Base 64 without the signs that a cookie or an address would have to quote."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def own_page(wanted: str | None) -> str:
    r"""An address to go on to, or the first page where it is none of this server.

    Browsers take `//host`, `/\host` and `/<tab>/host` for addresses of other hosts, so no such text passes.
    """
    page = wanted or HOME
    if not page.startswith("/") or page.startswith("//") or len(page) > LONGEST:
        return HOME
    if "\\" in page or not page.isascii() or not page.isprintable() or page.startswith(("/sign-", "/v1/")):
        return HOME
    try:
        parts = urlsplit(page)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else page
