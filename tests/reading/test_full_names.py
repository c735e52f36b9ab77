"""People told by a full name and where it stands, with first names that no list holds as well."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "language", "person"),
    [
        ("O Péricles Anhambi, encarregado de dados, decide até 4 de dezembro.", "pt", "Péricles Anhambi"),
        ("La delegada de protección de datos, Maruxa Oteiro, revisa los textos.", "es", "Maruxa Oteiro"),
        ("Anselme Quidort, responsable de la fidélisation, valide les textes.", "fr", "Anselme Quidort"),
        ("Responsable de producto: Iria Castromil.", "es", "Iria Castromil"),
        ("IT: Ansprechpartner Tjark Ohlendieck", "de", "Tjark Ohlendieck"),
        ("Projektleitung: Henrike Vossbrink, Marketing", "de", "Henrike Vossbrink"),
        ("Marek Dunmore (CRM), Sunita Halloway (Web)", "en", "Marek Dunmore"),
        ("Présents : Aurélie Vandermotte (CRM), Bastien Kerkhofs (magasins)", "fr", "Aurélie Vandermotte"),
    ],
)
def test_a_full_name_in_the_place_of_a_person(text: str, language: str, person: str) -> None:
    found = read(text, language=language)
    assert person in texts_of(found, "person_role")
    assert not {person, person.split()[-1]} & {*texts_of(found, "organisation"), *texts_of(found, "system")}


def test_a_cell_under_owner_holds_a_person() -> None:
    context = ["Market: France", "Contacts: 3,800", "Sales lead: Solène Quinard"]
    found = read("France | 3,800 | Solène Quinard", kind="row", context=context)
    assert texts_of(found, "person_role") == ["Solène Quinard"]


@pytest.mark.parametrize(
    ("text", "context", "firm"),
    [
        ("Marta Quiroga, Loyalty Manager, Alder Hoteles (Málaga)", [], "Alder Hoteles"),
        ("Partner: Grianfort Retrofit, one of the registered shops.", ["Partner"], "Grianfort Retrofit"),
        ("Paid social | Lantern Row (agency)", ["Channel: Paid social", "Owner: Lantern Row (agency)"], "Lantern Row"),
    ],
)
def test_a_firm_in_such_a_place_is_no_person(text: str, context: list[str], firm: str) -> None:
    found = read(text, kind="row" if context[1:] else "prose", context=context)
    assert firm in texts_of(found, "organisation")
    assert firm not in texts_of(found, "person_role")


def test_a_lawyer_of_ours_and_whoever_has_a_department_in_brackets_are_people() -> None:
    found = read("GDPR check by our lawyer, Tjebbe Oostindiër, before 11 January.")
    assert "Tjebbe Oostindiër" in texts_of(found, "person_role")
    found = read("Basil Quillmere (marketing) will confirm the numbers.")
    assert "Basil Quillmere" in texts_of(found, "person_role")
