"""Whether what a model wrote may stand: its form, and that it says nothing its sentences do not hold."""

import re
from collections.abc import Iterable

from service.verifying.numbers import unfounded_numbers
from service.verifying.wording import follows_ears

LONGEST = 400
"""House default: characters of one text. More than the prompt asks for, so that a small overrun is no fault."""
_SUBJECT_WORDS = 14
_NUMBER_WORDS = frozenset({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "dozen",
    "half", "quarter", "twice",
})  # fmt: skip
_CALENDAR = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?<=\d )May\b|\bMay(?= \d)|(?<=\b(?:in|by|of) )May\b"
    r"|\b(?:today|tomorrow|tonight|Christmas|Easter|New Year|Black Friday)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|</?[a-zA-Z!]|\]\(|```|\{\{", re.IGNORECASE)
_CONDITIONS = ("when ", "while ", "where ", "if ", "whenever ", "as long as ", "once ", "after ", "before ")
_NO_SYSTEM = frozenset({"it", "we", "they", "you", "i", "this", "that", "there", "he", "she"})


def statement_faults(statement: str, quotes: Iterable[str]) -> tuple[str, ...]:
    """Why a requirement statement may not stand, in words for the reader; empty when it may.

    `quotes` are the texts of the sentences it rests on.
    """
    if not re.search(r"\bshall\b", statement):
        return ("it says no 'shall'", *text_faults(statement, quotes))
    form = () if follows_ears(statement) and _names_a_system(statement) else ("it is not in an EARS pattern",)
    return (*form, *text_faults(statement, quotes))


def text_faults(text: str, quotes: Iterable[str]) -> tuple[str, ...]:
    """Why any text of a model may not stand: too long, links or markup, numbers or dates nobody wrote."""
    held = tuple(quotes)
    faults = []
    if len(text) > LONGEST:
        faults.append(f"it has more than {LONGEST} characters")
    if _FOREIGN.search(text):
        faults.append("it holds a link, an address or markup")
    strays = (*sorted(unfounded_numbers(text, held, ())), *_unfounded_words(text, " ".join(held)))
    if strays:
        faults.append(f"its sentences do not hold {', '.join(strays)}")
    return tuple(faults)


def _unfounded_words(text: str, held: str) -> list[str]:
    """Number words and names of days and months that the sentences do not hold."""
    known = {word.lower() for word in _WORD.findall(held)}
    numbers = [word for word in _WORD.findall(text) if word.lower() in _NUMBER_WORDS - known]
    stems = {word.rstrip("s") for word in known}
    days = [day for day in _CALENDAR.findall(text) if not {word.rstrip("s") for word in day.lower().split()} <= stems]
    return list(dict.fromkeys([*numbers, *days]))


def _names_a_system(statement: str) -> bool:
    """Tell whether a noun stands before `shall`, and a condition, where there is one, ends in a comma before it."""
    head = re.split(r"\bshall\b", statement, maxsplit=1)[0].strip(" ,")
    if head.lower().startswith(_CONDITIONS):
        condition, comma, head = head.rpartition(",")
        if not comma or len(condition.split()) < 2:
            return False
    subject = head.strip().lower().removeprefix("then ").split()
    return 0 < len(subject) <= _SUBJECT_WORDS and subject[0] not in _NO_SYSTEM
