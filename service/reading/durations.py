"""Lengths of time: "12 months", "30-day", "5 working days", "an hour", "half a day", "for ever"."""

import re
from dataclasses import replace

from schemas.brief import FactRole
from service.catalogue.folding import fold
from service.reading.calendar_words import TIME_UNITS, WORKING
from service.reading.numerals import read_numeral
from service.reading.passage import Found, Number, Numeral, Passage
from service.reading.word_lists import word_set

_UNIT = re.compile(
    r"(?:[ \u00a0\u202f\n]{1,7}"  # an entity such as &nbsp; leaves six
    r"|[-‑])?\+?(?:(?P<kind>[^\W\d_]+)[ \u00a0-])?(?P<unit>[^\W\d_]+)(?:[ \u00a0](?P<after>ouvrés"
    r"|ouvrables|hábiles|laborables|úteis))?(?![^\W_])"
)
_SHORT_UNIT = re.compile(r"(?P<unit>h|s|d|min|sec|hrs?|ms)(?![^\W_])|[ \u00a0](?P<apart>ms|h)(?![^\W_])")
_SHORT = {
    "h": "hour",
    "s": "second",
    "d": "day",
    "min": "minute",
    "sec": "second",
    "hr": "hour",
    "hrs": "hour",
    "ms": "millisecond",
}
_ARTICLE = re.compile(
    r"(?:(?P<half>half\s+)?an?|une?|ein(?:e|er|en|em)?|uma?|una)\s+(?P<kind>working\s+"
    r"|business\s+)?(?P<unit>[^\W\d_]+)(?P<more>\s+and\s+a\s+half)?(?![^\W_])",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:within|in|under|than|for|about|around|roughly|take[sn]?|took|lasts?|lasted|up to|every|once"
    r"|least|most|only|after"
    r"|last|past|next|over|almost|nearly|innerhalb|binnen|für|nach|moins|dans|pendant|en|durante|dentro de"
    r"|em|menos de|within about)\s+$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[\s-]*(?:olds?\b|of\s+age\b|alt\b|d['’]âge)", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?(?:\s+(?:of|between|from))?|ages|alter(?:\s+von)?|jugendliche\w*|kinder\w*|erwachsene\w*"
    r"|personen|menschen"
    r"|jungen|mädchen|(?:jeunes|enfants|adultes|niños|jóvenes|adultos|crianças|jovens|mayores"
    r"|menores)(?:\s+de)?)\s*\(?\s*(?:von|de|entre|between|ab|unter|über|under|over)?\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\b")
_POINTING = frozenset({"last", "this"})
"""`290 last year` is a number of the year before, and no 290 years."""
_BETWEEN_WORDS = word_set(
    "full calendar consecutive whole short long last past next ultimas ultimos proximas proximos dernieres derniers "
    "prochaines prochains letzten nachsten"
)
_DISTANCE = re.compile(
    r"['’]?s?['’]?\s(?:drive|walk|ride|journey|flight|cycle|(?:bus|train|car|bike) ride|away|by (?:car|train|bus|bike)"
    r"|on foot)\b",
    re.IGNORECASE,
)
"""`within two hours' drive`: how far, not how soon."""
_FOREVER = re.compile(
    r"(?:for\s?ever|indefinitely|für immer|unbegrenzt|indéfiniment|para siempre|para sempre)\b", re.IGNORECASE
)
_ALWAYS = re.compile(
    r"\s(?:sur|on|a|per|am|al|par|por|von)\s(?:24|7|day|week|tag|woche|día|jour|dia)\b|\s?/\s?(?:7|24)", re.IGNORECASE
)
_OLD_AFTER = re.compile(r"\s(?:old|long|in advance|ahead|later|earlier)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\s+[A-Z][^\W\d_]+\s+[A-Z][^\W\d_]+")
_COMPOUND = re.compile(r"\s?(?:and\s|und\s|et\s|y\s|e\s)?(?=\d)", re.IGNORECASE)


def read_duration(passage: Passage, position: int) -> Found | None:
    """Read a length of time that starts with a number."""
    numeral = read_numeral(passage, position)
    if numeral is None:
        return None
    read = unit_after(passage, numeral)
    if read is None:
        return None
    unit, end = read
    if passage.match(_ALWAYS, end):
        return None
    if unit == "year" and _is_age(passage, numeral, end):
        return _age(numeral, end)
    if unit == "millisecond":
        return Found("duration", position, end, numeral.value / 1000, unit="second")
    role: FactRole | None = "other" if passage.match(_DISTANCE, end) else None
    found = Found("duration", position, end, numeral.value, numeral.high, unit, role=role)
    if passage.text[numeral.end] in "-‑" and passage.match(_CAPITALS, end):
        return None
    return _with_minutes(passage, found)


def unit_after(passage: Passage, numeral: Numeral) -> tuple[str, int] | None:
    """Return the unit of time right after a number, and where it ends."""
    if numeral.end >= passage.end:
        return None
    short = passage.match(_SHORT_UNIT, numeral.end)
    if short is not None:
        return _SHORT[short["unit"] or short["apart"]], short.end()
    match = passage.match(_UNIT, numeral.end)
    if match is None:
        return None
    return _plain_unit(match) if match["kind"] is None else _unit_with_kind(match)


def _unit_with_kind(match: re.Match[str]) -> tuple[str, int] | None:
    first, second = fold(match["kind"]), fold(match["unit"])
    if first in _POINTING:
        return None
    if first in TIME_UNITS:
        if second in WORKING and TIME_UNITS[first] == "day":
            return "working_day", match.end("unit")
        return TIME_UNITS[first], match.end("kind")
    unit = TIME_UNITS.get(second)
    if first in WORKING and unit in ("day", "week"):
        return ("working_day", match.end("unit")) if unit == "day" else (unit, match.end("unit"))
    return (unit, match.end("unit")) if unit and first in _BETWEEN_WORDS else None


def _plain_unit(match: re.Match[str]) -> tuple[str, int] | None:
    unit = TIME_UNITS.get(fold(match["unit"]))
    if unit is None:
        return None
    if match["after"] and unit == "day":
        return "working_day", match.end()
    return unit, match.end("unit")


def _is_age(passage: Passage, numeral: Numeral, end: int) -> bool:
    """Tell whether a number of years is somebody's age."""
    if passage.match(_AGE_AFTER, end):
        return True
    if numeral.high is not None and 10 <= numeral.value < numeral.high <= 99:
        return True
    return numeral.value <= 110 and _AGE_BEFORE.search(passage.before(numeral.start, 40)) is not None


def _age(numeral: Numeral, end: int) -> Found | None:
    """Read the ages of an audience as a count of years; a single age is no quantity."""
    if numeral.high is None:
        return None
    return Found(
        "count", numeral.start, numeral.end, numeral.value, numeral.high, "year", of="age", role="audience", resume=end
    )


def _with_minutes(passage: Passage, found: Found) -> Found:
    """Join "1 hour 30 minutes" into 90 minutes."""
    if found.unit != "hour" or found.high is not None or not isinstance(found.value, int):
        return found
    joint = passage.match(_COMPOUND, found.end)
    second = read_numeral(passage, joint.end()) if joint and joint.end() < passage.end else None
    read = unit_after(passage, second) if second else None
    if second is None or read is None or read[0] != "minute" or second.high is not None:
        return found
    return replace(found, end=read[1], value=found.value * 60 + second.value, unit="minute")


def read_article_duration(passage: Passage, position: int) -> Found | None:
    """Read "an hour", "a minute", "half a day", where the words before say that it is a length of time."""
    match = passage.match(_ARTICLE, position)
    unit = TIME_UNITS.get(fold(match["unit"])) if match else None
    if match is None or unit is None:
        return None
    if match["unit"].lower() == "quarter" and passage.match(_OF, match.end()):
        return None
    lasting = _LASTING.search(passage.before(position, 24)) or passage.match(_OLD_AFTER, match.end())
    if not match["half"] and not match["more"] and not lasting:
        return None
    value: Number = 0.5 if match["half"] else 1.5 if match["more"] else 1
    unit = "working_day" if match["kind"] and unit == "day" else unit
    return Found("duration", position, match.end(), value, unit=unit)


_QUARTERS = re.compile(r"(?:(?P<many>three)\s+)?quarters?\s+of\s+an\s+hour\b", re.IGNORECASE)


def read_quarters(passage: Passage, position: int) -> Found | None:
    """Read "a quarter of an hour" from its quarter on, and "three quarters of an hour"."""
    match = passage.match(_QUARTERS, position)
    return Found("duration", position, match.end(), 45 if match["many"] else 15, unit="minute") if match else None


def read_forever(passage: Passage, position: int) -> Found | None:
    """Read "for ever" and its like: a length of time without end."""
    match = passage.match(_FOREVER, position)
    return Found("duration", position, match.end(), note="without end") if match else None
