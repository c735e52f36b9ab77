"""Names in small letters: systems that somebody made at home, and teams and posts that are called by their trade."""

from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.lexicon import trade_words
from service.reading.scan import NameScan

_LONGEST_TEAM = 3
_SHORT = 3
_SHEETS = frozenset({"sheet", "sheets"})
_LISTS = frozenset({"list", "lists"})
_SIGN_UP = frozenset({"up", "in", "out"})


def read_in_house_systems(scan: NameScan) -> list[Mention]:
    """Return `matching bot`, `member portal`, `DVLA lookup`, `paper sign-up sheet`."""
    taken = {at for hit in scan.sure("system") for at in range(hit.first, hit.last + 1)}
    found = []
    for at, word in enumerate(scan.words.folded):
        first = _system_start(scan, at, word)
        if first is not None and taken.isdisjoint(range(first, at + 1)):
            text = scan.words.written(first, at)
            found.append(scan.mention("system", first, at, value=text))
    return found


def _system_start(scan: NameScan, at: int, word: str) -> int | None:
    """The first word of the system that ends with word `at`."""
    if word in _SHEETS and at >= 2 and scan.words.folded[at - 1] in _SIGN_UP and scan.words.folded[at - 2] == "sign":
        return at - 3 if at >= 3 and scan.words.folded[at - 3] == "paper" else at - 2
    if word not in name_words("in_house_heads") or at == 0 or not scan.words.joined[at]:
        return None
    before = scan.words.folded[at - 1]
    if before in name_words("no_in_house_modifiers") or before in word_list("function_words") or before[0].isdigit():
        return None
    return at - 1


def read_plain_roles(scan: NameScan) -> list[Mention]:
    """Return `vetting team`, `ticketing people`, `site managers`, `data protection adviser`."""
    taken = {at for hit in scan.sure("person_role") for at in range(hit.first, hit.last + 1)}
    found = []
    for at, word in enumerate(scan.words.folded):
        if word not in name_words("role_heads"):
            continue
        first = _role_start(scan, at)
        if first < at and taken.isdisjoint(range(first, at + 1)):
            written = scan.words.written(first, at)
            found.append(scan.mention("person_role", first, at, name="business_team", value=written))
    return found


def _role_start(scan: NameScan, head: int) -> int:
    words, first = scan.words, head
    while first > 0 and head - first < _LONGEST_TEAM and words.joined[first] and _is_trade(words.folded[first - 1]):
        first -= 1
    if words.folded[head] in name_words("role_modifiers_needed"):
        return first if words.folded[head - 1] in name_words("role_trades") else head
    return first


def _is_trade(word: str) -> bool:
    if word in name_words("role_trades"):
        return True
    return (
        word in trade_words() and word not in word_list("no_kind_of_team") and not word.endswith("s") and len(word) > 3
    )
