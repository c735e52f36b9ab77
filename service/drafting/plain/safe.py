"""The safer wording: IT's own sentences, cleaned of markup and not reworded, between what they are about and mean.

It cannot go wrong, for nothing is reworded. A text in another language is not worded at all: its numbers are named.
"""

from service.catalogue.constraints import constraint_kinds
from service.constraint import Constraint
from service.drafting.plain.compose import force_of, topic_of
from service.drafting.plain.phrasing import clean, sentence
from service.drafting.plain.pieces import lead_of
from service.verifying.echo import MOST_ECHO, echo

LANGUAGE_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "pl": "Polish",
}  # fmt: skip


def safe_text(constraint: Constraint, readable: str) -> str:
    """What it is about, IT's sentences, how binding they are, and what such a constraint may mean in general."""
    places = [*constraint.parts, *(span for span in constraint.exceptions if span not in constraint.parts)]
    apart = [span for span in places if span in constraint.parts or not _inside(span.start, constraint)]
    lead = lead_of(constraint)
    said = [f"{clean(lead).rstrip(' :')}:"] if lead else []
    said += [sentence(clean(readable[span.start : span.end])) for span in apart]
    parts = [part for part in (topic_of(constraint), f"IT says: {' '.join(said)}", force_of(constraint)) if part]
    entry = constraint_kinds()[constraint.told_as]
    for number, general in enumerate((*(effect.text for effect in entry.effects), entry.why.text)):
        parts.append(general if number else f"In general: {general}")
        if echo(" ".join(parts), constraint.source.text) <= MOST_ECHO:
            break
    return " ".join(parts)


def withheld_text(constraint: Constraint) -> str:
    """What is said of a constraint of which even the safer wording would be the source again."""
    parts = (
        topic_of(constraint),
        "Read it in IT's words, for it would not go into plainer ones.",
        force_of(constraint),
    )
    return " ".join(part for part in parts if part)


def _inside(start: int, constraint: Constraint) -> bool:
    return any(part.start <= start < part.end for part in constraint.parts)


def foreign_text(constraint: Constraint) -> str:
    """What is said of a constraint in a language that is not read in full."""
    numbers = ", ".join(f'"{item.mention.text}"' for item in constraint.quantities)
    named = f" Read in it: {numbers}." if numbers else ""
    name = LANGUAGE_NAMES.get(constraint.language, "another language")
    return f"This is written in {name}, and what it demands was not put into plain words.{named}"
