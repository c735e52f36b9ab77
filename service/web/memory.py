"""Results that are not stored, in memory for a while: a page can still be reloaded, linked within and downloaded.

Nothing of them reaches the disk. A result is found by a random id only; it goes when its time is over, when newer
ones need the room, and when the server stops.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from service.callers import DEFAULT_WORKSPACE
from service.runs import AnyResult

KEEP_SECONDS = 12 * 60 * 60
"""House default: a working day with its evening."""
KEEP_BYTES = 64 * 1024 * 1024
"""House default: some hundreds of one-page briefs."""


@dataclass(frozen=True, slots=True)
class _Kept:
    kind: type[AnyResult]
    content: bytes
    beside: str | None
    workspace: str
    until: float


class ResultMemory:
    """A bounded memory of results. `clock` gives seconds and never runs backwards."""

    def __init__(
        self,
        keep_seconds: float = KEEP_SECONDS,
        keep_bytes: int = KEEP_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keep_seconds = keep_seconds
        self._keep_bytes = keep_bytes
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def add(self, result: AnyResult, beside: str | None = None, workspace: str = DEFAULT_WORKSPACE) -> str:
        """Keep a result and return its id; `beside` is the id of the specification that it was worked out for.

        The newest is kept even when it alone is over the limit.
        """
        content = result.model_dump_json().encode()
        name = secrets.token_urlsafe(18)
        self._kept[name] = _Kept(type(result), content, beside, workspace, self._clock() + self._keep_seconds)
        self._bytes += len(content)
        self._forget()
        return name

    def get(self, name: str, workspace: str = DEFAULT_WORKSPACE) -> AnyResult | None:
        """The result of this id, or None when it is not there or not there any more, or of another workspace."""
        self._forget()
        kept = self._kept.get(name)
        if kept is None or kept.workspace != workspace:
            return None
        return kept.kind.model_validate_json(kept.content)

    def beside(self, name: str) -> str | None:
        """The id of the specification that a result was worked out for; it may be gone."""
        kept = self._kept.get(name)
        return kept.beside if kept else None

    def _forget(self) -> None:
        """Drop what is over its time, then the oldest until the rest fits."""
        while self._kept:
            oldest = next(iter(self._kept.values()))
            over_size = self._bytes > self._keep_bytes and len(self._kept) > 1
            if oldest.until > self._clock() and not over_size:
                return
            self._bytes -= len(self._kept.popitem(last=False)[1].content)
