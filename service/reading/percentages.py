"""Percentages and fractions of a whole: "25%", "12-15%", "31 per cent", "half of", "one in nine"."""

import re

from service.reading.numerals import read_numeral, read_single
from service.reading.passage import Found, Numeral, Passage

_SIGN = re.compile(
    r"[ \u00a0\u202f]?[%％]|[\s\u00a0-](?:per\s?cent|percent|pct|prozent|pour\s?cent|por\s?ciento|por\s?cento|procent"
    r"|percentage\s+points?|prozentpunkte?n?|points?\s+de\s+pourcentage|pp)\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s?[-–—]\s?(?=\d)|\s(?:to|bis|à|a)\s(?=\d)", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|und|et|y|e)\s(?=\d)", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"(?P<word>half|one third|a third|two[- ]thirds|(?:one|a) quarter|three[- ]quarters|(?:one|a) fifth"
    r"|(?:one|a) tenth)"
    r"(?=(?:</?\w+>|[*_])*\s+(?:of\s+(?!an?\s)|(?:the|our|all|them)\b))",
    re.IGNORECASE,
)
_SHARES = {
    "half": 50, "one third": 33.3, "a third": 33.3, "two thirds": 66.7, "one quarter": 25, "a quarter": 25,
    "three quarters": 75, "one fifth": 20, "a fifth": 20, "one tenth": 10, "a tenth": 10,
}  # fmt: skip
_HALF = re.compile(r"(?:a )?half (?:a|of one) (?:per\s?cent|percent|percentage point)\b", re.IGNORECASE)
"""`half a percent`: 0.5 %, and no half of anything."""
_IN = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?", re.IGNORECASE)
_NOT_SHARE = re.compile(
    r"\s*(?:%|[-–/.:,]\d|\s?[^\W\d_]*(?:day|week|month|year|minute|hour|language|cit|countr|step|phase))", re.IGNORECASE
)


def read_percentage(passage: Passage, position: int) -> Found | None:
    """Read a percentage or a range of percentages."""
    numeral = read_numeral(passage, position)
    sign = passage.match(_SIGN, numeral.end) if numeral else None
    if numeral is None or sign is None:
        return _read_share(passage, position)
    found = Found("percentage", position, sign.end(), numeral.value, numeral.high, "percent")
    return _with_second(passage, found) if numeral.high is None else found


def _with_second(passage: Passage, found: Found) -> Found:
    """Read the other end of "12% - 15%"; "from 22% to 27%" stays two percentages."""
    before = passage.before(found.start, 10).lower()
    pattern = _AND if "between" in before or "zwischen" in before else _DASH
    separator = passage.match(pattern, found.end)
    if separator is None or "from " in before or not isinstance(found.value, int | float):
        return found
    second = read_single(passage, separator.end())
    sign = passage.match(_SIGN, second.end) if second else None
    if second is None or sign is None or second.value <= found.value:
        return found
    if separator[0].strip().isalpha() and pattern is _DASH:
        return found
    return Found("percentage", found.start, sign.end(), found.value, second.value, "percent")


def _read_share(passage: Passage, position: int) -> Found | None:
    half = passage.match(_HALF, position)
    if half is not None:
        return Found("percentage", position, half.end(), 0.5, None, "percent")
    match = passage.match(_OF_WHOLE, position)
    if match is not None:
        value = _SHARES[match["word"].lower().replace("-", " ")]
        return Found("percentage", position, match.end(), value, unit="percent", note="share in words")
    return _read_one_in(passage, position)


def _read_one_in(passage: Passage, position: int) -> Found | None:
    """Read "one in nine" and "3 out of 4"."""
    first = read_single(passage, position)
    if first is None or not _is_plain(first):
        return None
    joint = passage.match(_IN, first.end)
    second = read_single(passage, joint.end()) if joint and joint.end() < passage.end else None
    if second is None or not _is_plain(second) or second.value <= first.value or first.words != second.words:
        return None
    if passage.match(_NOT_SHARE, second.end):
        return None
    value = round(100 * first.value / second.value, 1)
    return Found("percentage", position, second.end, value, unit="percent", note="share in words")


def _is_plain(numeral: Numeral) -> bool:
    return isinstance(numeral.value, int) and 0 < numeral.value <= 100 and not numeral.scaled and not numeral.open_ended
