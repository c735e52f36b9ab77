"""What one sentence can mean for IT: the kinds among which a model chooses, and what a requirement of each says."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from schemas.brief import FactKind
from schemas.requirement import Category, Priority
from service.catalogue.loading import Entry, load_entries

_WHOLE_WORD = 3
"""Letters up to which a cue is a word; longer ones are its beginning, unless a full stop ends them."""
_ALWAYS = "en"
"""Briefs in other languages use English words for IT."""


class NoteKind(Entry):
    """One kind. With `statement` it makes a requirement, with `question` a question, with neither a goal.

    A note bears it out with one of the `cues` of its language in or just before its words, or, where `mentions` are
    named, with at least `at_least` of these in the sentence; where there is a `beside`, with a word of that as well, or
    with a mention of `beside_mentions`. A word of `names` is the name of the kind: it decides. What is
    `by_rules` (figures, days and times by their form, consent, decisions, pages, files and protection by their words)
    the rules read better than a model that takes one sentence at a time.
    """

    says: str
    category: Category | None = None
    statement: str | None = None
    question: str | None = None
    rationale: str = ""
    priority: Priority = "should"
    whom: str = "campaign owner"
    cues: Mapping[str, tuple[str, ...]] = {}
    names: tuple[str, ...] = ()
    mentions: tuple[FactKind, ...] = ()
    at_least: int = 1
    by_rules: bool = False
    beside: Mapping[str, tuple[str, ...]] = {}
    beside_mentions: tuple[FactKind, ...] = ()

    @cached_property
    def _cue(self) -> dict[str, re.Pattern[str]]:
        return _by_language(self.cues, self.names)

    @cached_property
    def _beside(self) -> dict[str, re.Pattern[str]]:
        return _by_language(self.beside)

    @cached_property
    def _name(self) -> re.Pattern[str]:
        return _any_of(self.names)

    def is_named(self, text: str) -> bool:
        """Tell whether the text names this kind."""
        return bool(self._name.search(text))

    def cue_at(self, text: str, language: str) -> int | None:
        """Where the first word stands that speaks for this kind in a brief of this language."""
        found = _of(self._cue, language).search(text)
        return found.start() if found else None

    def is_beside(self, text: str, language: str) -> bool:
        """Tell whether the text has one of the words that have to stand there besides a cue."""
        return bool(_of(self._beside, language).search(text))


def _by_language(words: Mapping[str, tuple[str, ...]], common: tuple[str, ...] = ()) -> dict[str, re.Pattern[str]]:
    """A pattern for each language, with the English words in all of them."""
    always = (*common, *words.get(_ALWAYS, ()))
    return {language: _any_of((*always, *own)) for language, own in {_ALWAYS: (), **words}.items()}


def _of(patterns: Mapping[str, re.Pattern[str]], language: str) -> re.Pattern[str]:
    return patterns.get(language.partition("-")[0], patterns[_ALWAYS])


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, cues)) or r"(?!)", re.IGNORECASE)


def _pattern(cue: str) -> str:
    if not cue[0].isalpha():
        return re.escape(cue)
    word = cue.removesuffix(".")
    # What a hyphen binds to another word is that word's: a half-page is no page.
    return rf"(?<![\w-]){re.escape(word)}" + (r"\b" if len(word) <= _WHOLE_WORD or word != cue else "")


@cache
def note_kinds() -> dict[str, NoteKind]:
    """All kinds by id, in the order in which a model is told of them.

    Raises:
        CatalogueError: the file cannot be used.
    """
    return load_entries("notes", NoteKind)
