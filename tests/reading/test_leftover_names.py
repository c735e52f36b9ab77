"""Names for which only weak signs speak, and names in small letters."""

import pytest

from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Oluwaseun also wants a poster in the window.", "Oluwaseun"),
        ("Before you print anything, ask Saoirse.", "Saoirse"),
        ("The file is what me and Bazzer made on Sunday.", "Bazzer"),
        ("Councillor Thistleby will mention it at the fete.", "Thistleby"),
        ("Wait for Ingrid, our treasurer.", "Ingrid"),
    ],
)
def test_somebody_is_a_person(sentence: str, person: str) -> None:
    assert person in " ".join(texts_of(read("We plan a mailing.", sentence), "person_role"))


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        ("The leaflets go to Quenby Print on Tuesday.", "Quenby Print"),
        ("The spots run on Valley FM.", "Valley FM"),
        ("We were told off because Ofcom wrote to us.", "Ofcom"),
        ("The site was built by Zellbrook last year.", "Zellbrook"),
    ],
)
def test_a_firm_is_an_organisation(sentence: str, firm: str) -> None:
    assert firm in texts_of(read("Our brand is called Marlow Vale.", sentence), "organisation")


@pytest.mark.parametrize(
    ("sentence", "system"),
    [
        ("The rota is in ShiftNook.", "ShiftNook"),
        ("Invoicing is Grindle these days.", "Grindle"),
        ("The distances come out of the postcode lookup.", "postcode lookup"),
        ("Whoever leaves early ticks the sign-out sheet.", "sign-out sheet"),
        ("A trainee wrote a rota bot.", "rota bot"),
    ],
)
def test_software_is_a_system(sentence: str, system: str) -> None:
    assert system in texts_of(read("Our brand is called Marlow Vale.", sentence), "system")


@pytest.mark.parametrize("role", ["actuarial team", "lettings people", "treasurer", "depot managers"])
def test_a_trade_and_its_people_are_a_role(role: str) -> None:
    assert role in texts_of(read(f"The {role} will look at it."), "person_role")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Winter Warmth appeal starts in Ludlow.",
        "Young people like it, and so do older people.",
        "May the offer end early, we want to know.",
    ],
)
def test_offers_places_and_ordinary_words_are_nothing(sentence: str) -> None:
    found = read("Our brand is called Marlow Vale.", sentence)
    assert texts_of(found, "organisation") == ["Marlow Vale"]
    assert texts_of(found, "person_role") == []
    assert texts_of(found, "system") == []


def test_a_german_noun_is_no_name() -> None:
    found = read("Die Liste liegt bei Annalena im Schrank.", "Der Sommer Garten ist offen.", language="de")
    assert texts_of(found, "organisation") == []


def test_first_names_come_from_many_countries_and_are_single_latin_words() -> None:
    assert {"saoirse", "agnieszka", "oluwaseun", "ingrid"} <= first_names()
    assert all(name.isalpha() and name.isascii() for name in first_names() if name not in {"len"})


def test_word_lists_are_lower_case_and_unknown_lists_are_refused() -> None:
    assert all(word == word.lower() for word in name_words("firm_tails"))
    with pytest.raises(KeyError):
        name_words("no such list")
