"""Data that the catalogue does not list, known by the form of its name or by the list it stands in.

Each rule returns spans of words (first, last); `taken` holds the words that are already a data element.
"""

from collections.abc import Iterator, Set

from service.catalogue.vocabulary import word_list
from service.reading.lexicon import Layer
from service.reading.scan import NameScan

Span = tuple[int, int]

_LONGEST_CLAUSE = 6
_LONGEST_ITEM = 4
_FEWEST_ITEMS = 3
_SHORT = 6
_LINKS = frozenset({"and", "or", "y", "e", "et", "und", "oder", "ou", "o", "&", "plus"})
_ADJECTIVES = frozenset({"based", "free", "generated", "related", "driven", "friendly"})
_OF = frozenset({"of", "de", "del", "du", "des", "do", "da", "von", "der"})
_OTHER_LAYERS: tuple[Layer, ...] = ("channel", "system", "region", "person_role", "law")
_LIST_BREAKS = frozenset({",", ";", "(", "/", "|"})


def unlisted_data(scan: NameScan, taken: Set[int]) -> list[Span]:
    """Return the spans that the forms find, without overlaps."""
    if scan.sentence.kind == "heading":
        return []
    found: list[Span] = []
    used = set(taken)
    for rule in (_told, _relative, _measured, _counted, _headed, _listed):
        for first, last in rule(scan, used):
            if used.isdisjoint(range(first, last + 1)):
                found.append((first, last))
                used.update(range(first, last + 1))
    return found


def _headed(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """`stamp balance`, `deprivation score`, `tenancy records`."""
    words, plain = scan.words, word_list("function_words")
    for at in range(1, len(words)):
        if words.folded[at] not in word_list("data_heads") or at in taken or not words.joined[at]:
            continue
        modifier = words.folded[at - 1]
        if len(modifier) > 2 and modifier not in plain and not modifier[0].isdigit() and at - 1 not in taken:
            yield at - 1, at


def _counted(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`number of flats managed`, `date of last contact`, not `a number of people`."""
    words = scan.words
    for at in range(len(words) - 2):
        if words.folded[at] not in word_list("counting_heads") or words.folded[at + 1] != "of":
            continue
        if words.capitals[at + 2] or (at and words.folded[at - 1] in word_list("vague_openers")):
            continue
        last = _phrase_end(scan, at + 2)
        if last > at + 1:
            yield at, last


def _phrase_end(scan: NameScan, at: int) -> int:
    """The last word of the noun phrase that starts at `at`; the word before it when there is none."""
    last = at - 1
    plain = word_list("function_words")
    while at < len(scan.words) and at - last <= _LONGEST_ITEM and scan.words.joined[at]:
        if scan.words.folded[at] in plain or scan.words.folded[at] in _LINKS:
            break
        last = at
        at += 1
    return last


def _measured(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`calls per thousand e-mails`, `drop-out per step`, not `messages per second`."""
    words, measures = scan.words, word_list("measure_nouns")
    for at in range(1, len(words) - 1):
        if words.folded[at] not in ("per", "by", "pro", "por", "par") or words.folded[at - 1] not in measures:
            continue
        after = words.folded[at + 1]
        last = at + 2 if after in ("thousand", "hundred", "1") else at + 1
        if words.folded[last : last + 1] == ("e",) and words.after(last) in ("mail", "mails"):
            last += 1
        if last < len(words) and words.folded[last] in word_list("measured_by") and words.joined[last]:
            yield at - 1, last


def _told(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`what the household bought`, `which emails were opened`: behaviour told as a clause."""
    words = scan.words
    for at, word in enumerate(words.folded):
        if word not in ("what", "which", "how"):
            continue
        window = words.folded[at + 1 : at + 1 + _LONGEST_CLAUSE]
        verb = next((step for step, other in enumerate(window) if other in word_list("behaviour_verbs")), None)
        if verb is None or word_list("data_subjects").isdisjoint(window[:verb]):
            continue
        if all(words.joined[step] for step in range(at + 1, at + 2 + verb)):
            yield at, at + 1 + verb


def _relative(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`the plants they bought`, `pages she viewed`: a noun and what people did with it."""
    words, plain = scan.words, word_list("function_words")
    for at in range(1, len(words) - 1):
        if words.folded[at] not in word_list("data_subjects") or words.folded[at - 1] in plain or not words.joined[at]:
            continue
        last = at + 2 if words.folded[at + 1] in ("'ve", "have", "had", "has") else at + 1
        if last < len(words) and words.folded[last] in word_list("behaviour_verbs") and words.joined[last]:
            yield at - 1, last


def _listed(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """The unknown members of a list whose other members are data: `balance, salary date, product holding`."""
    for items in _lists(scan):
        first_item = _after_asking(scan, *items[0]) if items else None
        items = [first_item or items[0], *items[1:]] if items else items
        known = [not taken.isdisjoint(range(first, last + 1)) for first, last in items]
        needed = 1 if first_item else len(items) / 2
        if len(items) < _FEWEST_ITEMS or sum(known) < needed:
            continue
        for number, (first, last) in enumerate(items):
            if not known[number] and (span := _plain_item(scan, first, last, number == len(items) - 1)):
                yield span


def _after_asking(scan: NameScan, first: int, last: int) -> Span | None:
    """The rest of the item behind a verb that asks for data: `we need patient number, mobile number and age`."""
    for at in range(last, first - 1, -1):
        if scan.words.folded[at] in word_list("asking_verbs"):
            return (at + 1, last) if at < last else None
    return None


def _lists(scan: NameScan) -> Iterator[list[Span]]:
    """Runs of items that commas and links part; an item ends at any other stop."""
    words = scan.words
    items: list[Span] = []
    first = 0
    for at in range(1, len(words) + 1):
        gap = words.gaps[at].strip()
        is_link = at < len(words) and words.folded[at] in _LINKS
        was_link = words.folded[at - 1] in _LINKS
        if gap in ("", "-", "'", ".") and not is_link and not was_link and at < len(words):
            continue
        if not was_link:
            items.append((first, at - 1))
        first = at
        if gap.startswith(":"):
            items = []
        elif gap not in _LIST_BREAKS and gap and at < len(words):
            yield items
            items = []
    yield items


def _plain_item(scan: NameScan, first: int, last: int, is_final: bool) -> Span | None:
    """The item without its article, when it is nothing but a few nouns."""
    words, plain = scan.words, word_list("function_words")
    while first <= last and words.folded[first] in word_list("articles") | _LINKS:
        first += 1
    while last > first and words.folded[last] in _OF:
        last -= 1
    if first > last or last - first >= _LONGEST_ITEM:
        return None
    inside = words.folded[first : last + 1]
    if any((word in plain and word not in _OF) or word[0].isdigit() for word in inside) or _is_other(scan, first, last):
        return None
    if (
        (len(inside[0]) > _SHORT and inside[0].endswith("ing"))
        or inside[-1] in _ADJECTIVES
        or (is_final and last - first > 2)
    ):
        return None
    return first, last


def _is_other(scan: NameScan, first: int, last: int) -> bool:
    """Tell whether the item is a channel, a system, a place or a person instead."""
    for layer in _OTHER_LAYERS:
        if any(first <= hit.last and hit.first <= last for hit in scan.sure(layer)):
            return True
    return scan.words.is_capital(first) and first > 0
