"""Numbers as texts write them: which there are, and whether some words may stand for a value.

Read from the words alone, so that the reader of numbers in the service is not its own judge; only its list of number
words is shared. Leniency is on one side: words that could mean the value pass, those that cannot by any reading do not.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import permutations, product
from math import prod

from service.reading.number_words import NUMBER_WORDS

ROUNDED = 0.005
"""Share by which a value that was divided may be off."""
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_GROUPING = re.compile(r"(?<=\d)[,.'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def numbers_in(text: str) -> list[str]:
    """The numbers of a text as they stand there, without the marks between thousands."""
    return _NUMBER.findall(_GROUPING.sub("", text))


def has_digits(text: str) -> bool:
    """Tell whether digits stand in the text."""
    return any(character.isdecimal() for character in text)


# --- values -------------------------------------------------------------------------------------

_RUN = re.compile(r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*")
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_DECIMALS = re.compile(r"(.*)[.,](\d+)")
_SCALES = (1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e-2)
"""Hundred to milliard, lakh, crore, ten thousand as in Japanese, and the pennies of a pound."""
_SCALED = re.compile(
    r"(?<![^\W\d])(?:k|m|mm|mn|b|bn|t|tsd|mil|mille|thousand|tausend|hundred|mio|mrd|mill?i\w+|mill?on\w*|milh\w+"
    r"|billion\w*|lakhs?|crores?|cr|teur|tys|cents?|c|p|pence|centimes|centavos)(?![^\W\d])|[万億千百]",
    re.IGNORECASE,
)
"""Words and letters that scale the number before them."""
_RECURRING = re.compile(
    r"\b(?:every|each|per|once in|alle|jede\w*|pro|cada|a cada|tou\w+ les|chaque|fortnightly)\b", re.IGNORECASE
)
_TO_EACH = (24.0, 60.0, 7.0, 12.0, 1.0)
"""Every 15 minutes is 4 in an hour, every second week half a time in a week."""
_OUT_OF = re.compile(r"\b(?:in|out of|of|von|de|em|sur|su|auf|aus)\b|/", re.IGNORECASE)


def may_mean(text: str, value: float) -> bool:
    """Tell whether a text can stand for a value: in digits, scaled by a word or not, in words, or as `1 in 6`."""
    figures = list(_figures(text)) if has_digits(text) else list(_figures_in_words(text))
    scales = (1.0, *_SCALES) if has_digits(text) and _SCALED.search(text) else (1.0,)
    if any(abs(value - figure * scale) <= 1e-6 * abs(value) for figure, scale in product(figures, scales)):
        return True
    return any(abs(value - other) <= ROUNDED * abs(value) for other in _divided(text, figures))


def _figures(text: str) -> Iterator[float]:
    """Every reading of every run of digits: `1.400` is 1400 and 1.4."""
    for run in _RUN.findall(text):
        for part in {run, *_BLANKS.split(run)}:
            yield float(re.sub(r"\D", "", part))
            decimals = _DECIMALS.fullmatch(part)
            if decimals:
                whole = re.sub(r"\D", "", decimals[1])
                yield float(f"{whole}.{decimals[2]}")


def _divided(text: str, figures: list[float]) -> Iterator[float]:
    above_none = [figure for figure in figures if figure]
    if _RECURRING.search(text):
        yield from (whole / figure for whole, figure in product(_TO_EACH, above_none))
    if _OUT_OF.search(text):
        yield from (one / other * scale for one, other in permutations(above_none, 2) for scale in (1.0, 100.0))


# --- number words -------------------------------------------------------------------------------

_MORE_WORDS = {
    "one": 1, "once": 1, "ein": 1, "eine": 1, "einmal": 1, "un": 1, "una": 1, "uma": 1, "une": 1,
    "twice": 2, "couple": 2, "second": 2, "other": 2, "alternate": 2, "zweite": 2, "zweiten": 2, "fortnightly": 2,
    "fortnight": 2, "half": 0.5, "halbe": 0.5, "halben": 0.5, "medio": 0.5, "media": 0.5, "demi": 0.5,
    "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2, "tenth": 0.1,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_ONE = re.compile(r"(?:an?|the) (?:second|fortnight)", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|und|y|e|et)\b|,", re.IGNORECASE)


def _figures_in_words(text: str) -> Iterator[float]:
    """Every reading of number words; without any it is one of its kind, as in weekly, or one for each thing listed."""
    values = [value for word in _WORD.findall(text) if (value := _value_of(word)) is not None]
    if not values:
        yield from (1.0, 1.0 + len(_AND.findall(text)))
        return
    if _ONE.fullmatch(text):
        yield 1.0
    for value in (*values, prod(values), _composed(values)):
        yield from (value, value * 100, round(value * 100, 1)) if value < 1 else (value,)


def _composed(values: list[float]) -> float:
    """`eight hundred and forty`, `four and a half thousand`."""
    total = current = 0.0
    for value in values:
        if value < 100:
            current += value
            continue
        current = (current or 1.0) * value
        if value >= 1000:
            total, current = total + current, 0.0
    return total + current


def _value_of(word: str) -> float | None:
    known, folded = _number_words(), _folded(word)
    return known.get(folded, known.get(folded.removesuffix("mal")))


@cache
def _number_words() -> dict[str, float]:
    found: dict[str, float] = {}
    for table in NUMBER_WORDS.values():
        found |= table
    return found | _MORE_WORDS


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("ß", "ss")


# --- days ---------------------------------------------------------------------------------------

_COUNTED = re.compile(
    r"\b(?:q|h|kw|cw|week|woche|semana|semaine|sem\.?)\s*\d|\d\s*(?:day|week|month|tage|wochen|d[ií]as|jours)\w*",
    re.IGNORECASE,
)


def may_be_day(text: str, value: str) -> bool:
    """Tell whether an ISO day, month or time can be what a text names; of weeks, quarters and spans nothing is told."""
    if _COUNTED.search(text):
        return True
    known = {int(number) for number in re.findall(r"\d+", value)}
    known |= {number % 100 for number in known} | {number - 12 for number in known} | ({24} if 0 in known else set())
    return all(int(number) in known for number in re.findall(r"\d+", text))
