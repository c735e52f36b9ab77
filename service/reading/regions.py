"""Regions: where the people addressed live and where work is done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.campaign import Mention
from service.catalogue.folding import fold
from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import Region, regions, word_list
from service.reading.lexicon import Hit, Layer, known_words, longest, trade_words
from service.reading.scan import NameScan
from service.reading.towns import is_before_site, opens_name, town_spans, towns

Span = tuple[int, int]

_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9]{1,2}[A-Z]?")
_DISTRICT_TAILS = frozenset({"area", "areas", "postcode", "postcodes", "district", "districts"})
_TELLING = {"of": "place_parts", "in": "place_dwellers"}
_SHORTEST_NAME = 4
_PART_OF_NAME = frozenset(
    {"nhs", "council", "sport", "age", "trust", "agency", "museum", "heritage", "historic", "visit"}
)
_WITH_TWINS = ("GB", "US", "CA", "AU", "NZ", "IE")
# `Head of Demand Gen, Berlin`: what somebody is head of is no place.
_LOOSE = frozenset({"of", "for", "and", "or", "to"})
_LINKS = frozenset({"and", "or", "&", ",", "y", "e", "et", "und", "oder", "ou", "u"})


def read_regions(scan: NameScan) -> list[Mention]:
    """Return places and markets. Adjectives of nationality count only before a word for a market or its people."""
    places = [hit for hit in scan.hits.get("region", ()) if hit.holds(scan.around) and not names_somebody(scan, hit)]
    adjectives = [hit for hit in scan.hits.get("demonym", ()) if _is_market(scan, hit)]
    chosen = longest([*places, *adjectives])
    kept = [hit for at, hit in enumerate(chosen) if _is_place(scan, hit, chosen[max(0, at - 1) : at + 2])]
    found = [*(_mention(scan, hit) for hit in kept), *(town for hit in kept for town in _town_before(scan, hit))]
    return [*found, *(_told_mention(scan, span, code) for span, code in _told(scan, kept).items())]


def settled_towns(mentions: Sequence[Mention]) -> list[Mention]:
    """Give a town of a name known in several countries the one that the other places of the brief lie in."""
    places = [mention for mention in mentions if mention.kind == "region" and mention.value]
    sure = {_country(place) for place in places if not _twins(place)}
    return [
        replace(mention, value=other, name=None)
        if mention.kind == "region" and (other := _elsewhere(mention, sure))
        else mention
        for mention in mentions
    ]


def _country(place: Mention) -> str:
    return str(place.value).partition("-")[0]


def _twins(place: Mention) -> list[str]:
    """The countries, beside its own, that have a town of this name."""
    name = fold(place.text)
    return [code for code in _WITH_TWINS if name in word_list(f"also_in_{code.lower()}") and code != _country(place)]


def _elsewhere(place: Mention, sure: set[str]) -> str | None:
    if not place.value or _country(place) in sure:
        return None
    return next((code for code in _twins(place) if code in sure), None)


def names_somebody(scan: NameScan, hit: Hit) -> bool:
    """Tell whether a place is somebody's first name here: `Wellington from the ticket office`, `Devon Kowalchuk`."""
    words, after = scan.words, hit.last + 1
    first_name = words.folded[hit.first] in word_list("first_names") or (
        words.folded[hit.first] in name_words("places_as_names")
    )
    if hit.first != hit.last or not first_name or after >= len(words) or not words.joined[after]:
        return False
    if words.folded[after] == "from":
        return words.folded[after + 1 : after + 2] in (("the",), ("our",))
    surname = words.folded[after]
    plain = surname in known_words() or surname in word_list("place_name_tails")
    return words.raw(after).istitle() and not plain


def told_places(scan: NameScan) -> Iterator[int]:
    """The words of places that only their surroundings show to be places: they are no firm's or person's name."""
    for first, last in _told(scan, scan.sure("region")):
        yield from range(first, last + 1)


def _told(scan: NameScan, known: Sequence[Hit]) -> dict[Span, str | None]:
    """Towns of the gazetteer and places of no list, with their country where it is known."""
    if not any(scan.words.capitals):
        return {}
    taken = [(hit.first, hit.last) for hit in known]
    return {**dict.fromkeys(_unlisted(scan)), **_districts(scan), **town_spans(scan, taken)}


def _told_mention(scan: NameScan, span: Span, code: str | None) -> Mention:
    name = "_".join(scan.words.folded[span[0] : span[1] + 1]) if code else None
    return scan.mention("region", *span, name=name, value=code)


def _districts(scan: NameScan) -> dict[Span, str]:
    """`the LE4 area`: a British postcode district before a word that makes it a place."""
    words = scan.words
    if _DISTRICT_TAILS.isdisjoint(words.bag):
        return {}
    found = (at for at, capital in enumerate(words.capitals) if capital and _DISTRICT.fullmatch(words.raw(at)))
    return {(at, at): "GB" for at in found if words.after(at) in _DISTRICT_TAILS}


def _unlisted(scan: NameScan) -> Iterator[Span]:
    """`every household in Westmere`, `the east of Westmere`: a place of no list, told by what is said to be there."""
    words = scan.words
    if _TELLING.keys().isdisjoint(words.bag):
        return
    for at in range(2, len(words)):
        if not words.capitals[at] or not words.is_capital(at) or not (words.joined[at] and words.joined[at - 1]):
            continue
        telling = _TELLING.get(words.folded[at - 1])
        if telling is None or words.folded[at - 2] not in word_list(telling):
            continue
        if not _is_known(scan, at) and _is_bare_name(scan, at) and words.folded[at] not in towns():
            yield at, at


def _is_known(scan: NameScan, at: int) -> bool:
    """Tell whether the word is known as something else."""
    layers: tuple[Layer, ...] = ("system", "channel", "data", "person_role", "law", "demonym", "region")
    return any(hit.first <= at <= hit.last for layer in layers for hit in scan.hits.get(layer, ()))


def _is_bare_name(scan: NameScan, at: int) -> bool:
    """Tell whether it is one word with one capital, no month, and no part of a longer name."""
    words, written = scan.words, scan.words.raw(at)
    alone = at + 1 >= len(words) or not words.joined[at + 1] or not words.capitals[at + 1]
    plain = words.folded[at] in word_list("month_and_day_names") or words.folded[at] in trade_words()
    return alone and not plain and len(written) > _SHORTEST_NAME and written[1:].islower()


def _town_before(scan: NameScan, hit: Hit) -> list[Mention]:
    """`in Westmere, England`: a place that no list holds, told by the one behind the comma."""
    words, at = scan.words, hit.first - 1
    if at < 1 or words.gaps[hit.first].strip() != "," or not words.capitals[at]:
        return []
    first = at - 1 if words.capitals[at - 1] and words.joined[at] else at
    if words.before(first) not in word_list("place_words") - _LOOSE or not _is_rare_place(scan, first, at):
        return []
    return [scan.mention("region", first, at, name=words.folded[at], value=_code(hit))]


def _is_rare_place(scan: NameScan, first: int, last: int) -> bool:
    """Not `Head of Demand Gen, Berlin`, `Director for Paid Media, Leeds`: words of the trade are no place."""
    return not any(_is_known(scan, at) or scan.words.folded[at] in trade_words() for at in range(first, last + 1))


def _mention(scan: NameScan, hit: Hit) -> Mention:
    return scan.mention("region", hit.first, hit.last, name=hit.lexeme.id, value=_code(hit))


def _code(hit: Hit) -> str:
    region = regions()[hit.lexeme.id]
    return region.codes[0] if region.kind in ("city", "subdivision") and region.codes else region.id


def _is_market(scan: NameScan, hit: Hit) -> bool:
    if hit.last + 1 < len(scan.words) and not scan.words.joined[hit.last + 1]:
        return False
    if not scan.words.is_capital(hit.first) and scan.words.raw(hit.first).isascii() and _needs_capital(scan, hit):
        return False
    window = scan.words.folded[hit.last + 1 : hit.last + 3]
    return not word_list("market_nouns").isdisjoint(window)


def _needs_capital(scan: NameScan, hit: Hit) -> bool:
    """English and German spellings of nationality: English ones are always written with a capital."""
    english = regions()[hit.lexeme.id].demonyms.get("en", ())
    return scan.words.raw(hit.first).capitalize() in english


def _is_place(scan: NameScan, hit: Hit, neighbours: list[Hit]) -> bool:
    region = regions()[hit.lexeme.id]
    following = scan.words.after(hit.last)
    # "Washington Post", "Paris Hilton": the place is part of a name.
    if following in word_list("place_name_tails") and scan.words.joined[hit.last + 1]:
        return False
    # "NHS England", "Arts Council Wales": the place ends a name.
    if scan.words.before(hit.first) in _PART_OF_NAME and scan.words.capitals[hit.first - 1]:
        return False
    if _opens_body(scan, hit):
        return False
    if not _is_doubtful(region, scan, hit):
        return True
    if is_before_site(scan, hit.last) and opens_name(scan, hit.first):
        return True
    return scan.words.before(hit.first) in word_list("place_words") or _beside_another(scan, hit, neighbours)


def _opens_body(scan: NameScan, hit: Hit) -> bool:
    """`Queensland Tertiary Admissions Centre`, `Yorkshire Water Ltd`: the place begins the name of a body."""
    words, at = scan.words, hit.last + 1
    while at < len(words) and words.joined[at] and (words.capitals[at] or words.folded[at] in ("and", "of", "&")):
        at += 1
    tail = words.folded[at - 1]
    return at - 1 > hit.last and tail in word_list("organisation_heads", "legal_suffixes")


def _is_doubtful(region: Region, scan: NameScan, hit: Hit) -> bool:
    if region.ambiguous:
        return True
    # One word for a town at the start of a person's or firm's name: "Victoria Smith", "Madison & Co".
    following = hit.last + 1
    names_somebody = following < len(scan.words) and scan.words.joined[following] and scan.words.is_capital(following)
    return region.kind == "city" and names_somebody and hit.first == hit.last


def _beside_another(scan: NameScan, hit: Hit, neighbours: list[Hit]) -> bool:
    """Tell whether the place stands in a list with another one ("Chad, Niger and Mali")."""
    for other in neighbours:
        if other is hit:
            continue
        low, high = sorted((other, hit), key=lambda h: h.first)
        between = scan.words.folded[low.last + 1 : high.first]
        if len(between) <= 1 and all(word in _LINKS for word in between):
            return True
    return False
