"""What has to happen within minutes or hours: an answer to somebody, or an entry that has to reach a system."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Evidence
from service.campaign import Campaign, Mention, Reading
from service.drafting.rules.wording import CHANNEL_WORDS, platform_for, with_article

_SENT = re.compile(
    r"\b(?:reminder|confirmation|receipt|thank[- ]you|welcome|recording|reply|invoice|ticket|certificate|summary)\b",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    r"\b(?:lands?|arrives?|appears?|shows? up|(?:is|are|be)(?: \w+(?:ed|en|ble))?|reach(?:es)?|gets?|go(?:es)?|flows?"
    r"|comes?)"
    r"(?: on)?(?: (?:in|into|to|with|inside))?(?: (?:the|our))?\s\Z",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"\b(?:must|should|shall|ha(?:s|ve) to|needs? to|to) "
    r"(?:reach|land in|arrive (?:in|at|on)|get (?:to|into)|be (?:in|on)) "
    r"(?P<what>(?:the|our|each|every) [^.,;:]{3,40}?) within \Z",
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(r"\s+((?:of|after)\s+[\w'’ -]{3,40}?)(?=[,.;|)]|\s+with\b|\s+and\b|$)")
_NEAR = 40
"""House default, code points: in front of a system or a time, where it is told what becomes of it."""
_AFTER = re.compile(r"\bafter\s\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Promise:
    """`actor` shall `act` `within` a time: "the SMS gateway", "send a text message", "within 10 minutes of a gift".

    `of` is the channel, or the system that has to be reached; empty where the brief names neither.
    """

    actor: str
    act: str
    within: str
    of: str
    evidence: Evidence


def find_promises(campaign: Campaign) -> Iterator[Promise]:
    """All of them, in their order; what was reached last time and how fast a page loads are none."""
    reading = campaign.reading
    loading = {m.sentence for m in reading.signals("performance_target")}
    for mention in reading.signals("within_minutes"):
        if mention.role == "past_result" or mention.sentence in loading or mention.sentence in reading.set_aside:
            continue
        near = reading.mentions_by_sentence[mention.sentence]
        duration = next((m for m in near if m.kind == "duration" and m.unit in ("second", "minute", "hour")), None)
        if duration is not None:
            yield _promise(campaign, duration)


def _promise(campaign: Campaign, duration: Mention) -> Promise:
    reading = campaign.reading
    near = reading.mentions_by_sentence[duration.sentence]
    channels = (
        m.name for m in near if m.kind == "channel" and m.name in CHANNEL_WORDS and _beside(reading, m, duration)
    )
    channel = next(channels, None) or ""
    receiver = "" if channel else _receiver(reading, duration)
    words = CHANNEL_WORDS.get(channel)
    return Promise(
        actor="the interface" if receiver else platform_for(campaign, channel),
        act=f"pass each entry on to {receiver}"
        if receiver
        else f"send {words.one if words else _answer(reading, duration)}",
        within=_within(reading, duration, handed_over=bool(receiver)),
        of=channel or receiver,
        evidence=reading.evidence_of(duration.sentence),
    )


def _beside(reading: Reading, one: Mention, other: Mention) -> bool:
    """Tell whether no comma or semicolon stands between the two."""
    first, last = sorted((one, other), key=lambda mention: mention.start)
    return not re.search(r"[,;]", reading.text[first.end : last.start])


def _receiver(reading: Reading, duration: Mention) -> str:
    """What something has to reach in time: `requests must land in Dynamics`, `... reach the centre's tablet`."""
    start = reading.sentence_by_id[duration.sentence].start
    for system in reading.mentions_by_sentence[duration.sentence]:
        before = system.kind == "system" and system.end <= duration.start and _beside(reading, system, duration)
        if before and _ARRIVES.search(reading.text[max(start, system.start - _NEAR) : system.start]):
            return with_article(system.text)
    reached = _REACHES.search(reading.text[max(start, duration.start - 2 * _NEAR) : duration.start])
    return reached["what"] if reached else ""


def _answer(reading: Reading, duration: Mention) -> str:
    named = _SENT.search(reading.sentence_by_id[duration.sentence].text)
    return f"the {named[0].lower()}" if named else "the answer"


def _within(reading: Reading, duration: Mention, *, handed_over: bool) -> str:
    """The time, and what it is counted from in the words of the brief: `within 10 minutes of a gift`."""
    sentence = reading.sentence_by_id[duration.sentence]
    later = _AFTER.search(reading.text[max(sentence.start, duration.start - _NEAR) : duration.start]) is not None
    told = _COUNTED_FROM.match(reading.text[duration.end : sentence.end])
    moment = told[1].strip() if told else ""
    if not moment or moment.endswith("each"):
        event = "its arrival" if handed_over else "the event that triggers it"
        moment = f"{'after' if later else 'of'} {event}"
    return f"{'' if later else 'within '}{duration.text} {moment}"
