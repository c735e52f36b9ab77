"""Messages to many people: which channel, to how many, when."""

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, time

from schemas.base import Evidence
from service.campaign import Audience, Mention, Reading, Send
from service.cued import Cued
from service.drafting.rules.volumes import volume_of

ADDRESSED = ("email", "sms", "push", "in_app", "messaging_app", "letter", "phone_call")
"""Channels that reach one known person: each needs a contact datum and a permission."""

_SERVICE = Cued(
    re.compile(
        r"\b(?:thank[- ]?you|thanks|receipts?|confirmations?|confirm(?:s|ed)? (?:the|their|your)|password|"
        r"order (?:status|update)s?|service messages?|appointment reminders?|delivery (?:note|update)s?)\b",
        re.IGNORECASE,
    ),
    ("thank", "receipt", "confirm", "password", "order ", "service message", "appointment", "delivery"),
)
_SPLIT = re.compile(r"\b(?:by|per|split|broken down)\b[^.;:]*$", re.IGNORECASE)
"""A report is split by channel there: nothing is sent."""
_NOT_PLANNED = ("past_result", "baseline", "example")
_CHANNEL_LIST = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:\w+\s+){0,2}(?:channels?|media|touch ?points|kan[äa]le|canaux|canales|canais|"
    r"what we (?:want|need|plan)\w*)\b",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(
    r"\b(?:who|that|if (?:they|he|she)|unless)\b[^,;.:]{0,40}(?:n['’]t|\bnot|\bnever|\bno)\b"
    r"[^,;.:]{0,40}\bby\s(?:the\s)?\Z",
    re.I,
)
"""`a postcard to anybody who hasn't booked by 5 February`: the day by which they could have done it."""
_CONDITION = 120
"""House default, code points: from the people to the day by which they could have done it."""
_GIVEN = re.compile(r"\b(?:given|gave|left) us (?:an?|their) \Z", re.IGNORECASE)
"""`118,000 have given us an email`: an address, and no message."""
_TAKEN = re.compile(r"\b(?:lines?|hotline|helpline|call cent(?:re|er)s?|switchboard)\b", re.IGNORECASE)
"""Where calls are taken: nobody is called from there unless the brief says so."""
_DETAIL = re.compile(
    r"\b(?:open rate|click rate|address(?:es)?|template|subject line|sign-?ups? by|field|provider|tool|list size"
    r"|subscribers?|readers|recipients|people)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;]|\band\b|\bund\b|\bet\b|\by\b|\be\b")
_APART = 400
"""Code points that a semicolon counts: `Post landing 18 January; e-mail 21 January` are two sends."""
_THROUGH = re.compile(
    r"\b(?:goes?|go|run|runs|sent|send|sits?|is|are|uses?|using)\b.{0,20}\b(?:through|via|with|in|by|on|from)\b",
    re.I,
)
_LACKED = re.compile(r"\b(?:without|no|lack(?:s|ing)?)\s(?:an?\s|valid\s)?$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:/|$)")
_CLOCK = re.compile(r"(\d{2}):(\d{2})")
_ENDS = re.compile(r"(?<!not )\b(?:before|by|until|till|(?:no|not) later than|not after)\s+$", re.IGNORECASE)
"""Words before a time that make it an end."""
_NEAR_TIME = 24


def find_sends(reading: Reading, audiences: tuple[Audience, ...]) -> tuple[Send, ...]:
    """Return one send per channel and occasion; details of the same send in several sentences are joined."""
    sends: list[Send] = []
    places: list[dict[tuple[int, int], Evidence]] = []
    shares: Shares = {}
    called_back = {m.sentence for m in reading.signals("call_back")}
    reported = {m.sentence for m in reading.signals("dashboard_report")}
    for mention in reading.of_kind("channel"):
        if mention.name not in ADDRESSED or mention.negated or mention.sentence in reading.set_aside:
            continue
        if mention.sentence in reported and _SPLIT.search(reading.text[max(0, mention.start - 60) : mention.start]):
            continue
        if mention.name == "phone_call" and (mention.sentence in called_back or _TAKEN.search(mention.text)):
            continue
        if _is_bare_word(reading, mention):
            continue
        if mention.role in ("past_result", "example") or _is_detail(reading, mention) or _names_tool(reading, mention):
            continue
        new = _send(reading, mention, audiences, shares)
        position = _join(sends, new)
        if position == len(places):
            places.append({})
        places[position].update({(place.start, place.end): place for place in new.evidence})
    return tuple(replace(send, evidence=tuple(found.values())) for send, found in zip(sends, places, strict=True))


def _is_bare_word(reading: Reading, mention: Mention) -> bool:
    """`- Telephone` in a list is a send only where the list is one of channels to use."""
    sentence = reading.sentence_by_id[mention.sentence]
    if len(sentence.text) > len(mention.text) + 60:  # too long to be bare, and its words too many to count
        return False
    bare = len(re.findall(r"\w+", sentence.text)) <= len(re.findall(r"\w+", mention.text)) + 1
    return bare and not any(_CHANNEL_LIST.search(part) for part in sentence.context[-2:])


Shares = dict[str, dict[str, tuple[Mention, ...]]]
"""By sentence: the mentions that belong to each of its channels, by the channel's name."""


def mentions_around(reading: Reading, channel: Mention, shares: Shares) -> tuple[Mention, ...]:
    """The mentions of the sentence that belong to this channel: of several channels, the nearest one has it.

    `shares` keeps what was found for a sentence, as each of its channels asks.
    """
    near = reading.mentions_by_sentence[channel.sentence]
    if channel.sentence not in shares:
        shares[channel.sentence] = _shared_out(reading, near)
    parts = shares[channel.sentence]
    if len(parts) < 2:
        return near
    own = parts.get(channel.name or "", ())
    planned = [m for m in own if m.kind == "date" and m.role not in _NOT_PLANNED]
    beside = {m.start for m in planned if not _is_parted(reading, channel, m)}
    return tuple(m for m in own if m.kind != "date" or not beside or m.start in beside)


def _shared_out(reading: Reading, near: tuple[Mention, ...]) -> dict[str, tuple[Mention, ...]]:
    """Each mention with its nearest channel, which is the last one before it or the first one behind it."""
    channels = [m for m in near if m.kind == "channel" and m.name in ADDRESSED and not _is_lacked(reading, m)]
    parts: dict[str, list[Mention]] = {m.name or "": [] for m in channels}
    starts = [m.start for m in channels]
    for mention in near if channels else ():
        at = bisect_right(starts, mention.start)
        beside = channels[max(at - 1, 0) : at + 1]
        parts[min(beside, key=lambda other: _gap(reading, other, mention)).name or ""].append(mention)
    return {name: tuple(mentions) for name, mentions in parts.items()}


def _is_lacked(reading: Reading, mention: Mention) -> bool:
    """`a letter to those without e-mail on 3 May`: a channel that people do not have takes no day."""
    return mention.negated and bool(_LACKED.search(reading.text[max(0, mention.start - 20) : mention.start]))


def _is_parted(reading: Reading, channel: Mention, other: Mention) -> bool:
    """Tell whether a comma, semicolon or `and` stands between: `a reminder on 18 January and a text on 25 January`."""
    left, right = sorted((channel, other), key=lambda m: m.start)
    return bool(_CLAUSE.search(reading.text, left.end, right.start))


def _gap(reading: Reading, channel: Mention, other: Mention) -> int:
    """Code points between the two; a comma or `and` between them counts as far, a semicolon as further still."""
    left, right = sorted((channel, other), key=lambda m: m.start)
    between = reading.text[left.end : right.start]
    return len(between) + 40 * len(_CLAUSE.findall(between)) + _APART * between.count(";")


def _is_detail(reading: Reading, mention: Mention) -> bool:
    """A channel word inside `e-mail address` or `open rate` is no send."""
    sentence = reading.sentence_by_id[mention.sentence]
    if _GIVEN.search(reading.text[max(sentence.start, mention.start - _NEAR_TIME) : mention.start]):
        return True
    return bool(_DETAIL.match(reading.text[mention.end : sentence.end].lstrip(" -")))


def _is_planned(reading: Reading, mention: Mention) -> bool:
    """A time of the send, and not one from which people are chosen (`bought since the spring`)."""
    before = reading.text[max(0, mention.start - 12) : mention.start]
    said = reading.text[max(reading.sentence_by_id[mention.sentence].start, mention.start - _CONDITION) : mention.start]
    if mention.kind == "date" and _ON_CONDITION.search(said):
        return False
    if (
        mention.kind == "date"
        and mention.role == "deadline"
        and not re.search(r"\b(?:by|before|until) (?:the )?$", before)
    ):
        return False  # "before it ends on 11 April"
    if mention.kind == "date" and mention.role == "other":
        return False  # "who took five rides between September and November"
    return mention.role not in _NOT_PLANNED and not re.search(r"\bsince (?:the )?$", before)


def _names_tool(reading: Reading, mention: Mention) -> bool:
    """`Email goes through Braze` says which tool sends, and is no send of its own."""
    near = reading.mentions_by_sentence[mention.sentence]
    sentence = reading.sentence_by_id[mention.sentence]
    after = reading.text[mention.end : sentence.end]
    tool = any(m.kind == "system" and 0 <= m.start - mention.end < 40 for m in near)
    dated = any(m.kind in ("date", "window", "count") for m in near)
    return tool and not dated and bool(_THROUGH.match(after.lstrip()))


def _send(reading: Reading, mention: Mention, audiences: tuple[Audience, ...], shares: Shares) -> Send:
    near = mentions_around(reading, mention, shares)
    volume, stated = volume_of(reading, mention, near, audiences)
    start, end, zone = _window(reading, near)
    on = _day(near)
    places = [m.evidence for m in near if m.kind in ("window", "date") and _is_planned(reading, m)]
    evidence = (mention.evidence, *([volume.evidence] if volume and stated else []), *places)
    return Send(
        channel=mention.name or "other",
        label=mention.text,
        volume=volume,
        volume_stated=stated,
        on=on,
        start=start,
        end=end,
        zone=zone,
        evidence=evidence,
        service=bool(_SERVICE.search(reading.sentence_by_id[mention.sentence].text)),
    )


_DELIVERED = re.compile(
    r"\b(?:land(?:s|ing|ed)?|arriv(?:es?|ing|al)|deliver(?:y|ed|s)|drop(?:s|ping)?|in (?:homes|letterboxes)"
    r"|(?:hits?|hitting|on|through) (?:the )?(?:door\w*|mats?|letterboxes))\b\D{0,20}$",
    re.IGNORECASE,
)


def names_delivery(reading: Reading, send: Send) -> bool:
    """`Post landing 18-20 January`, `hitting doormats on 3 March`: the day is that of the delivery."""
    text = reading.text
    befores = (text[max(0, place.start - 40) : place.start] for place in send.evidence[1:])
    return send.channel == "letter" and any(map(_DELIVERED.search, befores))


def _window(reading: Reading, near: tuple[Mention, ...]) -> tuple[time | None, time | None, str | None]:
    """Start, end and zone of the first time that is named; "before 9am" is an end and no start."""
    for mention in near:
        if mention.kind == "window" and isinstance(mention.value, str):
            clocks = [time(int(h) % 24, int(m)) for h, m in _CLOCK.findall(mention.value)]
            zone = re.search(r"\b[A-Z]{2,5}T\b|\bUTC\b", mention.note or mention.text)
            first, last = (*clocks, None, None)[:2]
            if last is None and _ENDS.search(reading.text[max(mention.start - _NEAR_TIME, 0) : mention.start]):
                first, last = None, first
            return first, last, zone.group(0) if zone else None
    return None, None, None


def _day(near: tuple[Mention, ...]) -> date | None:
    days = (as_day(m) for m in near if m.kind == "date" and m.role not in (*_NOT_PLANNED, "deadline"))
    return next((day for day in days if day), None)


def as_day(mention: Mention) -> date | None:
    """The day a date mention names; of an interval of days its first; None when it is no certain day."""
    if not isinstance(mention.value, str) or not _DAY.match(mention.value):
        return None
    try:
        return date.fromisoformat(mention.value[:10])
    except ValueError:
        return None


def _join(sends: list[Send], new: Send) -> int:
    """Join the send with the one it agrees with, or add it; return its position."""
    for position, old in enumerate(sends):
        if old.channel == new.channel and _agree(old, new):
            sends[position] = _joined(old, new)
            return position
    sends.append(new)
    return len(sends) - 1


def _agree(old: Send, new: Send) -> bool:
    same_volume = not (old.volume_stated and new.volume_stated and old.volume and new.volume) or (
        old.volume.value == new.volume.value
    )
    return same_volume and old.service == new.service and (old.on is None or new.on is None or old.on == new.on)


def _joined(old: Send, new: Send) -> Send:
    stated = new if new.volume_stated and not old.volume_stated else old
    return replace(
        old,
        volume=stated.volume or new.volume,
        volume_stated=stated.volume_stated,
        on=old.on or new.on,
        start=old.start or new.start,
        end=old.end or new.end,
        zone=old.zone or new.zone,
    )
