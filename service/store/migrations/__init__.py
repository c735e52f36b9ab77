"""The history of the tables, oldest first. Written by hand: what is generated forgets imports and types of our own."""

from typing import Final

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Known here as well, so that a server that is up to date need not load the tool that brings it there."""
HEAD: Final = REVISIONS[-1]
