"""How many people a message goes to: told beside it or behind it, of the group that it names, or of all groups."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.brief import Sentence
from service.campaign import Amount, Audience, Mention, Reading
from service.cued import Cued
from service.drafting.rules.audiences import PEOPLE
from service.drafting.rules.selections import is_below_audience_label
from service.reading.role_words import OF_THEM

_REPLY = Cued(
    re.compile(r"\b(?:reply|replies|confirm\w*|thank[- ]?you|receipt|welcome|reminder page|password)\b", re.IGNORECASE),
    ("repl", "confirm", "thank", "receipt", "welcome", "reminder page", "password"),
)
_DOUBT = ("consent_claimed", "legal_unchecked")


def volume_of(
    reading: Reading, mention: Mention, near: tuple[Mention, ...], audiences: tuple[Audience, ...]
) -> tuple[Amount | None, bool]:
    """How many people the message of a channel goes to, and whether the brief says so itself.

    `near` are the mentions of the sentence that belong to the channel, `audiences` all people that the brief counts.
    """
    counts = [m for m in near if m.kind == "count" and (_is_volume(reading, m) or _is_sent_to(reading, mention, m))]
    if any(_is_others(reading, count, mention) for count in counts):
        return None, False
    wholes = [m for m in counts if not OF_THEM.match(reading.text, m.end)]
    if by_place := _by_place(reading, wholes):
        return by_place, True
    if counts := wholes or counts:
        nearest = min(counts, key=lambda m: abs(m.start - mention.start))
        value = nearest.value if isinstance(nearest.value, int | float) else 0
        return Amount(value=value, unit="message", evidence=nearest.evidence, high=nearest.high), True
    sentence = reading.sentence_by_id[mention.sentence]
    if _REPLY.search(sentence.text) or any(m.name == "within_minutes" for m in near):
        return None, False  # one message at a time, when somebody does something
    if told := _told_next(reading, sentence):
        return told, True
    allowed = [audience for audience in audiences if not _is_barred(reading, audience)]
    if reached := _audience_reached(reading, mention, allowed):
        return reached, True
    if behind := _audience_behind(mention, allowed):
        return behind, True
    clause = _part_of(sentence, mention)
    groups = _audiences_by_number(clause, reading, allowed) or _audience_of_all(clause, allowed)
    named = groups or _audience_named(clause, allowed) or _audience_described(reading, clause, allowed)
    return named or _audiences_together(clause, reading, allowed), False


def _is_sent_to(reading: Reading, channel: Mention, count: Mention) -> bool:
    """`email to 640k`: a number right behind the message and its "to"."""
    between = reading.text[channel.end : max(channel.end, count.start)]
    return count.unit is None and not count.negated and bool(_TO.fullmatch(between))


_TO = re.compile(r"\s(?:goes |going |out )*to\s(?:about |around |some |roughly |approx\.? |~ ?)*", re.IGNORECASE)


def _part_of(sentence: Sentence, channel: Mention) -> str:
    """The part of a sentence between semicolons that names the channel: each may be another message."""
    at = channel.start - sentence.start
    start, end = sentence.text.rfind(";", 0, at) + 1, sentence.text.find(";", at)
    return sentence.text[start : end if end >= 0 else None]


def _audience_behind(channel: Mention, audiences: Sequence[Audience]) -> Amount | None:
    """`a text to everyone we have a mobile for (11,800)`: people counted in the sentence, behind the channel."""
    places = [(one.size, one.size.evidence) for one in audiences if one.size]
    found = [size for size, at in places if at.sentence == channel.sentence and at.start > channel.end]
    return replace(found[0], unit="message") if len(found) == 1 else None


_TO_ALL = re.compile(
    r"\bto (?:everyone|everybody|all(?: of them)?)\b(?!\s(?:who|we|with|of|from|else|but|(?:in|on) (?:the|our|an?)\b))",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"\b(?:groups?|segments?|audiences?|lists?) \d(?:(?:, | and |, and | ?[&+] ?)\d)*\b", re.I)
_TO_SOME = re.compile(
    r"\b(?:to|for) (?!everyone\b|everybody\b|all\b|both\b|them\b)"
    r"|\b(?:only|rest|others?|who|whoever|anyone|if they|non-\w+|reminder)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:of (?:whom|which|them|these|those)|including|incl\.|davon|dont)\s(?:\w+\s){0,2}\Z", re.IGNORECASE
)


def _audience_of_all(clause: str, audiences: Sequence[Audience]) -> Amount | None:
    """`a letter to everyone`: the largest audience, where the groups are not listed one by one."""
    sizes = [audience.size for audience in audiences if audience.size]
    return sizes[0] if sizes and _TO_ALL.search(clause) else None


def _listed(reading: Reading, audiences: Sequence[Audience]) -> list[Amount]:
    """The groups counted below an audience label, in their order; a part of another one is none."""
    sizes = [
        one.size for one in audiences
        if one.size and is_below_audience_label(reading.sentence_by_id[one.size.evidence.sentence])
        and not _PART_BEFORE.search(_words_before(reading, one.size))
    ]  # fmt: skip
    return sorted(sizes, key=lambda size: size.evidence.start)


def _words_before(reading: Reading, size: Amount) -> str:
    return reading.text[max(0, size.evidence.start - 40) : size.evidence.start]


def _audiences_by_number(clause: str, reading: Reading, audiences: Sequence[Audience]) -> Amount | None:
    """`email 1 to groups 1 and 2`: those of the list of groups."""
    said = _BY_NUMBER.search(clause)
    wanted = [int(digit) for digit in re.findall(r"\d", said[0])] if said else []
    listed = _listed(reading, audiences)
    return _together([listed[number - 1] for number in wanted if 0 < number <= len(listed)]) if wanted else None


def _audiences_together(clause: str, reading: Reading, audiences: Sequence[Audience]) -> Amount | None:
    """All groups below the audience label, for a message that goes to none of them in particular."""
    listed = _listed(reading, audiences)
    return _together(listed) if len(listed) > 1 and not _TO_SOME.search(clause) else None


def _together(sizes: Sequence[Amount]) -> Amount | None:
    if len(sizes) < 2:
        return sizes[0] if sizes else None
    total = sum(size.value for size in sizes)
    return Amount(value=total, unit="person", evidence=sizes[0].evidence, parts=tuple(sizes))


_GUESS = re.compile(
    r"\W*(?:(?:we|i)\s(?:guess|think|estimate|expect|reckon|believe|assume)\s)?(?:that|this|it|these|those|they)"
    r"(?:\s(?:is|are|makes?|would\sbe|will\sbe|should\sbe|comes?\sto)|['’](?:s|re))\b",
    re.IGNORECASE,
)


def _told_next(reading: Reading, sentence: Sentence) -> Amount | None:
    """`Whoever bought twice gets an e-mail. We guess that is 9,000 people`: how many, in the sentence behind."""
    place = reading.place_of[sentence.id] + 1
    behind = reading.sentences[place] if place < len(reading.sentences) else None
    if behind is None or not _GUESS.match(behind.text):
        return None
    near = reading.mentions_by_sentence.get(behind.id, ())
    people = [m for m in near if m.kind == "count" and m.unit == "person" and _is_volume(reading, m)]
    if len(people) != 1 or any(m.kind == "channel" for m in near) or not isinstance(people[0].value, int | float):
        return None
    return Amount(value=people[0].value, unit="message", evidence=people[0].evidence, high=people[0].high)


_IN_PLACE = re.compile(r"\s(?:in|from)\s(?:the\s)?(?:[A-Z][\w'’-]*\s?){1,4}(?:,\s(?:and\s)?|\sand\s|and\s)$")
"""Between two numbers of people in two places: ` in the UK, `."""


def _by_place(reading: Reading, counts: Sequence[Mention]) -> Amount | None:
    """`162,000 in the UK, 38,500 in Norway`: one send to all of them together."""
    people = sorted((m for m in counts if m.unit == "person" and m.role == "audience"), key=lambda m: m.start)
    pairs = list(pairwise(people))
    if not pairs or not all(_IN_PLACE.match(reading.text[one.end : other.start]) for one, other in pairs):
        return None
    sizes = [m.value for m in people if isinstance(m.value, int | float)]
    first, last = people[0], people[-1]
    quote = reading.text[first.start : last.end]
    whole = first.evidence.model_copy(update={"end": last.end, "quote": quote})
    return Amount(value=sum(sizes), unit="message", evidence=whole)


_REST = re.compile(r"\b(?:the (?:rest|others?|remaining|remainder)|everyone else|everybody else)\b", re.IGNORECASE)


_REST_REACH = 300
"""House default, code points: from a number to the message that all others get."""


def _is_others(reading: Reading, count: Mention, channel: Mention) -> bool:
    """`29,800 have given us an address; the rest get a postcard`: the number is that of the others."""
    apart = channel.start - count.end
    return 0 < apart < _REST_REACH and bool(_REST.search(reading.text[count.end : channel.start]))


def _is_barred(reading: Reading, audience: Audience) -> bool:
    """People of whom the same sentence says that they may not be written to, or that nobody has checked."""
    sentences = {place.sentence for place in audience.evidence}
    near = (m for sentence in sentences for m in reading.mentions_by_sentence.get(sentence, ()) if m.kind == "signal")
    return any(m.name in _DOUBT or (m.name == "consent_stated" and m.negated) for m in near)


_FEW_SENDS = 20
"""House default: below it `2 sends` are two mailings, above it `40,000 sends` are messages."""
_BY_MEDIUM = frozenset({"listener", "viewer", "spectator"})
"""Those whom a broadcast or a stage reaches: nothing is sent to them."""


def _is_volume(reading: Reading, mention: Mention) -> bool:
    if mention.role in ("target", "past_result", "baseline", "example", "limit", "price") or mention.negated:
        return False
    if mention.of in _BY_MEDIUM or (mention.unit in ("send", "message") and mention.value in range(_FEW_SENDS)):
        return False
    after = reading.text[mention.end : mention.end + 40]
    return (
        mention.unit in ("person", "message", "send")
        or mention.role in ("volume", "audience")
        or bool(PEOPLE.search(after))
    )


def _audience_reached(reading: Reading, channel: Mention, audiences: Sequence[Audience]) -> Amount | None:
    """`31,000 with a mobile number`, for text messages: those of whom the brief says that the channel reaches them."""
    words = _REACHED_BY.get(channel.name or "")
    if words is None:
        return None
    sizes = [audience.size for audience in audiences if audience.size]
    found = [size for size in sizes if words.match(reading.text, size.evidence.end, size.evidence.end + 60)]
    return replace(found[0], unit="message") if len(found) == 1 else None


_PHONE = re.compile(
    r"[^.;,()]{0,20}\s(?:with|have|having|left us|gave us)\s[^.;,()]{0,20}\b(?:mobile|phone|cell)", re.I
)
_MAIL = re.compile(r"[^.;,()]{0,20}\s(?:with|have|having|left us|gave us)\s[^.;,()]{0,20}\be-?mail", re.I)
_REACHED_BY = {"sms": _PHONE, "messaging_app": _PHONE, "phone_call": _PHONE, "email": _MAIL}


def _audience_named(text: str, audiences: Sequence[Audience]) -> Amount | None:
    """The size of the audience whose words the sentence repeats most; of equals, the smallest."""
    words = set(re.findall(r"[a-z]{4,}", text.lower()))
    scored = [(len(words & _stems(audience)), audience) for audience in audiences if audience.size]
    named = [(score, audience) for score, audience in scored if score > 0]
    if not named:
        return audiences[0].size if len(audiences) == 1 else None
    best = max(score for score, _ in named)
    sizes = [audience.size for score, audience in named if score == best and audience.size]
    return min(sizes, key=lambda amount: amount.value)


def _audience_described(reading: Reading, text: str, audiences: Sequence[Audience]) -> Amount | None:
    """`parents who enquired: 870` for an e-mail `to enquirers`: the one audience with a word that begins like it."""
    words = _beginnings(text)
    found = [
        audience for audience in audiences
        if any(words & _beginnings(reading.sentence_by_id[place.sentence].text) for place in audience.evidence)
    ]  # fmt: skip
    return found[0].size if len(found) == 1 else None


def _beginnings(text: str) -> set[str]:
    return {word[:_BEGINNING] for word in re.findall(r"\b[a-z]{7,}", text)}


_BEGINNING = 6
"""Letters; shorter ones are shared by too many words."""


def _stems(audience: Audience) -> set[str]:
    words = set(re.findall(r"[a-z]{4,}", audience.name.lower())) - _ANYBODY
    return {form for word in words for form in (word, word.rstrip("s"), word + "s")}


_ANYBODY = frozenset(
    {"everyone", "everybody", "people", "those", "whoever", "have", "with", "that", "this", "from", "their", "they",
     "been", "which"}
)  # fmt: skip
"""Words that tell no group from another."""
