"""First and last names of many countries, so that an unknown name can be told to be a person's."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from service.catalogue.folding import fold
from service.catalogue.vocabulary import word_list

_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_LAST = ("last_names", "last_names_male", "last_names_female")
_SHORTEST = 2


@cache
def first_names() -> frozenset[str]:
    """Return first names, folded: our own list and those of the library `Faker`, in Latin letters, of one word."""
    return word_list("first_names") | _listed(_FIRST)


@cache
def last_names() -> frozenset[str]:
    """Return last names, folded: those of the library `Faker`, in Latin letters, of one word."""
    return _listed(_LAST)


def _listed(lists: Iterable[str]) -> frozenset[str]:
    names = {fold(name) for module in _modules() for name in _names_of(module, lists) if len(name) >= _SHORTEST}
    return frozenset(name for name in names if name.isascii() and name.isalpha())


def _modules() -> Iterator[ModuleType]:
    people = import_module("faker.providers.person")
    return (import_module(f"{people.__name__}.{found.name}") for found in pkgutil.iter_modules(people.__path__))


def _names_of(module: ModuleType, lists: Iterable[str]) -> Iterable[str]:
    for name in lists:
        listed = getattr(module.Provider, name, ())
        if isinstance(listed, Mapping | tuple | list):
            yield from listed
