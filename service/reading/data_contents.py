"""How far a datum goes beyond the words of the catalogue: `number of | invoices`, `list | of switched customers`."""

from dataclasses import replace

from service.reading.data_clauses import question_at
from service.reading.data_phrases import phrase_at
from service.reading.data_words import data_words
from service.reading.lexicon import Hit
from service.reading.scan import NameScan

_BY = frozenset({"per", "by"})
_COUNTED_BY = frozenset({"number", "numbers", "count", "amount", "value", "share", "dates", "date", "status", "total"})
_SHORTEST = 4
_NOT_YET_NOUNS = ("ing", "ed", "new", "active", "ive")


def grown(scan: NameScan, hit: Hit) -> Hit:
    """The hit with what belongs to it on both sides."""
    return _with_count(scan, _with_hyphen(scan, _with_contents(scan, hit)))


def _with_hyphen(scan: NameScan, hit: Hit) -> Hit:
    """`half-hourly readings`, not `IP-to-company` nor `non-personal`."""
    words, before = scan.words, hit.first - 1
    if before < 0 or words.gaps[hit.first] != "-" or len(words.folded[before]) < _SHORTEST:
        return hit
    return replace(hit, first=before)


def _with_count(scan: NameScan, hit: Hit) -> Hit:
    folded, at = scan.words.folded, hit.first - 2
    if at >= 0 and folded[at + 1] == "of" and folded[at] in _COUNTED_BY and scan.words.joined[hit.first]:
        return hit if at and folded[at - 1] in ("a", "any", "large") else replace(hit, first=at)
    return hit


def _with_contents(scan: NameScan, hit: Hit) -> Hit:
    """`list` grows to `list of switched customers`, `who opened` to `who opened but did not click`."""
    words, start, end = scan.words, hit.last + 2, len(scan.words) - 1
    told = question_at(scan, hit.first, end)
    if told is not None:
        return replace(hit, last=max(hit.last, told[1]))
    if words.folded[hit.last] in _BY and hit.last < end and words.joined[hit.last + 1]:
        return replace(hit, last=past_breakdown(scan, hit.last + 1))
    if words.folded[hit.first] == "name" and words.after(hit.first) == "of":
        named = phrase_at(scan, hit.last, end)
        return replace(hit, last=named.last) if named and named.told else hit
    if start > end or words.folded[hit.last] not in data_words("data_sets") or words.folded[start - 1] != "of":
        return hit
    asked, phrase = question_at(scan, start, end), phrase_at(scan, start, end)
    if asked is None and (phrase is None or words.capitals[phrase.first]):
        return hit
    return replace(hit, last=asked[1] if asked else phrase.last if phrase else hit.last)


def past_breakdown(scan: NameScan, at: int) -> int:
    """The last word of what a figure is broken down by: `per returning | patient`."""
    words = scan.words
    while at + 1 < len(words) and words.joined[at + 1] and words.folded[at].endswith(_NOT_YET_NOUNS):
        at += 1
    return at
