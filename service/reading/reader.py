"""A brief's text, read: sentences, then the mentions in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from schemas.brief import Sentence
from schemas.organisation import Organisation
from service.campaign import Mention, Reading
from service.catalogue.vocabulary import GENERIC_DATA, data_elements, signals
from service.reading.names import read_names
from service.reading.passage import is_past
from service.reading.quantities import read_quantities
from service.reading.reasons import TO_A_MACHINE
from service.reading.segmenting import Segmented, read_text
from service.reading.time_roles import AGAIN_NOW

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
    # What an order to a machine names is not the campaign's: nothing may be computed from it.
    told = (m for m in read_mentions(segmented, organisation, today) if not _is_to_a_machine(segmented, m))
    return Reading(
        text=text,
        title=segmented.title,
        language=segmented.language,
        sentences=segmented.sentences,
        mentions=tuple(told),
        set_aside=segmented.set_aside,
        not_read=segmented.not_read,
        findings=segmented.findings,
    )


def _is_to_a_machine(segmented: Segmented, mention: Mention) -> bool:
    return segmented.set_aside.get(mention.sentence) == TO_A_MACHINE


def read_mentions(segmented: Segmented, organisation: Organisation | None, today: date) -> tuple[Mention, ...]:
    """Every quantity and name in the sentences, in order of place."""
    text, sentences = segmented.text, segmented.sentences
    quantities = read_quantities(
        sentences, text, segmented.language, today, readable=segmented.readable, languages=segmented.languages
    )
    names = read_names(_readable(sentences, segmented.readable), text, segmented.language, organisation)
    mentions = _reconciled(_quoted([*quantities, *_telling(names, sentences)], text))
    return _told_of_then(_without_sheets_of_things(mentions), sentences)


def _readable(sentences: Sequence[Sentence], readable: str) -> list[Sentence]:
    """The sentences without markup, at the same places."""
    return [
        sentence
        if readable[sentence.start : sentence.end] == sentence.text
        else sentence.model_copy(update={"text": readable[sentence.start : sentence.end]})
        for sentence in sentences
    ]


def _telling(names: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """Names without the signals of one-word list items: `- Raffle` alone does not say that one is to be held."""
    bare = {s.id for s in sentences if s.kind == "item" and len(re.findall(r"\w+", s.text)) < 2}
    return [mention for mention in names if mention.kind != "signal" or mention.sentence not in bare]


def _without_sheets_of_things(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """`Opening hours are in a spreadsheet`: what holds nothing about people is no store of their data."""
    sheets = {m.sentence for m in mentions if m.kind == "signal" and m.name == "spreadsheet_store"}
    if not sheets:
        return mentions
    held: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind == "data" and mention.sentence in sheets:
            held.setdefault(mention.sentence, set()).add(data_elements()[mention.name or GENERIC_DATA].sensitivity)
    things = {sentence for sentence, found in held.items() if found == {"not_personal"}}
    return tuple(m for m in mentions if m.name != "spreadsheet_store" or m.sentence not in things)


def _told_of_then(mentions: tuple[Mention, ...], sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """`In 2025 we sold 2,100 places; the page showed "sold out"`: what is told behind a day that is over was then."""
    over = {m.sentence: m.end for m in reversed(mentions) if m.kind == "date" and m.role == "past_result"}
    told = {s.id: s for s in sentences if s.id in over and is_past(s.text)}
    if not told:
        return mentions
    return tuple(
        replace(mention, hedged=True, role="past_result", note="reports the past")
        if mention.kind == "signal" and mention.sentence in told and _is_of_then(mention, told[mention.sentence], over)
        else mention
        for mention in mentions
    )


def _is_of_then(mention: Mention, sentence: Sentence, over: Mapping[str, int]) -> bool:
    lasting = mention.role is not None or signals()[str(mention.name)].past
    since = sentence.text[over[sentence.id] - sentence.start : mention.start - sentence.start]
    return mention.start > over[sentence.id] and not lasting and not AGAIN_NOW.search(since.lower())


def _quoted(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Mentions in the words of the brief as it was given, markup included."""
    return [
        mention
        if text[mention.start : mention.end] == mention.text
        else replace(mention, text=text[mention.start : mention.end])
        for mention in mentions
    ]


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
