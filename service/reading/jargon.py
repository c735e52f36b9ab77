"""Terms of art of IT in a text, each with its entry in the glossary."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.catalogue.constraints import GlossaryTerm, glossary
from service.reading.boundaries import split

_HYPHENS = "\u2010\u2011-"  # the plain one last, so that it makes no range
_JOINT = "[ -]{1,9}"
_WRONG_JOINT = re.compile(" -|- |--")
"""Blanks or one hyphen join words, a dash between blanks does not. Looked at afterwards: it would slow the search."""
_ALIKE = str.maketrans(dict.fromkeys("\t\r\n\u00a0", " ") | dict.fromkeys(_HYPHENS, "-"))
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
_JOINTS = re.compile(rf"[\s{_HYPHENS}]+")
_ADDRESS = r"(?P<address>(?:https?://|www\.)\S+)"
_BEGIN = r"(?<![\w@])(?<!\w\.)"
_END = r"(?!\w|@|\.\w)"
"""A term is a whole word and no part of a name such as `api.example.com`."""
_BLOCK_END = re.compile(rf"\n[ \t]*(?=\n|[*\u2022{_HYPHENS}][ \t]|\d{{1,3}}[.)][ \t])")
_WORD = re.compile(rf"\w+(?:[.{_HYPHENS}]\w+)*|%")


@dataclass(frozen=True)
class FoundTerm:
    """A term of art in its place: `text` stands from `start` to `end`, in Unicode code points."""

    start: int
    end: int
    text: str
    term: GlossaryTerm

    @property
    def plural(self) -> bool:
        """Whether the words are the plural of another form of the term."""
        forms = {_key(form).lower() for form in (*self.term.forms, *self.term.exact)}
        return any(singular in forms for singular in _singulars(_key(self.text).lower()))

    @property
    def instead(self) -> str | None:
        """The everyday phrase, without an article, that can stand here; nothing when there is no natural one."""
        return self.term.say_plural if self.plural else self.term.say


def find_terms(text: str) -> list[FoundTerm]:
    """Return the terms of art in `text` by their place; of two that overlap, the one that begins first, then longest.

    Where a term is an ordinary word as well, one of its `near` words stands in the same sentence.
    """
    sentences = _Sentences(text)
    alike = _spelled_alike(text)
    found: list[FoundTerm] = []
    position = 0
    while match := _pattern().search(alike, position):
        start, position = match.span()
        if match["address"]:
            continue
        term = None if _WRONG_JOINT.search(match[0]) else _term_of(text[start:position])
        if term and (not term.near or sentences.hold_near(start, term.near)):
            found.append(FoundTerm(start, position, text[start:position], term))
        else:
            position = start + 1  # another term may begin inside: the time-out of "session timeout"
    return found


class _Sentences:
    """The words of each sentence of a text; the text is cut when the first term asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._words: list[frozenset[str]] = []

    def hold_near(self, start: int, near: tuple[str, ...]) -> bool:
        """Whether one of the words `near` stands in the sentence around `start`; it may be part of the term."""
        if not self._starts:
            self._cut()
        return not self._words[bisect_right(self._starts, start) - 1].isdisjoint(near)

    def _cut(self) -> None:
        for start, end in _spans(self._text):
            self._starts.append(start)
            self._words.append(frozenset(_words(self._text[start:end])))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text`, without a gap: a blank line or a new list item ends one as a full stop does."""
    begin = 0
    for mark in _BLOCK_END.finditer(text):
        yield from split(text, begin, mark.end())
        begin = mark.end()
    yield from split(text, begin, len(text))


def _words(text: str) -> Iterator[str]:
    """The words of `text` in lower case; of one with hyphens also its parts."""
    for match in _WORD.finditer(text.lower()):
        yield match[0]
        parts = _JOINTS.split(match[0])
        if len(parts) > 1:
            yield from parts


def _key(form: str) -> str:
    return _JOINTS.sub(" ", form)


def _singulars(words: str) -> Iterator[str]:
    """What `words` may be the plural of, by its last word or, as in "points of sale", by its first."""
    for plural, singular in (("s", ""), ("es", ""), ("ies", "y"), ("es", "is")):
        if words.endswith(plural):
            yield words.removesuffix(plural) + singular
    first, blank, rest = words.partition(" ")
    if blank and first.endswith("s"):
        yield f"{first.removesuffix('s')} {rest}"


@cache
def _tables() -> tuple[dict[str, GlossaryTerm], dict[str, GlossaryTerm]]:
    """Terms by their forms in any case, and by those that count only as spelled."""
    terms = glossary().values()
    anyhow = {_key(form): term for term in terms for form in term.forms}
    exact = {_key(form): term for term in terms for form in term.exact}
    return anyhow, exact


def _term_of(words: str) -> GlossaryTerm | None:
    """The term that is written like this; none when the spelling of its letters differs."""
    anyhow, exact = _tables()
    key = _key(words)
    return exact.get(key) or anyhow.get(_lowered(key))


def _spelled_alike(text: str) -> str:
    """`text` in lower case with one kind of blank and hyphen; nothing joins words over the end of a paragraph."""
    return _PARAGRAPH_END.sub(lambda gap: "\n" + "\0" * (len(gap[0]) - 1), _lowered(text)).translate(_ALIKE)


def _lowered(text: str) -> str:
    """`text` in lower case with every character in its place (a dotted capital I would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


@cache
def _pattern() -> re.Pattern[str]:
    """Every form of every term in lower case, grouped by first letter so that a word is held against few of them."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for term in glossary().values():
        for form in (*term.forms, *term.exact):
            groups[form[0].lower()].add(form.lower())
    return re.compile(f"{_ADDRESS}|{_BEGIN}(?:{'|'.join(map(_group, groups.values()))}){_END}")


def _group(forms: set[str]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(map(_spelled, longest_first))})"


def _spelled(form: str) -> str:
    return _JOINT.join(re.escape(word) for word in form.split(" "))
