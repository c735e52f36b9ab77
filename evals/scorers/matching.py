"""Whether two texts speak of the same thing, by their rarer words: gold is in words of its own."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evals.gold.briefs import Span
from schemas.base import Evidence

STEM = 5
"""Letters by which two forms of one word are held to be the same: `approve`, `approval`."""
_WORD = re.compile(r"[^\W_]{3,}")
_EVERYDAY = frozenset(
    [
        "the",
        "and",
        "for",
        "are",
        "was",
        "were",
        "not",
        "with",
        "that",
        "this",
        "from",
        "have",
        "has",
        "had",
        "but",
        "all",
        "any",
        "can",
        "will",
        "would",
        "should",
        "must",
        "may",
        "into",
        "their",
        "there",
        "they",
        "them",
        "then",
        "than",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "how",
        "its",
        "our",
        "your",
        "his",
        "her",
        "him",
        "she",
        "you",
        "out",
        "off",
        "per",
        "been",
        "being",
        "does",
        "did",
        "done",
        "about",
        "over",
        "under",
        "after",
        "before",
        "between",
        "only",
        "also",
        "each",
        "every",
        "both",
        "some",
        "such",
        "more",
        "most",
        "much",
        "many",
        "other",
        "one",
        "two",
        "new",
        "use",
        "used",
        "using",
        "make",
        "made",
        "get",
        "gets",
        "given",
        "take",
        "need",
        "needs",
    ]
)


def stems(text: str) -> frozenset[str]:
    """The first letters of every word that says something."""
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()) if word not in _EVERYDAY)


@dataclass(frozen=True)
class Candidate:
    """One part of a result that may say what the gold says, with the places of the brief that it points at."""

    text: str
    places: tuple[Span, ...] = ()
    category: str | None = None

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words to be matched."""
        return stems(self.text)

    def touches(self, spans: Sequence[Span]) -> bool:
        """Tell whether it points at one of these places."""
        return any(place.overlaps(span.start, span.end) for place in self.places for span in spans)


def places_of(evidence: Sequence[Evidence]) -> tuple[Span, ...]:
    """Where the evidence stands."""
    return tuple(Span(one.start, one.end) for one in evidence)


@dataclass(frozen=True)
class Matcher:
    """Looks the gold up among the candidates; a word that half of them have says little.

    `alike` is the weight share of the gold's words that a candidate must have, `alike_at` where both point at the same
    place of the brief; one of the category that the gold names may have `of_kind` less. All three were chosen on one
    half of the items marked by a reader in `evals/judging/labels`; `evals.judging.matchers` shows both halves.
    """

    candidates: Sequence[Candidate]
    alike: float
    alike_at: float
    of_kind: float = 0.0

    @cached_property
    def _having(self) -> Counter[str]:
        return Counter(stem for candidate in self.candidates for stem in candidate.stems)

    def find(self, text: str, spans: Sequence[Span] = (), category: str | None = None) -> int | None:
        """The index of the best candidate that says it, None when none does."""
        wanted = stems(text)
        weights = {stem: math.log(1 + len(self.candidates) / (1 + self._having[stem])) for stem in wanted}
        total = sum(weights.values())
        if not total:
            return None
        best: tuple[float, int] | None = None
        for index, candidate in enumerate(self.candidates):
            likeness = sum(weights[stem] for stem in wanted & candidate.stems) / total
            likeness += self.of_kind * (category is not None and candidate.category == category)
            enough = self.alike_at if candidate.touches(spans) else self.alike
            if likeness >= enough and (best is None or likeness - enough > best[0]):
                best = (likeness - enough, index)
        return best[1] if best else None
