"""What jobs and batches may be, and how much is said of them at once. Light to import."""

from dataclasses import dataclass
from typing import Final

from schemas.jobs import JobState

OPEN: Final = ("queued", "running")
ENDED: Final = ("succeeded", "failed", "cancelled")
BATCH_OPEN: Final = ("validating", "in_progress", "finalizing", "cancelling")
"""States of batches in which more may happen."""
MOST_COUNTED: Final = 1_000
"""House default: whoever has more before them need not know how many."""
MOST_EVENTS: Final = 200
"""House default: events given at once; whoever wants more asks again."""
OUTPUT: Final = "-output"
ERRORS: Final = "-errors"
"""How the ids of the two files of a batch end."""


@dataclass(frozen=True)
class LineState:
    """How one line stands: the id and title of its result, or the problem as JSON."""

    line: int
    custom_id: str
    state: JobState
    result: str | None
    title: str | None
    problem: str | None
