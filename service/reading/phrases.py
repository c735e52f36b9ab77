"""The grammar of catalogue phrases.

`(a|b c)` alternatives, `<x>` an optional part, `word*` any ending, `*word` any beginning, `...` or a comma up to six
words in between, `#` any number. Nesting is allowed.
"""

import re
from functools import cache
from itertools import product
from math import prod

from service.catalogue.folding import fold

GAP = "..."
NUMBER = "#"
Sequence_ = tuple[str, ...]
Part = tuple[Sequence_, ...]
"""One place of a phrase: the word sequences that may stand there; an empty one where the place may be empty."""

_PIECE = re.compile(r"\.\.\.|,|[()<>|]|\*?[^\W_]+\*?|['’](?:s|t|re|ve|ll|d|m)\b|[&%#]")


class PhraseError(ValueError):
    """A phrase whose brackets do not match."""


def _alternatives(pieces: list[str], position: int, closing: str) -> tuple[list[list[Part]], int]:
    """Read alternatives up to `closing`; return each as its parts, and the position after it."""
    found: list[list[Part]] = []
    parts: list[Part] = []
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece == closing:
            return [*found, parts], position
        if piece == "|":
            found.append(parts)
            parts = []
        elif piece in "(<":
            inner, position = _alternatives(pieces, position, ")" if piece == "(" else ">")
            written = [sequence for alternative in inner for sequence in _joined(alternative)]
            parts.append(tuple(written if piece == "(" else [(), *written]))
        else:
            parts.append(((GAP if piece == "," else piece,),))
    if closing:
        raise PhraseError(f"missing {closing!r} in {' '.join(pieces)!r}")
    return [*found, parts], position


def _joined(parts: list[Part]) -> list[Sequence_]:
    return [tuple(word for part in choice for word in part) for choice in product(*parts)]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


@cache
def parse(phrase: str) -> tuple[tuple[Part, ...], ...]:
    """Return the alternatives of `phrase`, each as its parts; a gap at either end means nothing and is left out.

    Raises:
        PhraseError: brackets do not match.
    """
    pieces = [fold(piece) for piece in _PIECE.findall(phrase)]
    alternatives, _ = _alternatives(pieces, 0, "")
    return tuple(tuple(_without_outer_gaps(parts)) for parts in alternatives if parts)


def _without_outer_gaps(parts: list[Part]) -> list[Part]:
    while parts and parts[-1] == ((GAP,),):
        parts = parts[:-1]
    while parts and parts[0] == ((GAP,),):
        parts = parts[1:]
    return parts


def size(parts: tuple[Part, ...]) -> int:
    """How many sequences the parts stand for."""
    return prod(len(part) for part in parts)


def expand(phrase: str) -> tuple[Sequence_, ...]:
    """Write `phrase` out as sequences of folded words.

    Raises:
        PhraseError: brackets do not match.
    """
    sequences = (sequence for parts in parse(phrase) for sequence in _joined(list(parts)))
    return tuple(dict.fromkeys(sequence for sequence in sequences if sequence))


def with_plurals(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Return the parts, and the parts with their last word in the plural, also where what ends them may be missing."""
    if not parts:
        return []
    last = tuple(dict.fromkeys(form for sequence in parts[-1] for form in (sequence, _in_plural(sequence))))
    found = [(*parts[:-1], last)]
    return [*found, *with_plurals(parts[:-1])] if () in last else found


def _in_plural(sequence: Sequence_) -> Sequence_:
    if not sequence or "*" in sequence[-1] or sequence[-1] in (GAP, NUMBER, "&", "%") or sequence[-1].startswith("'"):
        return sequence
    return (*sequence[:-1], _plural(sequence[-1]))
