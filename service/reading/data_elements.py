"""Data: what is held about people or things, and what is measured."""

from service.campaign import Mention
from service.catalogue.vocabulary import data_elements
from service.reading.data_forms import unlisted_data
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

GENERIC = "generic_data"
_OWNERS = frozenset({"their", "his", "her", "own", "our", "the"})
_LIST_LINKS = frozenset({"and", "or", "&", "y", "e", "et", "und", "oder", "ou", "with", "plus", "o"})


def read_data(scan: NameScan) -> list[Mention]:
    """Return data elements and sets, each with the smallest span that says what it is."""
    sure = [hit for hit in scan.hits.get("data", ()) if hit.holds(scan.around)]
    maybe = [hit for hit in scan.hits.get("data", ()) if hit.holds(scan.around) is None]
    hits = longest([*sure, *_carried_by_list(scan, longest(sure), maybe)])
    found = [
        scan.mention(
            "data", _start(scan, hit), hit.last, name=hit.lexeme.id, value=data_elements()[hit.lexeme.id].label
        )
        for hit in hits
    ]
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    forms = [scan.mention("data", first, last, name=GENERIC) for first, last in unlisted_data(scan, taken)]
    return [*found, *forms]


def _start(scan: NameScan, hit: Hit) -> int:
    """The first word of the datum itself: `their points balance` begins with `points`."""
    first = hit.first
    while first < hit.last and scan.words.folded[first] in _OWNERS:
        first += 1
    return first


def _carried_by_list(scan: NameScan, sure: list[Hit], maybe: list[Hit]) -> list[Hit]:
    """A word such as `phone` counts beside a sure one or another doubtful one: `name, company, phone`."""
    pool = [*sure, *maybe]
    return [hit for hit in maybe if any(other is not hit and _side_by_side(scan, hit, other) for other in pool)]


def _side_by_side(scan: NameScan, one: Hit, other: Hit) -> bool:
    low, high = (one, other) if one.first < other.first else (other, one)
    if high.first <= low.last:
        return False
    between = scan.words.folded[low.last + 1 : high.first]
    gaps = "".join(scan.words.gaps[low.last + 1 : high.first + 1])
    if len(between) > 2 or any(char in ".;:!?()" for char in gaps):
        return False
    return ("," in gaps or "/" in gaps or bool(between)) and all(
        word in _LIST_LINKS or len(between) == 1 for word in between
    )
