"""Regions: where the people addressed live and where work is done."""

from service.campaign import Mention
from service.catalogue.vocabulary import Region, regions, word_list
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

_LINKS = frozenset({"and", "or", "&", ",", "y", "e", "et", "und", "oder", "ou", "u"})


def read_regions(scan: NameScan) -> list[Mention]:
    """Return places and markets. Adjectives of nationality count only before a word for a market or its people."""
    places = [hit for hit in scan.hits.get("region", ()) if hit.holds(scan.around)]
    adjectives = [hit for hit in scan.hits.get("demonym", ()) if _is_market(scan, hit)]
    chosen = longest([*places, *adjectives])
    kept = [hit for at, hit in enumerate(chosen) if _is_place(scan, hit, chosen[max(0, at - 1) : at + 2])]
    return [*(_mention(scan, hit) for hit in kept), *(town for hit in kept for town in _town_before(scan, hit))]


def _town_before(scan: NameScan, hit: Hit) -> list[Mention]:
    """`in Westmere, England`: a place that no list holds, told by the one behind the comma."""
    words, at = scan.words, hit.first - 1
    if at < 1 or words.gaps[hit.first].strip() != "," or not words.capitals[at]:
        return []
    first = at - 1 if words.capitals[at - 1] and words.joined[at] else at
    if words.before(first) not in word_list("place_words"):
        return []
    return [scan.mention("region", first, at, name=_mention(scan, hit).name, value=_mention(scan, hit).name)]


def _mention(scan: NameScan, hit: Hit) -> Mention:
    region = regions()[hit.lexeme.id]
    code = region.codes[0] if region.kind in ("city", "subdivision") and region.codes else region.id
    return scan.mention("region", hit.first, hit.last, name=code, value=code)


def _is_market(scan: NameScan, hit: Hit) -> bool:
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
    if not _is_doubtful(region, scan, hit):
        return True
    return scan.words.before(hit.first) in word_list("place_words") or _beside_another(scan, hit, neighbours)


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
