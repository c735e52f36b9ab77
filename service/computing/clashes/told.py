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

KINDS: tuple[MentionKind, ...] = ("count", "money", "percentage", "duration", "date")
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
    r"|ticket|list|copy|artwork|statement|schedule|briefing|presentation|protocol|workbook|tracker|board|trustees"
    r"|investors|council|press|media)"
)
_PARTY = (
    r"(?:finance|legal|sales|procurement|compliance|marketing|operations|ops|it|crm|product|the \w+ team"
    r"|(?!(?:i|we|you|he|she|they|it|who|which|that|this|there|one)\b)(?-i:[A-Z][\w.]*(?:['’]s)?)(?: (?-i:[A-Z]\w+))?)"
)
_SAID = (
    r"(?:says?|said|shows?|showed|reads?|states?|stated|gives?|gave|has|had|puts?|counts?|counted|reckons?"
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
     "promise", "told", "heard", "quote", "think", "talk", "speak", "assume", "expect", "claim"),
)  # fmt: skip
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
    rf"^(?:\s+[\w-]+){{0,3}}?\s+(?:in|on|according to)\s+(?:the|our|their|your|my|last \w+['’]s)\s+(?P<document>{_DOCUMENT})\b",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    """Who says it, in which word, and what stands between that word and the value."""

    who: str
    document: bool
    said: str
    gap: str


def told_twice(campaign: Campaign) -> Iterator[Contradiction]:
    """Values that a named document or party gives otherwise than the brief, and things said one way and then another."""
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
        teller = _by(before(campaign, mention))
        other = _counterpart(campaign, sentences, position, mention, teller) if teller else None
        if teller and other:
            who = f"The {teller.who}" if teller.document else teller.who
            yield _two(f"{who} {teller.said}", mention, other)


def _by(words: str) -> _Told | None:
    """Who says a value, from the words before it: what stands before the last word of saying."""
    said = None
    for said in _SAYS.finditer(words):
        pass
    if said is None or len(words) - said.end() > _GAP or re.search(r"[.;?!\n]", words[said.end() :]):
        return None
    who = _WHO.search(words[max(0, said.start() - 100) : said.start()])
    if who is None:
        return None
    name = (who.group("document") or who.group("party")).strip()
    return _Told(name, who.group("document") is not None, said.group().lower(), words[said.end() :])


def _two(teller: str, mention: Mention, other: Mention) -> Contradiction:
    noun = _noun(other) or _noun(mention)
    about = f" {noun}" if noun and mention.kind == "count" else ""
    text = f"{teller} {mention.text}{about}, but another place says {other.text}."
    return clash("told", text, other.evidence, mention.evidence)


def _values(campaign: Campaign, sentence: Sentence) -> list[Mention]:
    """Values that can be told twice: uncertain ones too, since doubt is why somebody names his source."""
    near = campaign.reading.mentions_by_sentence.get(sentence.id, ())
    return [m for m in near if m.kind in KINDS and not m.negated and _known(m)]


def _known(mention: Mention) -> bool:
    return days(mention) is not None if mention.kind == "date" else isinstance(mention.value, int | float)


def _counterpart(
    campaign: Campaign, sentences: Sequence[Sentence], position: int, mention: Mention, teller: _Told
) -> Mention | None:
    """The value that this one stands against; None where nothing tells that the same is meant."""
    rivals = [
        m for m in _rivals(campaign, sentences, position, mention) if _about_the_same(campaign, m, mention, teller)
    ]
    if not rivals or any(_same(rival, mention) for rival in rivals):
        return None
    rival = rivals[0]
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
    if one.kind != "date" and max(number(one), number(other)) > FAR * min(number(one), number(other)):
        return False
    if one.kind == "money":
        return one.unit == other.unit
    return one.kind != "count" or None in (one.of, other.of) or one.of == other.of


def _noun(mention: Mention) -> str | None:
    return mention.of if mention.kind in ("count", "percentage") else None


def _about_the_same(campaign: Campaign, rival: Mention, mention: Mention, teller: _Told) -> bool:
    """Whoever tells the value adds no thing of his own that the other sentence does not name."""
    there = campaign.reading.sentence_by_id[rival.sentence].text
    known = content(there)
    between = campaign.reading.text[rival.end : mention.start] if rival.sentence == mention.sentence else teller.gap
    if content(teller.gap) - known or SUBSET.search(f"{between} | {after(campaign, mention)[:40]}"):
        return False
    narrows = _NARROWS.search(after(campaign, mention).split(",")[0])
    if narrows and mention.kind in ("date", "duration", "money") and content(narrows.group("words")) - known:
        return False
    noun = _noun(mention)
    return noun is None or bool(content(noun) & known)


def _same(one: Mention, other: Mention) -> bool:
    if one.kind == "date":
        first, second = days(one), days(other)
        return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])
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
    document = teller.document
    same_noun = _noun(mention) is not None and _noun(mention) == _noun(rival)
    if document and (same_noun or mention.kind in ("count", "money") and teller.said not in ("has", "had")):
        return True
    follows = sentences[position + 1].text if position + 1 < len(sentences) else ""
    here = campaign.reading.sentence_by_id[mention.sentence]
    end = here.end
    start = rival.end if rival.sentence == mention.sentence else here.start
    careful = sentences[position - 1].text if position and sentences[position - 1].id != rival.sentence else ""
    told = f"{careful} {campaign.reading.text[start:end]} {follows}"
    quoted = document and _QUOTED.search(before(campaign, mention)) is not None
    return (
        quoted or _DOUBT.search(told) is not None or bool(set("?!") & set(campaign.reading.text[mention.end : end][:3]))
    )


def _two_documents(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    """ "48,000 in the deck but 52,000 in the contract": two values, the later one in a document of its own."""
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
    """ "He said before Easter, then he said after": one thing told one way and then another."""
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
