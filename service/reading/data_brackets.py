"""Data set off by marks: in brackets behind what holds it, in quotes before `flag`."""

from collections.abc import Iterator

from service.reading.data_words import data_words
from service.reading.scan import NameScan

Span = tuple[int, int]

_OWN_SETS = frozenset({"form", "forms", "table", "sheet", "profile", "ranking", "report", "card", "database", "crm"})
_QUOTES = frozenset("\"'“”„«»‘’")
_LONGEST_QUOTE = 6
_LONGEST_BRACKET = 30


def brackets(scan: NameScan) -> Iterator[Span]:
    """The first and the last word of every bracket right behind a word: `Vetsoft (breed, weight, last visit)`."""
    words = scan.words
    if "(" not in words.text:
        return
    for at in range(1, len(words)):
        if words.gaps[at].strip() != "(":
            continue
        end = at
        while end < len(words) and end - at < _LONGEST_BRACKET and ")" not in words.gaps[end + 1]:
            end += 1
        if end < len(words) and end > at:
            yield at, end


def holds_data(scan: NameScan, at: int) -> bool:
    """Tell whether word `at` holds fields: a system, a set of records, a name in a table or where data lives."""
    words = scan.words
    if at in scan.within(("system",)) or words.folded[at] in data_words("data_sets") | _OWN_SETS:
        return True
    named = words.capitals[at] and words.folded[at] not in data_words("data_people")
    return named and (scan.sentence.kind == "row" or not data_words("data_places").isdisjoint(words.folded[:at]))


def are_plain_fields(scan: NameScan, first: int, last: int) -> bool:
    """Tell whether a bracket reads like a list of fields: small letters, no figures, no word about the machine."""
    words = scan.words
    inside = range(first, last + 1)
    if any(words.folded[at][0].isdigit() or (words.capitals[at] and at > first) for at in inside):
        return False
    return data_words("data_machine_words").isdisjoint(words.folded[first : last + 1])


def marked_by_quotes(scan: NameScan) -> Iterator[Span]:
    """`the "moved house" flag`: the quoted words say what is noted."""
    words = scan.words
    if data_words("data_marks").isdisjoint(words.bag):
        return
    for at in range(1, len(words)):
        if words.folded[at] not in data_words("data_marks") or not _QUOTES.intersection(words.gaps[at][:1]):
            continue
        first = at - 1
        while first > 0 and at - first < _LONGEST_QUOTE and not _opens_quote(words.gaps[first]):
            first -= 1
        follows = at + 1 < len(words) and words.joined[at + 1] and words.folded[at + 1] not in data_words("data_stops")
        if _opens_quote(words.gaps[first]) and not (follows and words.folded[at + 1] not in data_words("data_links")):
            yield first, at - 1


def _opens_quote(gap: str) -> bool:
    return bool(gap) and gap[-1] in _QUOTES
