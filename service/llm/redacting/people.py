"""People told by their names, without a model: lists of names together with how and where a word is written.

The rules' reading knows people by what they do in a brief; what is found here is added to that. Better hide a name too
many than let one out: what was hidden comes back with the answer.
"""

from collections.abc import Iterator, Sequence

from service.catalogue.person_names import last_names
from service.catalogue.vocabulary import word_list
from service.llm.redacting.cues import (
    TITLES,
    around,
    counts_things,
    is_at_place,
    is_cued,
    is_head,
    is_mid_sentence,
    is_of_thing,
    is_tail,
    is_titled,
    owns_a_shop,
    owns_something_small,
    stands_beside,
)
from service.llm.redacting.known_words import no_surnames, plain_words, strange_words, sure_names, unsure_names
from service.llm.redacting.spans import Span
from service.llm.redacting.words import Word, words_of

_LONGEST = 4
_SHORTEST_STRANGE = 4
_PARTICLES = frozenset(
    {"de", "del", "della", "da", "das", "do", "dos", "di", "du", "la", "le", "van", "von", "der", "den", "ten", "ter"}
    | {"zu", "zur", "bin", "ibn", "al", "el", "af", "av", "ni", "mac"}
)


def is_title(word: Word) -> bool:
    """Whether it is an address that goes before a name: Mrs, Dr, Frau."""
    return word.folded in TITLES


def is_particle(word: Word) -> bool:
    """Whether it is one of the small words inside names: de, van, bin."""
    return word.raw.islower() and word.folded in _PARTICLES


def is_somebody(text: str, start: int, end: int) -> bool:
    """Whether a word that is known to be somebody's name, and is an ordinary word as well, is the name here."""
    line, stop = around(text, start, end)
    words = words_of(text[line:stop])
    at = next((place for place, word in enumerate(words) if word.start == start - line), None)
    return at is not None and (is_titled(words, at) or is_cued(words, at, at) or is_mid_sentence(words, at))


def people_spans(words: Sequence[Word], taken: set[int]) -> Iterator[Span]:
    """Yield the names of people, full ones and first names alone; none over one of the places in `taken`."""
    at, reached = 0, -9
    while at < len(words):
        last = _person_at(words, at) if words[at].is_large and words[at].start not in taken else None
        if last is None and words[at].folded in unsure_names() and stands_beside(words, at, reached):
            last = at if words[at].is_large else None
        if last is None:
            at += 1
            continue
        reached = last
        if taken.isdisjoint(range(words[at].start, words[last].end)):
            yield Span("person", words[at].start, words[last].end)
        at = last + 1


def _person_at(words: Sequence[Word], at: int) -> int | None:
    """The last word of the person whose name starts here."""
    if words[at].is_initial:
        return _after_initials(words, at)
    last = _last_of_name(words, at)
    if is_titled(words, at):
        return last if _may_be_surname(words[at].folded) else None
    if is_head(words[at].folded) or _ends_in_thing(words, at, last) or is_of_thing(words, at, last):
        return None
    if last > at and _is_full_name(words, at, last):
        return last
    return at if _is_first_name_alone(words, at) else None


def _after_initials(words: Sequence[Word], at: int) -> int | None:
    """`J. Petrakis`, `R. M. Oyelaran`; not the end of a name (`Plan B. Members`)."""
    if at and words[at].follows_at_once and words[at - 1].is_large:
        return None
    last, final = at, min(at + _LONGEST, len(words) - 1)
    while last < final and words[last].is_initial and words[last + 1].is_large and words[last + 1].gap == ". ":
        last += 1
    return last if not words[last].is_initial and _may_be_surname(words[last].folded) else None


def _last_of_name(words: Sequence[Word], at: int) -> int:
    """How far a name can reach: over capital words that mean nothing else, initials and particles."""
    last = at
    while last - at < _LONGEST:
        step = 2 if last + 1 < len(words) and is_particle(words[last + 1]) else 1
        if last + step >= len(words) or not all(_is_joined(words, n) for n in range(last + 1, last + step + 1)):
            break
        if not _continues(words[last + step], words[at]):
            break
        last += step
    return last


def _is_joined(words: Sequence[Word], at: int) -> bool:
    return words[at].follows_at_once or (words[at].gap == ". " and words[at - 1].is_initial)


def _continues(word: Word, first: Word) -> bool:
    """Whether a word may be part of the name: as large as the first, and no ordinary word but for known surnames."""
    if not word.is_large or (word.is_shouted != first.is_shouted and len(word.raw) > 1):
        return False
    sure = first.folded in sure_names()
    if is_tail(word.folded, of_sure_name=sure):
        return False
    return word.folded not in plain_words() or (sure and _may_be_surname(word.folded))


def _may_be_surname(word: str) -> bool:
    return word not in plain_words() or (word in last_names() and word not in no_surnames())


def _ends_in_thing(words: Sequence[Word], at: int, last: int) -> bool:
    """`Oscar Street`, `Harper Logistics`."""
    after = words[last + 1] if last + 1 < len(words) else None
    sure = words[at].folded in sure_names()
    return bool(after and after.is_large and _is_joined(words, last + 1) and is_tail(after.folded, of_sure_name=sure))


def _is_full_name(words: Sequence[Word], at: int, last: int) -> bool:
    first, final = words[at].folded, words[last].folded
    if first in sure_names():
        return True
    strange = final not in strange_words()
    if first in unsure_names():
        named = len(final) >= _SHORTEST_STRANGE and not final.endswith("s") and not words[at].is_shouted
        named = named and is_mid_sentence(words, at)
        return (strange and (final in last_names() or named)) or is_cued(words, at, last)
    return strange and final in last_names() and first not in strange_words() and not words[at].is_shouted


def _is_first_name_alone(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.folded in sure_names() and not word.is_shouted:
        is_place = is_at_place(words, at) and word.folded not in word_list("first_names")
        return not is_place and not owns_a_shop(words, at) and not counts_things(word)
    if word.folded in unsure_names():
        return is_cued(words, at, at)
    return word.folded not in strange_words() and owns_something_small(words, at)
