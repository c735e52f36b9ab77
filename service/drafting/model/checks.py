"""Whether what a model wrote may stand: its form, and that it says nothing its sentences do not hold."""

import re
from collections.abc import Iterable

from service.verifying.numbers import unfounded_numbers
from service.verifying.strays import holds_markup, unfounded_words
from service.verifying.wording import follows_ears

LONGEST = 400
"""House default: characters of one text. More than the prompt asks for, so that a small overrun is no fault."""
_SUBJECT_WORDS = 14
_CONDITIONS = ("when ", "while ", "where ", "if ", "whenever ", "as long as ", "once ", "after ", "before ")
_OVER_AND_OVER = re.compile(r"\b(\w[\w-]{1,40}?)(?:\W{1,3}\1\b){3,}", re.IGNORECASE)
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
    if holds_markup(text):
        faults.append("it holds a link, an address or markup")
    if _OVER_AND_OVER.search(text):
        faults.append("it says the same word over and over")
    strays = (*sorted(unfounded_numbers(text, held, ())), *unfounded_words(text, " ".join(held)))
    if strays:
        faults.append(f"its sentences do not hold {', '.join(strays)}")
    return tuple(faults)


def _names_a_system(statement: str) -> bool:
    """Tell whether a noun stands before `shall`, and a condition, where there is one, ends in a comma before it."""
    head = re.split(r"\bshall\b", statement, maxsplit=1)[0].strip(" ,")
    if head.lower().startswith(_CONDITIONS):
        condition, comma, head = head.rpartition(",")
        if not comma or len(condition.split()) < 2:
            return False
    subject = head.strip().lower().removeprefix("then ").split()
    return 0 < len(subject) <= _SUBJECT_WORDS and subject[0] not in _NO_SYSTEM
