"""Laws and standards that the brief itself names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from service.campaign import Mention
from service.catalogue.vocabulary import laws, word_list
from service.reading.lexicon import Hit
from service.reading.scan import NameScan

Span = tuple[int, int]

_YEAR = re.compile(r"(?:19|20)\d\d")
_KIND = (
    r"(?:Directive|Regulation|Act|Law|Statute|Ordinance|Decree|DPR|D\.?P\.?R\.?|D\.? ?Lgs\.?|Legge"
    r"|Decreto(?: Legislativo)?|Real Decreto|RDL?|Ley(?: Orgánica)?"
    r"|Lei|Loi|Décret|Ordonnance|Richtlinie|Verordnung|Directiva|Reglamento"
    r"|Règlement|Regulamento|Verordening|Richtlijn|Wet|Lov|Lag|S\.?I\.?)"
)
_STATE_CODES = (
    r"ORC|O\.R\.C\.|RCW|C\.?R\.?S\.?|N\.?R\.?S\.?|O\.?R\.?S\.?|K\.?R\.?S\.?|K\.?S\.?A\.?|A\.R\.S\.|ARS(?= §)"
    r"|A\.?C\.?A\.?|MCLA?|RSMo|NJSA|N\.J\.S\.A\.|NMSA|NDCC|SDCL|HRS|MCA|UCA|OCGA|O\.C\.G\.A\.|G\.S\.|RSA|V\.S\.A\.|M\.G\.L\."
)
_NUMBERED = re.compile(
    # A kind of law with its number and year, as in DPR 430/2001 or Law No. 25.326 or the acts of the EU.
    rf"\b{_KIND} ?(?:\((?:EU|EC|UE|CE|EG)\))? ?(?:No\.?|[Nn][.ºr°]{{1,2}}|[Nn]úm\.?)? ?"
    r"\d{1,5}(?:[./-]\d{2,4})+(?:/(?:EC|EU|EG|CE|UE))?"
    # A paragraph of a German statute.
    r"|§{1,2} ?\d+[a-z]?(?: ?\(\d+[a-z]?\)| ?(?:Abs|Absatz|para|Satz|S|Nr|Nummer|lit)\.? ?\w{1,3}\b| ff?\.?){0,4}"
    r" ?[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,9}\b(?<!Abs)(?<!Nr)"
    # The codes of the United States and of its states: 47 USC 227, 16 CFR Part 312, RCW 19.86, Cal. Civ. Code 1798.
    r"|\b\d{1,3} ?(?:U\.?S\.?C\.?|C\.?F\.?R\.?|ILCS) ?(?:§{1,2} ?|[Pp]art )?\d+[\w.()/-]*\b"
    rf"|\b(?:{_STATE_CODES}) ?(?:§{{1,2}} ?\d+[\w.:-]*|(?:[Ss]ection |[Cc]hapter )?\d+[A-Z]?[.:-]\d[\w.:-]*)\b"
    r"|\b[A-Z][a-z]{2,4}\. (?:[A-Z][a-z]+\.? (?:& [A-Z][a-z]+\.? )?){0,3}(?:Code|Stat|Laws)\.?(?: Ann\.)?,?"
    r" ?(?:§{1,2} ?|[Ss]ection |ch\. )?\d[\w.:-]*\b"
    # The lettered regulations of the Federal Reserve and the SEC.
    r"|\bReg(?:ulation|\.)? (?:AA|BI|CC|DD|S-P|[BEFPVXZ])\b"
    # Standards by their body and number.
    r"|\b(?:ISO|IEC|EN|BS|DIN|IEEE|PAS|ANSI|NIST|ETSI)(?:/IEC)?(?: (?:EN|ISO|SP))* ?\d{3,5}(?:[-: ]\d{1,4}){0,2}\b"
)
_MAY_NUMBER = re.compile(r"[\d§]|Reg")
"""Where none of these stands, no numbered law does."""
_LONGEST = 14
_NOT_RULED = frozenset({"out", "that", "in"})
_ABOUT = frozenset({"on", "regarding", "concerning"})
_PAPERS = frozenset(
    {"notice", "notices", "circular", "circulars", "direction", "directions", "directive", "advisory", "bulletin"}
    | {"determination", "instrument", "regulations", "ruling", "recommendation", "provisions"}
)
"""What a regulator publishes; with a small letter these are also something else."""
_DATED = frozenset({"measure", "order", "rules", "byelaws", "bylaws", "decree", "charter", "code", "scheme"})
_NO_ORDERS = frozenset(
    {"purchase", "work", "standing", "pre", "mail", "repeat", "house", "game", "summer", "winter", "spring", "autumn"}
    | {"christmas", "easter", "last", "first", "bulk", "loyalty", "bonus", "pilot", "savings", "pension", "bursary"}
)
_LAWYERS = frozenset(
    {"team", "firm", "department", "school", "practice", "group", "clinic", "faculty", "centre", "center", "society"}
    | {"students", "student", "library", "partner", "degree", "fair", "and"}
)
_BINDING = frozenset({"the", "under", "per", "to", "with", "by", "of"})
_SHORT_NAMES: dict[str, frozenset[str]] = {
    "omnibus": frozenset(
        {"price", "prices", "pricing", "discount", "discounts", "lowest", "lawyer", "legal", "compliance"}
    )
}
_NEW = frozenset({"new", "old", "current", "revised", "amended", "updated", "federal", "national", "local"})
_LINKS = frozenset({"and", "of", "on", "for", "the", "to", "&", "in"})


def read_laws(scan: NameScan) -> list[Mention]:
    """Return the laws and standards that the sentence names, also acts that no list holds."""
    known = [_known(scan, hit) for hit in scan.sure("law")]
    taken = {at for hit in scan.sure("law") for at in range(hit.first, hit.last + 1)}
    return [*known, *(_mention(scan, first, last) for first, last in _others(scan, taken))]


def _known(scan: NameScan, hit: Hit) -> Mention:
    """A law of the catalogue, with the paragraph that the brief names: `§ 7 (3) UWG`."""
    spans = (span for span in _numbered(scan) if span[0] <= hit.first and hit.last <= span[1])
    first, last = next(spans, (hit.first, hit.last))
    return scan.mention("law", first, last, name=hit.lexeme.id, value=laws()[hit.lexeme.id].name)


def _mention(scan: NameScan, first: int, last: int) -> Mention:
    return scan.mention("law", first, last, value=scan.words.written(first, last))


def _others(scan: NameScan, taken: set[int]) -> Iterator[Span]:
    """Laws of no list, told by their form: each place once."""
    spans = [*_numbered(scan), *_rules_of_regulators(scan), *_by_short_name(scan)]
    if scan.sentence.kind != "heading":
        spans = [*spans, *_acts(scan)]
    used = set(taken)
    for first, last in spans:
        if used.isdisjoint(range(first, last + 1)):
            used.update(range(first, last + 1))
            yield first, last


def _numbered(scan: NameScan) -> Iterator[Span]:
    """`DPR 430/2001`, `§ 7 UWG`, `Reg. E`, `BS 8878`: the form alone says that it is a law or a standard."""
    words = scan.words
    if not _MAY_NUMBER.search(words.text):
        return
    for match in _NUMBERED.finditer(words.text):
        inside = [at for at in range(len(words)) if words.ends[at] > match.start() and words.starts[at] < match.end()]
        if inside:
            yield inside[0], inside[-1]


@cache
def _demands() -> frozenset[str]:
    return word_list("regulators_demand") | _PAPERS


@cache
def _act_ends() -> frozenset[str]:
    return word_list("act_words", "code_words") | _DATED | {"law", "provisions"}


def _rules_of_regulators(scan: NameScan) -> Iterator[Span]:
    """`DOT rule`, `Ofcom's rules`, `the MAS Notice on Cyber Hygiene`: what a regulator demands."""
    words = scan.words
    for at in words.places(_demands()):
        word = words.folded[at]
        written = word in _PAPERS and words.capitals[at]
        if not (written or word in word_list("regulators_demand")) or not words.joined[at]:
            continue
        if words.after(at) in _NOT_RULED and words.joined[at + 1]:
            continue
        last = at - 2 if words.folded[at - 1] == "'s" else at - 1
        first = _regulator_start(words.folded, last)
        if first is not None and words.capitals[first] and words.capitals[last]:
            yield first, _with_subject(scan, at)


def _by_short_name(scan: NameScan) -> Iterator[Span]:
    """`Omnibus` beside prices or lawyers: called by a word that also means something else."""
    words = scan.words
    for at in words.places(frozenset(_SHORT_NAMES)):
        near = _SHORT_NAMES.get(words.folded[at]) if at else None
        if near and words.raw(at).istitle() and not near.isdisjoint(words.bag):
            yield at, at


def _regulator_start(folded: Sequence[str], last: int) -> int | None:
    for size in (3, 2, 1):
        first = last - size + 1
        if first >= 0 and " ".join(folded[first : last + 1]) in word_list("regulators"):
            return first
    return None


def _with_subject(scan: NameScan, at: int) -> int:
    """The end of `Notice on Technology Risk Management`, which begins at word `at`."""
    words, last = scan.words, at
    if not words.capitals[at] or words.after(at) not in _ABOUT:
        return at
    for here in range(at + 1, min(at + 1 + _LONGEST, len(words))):
        if not words.joined[here] or not (words.capitals[here] or words.folded[here] in _LINKS | _ABOUT):
            break
        last = here if words.capitals[here] else last
    return last


def _acts(scan: NameScan) -> Iterator[Span]:
    """`the Mobile Homes Act 1983`, `Freedom of Information and Protection of Privacy Act`, `the Portman Code`."""
    words = scan.words
    for at in words.places(_act_ends()):
        word = words.folded[at]
        if at == 0:
            continue
        if not words.capitals[at]:
            if word == "provisions" and _are_provisions(scan, at):
                yield _name_start(scan, at) or at, at
            continue
        if not _may_end_name(scan, at):
            continue
        first = _name_start(scan, at)
        if first is None or (word in word_list("code_words") | {"law"} and not _is_binding(scan, first, at)):
            continue
        yield first, _with_year(scan, at)


def _may_end_name(scan: NameScan, at: int) -> bool:
    """`Act`, `Code`; `Measure`, `Order` and the like only before a year."""
    word = scan.words.folded[at]
    if word in word_list("act_words", "code_words"):
        return True
    if word == "law":
        return not (scan.words.after(at) in _LAWYERS and scan.words.joined[at + 1])
    return word in _DATED and scan.words.folded[at - 1] not in _NO_ORDERS and _with_year(scan, at) > at


def _are_provisions(scan: NameScan, at: int) -> bool:
    """`the Do Not Call provisions`: of several words with capitals."""
    first = _name_start(scan, at)
    return first is not None and at - first > 1 and scan.words.before(first) in _BINDING


def _name_start(scan: NameScan, at: int) -> int | None:
    """The first capital word of a name that ends at word `at`.

    Small words may link capital ones inside it, and brackets may stand in it: `Welsh Language (Wales) Measure`.
    """
    words, first, reach, depth = scan.words, at, at, 0
    while reach > 0 and at - reach < _LONGEST:
        depth = _depth_before(scan, reach, depth)
        if depth < 0:
            break
        reach -= 1
        if depth:
            continue
        if words.capitals[reach] and not (reach == 0 and words.folded[reach] in word_list("articles") | {"under"}):
            first = reach
        elif words.folded[reach] not in _LINKS or words.folded[reach] == "the":
            break
    opens_sentence = first == 0 and words.folded[first] in word_list("ordinary_words", "function_words")
    if opens_sentence:
        first += 1
    return first if first < at else None


def _depth_before(scan: NameScan, at: int, depth: int) -> int:
    """In how many brackets the word before word `at` stands, read backwards; -1 where the name cannot go on."""
    gap = "".join(scan.words.gaps[at].split())
    if gap and set(gap) <= {"(", ")"}:
        return depth + gap.count(")") - gap.count("(")
    return depth if scan.words.joined[at] or (depth and gap == ".") else -1


def _is_binding(scan: NameScan, first: int, at: int) -> bool:
    """Not `Promo Code`, `QR Code`, `Dress Code`: what stands before must be no word of the trade."""
    before = scan.words.before(first)
    if before in _NEW:
        before = scan.words.before(first - 1)
    if before not in _BINDING:
        return False
    in_clause = scan.sentence.kind in ("prose", "item", "quote")
    return in_clause and scan.words.folded[at - 1] not in word_list("other_codes")


def _with_year(scan: NameScan, at: int) -> int:
    words, after = scan.words, at + 1
    return after if after < len(words) and words.joined[after] and _YEAR.fullmatch(words.raw(after)) else at
