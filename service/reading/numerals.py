"""Numbers as people write them: digits with any separators, multipliers, number words, fractions and ranges."""

import re
from dataclasses import replace

from service.catalogue.folding import fold
from service.reading.number_words import NUMBER_WORDS, SCALES, SMALL_SCALES
from service.reading.passage import Number, Numeral, Passage

_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3}(?:(?P=mark)\d{3})*)(?!\d)(?P<tail>[.,]\d{1,2}(?!\d))?"
    r"|(?P<indian>\d{1,2}(?:,\d{2})+,\d{3})(?!\d)"
    r"|(?P<plain>\d+(?:[.,]\d+)?)(?P<vulgar>[½¼¾])?"
)
_LETTER_SCALE = re.compile(
    r"(?P<letter>k|K|mn|bn|m|M|B|MM)(?![^\W_])|[ \u00a0\u202f]?(?P<close>k|M|T)(?=[ \u00a0]?[€£$]|EUR\b)"
)
_WORD_SCALE = re.compile(r"\.?[\s\u00a0\u202f]{0,2}-?(?P<word>[万億]|[^\W\d_]{2,10})(?P<dot>\.)?")
_ABBREVIATED = frozenset({"mio", "mrd", "tsd", "mln", "mill", "tys", "tis", "mld", "mlrd", "milj", "mia", "тыс", "хил"})
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"(?:-|\s+)(?:and\s+|und\s+|y\s+|e\s+|et\s+)?")
_FRACTION = re.compile(
    r"(?:(?P<article>an?)\s+)?(?P<part>half|quarter)\s+(?:of\s+)?an?\s+(?P<scale>million|billion|thousand"
    r"|hundred|dozen)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_ARTICLE_SCALE = re.compile(
    r"an?\s+(?P<scale>dozen|hundred|thousand|million|billion)\b(?!\s+(?:and|of\s+them))", re.IGNORECASE
)
_DASH = re.compile(r"[ \u00a0]?(?:[-‑][ \u00a0]?|[–—][ \u00a0]{0,6})(?=[\d.])")
_TO = re.compile(r"\s(?:to|bis|à|a|até|or|oder|ou|o)\s(?=\d)|\s(?:to|or|bis|oder)\s(?=[a-zäöüß])", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|und|et|y|e)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre)\s+$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|von|de|desde)\s+$", re.IGNORECASE)


def read_numeral(passage: Passage, position: int) -> Numeral | None:
    """Read the number or range of numbers that starts at `position`.

    Every reader asks for the same number, so what was read is kept.
    """
    if position not in passage.numerals:
        first = read_single(passage, position)
        ranged = None if first is None or first.open_ended else _with_range(passage, first)
        passage.numerals[position] = ranged or first
    return passage.numerals[position]


def read_single(passage: Passage, position: int) -> Numeral | None:
    """Read one number, without looking for the other end of a range."""
    if passage.text[position].isdigit():
        return _read_digits(passage, position)
    return _read_words(passage, position)


_LONGEST = 24
"""Characters of the longest number with its separators; what is longer is an identifier or noise."""


def _read_digits(passage: Passage, position: int) -> Numeral | None:
    match = passage.match(_DIGITS, position)
    if match is None or match.end() - position > _LONGEST:
        return None
    numeral = Numeral(position, match.end(), _value_of(match, passage), scaled=match["plain"] is None)
    numeral = _with_half(passage, _scaled(passage, numeral))
    if passage.text.startswith("+", numeral.end) and not passage.text[numeral.end + 1 : numeral.end + 2].isdigit():
        return replace(numeral, end=numeral.end + 1, open_ended=True)
    return numeral


def _value_of(match: re.Match[str], passage: Passage) -> Number:
    """Decide which separators group thousands and which one starts the decimals."""
    if match["indian"]:
        return int(match["indian"].replace(",", ""))
    if match["plain"]:
        value = _number(match["plain"].replace(",", "."))
        return value + _VULGAR[match["vulgar"]] if match["vulgar"] else value
    whole, mark, tail = match["grouped"], match["mark"], (match["tail"] or "").replace(",", ".")
    if tail and tail[0] == mark.replace(",", "."):
        tail = ""
    if mark in ".," and whole.count(mark) == 1 and not tail and _is_decimal(whole, mark, passage):
        return _number(whole.replace(",", "."))
    return _number(re.sub(r"\D", "", whole) + tail)


def _is_decimal(whole: str, mark: str, passage: Passage) -> bool:
    """Tell whether one separator before exactly three digits starts decimals: 0.031, and 1.850 in English."""
    return whole.startswith("0") or (mark == "." and not passage.conventions.decimal_comma)


def _number(digits: str) -> Number:
    value = float(digits)
    return int(value) if value.is_integer() and value < 1e15 else value


def _times(value: Number, factor: Number) -> Number:
    return _number(repr(round(value * factor, 9)))


def _scaled(passage: Passage, numeral: Numeral) -> Numeral:
    """Apply the multipliers that follow: k, m, Mio., million, lakh, crore, thousand million."""
    letter = passage.match(_LETTER_SCALE, numeral.end)
    if letter is not None and not _is_label(passage, numeral, letter["letter"]):
        factor = SMALL_SCALES[letter["letter"] or letter["close"]]
        return replace(numeral, end=letter.end(), value=_times(numeral.value, factor), scaled=True)
    for _ in range(2):
        match = passage.match(_WORD_SCALE, numeral.end)
        named = _scale_of(fold(match["word"]), passage.conventions.language) if match else None
        if match is None or named is None:
            break
        abbreviated = match["dot"] and fold(match["word"]) in _ABBREVIATED
        end = match.end() if abbreviated else match.end("word")
        numeral = replace(numeral, end=end, value=_times(numeral.value, named), scaled=True)
    return numeral


def _is_label(passage: Passage, numeral: Numeral, letter: str | None) -> bool:
    """Tell whether "B" is part of a label ("Brief 2B") and not short for billion, which stands with money."""
    if letter != "B" or isinstance(numeral.value, float):
        return False
    return passage.before(numeral.start, 1) not in tuple("$€£¥₹")


def _scale_of(word: str, language: str) -> Number | None:
    languages, factor = SCALES.get(word, ("", None))
    return factor if not languages or language in languages else None


def _with_half(passage: Passage, numeral: Numeral) -> Numeral:
    match = passage.match(_AND_A_HALF, numeral.end)
    if match is None or numeral.scaled:
        return numeral
    return _scaled(passage, replace(numeral, end=match.end(), value=numeral.value + 0.5))


def _read_words(passage: Passage, position: int) -> Numeral | None:
    match = passage.match(_FRACTION, position)
    if match is not None:
        part = 0.5 if match["part"].lower() == "half" else 0.25
        value = _times(part, NUMBER_WORDS["en"][match["scale"].lower()])
        return Numeral(position, match.end(), value, scaled=True, words=True)
    match = passage.match(_ARTICLE_SCALE, position)
    if match is not None:
        return Numeral(position, match.end(), NUMBER_WORDS["en"][match["scale"].lower()], words=True)
    return _read_composed(passage, position)


def words_of(language: str) -> dict[str, int]:
    """Number words to know in a text of `language`: its own and the English ones."""
    return NUMBER_WORDS.get(language, NUMBER_WORDS["en"])


def _read_composed(passage: Passage, start: int) -> Numeral | None:
    """Read number words such as "twenty-five thousand" or "two hundred and fifty"."""
    known = words_of(passage.conventions.language)
    total, current, end, last, position = 0, 0, start, -1, start
    while match := passage.match(_WORD, position):
        value = known.get(fold(match[0]), -1)
        if value < 0 or not _may_follow(last, value):
            break
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        else:
            current = max(current, 1) * 100 if value == 100 else current + value
        end, last = match.end(), value
        joint = passage.match(_JOINT, end)
        if joint is None:
            break
        position = joint.end()
    if last < 0:
        return None
    numeral = Numeral(start, end, total + current, scaled=last >= 1000, words=True)
    return _with_half(passage, _scaled(passage, numeral))


def _may_follow(last: int, value: int) -> bool:
    """Tell whether number word `value` goes on from `last`: "twenty five", "two hundred", "two hundred and six"."""
    if last < 0 or value >= 1000:
        return last != 0
    if value == 100:
        return 0 < last < 20
    if last >= 100:
        return value > 0
    return 20 <= last < 100 and 0 < value < 10


def _with_range(passage: Passage, first: Numeral) -> Numeral | None:
    """Read the other end of a range: "12-15", "2 to 3 million", "between 50 and 500"."""
    separator = _range_separator(passage, first)
    if separator is None:
        return None
    second = read_single(passage, separator.end())
    if second is None or second.words != first.words:
        return None
    low = first.value
    if second.scaled and not first.scaled and low < 1000:
        low = _share_scale(passage, first, second)
    if second.value <= low:
        return None
    scaled = first.scaled or second.scaled
    return replace(first, end=second.end, value=low, high=second.value, scaled=scaled, open_ended=second.open_ended)


def _range_separator(passage: Passage, first: Numeral) -> re.Match[str] | None:
    dash = passage.match(_DASH, first.end)
    if dash is not None:
        return dash
    before = passage.before(first.start, 12)
    if _BETWEEN.search(before):
        return passage.match(_AND, first.end)
    return None if _FROM.search(before) else passage.match(_TO, first.end)


def _share_scale(passage: Passage, first: Numeral, second: Numeral) -> Number:
    """Give the lower end of "1.2-1.5 million" the multiplier of the upper end."""
    digits = passage.match(_DIGITS, second.start)
    base = _value_of(digits, passage) if digits else 0
    if base == 0 or base == second.value or first.value >= base:
        return first.value
    return _times(first.value, second.value / base)
