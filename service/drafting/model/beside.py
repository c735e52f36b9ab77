"""Where a note beside the rules says the wrong thing of the right words.

The rules have read the sentence as well, so a note is worth having only where an expert would sign it as it stands.
Each of these takes the words for what they are not: people who cannot be chosen by data for recipients, a message for a
datum. Kinds that were wrong as often as right when they were judged by hand are left to the rules altogether
(`by_rules` in the catalogue).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from service.campaign import Mention
from service.catalogue.vocabulary import channels

_SUBJECT = re.compile(
    r"(?:they|we|i|it|he|she|you|this|that|sie|wir|ich|es|nous|ils|elles|on|je|nosotros|ellos|nós|eles)\b",
    re.IGNORECASE,
)
_DISPOSED = re.compile(
    r"\b(?:who|that)\s(?:can|could|may|might|would|want|wish|like|love|hate|think|feel|believe|care|dream|hope)\b",
    re.IGNORECASE,
)
"""Abilities, wishes and views stand in no data: nobody is chosen by them."""
_UNKNOWN = re.compile(
    r"\W*new (?:people|customers?|members?|clients?|visitors?|households?|buyers?|donors?|guests?|subscribers?)\s"
    r"(?:in|within|near|around|from|living|who live)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(?:is|are) (?:\w+ed|kept|sent|told|made) by\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\breports? (?:text|title|cover|copy|download|page|pdf|itself|launch)\b", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:gets?|receives?|is sent|are sent|bekommt|bekommen|erhält|erhalten|reçoit|reçoivent|reciben?|recebem?)\b",
    re.IGNORECASE,
)
_SEEN_BY = re.compile(r"\bonly (?:be )?(?:visible|accessible|seen|shown|known|open) (?:to|by)\b", re.IGNORECASE)


def misfit(kind: str, what: str, mentions: Sequence[Mention]) -> str | None:
    """Why a note of this kind does not fit the words; None where nothing is against it.

    `mentions` are those of the rules within the words.
    """
    judge = _JUDGES.get(kind)
    return judge(what, mentions) if judge else None


def _no_choice(what: str, mentions: Sequence[Mention]) -> str | None:
    if _SUBJECT.match(what) or any(_is_somebody(m) and what.startswith(m.text) for m in mentions):
        return "it describes no recipients"
    if _RULE.search(what):
        return "it says what is done with people, and not who they are"
    if _UNKNOWN.match(what):
        return "they stand in no data yet"
    if _DISPOSED.search(what):
        return "nobody can be chosen by it: it stands in no data"
    if _advertised(mentions):
        return "the people are reached by adverts, and chosen by nobody"
    return None


def _no_datum(what: str, mentions: Sequence[Mention]) -> str | None:
    sent = _SENT.search(what)
    if sent and any(m.kind == "channel" and m.text in what[sent.end() :] and _is_addressed(m) for m in mentions):
        return "it says what is sent, and not which data is needed"
    return "it says who may see the data, and not that it is needed" if _SEEN_BY.search(what) else None


def _no_figure(what: str, _: Sequence[Mention]) -> str | None:
    return "the report in it is one that is published" if _PUBLISHED.search(what) else None


def _no_message(what: str, _: Sequence[Mention]) -> str | None:
    return "it names a channel and no message" if len(what.split()) < 2 else None


_JUDGES: Final[Mapping[str, Callable[[str, Sequence[Mention]], str | None]]] = {
    "select": _no_choice,
    "show_own": _no_datum,
    "report": _no_figure,
    "send": _no_message,
}


def _is_somebody(mention: Mention) -> bool:
    return mention.kind == "person_role" and mention.text.istitle()


def _advertised(mentions: Sequence[Mention]) -> bool:
    named = [m for m in mentions if m.kind == "channel"]
    return any(map(_is_advert, named)) and not any(map(_is_addressed, named))


def _is_addressed(mention: Mention) -> bool:
    channel = channels().get(mention.name or "")
    return channel is not None and channel.addressed


def _is_advert(mention: Mention) -> bool:
    channel = channels().get(mention.name or "")
    return channel is not None and channel.kind in ("paid", "broadcast", "social")
