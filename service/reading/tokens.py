"""A sentence as words: the input of every look-up of names.

Words are compared lower-case and without accents, so that `Téléphone`, `telephone` and `TELEPHONE` are one.
Hyphens, line breaks and emphasis marks join words (`e-mail`, `**e-mail** address`); punctuation parts them.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.catalogue.folding import fold

_WORD = re.compile(r"(?<=[^\W_])['’](?:s|t|re|ve|ll|d|m)(?![^\W_])|[^\W_]+|[&%]")
_JOINING = frozenset(" \t\n\r-‐‑­_'’\u00a0\u2009\u202f")
_OPAQUE = re.compile(
    r"https?://\S+|www\.\S+|\{%[^\n]{0,300}?%\}|<[^<>]{1,300}>|\]\([^()\s]+\)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/])[\w\-]*/[\w\-./]*\.\w{2,5}\b|\b[\w\-]+\.(?:html?|md|py|json|csv|xlsx?|pdf|png|jpe?g|txt|pptx?|docx?|js|ts|svg|ipynb|pbix)\b"
)
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|font|i|mark|small|span|strong|sub|sup|u)\b", re.IGNORECASE)
_OPAQUE_HINT = re.compile(r"[/{<@]|\.[a-zA-Z]")
_HYPHENS = frozenset("-‐‑")
_LONGEST_GAP = 6
_NOTHING, _WALL = "\x01", "\x00"
_UNSEEN = str.maketrans("", "", "*`" + _NOTHING)


@dataclass(frozen=True)
class Words:
    """The words of one sentence: parallel tuples, offsets into the sentence's own text.

    `gaps[i]` is what stands between word i-1 and word i, without mark-up and emphasis; `joined[i]`: it is nothing but a
    space or hyphen. There is one gap more than words: the one after the last. `capitals[i]`: word i starts with a
    letter and holds a capital.
    """

    text: str
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    joined: tuple[bool, ...]
    capitals: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.folded)

    @cached_property
    def bag(self) -> frozenset[str]:
        """All words, for the question whether one stands anywhere."""
        return frozenset(self.folded)

    def places(self, wanted: frozenset[str]) -> list[int]:
        """The places of these words, in order: most sentences have none of them."""
        return [] if wanted.isdisjoint(self.bag) else [at for at, word in enumerate(self.folded) if word in wanted]

    @cached_property
    def hyphenated(self) -> frozenset[int]:
        """The places of all words that a hyphen ties to a neighbour."""
        hyphens = [at for at, gap in enumerate(self.gaps) if gap in _HYPHENS]
        return frozenset(hyphens).union(at - 1 for at in hyphens) if hyphens else frozenset()

    def raw(self, index: int) -> str:
        """The word as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        """Tell whether the word starts with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def before(self, index: int) -> str:
        """The word or the comma right before word `index`, or an empty string."""
        if index == 0:
            return ""
        return "," if "," in self.gaps[index] else self.folded[index - 1]

    def after(self, index: int) -> str:
        """The word, comma or question mark right after word `index`, or an empty string."""
        if self.gaps[index + 1].lstrip().startswith("?"):
            return "?"
        if index + 1 >= len(self.folded):
            return ""
        gap = self.gaps[index + 1]
        return "," if "," in gap else self.folded[index + 1]

    def written(self, first: int, last: int) -> str:
        """Words `first` to `last` as written, with what stands between them."""
        return self.text[self.starts[first] : self.ends[last]]


def _readable(text: str) -> str:
    """The text with everything that holds no words blotted out, so that each character keeps its place.

    Mark-up within a line becomes a mark that falls away, an address or any other mark-up one that parts words.
    """
    if not _OPAQUE_HINT.search(text):
        return text
    return _OPAQUE.sub(_blot, text)


def _blot(match: re.Match[str]) -> str:
    inline = match.group().startswith("<") and _INLINE.match(match.group())
    return (_NOTHING if inline else _WALL) * len(match.group())


@lru_cache(maxsize=4096)
def _is_joining(gap: str) -> bool:
    if gap == "." or not gap:
        return True
    if len(gap) > _LONGEST_GAP or not all(char in _JOINING for char in gap):
        return False
    # "e-\nmail" is a word that a line break cut, "list - page" are two.
    return not (any(char in _HYPHENS for char in gap) and gap[0].isspace())


def split_words(text: str, *, lines_part: bool = False) -> Words:
    """Split a sentence into words; addresses, file names, mark-up and placeholders hold none.

    `lines_part`: a line break stands between words that do not belong together, as in the fields of a form.
    """
    readable = _readable(text)
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    capitals: list[bool] = []
    last = 0
    fold_word = str.lower if readable.isascii() else fold
    for match in _WORD.finditer(readable):
        raw = match.group()
        start, end = match.span()
        folded.append(fold_word(raw))
        capitals.append(not raw.islower() and raw[0].isalpha())
        starts.append(start)
        ends.append(end)
        gap = readable[last:start]
        gaps.append(gap if gap == " " else gap.translate(_UNSEEN))
        last = end
    gaps.append(readable[last:].translate(_UNSEEN))
    joined = (False, *(_is_joining(gap) and not (lines_part and "\n" in gap) for gap in gaps[1:-1])) if folded else ()
    return Words(text, tuple(folded), tuple(starts), tuple(ends), tuple(gaps), joined, tuple(capitals))
