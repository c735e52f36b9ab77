"""Two parties that give two values for one thing: the brief and the board deck, one report and another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention, MentionKind
from service.computing.clashes.statements import (
    NOT_OURS,
    SUBSET,
    after,
    before,
    clash,
    content,
    days,
    number,
    place,
    spoken,
)
from service.cued import Cued

KINDS: tuple[MentionKind, ...] = ("count", "money", "percentage", "duration", "date", "window")
REACH = 3
"""Sentences back in which a value without a noun of its own finds what it is about (house default)."""
CLOSE = 0.02
"""Share by which two numbers may differ and still be one number rounded (house default)."""
FAR = 5
"""A factor beyond which two numbers are of two things (house default)."""
_DOCUMENT = (
    r"(?:(?:board|steering|media|project|launch|marketing|press|investor|sales|rate|approved)\s+)?"
    r"(?:papers?|slides?|decks?|packs?|minutes?|release|plan|reports?|spreadsheet|sheet|wording|contract|proposal"
    r"|website|site|poster|flyer|leaflet|brochure|memo|calendar|roadmap|business case|intranet|spot|script|terms"
    r"|line|form|dashboard|letter|note|appendix|annex|faq|press office|offer|quote|order|agreement|invoice"
    r"|ticket|list|export|extract|query|database|crm|system|banner|signage|packaging|label|catalogue|invitation"
    r"|confirmation|tender|rfp|sow|timetable|timeline|programme|summary|heading|title|subject line|footer"
    r"|header|landing page"
    r"|t&cs?|ts and cs|terms and conditions|small print|copy|artwork|statement|schedule|briefing|presentation"
    r"|protocol|workbook|tracker|board|trustees"
    r"|investors|council|press|media)"
)
_PARTY = (
    r"(?:finance|legal|sales|procurement|compliance|marketing|operations|ops|it|crm|product|the \w+ team"
    r"|(?!(?:i|we|you|he|she|they|it|who|which|that|this|there|one)\b)(?-i:[A-Z][\w.]*(?:['’]s)?)(?: (?-i:[A-Z]\w+))?)"
)
_SAID = (
    r"(?:(?:(?:was|were|been) )?(?:told|promised)|approved|granted|signed off|lists|listed|says?|said|shows?"
    r"|showed|reads?|states?|stated|gives?|gave|has|had|puts|counts?|counted|reckons?"
    r"|mentions?|promises?|promised|told|heard|quotes?|thinks?|talks? of|speaks? of|assumes?|expects?|claims?)"
)
_WHO = re.compile(
    rf"(?:\b(?P<document>{_DOCUMENT})\b[^.;,?!:]{{0,40}}|\b(?P<party>{_PARTY})\s+(?:now |still |only |already )?)$",
    re.IGNORECASE,
)
_GAP = 60
"""Letters between the word of saying and what is said (house default)."""
_SAYS = re.compile(rf"\b{_SAID}\b", re.IGNORECASE)
_SPOKEN = Cued(
    re.compile(rf"\b{_SAID}\b", re.IGNORECASE),
    ("say", "said", "show", "read", "state", "give", "gave", "has", "had", "list", "put", "count", "reckon", "mention",
     "promise", "told", "heard", "approved", "granted", "signed", "list", "quote",
     "think", "talk", "speak", "assume", "expect", "claim"),
)  # fmt: skip
_MEASURES = re.compile(
    r"\b(?:reports?|dashboard|survey|crm|system|exports?|extract|query|database|tracker)\b", re.IGNORECASE
)
_OF_ITEMS = re.compile(
    r"\b(?:quotes?|invoices?|offers?|orders?|tenders?|confirmations?|labels?|tickets?)\b", re.IGNORECASE
)
_OPENING = frozenset(["star", "begi", "open", "laun"])
_ENDING = frozenset(["ends", "end", "clos", "expi", "vali", "fini"])
_DOUBT = re.compile(
    r"\?\?|\bbut\b|\bhowever\b|\byet\b|\bwhile\b|\bwhereas\b|\balthough\b|\bthough\b|\bcareful|\bmind you\b|\bcheck"
    r"|\bsettle|\balign|\bclear(?:ed|s|ing)?\b|\bclarif|\bwork out\b|\bwhich (?:is|one)\b|\bunfortunately\b|\bwrong\b"
    r"|\bresolve|\breconcile|\bdisagree|\binstead\b|\bstill (?:says|shows|reads|has)\b|\bagainst\b|\bdecide",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\"“”„«»'‘’]\s*(?:by |before |until |thru |through |from |on |in |at |the |only )*$", re.IGNORECASE
)
_NARROWS = re.compile(
    r"^\s*(?:\w+\s+)?(?:for|in|of|to|from|at|on|per|by|with)\s+(?P<words>(?:the\s+)?[\w-]+(?:\s+[\w-]+)?)",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"^\s*[\w-]+\s+(?:who|that|which|with|without|can|may|have|has|are|in|from|aged|over|under|on|at)\b", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:but|however|while|whereas|yet|though|although)\b|[—–;]", re.IGNORECASE)
_THEN = Cued(
    re.compile(
        r"\b(?:said|told (?:us|me|them)|wanted|wrote|promised)\s+(?P<one>[^.;]{3,60}?),?\s+(?:and |but )?then\s+"
        r"(?:[\w]+ )?(?:said|told (?:us|me|them)|wanted|wrote|promised)\s+(?P<two>[^.;]{3,60})",
        re.IGNORECASE,
    ),
    ("then",),
)
_ONLY = Cued(
    re.compile(
        rf"\b(?P<document>{_DOCUMENT})\b[^.;?!]{{0,30}}?\b(?:says?|states?|reads?|allows?|agreed)\b(?: that)?\s+"
        r"(?:we |they |you |us to )?(?:may |can |must )?(?P<verb>[a-z]{3,})\s+only\b",
        re.IGNORECASE,
    ),
    ("only",),
)
_IN_DOCUMENT = re.compile(
    rf"^(?:\s+[\w-]+){{0,3}}?\s+(?:in|on|according to)\s+(?:the|our|their|your|my"
    rf"|last \w+['’]s)\s+(?P<document>{_DOCUMENT})\b",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    """Who says it, in which word, and what stands between that word and the value."""

    who: str
    document: bool
    said: str
    gap: str


def told_twice(campaign: Campaign) -> Iterator[Contradiction]:
    """Values that a named document or party gives otherwise than the brief, and what is said in two ways."""
    sentences = spoken(campaign)
    pattern = _SPOKEN.among(campaign.reading.text)
    for position, sentence in enumerate(sentences):
        if pattern.search(sentence.text):
            yield from _said_otherwise(campaign, sentences, position)
        yield from _two_documents(campaign, sentence)
        yield from _said_then(campaign, sentence)
        yield from _only_some(campaign, sentences, position)


def _said_otherwise(campaign: Campaign, sentences: Sequence[Sentence], position: int) -> Iterator[Contradiction]:
    sentence = sentences[position]
    for mention in _values(campaign, sentence):
        teller = _by(before(campaign, mention)) or _in_one(campaign, mention)
        other = _counterpart(campaign, sentences, position, mention, teller) if teller else None
        if teller and other:
            who = f"The {teller.who}" if teller.document else teller.who
            yield _two(f"{who} {teller.said}", mention, other)


def _by(words: str) -> _Told | None:
    """Who says a value, from the words before it: what stands before the last word of saying."""
    said = max(_SAYS.finditer(words), key=lambda hit: hit.start(), default=None)
    if said is None or len(words) - said.end() > _GAP or re.search(r"[.;?!\n]", words[said.end() :]):
        return None
    who = _WHO.search(words[max(0, said.start() - 100) : said.start()])
    if who is None:
        return None
    name = (who.group("document") or who.group("party")).strip()
    return _Told(name, who.group("document") is not None, said.group().lower(), words[said.end() :])


def _in_one(campaign: Campaign, mention: Mention) -> _Told | None:
    """The document that a value stands in: "3,500 in the presentation"."""
    hit = _IN_DOCUMENT.search(after(campaign, mention))
    return _Told(hit.group("document"), True, "has", "") if hit else None


def _two(teller: str, mention: Mention, other: Mention) -> Contradiction:
    text = f"{teller} {mention.text}, but another place of the brief says {other.text}."
    return clash("told", text, other.evidence, mention.evidence)


def _values(campaign: Campaign, sentence: Sentence) -> list[Mention]:
    """Values that can be told twice: uncertain ones too, since doubt is why somebody names his source."""
    near = campaign.reading.mentions_by_sentence.get(sentence.id, ())
    return [m for m in near if m.kind in KINDS and not m.negated and _known(m)]


def _known(mention: Mention) -> bool:
    if mention.kind == "window":
        return re.fullmatch(r"\d\d:\d\d", str(mention.value)) is not None
    return days(mention) is not None if mention.kind == "date" else isinstance(mention.value, int | float)


def _counterpart(
    campaign: Campaign, sentences: Sequence[Sentence], position: int, mention: Mention, teller: _Told
) -> Mention | None:
    """The value that this one stands against; None where nothing tells that the same is meant."""
    rivals = [
        m for m in _rivals(campaign, sentences, position, mention) if _about_the_same(campaign, m, mention, teller)
    ]
    if mention.role in NOT_OURS or not rivals or any(_same(rival, mention) for rival in rivals):
        return None
    rival = rivals[0]
    if rival.role == "target" and _MEASURES.search(teller.who):  # how it is and how it shall be may differ
        return None
    sure = _sure(campaign, sentences, position, mention, rival, teller)
    return rival if sure else None


def _rivals(campaign: Campaign, sentences: Sequence[Sentence], position: int, mention: Mention) -> list[Mention]:
    """Values of the same kind before this one, nearest first; further off only where the noun is the same."""
    found: list[Mention] = []
    for back, sentence in enumerate(reversed(sentences[: position + 1])):
        values = [
            m for m in reversed(_values(campaign, sentence)) if m.end <= mention.start and _comparable(m, mention)
        ]
        near = back <= REACH and _one_thread(sentence, sentences[position])
        found += [m for m in values if near or (_noun(m) and _noun(m) == _noun(mention))]
    return found


def _one_thread(one: Sentence, other: Sentence) -> bool:
    """The sentences stand under the same top heading."""
    return one.context[:1] == other.context[:1] or not one.context or not other.context or len(one.context) == 1


def _comparable(one: Mention, other: Mention) -> bool:
    if one.kind != other.kind or one.role in NOT_OURS or one.per != other.per:
        return False
    if one.kind not in ("date", "window") and max(number(one), number(other)) > FAR * min(number(one), number(other)):
        return False
    if one.kind == "money":
        return one.unit == other.unit
    return one.kind != "count" or None in (one.of, other.of) or one.of == other.of


def _noun(mention: Mention) -> str | None:
    return mention.of if mention.kind in ("count", "percentage") else None


def _about_the_same(campaign: Campaign, rival: Mention, mention: Mention, teller: _Told) -> bool:
    """Whoever tells the value adds no thing of his own that the other sentence does not name."""
    there = _told_before(campaign, rival, mention, teller)
    known = content(there)
    between = campaign.reading.text[rival.end : mention.start] if rival.sentence == mention.sentence else teller.gap
    if not _says_no_more(teller.gap, there) or SUBSET.search(f"{between} | {after(campaign, mention)[:40]}"):
        return False
    if _SOME.search(after(campaign, mention)) and not _SOME.search(after(campaign, rival)):
        return False
    narrows = _NARROWS.search(after(campaign, mention).split(",")[0])
    if narrows and mention.kind in ("date", "duration", "money", "window") and content(narrows.group("words")) - known:
        return False
    noun = _noun(mention)
    return noun is None or bool(content(noun) & known)


def _told_before(campaign: Campaign, rival: Mention, mention: Mention, teller: _Told) -> str:
    """The sentence of the rival; where both stand in one, what comes before the word of saying."""
    sentence = campaign.reading.sentence_by_id[rival.sentence]
    if rival.sentence != mention.sentence:
        return sentence.text
    return campaign.reading.text[sentence.start : mention.start - len(teller.gap)]


def _says_no_more(gap: str, there: str) -> bool:
    """The words before the value are those of the other sentence, or say that it opens or ends as that one does."""
    extra = content(gap) - content(there)
    opens, ends = bool(extra & _OPENING), bool(extra & _ENDING)
    turned = (opens and content(there) & _ENDING) or (ends and content(there) & _OPENING)
    return not extra - _OPENING - _ENDING and not turned and not (opens and ends)


def _same(one: Mention, other: Mention) -> bool:
    if one.kind == "date":
        first, second = days(one), days(other)
        return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])
    if one.kind == "window":
        return one.value == other.value
    if one.kind == "duration" and one.unit != other.unit:
        return True  # told in two units they may be the same; durations of one thing are compared elsewhere
    low, high = sorted((number(one), number(other)))
    return high - low <= CLOSE * high


def _sure(
    campaign: Campaign,
    sentences: Sequence[Sentence],
    position: int,
    mention: Mention,
    rival: Mention,
    teller: _Told,
) -> bool:
    """A value with the same noun in a document is enough; else somebody must doubt, contrast or quote."""
    if teller.document and (_one_noun(campaign, mention, rival, teller) or _bare_number(mention, teller)):
        return True
    if teller.said in ("approved", "granted", "signed off") and mention.role == rival.role == "budget":
        return True
    if teller.document and _QUOTED.search(before(campaign, mention)):
        return True
    rest = after(campaign, mention)
    return (
        bool(set("?!") & set(rest[:3]))
        or _DOUBT.search(_around(campaign, sentences, position, mention, rival)) is not None
    )


def _one_noun(campaign: Campaign, mention: Mention, rival: Mention, teller: _Told) -> bool:
    """Both values are of one noun, by their own words or by those of whoever tells it."""
    if _noun(mention) is not None and _noun(mention) == _noun(rival):
        return True
    there = content(_told_before(campaign, rival, mention, teller)) - _OPENING - _ENDING
    return bool(content(teller.gap) & there) or _followed_alike(campaign, mention, rival)


def _bare_number(mention: Mention, teller: _Told) -> bool:
    """A number alone, in a document that speaks of the whole and not of one item, as a quote does."""
    if mention.kind not in ("count", "money") or teller.said in ("has", "had"):
        return False
    return mention.kind == "count" or _OF_ITEMS.search(teller.who) is None


def _around(campaign: Campaign, sentences: Sequence[Sentence], position: int, mention: Mention, rival: Mention) -> str:
    """The words between two values and around the later one, where somebody may doubt."""
    here = sentences[position]
    start = rival.end if rival.sentence == mention.sentence else here.start
    previous = sentences[position - 1] if position else here
    careful = "" if previous.id == rival.sentence else previous.text
    follows = sentences[position + 1].text if position + 1 < len(sentences) else ""
    return f"{careful} {campaign.reading.text[start : here.end]} {follows}"


def _followed_alike(campaign: Campaign, one: Mention, other: Mention) -> bool:
    """The same two words stand after both: "off everything"."""
    words = [after(campaign, mention).lower().split()[:2] for mention in (one, other)]
    first, second = ([word.strip(".,;:!?") for word in two] for two in words)
    return len(first) == 2 and first == second


def _two_documents(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    """As in "48,000 in the deck but 52,000 in the contract": two values, the later one in a document of its own."""
    values = _values(campaign, sentence)
    for first, second in pairwise(values):
        between = campaign.reading.text[first.end : second.start]
        if not _comparable(first, second) or _same(first, second) or not _BUT.search(between):
            continue
        hit = _IN_DOCUMENT.search(after(campaign, second))
        adds = content(hit.group()) - content(hit.group("document")) if hit else frozenset()
        if hit and not adds - content(sentence.text[: first.start - sentence.start] + between):
            yield _two(f"The {hit.group('document')} says", second, first)


def _said_then(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    """As in "he said before Easter, then he said after": one thing told one way and then another."""
    hit = _THEN.search(sentence.text)
    dated = any(m.kind in ("date", "window", "money", "count") for m in _named(campaign, sentence))
    if hit and dated:
        one, two = (hit.group(name).strip(' ,"“”') for name in ("one", "two"))
        text = f'First it is "{one}", then "{two}": which of the two holds is not said.'
        yield clash("then", text, place(campaign, sentence, hit))


def _named(campaign: Campaign, sentence: Sentence) -> Sequence[Mention]:
    return campaign.reading.mentions_by_sentence.get(sentence.id, ())


def _only_some(campaign: Campaign, sentences: Sequence[Sentence], position: int) -> Iterator[Contradiction]:
    """The brief does it to everybody, a document that it names only to some."""
    hit = _ONLY.search(sentences[position].text)
    if hit is None:
        return
    everybody = re.compile(rf"\b{hit.group('verb')}\w*\s+(?:everybody|everyone|all|each|every)\b", re.IGNORECASE)
    for earlier in reversed(sentences[max(0, position - REACH) : position]):
        if wide := everybody.search(earlier.text):
            text = (
                f'"{wide.group()}" in one place, but the {hit.group("document")} says "{hit.group("verb")} only" some.'
            )
            yield clash("only", text, place(campaign, earlier, wide), place(campaign, sentences[position], hit))
            return
