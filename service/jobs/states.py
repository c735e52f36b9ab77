"""What jobs may be, and how much is said of them at once."""

from typing import Final

OPEN: Final = ("queued", "running")
ENDED: Final = ("succeeded", "failed", "cancelled")
BATCH_OPEN: Final = ("validating", "in_progress", "finalizing", "cancelling")
"""States of batches in which more may happen."""
MOST_COUNTED: Final = 1_000
"""House default: whoever has more before them need not know how many."""
MOST_EVENTS: Final = 200
"""House default: events given at once; whoever wants more asks again."""
