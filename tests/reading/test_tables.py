"""Rows of Markdown, tab, blank-aligned and HTML tables."""

from schemas.brief import Sentence
from service.reading.segmenting import Segmented, read_text


def rows(text: str) -> tuple[Segmented, list[Sentence]]:
    read = read_text(text)
    return read, [s for s in read.sentences if s.kind == "row" and s.id not in read.set_aside]


MARKDOWN = """# Spring tour

| When | What | Who |
|:-----|------|----:|
| 4 May 2027 | Page and form live | web team |
| 11 May 2027 | **First** mail | |
"""


def test_a_markdown_row_is_readable_alone() -> None:
    _, found = rows(MARKDOWN)
    assert found[0].text == "4 May 2027 | Page and form live | web team"
    assert found[0].context == [
        "Spring tour",
        "When: 4 May 2027",
        "What: Page and form live",
        "Who: web team",
    ]
    assert found[1].context == ["Spring tour", "When: 11 May 2027", "What: First mail"]


def test_cells_keep_their_place() -> None:
    read, found = rows(MARKDOWN)
    cells = read.cells[found[0].id]
    assert [(cell.column, read.text[cell.start : cell.end]) for cell in cells] == [
        ("When", "4 May 2027"),
        ("What", "Page and form live"),
        ("Who", "web team"),
    ]


def test_column_headings_are_set_aside() -> None:
    read = read_text(MARKDOWN)
    heads = next(s for s in read.sentences if s.text.startswith("When"))
    assert read.set_aside[heads.id] == "column headings of a table"


def test_a_table_without_outer_bars() -> None:
    _, found = rows("Cookie | Purpose | Expires\n---|---|---\nsid | login | 30 days\nlang | language | one year\n")
    assert [s.context for s in found] == [
        ["Cookie: sid", "Purpose: login", "Expires: 30 days"],
        ["Cookie: lang", "Purpose: language", "Expires: one year"],
    ]


def test_tabs_from_a_spreadsheet() -> None:
    _, found = rows("Segment\tPeople\tOffer\nlapsed\t90,000\tvoucher\nloyal\t12,500\tgift\n")
    assert found[1].context == ["Segment: loyal", "People: 12,500", "Offer: gift"]


def test_columns_of_blanks() -> None:
    _, found = rows("Channel     Start     Volume\nEmail       4 May     90,000\nText        6 May     12,500\n")
    assert [s.context[2] for s in found] == ["Volume: 90,000", "Volume: 12,500"]


def test_a_gap_behind_a_full_stop_is_no_column() -> None:
    read = read_text("We need a page.  It is urgent.\nThe list is old.  Clean it.\nSend it.  Then stop.\n")
    assert {s.kind for s in read.sentences} == {"prose"}
    assert len(read.sentences) == 6


def test_two_columns_without_headings_are_label_and_answer() -> None:
    read, found = rows("| | |\n|---|---|\n| Budget | 42,000 EUR |\n| Launch | 4 May |\n")
    assert [read.labels.get(s.id) for s in found] == ["Budget", "Launch"]


def test_html_rows() -> None:
    html = (
        "<table><tr><th>When</th><th>What</th></tr>\n<tr><td><p>4 May</p></td>\n<td>Page <b>live</b></td></tr>"
        "<tr><td></td><td>Mail</td></tr></table>"
    )
    read, found = rows(html)
    assert [s.context for s in found] == [["When: 4 May", "What: Page live"], ["What: Mail"]]
    assert read.readable[found[0].start : found[0].end].split() == ["4", "May", "|", "Page", "live"]


def test_a_table_that_only_lays_out_a_page_is_read_as_text() -> None:
    html = "<table><tr><td><h1>Spring tour</h1><p>We need a page. It is urgent.</p></td></tr></table>"
    assert [(s.kind, s.text) for s in read_text(html).sentences] == [
        ("heading", "Spring tour"),
        ("prose", "We need a page."),
        ("prose", "It is urgent."),
    ]


def test_one_bar_in_a_sentence_makes_no_table() -> None:
    read = read_text("Headline: 45 shops | 500 parts.\nSend it to everyone.\n")
    assert all(s.kind != "row" for s in read.sentences)
