"""The cells of a table row by place, each with the name of its column."""

import re
from bisect import bisect_right
from typing import NamedTuple

from schemas.brief import Sentence

_MARKUP = r"(?:[\s*_~`\[\]]|\]\([^()\s]*\))*"
"""What the context leaves out of a cell: emphasis, link targets, blanks in a row."""


class Cell(NamedTuple):
    """A cell of a row; `start` and `end` are offsets into the sentence."""

    label: str
    text: str
    start: int
    end: int


def cells_of(sentence: Sentence) -> tuple[Cell, ...]:
    """Return the cells of a row in order, as its context names them: `column: cell`. None outside a table.

    Two cells may hold the same text, so that each is looked for before the one behind it.
    """
    found: list[Cell] = []
    end = len(sentence.text)
    for pair in reversed(sentence.context) if sentence.kind == "row" else ():
        label, colon, text = pair.partition(": ")
        place = _place(sentence.text, text, end) if colon and text else None
        if place is not None:
            found.append(Cell(label, text, *place))
            end = place[0]
    return tuple(found[::-1])


def _place(row: str, text: str, end: int) -> tuple[int, int] | None:
    """Where a cell stands, the last before `end`; the context shortens a long one, which reaches to the next."""
    whole = text.removesuffix("…")
    start = row.rfind(whole, 0, end)
    if start < 0:
        words = whole.split()
        places = list(re.finditer(_MARKUP.join(map(re.escape, words)), row[:end])) if words else []
        return places[-1].span() if places else None
    return start, start + len(text) if whole == text else end


def cell_at(cells: tuple[Cell, ...], offset: int) -> Cell | None:
    """Return the cell that holds the character at `offset` of the sentence."""
    near = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
    return cells[near] if near >= 0 and offset < cells[near].end else None


def headings_of(sentence: Sentence) -> list[str]:
    """The context of a row without its pairs of column and cell."""
    pairs = {f"{cell.label}: {cell.text}" for cell in cells_of(sentence)}
    return [line for line in sentence.context if line not in pairs]
