"""An update that replaces what stands elsewhere in the same text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from schemas.explanation import ConstraintKind
from service.constraint import Constraint
from service.reading.tokens import split_words

_UPDATE = re.compile(
    r"\b(?:updated?|correction|corrected|erratum|revised|supersed\w+|replac(?:es|ing|ed)|amend(?:ed|ment)"
    r"|rescheduled|moved (?:to|forward|back)|postponed"
    r"|brought forward|instead of|not the \d+\w*,|please (?:ignore|disregard)|i overlooked|got (?:it|the \w+) wrong)\b",
    re.IGNORECASE,
)
_SHARED = 2
_MOST_UPDATES = 50
"""Updates of one kind that a text is held against; no text has as many, unless it is made to."""
_DULL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "is",
        "are",
        "be",
        "will",
        "from",
        "until",
        "at",
        "by",
        "this",
        "that",
        "with",
        "it",
        "we",
        "our",
        "not",
        "no",
        "as",
        "all",
    ]
)


def with_overrides(found: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Mark each constraint that an update of the same kind and subject replaces with other numbers."""
    updates: defaultdict[ConstraintKind, list[Constraint]] = defaultdict(list)
    for one in found:
        if _is_update(one) and len(updates[one.kind]) < _MOST_UPDATES:
            updates[one.kind].append(one)
    return tuple(_replaced(one, updates[one.kind]) for one in found)


def _is_update(one: Constraint) -> bool:
    above = " ".join(span.text for span in one.context)
    return bool(_UPDATE.search(one.source.text) or _UPDATE.search(above))


def _replaced(one: Constraint, updates: Sequence[Constraint]) -> Constraint:
    if not updates or _is_update(one):
        return one
    later = next((update for update in updates if _replaces(update, one)), None)
    return replace(one, overridden_by=later.id) if later else one


def _replaces(update: Constraint, one: Constraint) -> bool:
    if _are_neighbours(update, one):
        return False
    pairs = [
        (a.mention, b.mention) for a in update.quantities for b in one.quantities if a.mention.kind == b.mention.kind
    ]
    if not pairs or all(a.value == b.value for a, b in pairs):
        return False
    return len(_subjects(update) & _subjects(one)) >= _SHARED


def _are_neighbours(update: Constraint, one: Constraint) -> bool:
    """Rows and items of one list stand beside one another: none replaces the other."""
    return bool(one.cells and update.cells) or (one.source.text[:1] == "*" and update.source.text[:1] == "*")


def _subjects(one: Constraint) -> frozenset[str]:
    words = split_words(one.source.text).bag
    return frozenset(word for word in words if len(word) > 3 and not word[0].isdigit()) - _DULL
