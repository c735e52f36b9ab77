"""Departments that are called by their trade alone."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("sentence", "department"),
    [
        ("Consumer Credit objects to the second mailing.", "Consumer Credit"),
        ("Premium Cards will insist on a cap.", "Premium Cards"),
        ("It stays a draft until procurement agrees.", "procurement"),
        ("There is a hold where underwriting flags a case.", "underwriting"),
        ("Ruta in treasury keeps the rates.", "treasury"),
        ("Herr Voss (information security) has questions.", "information security"),
        ("We wait for the dates from admissions.", "admissions"),
        ("Ask facilities before anything is booked.", "facilities"),
        ("To: Group Pensions; Editorial", "Group Pensions"),
        ("Ask Bas (shop ops) for the keys.", "shop ops"),
        ("Lorraine from Clinical has doubts.", "Clinical"),
        ("Compliance (Dr. Nkosi) needs all scripts.", "Compliance"),
        ("The authority is informed by Risk.", "Risk"),
        ("Requesting team: Parks and Licensing", "Parks and Licensing"),
    ],
)
def test_a_department_that_acts_or_is_addressed_is_a_role(sentence: str, department: str) -> None:
    assert department in texts_of(read("Our brand is called Marlow Vale.", sentence), "person_role")


@pytest.mark.parametrize(
    "sentence",
    [
        "Recycling will have to rise next year.",
        "The price of parking depends on the day.",
        "Mobile payments are growing, and research says so.",
        "To: every household with a garden",
        "Parking would cost 4 euros a day for everybody.",
        "- Payments (Stripe) must be live before the sale.",
    ],
)
def test_a_subject_is_no_department(sentence: str) -> None:
    assert texts_of(read("Our brand is called Marlow Vale.", sentence), "person_role") == []


def test_whoever_fills_a_cell_under_who_is_a_role() -> None:
    row = "| During | Page refreshed hourly | Control |"
    context = ["When: During", "What: Page refreshed hourly", "Who: Control"]
    assert "Control" in texts_of(read(row, kind="row", context=context), "person_role")
    context = ["When: During", "What: Page refreshed hourly", "Mood: Control"]
    assert texts_of(read(row, kind="row", context=context), "person_role") == []


def test_a_department_owns_a_row_under_a_column_of_owners() -> None:
    row = "| 4 | Reminder | Merchandising |"
    assert "Merchandising" in texts_of(read(row, context=["Step | What | Owner"]), "person_role")
    assert texts_of(read(row, context=["Step | What | Subject"]), "person_role") == []


@pytest.mark.parametrize(
    "role",
    [
        "senior allotment adviser",
        "tree preservation officer",
        "budget holder",
        "welfare navigators",
        "private bankers",
    ],
)
def test_a_post_takes_any_trade_before_it(role: str) -> None:
    found = texts_of(read(f"The {role} will look at it."), "person_role")
    assert any(role.endswith(text) and " " in text for text in found)


@pytest.mark.parametrize(
    ("sentence", "system"),
    [
        ("Drivers use the Heron app, which a cousin wrote.", "Heron app"),
        ("Sizes come from the Trees and Hedges Gazetteer.", "Trees and Hedges Gazetteer"),
        ("Kit's rota sheet says who is in.", "Kit's rota sheet"),
        ("Names are on a card index.", "card index"),
        ("Before that it is the old QX/90.", "QX"),
        ("Samples are booked in LIMS.", "LIMS"),
        ("The pop-ups are Adobe Lantern.", "Adobe Lantern"),
        ("Then there is Otterly, which is our own stock thing.", "Otterly"),
        ('Scores come from "Jackdaw", our in-house model.', "Jackdaw"),
        ("- Bastelo for the barriers", "Bastelo"),
    ],
)
def test_a_system_of_the_house_is_a_system(sentence: str, system: str) -> None:
    found = texts_of(read("Our brand is called Marlow Vale.", sentence), "system")
    assert any(system in text for text in found)


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        ("Halloran's Bakery would like the list.", "Halloran's Bakery"),
        ("University of Tarnmoor will study it.", "University of Tarnmoor"),
        ("Much is sold by partners such as Grell Tanvik.", "Grell Tanvik"),
        ("The film comes from Studio Velk.", "Studio Velk"),
        ("Artwork by Zellbrook.", "Zellbrook"),
        ("Zellbrook prints.", "Zellbrook"),
    ],
)
def test_an_outside_party_is_an_organisation(sentence: str, firm: str) -> None:
    assert firm in texts_of(read("Our brand is called Marlow Vale.", sentence), "organisation")


def test_a_maker_with_its_legal_form_is_no_product() -> None:
    assert texts_of(read("Listed there is Oracle Corrib, Inc. of Delaware."), "system") == []


def test_the_trade_of_a_plan_or_a_post_is_no_system() -> None:
    assert texts_of(read("Spring media and CRM plan, by the CRM manager."), "system") == []


def test_the_place_of_somebody_is_no_system() -> None:
    assert texts_of(read("The only one who can read it is Graham in Selby."), "system") == []
