"""First and last names of many countries, so that an unknown name can be told to be a person's."""

import pkgutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from service.catalogue.folding import fold
from service.catalogue.vocabulary import word_list

_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_LAST = ("last_names", "last_names_male", "last_names_female")
_USUAL = ("en_US", "en_GB", "fr_FR", "de_DE", "es_ES", "pt_BR")
_SHORTEST = 2


@cache
def first_names() -> frozenset[str]:
    """Return first names, folded: our own list and those of the library `Faker`, in Latin letters, of one word."""
    return word_list("first_names") | _listed(_FIRST)


@cache
def usual_first_names() -> frozenset[str]:
    """Return those of `first_names` that are usual where English, French, German, Portuguese or Spanish is spoken."""
    return word_list("first_names") | _listed(_FIRST, _USUAL)


@cache
def last_names() -> frozenset[str]:
    """Return last names, folded: those of the library `Faker`, in Latin letters, of one word."""
    return _listed(_LAST)


def _listed(lists: Iterable[str], countries: Collection[str] = ()) -> frozenset[str]:
    modules = _modules(countries)
    names = {fold(name) for module in modules for name in _names_of(module, lists) if len(name) >= _SHORTEST}
    return frozenset(name for name in names if name.isascii() and name.isalpha())


def _modules(countries: Collection[str]) -> Iterator[ModuleType]:
    people = import_module("faker.providers.person")
    for found in pkgutil.iter_modules(people.__path__):
        if not countries or found.name in countries:
            yield import_module(f"{people.__name__}.{found.name}")


def _names_of(module: ModuleType, lists: Iterable[str]) -> Iterable[str]:
    for name in lists:
        listed = getattr(module.Provider, name, ())
        if isinstance(listed, Mapping | tuple | list):
            yield from listed
