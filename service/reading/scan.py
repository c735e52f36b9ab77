"""One sentence made ready for the readers of names: its words, their surroundings, what the catalogue knows."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from schemas.brief import Sentence
from service.campaign import Mention, MentionKind
from service.reading.code_spans import code_spans
from service.reading.columns import Cell, cells_of
from service.reading.lexicon import Hit, Layer, Lexicon, longest
from service.reading.negation import Force
from service.reading.senses import Surroundings
from service.reading.tokens import Words, split_words

# Whom or what a sentence denies something of is there all the same: "Legal has not looked at it".
_NEVER_DENIED: frozenset[MentionKind] = frozenset({"person_role", "organisation"})


@dataclass(frozen=True)
class NameScan:
    """A sentence, its words and the catalogue hits in it by layer."""

    sentence: Sentence
    words: Words
    around: Surroundings
    hits: dict[Layer, list[Hit]] = field(repr=False)
    _sure: dict[Layer, list[Hit]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _places: dict[tuple[Layer, ...], frozenset[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def force(self) -> Force:
        """What in the sentence denies, wishes or reports."""
        marks = [(hit.lexeme.id, hit.first, hit.last) for hit in self.hits.get("marker", ())]
        return Force.of(self.words, marks, self.around.above)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a table row, by place."""
        return cells_of(self.sentence)

    @cached_property
    def _code(self) -> tuple[tuple[int, int], ...]:
        return code_spans(self.words.text)

    def in_code(self, first: int, last: int) -> bool:
        """Tell whether words `first` to `last` begin inside a path, an address, a placeholder or other code.

        A name that is all of it, such as `Booking.com`, is a name.
        """
        start, end = self.words.starts[first], self.words.ends[last]
        return any(low <= start < high and not (start <= low and high <= end) for low, high in self._code)

    def sure(self, layer: Layer) -> list[Hit]:
        """The hits of a layer whose conditions hold, the longest at each place."""
        known = self._sure.get(layer)
        if known is None:
            known = longest([hit for hit in self.hits[layer] if hit.holds(self.around)]) if layer in self.hits else []
            self._sure[layer] = known
        return known

    def within(self, layers: tuple[Layer, ...]) -> frozenset[int]:
        """The places of all words that belong to a sure hit of one of the layers."""
        known = self._places.get(layers)
        if known is None:
            hits = [hit for layer in layers for hit in self.sure(layer)]
            known = self._places[layers] = frozenset(at for hit in hits for at in range(hit.first, hit.last + 1))
        return known

    def mention(
        self,
        kind: MentionKind,
        first: int,
        last: int,
        *,
        name: str | None = None,
        value: str | None = None,
        note: str | None = None,
    ) -> Mention:
        """The mention of words `first` to `last`, with its denial and doubt read from the sentence."""
        start, end = self.words.starts[first], self.words.ends[last]
        return Mention(
            kind=kind,
            text=self.words.text[start:end],
            start=self.sentence.start + start,
            end=self.sentence.start + end,
            sentence=self.sentence.id,
            value=value,
            name=name,
            negated=kind not in _NEVER_DENIED and self.force.denies(first, last),
            hedged=self.force.hedges(first),
            note=note,
        )


def scan_sentence(sentence: Sentence, lexicon: Lexicon) -> NameScan:
    """Split a sentence into words and look all of them up."""
    words = split_words(sentence.text, lines_part=sentence.kind == "field")
    above = frozenset[str]().union(*(_words_of(line) for line in sentence.context))
    return NameScan(sentence, words, Surroundings(words, above), lexicon.find(words))


@lru_cache(maxsize=1024)
def _words_of(line: str) -> frozenset[str]:
    """The words of a heading, which many sentences share."""
    return split_words(line).bag
