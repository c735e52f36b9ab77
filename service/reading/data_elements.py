"""Data: what is held about people or things, and what is measured."""

from collections.abc import Set
from dataclasses import replace

from service.campaign import Mention
from service.catalogue.vocabulary import GENERIC_DATA, data_elements
from service.reading.data_clauses import question_at
from service.reading.data_forms import unlisted_data
from service.reading.data_phrases import phrase_at
from service.reading.data_words import data_words
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

_NEGATORS = frozenset({"no", "not", "never", "without", "non", "nobody", "nor", "n't"})
_OWNERS = frozenset({"their", "his", "her", "own", "our", "the"})
_LINK_WORDS = 2
_LIST_LINKS = frozenset({"and", "or", "&", "y", "e", "et", "und", "oder", "ou", "with", "plus", "o"})


def read_data(scan: NameScan) -> list[Mention]:
    """Return data elements and sets, each with the smallest span that says what it is."""
    sure, maybe = _by_certainty(scan)
    hits = [_with_contents(scan, hit) for hit in longest([*sure, *_carried_by_list(scan, longest(sure), maybe)])]
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    spans = unlisted_data(scan, taken)
    named = taken.union(at for first, last in spans for at in range(first, last + 1))
    found = [_listed(scan, hit, named) for hit in hits]
    return [*found, *(_unlisted(scan, first, last, named) for first, last in spans)]


def _by_certainty(scan: NameScan) -> tuple[list[Hit], list[Hit]]:
    """The hits whose conditions hold, and those that only a list could carry."""
    judged = [(hit, hit.holds(scan.around)) for hit in scan.hits.get("data", ())]
    return [hit for hit, holds in judged if holds], [hit for hit, holds in judged if holds is None]


def _listed(scan: NameScan, hit: Hit, named: Set[int]) -> Mention:
    label, first = data_elements()[hit.lexeme.id].label, _start(scan, hit)
    mention = scan.mention("data", first, hit.last, name=hit.lexeme.id, value=label)
    return _without_borrowed_denial(scan, mention, first, named)


def _without_borrowed_denial(scan: NameScan, mention: Mention, first: int, named: Set[int]) -> Mention:
    """A `no` inside the name before it (`no-shows, complaints`) denies nothing behind it."""
    if not mention.negated:
        return mention
    before = [at for at in range(first) if scan.words.folded[at] in _NEGATORS]
    return replace(mention, negated=False) if before and before[-1] in named else mention


def _start(scan: NameScan, hit: Hit) -> int:
    """The first word of the datum itself: `their points balance` begins with `points`."""
    first = hit.first
    while first < hit.last and scan.words.folded[first] in _OWNERS:
        first += 1
    return first


def _with_contents(scan: NameScan, hit: Hit) -> Hit:
    """`list` grows to `list of switched customers`, `who opened` to `who opened but did not click`."""
    words, start, end = scan.words, hit.last + 2, len(scan.words) - 1
    told = question_at(scan, hit.first, end)
    if told is not None:
        return replace(hit, last=max(hit.last, told[1]))
    if start > end or words.folded[hit.last] not in data_words("data_sets") or words.folded[start - 1] != "of":
        return hit
    asked, phrase = question_at(scan, start, end), phrase_at(scan, start, end)
    if asked is None and (phrase is None or words.capitals[phrase.first]):
        return hit
    return replace(hit, last=asked[1] if asked else phrase.last if phrase else hit.last)


def _unlisted(scan: NameScan, first: int, last: int, named: Set[int]) -> Mention:
    """Its value is its own words, so that two unlisted data are two facts."""
    words = " ".join(scan.words.folded[first : last + 1])
    mention = scan.mention("data", first, last, name=GENERIC_DATA, value=words)
    return _without_borrowed_denial(scan, mention, first, named)


def _carried_by_list(scan: NameScan, sure: list[Hit], maybe: list[Hit]) -> list[Hit]:
    """A word such as `phone` counts beside a sure one or another doubtful one: `name, company, phone`."""
    if not maybe:
        return []
    starting: dict[int, list[Hit]] = {}
    ending: dict[int, list[Hit]] = {}
    for hit in (*sure, *maybe):
        starting.setdefault(hit.first, []).append(hit)
        ending.setdefault(hit.last, []).append(hit)
    return [
        hit
        for hit in maybe
        if any(
            _side_by_side(scan, hit, other)
            for step in range(1, _LINK_WORDS + 2)
            for other in (*ending.get(hit.first - step, ())[:1], *starting.get(hit.last + step, ())[:1])
        )
    ]


def _side_by_side(scan: NameScan, one: Hit, other: Hit) -> bool:
    low, high = (one, other) if one.first < other.first else (other, one)
    if high.first <= low.last:
        return False
    between = scan.words.folded[low.last + 1 : high.first]
    gaps = "".join(scan.words.gaps[low.last + 1 : high.first + 1])
    if len(between) > _LINK_WORDS or any(char in ".;:!?()" for char in gaps):
        return False
    return ("," in gaps or "/" in gaps or bool(between)) and all(
        word in _LIST_LINKS or len(between) == 1 for word in between
    )
