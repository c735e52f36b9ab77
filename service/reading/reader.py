"""A brief's text, read: sentences, then the mentions in them."""

from collections.abc import Sequence
from datetime import date

from schemas.organisation import Organisation
from service.campaign import Mention, Reading
from service.reading.names import read_names
from service.reading.quantities import read_quantities
from service.reading.segmenting import read_text

_WHOLES = ("organisation", "system", "law")
_PARTS = (
    "count",
    "money",
    "percentage",
    "date",
    "duration",
    "rate",
    "window",
    "region",
    "channel",
    "data",
    "person_role",
)


def read_brief(text: str, title: str | None, organisation: Organisation | None, today: date) -> Reading:
    """Read a brief. `today` settles years that dates leave out.

    Raises:
        EmptyBrief: nothing but blanks.
    """
    segmented = read_text(text, title)
    sentences = segmented.sentences
    quantities = read_quantities(sentences, text, segmented.language, today)
    names = read_names(sentences, text, segmented.language, organisation)
    return Reading(
        text=text,
        title=segmented.title,
        language=segmented.language,
        sentences=sentences,
        mentions=_reconciled([*quantities, *names]),
        set_aside=segmented.set_aside,
        not_read=segmented.not_read,
        findings=segmented.findings,
    )


def _reconciled(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """In order of place, without the numbers and words that are part of a name."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    name_end = -1
    for mention in ordered:
        if mention.kind in _PARTS and mention.end <= name_end:
            continue
        kept.append(mention)
        if mention.kind in _WHOLES:
            name_end = max(name_end, mention.end)
    return tuple(kept)
