"""What opens, ends or happens on which day: read from the words around the dates of a brief."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from schemas.brief import Sentence
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import after, before, days, one_day, ours, spoken

Phase = Literal["open", "end"]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENS = (
    r"opens?|starts?|begins?|launch(?:es)?|go(?:es)? live|commences?|startet|beginnt|empieza|abre|commence|ouvre|começa"
)
_ENDS = (
    r"closes?|ends?|finish(?:es)?|expires?|dies|lapses?|runs? out|stops?"
    r"|endet|schließt|termina|cierra|finit"
)
_NOT_PLAIN = r"(?:has|have|is|are|was|will|must|shall|should|needs?|can|may)"
# What may stand between a verb and its day: hours, weekdays, small words.
_FILL = (
    r"(?:\s*(?:,|on|am|el|le|at|by|the|midnight|noon|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?"
    r"|(?:[ECPKG]?[SDE]?T)|utc|uhr"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\s*)*[\s,]*"
)
_VERB = re.compile(
    rf"(?:\b(?P<before>[^\W\d_][\w-]*)\s+)?\b(?!{_NOT_PLAIN}\b)(?P<noun>[^\W\d_][\w-]+)\s+"
    rf"(?:{_NOT_PLAIN} )?(?:to |be )?\b(?P<verb>{_OPENS}|{_ENDS})(?:\s+(?:for|in|to)\s+(?:the\s+)?(?P<where>[\w-]+))?"
    rf"{_FILL}$",
    re.IGNORECASE,
)
_AND_VERB = re.compile(rf"\band (?:will )?(?P<verb>{_OPENS}|{_ENDS}){_FILL}$", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b(?P<noun>[^\W\d_][\w-]+)\s+(?:{_NOT_PLAIN} )?(?:{_OPENS}|{_ENDS})\b", re.IGNORECASE)
_IS_END = re.compile(_ENDS, re.IGNORECASE)
THINGS = (
    r"(?:early[- ]bird|offer|sale|promotion|promo|campaign|voting|vote|entr(?:y|ies)|registrations?|sign-?ups?"
    r"|bookings?"
    r"|enrol?ments?|vouchers?|coupons?|codes?|competition|contest|draw|challenge|pre-?orders?|pre-?sale|applications?"
    r"|nominations?|submissions?|tickets?|discount|price|trial|pilot|beta|poll|survey|passes)"
)
# "early bird C$549 until", "Riders may use remaining paper tickets until", "voucher, valid until"
_UNTIL = re.compile(
    rf"(?:(?P<before>[^\W\d_][\w-]+)\s+)?\b(?P<noun>{THINGS})\b"
    r"(?P<gap>(?:\s*,?\s*(?!and\b|but\b)[^\s,.;:]+){0,3}?)\s*,?\s*"
    rf"(?:until|till|thru|through|up to|bis|hasta|jusqu['’]au|até)\b{_FILL}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"^\W*(?:(?P<before>[^\W\d_][\w-]+)\s+)?(?P<noun>{THINGS})\b(?:\s+in\s+[^.,;:]{{2,25}}?)?\s*:?\s*"
    rf"(?:from|starting|starts|as of|ab|desde)\b{_FILL}$",
    re.IGNORECASE,
)
_SPEND = re.compile(
    rf"(?:(?P<before>[^\W\d_][\w-]+)\s+)?\b(?P<noun>{THINGS})\b\s+(?:that (?:can|may) be |to be |to )"
    r"(?:spend|spent|use|used|redeem|redeemed)\s+(?:in|during|by|until)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:\b(?P<before>[^\W\d_][\w-]*)\s+)?\b(?P<noun>[^\W\d_][\w-]+)(?:\s+period|\s+window)?\s*"
    r"(?::|\s(?:runs?|lasts?|is open|are open|opens?|takes place|will run|will be open))\s*"
    rf"(?:from|between|on|over)?{_FILL}$",
    re.IGNORECASE,
)
_TAKE_PART = re.compile(
    r"\b(?:log|logs|enter|enters|vote|votes|submit|submits|upload|uploads|take part|takes part|collect|collects"
    r"|play|plays|compete|competes)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^\s*(?:to|until|till|thru|through|and|-|–|—|bis|au|al|até|hasta)\s*(?:\w+day,?\s*)?$", re.IGNORECASE
)
_PHASED = re.compile(
    r"\b(?:soft|phases?|waves?|stages?|beta|second|first|third|markets?|regions?|re-?launch|rounds?|parts?|each|every"
    r"|weekly|monthly|daily|per|early access|vip|again|extended|extend|respectively|new|old|last year|previous)\b",
    re.IGNORECASE,
)
# Right after a day: for whom it is, of whom there may be others with another day.
_PICKED = re.compile(
    r"^\s*,?\s*(?:for|in|at|via|through)\s+(?:the\s+|our\s+)?(?!midnight|noon)(?P<whom>[^\W\d_][\w-]+)"
    r"|^\s*(?P<online>online)\b",
    re.IGNORECASE,
)
_NO_THING = frozenset(
    ["it", "this", "thi", "that", "which", "we", "they", "who", "and", "each", "one", "to", "you", "what", "he", "she"]
)
_PLAIN = frozenset(
    [
        "the",
        "our",
        "we",
        "will",
        "to",
        "shall",
        "should",
        "can",
        "campaign",
        "official",
        "planned",
        "public",
        "is",
        "for",
        "at",
        "on",
        "before",
        "after",
        "and",
        "a",
        "an",
        "this",
        "that",
        "remaining",
        "all",
        "any",
        "your",
        "their",
        "its",
        "of",
        "in",
        "also",
        "but",
    ]
)


@dataclass(frozen=True)
class Happening:
    """A thing that opens or ends between two days; one day where the brief names it."""

    thing: str
    narrowed: str
    phase: Phase
    first: date
    last: date
    mention: Mention
    plain: bool
    """Nothing in the sentence speaks of waves, rounds, markets or the like, of which each has days of its own."""


def happenings(campaign: Campaign) -> list[Happening]:
    """Everything that opens or ends on a day, in order."""
    return [
        found
        for sentence in spoken(campaign)
        if (dates := ours(campaign, sentence, "date"))
        for found in _in_sentence(campaign, sentence, dates)
    ]


def _in_sentence(campaign: Campaign, sentence: Sentence, dates: Sequence[Mention]) -> Iterator[Happening]:
    plain = _PHASED.search(sentence.text) is None and " | " not in sentence.text
    spans = list(_spans(campaign, dates))
    for mention, first, last in spans:
        words = before(campaign, mention)
        named = _of_span(words)
        if named and named[0] not in _NO_THING:
            yield Happening(*named, "open", first, first, mention, plain)
            yield Happening(*named, "end", last, last, mention, plain)
    taken = {mention.start for mention, _, _ in spans}
    for mention in dates:
        if mention.start not in taken:
            yield from _single(campaign, mention, plain)


def _of_span(words: str) -> tuple[str, str] | None:
    """What runs from one day to another: a thing, or the time in which people take part."""
    hit = _SPAN.search(words)
    if hit:
        return _thing(hit)
    return ("entrie", "") if _TAKE_PART.search(words) else None


def _spans(campaign: Campaign, dates: Sequence[Mention]) -> Iterator[tuple[Mention, date, date]]:
    """From one day to another: one mention, or two that are joined."""
    for mention in dates:
        span = days(mention)
        if span and span[0] != span[1] and "/" in str(mention.value):
            yield mention, *span
    for first, second in pairwise(dates):
        one, two = one_day(first), one_day(second)
        between = campaign.reading.text[first.end : second.start]
        if one and two and one < two and _JOINED.search(between):
            yield first, one, two


def _single(campaign: Campaign, mention: Mention, plain: bool) -> Iterator[Happening]:
    span = days(mention)
    words = before(campaign, mention)
    read = _read(words) if span else None
    if span and read:
        named, phase = read
        if named[0] not in _NO_THING and (span[0] == span[1] or phase == "end"):
            first, last = (span[1], span[1]) if span[0] != span[1] and _SPEND.search(words) else span
            picked = _PICKED.search(after(campaign, mention))
            narrowed = f"{named[1]} {picked.group().strip().lower()}" if picked else named[1]
            yield Happening(named[0], narrowed, phase, first, last, mention, plain)


def _read(words: str) -> tuple[tuple[str, str], Phase] | None:
    """The thing and whether it opens or ends, from the words before a day."""
    if hit := _UNTIL.search(words) or _SPEND.search(words):
        return _thing(hit), "end"
    if hit := _FROM.search(words):
        return _thing(hit), "open"
    if hit := _AND_VERB.search(words):
        subject = _SUBJECT.search(words[: hit.start()])
        return ((_stem(subject.group("noun")), ""), _phase(hit)) if subject else None
    hit = _VERB.search(words)
    if hit is None or hit.group("where"):
        return None
    return _thing(hit), _phase(hit)


def _phase(hit: re.Match[str]) -> Phase:
    return "end" if _IS_END.match(hit.group("verb")) else "open"


def _thing(hit: re.Match[str]) -> tuple[str, str]:
    narrowed = (hit.group("before") or "").lower()
    noun = _stem(hit.group("noun"))
    if noun == "bird" and narrowed == "early":
        return "earlybird", ""
    return noun, "" if narrowed in _PLAIN else narrowed


def _stem(noun: str) -> str:
    short = re.sub(r"[-\s]", "", noun.lower())
    return "entrie" if short == "entry" else short.removesuffix("s")


def year_told(mention: Mention) -> bool:
    """Tell whether the year stands in the text; an inferred one may be what is wrong."""
    return _YEAR.search(mention.text) is not None
