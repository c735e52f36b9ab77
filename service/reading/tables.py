"""Tables: Markdown and other pipe tables, tabs, columns of blanks, HTML. One row is one block.

Whether a table begins at a line is told from that line and the next two, so that no line is looked at more
than a few times.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from service.reading import reasons
from service.reading.layout import Block, Cell, Scan
from service.reading.lines import Line, is_fence, is_hidden, is_row, starts_block, without_cell_marks
from service.reading.markup import CELL, HEAD_CELL, ROW_END

_PIPE = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"(?<=[^\s.!?:;])(?: {2,}|[ ]*\t\s*)(?=\S)|\t\s*(?=\S)")
_HTML_CELL = re.compile(f"[{CELL}{HEAD_CELL}]")
_DIGIT = re.compile(r"\d")
_PROOF: Final = 3
"""House default: two lines with a gap each may be chance, three are a table."""

Spans = list[tuple[int, int]]
_Reader = Callable[[Scan, Line], Spans]


def begins(state: Scan, index: int) -> bool:
    """Tell whether a table begins at that line."""
    return _reader(state, index) is not None


def table(state: Scan) -> bool:
    """Take a table, one block per row; the heading row is a heading."""
    if is_row(state.line):
        return _html_table(state)
    reader = _reader(state, state.at)
    if reader is None:
        return False
    rows: list[Spans] = []
    bordered = False
    first = state.at
    while state.at < len(state.lines) and not state.line.blank:
        if _is_border(state.line):
            bordered = bordered or bool(rows)
        else:
            cells = reader(state, state.line)
            if len(cells) < 2 and not _framed(state.line):
                break
            rows.append(cells)
        state.at += 1
    if state.at == first:
        return False  # its first line is no row: others, further down, made it look like a table
    _emit(state, rows, has_head=bordered)
    return True


def words(readable: str) -> str:
    """The words of a stretch of readable text, blanks made single."""
    return " ".join(readable.split()).strip("|:* ")


def _emit(state: Scan, rows: list[Spans], has_head: bool) -> None:
    state.new_chunk()
    rows = [row for row in rows if row]
    columns = _columns(state, rows, has_head) if rows else []
    for index, cells in enumerate(rows):
        state.add(_row(state, cells, columns, is_head=index == 0 and bool(columns)))
    state.new_chunk()


def _row(state: Scan, cells: Spans, columns: Sequence[str], is_head: bool) -> Block:
    start, end = cells[0][0], cells[-1][1]
    if is_head:
        return Block("row", start, end, aside=reasons.COLUMN_HEADINGS, chunk=state.chunk)
    names = [*columns, *[""] * len(cells)]
    named = tuple(Cell(name, *span) for name, span in zip(names, cells, strict=False))
    label = _label(state, named, columns)
    return Block("row", start, end, label=label, cells=named, chunk=state.chunk, rank=state.rank)


def _label(state: Scan, cells: tuple[Cell, ...], columns: Sequence[str]) -> str | None:
    """The first cell of a two-column table without column headings names the second."""
    if any(columns) or len(cells) != 2:
        return None
    return words(state.seen.readable[cells[0].start : cells[0].end]) or None


def _columns(state: Scan, rows: list[Spans], has_head: bool) -> list[str]:
    """The names of the columns; empty where the first row is data like the others."""
    names = [words(state.seen.readable[start:end]) for start, end in rows[0]]
    if has_head:
        return names
    if len(rows) < 2 or len(names) < 2 or not all(names) or len(set(names)) < len(names):
        return []
    body = " ".join(state.seen.readable[row[0][0] : row[-1][1]] for row in rows[1:])
    short = all(len(name.split()) <= 4 for name in names)
    has_numbers = any(_DIGIT.search(name) for name in names)
    return names if short and not has_numbers and _DIGIT.search(body) else []


# --- tables drawn with pipes, tabs or blanks ----------------------------------------------------


def _reader(state: Scan, index: int) -> _Reader | None:
    """What cuts the lines of the table that begins at `index`, None where none begins."""
    line = state.lines[index]
    raw = state.seen.text[line.start : line.end]
    if "|" in line.text:
        return _pipe_cells if _is_pipe_table(state.lines[index : index + _PROOF]) else None
    if ("\t" in raw or "  " in raw) and not starts_block(line):
        return _spaced_cells if _is_spaced_table(state, index) else None
    return None


def _is_pipe_table(near: list[Line]) -> bool:
    if len(near) < 2 or near[1].blank:
        return False
    if _is_border(near[0]) or _is_border(near[1]) or all(map(_framed, near[:2])):
        return True
    counts = {len(_PIPE.findall(line.text)) for line in near}
    return len(near) == _PROOF and len(counts) == 1 and 0 not in counts


def _is_border(line: Line) -> bool:
    """Tell whether the line is `|---|:--|`, `+----+` or `---- ----`."""
    text = line.text
    return len(text) > 2 and not text.strip("-=+|: ") and bool(text.strip("|: "))


def _framed(line: Line) -> bool:
    return line.text.startswith("|") and line.text.endswith("|") and len(line.text) > 1


def _pipe_cells(_: Scan, line: Line) -> Spans:
    edges = [-1, *(match.start() for match in _PIPE.finditer(line.text)), len(line.text)]
    spans = [(a + 1, b) for a, b in pairwise(edges)]
    if line.text.startswith("|"):
        spans = spans[1:]
    if spans and line.text.endswith("|"):
        spans = spans[:-1]
    return [_trimmed(line.text, line.start, a, b) for a, b in spans]


def _trimmed(text: str, offset: int, start: int, end: int) -> tuple[int, int]:
    cell = text[start:end]
    left = len(cell) - len(cell.lstrip())
    return offset + start + left, offset + start + max(left, len(cell.rstrip()))


def _is_spaced_table(state: Scan, index: int) -> bool:
    near = state.lines[index : index + _PROOF]
    told = [line for line in near if not line.blank and not line.quoted]
    first = _spaced_cells(state, told[0]) if len(told) > 1 else []
    if len(first) < 2:
        return False
    cut = [first, *(_spaced_cells(state, line) for line in told[1:])]
    if _is_border(near[1]):
        return True
    tabbed = all("\t" in state.seen.text[line.start : line.end] for line in near[:2])
    same = [len(cells) for cells in cut].count(len(cut[0])) == len(cut)
    return len(cut[1]) > 1 if tabbed else len(cut) == _PROOF and same


def _spaced_cells(state: Scan, line: Line) -> Spans:
    edges = [0]
    for match in _GAP.finditer(state.seen.text, line.start, line.end):
        edges += [match.start() - line.start, match.end() - line.start]
    edges.append(len(line.text))
    return [(line.start + a, line.start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


# --- HTML ---------------------------------------------------------------------------------------


def _html_table(state: Scan) -> bool:
    """Take the rows of an HTML table; a table of single cells is layout, and its text is read as text."""
    rows: list[Spans] = []
    has_head = False
    while state.at < len(state.lines) and is_row(state.line):
        last = _last_line_of_row(state)
        start, end = state.line.start, state.lines[last].end
        text = state.seen.outline[start:end]
        cells = list(_html_cells(text, start))
        if sum(a < b for a, b in cells) < 2 and not rows:
            _unframe(state, last)
            if state.line.blank:  # the mark of the row was all there was
                state.at += 1
                return True
            return False
        has_head = has_head or (not rows and HEAD_CELL in text and CELL not in text)
        rows.append(cells)
        state.at = last + 1
        while state.at < len(state.lines) and state.line.blank:
            state.at += 1
    _emit(state, rows, has_head)
    return True


def _last_line_of_row(state: Scan) -> int:
    """Index of the last line of the row, which may hold paragraphs of its own."""
    index = state.at
    while index + 1 < len(state.lines) and not is_row(state.lines[index + 1]):
        line, below = state.lines[index], state.lines[index + 1]
        if is_hidden(below) or is_fence(below):
            break
        if ROW_END in state.seen.outline[line.start : below.start]:
            break
        index += 1
    return index


def _html_cells(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The cells of a row, empty ones too, so that the column headings still fit."""
    marks = [match.start() for match in _HTML_CELL.finditer(text)]
    before_cells = text[1 : marks[0] if marks else None].strip(ROW_END + " \t\r\n")
    edges = [0, *marks] if before_cells else marks
    if not edges:
        return
    for begin, end in zip(edges, [*edges[1:], len(text)], strict=True):
        cell = text[begin + 1 : end].rstrip(ROW_END + " \t\r\n")
        left = len(cell) - len(cell.lstrip())
        yield offset + begin + 1 + left, offset + begin + 1 + max(left, len(cell))


def _unframe(state: Scan, last: int) -> None:
    for index in range(state.at, last + 1):
        state.lines[index] = without_cell_marks(state.lines[index])
