"""Quantities that lean on an earlier one: "60k of them", "ten days later", "two days before launch"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from service.reading.nouns import is_plural, singular
from service.reading.passage import Found, Passage

_OF_THEM = re.compile(r"\s+(?:or so\s+)?(?:of (?:them|these|those|whom|which)|each)\b", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"\b(?:of (?:whom|which|them|these|those)|davon|dont|de ellos|dos quais)\b[^.;:]{0,16}$", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:the|our|these|those|all|most|many)\s+(?:[a-z]+\s)?([a-z]{4,}s)\b", re.IGNORECASE)
_FURTHEST = 400
_SCALED = re.compile(r"\d(?:k|K|m|M|bn| ?(?:Cr|L|crores?|lakhs?|million|thousand|Mio|Tsd))\.?$")
_GROUPED = re.compile(r"\d[.,  ]\d{3}$")
_ENDS_ITEM = re.compile(r"\s*(?:[,;.)(]|$|(?:and|for|on|is|goes)\b)")
_ABOUT_MONEY = re.compile(r"\b(?:budget|money|costs?|spend|fees?|price|kosten|presupuesto|orçamento)\b", re.IGNORECASE)
_PARTS = 200
OF_THAT_WEEK = "a day of the week that the text speaks of"
FROM_TODAY = "counted from today"
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|noon|afternoon|evening|night))?", re.IGNORECASE
)
_ASKS = re.compile(
    r"\?|\b(?:please|let (?:me|us) know|get back|reply|answer me|feedback|we need|i need|i['’]ll|i am|i['’]m|asap"
    r"|(?:can|could|would|will) (?:i|you|we|some(?:body|one)|any(?:body|one)))\b",
    re.IGNORECASE,
)
"""Words of a sentence that wants something from its reader: the days that it names are counted from when it is read."""
_NO_DAY = re.compile(r"\b(?:this|next|last|an?|every|each)\s$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")


def with_antecedent(passage: Passage, found: Found, earlier: Sequence[Found]) -> Found:
    """Give "60k of them" the noun and unit of the count before it."""
    if found.kind != "count" or found.of is not None:
        return found
    if not (_OF_THEM.match(passage.after(found.end)) or _OF_WHOM.search(passage.before(found.start))):
        return found
    for other in reversed(earlier):
        if other.kind == "money":
            return found  # "a budget of €2m, of which 300k": a part of the sum
        if other.kind == "count" and other.of is not None:
            if _names_others(passage, max(other.end, passage.start), found, other.of):
                return found
            return replace(found, of=other.of, unit=other.unit)
    return found


def _names_others(passage: Passage, since: int, found: Found, noun: str) -> bool:
    """`Half the secretaries use no e-mail, we have mobile numbers for 380 of them`: not of those counted before."""
    named = _MANY.search(passage.text, since, found.start)
    return named is not None and is_plural(named[1]) and singular(named[1]) != noun


def with_currency(passage: Passage, found: Found, earlier: Sequence[Found]) -> Found:
    """Read "tools 15k" as money where an amount before it in the sentence has a currency and it counts nothing."""
    if found.kind != "count" or found.of is not None or found.unit is not None or found.role is not None:
        return found
    amount = next((item for item in reversed(earlier) if item.kind == "money" and item.unit), None)
    if amount is None or amount.start < passage.start or not _may_be_amount(passage, found):
        return found
    if not (_ENDS_ITEM.match(passage.after(found.end)) and _is_amount_like(amount, found)):
        return found
    return replace(found, kind="money", unit=amount.unit, note="currency of the amount before it")


def _may_be_amount(passage: Passage, found: Found) -> bool:
    """`45k`; `14.800` only where the heading or label is about money."""
    written = passage.text[found.start : found.end]
    if _SCALED.search(written):
        return True
    return _GROUPED.search(written) is not None and any(map(_ABOUT_MONEY.search, passage.sentence.context[-1:]))


def _is_amount_like(amount: Found, found: Found) -> bool:
    """Parts of a sum are not a thousand times as large as the sum, nor as small as one of its units."""
    if not isinstance(amount.value, int | float) or not isinstance(found.value, int | float):
        return False
    return amount.value / _PARTS <= found.value <= amount.value * _PARTS


def with_days(found: Sequence[Found], text: str = "") -> list[Found]:
    """Work out the relative dates whose starting day is written: the date before, or the launch.

    `text`: what they were found in; a bare "Monday" after a written date is the next one from that date on.
    """
    launch = next((item for item in found if item.role == "launch" and _day(item)), None)
    resolved: list[Found] = []
    for item in found:
        if item.kind == "date" and item.note == OF_THAT_WEEK:
            item = _in_week(item, resolved)
        elif _is_bare_weekday(item, text):
            item = _after_written(item, resolved, text)
        elif item.kind == "date" and item.days is not None and item.value is None:
            previous = _previous(resolved, item) if item.note == "relative" else launch
            item = _shifted(item, previous)
        resolved.append(item)
    return resolved


def _in_week(item: Found, earlier: Sequence[Found]) -> Found:
    """Place "the Wednesday" in the seven days from the last day that the text named for the campaign."""
    days = (_day(other) for other in reversed(earlier) if other.role in ("launch", "event"))
    anchor = next((day for day in days if day), None)
    if anchor is None or item.days is None or item.role == "past_result":
        return replace(item, days=None)
    day = anchor + timedelta(days=(item.days - anchor.weekday()) % 7)
    return replace(item, value=day.isoformat(), note=f"counted from {anchor.isoformat()}", days=None)


def _is_bare_weekday(item: Found, text: str) -> bool:
    return item.kind == "date" and item.note == FROM_TODAY and bool(_WEEKDAY.fullmatch(text, item.start, item.end))


def _after_written(item: Found, earlier: Sequence[Found], text: str) -> Found:
    """Place a bare "Monday" in the days from the last written date on, unless the sentence speaks to its reader."""
    near = takewhile(lambda other: item.start - other.end <= _FURTHEST, reversed(earlier))
    written = next((other for other in near if _day(other) and other.note != FROM_TODAY), None)
    own, anchor = _day(item), _day(written) if written else None
    if own is None or anchor is None or anchor <= own or item.role == "past_result" or _speaks_to_reader(item, text):
        return item
    day = anchor + timedelta(days=(own.weekday() - anchor.weekday()) % 7)
    return replace(item, value=day.isoformat(), note=f"counted from {anchor.isoformat()}")


def _speaks_to_reader(item: Found, text: str) -> bool:
    begins = max(text.rfind(mark, max(0, item.start - _FURTHEST), item.start) for mark in ".!?\n") + 1
    ends = _SENTENCE_END.search(text, item.end, item.end + _FURTHEST)
    sentence = text[begins : ends.end() if ends else item.end]
    return bool(_ASKS.search(sentence) or _NO_DAY.search(text[begins : item.start]))


def _day(found: Found) -> date | None:
    if found.kind != "date" or not isinstance(found.value, str) or len(found.value) != 10:
        return None
    return date.fromisoformat(found.value)


def _previous(earlier: Sequence[Found], item: Found) -> Found | None:
    for other in reversed(earlier):
        if item.start - other.end > _FURTHEST:
            return None
        if _day(other):
            return other
    return None


def _shifted(item: Found, anchor: Found | None) -> Found:
    day = _day(anchor) if anchor else None
    if day is None or item.days is None:
        return item
    try:
        shifted = day + timedelta(days=item.days)
    except OverflowError:  # a million years later is no date
        return item
    return replace(item, value=shifted.isoformat(), note=f"counted from {day.isoformat()}")
