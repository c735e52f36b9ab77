"""Patterns that are tried only where one of their words stands: looking for a word is quicker than matching."""

import re
from collections.abc import Iterable


def folded(text: str) -> str:
    """The text in lower case, every letter that a pattern without case takes for an `i` or an `s` written so."""
    if text.isascii():
        return text.lower()
    return text.lower().replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")


class Cued:
    """A pattern, with words of which one must stand in a text for the pattern to match anywhere in it.

    The words are ASCII, in lower case, and found inside longer words too.
    """

    __slots__ = ("_cues", "_pattern")

    def __init__(self, pattern: re.Pattern[str], cues: Iterable[str]) -> None:
        self._pattern = pattern
        self._cues = tuple(cues)

    def among(self, text: str) -> "Cued":
        """The same for parts of this text: no word has to be looked for that the whole does not hold."""
        plain = folded(text)
        return Cued(self._pattern, (cue for cue in self._cues if cue in plain))

    def search(self, text: str) -> re.Match[str] | None:
        """What the pattern finds first."""
        if not self._cues:
            return None
        plain = folded(text)
        for cue in self._cues:
            if cue in plain:
                return self._pattern.search(text)
        return None
