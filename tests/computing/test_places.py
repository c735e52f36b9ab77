"""Where the people are, and how surely."""

import pytest

from schemas.organisation import Organisation
from service.computing.places import Place, find_places, in_region, weaker
from tests.computing.hand_made import Mark, campaign, mark, with_system


def codes(*places: Place) -> list[tuple[str, str]]:
    return [(place.code, place.certainty) for place in places]


def test_the_regions_of_the_brief_count_and_nothing_weaker_beside_them() -> None:
    made = campaign(
        "For Ireland, from www.example.de, €5.",
        marks=[mark("region", "IE", "Ireland"), mark("money", "", "€5", unit="EUR")],
        regions=("IE",),
    )
    found = find_places(made, Organisation(regions=["FR"]))
    assert codes(*found) == [("IE", "applies")]
    assert found[0].evidence[0].quote == "Ireland"


def test_the_profile_comes_next() -> None:
    assert codes(*find_places(campaign("Hello."), Organisation(regions=["FR"]))) == [("FR", "likely")]


@pytest.mark.parametrize(
    ("words", "marks", "language", "expected"),
    [
        ("See https://shop.example.no/basics", [], "en", [("NO", "likely")]),
        ("Write to office@example.org.uk", [], "en", [("GB", "likely")]),
        ("Gift Aid", [mark("data", "gift_aid_declaration", "Gift Aid")], "en", [("GB", "likely")]),
        ("€5", [mark("money", "", "€5", unit="EUR")], "en", [("EU", "check")]),
        ("Hallo", [], "de", [("DE", "check")]),
        ("Hola", [], "es", []),
        ("We opt.in and check.in at example.com", [], "en", []),
    ],
)
def test_hints_where_no_region_is_named(
    words: str, marks: list[Mark], language: str, expected: list[tuple[str, str]]
) -> None:
    made = campaign(words, marks=marks, language=language)
    assert codes(*find_places(made, None)) == expected


def test_the_place_of_a_domain_is_verbatim() -> None:
    made = campaign("First line.", "See https://shop.example.no/basics now.")
    place = find_places(made, None)[0].evidence[0]
    assert made.reading.text[place.start : place.end] == place.quote == "https://shop.example.no"


@pytest.mark.parametrize(
    ("code", "wanted", "inside"),
    [
        ("DE", ("EEA",), True), ("NO", ("EEA",), True), ("NO", ("EU",), False), ("GB", ("EEA",), False),
        ("GB-SCT", ("GB",), True), ("US-CA", ("US",), True), ("US", ("US-CA",), False), ("EU", ("EEA",), True),
    ],
)  # fmt: skip
def test_countries_lie_in_their_groups(code: str, wanted: tuple[str, ...], inside: bool) -> None:
    assert in_region(Place(code, "applies", ()), wanted) is inside


def test_the_weaker_certainty_wins() -> None:
    assert weaker("applies", "check") == "check"
    assert weaker("likely", "applies") == "likely"


def test_the_country_of_a_server_is_no_place_of_people() -> None:
    made = campaign("Almoner is hosted in Canada.", marks=[mark("region", "CA", "Canada")], regions=("CA",))
    assert find_places(with_system(made, "Almoner", country="CA"), None) == ()


def test_a_heading_and_the_money_may_name_the_sender_beside_the_market() -> None:
    made = campaign(
        "Appeal (Wales)",
        "For supporters in India, 500 kr in all.",
        marks=[
            mark("region", "GB-WLS", "Wales"), mark("region", "IN", "India"), mark("money", "", "500 kr", unit="NOK"),
        ],
        regions=("IN",),
        set_aside={"S1": "heading"},
    )  # fmt: skip
    assert codes(*find_places(made, None)) == [("IN", "applies"), ("GB-WLS", "likely"), ("NO", "check")]


def test_dollars_and_a_currency_of_the_market_add_nothing() -> None:
    made = campaign(
        "For Ireland, $5 and €5.",
        marks=[
            mark("region", "IE", "Ireland"), mark("money", "", "$5", unit="USD"), mark("money", "", "€5", unit="EUR"),
        ],
        regions=("IE",),
    )  # fmt: skip
    assert codes(*find_places(made, None)) == [("IE", "applies")]
