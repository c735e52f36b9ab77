"""Who is who: the full name, the first name alone and the surname alone of one person belong together."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from service.catalogue.person_names import usual_first_names
from service.llm.redacting.cues import is_address
from service.llm.redacting.known_words import never_names, plain_words, strange_words, sure_names, unsure_names
from service.llm.redacting.people import is_particle, is_title
from service.llm.redacting.words import Word, words_of

_SHORTEST_SURNAME = 3
_OWNED = re.compile("['’]s ")


@dataclass(frozen=True)
class Persons:
    """The ways each person is written, the fullest first; `doubtful` are those that are ordinary words as well."""

    forms: tuple[tuple[str, ...], ...]
    doubtful: frozenset[str]


def group_people(names: Iterable[str], words: Iterable[Word]) -> Persons:
    """Put names together that are one person's, with the other spellings of them among the words of the texts."""
    forms: list[list[str]] = []
    owners: dict[str, set[int]] = {}
    for name in sorted(_usable(names), key=lambda name: -len(_parts(name))):
        parts = _parts(name)
        owner = _owner(parts, owners)
        if owner is None:
            owner = len(forms)
            forms.append([])
            for part in parts:
                owners.setdefault(part, set()).add(owner)
        forms[owner].append(name)
    _add_spellings(forms, owners, words)
    given = {form for person in forms for form in person}
    return Persons(tuple(tuple(dict.fromkeys(person)) for person in forms), frozenset(filter(_is_doubtful, given)))


def no_people(guessed: Collection[str], names: set[str]) -> frozenset[str]:
    """Those of the guessed names of firms and systems that stay.

    Given up are those that are a part of a found name (`Aldgrove`), or something of hers (`Carmen's laptop`), or that
    name itself where it could hardly be anything else's; firms are called Coral Lane, too.
    """
    parts = {word for name in names for word in name.split()[1:]}
    owners = {_OWNED.split(name)[0] for name in guessed if _OWNED.search(name)}
    kept = (name for name in guessed if name not in parts and _OWNED.split(name)[0] not in names | parts)
    alike = names.intersection(guessed) - parts - owners
    return frozenset(kept) | {name for name in alike if not _is_clearly_somebody(name)}


def _is_clearly_somebody(name: str) -> bool:
    first, *others = words_of(name)
    if first.folded in unsure_names():  # found by what the words around it say
        return True
    common = first.folded in usual_first_names() and first.folded in sure_names()
    return common and all(word.folded not in strange_words() for word in others)


def _usable(names: Iterable[str]) -> list[str]:
    """Each name once, in order, on one line, without those that are ordinary words alone or nothing at all."""
    found = dict.fromkeys(name.strip() for name in names)
    return [name for name in found if _parts(name) and "\n" not in name and not _is_only_words(name)]


def _is_only_words(name: str) -> bool:
    """`Council`, `Oscar Street`: no name of a person, whoever says so."""
    words = words_of(name)
    return all(word.folded in never_names() for word in words) or is_address(words[-1].folded)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name) if not is_title(word) and not is_particle(word))


def _owner(parts: tuple[str, ...], owners: dict[str, set[int]]) -> int | None:
    """The one person who has all these parts in the name; None where there is none, or more than one."""
    found = [owners.get(part, set[int]()) for part in parts]
    shared = set.intersection(*found)
    return next(iter(shared)) if len(shared) == 1 else None


def _add_spellings(forms: list[list[str]], owners: dict[str, set[int]], words: Iterable[Word]) -> None:
    """Add the single words of names as they stand in the texts, where they can be but one person's."""
    known = {form for person in forms for form in person}
    for word in words:
        holders = owners.get(word.folded)
        if holders and len(holders) == 1 and word.raw not in known and _speaks_for_itself(word):
            known.add(word.raw)
            forms[next(iter(holders))].append(word.raw)


def _speaks_for_itself(word: Word) -> bool:
    """A sure first name in any spelling, a surname written large that is no word of every day."""
    if word.folded in sure_names() or (word.folded in unsure_names() and word.is_large):
        return True
    return word.is_large and len(word.raw) >= _SHORTEST_SURNAME and word.folded not in plain_words()


def _is_doubtful(form: str) -> bool:
    words = words_of(form)
    return len(words) == 1 and (words[0].folded in unsure_names() or words[0].folded in plain_words())
