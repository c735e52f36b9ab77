"""What the neighbours of an unknown name say about it: a system, an organisation or nothing.

Each cue is an observation with a weight; `naming` adds them up over all places of a name.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Literal

from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import word_list
from service.reading.job_titles import title_spans
from service.reading.proper_names import SYSTEM_ENDINGS, Brief, Candidate

NameKind = Literal["system", "organisation", "person_role", "place", "nothing"]
Cue = tuple[NameKind, int]

STRONG, FAIR, WEAK = 4, 3, 2

_IN = frozenset({"in", "en", "dans", "em", "im", "inside", "within", "no", "na"})
_BY = frozenset({"by", "von", "por", "par", "pela", "pelo", "from"})
_HEARD_WITH = frozenset({"with", "from", "of", "mit", "con", "avec", "com", "von", "de"})
_MOVING = frozenset(
    {"to", "into", "from", "with", "by", "a", "mit", "aus", "con", "de", "desde", "depuis", "avec", "com"}
)
_ADVERBS = frozenset({"only", "also", "already", "now", "still", "always", "never", "just"})
_AT = frozenset({"at", "bei", "chez"})
_OUTSIDE = frozenset(
    {"agencies", "partners", "suppliers", "vendors", "retailers", "charities", "firms", "companies", "brands", "banks"}
)
_AS = frozenset({"is", "are", "was", "were", "as"})
_RELATIONS = frozenset(
    {"customer", "client", "landlord", "tenant", "employer", "parent", "owner", "sister", "subsidiary", "franchisee"}
    | {"licensee", "host", "bank", "auditor", "regulator", "wholesaler", "carrier", "operator", "buyer", "dealer"}
)
_REACH = 4
_NAMING_REACH = 10
_LONGEST_DESCRIPTION = 16
_FULL_NAME = 2
_HEAD_LINES = 4
_ADDRESSED = frozenset({"for", "to", "fur", "an", "pour", "a", "para"})
_PAPERS = frozenset(
    {"release", "discussion", "menu", "agenda", "minutes", "only", "memo", "notes", "fixe", "immediate"}
)
# Behind an "'s" these are as often a noun or the verb of another word.
_ALSO_NOUNS = frozenset(
    {"is", "has", "will", "would", "shall", "needs", "plans", "hat", "lance", "lanza", "designs", "offers", "runs"}
    | {"launches", "supplies", "prints", "handles", "makes", "invites", "uploads", "produces"}
)
_FAR = 12


def cues(candidate: Candidate, brief: Brief) -> Iterator[Cue]:
    """Yield what each neighbour says; nothing where the name stands alone."""
    for rule in _HEADING_RULES if _is_subheading(candidate) else _RULES:
        cue = rule(candidate, brief)
        if cue is not None:
            yield cue


def _is_subheading(candidate: Candidate) -> bool:
    return candidate.scan.sentence.kind == "heading" and candidate.position > 0


def is_camel(candidate: Candidate) -> bool:
    """Tell whether the name mixes small and capital letters inside one word, as products do (`PledgeNest`)."""
    if candidate.first != candidate.last:
        return False
    word = candidate.text
    return len(word) > 3 and any(a.islower() and b.isupper() for a, b in pairwise(word))


def _by_noun(noun: str, weight: int) -> Cue | None:
    if noun in word_list("organisation_nouns"):
        return ("organisation", weight)
    if noun in word_list("system_nouns") or noun.endswith(SYSTEM_ENDINGS):
        return ("system", weight)
    return None


def _named(candidate: Candidate, _: Brief) -> Cue | None:
    """`a voucher tool called PromoPop`."""
    if candidate.left() not in word_list("naming_words"):
        return None
    for distance in range(2, 2 + _NAMING_REACH):
        cue = _by_noun(candidate.left(distance), STRONG)
        if cue is not None:
            return cue
        if candidate.left(distance) in word_list("campaign_tails"):
            return ("nothing", STRONG)
    return ("system", FAIR) if is_camel(candidate) else None


def _after_noun(candidate: Candidate, _: Brief) -> Cue | None:
    """`our platform Kite`, `the agency, Brightside`, `the donor database is Raiser`, `CRM: Kite`."""
    gap = candidate.gap_before()
    if gap == "|" and candidate.left() in word_list("organisation_nouns"):
        return ("organisation", STRONG)
    if gap in ("", ",", ":", '"', "“", "„", "«", "(") and _is_common(candidate):
        cue = _by_noun(candidate.left(), STRONG)
        if cue is not None:
            return cue
    if (candidate.left(2), candidate.left()) == ("such", "as") and candidate.left(3) in _OUTSIDE:
        return ("organisation", STRONG)
    if candidate.left() in word_list("copulas"):
        return _by_noun(candidate.left(2), STRONG)
    return None


def _is_common(candidate: Candidate) -> bool:
    """Tell whether the word before is a common noun here and not the first half of a title ("Dashboard Export")."""
    if candidate.gap_before() or not candidate.first:
        return True
    written = candidate.words.raw(candidate.first - 1)
    if written.islower() or written.isupper() or candidate.left() in word_list("organisation_nouns"):
        return True
    return candidate.left().endswith(SYSTEM_ENDINGS)


def _listed_after_noun(candidate: Candidate, _: Brief) -> Cue | None:
    """`SMS vendor not picked: Kite or Pigeon`: the noun stands in the clause before the colon."""
    if candidate.gap_before() != ":":
        return None
    nouns = (candidate.left(distance) for distance in range(2, 2 + _REACH))
    return next((cue for noun in nouns if (cue := _by_noun(noun, FAIR))), None)


def _before_tail(candidate: Candidate, _: Brief) -> Cue | None:
    """`Kite dashboard`, `Brightside (agency)`, `Brightside, our agency`."""
    gap, following = candidate.gap_after().strip("\"”“'’"), candidate.right()
    if gap == "," and _is_own_thing(candidate):
        return ("system", STRONG)
    if gap == "" and following in word_list("system_tails"):
        return ("system", FAIR) if candidate.words.raw(candidate.last + 1).islower() else None
    if gap not in (",", "("):
        return None
    cue = _by_noun(following, STRONG) if gap == "(" else None
    if cue is None and (gap == "(" or following in word_list("articles")):
        cue = _described_as(candidate)
    return cue


def _is_own_thing(candidate: Candidate) -> bool:
    """`, which is our own admin thing`, `, our in-house model`: a tool by its description."""
    near = [candidate.right(distance) for distance in range(1, _REACH + 3)]
    if near[:2] == ["which", "is"]:
        near = near[2:]
    if near[0] not in ("our", "the", "their", "a", "an"):
        return False
    return not name_words("own_things").isdisjoint(near[1:3] + near[3:4] * (near[1] in ("own", "in")))


def _described_as(candidate: Candidate) -> Cue | None:
    """The noun at the end of a short description: `(creative agency`, `, our media agency`."""
    for distance in (2, 3):
        noun = candidate.right(distance)
        if not noun or noun in word_list("function_words") or not candidate.words.joined[candidate.last + distance]:
            return None
        if cue := _by_noun(noun, STRONG):
            return cue
    return None


def _carried(candidate: Candidate, brief: Brief) -> Cue | None:
    """`goes through Kite`, `hosted on Kite`, `exported from Kite`, `printed by Kite`."""
    preposition = candidate.left()
    if preposition not in word_list("carrying_prepositions") or candidate.gap_before():
        return None
    if preposition in _IN and candidate.left(2) in word_list("first_names"):
        return None
    near = _before_preposition(candidate)
    if preposition in _BY and not word_list("made_by").isdisjoint(near):
        return ("organisation", FAIR)
    if preposition == "from" and candidate.words.gaps[candidate.first - 1].strip() == "(":
        # `Loyalino (from Cardhuis in Tilburg)`: whoever a product comes from.
        return ("organisation", STRONG)
    unmistakable = is_camel(candidate)
    if brief.strict and not unmistakable and not candidate.text.isupper():
        return None
    if not word_list(_verbs_with(preposition)).isdisjoint(near):
        return ("system", FAIR)
    if unmistakable:
        return ("system", FAIR)
    if preposition in ("via", "using", "through", "uber") and candidate.folded[0] not in word_list("first_names"):
        return ("organisation" if "&" in candidate.folded else "system", FAIR)
    if preposition == "from" and candidate.left(2) in word_list("listing_nouns"):
        return ("system", WEAK)
    return None


def _sent_by(candidate: Candidate, brief: Brief) -> Cue | None:
    """`Outbound calls in March by Kite Contact`: who calls or posts is a firm where it is not somebody."""
    full = len(candidate.folded) >= _FULL_NAME and candidate.folded[0] not in first_names()
    if candidate.left() != "by" or candidate.gap_before() or not full or brief.strict:
        return None
    reached = (hit for hit in candidate.scan.sure("channel") if hit.lexeme.id in ("phone_call", "letter"))
    return ("organisation", FAIR) if any(hit.last < candidate.first for hit in reached) else None


def _verbs_with(preposition: str) -> str:
    """The list of verbs that make a system of what follows the preposition."""
    if preposition in _IN:
        return "holding_verbs"
    return "moving_verbs" if preposition in _MOVING else "carrying_verbs"


def _before_preposition(candidate: Candidate) -> frozenset[str]:
    """The words before the preposition, up to a full stop or comma."""
    found = []
    for step in range(2, 2 + _REACH):
        at = candidate.first - step
        if at < 0:
            break
        found.append(candidate.words.folded[at])
        if not candidate.words.joined[at]:
            break
    return frozenset(found)


def _in_brackets(candidate: Candidate, _: Brief) -> Cue | None:
    """`the supporter list (Donorfy)`, `a data vendor (Prospectora)`."""
    if candidate.gap_before() != "(" or not candidate.gap_after().startswith((")", ",", ";")):
        return None
    if candidate.left() in word_list("listing_nouns"):
        return ("system", FAIR)
    return _by_noun(candidate.left(), STRONG)


def _own_words(candidate: Candidate, brief: Brief) -> Cue | None:
    """`Pingwell Ltd`, `Calder University`."""
    folded = candidate.folded
    if len(folded) < 2:
        return None
    if folded[-1] in word_list("legal_suffixes"):
        return ("organisation", STRONG)
    if "&" in folded[1:-1]:
        return None if brief.strict or _is_subheading(candidate) else ("organisation", FAIR)
    return ("organisation", FAIR) if _has_head(folded) else None


def _has_head(folded: tuple[str, ...]) -> bool:
    """`Calder University`, `University of Calder`, `Volksbank Lindental`, not `University Place`."""
    heads = word_list("organisation_heads")
    if folded[0] in word_list("leading_heads") or folded[0] in name_words("leading_firm_heads"):
        return True
    return folded[-1] in heads or (folded[0] in heads and folded[1] in ("of", "for", "de", "del", "des", "do", "da"))


def _labelled(candidate: Candidate, _: Brief) -> Cue | None:
    """`Company: Kite`, `who we are: Kite`."""
    is_label = candidate.left() in word_list("organisation_labels") or (
        candidate.left(3) == "who" and candidate.left(2) == "we"
    )
    return ("organisation", STRONG) if is_label and candidate.gap_before() in (":", "=") else None


def _described(candidate: Candidate, _: Brief) -> Cue | None:
    """`Kite (a grocer with 41 shops) wants`: described in brackets, and then it does something."""
    if not candidate.gap_after().startswith("("):
        return None
    gaps, folded = candidate.words.gaps, candidate.words.folded
    for at in range(candidate.last + 2, min(len(folded), candidate.last + 2 + _LONGEST_DESCRIPTION)):
        if ")" in gaps[at]:
            does = gaps[at].strip() == ")" and folded[at] in word_list("business_verbs")
            return ("organisation", FAIR) if does and candidate.folded[0] not in word_list("first_names") else None
    return None


def _followed(candidate: Candidate, _: Brief) -> Cue | None:
    """`Coral Lane sells`, `Harvest Club members`, `Coral Lane's customers`."""
    if candidate.gap_after() or candidate.folded[0] in word_list("first_names"):
        return None
    own = word_list("own_people")
    if candidate.right() in own or (candidate.right() == "'s" and candidate.right(2) in own):
        return ("organisation", FAIR if len(candidate.folded) > 1 else WEAK)
    if candidate.left() == "of" and candidate.left(2) in own and not candidate.gap_before():
        return ("organisation", FAIR)
    does = candidate.right(2) if candidate.right() in _ADVERBS else candidate.right()
    if does in word_list("business_verbs"):
        return ("organisation", WEAK)
    return ("organisation", WEAK) if candidate.left() in _AT and not candidate.gap_before() else None


def _dealt_with(candidate: Candidate, brief: Brief) -> Cue | None:
    """`in partnership with Kite`, `bought from Kite`."""
    if brief.strict and candidate.text.istitle() and candidate.first == candidate.last:
        return None
    if candidate.left() not in _HEARD_WITH or candidate.gap_before():
        return None
    near = {candidate.left(2), candidate.left(3)}
    return None if near.isdisjoint(word_list("dealt_with")) else ("organisation", FAIR)


def _is_what(candidate: Candidate, _: Brief) -> Cue | None:
    """`Namsan Play is our agency for Korea`, `with Kaffekvarn as first partner`, `Hopwell, the reseller`."""
    if candidate.gap_after() or candidate.right() not in _AS:
        return None
    for distance in range(2, 2 + _REACH):
        noun = candidate.right(distance)
        if not noun or not candidate.words.joined[candidate.last + distance]:
            return None
        if noun in word_list("organisation_nouns"):
            return ("organisation", STRONG)
    return None


def _we(candidate: Candidate, _: Brief) -> Cue | None:
    """`We (Lanternfox) publish`, `we at Coral Lane`."""
    if candidate.left() not in ("we", "us"):
        return None
    return ("organisation", STRONG) if candidate.gap_before() == "(" else None


def _its_own(candidate: Candidate, _: Brief) -> Cue | None:
    """`Wrzosovia wants to buy back its own coats`, `Kite needs our help with its shops`."""
    if candidate.first or candidate.gap_after() or candidate.right() not in word_list("business_verbs"):
        return None
    near = candidate.words.folded[candidate.last + 1 : candidate.last + _FAR]
    return ("organisation", STRONG + 1) if "its" in near and not {"his", "her"} & set(near) else None


def _broadcasts(candidate: Candidate, _: Brief) -> Cue | None:
    """`a free radio spot on WTRK`: the call sign of a station."""
    sign = candidate.text
    if not (sign.isupper() and len(sign) in (3, 4) and sign[0] in "WKCZ") or candidate.left() not in ("on", "at"):
        return None
    on_air = {"radio", "tv", "spot", "spots", "station", "airtime", "ad", "ads"}
    return ("organisation", STRONG) if on_air & set(candidate.words.folded[: candidate.first]) else None


def _seated(candidate: Candidate, _: Brief) -> Cue | None:
    """`Nordkai Spedition (Hamburg)`, `Saltglass Studio in Gothenburg`: who sits in a town."""
    words, after = candidate.words, candidate.last + 1
    if len(candidate.folded) < _FULL_NAME or candidate.folded[0] in word_list("first_names") or after >= len(words):
        return None
    bracketed = candidate.gap_after() == "("
    at = after if bracketed else after + 1
    if not bracketed and (candidate.gap_after() or words.folded[after] != "in"):
        return None
    towns = [hit for hit in candidate.scan.sure("region") if hit.first == at]
    closes = any(")" in words.gaps[hit.last + 1] for hit in towns) if bracketed else bool(towns)
    return ("organisation", FAIR) if closes else None


def _opens_paper(candidate: Candidate, _: Brief) -> Cue | None:
    """`Alder Cosmetics, São Paulo, 19 November`, `For Kite Communications.`: the head of a memo or a letter."""
    if candidate.position >= _HEAD_LINES or len(candidate.folded) < _FULL_NAME or candidate.folded[0] in first_names():
        return None
    after = candidate.last + 1
    if candidate.first == 0 and candidate.gap_after() == ",":
        if candidate.right() == "prepared":
            return ("organisation", STRONG)
        placed = any(hit.first == after for hit in candidate.scan.sure("region"))
        return ("organisation", FAIR) if placed and not _is_paper(candidate) else None
    alone = candidate.first == 1 and after == len(candidate.words) and not candidate.gap_before()
    told = alone and candidate.left() in _ADDRESSED and not _is_paper(candidate)
    return ("organisation", FAIR) if told else None


def _is_paper(candidate: Candidate) -> bool:
    """`Lunch Menu`, `Immediate Release`: words of a title and no name."""
    return not (word_list("ordinary_words") | _PAPERS).isdisjoint(candidate.folded)


def _possessive_brand(candidate: Candidate, _: Brief) -> Cue | None:
    """`Fennimore's opens 64 shops`: a firm that bears the name of its founder."""
    if candidate.first or candidate.gap_after() not in ("", "'", "’") or candidate.right() != "'s":
        return None
    does = candidate.right(2) in word_list("business_verbs") and candidate.right(2) not in _ALSO_NOUNS
    return ("organisation", STRONG) if does and candidate.folded[0] not in first_names() else None


def _defined(candidate: Candidate, _: Brief) -> Cue | None:
    """`The Proponent shall`: a party that a document defines is no name."""
    alone = len(candidate.folded) == 1 and candidate.text.istitle()
    return ("nothing", FAIR) if alone and candidate.left() in ("the", "each", "any") and _binds(candidate) else None


def _binds(candidate: Candidate) -> bool:
    return candidate.right() in ("shall", "must", "may") and not candidate.gap_after()


def _our_customer(candidate: Candidate, _: Brief) -> Cue | None:
    """`our customer Nordkai`, `their landlord Hollin Estates`: what is one organisation's relation to another."""
    if candidate.gap_before() or candidate.left(2) not in ("our", "their", "its") or not _is_common(candidate):
        return None
    return ("organisation", STRONG) if candidate.left() in _RELATIONS else None


def _signed(candidate: Candidate, _: Brief) -> Cue | None:
    """`Campaign Lead, Fenlight Energy`: what closes a line behind somebody's post is where they work."""
    if candidate.gap_before() != "," or candidate.last + 1 < len(candidate.words):
        return None
    before = candidate.first - 1
    titled = any(last == before for _, last in title_spans(candidate.scan))
    known = any(hit.last == before for hit in candidate.scan.sure("person_role"))
    return ("organisation", FAIR) if titled or known else None


def _campaign(candidate: Candidate, _: Brief) -> Cue | None:
    """`the Memory Walk`, `the Migration Bootcamp`: names of campaigns and products, which are no facts of their own."""
    following = candidate.right() if not candidate.gap_after() else ""
    tails = word_list("campaign_tails")
    return ("nothing", WEAK) if following in tails or candidate.folded[-1] in tails else None


Rule = Callable[[Candidate, Brief], Cue | None]
_RULES: tuple[Rule, ...] = (
    _named,
    _after_noun,
    _listed_after_noun,
    _before_tail,
    _carried,
    _sent_by,
    _in_brackets,
    _own_words,
    _labelled,
    _described,
    _followed,
    _dealt_with,
    _is_what,
    _we,
    _our_customer,
    _its_own,
    _broadcasts,
    _seated,
    _opens_paper,
    _possessive_brand,
    _defined,
    _signed,
    _campaign,
)
# Headings capitalise at will: only what the name itself says counts there.
_HEADING_RULES: tuple[Rule, ...] = (_own_words, _signed)
