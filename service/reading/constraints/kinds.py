"""What kind of constraint a text states: by cue phrases of the catalogue, each worth one to four points.

Of cues that overlap only the best counts. The first of equals in the order of the catalogue
wins, the special kinds standing before the general ones.
"""

import re
from collections.abc import Iterable
from functools import cache

from schemas.explanation import ConstraintKind
from service.catalogue.constraint_cues import constraint_cues
from service.reading.matching import Matcher
from service.reading.phrases import Part, parse
from service.reading.tokens import split_words

Score = dict[ConstraintKind, float]
CONTEXT_SHARE, TIE_SHARE = 0.5, 0.2
_SEPARATORS = re.compile(r"[:|*_()\[\]]+|\s[–—-]\s")
"""What stands between words that say one thing together: "keep: 5 years", "Storage | 60 GB"."""
ENOUGH = 2.0
"""Points below which a text has no kind of its own."""


@cache
def _matcher() -> tuple[Matcher, tuple[tuple[ConstraintKind, float], ...]]:
    phrases: list[tuple[tuple[Part, ...], int]] = []
    worth: list[tuple[ConstraintKind, float]] = []
    for entry in constraint_cues().values():
        for points, written in entry.cues.items():
            for phrase in written:
                phrases.extend((parts, len(worth)) for parts in parse(phrase))
                worth.append((entry.id, float(points)))
    return Matcher(phrases), tuple(worth)


def scores(text: str) -> Score:
    """Points by kind. Of cues that overlap only the best of each kind counts."""
    matcher, worth = _matcher()
    best: dict[ConstraintKind, list[float]] = {}
    taken: dict[ConstraintKind, set[int]] = {}
    found = [(*worth[m.payload], m.first, m.last) for m in matcher.find(split_words(_SEPARATORS.sub(" ", text)))]
    for kind, points, first, last in sorted(found, key=lambda item: (item[0], -item[1], item[2])):
        places = taken.setdefault(kind, set())
        if places.isdisjoint(range(first, last + 1)):
            places.update(range(first, last + 1))
            best.setdefault(kind, []).append(points)
    return {kind: _total(points) for kind, points in best.items()}


def _total(points: Iterable[float]) -> float:
    """The best cue whole and each further one by half: many weak hints do not outweigh what is said plainly."""
    ordered = sorted((point for point in points if point), reverse=True)
    return ordered[0] + sum(ordered[1:]) / 2


def kind_of(text: str, context: str, hints: Score) -> tuple[ConstraintKind, float]:
    """The kind of a constraint, and the points that it has without its context.

    `hints` are points that its quantities give. Headings and lead-ins (`context`) settle near ties, and decide only
    where the text itself is silent.
    """
    own = scores(text)
    around = scores(context) if context else {}
    said = {k: own.get(k, 0) + hints.get(k, 0) for k in constraint_cues()}
    share = TIE_SHARE if max(said.values()) >= ENOUGH else CONTEXT_SHARE
    total = {kind: points + share * around.get(kind, 0) for kind, points in said.items()}
    best = max(total, key=lambda kind: total[kind])
    return best if total[best] >= ENOUGH else "other", max(said.values())
