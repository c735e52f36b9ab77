"""The periods that amounts and rates are counted by: "per month", "a day", "/s", "pro Woche"."""

import re

from service.catalogue.folding import fold
from service.reading.calendar_words import TIME_UNITS
from service.reading.passage import Passage

_PER = re.compile(
    r"\s?/\s?(?P<slash>[^\W\d_]+)|[\s\u00a0]+(?:per|pro|par|por)\s+(?P<per>[^\W\d_]+)"
    r"|[\s\u00a0]+(?:an|a|each|every|la|le|im|al|ao|je)\s+(?P<each>[^\W\d_]+)",
    re.IGNORECASE,
)
_DAY_IN_HOURS = re.compile(r"\s(?:per|in|every|each|a)\s24\W{0,2}h(?:ours?)?(?:\speriod)?(?![^\W_])", re.IGNORECASE)
_SHORT = {
    "s": "second",
    "h": "hour",
    "d": "day",
    "mo": "month",
    "m": "month",
    "wk": "week",
    "y": "year",
    "yr": "year",
    "p.a": "year",
}


def period_of(word: str) -> str | None:
    """Return the unit of time that a word means."""
    unit = TIME_UNITS.get(fold(word))
    return None if unit == "working_day" and not fold(word).startswith(("week", "work")) else unit


def read_per(passage: Passage, position: int) -> tuple[str, int] | None:
    """Read "/month", "a day", "per lead": what an amount is counted by, and where that ends."""
    day = passage.match(_DAY_IN_HOURS, position)
    if day is not None:
        return "day", day.end()
    match = passage.match(_PER, position)
    if match is None:
        return None
    word = match["slash"] or match["per"] or match["each"]
    unit = period_of(word) or (_SHORT.get(word.lower()) if match["slash"] else None)
    if unit:
        return unit, match.end()
    if match["per"] or match["slash"]:
        return fold(word), match.end()
    return None


def read_period(passage: Passage, position: int) -> tuple[str, int] | None:
    """Read "/month" or "a day": a unit of time that something is counted by, and where that ends."""
    per = read_per(passage, position)
    return per if per and per[0] in TIME_UNITS.values() else None
