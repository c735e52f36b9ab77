"""A limit on sending speed as a constraint states it, and the sends that it is about."""

import re
from dataclasses import dataclass
from fractions import Fraction

from schemas.parts import PlannedSend
from service.catalogue.vocabulary import systems
from service.computing.effects.plan import Plan
from service.computing.sums.exact import exact
from service.constraint import Bounded, Constraint

PER = {"second": 1, "minute": 60, "hour": 3600}
_SIZES = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_SENT = frozenset({"message", "request", "call", "event", "send", "item"})
_CHANNELS = {
    "sms": re.compile(r"\b(?:sms|text(?:s| messages?)?|mms|10dlc|short ?codes?)\b", re.IGNORECASE),
    "email": re.compile(r"\b(?:e-?mails?|mails?|newsletters?|smtp|esp)\b", re.IGNORECASE),
    "push": re.compile(r"\bpush(?:es)?(?: notifications?)?\b|\bnotifications?\b", re.IGNORECASE),
    "messaging_app": re.compile(r"\bwhatsapp\b", re.IGNORECASE),
    "letter": re.compile(
        r"\b(?:letters?(?! (?:and|or) (?:digits?|numbers?))|postcards?|envelopes?|mail ?packs?)\b", re.IGNORECASE
    ),
}
_CHANNEL_OF = {"esp": "email", "mailbox": "email", "sms_gateway": "sms", "push": "push"}
"""Kinds of systems that send on one channel only."""
_PARTS = re.compile(r"\b(?:parts?|segments?)\b", re.IGNORECASE)
_ANY_SEND = re.compile(r"\bmessages?\b|\bsend", re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:drop(?:ped|s)?|reject(?:ed|s)?|discard(?:ed|s)?|lost|refused|thrown away|expires?)\b", re.IGNORECASE
)
_NOT_DROPPED = re.compile(
    r"\b(?:nothing|none|no \w+|never)\s(?:is |are |gets? )?(?:dropped|lost|rejected|discarded)\b", re.IGNORECASE
)
_QUEUED = re.compile(r"\bqueue[ds]?\b|\bheld\b|\bwait(?:s|ing)?\b|\bdelayed\b|\bdeferred\b", re.IGNORECASE)
_NOT_QUEUED = re.compile(r"\bnot (?:be )?(?:queued|held|retried)\b|\bno queue\b", re.IGNORECASE)
_RESERVED = re.compile(r"\breserv\w+|\bkept (?:back|free)\b|\bof which\b|\bset aside\b", re.IGNORECASE)
_REACH = 40
"""Characters on both sides of a rate in which words say that it is kept back for others."""


@dataclass(frozen=True)
class Limit:
    """A rate in messages a second, what is kept back of it for others, and what becomes of messages beyond it.

    `drops`: they are lost; `patience`: seconds that they wait before, None where they wait without end.
    """

    constraint: Constraint
    per_second: Fraction
    reserved: Fraction
    patience: int | None
    drops: bool
    item: Bounded | None = None

    @property
    def usable(self) -> Fraction:
        """What is left for the campaign, in messages a second."""
        return self.per_second - self.reserved


def limit_of(constraint: Constraint) -> Limit | None:
    """The limit that a constraint states; None where it states no rate, or leaves nothing of it."""
    rates = [(item, rate) for item in constraint.quantities if (rate := rate_of(item)) is not None]
    if not rates:
        return None
    reserved = min((rate for item, rate in rates[1:] if _is_kept_back(item, constraint)), default=Fraction(0))
    if reserved >= rates[0][1]:
        return None
    text = constraint.source.text
    drops = (bool(_DROPPED.search(text)) or bool(_NOT_QUEUED.search(text))) and not _NOT_DROPPED.search(text)
    waits = bool(_QUEUED.search(text)) and not _NOT_QUEUED.search(text)
    patience = (_patience(constraint) if waits else 0) if drops else None
    return Limit(constraint, rates[0][1], reserved, patience, drops, rates[0][0])


def sends_of(constraint: Constraint, plan: Plan) -> list[PlannedSend]:
    """The sends that a constraint is about: those of the channels that it names, all where it names none."""
    words = " ".join([*(span.text for span in constraint.context), constraint.source.text])
    named = channels_of(constraint) or channels_in(words) or _in_parts(constraint)
    if not named and not _ANY_SEND.search(words):
        return []
    return [send for send in plan.sends if not named or send.channel in named]


def _in_parts(constraint: Constraint) -> set[str]:
    """Only text messages are counted in parts or segments."""
    counted = any(_PARTS.search(item.mention.text) for item in constraint.of_kind("rate"))
    return {"sms"} if counted else set()


def rate_of(item: Bounded) -> Fraction | None:
    """A rate of messages or requests in one second; None for other quantities."""
    thing, _, per = (item.mention.unit or "").partition("/")
    value = item.mention.value
    if item.mention.kind != "rate" or per not in PER or not isinstance(value, int | float) or not value:
        return None
    if thing == "event" and value <= 1 and not re.search(r"\d", item.mention.text):
        return None  # "hourly" and "every hour" say how often something comes, and limit nothing
    return exact(value) / PER[per] if thing in _SENT else None


def channels_of(constraint: Constraint) -> set[str]:
    """The channels that a constraint names, else those of the systems that it names and that send on one only."""
    listed = (systems().get(one.name or "") for one in constraint.names if one.kind == "system")
    kinds = {one.kind for one in listed if one}
    return channels_in(constraint.source.text) or {_CHANNEL_OF[kind] for kind in kinds if kind in _CHANNEL_OF}


def channels_in(text: str) -> set[str]:
    """The channels of messages that a text names, by their catalogue ids."""
    return {channel for channel, pattern in _CHANNELS.items() if pattern.search(text)}


def _is_kept_back(item: Bounded, constraint: Constraint) -> bool:
    at = item.mention.start - constraint.source.start
    around = constraint.source.text[max(at - _REACH, 0) : item.mention.end - constraint.source.start + _REACH]
    return bool(_RESERVED.search(around))


def _patience(constraint: Constraint) -> int:
    """Seconds after which a waiting message is dropped; 0 where the text drops it at once or does not say when."""
    lengths = (_seconds(item) for item in constraint.of_kind("duration"))
    return next((seconds for seconds in lengths if seconds is not None), 0)


def _seconds(item: Bounded) -> int | None:
    value, size = item.mention.value, _SIZES.get(item.mention.unit or "")
    return round(value * size) if size and isinstance(value, int | float) else None
