"""Cells by place."""

from service.reading.columns import cell_at, cells_of
from tests.reading.name_reading import sentence


def test_two_equal_cells_have_their_own_columns() -> None:
    row = sentence("Visits | **500** | 500", kind="row", context=["Plan", "Metric: Visits", "2025: 500", "Target: 500"])
    assert [(cell.label, cell.start) for cell in cells_of(row)] == [("Metric", 0), ("2025", 11), ("Target", 19)]
    first, last = cell_at(row, 11), cell_at(row, 19)
    assert first is not None
    assert last is not None
    assert (first.label, last.label) == ("2025", "Target")
    assert cell_at(row, 8) is None


def test_a_sentence_outside_a_table_has_no_cells() -> None:
    assert cells_of(sentence("Target: 500", context=["Target: 500"])) == []
