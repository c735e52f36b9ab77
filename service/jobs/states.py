"""What jobs may be, and how much is said of them at once."""

from typing import Final

ENDED: Final = ("succeeded", "failed", "cancelled")
MOST_EVENTS: Final = 200
"""House default: events given at once; whoever wants more asks again."""
