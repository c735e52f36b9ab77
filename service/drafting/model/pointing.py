"""Where an item of a model's answer points: whole sentences as evidence, and what they hold."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.base import Evidence
from service.campaign import Reading
from service.drafting.model.numbering import plain_line

_NUMBER = re.compile(r"\d{1,9}")
_LONGEST_ID = 12


@dataclass(frozen=True)
class Pointing:
    """The sentences that exist, in order of the brief, and the ids that do not."""

    evidence: tuple[Evidence, ...]
    unknown: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the sentences that exist."""
        return tuple(place.sentence for place in self.evidence)


def point(reading: Reading, ids: Sequence[str]) -> Pointing:
    """Look the ids up; `s4` and `[S4]` are read as S4, for models that write them so."""
    wanted = {_tidied(text) for text in ids}
    found = tuple(reading.evidence_of(s.id) for s in reading.sentences if s.id in wanted)
    unknown = sorted(wanted - {place.sentence for place in found})
    return Pointing(found, tuple(plain_line(text)[:_LONGEST_ID] for text in unknown))


def _tidied(text: str) -> str:
    number = _NUMBER.search(text)
    return f"S{int(number[0])}" if number else text


def held_by(reading: Reading, pointing: Pointing) -> tuple[str, ...]:
    """The texts of the sentences, with the English names of days and months of the dates in them."""
    names = [
        name
        for place in pointing.evidence
        for mention in reading.mentions_by_sentence.get(place.sentence, ())
        if mention.kind == "date"
        for name in _day_and_month(mention.value)
    ]
    return (*(place.quote for place in pointing.evidence), " ".join(names))


def _day_and_month(value: object) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return ()
    return calendar.day_name[day.weekday()], calendar.month_name[day.month]


def standing_faults(reading: Reading, pointing: Pointing) -> tuple[str, ...]:
    """Why an item has nothing to stand on; empty when it has."""
    if not pointing.evidence:
        return ("it points at no sentence of the brief",)
    if all(sentence in reading.set_aside for sentence in pointing.ids):
        return ("it rests only on sentences that hold no requirement",)
    return ()
