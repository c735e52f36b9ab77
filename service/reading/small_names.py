"""Names in small letters: systems that somebody made at home, and teams and posts that are called by their trade."""

from functools import cache

from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.lexicon import trade_words
from service.reading.scan import NameScan
from service.reading.system_cues import describes

_LONGEST_TEAM = 3
_LONGEST_SYSTEM = 6
_SHORTEST_CODE = 2
_SHEETS = frozenset({"sheet", "sheets"})
_CHECKED = frozenset({"service", "file", "database", "register", "dataset"})
_VERIFIED = frozenset(
    {"checked", "check", "checks", "matched", "match", "screened", "screen", "validated", "verified", "verify", "run"}
    | {"compared", "cleaned", "suppressed", "deduped"}
)
_FAR = 10
_SIGN_UP = frozenset({"up", "in", "out"})


def read_in_house_systems(scan: NameScan) -> list[Mention]:
    """Return `rota bot`, `member portal`, `postcode lookup`, `sign-out sheet`, `the Heron app`."""
    taken = {at for hit in scan.sure("system") for at in range(hit.first, hit.last + 1)}
    found = []
    for at in _system_ends(scan):
        word = scan.words.folded[at]
        first = _system_start(scan, at, word)
        first = _named_start(scan, at, word) if first is None else first
        if first is not None and taken.isdisjoint(range(first, at + 1)) and not describes(scan, first):
            text = scan.words.written(first, at)
            found.append(scan.mention("system", first, at, value=text))
    return found


def _system_ends(scan: NameScan) -> list[int]:
    """The words that may end the name of a system; what stands behind its age or its maker may be anything."""
    words = scan.words
    behind = (at + 1 for at in words.places(name_words("aged", "system_makers")) if at + 1 < len(words))
    return sorted({*words.places(_system_heads()), *behind})


@cache
def _system_heads() -> frozenset[str]:
    listed = name_words("in_house_heads", "system_abbreviations", "named_in_house_heads")
    return listed | _SHEETS | _CHECKED | {store.split()[-1] for store in name_words("paper_stores")}


def _system_start(scan: NameScan, at: int, word: str) -> int | None:
    """The first word of the system that ends with word `at`."""
    if word in _SHEETS and at >= 2 and scan.words.folded[at - 1] in _SIGN_UP and scan.words.folded[at - 2] == "sign":
        return at - 3 if at >= 3 and scan.words.folded[at - 3] == "paper" else at - 2
    if word not in name_words("in_house_heads") or at == 0 or not scan.words.joined[at]:
        return None
    before = scan.words.folded[at - 1]
    if word == "script" and before not in name_words("script_trades"):
        return None
    if before in name_words("no_in_house_modifiers") or before in word_list("function_words") or before[0].isdigit():
        return None
    return at - 1


def _named_start(scan: NameScan, at: int, word: str) -> int | None:
    """The first word of `the Heron app`, `clipboard list`, `the old QX`, `Adobe Lantern`, `LIMS`."""
    words = scan.words
    if word in name_words("system_abbreviations") and words.raw(at).isupper():
        return at
    if at == 0 or not words.joined[at]:
        return None
    before = words.folded[at - 1]
    if f"{before} {word}" in name_words("paper_stores"):
        return at - 1
    if before in name_words("aged") and words.raw(at).isupper() and len(word) >= _SHORTEST_CODE:
        return at
    if before in name_words("system_makers") and words.capitals[at - 1] and words.capitals[at]:
        return at - 1 if _makes_product(scan, at, word) else None
    return _own_start(scan, at, word)


def _makes_product(scan: NameScan, at: int, word: str) -> bool:
    """Not `Adobe Systems`, `Oracle Ireland`, `Oracle Corrib, Inc.`, `Microsoft Licensing Terms`."""
    if word in name_words("firm_tails") or any(hit.first <= at <= hit.last for hit in scan.sure("region")):
        return False
    return at + 1 >= len(scan.words) or scan.words.folded[at + 1] not in word_list("legal_suffixes")


def _own_start(scan: NameScan, at: int, word: str) -> int | None:
    """The name that stands between an article and the head: `the Heron app`, `the Staff and Visitor Gazetteer`."""
    words, first = scan.words, at
    checked = word in _CHECKED and not _VERIFIED.isdisjoint(words.folded[max(0, at - _FAR) : at])
    if word not in name_words("named_in_house_heads") and not checked:
        return None
    while first > 0 and words.joined[first] and at - first < _LONGEST_SYSTEM:
        if not words.capitals[first - 1] and words.folded[first - 1] not in ("and", "of"):
            break
        first -= 1
    if checked and words.folded[max(0, first - 2) : first] != ("against", "the"):
        return None
    return first if first < at and first > 0 and words.folded[first - 1] in word_list("articles") else None


@cache
def _role_ends() -> frozenset[str]:
    return name_words("role_heads", "any_trade_heads") | {pair.split()[-1] for pair in name_words("role_pairs")}


def read_plain_roles(scan: NameScan) -> list[Mention]:
    """Return `actuarial team`, `lettings people`, `site managers`, `tree preservation officer`."""
    taken = {at for hit in scan.sure("person_role") for at in range(hit.first, hit.last + 1)}
    found = []
    for at in scan.words.places(_role_ends()):
        first = _role_start(scan, at)
        if first < at and taken.isdisjoint(range(first, at + 1)):
            written = scan.words.written(first, at)
            found.append(scan.mention("person_role", first, at, name="business_team", value=written))
    return found


def _role_start(scan: NameScan, head: int) -> int:
    words, first = scan.words, head
    if head and words.joined[head] and " ".join(words.folded[head - 1 : head + 1]) in name_words("role_pairs"):
        return head - 1
    if words.folded[head] not in name_words("role_heads", "any_trade_heads"):
        return head
    while first > 0 and head - first < _LONGEST_TEAM and words.joined[first]:
        if not _may_modify(words.folded[first - 1], words.folded[head]):
            break
        first -= 1
    if words.folded[head] in name_words("role_modifiers_needed"):
        return first if words.folded[head - 1] in name_words("role_trades") else head
    return first


def _may_modify(word: str, head: str) -> bool:
    if _is_trade(word):
        return True
    if head not in name_words("any_trade_heads") or word in word_list("no_kind_of_team") or not word.isalpha():
        return False
    known = word in name_words("departments") or not word.endswith(("ing", "ed", "s", "ly"))
    return known and word not in word_list("function_words") and word not in name_words("no_in_house_modifiers")


def _is_trade(word: str) -> bool:
    if word in name_words("role_trades"):
        return True
    return (
        word in trade_words() and word not in word_list("no_kind_of_team") and not word.endswith("s") and len(word) > 3
    )
