"""Which words are names of people, which are words like any other, and which are both."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

from service.catalogue.folding import fold
from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import (
    DataElement,
    Marker,
    SignalWords,
    Term,
    Words,
    channels,
    data_elements,
    markers,
    regions,
    roles,
    signals,
    systems,
    word_list,
)

_NAMES_FOR_ALL_THAT = frozenset({"will", "may"})
_PARTS = re.compile(r"[^\W\d_]+")
_TEXTS = ("es_ES", "es_MX", "fr_FR", "de_DE", "it_IT")
_LISTS = ("ordinary_words", "ordinary_words_elsewhere", "function_words", "month_and_day_names", "languages")
_TRADES = ("brand_words", "organisation_heads", "organisation_nouns", "legal_suffixes", "system_nouns", "market_nouns")
_NAME_LISTS = ("departments", "posts", "role_trades", "firm_tails", "no_firm_tails", "known_firms", "no_systems")


@cache
def plain_words() -> frozenset[str]:
    """Words of everyday texts and of the trade, of all languages that are read, folded.

    The everyday ones are those from which the library `Faker` makes up texts; other than in its English ones there are
    names of people among them.
    """
    everyday = {word for language in _TEXTS for word in _everyday(language)} - word_list("first_names")
    everyday |= _everyday("en_US")
    lists = word_list(*_LISTS, *_TRADES) | name_words(*_NAME_LISTS)
    return frozenset((*everyday, *lists, *(fold(word) for phrase in _phrases() for word in _PARTS.findall(phrase))))


def _everyday(language: str) -> set[str]:
    words = import_module(f"faker.providers.lorem.{language}").Provider.word_list
    return {fold(word) for word in words}


def _phrases() -> Iterator[str]:
    terms: tuple[Term | DataElement, ...] = (*channels().values(), *data_elements().values(), *roles().values())
    for term in terms:
        yield from _written(term.words)
        for sense in term.senses:
            yield from _written(sense.words)
    signalling: tuple[SignalWords | Marker, ...] = (*signals().values(), *markers().values())
    for signal in signalling:
        yield from _written(signal.words)


def _written(words: Words) -> Iterable[str]:
    return (phrase for phrases in words.values() for phrase in phrases)


@cache
def place_words() -> frozenset[str]:
    """Names of countries, regions and towns of one word, folded."""
    names = (region.name for region in regions().values())
    written = (phrase for region in regions().values() for phrase in _written(region.words))
    return frozenset(fold(name) for name in (*names, *written) if name.isalpha()) | name_words("places_as_names")


@cache
def product_words() -> frozenset[str]:
    """Names of products of one word, folded."""
    names = (name for system in systems().values() for name in (system.name, *system.aliases))
    return frozenset(fold(name) for name in names if name.isalpha())


@cache
def never_names() -> frozenset[str]:
    """Words that are no name by themselves and start none, whatever lists of names hold them: As, Council, November."""
    common = name_words("common_as_first_name")
    told = (word_list("first_names") - _everyday("en_US")) | common
    return (plain_words() - told) | (word_list("function_words") - _NAMES_FOR_ALL_THAT)


@cache
def unsure_names() -> frozenset[str]:
    """First names that mean something else as well: Mark, May, Florence."""
    other = plain_words() | place_words() | product_words() | name_words("common_as_first_name")
    return (first_names() & other) - never_names()


@cache
def sure_names() -> frozenset[str]:
    """First names that are nothing else."""
    return first_names() - unsure_names() - never_names()


@cache
def no_surnames() -> frozenset[str]:
    """Words that end no name of a person, though somebody may be called so."""
    months = word_list("month_and_day_names", "legal_suffixes", "organisation_heads", "campaign_tails")
    return months | name_words("departments", "posts")


@cache
def strange_words() -> frozenset[str]:
    """Words that a first name of no list cannot be."""
    return plain_words() | place_words() | product_words()
