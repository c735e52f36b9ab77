"""Towns of the gazetteer."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("We have shops in Swindon, Slough and Luton now.", ["Swindon", "Slough", "Luton"]),
        ("We open near Crewe.", ["Crewe"]),
        ("The Barnsley depot packs them.", ["Barnsley"]),
        ("A stall at Milton Keynes.", ["Milton Keynes"]),
        ("Ask Bart (Hasselt) for the picture.", ["Hasselt"]),
        ("We begin with the Knoxville and Tulsa routes.", ["Knoxville", "Tulsa"]),
        ("Support: Indore call centre.", ["Indore"]),
        ("Solicitors in Holt do the wills.", ["Holt"]),
        ("Deal of the day from Deal.", []),
        ("Chesterfield sofas are back.", []),
        ("Ask Preston about it.", []),
        ("We sell in Preston Logistics packs.", []),
    ],
)
def test_towns(text: str, places: list[str]) -> None:
    assert texts_of(read(text), "region") == places


def test_a_town_has_the_code_of_its_country() -> None:
    found = [(m.text, m.value) for m in read("Branches in Crewe and Limoges.") if m.kind == "region"]
    assert found == [("Crewe", "GB"), ("Limoges", "FR")]


def test_three_towns_in_a_row_need_no_other_word() -> None:
    found = read("Testlauf ab Februar in drei Märkten: Oldenburg, Bielefeld und Celle", language="de")
    assert texts_of(found, "region") == ["Oldenburg", "Bielefeld", "Celle"]
    assert texts_of(read("Stanley, Morton & Weber signed."), "region") == []
