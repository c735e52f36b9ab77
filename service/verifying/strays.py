"""What a model brings into a text: links, markup, numbers in words and days that its sources do not hold."""

import re

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
_FOREIGN = re.compile(
    r"(?:https?:|javascript:|data:\w+/|www\.)[^\s<>\"')]*|\b[\w.+-]+@[\w-]+\.[\w.-]+|</?[a-zA-Z!][^<>\s]*"
    r"|!?\[[^\[\]]*\]\(|\]\(|```|\{\{",
    re.IGNORECASE,
)


def holds_markup(text: str) -> bool:
    """Tell whether a link, an address or markup stands in the text."""
    return _FOREIGN.search(text) is not None


def foreign_marks(text: str, given: str) -> list[str]:
    """Links, addresses and markup of the text that `given` does not hold as they are."""
    return list(dict.fromkeys(mark for mark in _FOREIGN.findall(text) if mark not in given))


def unfounded_words(text: str, held: str) -> list[str]:
    """Number words and names of days and months that `held` does not hold."""
    known = {word.lower() for word in _WORD.findall(held)}
    numbers = [word for word in _WORD.findall(text) if word.lower() in _NUMBER_WORDS - known]
    stems = {word.rstrip("s") for word in known}
    days = [day for day in _CALENDAR.findall(text) if not {word.rstrip("s") for word in day.lower().split()} <= stems]
    return list(dict.fromkeys([*numbers, *days]))
