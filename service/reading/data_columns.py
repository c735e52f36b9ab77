"""Cells of a table in which data stands, known by the name of their column: `Field`, `Data used`, `Content`."""

from collections.abc import Iterator
from functools import lru_cache

from service.reading.columns import headings_of
from service.reading.data_words import data_words
from service.reading.scan import NameScan

Column = tuple[int, bool]

_LONGEST_LABEL = 7
# Columns beside the one that names the measures.
_FIGURES = frozenset({"target", "targets", "goal", "goals"})
# A column `Field` lists data where another says where each comes from; beside `Entry` it is the label of a form.
_FIELD = frozenset({"field", "element", "item", "attribute", "name", "what"})
_ORIGINS = frozenset(
    {"source", "origin", "system", "refresh", "refreshed", "format", "type", "update", "updated", "kept", "retention"}
)
_SURELY_DATA = frozenset({"data", "fields", "attributes", "variables", "columns"})
_MAY_HOLD_DATA = frozenset(
    {"content", "contents", "contains", "holds", "information", "personalisation", "personalization", "carries", "kpi"}
    | {"kpis", "metric", "metrics"}
)
_STOPS = ".:,;()*#-&?!"


def data_columns(scan: NameScan) -> Iterator[Column]:
    """The first word of each cell that lists data, and whether it surely does; nothing in a row of column names."""
    cells = scan.cells
    labels = [words_in(cell.label) for cell in cells]
    others = frozenset(word for label in labels for word in label)
    section = frozenset(words_in("".join(headings_of(scan.sentence)[-1:]))) if cells else frozenset[str]()
    for place, (label, cell) in enumerate(zip(labels, cells, strict=True)):
        sure = _is_data(label, place == 0, others, section)
        at = _word_at(scan, cell.start) if sure is not None else None
        if sure is not None and at is not None:
            yield at, sure


def _is_data(label: tuple[str, ...], leads: bool, others: frozenset[str], section: frozenset[str]) -> bool | None:
    """Tell whether a column surely lists data (True), may do so (False) or does not (None)."""
    foreign = data_words("data_not_headings") - _FIGURES
    if not 0 < len(label) <= _LONGEST_LABEL or not foreign.isdisjoint(label):
        return None
    if leads and len(label) == 1 and label[0] in _FIELD:
        told = not data_words("data_headings").isdisjoint(section) and foreign.isdisjoint(section)
        return True if not _ORIGINS.isdisjoint(others) and (told or label[0] == "field") else None
    if leads:
        return None if data_words("data_headings").isdisjoint(label) else True
    if not _SURELY_DATA.isdisjoint(label):
        return True
    return None if _MAY_HOLD_DATA.isdisjoint(label) else False


def _word_at(scan: NameScan, start: int) -> int | None:
    return next((at for at, place in enumerate(scan.words.starts) if place >= start), None)


@lru_cache(maxsize=1024)
def words_in(line: str) -> tuple[str, ...]:
    """The words of a heading or label, lower case."""
    return tuple(word for word in (part.strip(_STOPS) for part in line.lower().split()) if word)
