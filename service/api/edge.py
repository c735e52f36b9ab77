"""The outermost layer: request ids, the trace, access, headers that every response carries, access log and figures.

It wraps the whole application rather than being one of its middlewares, because the framework answers mistakes and
oversized bodies outside its middlewares, and those answers need the same headers.
"""

import logging
import re
import time
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote
from uuid import uuid4

from anyio import BrokenResourceError
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import tracing
from service.api.access import SAFE_METHODS, SHARED_PATHS, Access
from service.api.problems import ErrorPage, advice_of, instance_of, problem_of_http, response_of
from service.api.rates import Rates, note_refusal
from service.callers import NOBODY, current_caller
from service.errors import KeyRequired, LiaisonError, SignInRequired
from service.errors.described import problem_of
from service.logs import current_request
from service.sign_in import PAGE

REQUEST_ID = "X-Request-ID"
CHALLENGES: Mapping[type[LiaisonError], str] = {
    KeyRequired: 'Bearer realm="liaison", Basic realm="liaison", charset="UTF-8"',
    # Not Basic: a browser would ask for a password where people have none.
    SignInRequired: 'Bearer realm="liaison"',
}
FORMS = frozenset({"/", "/constraints"})
"""Pages with a form whose text the browser keeps: whoever sends one too late finds it again after signing in."""
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
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNKNOWN: Final = "other"
"""In figures and spans, for methods and addresses that are none of ours: anybody can make up any number of them."""
ROUTED: Final = ("route", "root_path", "endpoint", "path_params")
"""Where the framework notes in the scope of a request which address of ours it came to."""
_GIVEN_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")

logger = logging.getLogger("liaison.access")


class Edge:
    """Wraps an application; `max_body` in bytes, with other limits for some addresses.

    `page` shows a refusal as a page, for a person at a browser; it returns None for everybody else.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        rates: Rates,
        max_body: int,
        others: Mapping[str, int] | None = None,
        page: ErrorPage = lambda _request, _problem: None,
    ) -> None:
        self.others = others or {}
        self.page = page
        self.app = app
        self.access = access
        self.max_body = max_body
        self.rates = rates
        self.in_flight = 0

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
        self.in_flight += 1
        try:
            with tracing.begun(exchange.method, SpanKind.SERVER, trace_of(scope)) as span:
                await self._attend(scope, receive, exchange, span)
        finally:
            self.in_flight -= 1
            current_request.reset(token)
            current_caller.reset(asking)

    async def _attend(self, scope: Scope, receive: Receive, exchange: "_Exchange", span: Span) -> None:
        """Answer, and tell of it: in the span, in the log, in the figures."""
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
            exchange.describe(span)
            exchange.log()
            exchange.count()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        instance = instance_of(request)
        # The framework counts the bytes of every body, but answers an announced excess with plain text of its own.
        max_body = self.others.get(scope["path"], self.max_body)
        if announces_more_than(max_body, scope):
            problem = problem_of_http(HTTPException(413), instance, max_body)
            response = self.page(request, problem) or response_of(problem)
            await response(scope, receive, send)
            return
        try:
            scope["caller"] = caller = await self.access.admit(scope)
            current_caller.set(caller)
            scope[RATE] = await self.rates.take(caller)
        except LiaisonError as refused:
            note_refusal(refused)
            await self._refusal(refused, request)(scope, receive, send)
        else:
            routed = as_get(scope)
            try:
                await self.app(routed, receive, send)
            finally:
                scope.update({name: routed[name] for name in ROUTED if name in routed})

    def _refusal(self, refused: LiaisonError, request: Request) -> Response:
        problem = problem_of(refused, instance_of(request))
        page = self.page(request, problem)
        if isinstance(refused, SignInRequired) and _is_for_person(request):
            return RedirectResponse(f"{PAGE}?next={quote(_wanted(request))}", 303)
        response = page or response_of(problem)
        response.headers.update(advice_of(refused))
        if challenge := CHALLENGES.get(type(refused)):
            response.headers["WWW-Authenticate"] = challenge
        return response


def _is_for_person(request: Request) -> bool:
    """Whether a browser asks for something to show."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def _wanted(request: Request) -> str:
    """The page to go on to after signing in: the one that was asked for, where asking again does no harm."""
    path = request.url.path
    if request.method in SAFE_METHODS:
        return f"{path}?{request.url.query}" if request.url.query else path
    return path if path in FORMS else "/"


def _has_left(error: Exception) -> bool:
    """Whether nothing is wrong but that a listener has left: the framework closes its stream of events under itself."""
    return isinstance(error, ExceptionGroup) and error.split(BrokenResourceError)[1] is None


def as_get(scope: Scope) -> Scope:
    """Let a HEAD request be answered as the GET it stands for; the server sends the headers and drops the body."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope


def trace_of(scope: Scope) -> Context:
    """The trace in which a request comes, if it says so in a form that can be used."""
    headers = Headers(scope=scope)
    return tracing.received(headers.getlist(tracing.TRACEPARENT), headers.getlist(tracing.TRACESTATE))


def route_of(scope: Scope) -> str:
    """The address as it is described, such as `/v1/jobs/{job_id}`; one word for whatever is no address of ours."""
    path: str | None = getattr(scope.get("route"), "path", None)
    if path is not None:
        return path
    if mounted := scope.get("root_path"):
        return f"{mounted}/{{path}}"
    is_ours = "endpoint" in scope and not scope.get("path_params")
    return str(scope["path"]) if is_ours else UNKNOWN


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
        self.method = scope["method"] if scope["method"] in METHODS else UNKNOWN
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
        told = {
            "method": self._scope["method"],
            "path": f"{folder}..." if folder else path,
            "status": self._status,
            "bytes": self._bytes,
            "duration_ms": round(self._seconds() * 1000, 1),
        }
        logger.info("%s %s %d %d bytes %.1f ms", *told.values(), extra={**told, "route": route_of(self._scope)})

    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def describe(self, span: Span) -> None:
        """Say in the span what was asked for and answered, by the names of the conventions for HTTP.

        Source: https://opentelemetry.io/docs/specs/semconv/http/http-spans/
        """
        route = route_of(self._scope)
        span.update_name(f"{self.method} {route}")
        span.set_attribute("http.request.method", self.method)
        span.set_attribute("http.route", route)
        span.set_attribute("http.response.status_code", self._status)
        if self._status >= 500:
            span.set_attribute(tracing.ERROR_TYPE, str(self._status))
            span.set_status(StatusCode.ERROR)

    def count(self) -> None:
        """Count the request, once it is answered: the first one brings the library for that."""
        route, seconds = route_of(self._scope), self._seconds()
        from service import measures

        measures.HTTP_REQUESTS.labels(self.method, route, self._status).inc()
        measures.HTTP_SECONDS.labels(self.method, route).observe(seconds)
