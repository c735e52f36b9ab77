"""Towns of the gazetteer: many of the names are surnames or plain words too, so the words around must say place."""

from collections.abc import Sequence
from functools import cache

from service.catalogue.loading import load_entries
from service.catalogue.vocabulary import WordList, word_list
from service.reading.first_names import first_names
from service.reading.scan import NameScan
from service.reading.tokens import split_words

Town = tuple[tuple[str, ...], str]
Span = tuple[int, int]

_LINKS = frozenset({"and", "or", "&", "und", "et", "y", "e", "ou"})


@cache
def towns() -> dict[str, tuple[Town, ...]]:
    """The towns of `towns.yaml` by their first word: all their words, folded, and the code of their country."""
    found: dict[str, list[Town]] = {}
    for country in load_entries("towns", WordList).values():
        for name in country.words:
            words = split_words(name).folded
            found.setdefault(words[0], []).append((words, country.id))
    return {first: tuple(sorted(names, key=lambda town: -len(town[0]))) for first, names in found.items()}


def town_spans(scan: NameScan, taken: Sequence[Span]) -> dict[Span, str]:
    """Return towns that stand as places, with their country; `taken` holds the places that the catalogue gave."""
    candidates = list(_candidates(scan, {at for first, last in taken for at in range(first, last + 1)}))
    if not candidates:
        return {}
    placed = set(taken)
    kept: dict[Span, str] = {}
    # Forwards and backwards, so that one sure place carries the whole list it stands in.
    for ordered in (candidates, candidates[::-1]):
        for span, code in ordered:
            if span not in kept and (_is_told(scan, span) or any(_listed(scan, span, other) for other in placed)):
                kept[span] = code
                placed.add(span)
    return kept


def _candidates(scan: NameScan, taken: set[int]) -> list[tuple[Span, str]]:
    words, known, found, at = scan.words, towns(), list[tuple[Span, str]](), 0
    while at < len(words):
        town = _town_at(scan, at) if words.capitals[at] and at not in taken and words.folded[at] in known else None
        if town:
            found.append(((at, at + len(town[0]) - 1), town[1]))
        at += len(town[0]) if town else 1
    return found


def _town_at(scan: NameScan, at: int) -> Town | None:
    words = scan.words
    for town in towns()[words.folded[at]]:
        last = at + len(town[0]) - 1
        whole = words.folded[at : last + 1] == town[0] and all(words.joined[at + 1 : last + 1])
        if whole and words.is_capital(at) and not _goes_on(scan, last) and not scan.in_code(at, last):
            return town
    return None


def _goes_on(scan: NameScan, last: int) -> bool:
    """`Preston Logistics`: the town is the start of a name."""
    words, after = scan.words, last + 1
    if after >= len(words) or not words.joined[after]:
        return False
    return words.folded[after] in word_list("place_name_tails") or (
        words.capitals[after] and words.folded[after] not in word_list("place_sites")
    )


def _is_told(scan: NameScan, span: Span) -> bool:
    """Tell whether a word before it or behind it makes it a place: `in Reading`, `the Hull depot`."""
    words, (first, last) = scan.words, span
    if first and not words.joined[first]:
        return False
    before = words.before(first)
    if is_before_site(scan, last):
        return opens_name(scan, first)
    if before in word_list("place_words_sure"):
        return True
    return before in word_list("place_words_loose") and (first < last or words.folded[first] not in first_names())


def opens_name(scan: NameScan, first: int) -> bool:
    """Tell whether no capital word stands before it that could be the start of its name: `Royal Derby depot`."""
    named = first and scan.words.joined[first] and scan.words.capitals[first - 1]
    return not named or scan.words.before(first) == "the"


def is_before_site(scan: NameScan, last: int) -> bool:
    """Tell whether what stands in a town is named behind word `last`: `depot`, `branch`."""
    after = last + 1
    return after < len(scan.words) and scan.words.joined[after] and scan.words.folded[after] in word_list("place_sites")


def _listed(scan: NameScan, span: Span, other: Span) -> bool:
    """`Dover and Calais`: next to a place, with nothing but a comma or a link word between them."""
    low, high = sorted((span, other))
    between = scan.words.folded[low[1] + 1 : high[0]]
    gaps = "".join(scan.words.gaps[low[1] + 1 : high[0] + 1])
    if high[0] <= low[1] or len(between) > 1 or any(char in ".;:!?|\n" for char in gaps):
        return False
    return between[0] in _LINKS if between else gaps.strip() in (",", "/")
