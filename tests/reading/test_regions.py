"""Places and markets."""

import pytest

from service.campaign import Mention
from tests.reading.name_reading import read, texts_of


def codes_of(mentions: list[Mention]) -> set[object]:
    return {mention.value for mention in mentions if mention.kind == "region"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Members in the UK and Ireland.", {"GB", "IE"}),
        ("Shops in England, Wales and Texas.", {"GB-ENG", "GB-WLS", "US-TX"}),
        ("A fair in Munich.", {"DE"}),
        ("German customers first.", {"DE"}),
        ("All of the Nordics.", {"nordics"}),
        ("Sales in Georgia and Turkey.", {"GE", "TR"}),
        ("Reach people in Reading.", {"GB"}),
    ],
)
def test_found(text: str, codes: set[str]) -> None:
    assert codes <= codes_of(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "A nice turkey reading club.",
        "Tell us what you think.",
        "The page is in German.",
        "Jordan keeps the list.",
        "It was in the Washington Post.",
        "Please let us know about it.",
    ],
)
def test_not_a_place(text: str) -> None:
    assert texts_of(read(text), "region") == []


def test_a_town_that_no_list_holds() -> None:
    found = [mention for mention in read("Practices in Westmere, England, join.") if mention.kind == "region"]
    assert [(mention.text, mention.value) for mention in found] == [("Westmere", "GB-ENG"), ("England", "GB-ENG")]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("de", "Kunden in Deutschland und Österreich.", {"DE", "AT"}),
        ("es", "Billetes a Marruecos y a Baleares.", {"MA", "ES-IB"}),
        ("fr", "Étudiants de Lyon et de Suisse.", {"FR", "CH"}),
        ("pt", "Clientes em Espanha e no Brasil.", {"ES", "BR"}),
    ],
)
def test_other_languages(language: str, text: str, codes: set[str]) -> None:
    assert codes <= codes_of(read(text, language=language))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Every household in Tarnbeck gets one.", ["Tarnbeck"]),
        ("The south of Larchester joins later.", ["Larchester"]),
        ("Leaflets for the LE4 area only.", ["LE4"]),
        ("NHS England pays.", []),
        ("Households in March or August.", []),
    ],
)
def test_places_told_by_what_is_there(text: str, places: list[str]) -> None:
    assert texts_of(read(text), "region") == places


def test_a_place_that_opens_the_name_of_a_body() -> None:
    assert texts_of(read("Offers come from the Queensland Tertiary Admissions Centre."), "region") == []


def test_what_somebody_is_head_of_is_no_place() -> None:
    assert texts_of(read("Pauline, Head of Demand Gen, Berlin"), "region") == ["Berlin"]


def test_counties_and_the_republic() -> None:
    assert texts_of(read("Members in the Republic only, and in Shropshire."), "region") == [
        "the Republic",
        "Shropshire",
    ]


def test_a_town_of_two_countries_lies_where_the_other_places_lie() -> None:
    assert [m.value for m in read("Our museums are in Dundee and in Perth.") if m.text == "Perth"] == ["GB"]
    assert [m.value for m in read("Our shops are in Perth and in Sydney.") if m.text == "Perth"] == ["AU"]


def test_a_place_of_no_list_has_no_country() -> None:
    found = read("Our brand is called Marlow Vale.", "We open shops in Brenwick and Hastley Tolm in May.")
    assert [(m.text, m.value) for m in found if m.kind == "region"] == [("Brenwick", None), ("Hastley Tolm", None)]
