"""Forms of months, quarters, seasons and years."""

import pytest

from tests.reading.quantity_reading import only, read

FORMS = [
    ("We launch in July 2027.", "en", "July 2027", "2027-07"),
    ("We launch in July.", "en", "July", "2027-07"),
    ("We launch in May.", "en", "May", "2027-05"),
    ("We finish by the end of March.", "en", "end of March", "2027-03-31"),
    ("We launch mid-March 2027.", "en", "mid-March 2027", "2027-03-11/2027-03-20"),
    ("We launch in early May 2027.", "en", "early May 2027", "2027-05-01/2027-05-10"),
    ("We launch in Q3 2027.", "en", "Q3 2027", "2027-Q3"),
    ("We launch in Q3.", "en", "Q3", "2027-Q3"),
    ("We launch in Q4.", "en", "Q4", "2026-Q4"),
    ("We finish by the end of Q3 2027.", "en", "end of Q3 2027", "2027-09-30"),
    ("We launch in the third quarter of 2027.", "en", "third quarter of 2027", "2027-Q3"),
    ("It runs in H1 2027.", "en", "H1 2027", "2027-01-01/2027-06-30"),
    ("We launch in summer 2027.", "en", "summer 2027", "2027-06/2027-08"),
    ("We launch in the first week of June.", "en", "first week of June", "2027-06-01/2027-06-07"),
    ("It was founded in 1966.", "en", "1966", "1966"),
    ("We plan it for the school year 2026/27.", "en", "2026/27", "2026/2027"),
    ("It runs Feb-Apr.", "en", "Feb-Apr", "2027-02-01/2027-04-30"),
    ("Start im Mai.", "de", "Mai", "2027-05"),
    ("Bis Ende Q3 2027 fertig.", "de", "Ende Q3 2027", "2027-09-30"),
    ("Versand in KW 12 2027.", "de", "KW 12 2027", "2027-03-22/2027-03-28"),
    ("Lancement en juin 2027.", "fr", "juin 2027", "2027-06"),
    ("Lanzamiento en mayo de 2027.", "es", "mayo de 2027", "2027-05"),
    ("Lançamento em maio de 2027.", "pt", "maio de 2027", "2027-05"),
]


@pytest.mark.parametrize(("text", "language", "span", "value"), FORMS)
def test_reads_a_span(text: str, language: str, span: str, value: str) -> None:
    found = only(text, "date", language)
    assert (found.text, found.value) == (span, value)


@pytest.mark.parametrize(
    "text", ["We target FY26 growth.", "In FY26 Q2 we had trials.", "Results for Q2 FY26 are out."]
)
def test_a_fiscal_year_has_no_value_without_its_months(text: str) -> None:
    found = only(text, "date")
    assert found.value is None
    assert "fiscal year" in (found.note or "")


def test_the_months_beside_a_fiscal_quarter_give_its_value() -> None:
    found = read("For FY27 Q1 (Feb-Apr) we want more trials.")
    assert [mention.value for mention in found] == ["2027-02-01/2027-04-30"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "May we use the list?",
        "Members may reply.",
        "They march through the town.",
        "Our spring appeal is ready.",
        "The April Hartley Foundation helps.",
        "Support is at level H1 now.",
    ],
)
def test_is_no_date(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "date"] == []
