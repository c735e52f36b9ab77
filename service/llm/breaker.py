"""A circuit breaker: an endpoint that failed several times in a row is left alone for a while.

```
closed ── N faults of the endpoint in a row ──> open ── rest is over ──> half open: one call is let through
   ▲                                              ▲                          │
   └──────────── the endpoint answered ───────────┼──────────────────────────┤
                                                  └──── it failed again ─────┘
```

A run that finds it open has the rules' result at once instead of after its whole deadline. Only faults of the endpoint
count: a question that a model declines, or answers badly, shows that the endpoint works, and so does a rate limit. A
call that ran out of time says nothing where another was answered meanwhile: all calls of a run end at its deadline.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Literal

from service.errors import (
    ModelError,
    ModelKeyRefused,
    ModelNotFound,
    ModelPaused,
    ModelQuotaSpent,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
    NotACompletion,
)

State = Literal["closed", "open", "half_open"]
_OF_THE_ENDPOINT = (
    ModelUnreachable, ModelUnavailable, ModelTooSlow, NotACompletion, ModelQuotaSpent, ModelKeyRefused, ModelNotFound,
)  # fmt: skip


class Breaker:
    """Guards the calls to one model at one endpoint; runs in several threads may share it.

    It opens after `failures` faults in a row (0: never) and rests for `rest_seconds`; `clock` gives seconds.
    """

    def __init__(self, failures: int, rest_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._rest = rest_seconds
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._answered = 0
        self._opened: float | None = None
        self._trying = False

    @property
    def state(self) -> State:
        """What would become of a call now."""
        with self._lock:
            if self._opened is None:
                return "closed"
            return "open" if self._trying or self._left() > 0 else "half_open"

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Around one call: refuse it while the breaker is open, and learn from how it ends.

        Raises:
            ModelPaused: the endpoint is left alone for now; no call is to be made.
        """
        trial, answered = self._enter(), self._answered
        try:
            yield
        except ModelError as error:
            says_nothing = isinstance(error, ModelTooSlow) and self._answered > answered
            self._leave(trial=trial, failed=None if says_nothing else isinstance(error, _OF_THE_ENDPOINT))
            raise
        except BaseException:
            # Nobody waited for the answer, so nothing is known of the endpoint; the next call may try.
            self._leave(trial=trial, failed=None)
            raise
        self._leave(trial=trial, failed=False)

    def _enter(self) -> bool:
        """Whether this is the one call that tries a half-open breaker."""
        with self._lock:
            if self._opened is None:
                return False
            left = self._left()
            if self._trying or left > 0:
                raise ModelPaused(retry_after=left)
            self._trying = True
            return True

    def _leave(self, *, trial: bool, failed: bool | None) -> None:
        with self._lock:
            if trial:
                self._trying = False
            if failed:
                self._count(trial)
            elif failed is False:
                self._answered += 1
                self._failed, self._opened = 0, None

    def _count(self, trial: bool) -> None:
        self._failed += 1
        # Calls that were under way when it opened do not prolong the rest.
        if trial or (self._opened is None and 0 < self._most <= self._failed):
            self._opened = self._clock()

    def _left(self) -> float:
        """Seconds until the rest is over; call it with the lock held, on an open breaker."""
        return 0.0 if self._opened is None else max(0.0, self._opened + self._rest - self._clock())
