"""`Idempotency-Key`: a request that comes twice is carried out once (draft-ietf-httpapi-idempotency-key-header-07).

It stands around the whole application, so that every POST under `/v1` behaves alike, streams too: what was sent is kept
and sent again as it was, all at once. Kept is what was carried out; a refused request may come again, mended.
"""

import json
import logging
import re
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from anyio import CancelScope, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import instance_of, problem_of_http, response_of
from service.callers import Caller
from service.errors import (
    LiaisonError,
    RepeatKeyReused,
    RepeatKeyUnusable,
    RequestUnderWay,
    ShownOnce,
    StoreError,
    StoreOff,
)
from service.errors.described import problem_of
from service.store.database import Database

if TYPE_CHECKING:
    from service.store.repeats import Claim, KeptAnswer

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
KEPT: Final = timedelta(hours=24)
"""How long an answer is given again."""
UNDER_WAY: Final = timedelta(minutes=15)
"""House default: after that a request whose server has died may come again. No run takes as long."""
LONGEST: Final = 255
KEPT_HEADERS: Final = ("content-type", "etag", "liaison-stored", "location", "preference-applied", "retry-after")
SHOWN_ONCE: Final = "shown_once"
"""Set in the scope of a request whose answer holds a secret: that is not kept."""

_STORED: Final = re.compile(rb'[{,]"stored":"(res_\w{26})"')
"""In the text of a brief the quotes would be escaped."""

logger = logging.getLogger("liaison")


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def shown_once(request: Request) -> None:
    """Say that the answer holds a secret that must not be kept."""
    request.scope[SHOWN_ONCE] = True


class Repeating:
    """Wraps an application; `max_body` in bytes."""

    def __init__(
        self, app: ASGIApp, database: Database | None, max_body: int, clock: Callable[[], datetime] = now_utc
    ) -> None:
        self._app = app
        self._database = database
        self._max_body = max_body
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        given = Headers(scope=scope).getlist(HEADER) if _can_repeat(scope) else []
        if not given:
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._serve(scope, receive, send, given)
        except LiaisonError as error:
            headers = {"Location": error.location} if isinstance(error, ShownOnce) and error.location else None
            answer = response_of(problem_of(error, instance_of(Request(scope))), headers)
        if answer is not None:
            await answer(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, given: list[str]) -> Response | None:
        """Answer, or return the answer.

        Raises:
            RepeatKeyUnusable, RepeatKeyReused, RequestUnderWay, ShownOnce, StoreError: as they say.
        """
        if self._database is None:
            raise StoreOff
        key = key_in(given)
        body = await self._body(receive)
        if body is None:
            return response_of(problem_of_http(HTTPException(413), instance_of(Request(scope)), self._max_body))
        claim = claim_of(scope, key, body)
        if before := await self._claim(self._database, claim):
            return await _again(before, claim)
        await self._first(scope, _given_back(body, receive), send, claim)
        return None

    async def _claim(self, database: Database, claim: "Claim") -> "KeptAnswer | None":
        from service.store import repeats

        now = self._clock()
        async with database.of(claim.workspace).writing() as session:
            return await repeats.claim(session, claim, now, now + UNDER_WAY)

    async def _first(self, scope: Scope, receive: Receive, send: Send, claim: "Claim") -> None:
        async def settle() -> None:
            with CancelScope(shield=True):
                await self._settle(heard, claim, holds_secret=bool(scope.get(SHOWN_ONCE)))

        heard = _Heard(send, settle)
        try:
            await self._app(scope, receive, heard.send)
        finally:
            if not heard.ended:
                await settle()

    async def _settle(self, heard: "_Heard", claim: "Claim", *, holds_secret: bool) -> None:
        """Keep the answer of what was carried out, and free the key of what was not."""
        from service.store import repeats

        assert self._database
        try:
            answer = await heard.answer(claim.fingerprint, holds_secret=holds_secret) if heard.is_done else None
            async with self._database.of(claim.workspace).writing() as session:
                if answer is None:
                    await repeats.release(session, claim)
                else:
                    await repeats.keep(session, claim, answer, heard.result_id, self._clock() + KEPT)
        except StoreError as error:
            logger.error("an answer could not be kept for a repeated request: %s", error.message)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None: it has more bytes than any may have."""
        chunks: list[bytes] = []
        more, size = True, 0
        while more and size <= self._max_body:
            message = await receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
        return b"".join(chunks) if size <= self._max_body else None


class _Heard:
    """Passes an answer on, and remembers it; its end when it is `settled`: who has it and asks again finds it kept."""

    def __init__(self, send: Send, settled: Callable[[], Awaitable[None]]) -> None:
        self._send = send
        self._settled = settled
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self.ended = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            self._headers = {name: headers[name] for name in KEPT_HEADERS if name in headers}
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            self.ended = not message.get("more_body", False)
            if self.ended:
                await self._settled()
        await self._send(message)

    @property
    def is_done(self) -> bool:
        """Whether the request was carried out, and its answer is complete. A stream says so in its last event."""
        broke_off = b"event: error\n" in b"".join(self._body[-2:])
        return self.ended and 200 <= self._status < 300 and not broke_off

    @property
    def result_id(self) -> str | None:
        """The id of the kept result that the answer holds: a header says it, or the last event of a stream."""
        stored = self._headers.get("liaison-stored", "")
        if stored.startswith("res_"):
            return stored
        told = _STORED.search(b"".join(self._body[-2:]))
        return told[1].decode() if told else None

    async def answer(self, fingerprint: str, *, holds_secret: bool) -> "KeptAnswer":
        from service.store.repeats import KeptAnswer

        body = None if holds_secret else await to_thread.run_sync(zlib.compress, b"".join(self._body), 1)
        return KeptAnswer(fingerprint, self._status, json.dumps(self._headers), body)


def _can_repeat(scope: Scope) -> bool:
    return scope["type"] == "http" and (scope["method"], scope["path"][:4]) == ("POST", "/v1/")


def key_in(given: list[str]) -> str:
    """The key in the header: a text in quotes (RFC 9651), or the bare text that most senders write.

    Raises:
        RepeatKeyUnusable: there is none, or more than one.
    """
    text = given[0].strip() if len(given) == 1 else ""
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if not 1 <= len(text) <= LONGEST or not text.isascii() or not text.isprintable():
        raise RepeatKeyUnusable
    return text


def claim_of(scope: Scope, key: str, body: bytes) -> "Claim":
    """Whose request it is, and what it asks for."""
    from service.store.repeats import Claim

    caller: Caller = scope["caller"]
    headers = Headers(scope=scope)
    told = (scope["method"], scope["path"], scope.get("query_string", b"").decode("latin-1"))
    wanted = (headers.get("accept", ""), headers.get("prefer", ""), headers.get("content-type", ""))
    asked = json.dumps([*told, *wanted, sha256(body).hexdigest()]).encode()
    owner = caller.key_id or caller.name
    return Claim(caller.workspace, owner, sha256(key.encode()).hexdigest(), sha256(asked).hexdigest())


async def _again(before: "KeptAnswer", claim: "Claim") -> Response:
    """What became of the request that came before.

    Raises:
        RepeatKeyReused, RequestUnderWay, ShownOnce: as they say.
    """
    if before.fingerprint != claim.fingerprint:
        raise RepeatKeyReused
    if before.status is None:
        raise RequestUnderWay
    headers: dict[str, str] = json.loads(before.headers or "{}")
    if before.body is None:
        raise ShownOnce(headers.get("location"))
    body = await to_thread.run_sync(zlib.decompress, before.body)
    return Response(body, before.status, {**headers, REPLAYED: "true"})


def _given_back(body: bytes, receive: Receive) -> Receive:
    """Hand the body out as if it had just come, then whatever else comes."""
    rest = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return rest.pop() if rest else await receive()

    return give
