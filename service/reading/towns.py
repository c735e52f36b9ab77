"""Towns of the gazetteer: many of the names are surnames or plain words too, so the words around must say place."""

from collections.abc import Sequence
from functools import cache

from service.catalogue.loading import load_entries
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import WordList, word_list
from service.reading.scan import NameScan
from service.reading.tokens import split_words

Town = tuple[tuple[str, ...], str, bool]
"""All words of a town, folded, the code of its country, and whether its name is a plain word or a first name too."""
Span = tuple[int, int]

_PLAIN = "_plain"
_CHAIN = 3
_CLAUSES = frozenset({"prose", "item", "field", "quote"})
_LINKS = frozenset({"and", "or", "&", "und", "et", "y", "e", "ou"})


@cache
def towns() -> dict[str, tuple[Town, ...]]:
    """The towns of `towns.yaml` by their first word."""
    found: dict[str, list[Town]] = {}
    for country in load_entries("towns", WordList).values():
        plain, code = country.id.endswith(_PLAIN), country.id.removesuffix(_PLAIN)
        for name in country.words:
            words = _words_of(name)
            found.setdefault(words[0], []).append((words, code, plain))
    return {first: tuple(sorted(names, key=lambda town: -len(town[0]))) for first, names in found.items()}


def _words_of(name: str) -> tuple[str, ...]:
    # Most names are one plain word: they need no splitting, which is slow for thousands of them.
    return (name.lower(),) if name.isascii() and name.isalpha() else split_words(name).folded


def town_spans(scan: NameScan, taken: Sequence[Span]) -> dict[Span, str]:
    """Return towns that stand as places, with their country; `taken` holds the places that the catalogue gave."""
    candidates = list(_candidates(scan, {at for first, last in taken for at in range(first, last + 1)}))
    if not candidates:
        return {}
    kept = _listed_alone(scan, candidates)
    placed = {*taken, *kept}
    # Forwards and backwards, so that one sure place carries the whole list it stands in.
    for ordered in (candidates, candidates[::-1]):
        for span, town in ordered:
            if span not in kept and (_is_told(scan, span, town) or any(_listed(scan, span, one) for one in placed)):
                kept[span] = town[1]
                placed.add(span)
    return kept


def _listed_alone(scan: NameScan, candidates: list[tuple[Span, Town]]) -> dict[Span, str]:
    """`Testlauf in drei Märkten: Oldenburg, Bielefeld und Celle`: three towns in a row need no other word."""
    chain: list[tuple[Span, Town]] = []
    for one in candidates:
        if chain and not _listed(scan, chain[-1][0], one[0]):
            if len(chain) >= _CHAIN:
                break
            chain = []
        if not one[1][2] and scan.words.folded[one[0][0]] not in first_names():
            chain.append(one)
    return {span: town[1] for span, town in chain} if len(chain) >= _CHAIN else {}


def _candidates(scan: NameScan, taken: set[int]) -> list[tuple[Span, Town]]:
    words, known, found, at = scan.words, towns(), list[tuple[Span, Town]](), 0
    if known.keys().isdisjoint(words.bag):
        return found
    while at < len(words):
        town = _town_at(scan, at) if words.capitals[at] and at not in taken and words.folded[at] in known else None
        if town:
            found.append(((at, at + len(town[0]) - 1), town))
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


def _is_told(scan: NameScan, span: Span, town: Town) -> bool:
    """Tell whether a word before it or behind it makes it a place: `in Reading`, `the Hull depot`, `Bart (Hasselt)`."""
    words, (first, last) = scan.words, span
    before = words.before(first)
    if town[2]:
        return words.joined[first] and before in word_list("place_words_sure") and scan.sentence.kind in _CLAUSES
    if _is_bracketed(scan, span) or _is_seat(scan, span):
        return True
    if is_before_site(scan, last):
        return opens_name(scan, first)
    if first and not words.joined[first]:
        return False
    if before in word_list("place_words_sure"):
        return True
    if before in ("the", "our") and _is_before_pair(scan, last):
        return True
    if before == "for" and _speaks(scan):
        return True
    return before in word_list("place_words_loose") and (first < last or words.folded[first] not in first_names())


def _is_seat(scan: NameScan, span: Span) -> bool:
    """`Hallbeck Pumpen GmbH, Bielefeld`: behind a firm and a comma, and nothing after it."""
    words, (first, last) = scan.words, span
    ends = last + 1 == len(words) or not words.joined[last + 1]
    firm = word_list("legal_suffixes", "organisation_heads")
    return ends and first > 0 and words.gaps[first].strip() == "," and words.folded[first - 1] in firm


def _is_bracketed(scan: NameScan, span: Span) -> bool:
    """`Bart (Hasselt)`, `Kestrel Contact (Swansea)`: alone in brackets behind a name."""
    words, (first, last) = scan.words, span
    if not first or words.folded[first] in first_names() or not words.capitals[first - 1]:
        return False
    return words.gaps[first].strip() == "(" and words.gaps[last + 1].strip()[:1] == ")"


def _is_before_pair(scan: NameScan, last: int) -> bool:
    """`the Knoxville and Tulsa routes`: the word for what is there stands behind the second name."""
    words = scan.words
    pair = last + 2 < len(words) and words.folded[last + 1] in _LINKS and words.capitals[last + 2]
    return pair and is_before_site(scan, last + 2)


def _speaks(scan: NameScan) -> bool:
    """`Dutch for Flanders, French for Namur`: what language goes where."""
    return any(
        word in scan.words.bag for word in ("dutch", "french", "german", "english", "flemish", "welsh", "version")
    )


def opens_name(scan: NameScan, first: int) -> bool:
    """Tell whether no capital word stands before it that could be the start of its name: `Royal Derby depot`."""
    named = first and scan.words.joined[first] and scan.words.capitals[first - 1]
    return not named or scan.words.before(first) == "the"


def is_before_site(scan: NameScan, last: int) -> bool:
    """Tell whether what stands in a town is named behind word `last`: `depot`, `branch`."""
    words, after = scan.words, last + 1
    if after >= len(words) or not words.joined[after]:
        return False
    if words.folded[after] in word_list("place_sites"):
        return True
    # `Indore call centre`, `the Leeds head office`.
    pair = after + 1 < len(words) and words.joined[after + 1]
    return pair and " ".join(words.folded[after : after + 2]) in word_list("place_site_pairs")


def _listed(scan: NameScan, span: Span, other: Span) -> bool:
    """`Dover and Calais`: next to a place, with nothing but a comma or a link word between them."""
    low, high = sorted((span, other))
    between = scan.words.folded[low[1] + 1 : high[0]]
    gaps = "".join(scan.words.gaps[low[1] + 1 : high[0] + 1])
    if high[0] <= low[1] or len(between) > 1 or any(char in ".;:!?|\n" for char in gaps):
        return False
    return between[0] in _LINKS if between else gaps.strip() in (",", "/")
