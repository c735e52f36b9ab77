"""Requests a minute for each key, and the headers that tell of them (draft-ietf-httpapi-ratelimit-headers-10).

They are counted by each process for itself.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from math import ceil
from typing import Final

from service.callers import Caller
from service.errors import LiaisonError, RateExceeded

WINDOW: Final = 60
"""Seconds."""
CALLERS: Final = 10_000
"""House default: those who came longest ago are forgotten."""
POLICY: Final = "RateLimit-Policy"
LEFT: Final = "RateLimit"


class Rates:
    """Counts by windows of a minute, each of which begins with a request. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counted: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def take(self, caller: Caller) -> dict[str, str]:
        """Count one request, and return the headers that tell what is left; none where there is no bound.

        Raises:
            RateExceeded: nothing is left.
        """
        limit = caller.requests_per_minute
        if limit is None:
            return {}
        who = caller.key_id or caller.name
        now = self._clock()
        count, until = self._counted.pop(who, (0, 0.0))
        count, until = (count + 1, until) if until > now else (1, now + WINDOW)
        self._counted[who] = (count, until)
        if len(self._counted) > CALLERS:
            self._counted.popitem(last=False)
        seconds = max(1, ceil(until - now))
        if count > limit:
            raise RateExceeded(limit, seconds)
        return told(caller, limit - count, seconds)


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
