"""Systems: products on the market, the organisation's own systems, and tools nobody has heard of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from schemas.organisation import Organisation
from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import System, systems, word_list
from service.reading.lexicon import Hit, known_words, longest
from service.reading.naming import Named
from service.reading.proper_names import Candidate
from service.reading.scan import NameScan
from service.reading.system_cues import describes, stands_as_system
from service.reading.tokens import split_words

_SLASHED = frozenset("/|")
_FEWEST_BEFORE = 2
_STORES_KEPT = frozenset(
    {"spreadsheet", "workbook", "sheet", "notebook", "list", "file", "ledger", "register", "diary"}
)
_KEEPS = frozenset({"keeps", "kept", "maintains", "updates", "manages", "built", "made", "runs", "fills", "guards"})
_KEEP_REACH = 8
_HIS = frozenset({"his", "her", "my"})
_COPIED = frozenset(
    {"copy", "copies", "list", "lists", "data", "file", "files", "export", "backup", "records", "sits", "kept"}
)
_PERSONAL_STORES = frozenset({"notebook", "laptop", "pc", "computer", "spreadsheet", "workbook", "machine", "drive"})
_GOES_ON = frozenset({"i", "apparently", "now", "already", "today", "currently", "mostly"})
_OPTIONS = frozenset({"options", "alternatives", "recommended", "candidates", "shortlist", "opciones", "optionen"})
_ALIKE = frozenset({"type", "style", "like", "esque"})
_LEAVING = frozenset({"leave", "leaves", "leaving", "outside", "bypass", "bypasses", "against"})
_LEAVING_REACH = 6
_TIERS = ("Plus", "Pass", "Card", "Club", "Points", "Rewards", "Max", "Saver", "Prime", "Miles")
_SPOKEN = frozenset(
    {"offered", "available", "translated", "written", "spoken", "versions", "version", "fluent", "speak", "speaks"}
)
_DEMANDS = frozenset({"must", "should", "shall", "needs", "need", "has", "have", "be"})
_RENDERING = frozenset(
    {"rendering", "render", "renders", "tested", "test", "desktop", "avatar", "client", "clients", "compatibility",
     "compatible", "inbox", "dark"}
)  # fmt: skip


def read_known_systems(scan: NameScan) -> list[Mention]:
    """Return the products and kinds of system that the sentence names."""
    catalogue = systems()
    hits = [hit for hit in scan.hits.get("system", ()) if _counts(scan, hit) and not scan.in_code(hit.first, hit.last)]
    return [
        _mention(scan, hit, catalogue[hit.lexeme.id])
        for hit in longest(hits)
        if not (catalogue[hit.lexeme.id].generic and (_is_named_next(scan, hit) or describes(scan, hit.first)))
    ] + _slashed(scan)


@cache
def _slashed_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """The names with a slash or bar inside, which part words everywhere else, and their systems."""
    names = {
        name: system.id
        for system in systems().values()
        for name in (system.name, *system.aliases)
        if not system.generic and not _SLASHED.isdisjoint(name) and " " not in name
    }
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w/|])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/|])"), names


def _slashed(scan: NameScan) -> list[Mention]:
    """`S/4HANA`: exactly as its maker writes it."""
    if _SLASHED.isdisjoint(scan.words.text):
        return []
    pattern, names = _slashed_names()
    found = []
    for match in pattern.finditer(scan.words.text):
        inside = [at for at, start in enumerate(scan.words.starts) if match.start() <= start < match.end()]
        if inside:
            system = systems()[names[match.group()]]
            found.append(scan.mention("system", inside[0], inside[-1], name=system.id, value=system.name))
    return found


def _mention(scan: NameScan, hit: Hit, system: System) -> Mention:
    mention = scan.mention("system", hit.first, hit.last, name=system.id, value=system.name)
    if mention.negated and (system.kind == "suppression" or (not system.generic and _stays_inside(scan, hit))):
        mention = replace(mention, negated=False)
    if _is_option(scan) or _is_compatible(scan, hit) or (system.kind == "mailbox" and _is_rendered(scan)):
        return replace(mention, role="example", note="named as one of several possible, not as in use")
    return mention


def _stays_inside(scan: NameScan, hit: Hit) -> bool:
    """`Card data never leaves Adyen`: what nothing may leave is there."""
    return not _LEAVING.isdisjoint(scan.words.folded[max(0, hit.first - _LEAVING_REACH) : hit.first])


def _is_option(scan: NameScan) -> bool:
    """An item under `Recommended platforms` or `Options`: nobody says that it is there."""
    return scan.sentence.kind == "item" and not _OPTIONS.isdisjoint(scan.around.above)


def _is_compatible(scan: NameScan, hit: Hit) -> bool:
    """`Compatible with Shopify and WordPress` praises a product; `must be compatible with` says what is there."""
    before = scan.words.folded[: hit.first]
    return "compatible" in before and _DEMANDS.isdisjoint(before)


def _is_rendered(scan: NameScan) -> bool:
    """Mail programs in which a mail has to look right."""
    return scan.around.has(_RENDERING)


def _counts(scan: NameScan, hit: Hit) -> bool:
    """A name that is also a word counts beside its context words or in the place of a tool."""
    if not hit.lexeme.is_spelled(scan.words, hit.first, hit.last) or _names_trade(scan, hit):
        return False
    if _is_heading(scan, hit):
        return False
    if scan.words.after(hit.last) in _ALIKE and scan.words.joined[hit.last + 1]:
        return False
    return bool(hit.holds(scan.around)) or _stands_as_tool(scan, hit)


def _is_heading(scan: NameScan, hit: Hit) -> bool:
    """`CRM` alone as a heading is a topic; `Segment` among the names of columns is a word."""
    system, sentence = systems()[hit.lexeme.id], scan.sentence
    if sentence.kind == "heading":
        return system.generic and len(scan.words) == hit.last - hit.first + 1
    if sentence.kind != "row" or not system.ambiguous:
        return False
    return hit.first == 0 and not any(cell.start == scan.words.starts[0] for cell in scan.cells)


def _names_trade(scan: NameScan, hit: Hit) -> bool:
    """`our CRM plan`, `the CMS manager`: a kind of system that says what a plan or a post is about."""
    after = hit.last + 1
    if not systems()[hit.lexeme.id].generic or after >= len(scan.words) or not scan.words.joined[after]:
        return False
    return scan.words.folded[after] in name_words("about_a_trade")


def _stands_as_tool(scan: NameScan, hit: Hit) -> bool:
    words = scan.words
    before, after = words.before(hit.first), words.after(hit.last)
    if before in word_list("system_nouns") or (after in word_list("system_tails") and words.joined[hit.last + 1]):
        return True
    if words.capitals[hit.first] and (_works(scan, hit) or stands_as_system(scan, hit.first, hit.last)):
        return True
    if before in word_list("carrying_prepositions"):
        return not word_list("carrying_verbs").isdisjoint(words.folded[max(0, hit.first - 5) : hit.first - 1])
    return words.text.strip(" *_`-•|.") == words.written(hit.first, hit.last)


def _works(scan: NameScan, hit: Hit) -> bool:
    """`Drift does the chat`, `we argue in Slack.`: with a capital, in the place of a tool."""
    words, following = scan.words, hit.last + 1
    if scan.sentence.kind not in ("prose", "item", "quote", "field"):
        return False
    ends = following >= len(words) or not words.joined[following] or words.folded[following] in _GOES_ON
    if hit.first > 1 and words.before(hit.first) in ("in", "via", "using") and words.joined[hit.first] and ends:
        return words.folded[hit.first] not in word_list("month_and_day_names")
    return not ends and words.folded[following] in name_words("product_subject_verbs") | {"does"}


def _is_named_next(scan: NameScan, hit: Hit) -> bool:
    """`a till system called TillWise`: the name is the system, the words before it only say what it is."""
    words, following = scan.words, hit.last + 1
    if following >= len(words):
        return False
    if words.folded[following] in word_list("naming_words"):
        return True
    if not words.joined[following]:
        return False
    if words.raw(hit.first).islower() and words.raw(hit.last).islower() and _is_name(scan, following):
        return True
    if words.folded[following] not in word_list("copulas"):
        return False
    return following + 1 < len(words) and words.capitals[following + 1]


def _is_name(scan: NameScan, at: int) -> bool:
    """Tell whether word `at` is the name of what the words before it only describe: `the size recommender Kite`."""
    words = scan.words
    known = scan.within(("region", "system", "law", "person_role"))
    word = words.folded[at]
    if at in known or word in known_words() or word in word_list("month_and_day_names"):
        return False
    if word in name_words("known_firms"):
        return False
    return words.raw(at).istitle() and len(words.folded[at]) > 2


def read_owned_systems(scan: NameScan) -> list[Mention]:
    """Return things of somebody that hold data: `Jo's spreadsheet`, `an analyst's laptop`."""
    words = scan.words
    found = []
    for at in words.places(_stores()):
        if at < _FEWEST_BEFORE:
            continue
        # One word may say what is in it: `Kit's rota sheet`.
        mark = next((mark for mark in (at - 1, at - 2) if words.folded[mark] == "'s" and mark >= 1), None)
        if mark is not None and words.folded[at] in word_list("owned_stores") and all(words.joined[mark + 1 : at + 1]):
            found.append(scan.mention("system", mark - 1, at, value=words.written(mark - 1, at)))
        elif _is_personal(scan, at) or _is_kept(scan, at):
            found.append(scan.mention("system", at, at, value=words.written(at, at)))
    return found


@cache
def _stores() -> frozenset[str]:
    return word_list("owned_stores") | _PERSONAL_STORES | _STORES_KEPT


def _is_personal(scan: NameScan, at: int) -> bool:
    """`has a copy on his notebook`: data lie on what is somebody's own."""
    words = scan.words
    if words.folded[at] not in _PERSONAL_STORES or words.folded[at - 1] not in _HIS or not words.joined[at]:
        return False
    return words.folded[at - 2] in ("on", "in") and not _COPIED.isdisjoint(words.folded[max(0, at - 7) : at - 2])


def _is_kept(scan: NameScan, at: int) -> bool:
    """`a spreadsheet that Ingrid in Complaints keeps`, `a spreadsheet kept by the wardens`."""
    words, after = scan.words, at + 1
    if words.folded[at] not in _STORES_KEPT or words.folded[at - 1] not in word_list("articles"):
        return False
    follows = words.folded[after : after + _KEEP_REACH]
    if follows[:1] in (("that",), ("which",)) and len(follows) > 1 and words.capitals[after + 1]:
        return not _KEEPS.isdisjoint(follows[2:])
    return follows[:2] in (("kept", "by"), ("maintained", "by"), ("run", "by"), ("updated", "by"))


def named_systems(named: list[Named]) -> list[Mention]:
    """Return the unknown names that turned out to be systems."""
    return [
        one.candidate.scan.mention("system", one.candidate.first, one.candidate.last, value=one.candidate.text)
        for one in named
        if one.kind == "system" and not _is_no_system(one.candidate)
    ]


def _is_no_system(candidate: Candidate) -> bool:
    """Code, a language (`offered in Anishinaabemowin`), a tier or an offer (`the front cabin (RidgePlus)`)."""
    if candidate.scan.in_code(candidate.first, candidate.last):
        return True
    if candidate.left() == "in" and candidate.left(2) in _SPOKEN and candidate.text.istitle():
        return True
    return candidate.gap_before() == "(" and candidate.text.endswith(_TIERS)


def read_profile_systems(scans: Sequence[NameScan], organisation: Organisation | None) -> list[Mention]:
    """Return the systems of the organisation's own profile, by name or alias, in any case of letters."""
    if organisation is None:
        return []
    names = {_key(name): system.name for system in organisation.systems for name in (system.name, *system.aliases)}
    longest_name = max((len(key) for key in names), default=0)
    return [mention for scan in scans for mention in _profile_mentions(scan, names, longest_name)]


def _key(name: str) -> tuple[str, ...]:
    return split_words(name).folded


def _profile_mentions(scan: NameScan, names: dict[tuple[str, ...], str], longest_name: int) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(scan.words):
        for size in range(min(longest_name, len(scan.words) - at), 0, -1):
            official = names.get(scan.words.folded[at : at + size])
            if official is not None:
                found.append(scan.mention("system", at, at + size - 1, value=official))
                at += size - 1
                break
        at += 1
    return found
