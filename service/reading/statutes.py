"""Laws and standards that the brief itself names."""

import re
from collections.abc import Iterator, Sequence

from service.campaign import Mention
from service.catalogue.vocabulary import laws, word_list
from service.reading.scan import NameScan

Span = tuple[int, int]

_YEAR = re.compile(r"(?:19|20)\d\d")
_KIND = (
    r"(?:Directive|Regulation|Act|Law|Statute|Ordinance|Decree|DPR|D\.?P\.?R\.?|D\.? ?Lgs\.?|Legge"
    r"|Decreto(?: Legislativo)?|Real Decreto|RDL?|Ley(?: Orgánica)?"
    r"|Lei|Loi|Décret|Ordonnance|Richtlinie|Verordnung|Directiva|Reglamento"
    r"|Règlement|Regulamento|Verordening|Richtlijn|Wet|Lov|Lag|S\.?I\.?)"
)
_NUMBERED = re.compile(
    # A kind of law with its number and year, as in DPR 430/2001 or Law No. 25.326 or the acts of the EU.
    rf"\b{_KIND} ?(?:\((?:EU|EC|UE|CE|EG)\))? ?(?:No\.?|[Nn][.ºr°]{{1,2}}|[Nn]úm\.?)? ?"
    r"\d{1,5}(?:[./-]\d{2,4})+(?:/(?:EC|EU|EG|CE|UE))?"
    # A paragraph of a German statute.
    r"|§{1,2} ?\d+[a-z]?(?: (?:Abs|Absatz|para|ff)\.? ?\d*)? ?[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,6}\b"
    # The lettered regulations of the Federal Reserve and the SEC.
    r"|\bReg(?:ulation|\.)? (?:AA|BI|CC|DD|S-P|[BEFPVXZ])\b"
    # Standards by their body and number.
    r"|\b(?:ISO|IEC|EN|BS|DIN|IEEE|PAS|ANSI|NIST|ETSI)(?:/IEC)?(?: (?:EN|ISO|SP))* ?\d{3,5}(?:[-: ]\d{1,4}){0,2}\b"
)
_LONGEST = 9
_NOT_RULED = frozenset({"out", "that", "in"})
_LINKS = frozenset({"and", "of", "on", "for", "the", "to", "&", "in"})


def read_laws(scan: NameScan) -> list[Mention]:
    """Return the laws and standards that the sentence names, also acts that no list holds."""
    known = [
        scan.mention("law", hit.first, hit.last, name=hit.lexeme.id, value=laws()[hit.lexeme.id].name)
        for hit in scan.sure("law")
    ]
    taken = {at for hit in scan.sure("law") for at in range(hit.first, hit.last + 1)}
    return [*known, *(_mention(scan, first, last) for first, last in _others(scan, taken))]


def _mention(scan: NameScan, first: int, last: int) -> Mention:
    return scan.mention("law", first, last, value=scan.words.written(first, last))


def _others(scan: NameScan, taken: set[int]) -> Iterator[Span]:
    """Laws of no list, told by their form: each place once."""
    spans = [*_numbered(scan), *_rules_of_regulators(scan)]
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
    for match in _NUMBERED.finditer(words.text):
        inside = [at for at in range(len(words)) if words.ends[at] > match.start() and words.starts[at] < match.end()]
        if inside:
            yield inside[0], inside[-1]


def _rules_of_regulators(scan: NameScan) -> Iterator[Span]:
    """`DOT rule`, `Ofcom's rules`, `the Fundraising Regulator's code`: what a regulator demands."""
    words = scan.words
    for at in range(1, len(words)):
        if words.folded[at] not in word_list("regulators_demand") or not words.joined[at]:
            continue
        if words.after(at) in _NOT_RULED and words.joined[at + 1]:
            continue
        last = at - 2 if words.folded[at - 1] == "'s" else at - 1
        first = _regulator_start(words.folded, last)
        if first is not None and words.capitals[first] and words.capitals[last]:
            yield first, at


def _regulator_start(folded: Sequence[str], last: int) -> int | None:
    for size in (3, 2, 1):
        first = last - size + 1
        if first >= 0 and " ".join(folded[first : last + 1]) in word_list("regulators"):
            return first
    return None


def _acts(scan: NameScan) -> Iterator[Span]:
    """`the Mobile Homes Act 1983`, `Freedom of Information and Protection of Privacy Act`, `the Portman Code`."""
    words = scan.words
    for at in range(1, len(words)):
        word = words.folded[at]
        if not words.capitals[at] or word not in word_list("act_words") | word_list("code_words"):
            continue
        first = _name_start(scan, at)
        if first is None or (word in word_list("code_words") and not _is_binding(scan, first, at)):
            continue
        yield first, _with_year(scan, at)


def _name_start(scan: NameScan, at: int) -> int | None:
    """The first capital word of a name that ends at word `at`; small words may link capital ones inside it."""
    words, first, reach = scan.words, at, at
    while reach > 0 and words.joined[reach] and at - reach < _LONGEST:
        reach -= 1
        if words.capitals[reach] and not (reach == 0 and words.folded[reach] in word_list("articles") | {"under"}):
            first = reach
        elif words.folded[reach] not in _LINKS or words.folded[reach] == "the":
            break
    opens_sentence = first == 0 and words.folded[first] in word_list("ordinary_words") | word_list("function_words")
    if opens_sentence:
        first += 1
    return first if first < at else None


def _is_binding(scan: NameScan, first: int, at: int) -> bool:
    """Not `Promo Code`, `QR Code`, `Dress Code`: what stands before must be no word of the trade."""
    if scan.words.before(first) not in ("the", "under", "per", "to", "with", "by"):
        return False
    in_clause = scan.sentence.kind in ("prose", "item", "quote")
    return in_clause and scan.words.folded[at - 1] not in word_list("other_codes")


def _with_year(scan: NameScan, at: int) -> int:
    words, after = scan.words, at + 1
    return after if after < len(words) and words.joined[after] and _YEAR.fullmatch(words.raw(after)) else at
