"""The grammar of catalogue phrases, written out into plain word sequences.

`(a|b c)` alternatives, `<x>` an optional part, `word*` any ending, `*word` any beginning, `...` up to four words
in between, `#` any number. Nesting is allowed.
"""

import re
from functools import lru_cache
from itertools import product

from service.reading.tokens import fold

GAP = "..."
Sequence_ = tuple[str, ...]

_PIECE = re.compile(r"\.\.\.|[()<>|]|\*?[^\W_]+\*?|['’](?:s|t|re|ve|ll|d|m)\b|&|#")
_SPLIT_ENDINGS = re.compile(r"(?<=[^\W_])(['’](?:s|t|re|ve|ll|d|m))\b")


class PhraseError(ValueError):
    """A phrase whose brackets do not match."""


def _alternatives(pieces: list[str], position: int, closing: str) -> tuple[list[Sequence_], int]:
    """Read alternatives up to `closing`; return their sequences and the position after it."""
    found: list[Sequence_] = []
    parts: list[list[Sequence_]] = []
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece == closing:
            return found + _joined(parts), position
        if piece == "|":
            found += _joined(parts)
            parts = []
        elif piece in "(<":
            inner, position = _alternatives(pieces, position, ")" if piece == "(" else ">")
            parts.append(inner if piece == "(" else [(), *inner])
        else:
            parts.append([(piece,)])
    if closing:
        raise PhraseError(f"missing {closing!r} in {' '.join(pieces)!r}")
    return found + _joined(parts), position


def _joined(parts: list[list[Sequence_]]) -> list[Sequence_]:
    return [tuple(word for part in choice for word in part) for choice in product(*parts)]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


@lru_cache(maxsize=None)
def expand(phrase: str) -> tuple[Sequence_, ...]:
    """Write `phrase` out as sequences of folded words.

    Raises:
        PhraseError: brackets do not match.
    """
    pieces = [fold(piece) for piece in _PIECE.findall(phrase)]
    sequences, _ = _alternatives(pieces, 0, "")
    return tuple(dict.fromkeys(sequence for sequence in sequences if sequence))


def with_plurals(sequence: Sequence_) -> tuple[Sequence_, ...]:
    """Return the sequence and the one whose last word is in the plural."""
    last = sequence[-1]
    if "*" in last or last in (GAP, "#", "&") or last.startswith("'"):
        return (sequence,)
    return (sequence, (*sequence[:-1], _plural(last)))
