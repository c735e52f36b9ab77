"""Hours at which no message may leave, and messages that are planned for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import after, before, clash, spoken
from service.cued import Cued

_CLOCK = re.compile(r"(\d\d):(\d\d)(?:/(\d\d):(\d\d))?")
_MESSAGE = Cued(
    re.compile(
            r"\b(?:messages?|e-?mails?|mails?|mailings?|sms|texts?|push(?:es)?|notifications?|whatsapps?"
            r"|newsletters?|reminders?"
        r"|sends?|communications?|nothing|link|quiet|silent|no-contact|disturb|voice ?mails?)\b",
        re.IGNORECASE,
    ),
    ("message", "mail", "sms", "text", "push", "notification", "whatsapp", "newsletter", "reminder", "send",
     "communication", "nothing", "link"),
)  # fmt: skip
_NOT_BEFORE = re.compile(
    r"\b(?:never|not|no \w+|nothing|none)\b[^.;]{0,40}\bbefore\s+$|\bno earlier than\s+$|\b(?:only"
    r"|not until)\s+(?:ever\s+)?(?:from|after)?\s*$",
    re.IGNORECASE,
)
_AFTER_ONLY = re.compile(r"\b(?:after|from)\s+$", re.IGNORECASE)
_ONLY_AFTER = re.compile(r"^\s*only\b", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"\b(?:never|not|no \w+|nothing|none)\b[^.;]{0,40}\bafter\s+$|\bno later than\s+$"
    r"|\bonly\b[^.;]{0,20}\b(?:before|until|up to)\s+$",
    re.IGNORECASE,
)
_NO_BETWEEN = re.compile(r"\b(?:never|not|no|nothing|none)\b[^.;]{0,60}$", re.IGNORECASE)
_ONLY_BETWEEN = re.compile(r"\bonly\b[^.;]{0,30}$", re.IGNORECASE)
_NARROW = re.compile(
    r"\b(?:unless|except|apart from|reply|replies|answer\w*|refresh|file|export|batch|report\w*|dashboard"
    r"|saturdays?|sundays?"
    r"|weekends?|bank holidays?|on (?:mon|tues|wednes|thurs|fri)days?|doors?|shops?|stores?|opens?|opening"
    r"|meeting|call(?:s|ed|ing)?"
    r"|if (?:she|he|they|the|a|no|you))\b",
    re.IGNORECASE,
)
_NO_SEND = re.compile(
    r"\b(?:refresh\w*|file|export|batch|report\w*|dashboard|nightly|sync\w*|feed|load(?:ed|s)?|meeting|webinar"
    r"|stream|last year"
    r"|was|were|went|doors?|opens?|closes?|call(?:s|ed|ing)?|phone|lines?|until|deadline|estimate|approv\w*"
    r"|reply|answer\w*|before|not|never|no)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:the|a|one|first|second|next|last|launch|reminder) (?:push|sms|e-?mail|text|whatsapp"
    r"|newsletter)\b(?!s)|\b(?:push|sms|text|e-?mail|whatsapp)[- ](?:reminder|message|notification)s?\b",
    re.IGNORECASE,
)
_QUIET = re.compile(
    r"\b(?:quiet|silent|no-contact|no-send|do not disturb) (?:hours?|times?|period)\b[^.;]{0,20}$", re.IGNORECASE
)
_CHANNELS = frozenset(["email", "sms", "push", "messaging_app", "in_app"])


@dataclass(frozen=True)
class _Quiet:
    """Hours in minutes of the day between which messages may leave, and of which channels; none for all."""

    earliest: int
    latest: int
    channels: frozenset[str]
    regions: frozenset[str]
    sentence: Sentence
    mention: Mention


def quiet_hours(campaign: Campaign) -> Iterator[Contradiction]:
    """Messages at hours that the brief rules out for all messages or for those of their channel."""
    sentences = spoken(campaign)
    messages = _MESSAGE.among(campaign.reading.text)
    speaking = [sentence for sentence in sentences if messages.search(sentence.text)]
    rules = [rule for sentence in speaking for rule in _rules(campaign, sentence)]
    for rule in rules:
        yield from _broken(campaign, rule, speaking)


def _rules(campaign: Campaign, sentence: Sentence) -> Iterator[_Quiet]:
    if _NARROW.search(sentence.text):
        return
    for mention in campaign.reading.mentions_by_sentence.get(sentence.id, ()):
        bounds = _bounds(campaign, mention) if mention.kind == "window" else None
        if bounds:
            yield _Quiet(
                *bounds, _of(campaign, sentence, "channel"), _of(campaign, sentence, "region"), sentence, mention
            )


def _of(campaign: Campaign, sentence: Sentence, kind: str) -> frozenset[str]:
    near = campaign.reading.mentions_by_sentence.get(sentence.id, ())
    return frozenset(m.name or m.text for m in near if m.kind == kind)


def _bounds(campaign: Campaign, mention: Mention) -> tuple[int, int] | None:
    """From when to when messages may leave."""
    clock = _minutes(mention)
    if clock is None:
        return None
    words, rest = before(campaign, mention), after(campaign, mention)
    start, end = clock
    if end is None:
        return _one_hour(words, rest, start)
    if _QUIET.search(words) and start > end:
        return end, start
    if _NO_BETWEEN.search(words) and start > end:  # closed over night
        return end, start
    return (start, end) if _ONLY_BETWEEN.search(words) and start < end else None


def _one_hour(words: str, rest: str, hour: int) -> tuple[int, int] | None:
    day = 24 * 60
    if _NOT_BEFORE.search(words) or (_AFTER_ONLY.search(words) and _ONLY_AFTER.search(rest)):
        return hour, day
    return (0, hour) if _NOT_AFTER.search(words) else None


def _minutes(mention: Mention) -> tuple[int, int | None] | None:
    hit = _CLOCK.fullmatch(str(mention.value or ""))
    if hit is None or "usually" in (mention.note or ""):
        return None
    first = int(hit.group(1)) * 60 + int(hit.group(2))
    return first, int(hit.group(3)) * 60 + int(hit.group(4)) if hit.group(3) else None


def _broken(campaign: Campaign, rule: _Quiet, speaking: Sequence[Sentence]) -> Iterator[Contradiction]:
    for sentence in speaking:
        if sentence.id == rule.sentence.id or not _reaches(campaign, rule, sentence):
            continue
        for mention in campaign.reading.mentions_by_sentence.get(sentence.id, ()):
            clock = (
                None
                if mention.kind != "window" or mention.negated or _NO_SEND.search(_clause(campaign, mention))
                else _minutes(mention)
            )
            if clock and not rule.earliest <= clock[0] <= rule.latest:
                said = " ".join(rule.sentence.text.split())
                text = f'A message is planned for {mention.text}, but the brief says: "{_cut(said)}".'
                yield clash("hours", text, campaign.reading.evidence_of(rule.sentence.id), mention.evidence)
                return


def _clause(campaign: Campaign, mention: Mention) -> str:
    """The words between the commas around a time."""
    return f"{re.split(r'[,;.]', before(campaign, mention))[-1]} {re.split(r'[,;]', after(campaign, mention))[0]}"


def _reaches(campaign: Campaign, rule: _Quiet, sentence: Sentence) -> bool:
    """The rule is for all messages or for one of this channel, and for these places."""
    channels = _of(campaign, sentence, "channel") & _CHANNELS
    regions = _of(campaign, sentence, "region")
    named = rule.channels & _CHANNELS
    reached = named & channels if named else channels or _SENT.search(sentence.text)
    return bool(reached) and (not rule.regions or bool(rule.regions & regions))


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117].rstrip()}..."
