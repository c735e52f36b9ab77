"""Whether the surroundings of a word give it the meaning that the catalogue entry has."""

from dataclasses import dataclass

from service.catalogue.folding import fold
from service.catalogue.vocabulary import Sense
from service.reading.tokens import Words

NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence's words, and the words of the headings, list lead-ins and column names it stands under."""

    words: Words
    above: frozenset[str]

    def has(self, wanted: frozenset[str]) -> bool:
        """Tell whether one of the words stands in the sentence or above it."""
        return not wanted.isdisjoint(self.words.bag) or not wanted.isdisjoint(self.above)


@dataclass(frozen=True, slots=True)
class Conditions:
    """A sense made ready for look-ups: folded words in sets."""

    after: frozenset[str]
    before: frozenset[str]
    near: frozenset[str]
    unless_after: frozenset[str]
    unless_before: frozenset[str]
    unless_near: frozenset[str]
    listed: bool

    @classmethod
    def of(cls, sense: Sense) -> "Conditions":
        """Fold the words of a catalogue sense."""
        return cls(
            _folded(sense.after),
            _folded(sense.before),
            _folded(sense.near),
            _folded(sense.unless_after),
            _folded(sense.unless_before),
            _folded(sense.unless_near),
            sense.listed,
        )

    def hold(self, around: Surroundings, first: int, last: int) -> bool | None:
        """Tell whether words `first` to `last` have the sense: yes, no, or None where only a list could carry it."""
        before, after = around.words.before(first), around.words.after(last)
        if _is_one_of(before, self.unless_after) or _is_one_of(after, self.unless_before):
            return False
        if self.unless_near and around.has(self.unless_near):
            return False
        if not (self.after or self.before or self.near or self.listed):
            return True
        if _is_one_of(before, self.after) or _is_one_of(after, self.before):
            return True
        if self.near and around.has(self.near):
            return True
        return None if self.listed else False


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _is_one_of(word: str, wanted: frozenset[str]) -> bool:
    return bool(word) and (word in wanted or (NUMBER in wanted and word[0].isdigit()))
