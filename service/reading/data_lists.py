"""Data by where it stands: after words that hold or ask for it, under headings that list it, beside other data."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from service.reading.data_abroad import data_abroad
from service.reading.data_brackets import are_plain_fields, brackets, holds_data
from service.reading.data_clauses import question_at
from service.reading.data_columns import data_columns, words_in
from service.reading.data_phrases import (
    Phrase,
    has_data_head,
    is_counted,
    is_datum,
    is_hyphenated,
    is_surely_named,
    phrase_at,
)
from service.reading.data_told import things_done
from service.reading.data_words import data_words
from service.reading.lexicon import Layer
from service.reading.scan import NameScan

Span = tuple[int, int]
Strength = Literal["sure", "asked", "linked"]

_LINKS = frozenset({"and", "or", "&", "plus"})
_LIST_GAPS = frozenset(",(/;)")
_GOING = frozenset({"go", "goes", "going"})
_LOGGING = frozenset({"log", "logs", "logging"})
_INTO = frozenset({"in", "on", "out", "off", "into", "onto"})
_VERBS = frozenset(
    {"is", "are", "was", "were", "will", "has", "have", "can", "should", "must", "does", "would", "shall", "may", "vs"}
)
_PRONOUNS = frozenset({"we", "i", "you", "it", "they", "he", "she", "but", "so", "because", "that", "there", "if"})
_ALSO_NOUNS = frozenset(
    {"record", "records", "store", "stores", "log", "logs", "count", "measure", "measures", "track"}
)
_LINKING = frozenset(
    {"for", "with", "without", "by", "on", "from", "of", "via", "in", "out", "about", "against", "than", "is", "are"}
    | {"be", "also", "put", "leave", "take", "plus", "namely", "list", "lists", "match", "like", "love", "buy", "state"}
)
_PLAIN_BY = frozenset({"by", "on", "upon"})
_REPORTED_WITH = frozenset({"with", "on", "of", "showing", "contains", "containing", "by", "for"})
_LEAD_REACH = 4
_LONGEST_LEAD = 10
_LONGEST_HEADING = 7
_LONGEST_QUESTION = 14
_INFORMATION = frozenset({"information", "details", "info"})
_PROCESSED = frozenset(
    {"processed", "process", "use", "used", "using", "needed", "need", "required", "hold", "held", "collect", "have"}
    | {"collected", "available", "shared", "store", "stored", "record", "recorded", "know", "known"}
)
_MISSES = 2
_SHARE_KNOWN = 0.25
_SHARE_BARE = 0.4
_SHARE_WHOLE = 0.75
_LONGEST_MEMBER = 5
_NO_FIELDS: tuple[Layer, ...] = ("channel", "system", "region", "person_role", "law")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a list: its words, the phrase it begins with, whether it is known to be data; `whole`: no more."""

    first: int
    last: int
    span: Span | None
    known: bool
    sure: bool
    whole: bool
    indefinite: bool = False


def stretches(scan: NameScan) -> list[Span]:
    """The sentence cut at every stop and every link word."""
    folded, joined = scan.words.folded, scan.words.joined
    found: list[Span] = []
    first, size = 0, len(folded)
    for at in range(1, size + 1):
        after_link = folded[at - 1] in _LINKS
        if at < size and joined[at] and not after_link and (folded[at] not in _LINKS or is_hyphenated(scan, at)):
            continue
        if not after_link or first < at - 1:
            found.append((first, at - 1))
        first = at
    return [(low, high) for low, high in found if folded[low] not in _LINKS or low < high]


def listed_data(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """The unlisted members of every list of data in the sentence."""
    if len(scan.words) == 0:
        return
    yield from data_abroad(scan, taken)
    promising = bool(taken) or not _known_words().isdisjoint(scan.words.bag)
    openings = [opening for opening in _openings(scan) if promising or opening[1] == "sure"]
    fields = [span for span in brackets(scan) if are_plain_fields(scan, *span)]
    if not openings and not promising and not fields:
        return
    parts = stretches(scan)
    read: dict[Span, Item] = {}
    for start, strength in openings:
        if strength == "linked" and parts[-1][0] <= start:
            continue
        items = _items(scan, parts, start, taken, read)
        yield from _accepted(items, strength)
    for bracket in fields:
        yield from _bracketed(scan, bracket, parts, taken, read)
    if promising:
        yield from _bare(scan, parts, taken, read)
        yield from _beside(scan, parts, taken, read)


@cache
def _known_words() -> frozenset[str]:
    """Without one of these, or a datum of the catalogue, no member of a list is known to be data."""
    names = ("data_names", "data_name_ends", "measured_ends", "data_question_words", "data_subjects_of_clauses")
    return frozenset().union(*(data_words(name) for name in names)) | {"sent", "held", "shown"}


def _openings(scan: NameScan) -> Iterator[tuple[int, Strength]]:
    """Places after which data may be listed, and how surely."""
    if scan.sentence.kind == "row":
        yield from ((start, "sure" if sure else "asked") for start, sure in data_columns(scan))
    else:
        start = _headed_start(scan)
        if start is not None:
            yield start, "asked" if scan.sentence.kind == "prose" else "sure"
    words, cues = scan.words, _cues()
    for at, word in enumerate(words.folded[:-1]):
        gap = words.gaps[at + 1]
        strength = None
        if ":" in gap or "=" in gap:
            strength = _lead_strength(scan, at)
        elif word in cues and words.joined[at + 1]:
            strength = _cue_strength(scan, at)
        if strength:
            yield at + 1, strength


@cache
def _cues() -> frozenset[str]:
    """Every word after which data may be listed."""
    return data_words("data_sure_cues") | data_words("data_by_words") | data_words("data_cues")


@cache
def _opening_cues() -> frozenset[str]:
    return data_words("data_sure_cues") | data_words("data_cues") | data_words("data_excluding")


@cache
def _sure_leads() -> frozenset[str]:
    return data_words("data_headings") | data_words("data_report_nouns") | data_words("data_sure_cues")


@cache
def _asking_leads() -> frozenset[str]:
    return data_words("data_cues") - _LINKING


def _headed_start(scan: NameScan) -> int | None:
    """Where the list starts in a line under a heading such as `Fields`; None under any other."""
    context = scan.sentence.context
    if not context or scan.sentence.kind in ("quote", "code", "markup"):
        return None
    heading = words_in(context[-1])
    if len(heading) > _longest_heading(context[-1]) or not data_words("data_not_headings").isdisjoint(heading):
        return None
    if data_words("data_headings").isdisjoint(heading) and not _is_about_information(heading):
        return None
    for at in range(1, min(len(scan.words), _LONGEST_HEADING + 1)):
        if ":" in scan.words.gaps[at]:
            return at
    return 1 if scan.words.folded[0] in _opening_cues() and len(scan.words) > 1 else 0


def _longest_heading(heading: str) -> int:
    """A question may be long: `What do we know about each of them before they call?`."""
    return _LONGEST_QUESTION if heading.rstrip().endswith("?") else _LONGEST_HEADING


def _is_about_information(heading: tuple[str, ...]) -> bool:
    """`Information to be processed`, `Which information will you use`, not `Product information`."""
    return not _INFORMATION.isdisjoint(heading) and not _PROCESSED.isdisjoint(heading)


def _lead_strength(scan: NameScan, at: int) -> Strength | None:
    """How surely data follows the colon behind word `at`: `what we report to the board: ...`."""
    first = at
    while first > 0 and at - first < _LONGEST_LEAD and not any(char in ".;:!?" for char in scan.words.gaps[first]):
        first -= 1
    lead = scan.words.folded[first : at + 1]
    if not data_words("data_not_headings").isdisjoint(lead) or (lead[0] in ("ask", "remind") and "to" in lead):
        return "linked"
    if not _sure_leads().isdisjoint(lead):
        return "sure"
    return None if _asking_leads().isdisjoint(lead) else "asked"


def _cue_strength(scan: NameScan, at: int) -> Strength | None:
    """How surely data follows word `at`."""
    words = scan.words.folded
    word, before = words[at], words[at - 1] if at else ""
    if is_hyphenated(scan, at) or (word in _LOGGING and words[at + 1] in _INTO) or (word == "hold" and at == 0):
        return None
    if word in data_words("data_sure_cues") and (
        word not in _ALSO_NOUNS or before in data_words("data_verbs_before_objects")
    ):
        return "sure"
    if word in data_words("data_by_words"):
        lead = words[max(0, at - (1 if before in _GOING else _LEAD_REACH)) : at]
        if not _GOING.isdisjoint(lead) and (before not in _GOING or word != "by"):
            lead = tuple(one for one in lead if one not in _GOING)
        if word in _PLAIN_BY and not data_words("data_by_verbs").isdisjoint(lead):
            return "sure"
        if word in _REPORTED_WITH and before in data_words("data_report_nouns"):
            return "sure" if word != "for" else "linked"
        if not data_words("data_by_verbs").isdisjoint(lead):
            return "asked"
    if word in data_words("data_cues"):
        if word == "with" and any(place < at for place in scan.within(("channel",))):
            return "asked"
        return "linked" if word in _LINKING else "asked"
    return None


def _items(scan: NameScan, parts: list[Span], start: int, taken: Set[int], read: dict[Span, Item]) -> list[Item]:
    """The members of the list that starts at word `start`; `read` keeps those met before."""
    found: list[Item] = []
    misses, aside = 0, False
    for first, last in parts:
        if last < start:
            continue
        if first > start and not _goes_on(scan, first):
            break
        item = _item_once(scan, (max(first, start), last), taken, read)
        gap = scan.words.gaps[first]
        aside = "(" in gap[gap.rfind(")") + 1 :] or (aside and ")" not in gap)
        if aside and first > start and item.span and not item.known:
            item = replace(item, span=None)
        if not aside:
            misses = 0 if item.span or item.known else misses + 1
        if misses >= _MISSES or (first > start and scan.words.folded[first] in _PRONOUNS):
            break
        found.append(item)
    return found


def _goes_on(scan: NameScan, at: int) -> bool:
    """Tell whether the list goes on at word `at`: a comma, a link or a bracket stands before it."""
    gap = scan.words.gaps[at].strip()
    if at and scan.words.folded[at - 1] in _LINKS:
        gap = scan.words.gaps[at - 1].strip() or ","
    return bool(gap) and all(char in _LIST_GAPS or char.isspace() or char in "\"'”“" for char in gap)


def _item_once(scan: NameScan, span: Span, taken: Set[int], read: dict[Span, Item]) -> Item:
    if span not in read:
        read[span] = _item(scan, *span, taken)
    return read[span]


def _item(scan: NameScan, first: int, last: int, taken: Set[int]) -> Item:
    while first < last and scan.words.folded[first] in _LINKS:
        first += 1
    begin = first
    while begin < last and scan.words.folded[begin] in data_words("data_determiners"):
        begin += 1
    question = question_at(scan, begin, last)
    if question:
        return Item(first, last, question, True, True, True)
    if taken.isdisjoint(range(begin, last + 1)) and things_done(scan, begin, last):
        return Item(first, last, (begin, last), True, False, True)
    phrase = phrase_at(scan, first, last)
    if phrase is None:
        held = not taken.isdisjoint(range(first, last + 1))
        return Item(first, last, None, held, held, False)
    held = not taken.isdisjoint(range(phrase.first, phrase.last + 1))
    if held:
        return Item(first, last, None, True, True, _is_whole(scan, phrase, last))
    if not is_datum(scan, phrase) or _is_clause(scan, phrase, last):
        return Item(first, last, None, False, False, False)
    sure = phrase.told or is_surely_named(scan, phrase)
    known = sure or has_data_head(scan, phrase) or is_counted(scan, phrase)
    return Item(first, last, (phrase.first, phrase.last), known, sure, _is_whole(scan, phrase, last), phrase.indefinite)


def _is_whole(scan: NameScan, phrase: Phrase, last: int) -> bool:
    """Tell whether nothing but an afterthought follows: `breed if it fits`."""
    return phrase.last == last or scan.words.folded[phrase.last + 1] in data_words("data_afterthoughts")


def _is_clause(scan: NameScan, phrase: Phrase, last: int) -> bool:
    """Tell whether the phrase is the subject of a clause: `..., and the team will call`."""
    after = phrase.last + 1
    return after <= last and scan.words.folded[after] in _VERBS


def _accepted(items: list[Item], strength: Strength) -> Iterator[Span]:
    """The members of a list that are data, given how surely data stands in its place."""
    sure = sum(item.sure for item in items)
    if strength == "linked" and sure < (1 if len(items) > 2 else 2) and not _all_named(items):
        return
    if strength != "sure" and sum(item.known for item in items) < len(items) * _SHARE_KNOWN:
        return
    for item in items:
        if item.span is None or (item.indefinite and not (item.sure or (item.known and strength != "sure"))):
            continue
        if strength == "linked" and not (item.whole or item.known):
            continue
        yield item.span


def _all_named(items: list[Item]) -> bool:
    return len(items) >= _FEWEST and all(item.known for item in items)


def _bare(scan: NameScan, parts: list[Span], taken: Set[int], read: dict[Span, Item]) -> Iterator[Span]:
    """`Fitting date, device model, insurer, postal code.`: a sentence that is a list, much of it known to be data."""
    if len(parts) < _FEWEST or any(last - first >= _LONGEST_MEMBER for first, last in parts[:_FEWEST]):
        return
    run = _runs(scan, parts)[0]
    if len(run) < _FEWEST or run[-1][1] < len(scan.words) - 1:
        return
    items = [_item_once(scan, span, taken, read) for span in run]
    whole = [item for item in items if item.whole]
    if len(whole) < len(items) * _SHARE_WHOLE or sum(item.known for item in whole) < max(2, len(items) * _SHARE_BARE):
        return
    yield from (item.span for item in whole if item.span and not item.indefinite)


def _bracketed(
    scan: NameScan, bracket: Span, parts: list[Span], taken: Set[int], read: dict[Span, Item]
) -> Iterator[Span]:
    """`Vetsoft (breed, weight, last visit)`: the fields of a system, a form or a table in brackets behind it."""
    start, end = bracket
    inside = [span for span in parts if start <= span[0] and span[1] <= end]
    if len(inside) < _FEWEST - 1:
        return
    items = [_field_of(scan, _item_once(scan, span, taken, read)) for span in inside]
    if not all(item.whole and not item.indefinite for item in items):
        return
    known = sum(item.known for item in items)
    held = holds_data(scan, start - 1) and (known or len(items) >= _FEWEST)
    if held or known == len(items):
        yield from (item.span for item in items if item.span)


def _field_of(scan: NameScan, item: Item) -> Item:
    """In such a bracket a plain word stands for a field: `journey`, `theme`."""
    if item.span or item.known or item.first != item.last or item.first in scan.within(_NO_FIELDS):
        return item
    named = scan.words.folded[item.first] in data_words("data_people") | data_words("data_stops")
    return item if named else replace(item, span=(item.first, item.first), whole=True)


def _beside(scan: NameScan, parts: list[Span], taken: Set[int], read: dict[Span, Item]) -> Iterator[Span]:
    """Members of any list of three or more that stand right beside a datum of the catalogue."""
    for run in _runs(scan, parts) if len(parts) >= _FEWEST else ():
        if len(run) >= _FEWEST:
            yield from _neighbours([_item_once(scan, span, taken, read) for span in run])


def _runs(scan: NameScan, parts: list[Span]) -> list[list[Span]]:
    """The stretches in groups between which no list goes on."""
    runs: list[list[Span]] = []
    for span in parts:
        if runs and _goes_on(scan, span[0]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _neighbours(run: list[Item]) -> Iterator[Span]:
    sure = [item.sure and (item.span is None or item.whole) for item in run]
    if sum(sure) < len(run) * _SHARE_KNOWN:
        return
    for number, item in enumerate(run):
        near = sure[max(0, number - 1) : number] + sure[number + 1 : number + 2]
        if item.span and item.whole and not item.indefinite and any(near):
            yield item.span
