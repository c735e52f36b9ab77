"""Requests a minute for each key, and the headers that tell of them (draft-ietf-httpapi-ratelimit-headers-10).

Servers that share a PostgreSQL share the bounds as well: each takes a few requests of a key at a time from the database
(`store/request_use`). A file of SQLite has one server, which counts for itself.
"""

import time
from asyncio import Lock
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from math import ceil
from typing import Final

from service.callers import Caller
from service.errors import LiaisonError, RateExceeded
from service.store.database import Database

WINDOW: Final = 60
"""Seconds."""
CALLERS: Final = 10_000
"""House default: those who came longest ago are forgotten."""
POLICY: Final = "RateLimit-Policy"
LEFT: Final = "RateLimit"


@dataclass
class _Window:
    """A minute of one caller: `held` requests may come through here, `left` more were in the database when asked."""

    until: float = 0.0
    held: int = 0
    left: int = 0
    wish: int = 1
    """What is asked for next: twice as much each time, so that whoever sends little takes little."""
    lock: Lock = field(default_factory=Lock)


class Rates:
    """Counts by windows of a minute. `clock` gives seconds.

    A window begins with a request where one server counts, with a minute where several do.
    """

    def __init__(self, database: Database | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._database = database if database and database.address.path is None else None
        self._windows: OrderedDict[tuple[str, str], _Window] = OrderedDict()

    async def take(self, caller: Caller) -> dict[str, str]:
        """Count one request, and return the headers that tell what is left; none where there is no bound.

        Raises:
            RateExceeded: nothing is left.
            StoreError: what is left cannot be told.
        """
        limit = caller.requests_per_minute
        if limit is None:
            return {}
        window = self._window(caller)
        async with window.lock:
            if window.until <= self._clock() or (window.held == 0 and window.left > 0):
                await self._fill(window, caller, limit)
            seconds = max(1, ceil(window.until - self._clock()))
            if window.held == 0:
                raise RateExceeded(limit, seconds)
            window.held -= 1
            return told(caller, window.held + window.left, seconds)

    def _window(self, caller: Caller) -> _Window:
        who = caller.workspace, caller.key_id or caller.name
        window = self._windows.pop(who, None) or _Window()
        self._windows[who] = window
        if len(self._windows) > CALLERS:
            self._windows.popitem(last=False)
        return window

    async def _fill(self, window: _Window, caller: Caller, limit: int) -> None:
        asked = self._clock()  # before the answer, so that a window never ends late
        if self._database is None:
            window.until, window.held = asked + WINDOW, limit
            return
        from service.store import request_use  # its libraries take half a second to import

        if window.until <= asked:
            window.wish = 1
        async with self._database.of(caller.workspace).writing() as session:
            who = caller.key_id or caller.name
            taken = await request_use.take(session, caller.workspace, who, limit, window.wish)
        window.until, window.held, window.left = asked + taken.seconds, taken.granted, taken.left
        window.wish = min(2 * window.wish, max(1, limit // request_use.LARGEST_SHARE))


def note_refusal(error: LiaisonError) -> None:
    """Count a request that is refused because something is used up: requests, tokens, tries of a key."""
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        from service import measures

        measures.HTTP_RATE_LIMITED.labels(error.code).inc()


def told(caller: Caller, left: int, seconds: int) -> dict[str, str]:
    """The headers: what a key may do, and what is left of it for how many seconds."""
    policies = [f'"requests";q={caller.requests_per_minute};w={WINDOW}']
    if caller.tokens_per_day is not None:
        policies.append(f'"tokens";q={caller.tokens_per_day};w=86400')
    return {POLICY: ", ".join(policies), LEFT: f'"requests";r={left};t={seconds}'}
