"""First names of many countries, so that an unknown name can be told to be a person's."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from service.catalogue.folding import fold
from service.catalogue.vocabulary import word_list

_LISTS = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_SHORTEST = 2


@cache
def first_names() -> frozenset[str]:
    """Return first names, folded: our own list and those of the library `Faker`, in Latin letters, of one word."""
    people = import_module("faker.providers.person")
    modules = (import_module(f"{people.__name__}.{found.name}") for found in pkgutil.iter_modules(people.__path__))
    names = {fold(name) for module in modules for name in _names_of(module) if len(name) >= _SHORTEST}
    return word_list("first_names") | {name for name in names if name.isascii() and name.isalpha()}


def _names_of(module: ModuleType) -> Iterable[str]:
    for name in _LISTS:
        listed = getattr(module.Provider, name, ())
        if isinstance(listed, Mapping | tuple | list):
            yield from listed
