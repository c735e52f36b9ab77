"""Who may send a request: the names this server goes by, keys and what they allow, and pages of other sites.

Here a request becomes a caller. As long as no key was ever made the server is for its own machine; a Host header of any
other name would then be a web page that had its name pointed here (DNS rebinding). From the first key on, or with one
in the settings, every request but those in `is_open` and `is_probe` must carry one.
"""

import base64
import binascii
import hmac
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import Scope

from schemas.keys import Scope as KeyScope
from service.api.failures import Failures
from service.callers import LOCAL, NO_BOUNDS, NOBODY, OPERATOR, Bounds, Caller
from service.errors import ForeignPage, KeyRequired, ScopeMissing, StoreError, TooManyFailures, UnknownHost
from service.key_text import is_key
from service.keyring import caller_with
from service.store.database import Database
from service.store.peeking import has_keys

OPEN_PATHS = frozenset({"/healthz", "/favicon.ico"})
PROBED_PATH: Final = "/readyz"
"""Probes have no key, and hear no more than yes or no; with a key it tells of the parts."""
SHARED_PATHS = ("/shared/", "/v1/shared/")
"""The token in the path is the key to what is there."""
OPEN_FOLDERS = (*SHARED_PATHS, "/static/")
"""For those who may read only; the assets of our own pages tell nothing."""
ADMIN_PATHS = ("/v1/keys", "/v1/workspaces")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOK_AGAIN: Final = 5.0
"""House default, seconds: an open server notices so soon that a key was made."""


class Access:
    """Tells who sends a request.

    `api_key` is the key of the settings, `bounds` what a key may use for which nothing else is said; `clock` gives
    seconds.
    """

    def __init__(
        self,
        api_key: str | None,
        database: Database | None,
        bounds: Bounds = NO_BOUNDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bounds = bounds
        self._api_key = api_key
        self._database = database
        self._clock = clock
        self._failures = Failures(clock)
        self._asks = True if api_key is not None else None if database else False
        self._looked = float("-inf")

    async def admit(self, scope: Scope) -> Caller:
        """Return who sends this request.

        Raises:
            UnknownHost, KeyRequired, TooManyFailures, ScopeMissing, ForeignPage: it is refused.
            StoreError: it cannot be told who sends it.
        """
        headers = Headers(scope=scope)
        if is_open(scope) and self._asks is not False:
            return NOBODY
        asks = await self._asks_for_key()
        if asks and is_probe(scope, headers):
            return NOBODY
        caller = await self._caller(scope, headers) if asks else _on_this_machine(headers)
        if not caller.may(needed := needed_scope(scope)):
            raise ScopeMissing(f"This needs a key with the scope `{needed}`.")
        if scope["method"] not in SAFE_METHODS and _is_foreign(headers):
            raise ForeignPage("The request comes from a page of another site.")
        return caller

    async def _asks_for_key(self) -> bool:
        """Whether a key is needed. Once it is, it stays so: keys that have ended are still keys."""
        now = self._clock()
        if self._asks or self._database is None or now - self._looked < LOOK_AGAIN:
            return bool(self._asks)
        try:
            self._asks = await to_thread.run_sync(has_keys, self._database.address)
        except StoreError:
            if self._asks is None:
                raise
        self._looked = now
        return bool(self._asks)

    async def _caller(self, scope: Scope, headers: Headers) -> Caller:
        """Who shows this key. A key of the database cannot be guessed, so it is looked at whatever came before."""
        shown = shown_key(headers)
        if shown is None:
            raise KeyRequired("This server asks for a key, and the request has none.")
        address = (scope.get("client") or ("unknown", 0))[0]
        if (seconds := self._failures.seconds_left(address)) and not is_key(shown):
            raise TooManyFailures(seconds)
        if caller := await self._known(shown):
            return caller
        self._failures.note(address)
        raise KeyRequired("This server asks for a key, and the one of the request is wrong or has ended.")

    async def _known(self, shown: str) -> Caller | None:
        given = shown.encode("latin-1", "replace")
        if self._api_key is not None and hmac.compare_digest(given, self._api_key.encode()):
            return OPERATOR
        found = await caller_with(self._database, shown) if self._database else None
        return found.within(self._bounds) if found else None


def is_open(scope: Scope) -> bool:
    """Whether a request needs no key."""
    path: str = scope["path"]
    return scope["method"] in SAFE_METHODS and (path in OPEN_PATHS or path.startswith(OPEN_FOLDERS))


def is_probe(scope: Scope, headers: Headers) -> bool:
    """Whether somebody who shows nothing asks whether the server is ready."""
    return scope["method"] in SAFE_METHODS and scope["path"] == PROBED_PATH and "authorization" not in headers


def needed_scope(scope: Scope) -> KeyScope:
    """What a key must allow for this request."""
    path: str = scope["path"]
    if any(path == admin or path.startswith(f"{admin}/") for admin in ADMIN_PATHS):
        return "admin"
    return "read" if scope["method"] in SAFE_METHODS else "write"


def host_name(host: str) -> str:
    """The name in a Host header without its port; of `[::1]:8000` it is `::1`. Empty when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _on_this_machine(headers: Headers) -> Caller:
    if host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
        raise UnknownHost("Without a key this server answers only to the names of its own machine.")
    return LOCAL


def shown_key(headers: Headers) -> str | None:
    """The key that a request shows. A browser, which cannot send a bearer token by itself, sends it as a password."""
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    shown = credentials.strip()
    if scheme.lower() == "basic":
        shown = _password(shown.encode("latin-1", "replace")).decode("latin-1")
    elif scheme.lower() != "bearer":
        return None
    return shown or None


def _password(credentials: bytes) -> bytes:
    try:
        return base64.b64decode(credentials, validate=True).partition(b":")[2]
    except binascii.Error:
        return b""


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sent this.

    `Sec-Fetch-Site` decides; a browser without it sends `Origin`, and a program neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
