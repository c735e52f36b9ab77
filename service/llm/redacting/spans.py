"""A place in a text, and the rule for two that overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.specification import RedactedKind


@dataclass(frozen=True, slots=True)
class Span:
    """What stands at `text[start:end]`."""

    kind: RedactedKind
    start: int
    end: int


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """In order of place; of two that overlap the one that was given first stays."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
