"""Cells by place."""

from service.reading.columns import cell_at, cells_of, headings_of
from tests.reading.name_reading import sentence


def test_two_equal_cells_have_their_own_columns() -> None:
    row = sentence("Visits | **500** | 500", kind="row", context=["Plan", "Metric: Visits", "2025: 500", "Target: 500"])
    assert [(cell.label, cell.start) for cell in cells_of(row)] == [("Metric", 0), ("2025", 11), ("Target", 19)]
    first, last = cell_at(cells_of(row), 11), cell_at(cells_of(row), 19)
    assert first is not None
    assert last is not None
    assert (first.label, last.label) == ("2025", "Target")
    assert cell_at(cells_of(row), 8) is None


def test_markup_and_blanks_inside_a_cell_do_not_hide_it() -> None:
    context = ["Metric: Calls", "Baseline: 1,000 source", "Target: 500 new calls"]
    row = sentence("Calls | 1,000 [source](http://a.b/c) | **500** new  calls", kind="row", context=context)
    assert [cell.label for cell in cells_of(row)] == ["Metric", "Baseline", "Target"]
    last = cell_at(cells_of(row), row.text.index("500"))
    assert last is not None
    assert last.label == "Target"
    assert headings_of(row) == []


def test_a_cell_that_the_context_shortens_reaches_to_the_next() -> None:
    row = sentence(
        "Goals | 60% by June. 45% by May | 3", kind="row", context=["Topic: Goals", "Text: 60% by…", "No: 3"]
    )
    place = cell_at(cells_of(row), row.text.index("45%"))
    assert place is not None
    assert place.label == "Text"


def test_a_sentence_outside_a_table_has_no_cells() -> None:
    assert cells_of(sentence("Target: 500", context=["Target: 500"])) == ()
