"""The safer wording: everything that was read, in short pieces under labels of ours, with nothing reworded.

It is dull and it cannot go wrong. A text in another language is not worded at all: its numbers are named.
"""

import re
from collections.abc import Iterator

from schemas.explanation import Strength
from service.catalogue.constraints import constraint_kinds
from service.constraint import Constraint
from service.drafting.plain.phrasing import clean
from service.drafting.plain.pieces import pieces

_LABELS: dict[Strength, str] = {
    "must": "What must be done",
    "must_not": "What is ruled out or limited",
    "should": "What is recommended",
    "should_not": "What is advised against",
    "may": "What is allowed",
    "fact": "How things are",
}
LANGUAGE_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "pl": "Polish",
}  # fmt: skip
_ROLES = {
    "condition": "It holds in this case",
    "exception": "It does not hold in this case",
    "reason": "The reason given",
}
_PIECE = 7
"""Words of a statement: fewer than a run of the source has (see `verifying.echo`)."""
_BREAKS = re.compile(
    r"(?<=[,;:])\s+|\s+(?=(?:and|or|that|which|who|in|on|at|by|to|for|from|with|within|before|after|until|per|of)\s)"
)


def safe_text(constraint: Constraint, readable: str) -> str:
    """Every piece of the constraint under a label that says what it does there."""
    said = [] if constraint.kind == "other" else [f"This is about {constraint_kinds()[constraint.kind].topic}."]
    for piece in pieces(constraint, readable):
        label = _LABELS[constraint.strength] if piece.role == "main" else _ROLES[piece.role]
        said.append(f"{label}: {', then '.join(_short(clean(piece.words)))}.")
    return " ".join(said)


def foreign_text(constraint: Constraint) -> str:
    """What is said of a constraint in a language that is not read in full."""
    numbers = ", ".join(f'"{item.mention.text}"' for item in constraint.quantities)
    named = f" Read in it: {numbers}." if numbers else ""
    name = LANGUAGE_NAMES.get(constraint.language, "another language")
    return f"This is written in {name}, and what it demands was not put into plain words.{named}"


def _short(words: str) -> Iterator[str]:
    """The words in stretches of at most a few, cut where a phrase begins."""
    stretch: list[str] = []
    for chunk in _BREAKS.split(words.rstrip(".")):
        following = chunk.split()
        if stretch and len(stretch) + len(following) > _PIECE:
            yield " ".join(stretch)
            stretch = []
        stretch += following
    if stretch:
        yield " ".join(stretch)
