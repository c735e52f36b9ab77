"""Data in the cells of tables."""

import pytest

from service.reading.data_columns import data_columns, words_in
from service.reading.data_elements import read_data
from tests.reading.name_reading import scan


def _row(**cells: str) -> list[str]:
    context = ["Spring season", "Needs", *(f"{label}: {cell}" for label, cell in cells.items())]
    read = scan(" | ".join(cells.values()), kind="row", context=context)
    return sorted((mention.text for mention in read_data(read)), key=read.sentence.text.index)


def test_a_field_with_a_source_is_a_datum() -> None:
    assert _row(Field="Berth, hull length", Source="harbour office", Refresh="nightly") == ["Berth", "hull length"]


def test_the_field_of_a_form_is_none() -> None:
    assert _row(Field="Requester", Entry="Jane Doe") == []


def test_what_a_message_says_is_data_where_some_of_it_is_known() -> None:
    assert _row(Step="one", When="Monday", Content="next service date, mileage") == ["next service date", "mileage"]
    assert _row(Step="two", When="Friday", Content="teaser film, kind words") == []


@pytest.mark.parametrize(("label", "sure"), [("Data used", [True]), ("Content", [False]), ("Channel", [])])
def test_the_name_of_a_column_tells_how_surely_it_lists_data(label: str, sure: list[bool]) -> None:
    read = scan("A | hull length", kind="row", context=["Plan", "#: A", f"{label}: hull length"])
    assert [certain for _, certain in data_columns(read)] == sure


def test_a_row_of_column_names_lists_nothing() -> None:
    assert list(data_columns(scan("Field | Source", kind="row", context=["Data"]))) == []


def test_the_words_of_a_label_stand_without_punctuation() -> None:
    assert words_in("Data (needed):") == ("data", "needed")
