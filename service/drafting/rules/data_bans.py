"""Data that the brief itself keeps out of use, in its own words: `no diagnosis in any message`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Mention, Reading
from service.catalogue.vocabulary import data_elements
from service.cued import Cued
from service.drafting.rules.wording import plain

_LONGEST = 200
"""House default: characters of one ban."""
_DOES = (
    r"(?:use|show|share|pass|upload|mention|store|hand|transfer|display|reveal|include|put|combine|match|load|export"
    r"|print)"
)
_DONE = (
    r"(?:used|shown|shared|passed|uploaded|mentioned|stored|handed|transferred|displayed|revealed|included|put|combined"
    r"|matched|loaded|exported|printed)"
)
_PLACE = (
    r"(?:e-?mails?|messages?|mails?|texts?|letters?|lists?|segments?|selections?|campaigns?|files?|tools?|systems?"
    r"|platforms?|adverts?|ads|exports?|uploads?|pages?|meta|google|facebook)"
)
_BAN = Cued(
    re.compile(
        rf"(?:(?:^|[.;:,(]\s|\b(?:and|but|we|you|please|also)\s)(?:please\s)?"
        rf"(?:do not|don['’]t|never|must not|may not|(?:have |has )?agreed (?:not|never) to)\s{_DOES}\s)"
        rf"|\bno\s(?!more|less|fewer|longer|later)[^.;:,]{{3,80}}?\s(?:(?:in|into|on|to any)\s(?:\w+\s){{0,2}}{_PLACE}"
        rf"|(?:(?:are|is) to|may|must|should|will) be {_DONE})\b"
        rf"|\b(?:stays?\s(?:in|with|inside)|never leaves?)\s"
        rf"|\bkeep\s[^.;:]{{3,80}}?\sout of\s"
        rf"|\b(?:must not|may not|should not|cannot|(?:is|are) (?:not|never)(?: to)?)\s(?:be\s)?{_DONE}\b",
        re.IGNORECASE,
    ),
    ("not", "never", "no ", "don't", "don’t", "stay", "keep "),
)
_BAN_OF_WHAT_WAS_SAID = re.compile(
    r"[;,.–-]\s(?:(?:and|but|so)\s)?(?:(?:we|you|please)\s)?"
    r"(?:(?:must|may|should|do) not|don['’]t|cannot|can['’]t|never)\s"
    rf"{_DOES}\s(?:that|this|it|them|these|those|any of (?:it|this|that))\b",
    re.IGNORECASE,
)
"""`Some told us about their health; we must not use that`: the data stand in the clause before."""
_TOPICS = frozenset(
    f"{topic}_topic"
    for topic in ("health", "religion", "politics", "ethnicity", "sexuality", "union", "criminal", "finance")
)
_CLAUSES = re.compile(
    r"[;:.!?]\s+|,?\s(?:and|but)\s(?=(?:we|they|it|please|the|do not|don['’]t|no)\b)"
    r"|,\s(?=(?:we|they|which|because)\b)"
)


@dataclass(frozen=True)
class DataBan:
    """What the brief rules out with data. `words` are its own."""

    words: str
    evidence: Evidence


def find_data_bans(reading: Reading) -> tuple[DataBan, ...]:
    """All of them, in their order; only where the clause names data."""
    found: dict[str, DataBan] = {}
    for sentence in reading.sentences:
        if sentence.id in reading.set_aside or sentence.kind in ("heading", "code", "quote", "row"):
            continue
        for words in _bans(reading, sentence):
            found.setdefault(words.casefold(), DataBan(words, reading.evidence_of(sentence.id)))
    return tuple(found.values())


def _bans(reading: Reading, sentence: Sentence) -> Iterator[str]:
    text = sentence.text
    if text.rstrip().endswith("?") or not _BAN.search(text):
        return
    near = reading.mentions_by_sentence.get(sentence.id, ())
    data = [m for m in near if m.kind == "data" and _is_about_people(m)]
    told = [*data, *(m for m in near if m.kind == "signal" and m.name in _TOPICS)]
    if (said := _BAN_OF_WHAT_WAS_SAID.search(text)) and any(m.end - sentence.start <= said.start() for m in told):
        words = plain(text).strip(" -*•.")
        if len(words) <= _LONGEST:
            yield words
        return
    for start, end in _clauses(text):
        ban = _BAN.search(text[start:end])
        if ban and any(start <= m.start - sentence.start and m.end - sentence.start <= end for m in data):
            words = plain(text[start:end]).strip(" -*•.,;:")
            if len(words) <= _LONGEST:
                yield words


def _is_about_people(mention: Mention) -> bool:
    element = data_elements().get(mention.name or "")
    return element is not None and element.is_about_people


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in _CLAUSES.finditer(text):
        yield start, joint.start()
        start = joint.end()
    yield start, len(text)
