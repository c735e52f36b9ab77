"""Every number of a statement must stand in its evidence or come out of a calculation."""

import re
from collections.abc import Callable, Iterable

_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d[\d.,:/ ]*\w?")
"""Digits with all that may part them, and a letter right behind: what makes them one number or several."""
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_GROUPING = re.compile(r"(?<=\d)[,  ](?=\d{3}\b)")


def has_digits(text: str) -> bool:
    """Tell whether any digit stands in the text: most statements hold none."""
    return _DIGIT.search(text) is not None


def numbers_in(text: str) -> set[str]:
    """The numbers of a text as digit strings, thousands separators removed: `2,400.50` gives `2400.50`."""
    runs = _FIGURES.findall(text)
    return {number for run in runs for number in _NUMBER.findall(_GROUPING.sub("", run))}


def unfounded_numbers(
    statement: str, quotes: Iterable[str], computed: Iterable[str], read: Callable[[str], set[str]] = numbers_in
) -> set[str]:
    """Numbers of the statement that neither a quote nor a computed text holds.

    `read` gives the numbers of a text; whoever checks many statements against the same texts may remember them.
    """
    unfounded = numbers_in(statement)
    for text in (*quotes, *computed):
        if not unfounded:
            break
        unfounded -= read(text)
    return unfounded
