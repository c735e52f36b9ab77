"""Data that the catalogue lists."""

import pytest

from tests.reading.name_reading import names_of, read, texts_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A mail with their points balance.", "points_balance"),
        ("They give their date of birth.", "date_of_birth"),
        ("We look up house prices.", "house_price"),
        ("People who said stop are left alone.", "suppression_list"),
        ("Till data comes nightly.", "till_data"),
        ("Vaccination status of each patient.", "vaccination"),
        ("Choose people by postcode.", "postcode"),
        ("We need the open rate.", "opens"),
        ("Selected by lead score.", "lead_score"),
        ("It stores the shoe size.", "clothing_size"),
    ],
)
def test_found(text: str, name: str) -> None:
    assert name in names_of(read(text), "data")


def test_fields_of_a_form() -> None:
    found = read("Registration asks for name, work e-mail, company, number of flats managed, phone.")
    assert texts_of(found, "data") == ["name", "work e-mail", "company", "number of flats managed", "phone"]


def test_figures_of_a_report() -> None:
    found = read("A dashboard every Monday with opens, clicks and vouchers used.")
    assert texts_of(found, "data") == ["opens", "clicks", "vouchers used"]


@pytest.mark.parametrize(
    "text",
    [
        "The new name of the brand is a secret.",
        "This addresses the problem.",
        "The shop opens at nine.",
        "Our school is old and our location is fine.",
        "The company wants to grow.",
        "He scores goals.",
        "At the age of sail.",
    ],
)
def test_words_that_are_no_data_here(text: str) -> None:
    assert texts_of(read(text), "data") == []


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Auswahl nach Kontostand, Alter und Postleitzahl.", {"account_balance", "age", "postcode"}),
        ("es", "Datos: nombre, dirección, alergias.", {"name", "postal_address", "allergy"}),
        ("fr", "Elle demande le nom, le prénom et la date de naissance.", {"name", "date_of_birth"}),
        ("pt", "Pedimos nome completo, telemóvel e data de nascimento.", {"name", "phone_number", "date_of_birth"}),
    ],
)
def test_other_languages(language: str, text: str, names: set[str]) -> None:
    assert names <= names_of(read(text, language=language), "data")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("As a student without a personal identity number I use my passport.", "personal identity number"),
        ("Those who never gave us an e-mail address get a letter.", "e-mail address"),
    ],
)
def test_people_are_told_apart_by_what_they_lack(text: str, span: str) -> None:
    assert [m.negated for m in read(text) if m.kind == "data" and m.text == span] == [False]


def test_what_shall_not_be_used_is_denied() -> None:
    assert [m.negated for m in read("Do not use the postcode.") if m.kind == "data"] == [True]


def test_unlisted_figures_are_results() -> None:
    kinds = {m.text: m.name for m in read("Finance wants revenue per seat.") if m.kind == "data"}
    assert kinds == {"revenue per seat": "campaign_results"}


def test_e_mail_in_a_list_of_data_is_an_address_and_else_a_channel() -> None:
    assert "e-mail" in texts_of(read("People fill in: name, e-mail, birthday and garden size."), "data")
    assert texts_of(read("Reminders go out by e-mail and phone."), "data") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The form holds PESEL and phone.", "official_id"),
        ("It carries the ID number of the payer.", "official_id"),
        ("We keep BSN, address and e-mail.", "official_id"),
        ("Cameras at the pool entrance check the face before anyone walks in.", "biometric_data"),
        ("The tailor knows chest and waist measurements.", "body_measures"),
        ("Last mailing: 22% opens.", "opens"),
        ("Nobody on Ola's blacklist gets a letter.", "suppression_list"),
        ("The supplier will not hand over addresses.", "postal_address"),
        ("There are 900 trade fair leads from June.", "leads"),
    ],
)
def test_found_in_more_trades(text: str, name: str) -> None:
    assert name in names_of(read(text), "data")


@pytest.mark.parametrize("text", ["We face a problem at the gates.", "Mario has a pan and a sin bin."])
def test_ordinary_words_are_no_numbers_and_no_faces(text: str) -> None:
    assert texts_of(read(text), "data") == []
