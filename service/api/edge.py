"""The outermost layer: request ids, access, headers that every response carries, and the access log.

It wraps the whole application rather than being one of its middlewares, because the framework answers mistakes and
oversized bodies outside its middlewares, and those answers need the same headers.
"""

import logging
import re
import time
from collections.abc import Mapping
from contextvars import ContextVar
from uuid import uuid4

from anyio import BrokenResourceError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.access import SHARED_PATHS, Access
from service.api.problems import advice_of, instance_of, problem_of_http, response_of
from service.api.rates import Rates
from service.callers import NOBODY, current_caller
from service.errors import KeyRequired, LiaisonError
from service.errors.described import problem_of

REQUEST_ID = "X-Request-ID"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="liaison", Basic realm="liaison", charset="UTF-8"'}
RATE = "rate"
"""Where the scope of a request holds the headers about its rate."""
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_GIVEN_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")

current_request: ContextVar[str] = ContextVar("current_request", default="-")
logger = logging.getLogger("liaison.access")


class Edge:
    """Wraps an application; `max_body` in bytes, with other limits for some addresses."""

    def __init__(self, app: ASGIApp, access: Access, max_body: int, others: Mapping[str, int] | None = None) -> None:
        self.others = others or {}
        self.app = app
        self.access = access
        self.max_body = max_body
        self.rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = _Exchange(scope, send)
        scope["request_id"] = exchange.request_id
        token = current_request.set(exchange.request_id)
        asking = current_caller.set(NOBODY)
        try:
            await self._answer(scope, receive, exchange.send)
        except Exception as error:
            if _has_left(error):
                return
            # The framework answers a mistake and raises it again. It is logged here, where the request is known.
            logger.exception("a mistake of this program")
            if not exchange.is_complete:
                raise
        finally:
            exchange.log()
            current_request.reset(token)
            current_caller.reset(asking)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        instance = instance_of(Request(scope))
        # The framework counts the bytes of every body, but answers an announced excess with plain text of its own.
        max_body = self.others.get(scope["path"], self.max_body)
        if announces_more_than(max_body, scope):
            response = response_of(problem_of_http(HTTPException(413), instance, max_body))
            await response(scope, receive, send)
            return
        try:
            scope["caller"] = caller = await self.access.admit(scope)
            current_caller.set(caller)
            scope[RATE] = self.rates.take(caller)
        except LiaisonError as refused:
            headers = CHALLENGE if isinstance(refused, KeyRequired) else advice_of(refused)
            response = response_of(problem_of(refused, instance), headers)
            await response(scope, receive, send)
        else:
            await self.app(as_get(scope), receive, send)


def _has_left(error: Exception) -> bool:
    """Whether nothing is wrong but that a listener has left: the framework closes its stream of events under itself."""
    return isinstance(error, ExceptionGroup) and error.split(BrokenResourceError)[1] is None


def as_get(scope: Scope) -> Scope:
    """Let a HEAD request be answered as the GET it stands for; the server sends the headers and drops the body."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope


def announces_more_than(limit: int, scope: Scope) -> bool:
    """Whether the Content-Length header announces more than `limit` bytes."""
    announced = Headers(scope=scope).get("content-length", "").lstrip("0")
    return announced.isdecimal() and (len(announced) > len(str(limit)) or int(announced) > limit)


class _Exchange:
    """One request and its response, as far as the log and the headers need it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = Headers(scope=scope).get(REQUEST_ID, "")
        self.request_id = given if _GIVEN_ID.fullmatch(given) else uuid4().hex
        self._scope = scope
        self._send = send
        self._started = time.monotonic()
        self._status = 0
        self._bytes = 0
        self.is_complete = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._add_headers(message)
        self._bytes += len(message.get("body", b""))
        await self._send(message)
        self.is_complete = message["type"] == "http.response.body" and not message.get("more_body", False)

    def _add_headers(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers[REQUEST_ID] = self.request_id
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        headers.update(self._scope.get(RATE, {}))
        if self._scope["path"].startswith(SHARED_PATHS):
            headers["X-Robots-Tag"] = "noindex, nofollow"
        if self._scope["scheme"] == "https":
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")

    def log(self) -> None:
        """Write one line: method, path as sent (percent-encoded, without its query), status, size, time, request id.

        Of the path of a link the token is left out: who reads the log could open it.
        """
        path = self._scope.get("raw_path", b"").decode("ascii", "replace")
        folder = next((folder for folder in SHARED_PATHS if self._scope["path"].startswith(folder)), None)
        logger.info(
            "%s %s %d %d bytes %.1f ms",
            self._scope["method"],
            f"{folder}..." if folder else path,
            self._status,
            self._bytes,
            (time.monotonic() - self._started) * 1000,
        )
