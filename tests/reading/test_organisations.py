"""Agencies, partners, vendors and the brand itself."""

import pytest

from schemas.organisation import Organisation
from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Our agency, Brightwater, runs the ads.", "Brightwater"),
        ("The ads are with Finch & Ferrol (agency).", "Finch & Ferrol"),
        ("Addresses come from a data vendor (Listonia).", "Listonia"),
        ("Texts are sent by Pingwell Ltd.", "Pingwell Ltd"),
        ("The run is organised by Tidemark.", "Tidemark"),
        ("In partnership with Oakfold we give a prize.", "Oakfold"),
        ("Students of Calder University may apply.", "Calder University"),
        ("Marlow Vale (a grocer with nine shops) wants a newsletter.", "Marlow Vale"),
        ("Hopwell Play is our agency for Korea.", "Hopwell Play"),
        ("The prize comes with Kaffrin as first partner.", "Kaffrin"),
        ("We (Lanternhare) publish it.", "Lanternhare"),
        ("The guest is from our customer Nordkey Freight.", "Nordkey Freight"),
        ("Calls are made by Kestrel Contact (Swansea).", "Kestrel Contact"),
        ("Offers come through the Regional Admissions Centre of Harbour (RACH).", "RACH"),
        ("There is a free radio spot on WTQK.", "WTQK"),
    ],
)
def test_outside_parties_and_brands(text: str, span: str) -> None:
    assert span in texts_of(read(text), "organisation")


def test_the_word_for_it_gives_way_to_the_name() -> None:
    found = read("Our agency, Brightwater, runs the ads.")
    assert texts_of(found, "person_role") == []
    assert texts_of(read("Our agency runs the ads."), "person_role") == ["agency"]


def test_the_title_names_the_brand_which_then_counts_everywhere() -> None:
    found = read("Marlow Vale: the spring seed box", "Each spring we lose buyers.", "Marlow Vale sells plants.")
    assert texts_of(found, "organisation") == ["Marlow Vale", "Marlow Vale"]


def test_a_campaign_in_quotes_is_no_brand() -> None:
    assert texts_of(read('Launch of "Verdant Path" in May'), "organisation") == []


@pytest.mark.parametrize(
    "text", ["The Memory Walk is in May.", "Spring Sale and Summer Sale", "Our Autumn Appeal opens."]
)
def test_names_of_campaigns_are_no_organisations(text: str) -> None:
    assert texts_of(read(text), "organisation") == []


def test_headings_capitalise_at_will() -> None:
    found = read("Marlow Vale", "Common Questions & Quick Answers", kind="heading")
    assert texts_of(found, "organisation") == ["Marlow Vale"]


def test_the_answer_in_a_form() -> None:
    found = read("Business name\nHome Care Bree", kind="field", context=["Business name"])
    assert texts_of(found, "organisation") == ["Home Care Bree"]


def test_the_profile_names_its_organisation() -> None:
    found = read("As ever, marlow vale pays.", organisation=Organisation(name="Marlow Vale"))
    assert texts_of(found, "organisation") == ["marlow vale"]


def test_a_word_inside_a_name_means_nothing() -> None:
    found = read("L'agence Pixel Bleu crée la page.", language="fr")
    assert texts_of(found, "organisation") == ["Pixel Bleu"]
    assert "tracking" not in {mention.name for mention in found if mention.kind == "signal"}


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("de", "Die App baut die Agentur Morgenrot aus Graz.", "Morgenrot"),
        ("de", "Anrufe macht die Firma Dialogwerk GmbH.", "Dialogwerk GmbH"),
        ("es", "Las campañas las lleva la agencia Tres Velas.", "Tres Velas"),
    ],
)
def test_other_languages(language: str, text: str, span: str) -> None:
    assert span in texts_of(read(text, language=language), "organisation")


def test_german_nouns_are_no_names() -> None:
    found = read("Wir arbeiten mit Jugendzentren und Schulen zusammen.", language="de")
    assert texts_of(found, "organisation") == []
