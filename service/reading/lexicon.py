"""The catalogue's words as one matcher per language.

English words are read in every brief, those of another language only in briefs of that language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from service.catalogue.loading import collection_paused
from service.catalogue.vocabulary import (
    LANGUAGES,
    DataElement,
    Language,
    Region,
    Sense,
    SignalWords,
    System,
    Term,
    Words,
    channels,
    data_elements,
    laws,
    markers,
    regions,
    roles,
    signals,
    systems,
    word_list,
)
from service.reading.matching import Match, Matcher
from service.reading.phrases import Part, parse, with_plurals
from service.reading.senses import Conditions, Surroundings
from service.reading.tokens import Words as SentenceWords
from service.reading.tokens import split_words

Layer = Literal["channel", "system", "data", "region", "demonym", "law", "person_role", "signal", "unless", "marker"]
Spelling = Literal["any", "capital", "exact"]

_DISTINCTIVE_LENGTH = 6
_ABBREVIATION = 3
_NO_GRAMMAR = str.maketrans("()<>|,#*", "        ")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What a phrase stands for: `id` in the catalogue of its layer, and what must hold for it to count.

    `spellings`: the ways of writing that count when `spelling` is `exact`.
    """

    layer: Layer
    id: str
    sense: Conditions | None = None
    spelling: Spelling = "any"
    spellings: frozenset[str] = frozenset()

    def is_spelled(self, words: SentenceWords, first: int, last: int) -> bool:
        """Tell whether words `first` to `last` are written as it demands."""
        if self.spelling == "any":
            return True
        written = words.written(first, last)
        if len(written) <= _ABBREVIATION and self.spelling == "capital":
            return written.isupper() or written in self.spellings
        if self.spelling == "capital" and (words.is_capital(first) or any(char.isupper() for char in written[1:])):
            return True
        return written in self.spellings


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexeme found in a sentence: words `first` to `last`, both included. `order` is its place in the catalogue."""

    lexeme: Lexeme
    first: int
    last: int
    order: int

    def holds(self, around: Surroundings) -> bool | None:
        """Tell whether spelling and surroundings give the meaning; None where only a list could carry it."""
        if not self.lexeme.is_spelled(around.words, self.first, self.last):
            return False
        return True if self.lexeme.sense is None else self.lexeme.sense.hold(around, self.first, self.last)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest hit at each place; of equal ones the one that the catalogue names first."""
    found = list(hits)
    if len(found) < 2:
        return found
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.first, -h.last, h.order)):
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


class Lexicon:
    """All lexemes of one language (and of English)."""

    def __init__(self, language: Language) -> None:
        wanted: tuple[Language, ...] = ("en",) if language == "en" else ("en", language)
        lexemes: list[Lexeme] = []
        phrases: list[tuple[tuple[Part, ...], int]] = []
        for lexeme, written in _all_lexemes(wanted):
            phrases.extend((parts, len(lexemes)) for parts in written)
            lexemes.append(lexeme)
        self._lexemes = tuple(lexemes)
        self._matcher = Matcher(phrases)

    def find(self, words: SentenceWords) -> dict[Layer, list[Hit]]:
        """Return every hit by layer, also those inside longer ones and those whose conditions do not hold."""
        found: dict[Layer, list[Hit]] = {}
        for match in self._matcher.find(words):
            lexeme = self._lexemes[match.payload]
            found.setdefault(lexeme.layer, []).append(_hit(lexeme, match))
        return found


def _hit(lexeme: Lexeme, match: Match) -> Hit:
    return Hit(lexeme, match.first, match.last, match.payload)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon for the language of a brief; an unknown language is read as English."""
    short = language.split("-")[0].lower()
    with collection_paused():
        return Lexicon(next((known for known in LANGUAGES if known == short), "en"))


Written = list[tuple[Part, ...]]
Lexemes = Iterator[tuple[Lexeme, Written]]


def _all_lexemes(wanted: tuple[Language, ...]) -> Lexemes:
    yield from _terms("channel", channels().values(), wanted)
    yield from _terms("data", data_elements().values(), wanted)
    yield from _terms("person_role", roles().values(), wanted)
    for system in systems().values():
        yield from _system(system, wanted)
    for region in regions().values():
        yield from _region(region, wanted)
    for law in laws().values():
        yield Lexeme("law", law.id), _phrases(law.words, wanted)
        yield Lexeme("law", law.id, spelling="exact", spellings=frozenset(law.exact)), _plain(law.exact)
    for signal in signals().values():
        yield from _signal(signal, wanted)
    for marker in markers().values():
        yield Lexeme("marker", marker.id), _phrases(marker.words, wanted)


def _terms(layer: Layer, terms: Iterable[Term | DataElement], wanted: tuple[Language, ...]) -> Lexemes:
    for term in terms:
        yield Lexeme(layer, term.id), _phrases(term.words, wanted, plurals=True)
        for sense in term.senses:
            yield _sensed(layer, term.id, sense), _phrases(sense.words, wanted)


def _sensed(layer: Layer, identity: str, sense: Sense) -> Lexeme:
    return Lexeme(layer, identity, Conditions.of(sense), "capital" if sense.capital else "any")


def _system(system: System, wanted: tuple[Language, ...]) -> Lexemes:
    if system.generic:
        yield Lexeme("system", system.id), _phrases(system.words, wanted, plurals=True)
        return
    sense = Conditions.of(Sense(words={}, near=system.context)) if system.ambiguous else None
    for name in (system.name, *system.aliases):
        yield Lexeme("system", system.id, sense, _spelling(system, name), frozenset({name})), _plain([name])


def _spelling(system: System, name: str) -> Spelling:
    """Unmistakable names may be written small; abbreviations and ordinary words only as their owner writes them."""
    if system.ambiguous or name.isupper():
        return "exact"
    distinctive = " " not in name and len(name) >= _DISTINCTIVE_LENGTH
    return "any" if distinctive and name.lower() not in word_list("capital_only_products") else "capital"


def _region(region: Region, wanted: tuple[Language, ...]) -> Lexemes:
    yield Lexeme("region", region.id, spelling="capital"), _phrases(region.words, wanted)
    yield Lexeme("region", region.id, spelling="exact", spellings=frozenset(region.exact)), _plain(region.exact)
    yield Lexeme("demonym", region.id), _phrases(region.demonyms, wanted)


def _signal(signal: SignalWords, wanted: tuple[Language, ...]) -> Lexemes:
    yield Lexeme("signal", signal.id), _phrases(signal.words, wanted, plurals=True)
    yield Lexeme("unless", signal.id), _phrases(signal.unless, wanted)
    for sense in signal.senses:
        yield _sensed("signal", signal.id, sense), _phrases(sense.words, wanted)


def _phrases(words: Words, wanted: tuple[Language, ...], plurals: bool = False) -> Written:
    found: Written = []
    for language in wanted:
        for phrase in words.get(language, ()):
            for parts in parse(phrase):
                found.extend(with_plurals(parts) if plurals and language == "en" else [parts])
    return found


def _plain(names: Iterable[str]) -> Written:
    """Names as written: no grammar, but the same splitting into words."""
    return [parts for name in names for parts in parse(name.translate(_NO_GRAMMAR))]


@cache
def known_words() -> frozenset[str]:
    """The words of the trade and those that headings and sentence starts write large: no names by themselves."""
    return trade_words() | word_list("ordinary_words")


@cache
def trade_words() -> frozenset[str]:
    """Every English word that the catalogue uses for channels, data, roles and signals, but for names of products."""
    terms: tuple[Term | SignalWords, ...] = (
        *channels().values(),
        *data_elements().values(),
        *roles().values(),
        *signals().values(),
    )
    phrases = (parts for term in terms for parts in _phrases(term.words, ("en",), plurals=True))
    sequences = (sequence for parts in phrases for part in parts for sequence in part)
    # A word inside a longer name (`Electoral Roll`) stays a word.
    named = {name for name in product_names() if " " not in name}
    return frozenset(word for sequence in sequences for word in sequence if "*" not in word) - named


@cache
def product_names() -> frozenset[str]:
    """The names and aliases of all known products, folded, one space between words."""
    spellings = (name for system in systems().values() for name in (system.name, *system.aliases))
    return frozenset(" ".join(split_words(name).folded) for name in spellings)
