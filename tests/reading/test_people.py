"""People, teams, departments and titles."""

import pytest

from schemas.organisation import Organisation, Team
from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Legal says it is fine.", "Legal"),
        ("Till data sits with the store systems team.", "store systems team"),
        ("Numbers go to the trustees.", "trustees"),
        ("The Head of Digital decides.", "Head of Digital"),
        ("It is kept by the Growth squad.", "Growth squad"),
        ("Run by Owen's team.", "Owen's team"),
        ("Ask the data protection officer.", "data protection officer"),
        ("It goes to sales as a hot lead.", "sales"),
        ("The works council knows.", "works council"),
        ("A freelancer built it.", "freelancer"),
        ("Can IT confirm?", "IT"),
    ],
)
def test_roles(text: str, span: str) -> None:
    assert span in texts_of(read(text), "person_role")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Sara has started a trial.", "Sara"),
        ("Ask Imogen for the file.", "Imogen"),
        ("Hanne in finance needs it.", "Hanne"),
        ("Dwayne (marketing) decides.", "Dwayne"),
        ("Signed off by Dr Imre Vass.", "Dr Imre Vass"),
        ("From: Bryony Alder", "Bryony Alder"),
        ("La lista está en el excel de Nuria.", "Nuria"),
    ],
)
def test_people(text: str, span: str) -> None:
    language = "es" if "lista" in text else "en"
    found = texts_of(read(text, language=language), "person_role")
    assert any(span in one or one in span for one in found), found


def test_a_first_name_means_the_full_name_found_elsewhere() -> None:
    found = [m for m in read("Femi Oduya owns it.", "Ask Femi.") if m.kind == "person_role"]
    assert [(mention.text, mention.value) for mention in found] == [
        ("Femi Oduya", "Femi Oduya"),
        ("Femi", "Femi Oduya"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Don't miss out, it ends soon.",
        "It is for every customer and donor.",
        "Sales per segment fell and online sales rose.",
        "Support your football team.",
        "Customers in Georgia get a letter.",
    ],
)
def test_nobody(text: str) -> None:
    assert texts_of(read(text), "person_role") == []


def test_teams_of_the_profile() -> None:
    organisation = Organisation(teams=[Team(name="Blue Crew")])
    found = [m for m in read("The blue crew answers.", organisation=organisation) if m.kind == "person_role"]
    assert [mention.value for mention in found] == ["Blue Crew"]


@pytest.mark.parametrize("name", ["", " "])
def test_a_team_without_a_name_is_nobody(name: str) -> None:
    text = "The blue crew answers."
    assert read(text, organisation=Organisation(teams=[Team(name=name)])) == read(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le projet est suivi par M. Yanis Corbel.", "M. Yanis Corbel"),
        ("de", "Die Marketingleiterin Frau Elke Sandner gibt frei.", "Frau Elke Sandner"),
        ("fr", "Les directeurs de magasin sont prévenus.", "directeurs de magasin"),
        ("de", "Der Einkauf bestellt die Karten.", "Einkauf"),
        ("es", "Sistemas prepara la carga.", "Sistemas"),
        ("pt", "A coordenadora de e-commerce publica a oferta.", "coordenadora de e-commerce"),
    ],
)
def test_people_and_posts_of_other_languages(language: str, text: str, expected: str) -> None:
    assert expected in texts_of(read(text, language=language), "person_role")


def test_a_title_alone_and_an_initial_are_nobody() -> None:
    assert "Sra" not in texts_of(read("La oferta es de la Sra. Nuria Prado.", language="es"), "person_role")
    assert "M. Shares" not in texts_of(read("They sold 40 M. Shares rose."), "person_role")
    assert texts_of(read("Beim Einkauf im Laden gibt es 10 %.", language="de"), "person_role") == []


def test_a_handle_is_a_person_where_it_is_a_first_name() -> None:
    assert "Priya" in texts_of(read("@Priya can you look at the list?"), "person_role")
    assert "Zorbek" in texts_of(read("@Zorbek can you look at the list?"), "person_role")
    assert "Kinvara" not in texts_of(read("Follow us @Kinvara for offers."), "person_role")
