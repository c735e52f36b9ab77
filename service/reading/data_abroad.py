"""Data in French, German, Spanish and Portuguese: after words that ask for it, and by names such as `taux de ...`.

Every rule hangs on a word of those languages that English does not have, so that nothing is found in an English text.
"""

from collections.abc import Iterator, Set
from functools import cache

from service.catalogue.vocabulary import word_list
from service.reading.data_columns import words_in
from service.reading.data_words import data_words
from service.reading.lexicon import Layer
from service.reading.scan import NameScan

Span = tuple[int, int]

_LINKS = frozenset({"et", "ou", "und", "oder", "sowie", "y", "e", "o", "u"})
_OTHERS: tuple[Layer, ...] = ("channel", "system", "region", "person_role", "law")
_LONGEST = 7
_LONGEST_LEAD = 12
_LONGEST_HEADING = 7
_FEWEST_KNOWN = 2
_SHARE_KNOWN = 0.4
_GERMAN_TIES = frozenset({"der", "des", "pro", "je", "von"})


def data_abroad(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """Return the data of lists and of names that tell what they are by their first word."""
    if scan.words.bag.isdisjoint(_tell_tales()) and not _heads_list(scan):
        return
    for start, sure in _openings(scan):
        yield from _accepted(scan, _members(scan, start), taken, sure=sure)
    yield from _by_head(scan, taken)


@cache
def _tell_tales() -> frozenset[str]:
    return frozenset().union(*map(data_words, ("abroad_cues", "abroad_headings", "abroad_heads", "abroad_measuring")))


def _openings(scan: NameScan) -> Iterator[tuple[int, bool]]:
    """Where a list of data starts, and whether nothing else can stand there."""
    words = scan.words
    if _heads_list(scan):
        start = _after_label(scan)
        if not start or data_words("abroad_not_headings").isdisjoint(words.folded[:start]):
            yield start, True
    for at in range(1, len(words)):
        lead = _lead(scan, at - 1)
        if ":" in words.gaps[at] and data_words("abroad_not_headings").isdisjoint(lead):
            if not data_words("abroad_headings").isdisjoint(lead):
                yield at, True
            elif not _cues().isdisjoint(lead):
                yield at, False
        elif words.joined[at] and words.folded[at - 1] in _cues():
            yield at, False


@cache
def _cues() -> frozenset[str]:
    return data_words("abroad_measuring") | data_words("abroad_cues")


def _after_label(scan: NameScan) -> int:
    """Where the list starts in a line such as `Jeden Montag: ...`."""
    return next((at for at in range(1, min(len(scan.words), _LONGEST_HEADING)) if ":" in scan.words.gaps[at]), 0)


def _lead(scan: NameScan, at: int) -> tuple[str, ...]:
    """The words up to `at`, from the stop before them on."""
    first = at
    while first > 0 and at - first < _LONGEST_LEAD and not any(char in ".;:!?" for char in scan.words.gaps[first]):
        first -= 1
    return scan.words.folded[first : at + 1]


def _heads_list(scan: NameScan) -> bool:
    """Tell whether the line stands under a heading such as `Données nécessaires`."""
    if not scan.sentence.context or scan.sentence.kind not in ("item", "field", "row"):
        return False
    heading = frozenset(words_in(scan.sentence.context[-1]))
    short = len(scan.sentence.context[-1].split()) <= _LONGEST_HEADING
    return (
        short
        and not heading.isdisjoint(data_words("abroad_headings"))
        and heading.isdisjoint(data_words("abroad_not_headings"))
    )


def _members(scan: NameScan, start: int) -> list[Span]:
    """The members of the list that starts at word `start`, each without its article and what is said about it."""
    words, found, at = scan.words, list[Span](), start
    while at < len(words):
        end = at
        while end + 1 < len(words) and words.joined[end + 1] and not _is_link(scan, end + 1):
            end += 1
        span = name_at(scan, at, end)
        if span is None and found and at < end:
            break
        if span is not None:
            found.append(span)
        at = end + 1
        if at < len(words) and any(char in ".;:!?()" for char in words.gaps[at]):
            break
        while at < len(words) and _is_link(scan, at):
            at += 1
    return found


def _is_link(scan: NameScan, at: int) -> bool:
    return scan.words.folded[at] in _LINKS and at not in scan.words.hyphenated


def name_at(scan: NameScan, at: int, end: int) -> Span | None:
    """The name of a datum that starts at `at`, article apart; None where no noun follows."""
    words = scan.words
    while at <= end and words.folded[at] in data_words("abroad_determiners") and at not in words.hyphenated:
        at += 1
    last = at - 1
    while last < end and last - at < _LONGEST and not _ends_name(scan, last + 1, at):
        last += 1
    while last >= at and words.folded[last] in data_words("abroad_ties"):
        last -= 1
    return (at, last) if last >= at and len(words.folded[last]) > 1 else None


def _ends_name(scan: NameScan, at: int, first: int) -> bool:
    word = scan.words.folded[at]
    if word[0].isdigit() or word in data_words("abroad_stops"):
        return at not in scan.words.hyphenated
    # In German a noun is written large: small words behind it begin something else.
    return _is_german(scan) and at > first and _follows_noun(scan, at) and word not in _GERMAN_TIES


def _follows_noun(scan: NameScan, at: int) -> bool:
    words = scan.words
    return words.capitals[at - 1] and not words.capitals[at]


def _is_german(scan: NameScan) -> bool:
    return not data_words("abroad_german").isdisjoint(scan.words.bag)


def _accepted(scan: NameScan, members: list[Span], taken: Set[int], *, sure: bool) -> Iterator[Span]:
    """The members that are data: all of them in a sure place, else where enough are known to be data."""
    known = [span for span in members if not taken.isdisjoint(range(span[0], span[1] + 1)) or _has_head(scan, span[0])]
    if not sure and (len(known) < _FEWEST_KNOWN or len(known) < len(members) * _SHARE_KNOWN):
        return
    for first, last in members:
        inside = range(first, last + 1)
        word = scan.words.folded[first]
        if first in scan.within(_OTHERS) or word in data_words("abroad_no_data") or word in _days():
            continue
        if taken.isdisjoint(inside):
            yield first, last


@cache
def _days() -> frozenset[str]:
    return word_list("month_and_day_names")


def _has_head(scan: NameScan, at: int) -> bool:
    return scan.words.folded[at] in data_words("abroad_heads") or scan.words.folded[at] in data_words("abroad_counts")


def _by_head(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """`taux de réachat`, `fecha del último pedido`, `Datum der letzten Wartung`, `custo por pedido`."""
    words = scan.words
    for at in words.places(data_words("abroad_heads")):
        tie = at + 1
        if tie + 1 >= len(words) or not words.joined[tie] or words.folded[tie] not in data_words("abroad_ties"):
            continue
        end = tie
        while end + 1 < len(words) and words.joined[end + 1] and not _is_link(scan, end + 1):
            end += 1
        span = name_at(scan, at, end)
        if span is None or span[1] <= tie or _is_of_campaign(words.folded[tie : span[1] + 1]):
            continue
        last = _short_end(scan, tie, span[1])
        if taken.isdisjoint(range(at, last + 1)):
            yield at, last


def _is_of_campaign(inside: tuple[str, ...]) -> bool:
    """`fecha de lanzamiento`, `taux de TVA`: a date of the campaign or a figure of the trade."""
    return not data_words("abroad_no_dates").isdisjoint(inside)


def _short_end(scan: NameScan, tie: int, last: int) -> int:
    """The end of the name in running text: the first noun behind the tie, and what is tied to it in turn."""
    words, at = scan.words, tie
    while at <= last:
        while at < last and (words.folded[at] in data_words("abroad_ties") | data_words("abroad_determiners")):
            at += 1
        while at < last and words.folded[at] in data_words("abroad_ordinals"):
            at += 1
        if at < last and words.folded[at + 1] in data_words("abroad_ties"):
            at += 1
            continue
        break
    return at
