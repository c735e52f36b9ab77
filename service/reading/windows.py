"""Times of day and stretches of time: "between 7am and 9am", "10:00 CET", "the same evening", "by noon", "Week 1-2"."""

import re
from dataclasses import dataclass, replace

from service.catalogue.folding import fold
from service.reading.calendar_words import DAY_PARTS, SHORT_WEEKDAYS, WEEKDAYS
from service.reading.passage import Found, Passage

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.hHuU])(?P<minute>[0-5]\d)(?!\d)(?P<second>:[0-5]\d)?)?"
    r"(?:[ \u00a0]?(?P<half>am|pm|a\.m\.?|p\.m\.?)(?![^\W_])|(?P<hours>[ \u00a0]?(?:uhr|hrs|o['’]clock"
    r"|heures|horas)(?![^\W_])|[ \u00a0]?h(?![^\W_])))?"
    r"(?P<part>\s+in\s+the\s+(?:morning|afternoon|evening)|\s+at\s+night)?",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s?(?:[-–—]|to|until|till|bis|and|und|et|y(?:\s+las)?|e(?:\s+as)?|à|a(?:\s+las)?|às?)\s?(?=\d)", re.IGNORECASE
)
_BEFORE_RANGE = re.compile(r"\b(?:between|zwischen|entre(?:\s+las|\s+as)?)\s+$", re.IGNORECASE)
_ZONE = re.compile(
    r"\s?\(?(?P<zone>CEST|CET|GMT(?:[+-]\d{1,2})?|BST|UTC(?:[+-]\d{1,2})?|E[SD]?T|P[SD]?T|C[SD]T|CT|M[SD]T"
    r"|IST|SGT|AE[SD]T|AEST|WET|WEST|EET|MEZ|MESZ|JST|HKT|SAST"
    r"|(?:[A-Z][a-z]+\s)?(?:local time|UK time|heure locale|hora local|Ortszeit|heure de Paris|Eastern"
    r"|Pacific)(?:\s+per\s+\w+)?)\b\)?"
)
_AT = re.compile(
    r"(?:\bat|\bfrom|\bby|\bto|\bum|\bab|\bà|\blas|\bàs|\buntil|\bbis|\bbefore|\bafter|\bentre|\bet|[,@|(])\s*$",
    re.IGNORECASE,
)
_CLOSE_AT = re.compile(r"\b(?:at|around)\s$", re.IGNORECASE)
_ENDS_TIME = re.compile(r"\s*(?:[.,;:)|]|$|(?:only|by|and|local|or)\b|[A-Z]{2,4}\b)")
_HALF_DAY = 12
_SMALL_HOURS = 5
_QUARTERS = frozenset({"00", "15", "30", "45"})
_SAID_TIME = re.compile(
    r"\b(?:at|until|till)\s$|\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),\s$",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(r",?\s(?:on\s+)?(?:week(?:days|ends)|mon|tues?|wed|thu|fri|sat|sun|local)", re.IGNORECASE)
_DAYS_BEFORE = re.compile(
    r"\b(?:week(?:days|ends)|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?:,|:|\sbetween|\sfrom)?\s$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|from|zwischen|von)\s$", re.IGNORECASE)
_DOTTED_RANGE = re.compile(
    r"\d{1,2}\.(?:00|15|30|45)\s?(?:[-–]|and|to|und|bis)\s?\d{1,2}\.(?:00|15|30|45)", re.IGNORECASE
)
_AMOUNT_AFTER = re.compile(
    r"\s?(?:[%€£$]|[A-Z]{3}\b|k\b|m\b|kg\b|km\b|(?:per|percent|million|euros?|pounds?|dollars?|points?|stars?|times)\b)"
)
"""`between 6.30 and 8.00`, a time unless it counts something: `between 6.30 and 8.00 EUR`."""
_NAMED = re.compile(
    r"(?P<word>noon|midday|midnight|mitternacht|minuit|midi|medianoche|mediodía|meia-noite|meio-dia)(?![^\W_])",
    re.IGNORECASE,
)
_HOURS_BY_WORD = {
    "noon": "12:00", "midday": "12:00", "midi": "12:00", "mediodia": "12:00", "meio-dia": "12:00", "midnight": "00:00",
    "mitternacht": "00:00", "minuit": "00:00", "medianoche": "00:00", "meia-noite": "00:00",
}  # fmt: skip
_SAME = re.compile(
    r"(?:same|that|following|next)[\s-]+(?P<part>morning|afternoon|evening|night|day)\b(?!\s+(?:of|after|before)\b)"
    r"|(?P<german>selben|gleichen)\s+(?P<teil>Tag|Abend|Morgen|Nachmittag)\b|même\s+(?P<partie>jour|soir"
    r"|matin)\b|mismo\s+(?P<parte>día)\b|mesmo\s+(?P<dia>dia)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?P<article>(?:the|am|le|el|no)\s+)$", re.IGNORECASE)
_NIGHT_BEFORE = re.compile(r"(?:night|evening|morning)\s+(?:before|after)\b(?!\s+\d)", re.IGNORECASE)
_HOUR_WINDOW = re.compile(
    r"(?P<size>\d{1,2})[-\s](?P<unit>hour|hr|h|minute|min)[-\s](?:\w+\s)?(?:window|slot|time\s?frame)s?\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"(?:office|business|working|opening|quiet|core|peak)\s+hours\b", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(
    r"\b(?:during|in|within|outside|out of|after|before|respect)\s+(?:the\s+|normal\s+|our\s+)?$", re.IGNORECASE
)
_WEEKDAYS = re.compile(r"(?:on|at)\s+(?:weekdays|(?:the\s+)?weekends?)\b|(?:weekdays|weekends)\s+only\b", re.IGNORECASE)
_WEEKDAY_RANGE = re.compile(
    r"(?P<first>[^\W\d_]{2,10})\.?\s?(?:[-–—]|to|through|bis|à|a)\s?(?P<last>[^\W\d_]{2,10})(?![^\W_])", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?P<unit>Weeks?|Months?|Woche|Monat|Semaine|Mois|Semana"
    r"|Mes)\s?(?P<from>\d{1,2})(?:\s?[-–]\s?(?P<to>\d{1,2})|(?P<plus>\+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    sure: bool
    half: str
    end: int
    exact: bool = False

    @property
    def iso(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}"


def read_clock(passage: Passage, position: int) -> Found | None:
    """Read a time of day or a range of them that starts with a digit."""
    window = passage.match(_HOUR_WINDOW, position)
    if window is not None:
        size = f"PT{window['size']}{'M' if window['unit'].lower().startswith('m') else 'H'}"
        return Found("window", position, window.end(), size, note="length of the window; when it opens is not said")
    first = _read_time(passage, position)
    if first is None:
        return None
    second = _read_second(passage, first, position)
    if second is None:
        return _single(passage, position, first) if first.sure else None
    start, value = position, f"{_align(first, second).iso}/{second.iso}"
    before = _BEFORE_RANGE.search(passage.before(position, 16))
    if before is not None:
        start = position - len(before[0])
    end, zone = _zone(passage, second.end)
    return Found("window", start, end, value, note=zone)


def _single(passage: Passage, position: int, clock: _Clock) -> Found:
    end, zone = _zone(passage, clock.end)
    return Found("window", position, end, clock.iso, note=zone)


def _zone(passage: Passage, end: int) -> tuple[int, str | None]:
    match = passage.match(_ZONE, end)
    return (match.end("zone"), f"time zone: {match['zone']}") if match else (end, None)


def _read_time(passage: Passage, position: int) -> _Clock | None:
    match = passage.match(_CLOCK, position)
    if match is None:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").replace(".", "").lower()
    evening = match["part"] is not None and "morning" not in match["part"]
    # "At night" is after midnight for the small hours: "between 2 and 4 at night".
    evening = evening and not ("night" in match["part"] and hour <= _SMALL_HOURS)
    if (half and not 1 <= hour <= 12) or hour > 24:
        return None
    if half or match["part"]:
        hour = hour % 12 + 12 * (half == "pm" or evening) if hour <= 12 else hour
    sure = bool(half or match["part"]) or _is_sure(passage, match)
    return _Clock(hour % 24, minute, sure, half, match.end(), match["second"] is not None)


def _is_sure(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the writing alone makes it a time: 10:00, 18h30, 17 Uhr, or a dot after "at"."""
    if match["mark"] == ":":
        return (
            len(match["hour"]) == 2
            or match["hours"] is not None
            or _AT.search(passage.before(match.start(), 8)) is not None
            or match["hour"] != "0"
        )
    suffix = (match["hours"] or "").strip().lower()
    if match["mark"] in ("u", "U"):
        return True
    if match["mark"] == "." and match["minute"] in _QUARTERS:
        return _SAID_TIME.search(passage.before(match.start(), 24)) is not None
    if suffix == "h" and _CLOSE_AT.search(passage.before(match.start(), 8)):
        return True
    if match["mark"] in ("h", "H") or (suffix == "h" and passage.conventions.language != "en"):
        return match["mark"] != "." and (
            match["mark"] is not None or _AT.search(passage.before(match.start(), 8)) is not None
        )
    if suffix in ("uhr", "hrs", "o'clock", "o’clock"):
        return suffix != "hrs" or match["minute"] is not None
    return suffix in ("heures", "horas") and _AT.search(passage.before(match.start(), 8)) is not None


def _read_second(passage: Passage, first: _Clock, start: int) -> _Clock | None:
    separator = passage.match(_TO, first.end)
    if separator is None or first.exact:
        return None
    word = separator[0].strip().lower()
    if word in ("and", "und", "et", "y", "e", "y las", "e as") and not _BEFORE_RANGE.search(
        passage.before(first.end - 12, 24)
    ):
        spot = passage.text[max(passage.start, first.end - 30) : first.end]
        if not re.search(r"\b(?:between|zwischen|entre)\b", spot, re.IGNORECASE):
            return None
    second = _read_time(passage, separator.end())
    if second is None or second.sure:
        return second
    if not _is_daytime(passage, second, start):
        return None
    # "9-5" ends in the afternoon.
    return replace(second, hour=second.hour + _HALF_DAY) if second.hour <= first.hour < _HALF_DAY else second


def _is_daytime(passage: Passage, second: _Clock, start: int) -> bool:
    """`between 10 and 12 on weekdays`, `Mon-Fri 9-5`: two bare hours, and the days they are meant for."""
    if passage.match(_DAYS_AFTER, second.end) or passage.match(_ZONE, second.end):
        return True
    if _DAYS_BEFORE.search(passage.before(start, 24)) and passage.match(_ENDS_TIME, second.end):
        return True
    dotted = _DOTTED_RANGE.fullmatch(passage.text[start : second.end]) and _BETWEEN.search(passage.before(start, 16))
    return bool(dotted) and not passage.match(_AMOUNT_AFTER, second.end)


def _align(first: _Clock, second: _Clock) -> _Clock:
    """Give the first time of "7-9pm" the half of the day of the second one."""
    if first.half or not second.half or first.hour > 12:
        return first
    hour = first.hour % 12 + (12 if second.half == "pm" else 0)
    if hour > second.hour:
        hour -= 12
    return _Clock(hour % 24, first.minute, True, second.half, first.end)


def read_named_time(passage: Passage, position: int) -> Found | None:
    """Read "noon", "midnight" and their like, with the zone after them if one is written."""
    match = passage.match(_NAMED, position)
    if match is None:
        return None
    end, zone = _zone(passage, match.end())
    return Found("window", position, end, _HOURS_BY_WORD[fold(match["word"])], note=zone)


def read_day_part(passage: Passage, position: int) -> Found | None:
    """Read "the same evening", "that morning", "the night before"."""
    match = passage.match(_SAME, position) or passage.match(_NIGHT_BEFORE, position)
    if match is None:
        return None
    article = _ARTICLE.search(passage.before(position, 8))
    start = position - len(article["article"]) if article else position
    word = fold(match[0].split()[-1] if match.re is _SAME else match[0].split()[0]).rpartition("-")[2]
    hours = DAY_PARTS.get(word)
    return Found(
        "window",
        start,
        match.end(),
        note=f"relative; {word}: usually {hours}" if hours else "relative to what was named before",
    )


def read_office_hours(passage: Passage, position: int) -> Found | None:
    """Read "office hours", "business hours": a window that the organisation must define."""
    match = passage.match(_OFFICE, position)
    if match is None or not _OFFICE_BEFORE.search(passage.before(position, 24)):
        return None
    return Found("window", position, match.end(), note="hours not stated")


def read_weekdays(passage: Passage, position: int) -> Found | None:
    """Read "on weekdays", "weekdays only", "at the weekend"."""
    match = passage.match(_WEEKDAYS, position)
    if match is None:
        return None
    return Found("window", position, match.end(), note="days of the week, no hours")


def read_weekday_range(passage: Passage, position: int) -> Found | None:
    """Read "Monday to Friday" and "Mon-Fri"."""
    match = passage.match(_WEEKDAY_RANGE, position)
    if match is None or not _is_weekday(match["first"]) or not _is_weekday(match["last"]):
        return None
    return Found("window", position, match.end(), note="days of the week")


def _is_weekday(word: str) -> bool:
    return fold(word) in WEEKDAYS or (word[0].isupper() and fold(word) in SHORT_WEEKDAYS)


def read_relative_weeks(passage: Passage, position: int) -> Found | None:
    """Read "Week 1-2" and "Month 4+": stretches counted from a start that is not named."""
    match = passage.match(_RELATIVE, position)
    if match is None:
        return None
    return Found("window", position, match.end(), note="counted from the start of the campaign")
