"""Wrong keys, counted by the address they come from, so that nobody can try many."""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final

MOST: Final = 10
"""House default: more wrong keys than a person mistypes."""
WINDOW: Final = 60.0
"""House default, seconds: they count for so long, and so long is an address not heard after too many."""
ADDRESSES: Final = 10_000
"""House default: those that failed longest ago are forgotten; an attacker with as many gains little."""


class Failures:
    """How often each address failed of late. `clock` gives seconds and never runs backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def note(self, address: str) -> None:
        """Count one more failure."""
        count, until = self._failed.pop(address, (0, 0.0))
        now = self._clock()
        self._failed[address] = (count + 1, now + WINDOW) if until > now else (1, now + WINDOW)
        if len(self._failed) > ADDRESSES:
            self._failed.popitem(last=False)

    def seconds_left(self, address: str) -> int:
        """For how long the address is not heard; 0: it is."""
        count, until = self._failed.get(address, (0, 0.0))
        left = until - self._clock()
        return ceil(left) if count >= MOST and left > 0 else 0
