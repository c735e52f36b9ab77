"""One sentence made ready for the readers of names: its words, their surroundings and what the catalogue knows of them."""

from dataclasses import dataclass, field

from schemas.brief import Sentence
from service.campaign import Mention, MentionKind
from service.reading.lexicon import Hit, Layer, Lexicon, longest
from service.reading.negation import is_denied, is_hedged
from service.reading.senses import Surroundings
from service.reading.tokens import Words, split_words


@dataclass(frozen=True)
class NameScan:
    """A sentence, its words and the catalogue hits in it by layer."""

    sentence: Sentence
    words: Words
    around: Surroundings
    hits: dict[Layer, list[Hit]] = field(repr=False)

    def sure(self, layer: Layer) -> list[Hit]:
        """The hits of a layer whose conditions hold, longest first at each place."""
        return longest(hit for hit in self.hits.get(layer, ()) if hit.holds(self.around))

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
            negated=is_denied(self.words, first, last),
            hedged=is_hedged(self.words, first, self.around.above),
            note=note,
        )


def scan_sentence(sentence: Sentence, lexicon: Lexicon) -> NameScan:
    """Split a sentence into words and look all of them up."""
    words = split_words(sentence.text)
    above = frozenset(word for line in sentence.context for word in split_words(line).folded)
    return NameScan(sentence, words, Surroundings(words, above), lexicon.find(words))
