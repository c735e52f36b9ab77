"""Data: what is held about people or things, and what is measured."""

from collections.abc import Set
from dataclasses import replace
from functools import cache

from service.campaign import Mention
from service.catalogue.loading import load_entries
from service.catalogue.vocabulary import GENERIC_DATA, WordList, data_elements
from service.reading.data_borrowed import is_amount, is_borrowed
from service.reading.data_contents import grown
from service.reading.data_forms import unlisted_data
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

_NEGATORS = frozenset({"no", "not", "never", "without", "non", "nobody", "nor", "'t"})
_OWNERS = frozenset({"their", "his", "her", "own", "our", "the"})
_LINK_WORDS = 2
_BREAKDOWN = frozenset({"per", "by"})
# "e-mails of current customers".
_OWNED = {
    "names": "name", "surnames": "name", "e": "email_address", "emails": "email_address", "mails": "email_address",
    "numbers": "phone_number", "mobiles": "phone_number", "addresses": "postal_address", "birthdays": "date_of_birth",
    "ages": "age", "photos": "photo", "postcodes": "postcode",
}  # fmt: skip
_CLAUSES = frozenset({"whether", "how", "when", "which", "what", "who", "where", "people", "anyone", "those"})
_LONGEST_TITLE = 5
_LACK_REACH = 5
_WHO = frozenset({"who", "anyone", "anybody", "people", "customers", "members", "those", "patients", "whose"})
_LIST_LINKS = frozenset({"and", "or", "&", "y", "e", "et", "und", "oder", "ou", "with", "plus", "o"})


def read_data(scan: NameScan) -> list[Mention]:
    """Return data elements and sets, each with the smallest span that says what it is."""
    sure, maybe = _by_certainty(scan)
    carried = _carried_by_list(scan, longest(sure), maybe)
    hits = [grown(scan, hit) for hit in longest([*sure, *carried]) if not is_borrowed(scan, hit)]
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    spans = [span for span in unlisted_data(scan, taken) if not is_amount(scan, *span)]
    named = taken.union(at for first, last in spans for at in range(first, last + 1))
    hits += [hit for hit in maybe if spans and hit.first not in named and _is_beside(scan, hit, spans)]
    found = [_listed(scan, hit, named) for hit in hits]
    return [*found, *(_unlisted(scan, first, last, named) for first, last in spans)]


def _by_certainty(scan: NameScan) -> tuple[list[Hit], list[Hit]]:
    """The hits whose conditions hold, and those that only a list could carry; none in a short heading: a title."""
    if scan.sentence.kind == "heading" and len(scan.words) <= _LONGEST_TITLE:
        return [], []
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
    if _is_lacked(scan, first):
        return replace(mention, negated=False)
    before = [at for at in range(first) if scan.words.folded[at] in _NEGATORS]
    return replace(mention, negated=False) if before and before[-1] in named else mention


def _is_lacked(scan: NameScan, first: int) -> bool:
    """`those who never gave us an address`, `students without a personal number`: people are told apart by it."""
    words = scan.words.folded
    for at in range(max(0, first - _LACK_REACH), first):
        if words[at] == "without" and words[at + 1] in ("a", "an"):
            return True
        if words[at] in _NEGATORS and not _WHO.isdisjoint(words[max(0, at - 2) : at]):
            return True
    return False


def _start(scan: NameScan, hit: Hit) -> int:
    """The first word of the datum itself: `their points balance` begins with `points`."""
    first = hit.first
    while first < hit.last and scan.words.folded[first] in _OWNERS:
        first += 1
    return first


def _unlisted(scan: NameScan, first: int, last: int, named: Set[int]) -> Mention:
    """Its value is its own words, so that two unlisted data are two facts; its kind is that of its last word."""
    words = " ".join(scan.words.folded[first : last + 1])
    mention = scan.mention("data", first, last, name=_kind_of(scan, first, last), value=words)
    return _without_borrowed_denial(scan, mention, first, named)


def _kind_of(scan: NameScan, first: int, last: int) -> str:
    """The nearest entry of the catalogue: `revenue per seat` is a result, `kit purchases` are purchases."""
    words = scan.words.folded
    inside = words[first : last + 1]
    if inside[0] in _CLAUSES:
        return GENERIC_DATA
    if "of" in inside[1:3] and inside[0] in _OWNED:
        return _OWNED[inside[0]]
    if not _BREAKDOWN.isdisjoint(inside[1:-1]):
        return "campaign_results"
    return _kinds().get(words[last], GENERIC_DATA) if last > first else GENERIC_DATA


@cache
def _kinds() -> dict[str, str]:
    """The catalogue entry by the last word of a name."""
    prefix = "data_kind_"
    lists = load_entries("data_words", WordList)
    return {
        word: name[len(prefix) :] for name, entry in lists.items() if name.startswith(prefix) for word in entry.words
    }


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
            _side_by_side(scan, (hit.first, hit.last), (other.first, other.last))
            for step in range(1, _LINK_WORDS + 2)
            for other in (*ending.get(hit.first - step, ())[:1], *starting.get(hit.last + step, ())[:1])
        )
    ]


def _is_beside(scan: NameScan, hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Tell whether an unlisted datum carries it: `VAT id, role and phone`."""
    return any(_side_by_side(scan, (hit.first, hit.last), span) for span in spans)


def _side_by_side(scan: NameScan, one: tuple[int, int], other: tuple[int, int]) -> bool:
    (_, end), (start, _) = (one, other) if one < other else (other, one)
    if start <= end:
        return False
    between = scan.words.folded[end + 1 : start]
    gaps = "".join(scan.words.gaps[end + 1 : start + 1])
    if len(between) > _LINK_WORDS or any(char in ".;:!?()" for char in gaps):
        return False
    return ("," in gaps or "/" in gaps or bool(between)) and all(
        word in _LIST_LINKS or len(between) == 1 for word in between
    )
