"""When the messages to a person end because that person has done what was asked: booked, bought, answered."""

import re
from dataclasses import dataclass

from schemas.base import Evidence
from service.campaign import Reading
from service.cued import Cued
from service.drafting.rules.wording import plain

_LONGEST = 260
"""House default: characters of the sentence that is quoted."""
_MESSAGES = (
    r"(?:e-?mails?|mails?|messages?|reminders?|texts?|series|journey|flow|sequence|campaign|lists?|sends?|calls?"
    r"|steps?)"
)
_REST = r"(?:(?:the|all|any|our|remaining|rest of|following|next|further|other)\s){0,3}"
_LEAVES = Cued(
    re.compile(
        r"\b(?:drops? out of|leaves?|comes? (?:off|out of)|(?:is|are|be) (?:taken (?:off|out of)|removed from)"
        rf"|stops? getting)\s{_REST}{_MESSAGES}\b"
        r"|\b(?:gets?|receives?)\s(?:no (?:more|further)\b|nothing (?:more|further|else)\b"
        rf"|no\s(?:\w+\s)?{_MESSAGES}\b)"
        rf"|\bstop(?:s|ping)?\s(?:(?:all|the|any|further|our)\s)*{_MESSAGES}\s(?:to|for|once|when|as soon as)\b"
        r"|\bstop(?:s|ping)? (?:once|when|as soon as)\b"
        r"|\bstop(?:s|ping)? after (?:the |a |any )?(?=purchase|order|booking|payment|reply)"
        rf"|\bno (?:more|further)\s{_MESSAGES}\s(?:to|for|once|when|after)\b|\bso that {_MESSAGES} stop\b"
        r"|\b(?:adverts?|ads|banners?|reminders?|e-?mails?|messages?|texts?)\b[^.;:]{0,60}"
        r"\buntil (?:they|he|she|you|somebody|someone)\s"
        r"|\bbekomm\w+\s[^.;:]{0,40}?\b(?:keine?\s(?:\w+\s)?|nichts )mehr\b",
        re.IGNORECASE,
    ),
    ("drop", "leave", "come", "taken", "removed", "stop", "no ", "nothing", "until", "bekomm"),
)
_DONE = re.compile(
    r"\b(?:book|bought|buys?|buyers?|purchas|order|renew|reply|repli|answer|respond|register|registr|sign(?:s|ed)? up"
    r"|enrol|joined|joins|switch|paid|pays|used|redeem|chosen|chose|completed|done so|donat|gave|given|already"
    r"|converted|logged|called|spoke|spoken|talked|visited|attended|gebucht|gekauft|eingelöst|angemeldet)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stop:
    """That somebody who has done something gets no more. `words` are the brief's."""

    words: str
    evidence: Evidence


def find_stops(reading: Reading) -> tuple[Stop, ...]:
    """All of them, in their order; a question or a past result tells of none."""
    found = []
    for sentence in reading.sentences:
        if sentence.id in reading.set_aside or sentence.kind in ("heading", "code", "quote"):
            continue
        words = plain(sentence.text).strip(" -*•.")
        if words.endswith("?") or len(words) > _LONGEST:
            continue
        if _LEAVES.search(words) and _DONE.search(words):
            found.append(Stop(words, reading.evidence_of(sentence.id)))
    return tuple(found)
