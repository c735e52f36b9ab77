"""The cells of a table row by place, each with the name of its column."""

from typing import NamedTuple

from schemas.brief import Sentence


class Cell(NamedTuple):
    """A cell of a row; `start` and `end` are offsets into the sentence."""

    label: str
    text: str
    start: int
    end: int


def cells_of(sentence: Sentence) -> list[Cell]:
    """Return the cells of a row in order, as its context names them: `column: cell`. None outside a table.

    Two cells may hold the same text, so that each is looked for before the one behind it.
    """
    if sentence.kind != "row":
        return []
    found: list[Cell] = []
    end = len(sentence.text)
    for pair in reversed(sentence.context):
        label, colon, text = pair.partition(": ")
        # The context shortens a long cell: it reaches to the next one.
        whole = text.removesuffix("…")
        start = sentence.text.rfind(whole, 0, end) if colon and whole else -1
        if start >= 0:
            found.append(Cell(label, text, start, start + len(text) if whole == text else end))
            end = start
    return found[::-1]


def cell_at(sentence: Sentence, offset: int) -> Cell | None:
    """Return the cell that holds the character at `offset` of the sentence."""
    return next((cell for cell in cells_of(sentence) if cell.start <= offset < cell.end), None)
