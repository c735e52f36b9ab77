"""How often: "every Monday", "daily", "twice a week", "100 views/day", "40 messages per second"."""

import re

from service.catalogue.folding import fold
from service.reading.calendar_words import DAY_PARTS, TIME_UNITS, WEEKDAYS, months_of
from service.reading.nouns import NounPhrase, read_noun
from service.reading.numerals import read_numeral
from service.reading.passage import Found, Number, Numeral, Passage
from service.reading.periods import period_of, read_period

ADVERBS: dict[str, tuple[Number, str]] = {
    "hourly": (1, "hour"), "daily": (1, "day"), "nightly": (1, "day"), "weekly": (1, "week"), "monthly": (1, "month"),
    "quarterly": (1, "quarter"), "yearly": (1, "year"), "annually": (1, "year"), "fortnightly": (0.5, "week"),
    "biweekly": (0.5, "week"), "stundlich": (1, "hour"), "taglich": (1, "day"), "wochentlich": (1, "week"),
    "monatlich": (1, "month"), "vierteljahrlich": (1, "quarter"), "jahrlich": (1, "year"),
    "quotidiennement": (1, "day"), "hebdomadaire": (1, "week"), "mensuel": (1, "month"), "mensuelle": (1, "month"),
    "mensuellement": (1, "month"), "trimestriel": (1, "quarter"), "annuellement": (1, "year"),
    "diariamente": (1, "day"), "diario": (1, "day"), "diaria": (1, "day"), "semanal": (1, "week"),
    "semanalmente": (1, "week"), "mensual": (1, "month"), "mensualmente": (1, "month"), "mensal": (1, "month"),
    "mensalmente": (1, "month"), "trimestral": (1, "quarter"), "anualmente": (1, "year"),
}  # fmt: skip
"""Words for how often, folded: how many times in which unit of time."""

EVERY = frozenset(
    {
        "every",
        "each",
        "chaque",
        "tous",
        "toutes",
        "cada",
        "todos",
        "todas",
        "toda",
        "jeden",
        "jede",
        "jedes",
        "jedem",
        "alle",
    }
)
TIMES = frozenset({"once", "twice", "thrice", "einmal", "zweimal", "dreimal"})

_EVERY = re.compile(
    r"(?:every|each|chaque|tous\s+les|toutes\s+les|cada|todos\s+los|todas\s+las|todos\s+os|todas\s+as|toda"
    r"|jede[nsm]?|alle)\s+"
    r"(?P<skip>single\s+|other\s+|second\s+|third\s+|first\s+|last\s+|1st\s+|2nd\s+|zweiten\s+|ersten\s+|\d\.\s+)?",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"(?:working\s+|business\s+)?(?P<word>[^\W\d_]+)(?:-feira)?(?![^\W_])", re.IGNORECASE)
_PART = re.compile(r"\s+(?P<word>[^\W\d_]+)(?![^\W_])")
_AFTER_NUMBER = re.compile(r"[\s-]+(?P<word>[^\W\d_]+)")
_TAIL = re.compile(r"\s+of\s+(?:the|each|every)\s+(?:month|week|year|quarter)\b|\s+im\s+Monat\b", re.IGNORECASE)
_TIMES = re.compile(
    r"(?P<word>once|twice|thrice|einmal|zweimal|dreimal)(?P<rest>\s+(?:daily|weekly|monthly|yearly|täglich"
    r"|wöchentlich|monatlich|jährlich))?",
    re.IGNORECASE,
)
_COUNT = {"once": 1, "twice": 2, "thrice": 3, "einmal": 1, "zweimal": 2, "dreimal": 3}
_FACTOR = re.compile(
    r"\s?(?:x|×|times|mal|fois|veces|vezes)(?![^\W_])(?P<word>\s+(?:daily|weekly|monthly|yearly|jährlich"
    r"|täglich|monatlich))?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\s+on)?\s+(?:by\s+)?(?P<day>[^\W\d_]+)(?:\s+(?:at\s+)?(?:noon|midnight|morning|evening"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)))?(?![^\W_])",
    re.IGNORECASE,
)
_DAY_LIST = re.compile(
    r"(?P<day>[^\W\d_]+)(?P<more>(?:,\s(?:and\s)?|\s(?:and|&|und|et|y|e)\s)[^\W\d_]+(?:(?:,\s(?:and\s)?"
    r"|\s(?:and|&|und|et|y|e)\s)[^\W\d_]+)*)(?![^\W_])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre)\s+$", re.IGNORECASE)
_PLURAL_DAY = re.compile(
    r"(?P<day>[^\W\d_]+day)s(?P<more>(?:\s?(?:,|and|&|or)\s?[^\W\d_]+days)*)(?![^\W_])", re.IGNORECASE
)
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]")
_NAME_BEFORE = re.compile(r"[a-z,]\s+(?:the\s+)?[A-Z][\w'’]+\s+$")
_BARE_PER = re.compile(r"(?:per|pro|par|por)\s+(?P<word>[^\W\d_]+)(?![^\W_])", re.IGNORECASE)


def read_numeric_rate(passage: Passage, position: int) -> Found | None:
    """Read a number of things per unit of time. People per week or longer stay a count with a period beside it."""
    numeral = read_numeral(passage, position)
    if numeral is None or _starts_label(numeral):
        return None
    factor = passage.match(_FACTOR, numeral.end)
    if factor is not None:
        return _read_factor(passage, numeral, factor)
    noun = read_noun(passage, numeral.end, one=numeral.value == 1)
    if noun and noun.word in TIME_UNITS:
        return None
    per = read_period(passage, noun.end if noun else numeral.end)
    if per is None or _is_people_slowly(noun, per[0]):
        return None
    thing = (noun and noun.unit) or "event"
    return Found(
        "rate",
        position,
        per[1],
        numeral.value,
        numeral.high,
        f"{thing}/{per[0]}",
        of=noun.word if noun else None,
        per=per[0],
    )


def _starts_label(numeral: Numeral) -> bool:
    return isinstance(numeral.value, float) and not numeral.scaled and numeral.value > 1000


def _is_people_slowly(noun: NounPhrase | None, period: str) -> bool:
    return noun is not None and noun.unit == "person" and period in ("week", "month", "quarter", "year")


def _read_factor(passage: Passage, numeral: Numeral, factor: re.Match[str]) -> Found | None:
    """Read "3 times a day", "2x weekly"."""
    if factor["word"]:
        _, period = ADVERBS[fold(factor["word"].strip())]
        return _times(numeral.start, factor.end(), numeral.value, period)
    per = read_period(passage, factor.end())
    return _times(numeral.start, per[1], numeral.value, per[0]) if per else None


def _times(start: int, end: int, value: Number, period: str, note: str | None = None) -> Found:
    return Found("rate", start, end, value, unit=f"event/{period}", per=period, note=note)


def read_times(passage: Passage, position: int) -> Found | None:
    """Read "once a month", "twice daily"."""
    match = passage.match(_TIMES, position)
    if match is None:
        return None
    value = _COUNT[match["word"].lower()]
    if match["rest"]:
        return _times(position, match.end(), value, ADVERBS[fold(match["rest"].strip())][1])
    per = read_period(passage, match.end())
    return _times(position, per[1], value, per[0]) if per else None


def read_adverb(passage: Passage, position: int) -> Found | None:
    """Read "daily" and its like, unless it is part of a name ("Daily Deals")."""
    match = passage.match(_UNIT_WORD, position)
    if match is None or fold(match["word"]) not in ADVERBS:
        return None
    if match["word"][0].isupper() and _is_name(passage, position, match.end()):
        return None
    value, period = ADVERBS[fold(match["word"])]
    start = position - 3 if re.search(r"\bbi-$", passage.before(position, 4), re.IGNORECASE) else position
    end, note = _with_deadline(passage, match.end())
    return _times(start, end, value / 2 if start < position else value, period, note)


def _is_name(passage: Passage, position: int, end: int) -> bool:
    if _NAME_BEFORE.search(passage.before(position)):
        return True
    starts = not passage.before(position).strip(" \t\n*#->•|:\"'“0123456789.)")
    return not starts and _NAME_AFTER.match(passage.after(end)) is not None


def _with_deadline(passage: Passage, end: int) -> tuple[int, str | None]:
    """Take in the day of "weekly by Thursday noon"."""
    match = passage.match(_BY, end)
    if match is None or fold(match["day"]) not in WEEKDAYS:
        return end, None
    return match.end(), passage.text[end : match.end()].strip()


def read_every(passage: Passage, position: int) -> Found | None:
    """Read "every Monday morning", "each Wednesday", "every 15 minutes", "tous les jours"."""
    every = passage.match(_EVERY, position)
    if every is None or every.end() >= passage.end:
        return None
    numeral = read_numeral(passage, every.end()) if not every["skip"] else None
    if numeral is not None:
        return _read_every_number(passage, position, numeral)
    word = passage.match(_UNIT_WORD, every.end())
    period = _period_named(word, passage.conventions.language) if word else None
    if word is None or period is None:
        return None
    part = passage.match(_PART, word.end())
    end = part.end() if part and fold(part["word"]) in DAY_PARTS else word.end()
    tail = passage.match(_TAIL, end)
    skip = (every["skip"] or "").strip().lower()
    if tail:
        return _times(
            position, tail.end(), 1, "month" if "onat" in tail[0] else period_of(tail[0].split()[-1]) or period
        )
    return _times(position, end, 0.5 if skip in ("other", "second", "2nd", "zweiten", "2.") else 1, period)


def _period_named(match: re.Match[str], language: str) -> str | None:
    word = fold(match["word"])
    if word in WEEKDAYS or word in ("segunda", "terca", "quarta", "quinta", "sexta", "weekend", "lunes"):
        return "week"
    if word in DAY_PARTS:
        return "day"
    if word in months_of(language):
        return "year"
    unit = TIME_UNITS.get(word)
    return "day" if unit == "working_day" else unit


def _read_every_number(passage: Passage, position: int, numeral: Numeral) -> Found | None:
    word = passage.match(_AFTER_NUMBER, numeral.end)
    period = period_of(word["word"]) if word else None
    if word is None or period is None or not numeral.value:
        return None
    finer = {"hour": (60, "minute"), "day": (24, "hour")}
    value, unit = 1 / numeral.value, period
    for coarse, (size, fine) in finer.items():
        if fine == period and size % numeral.value == 0:
            value, unit = size // int(numeral.value), coarse
    return _times(position, word.end(), round(value, 4), unit)


def read_plural_weekday(passage: Passage, position: int) -> Found | None:
    """Read "Mondays" and "Mondays and Thursdays"."""
    match = passage.match(_PLURAL_DAY, position)
    if match is None or fold(match["day"]) not in WEEKDAYS:
        return None
    return _times(position, match.end(), 1 + match["more"].lower().count("days"), "week")


def read_weekday_list(passage: Passage, position: int) -> Found | None:
    """Read "Tuesday and Thursday": days of every week."""
    match = passage.match(_DAY_LIST, position)
    if match is None or _BETWEEN.search(passage.before(position, 12)):
        return None
    days, end = 1, match.end("day")
    for word in re.finditer(r"[^\W\d_]+", match["more"]):
        if fold(word[0]) in WEEKDAYS:
            days, end = days + 1, match.start("more") + word.end()
        elif fold(word[0]) not in ("and", "und", "et", "y", "e"):
            break
    if days == 1 or re.match(r",?\s\d", passage.after(end, 3)):
        return None
    return _times(position, end, days, "week")


def read_bare_per(passage: Passage, position: int) -> Found | None:
    """Read "per month" where it stands apart from the number it counts."""
    match = passage.match(_BARE_PER, position)
    period = period_of(match["word"]) if match else None
    return Found("rate", position, match.end(), unit=f"event/{period}", per=period) if match and period else None
