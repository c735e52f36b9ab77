"""When an event that did not get through is sent again."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

WAITS: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds between two tries, the first of which is made at once. Source: Standard Webhooks 1.0.0, deliverability."""
JITTER: Final = 0.1
"""House default: by so large a part a wait may be longer, so that what failed together does not come back together."""


@dataclass(frozen=True)
class Schedule:
    """The waits, in seconds; `chance` gives a number from 0 to 1."""

    waits: Sequence[float] = WAITS
    jitter: float = JITTER
    chance: Callable[[], float] = random.random

    def wait_after(self, tries: int) -> timedelta | None:
        """How long to wait when so many tries have failed; None: not any more."""
        if tries > len(self.waits):
            return None
        return timedelta(seconds=self.waits[tries - 1] * (1 + self.jitter * self.chance()))


SCHEDULE: Final = Schedule()
