"""Known products, systems named by their job, and tools nobody has heard of."""

import pytest

from schemas.organisation import Organisation, OrganisationSystem
from tests.reading.name_reading import names_of, read, texts_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contacts come from HubSpot.", "hubspot"),
        ("we send it with mailchimp", "mailchimp"),
        ("Reports in Power BI.", "power_bi"),
        ("The shop runs on WooCommerce.", "woocommerce"),
        ("It is all in an Excel sheet.", "microsoft_excel"),
    ],
)
def test_products(text: str, name: str) -> None:
    assert name in names_of(read(text), "system")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Events flow from Segment into the warehouse.", "segment"),
        ("Notes are kept in Notion.", "notion"),
        ("Alerts go to a Slack channel.", "slack"),
        ("The till is Square, with its card reader.", "square"),
        ("Posts are scheduled in Buffer.", "buffer"),
    ],
)
def test_ordinary_words_are_products_in_the_place_of_a_tool(text: str, name: str) -> None:
    assert name in names_of(read(text), "system")


@pytest.mark.parametrize(
    "text",
    [
        "Segment the members by age.",
        "The notion that people read is old.",
        "Cut them some slack.",
        "A stall on the market square.",
        "Keep a buffer of two days.",
        "The front page and the drift of it.",
        "Both teams meet on Monday.",
    ],
)
def test_ordinary_words_stay_words(text: str) -> None:
    assert texts_of(read(text), "system") == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Vouchers come from a tool called Couponaut.", "Couponaut"),
        ("The donor database is Almsby.", "Almsby"),
        ("Mail goes through Pigeonpost.", "Pigeonpost"),
        ("The form is hosted on Quillbase.", "Quillbase"),
        ("Our platform Kestrel holds the points.", "Kestrel"),
        ("We mail the supporter list (Almsby).", "Almsby"),
        ("Every rider gets a page on RideRaise.", "RideRaise"),
        ("Shops use two till systems, Tillo and CashDesk.", "CashDesk"),
    ],
)
def test_unknown_tools(text: str, span: str) -> None:
    assert span in texts_of(read(text), "system")


def test_the_name_alone_is_the_mention() -> None:
    assert texts_of(read("Receipts are in a till system called Tillo."), "system") == ["Tillo"]


def test_an_unknown_tool_is_found_wherever_it_comes_again() -> None:
    found = read("Vouchers come from a tool called Couponaut.", "Nobody has asked Couponaut for a contract.")
    assert texts_of(found, "system") == ["Couponaut", "Couponaut"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The data warehouse is refreshed nightly.", "data warehouse"),
        ("People who left are in Ida's spreadsheet.", "Ida's spreadsheet"),
        ("A pilot ran on an analyst's laptop.", "analyst's laptop"),
        ("Look it up in the CRM.", "CRM"),
    ],
)
def test_systems_named_by_their_job(text: str, span: str) -> None:
    assert span in texts_of(read(text), "system")


@pytest.mark.parametrize("text", ["We meet in March.", "Offices in Kiel and Bruges.", "Ask for it through Priya."])
def test_no_system_in_months_places_and_people(text: str) -> None:
    assert texts_of(read(text), "system") == []


def test_the_profile_adds_its_own_systems_under_their_proper_name() -> None:
    organisation = Organisation(systems=[OrganisationSystem(name="Member Ledger", aliases=["the old ledger"])])
    found = [m for m in read("It sits in the OLD ledger.", organisation=organisation) if m.kind == "system"]
    assert [(mention.text, mention.value) for mention in found] == [("the OLD ledger", "Member Ledger")]


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("de", "Die Karten liegen im Kassensystem Tillwart.", "Tillwart"),
        ("es", "Los repartos se planifican en Routalia.", "Routalia"),
        ("fr", "Les envois partent de la plateforme Colibris.", "Colibris"),
    ],
)
def test_unknown_tools_in_other_languages(language: str, text: str, span: str) -> None:
    assert span in texts_of(read(text, language=language), "system")
