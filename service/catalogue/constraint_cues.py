"""The words by which a kind of constraint is known."""

from functools import cache

from pydantic import Field

from schemas.explanation import ConstraintKind
from service.catalogue.loading import Entry, load_entries


class ConstraintCues(Entry):
    """Cue phrases of one kind by their worth: 4 says it outright, 3 nearly, 2 suggests, 1 hints; 5 outweighs a 4.

    Phrases use the grammar of `service.reading.phrases`.
    """

    id: ConstraintKind
    cues: dict[int, tuple[str, ...]] = Field(min_length=1)


@cache
def constraint_cues() -> dict[ConstraintKind, ConstraintCues]:
    """Cues by kind; of equal scores the kind that stands first wins."""
    return {entry.id: entry for entry in load_entries("constraint_cues", ConstraintCues).values()}
