"""Who may send a request: the names this server goes by, keys, people who signed in, and pages of other sites.

Here a request becomes a caller. As long as no key was ever made the server is for its own machine; a Host header of any
other name would then be a web page that had its name pointed here (DNS rebinding). From the first key on, or with one
in the settings, every request but those in `is_open` and `is_probe` must carry one. Where people sign in, the cookie of
a session does instead, and one of the two is always asked for.
"""

import base64
import binascii
import time
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from schemas.jobs import JobKind
from schemas.keys import Scope as KeyScope
from service.addresses import LOOPBACK_NAMES, host_name
from service.api.failures import Failures
from service.callers import LOCAL, NO_BOUNDS, NOBODY, OPERATOR, SCRAPER, Bounds, Caller
from service.errors import (
    ForeignPage,
    KeyRequired,
    ScopeMissing,
    SignInRequired,
    StoreError,
    TooManyFailures,
    UnknownHost,
)
from service.key_text import is_key, is_secret
from service.keyring import caller_with
from service.sign_in import CALLBACK, PAGE, START, SignIn
from service.store.database import Database
from service.store.peeking import has_keys

METRICS_PATH = "/metrics"
OPEN_PATHS = frozenset({"/healthz", "/favicon.ico"})
PROBED_PATH: Final = "/readyz"
"""Probes have no key, and hear no more than yes or no; with a key it tells of the parts."""
SHARED_PATHS = ("/shared/", "/v1/shared/")
"""The token in the path is the key to what is there."""
OPEN_FOLDERS = (*SHARED_PATHS, "/static/")
"""For those who may read only; the assets of our own pages tell nothing."""
ADMIN_PATHS = ("/v1/keys", "/v1/workspaces", "/v1/audit", "/v1/webhooks", METRICS_PATH)
SIGN_IN_PATHS = frozenset({PAGE, START, CALLBACK})
"""Where people sign in, those who have not yet done so are let pass."""
RUN_PATHS: Final[Mapping[str, JobKind]] = {
    "/": "requirements",
    "/constraints": "explanations",
    "/v1/requirements": "requirements",
    "/v1/explanations": "explanations",
    "/v1/alignments": "alignments",
}
"""What is written by what is sent there: the roles of whoever signed in have to allow it."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONG: Final = 32
"""House default: nobody tries through keys of so many characters; one of the settings may be shorter."""
LOOK_AGAIN: Final = 5.0
"""House default, seconds: an open server notices so soon that a key was made."""


class Access:
    """Tells who sends a request.

    `api_key` is the key of the settings, `bounds` what a key may use for which nothing else is said; `metrics_token`
    opens the figures and nothing else; `clock` gives seconds. With `sign_in` people may sign in instead of showing
    a key.
    """

    def __init__(
        self,
        api_key: str | None,
        database: Database | None,
        bounds: Bounds = NO_BOUNDS,
        clock: Callable[[], float] = time.monotonic,
        metrics_token: str | None = None,
        sign_in: SignIn | None = None,
    ) -> None:
        self._bounds = bounds
        self._metrics_token = metrics_token
        self._sign_in = sign_in
        self._api_key = api_key
        self._may_be_guessed = api_key is not None and len(api_key) < LONG
        self._database = database
        self._clock = clock
        self._failures = Failures(clock)
        self._asks = True if api_key is not None or sign_in is not None else None if database else False
        self._looked = float("-inf")

    async def admit(self, scope: Scope) -> Caller:
        """Return who sends this request.

        Raises:
            UnknownHost, KeyRequired, SignInRequired, TooManyFailures, ScopeMissing, RoleMissing, ForeignPage: it is
                refused.
            StoreError: it cannot be told who sends it.
        """
        headers = Headers(scope=scope)
        if self._lets_pass(scope):
            return NOBODY
        if scope["path"] == METRICS_PATH and is_secret(shown_key(headers), self._metrics_token):
            return SCRAPER
        asks = await self._asks_for_key()
        if asks and is_probe(scope, headers):
            return NOBODY
        caller = await self._caller(scope, headers) if asks else _on_this_machine(headers)
        if not caller.may(needed := needed_scope(scope)):
            raise ScopeMissing(f"This needs a key with the scope `{needed}`.")
        if scope["method"] not in SAFE_METHODS:
            self._check_writing(caller, scope, headers)
        return caller

    def _lets_pass(self, scope: Scope) -> bool:
        if self._sign_in is not None and scope["method"] in SAFE_METHODS and scope["path"] in SIGN_IN_PATHS:
            return True
        return is_open(scope) and self._asks is not False

    def _check_writing(self, caller: Caller, scope: Scope, headers: Headers) -> None:
        """Refuse what a page of another site has sent, and what the role of a person does not allow."""
        # A cookie is sent by the browser, whoever made it send: what does not say where it comes from is not taken.
        is_cookie_alone = caller.person is not None and not {"sec-fetch-site", "origin"}.intersection(headers)
        if is_cookie_alone or _is_foreign(headers, self._sign_in.public_url if self._sign_in else None):
            raise ForeignPage("The request comes from a page of another site.")
        if kind := RUN_PATHS.get(scope["path"]):
            caller.must_run(kind)

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
        """Who shows this key.

        A key that cannot be guessed is looked at whatever came before from its address, which an attacker may share;
        what could be a guess at a short key of the settings is not, after too many.
        """
        shown = shown_key(headers)
        if shown is None:
            return await self._signed_in(scope, headers)
        address = (scope.get("client") or ("unknown", 0))[0]
        seconds = self._failures.seconds_left(address)
        if seconds and self._may_be_guessed and not is_key(shown):
            raise TooManyFailures(seconds)
        if caller := await self._known(shown):
            return caller
        self._failures.note(address)
        if seconds:
            raise TooManyFailures(seconds)
        raise KeyRequired("This server asks for a key, and the one of the request is wrong or has ended.")

    async def _signed_in(self, scope: Scope, headers: Headers) -> Caller:
        """Whose session the cookie of this request belongs to."""
        if self._sign_in is None:
            raise KeyRequired("This server asks for a key, and the request has none.")
        token = cookie_parser(headers.get("cookie", "")).get(self._sign_in.session_cookie(scope["scheme"]))
        caller = await self._sign_in.sessions.caller_with(token) if token else None
        if caller is None:
            raise SignInRequired("This server asks who you are: nobody is signed in in this browser.")
        return caller.within(self._bounds)

    async def _known(self, shown: str) -> Caller | None:
        if is_secret(shown, self._api_key):
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


def _is_foreign(headers: Headers, public_url: str | None) -> bool:
    """Whether a browser says that a page of another site sent this.

    `Sec-Fetch-Site` decides; a browser without it sends `Origin`, and a program neither. Behind a proxy the name in the
    Host header may be another than the one that browsers know: that is in `public_url`.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    own = {headers.get("host", "").lower(), urlsplit(public_url or "").netloc.lower()} - {""}
    return origin is not None and urlsplit(origin).netloc.lower() not in own
