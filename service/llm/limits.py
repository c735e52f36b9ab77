"""How much is asked of an endpoint at a time: its own rate limits as it tells them, and a bound on calls at once.

Runs have event loops and threads of their own and share one client, so nothing here belongs to a loop.
"""

import asyncio
import math
import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from service.errors import ModelBusy

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_LONGEST_RESET = 7 * 86400.0
"""Seconds; a larger bare number is a moment in time, not a wait."""


@dataclass
class _Bucket:
    """One rate limit: what is left of it now, and how fast it fills. Unlimited until the endpoint says otherwise."""

    most: float = math.inf
    left: float = math.inf
    rate: float = 0.0
    at: float = 0.0

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` is there; a request larger than the whole limit waits for a full bucket."""
        self.left = min(self.most, self.left + self.rate * (now - self.at)) if self.rate else self.left
        self.at = now
        missing = min(amount, self.most) - self.left
        return missing / self.rate if missing > 0 and self.rate else 0.0

    def correct(self, most: float, left: float, reset: float | None, queued: float, now: float) -> None:
        """Believe the endpoint; what waits here has not reached it and is still to be taken off."""
        used = most - left
        if used > 0 and reset:
            self.rate = used / reset
        self.most, self.left, self.at = most, left - queued, now


class RateLimiter:
    """Spreads requests and tokens over time as the `x-ratelimit-*` headers of the endpoint say; `clock` gives seconds.

    Without such headers nothing waits. The headers are the truth: between two of them it only counts what it let go.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._buckets = {"requests": _Bucket(), "tokens": _Bucket()}
        self._queued: deque[tuple[float, int]] = deque()
        self._held_until = 0.0

    def reserve(self, tokens: int, patience: float) -> float:
        """Take the share of one request with about so many tokens; returns the seconds to wait before it is sent.

        Raises:
            ModelBusy: the wait would be longer than `patience`, in seconds; nothing has been taken.
        """
        amounts = {"requests": 1, "tokens": tokens}
        with self._lock:
            now = self._clock()
            waits = [bucket.wait(amounts[name], now) for name, bucket in self._buckets.items()]
            wait = max(*waits, self._held_until - now, 0.0)
            if wait > patience:
                raise ModelBusy(retry_after=wait)
            for name, bucket in self._buckets.items():
                bucket.left -= amounts[name]
            if wait > 0:
                self._queued.append((now + wait, tokens))
        return wait

    def follow(self, headers: Mapping[str, str]) -> None:
        """Learn from the headers of a response, good or bad."""
        with self._lock:
            now = self._clock()
            waiting = [tokens for start, tokens in self._queued if start > now]
            self._queued = deque(entry for entry in self._queued if entry[0] > now)
            for name, queued in (("requests", len(waiting)), ("tokens", sum(waiting))):
                most = _number(headers.get(f"x-ratelimit-limit-{name}", ""))
                left = _number(headers.get(f"x-ratelimit-remaining-{name}", ""))
                if most and left is not None:
                    reset = duration(headers.get(f"x-ratelimit-reset-{name}", ""))
                    self._buckets[name].correct(most, min(left, most), reset, queued, now)

    def hold(self, seconds: float | None) -> None:
        """Send nothing for so long: the endpoint asked one of us to wait, and means all."""
        if seconds:
            with self._lock:
                self._held_until = max(self._held_until, self._clock() + seconds)


def duration(text: str) -> float | None:
    """Seconds in a duration such as `6m0s`, `20ms` or `7.66`, or None."""
    bare = _number(text)
    if bare is not None:
        return bare if bare <= _LONGEST_RESET else None
    parts = _DURATION.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text.strip():
        return None
    return sum(float(number) * _UNIT_SECONDS[unit] for number, unit in parts)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


class Slots:
    """A bound on calls at once, first come first served, across event loops and threads. `most` None: no bound."""

    def __init__(self, most: int | None) -> None:
        self._free = math.inf if most is None else most
        self._lock = Lock()
        self._waiting: deque[Future[None]] = deque()

    async def take(self) -> None:
        """Wait for a place; whoever took one gives it back."""
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return
            place = Future[None]()
            self._waiting.append(place)
        try:
            await asyncio.wrap_future(place)
        except asyncio.CancelledError:
            if not place.cancel() and not place.cancelled():
                self.give()  # it came just as its taker gave up
            raise

    def give(self) -> None:
        """Give a place back: to the one who waits longest, if anybody does."""
        with self._lock:
            while self._waiting:
                place = self._waiting.popleft()
                if place.set_running_or_notify_cancel():
                    place.set_result(None)
                    return
            self._free += 1
