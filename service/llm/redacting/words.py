"""A text as words of letters, with what parts them."""

import re
from typing import NamedTuple

from service.catalogue.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:(?:['’](?!s(?![^\W_]))|[-‐‑])[^\W\d_]+)*")
_SPACES = (" ", "\u00a0")


class Word(NamedTuple):
    """A word of letters; `gap` is what stands between it and the word before."""

    start: int
    end: int
    folded: str
    raw: str
    gap: str

    @property
    def is_large(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.raw[0].isupper()

    @property
    def is_shouted(self) -> bool:
        """Whether it is all capitals."""
        return len(self.raw) > 1 and self.raw.isupper()

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter."""
        return len(self.raw) == 1 and self.raw.isupper()

    @property
    def follows_at_once(self) -> bool:
        """Whether nothing but a space stands before it."""
        return self.gap in _SPACES

    @property
    def is_possessive(self) -> bool:
        """Whether it is the `s` of `Owen's`."""
        return self.raw == "s" and self.gap in ("'", "’")


def words_of(text: str) -> list[Word]:
    """The words of a text in order; `'s` is a word of its own."""
    found, end = list[Word](), 0
    for match in _WORD.finditer(text):
        raw = match.group()
        found.append(Word(match.start(), match.end(), fold(raw), raw, text[end : match.start()]))
        end = match.end()
    return found
