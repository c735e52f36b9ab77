"""Data in briefs in French, German, Spanish and Portuguese."""

import pytest

from tests.reading.name_reading import read, texts_of


def _data(text: str, language: str) -> list[str]:
    return texts_of(read(text, language=language), "data")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Nous avons besoin de leur nom, code postal, pointure et du rayon favori.", "rayon favori"),
        ("de", "Wir brauchen Name, Postleitzahl, Rahmengröße und das Baujahr des Rads.", "Rahmengröße"),
        ("es", "Necesitamos nombre, código postal, raza y su veterinario habitual.", "veterinario habitual"),
        ("pt", "Precisamos de nome, CEP, data de nascimento e seu prato favorito.", "prato favorito"),
    ],
)
def test_members_of_a_list_that_is_asked_for(language: str, text: str, expected: str) -> None:
    assert expected in _data(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Données transmises : taille de la serre, modèle, fournisseur d'eau.", "modèle"),
        ("fr", "Données des clubs : couleur préférée, modèle.", "couleur préférée"),
        ("de", "Datenfelder: Kursname, Gürtelfarbe, Trainer.", "Gürtelfarbe"),
        ("es", "Campos: talla de guante, pista preferida, horario.", "pista preferida"),
        ("pt", "Dados: modelo da bicicleta, cor, oficina.", "cor"),
    ],
)
def test_everything_behind_a_label_for_data_counts(language: str, text: str, expected: str) -> None:
    assert expected in _data(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le taux de réachat reste faible.", "taux de réachat"),
        ("de", "Die Kosten pro Probefahrt sind gestiegen.", "Kosten pro Probefahrt"),
        ("es", "La tasa de repetición ha bajado.", "tasa de repetición"),
        ("pt", "O custo por matrícula subiu.", "custo por matrícula"),
    ],
)
def test_names_that_tell_by_their_first_word(language: str, text: str, expected: str) -> None:
    assert expected in _data(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous avons besoin de temps et de l'accord du comité."),
        ("de", "Wir brauchen mehr Zeit und Unterstützung."),
        ("es", "La fecha de lanzamiento es el 3 de mayo."),
        ("pt", "Precisamos de mais tempo e de um orçamento maior."),
        ("en", "The Datos campaign needs more time and a bigger budget."),
    ],
)
def test_help_time_and_launch_dates_are_no_data(language: str, text: str) -> None:
    assert _data(text, language) == []


def test_a_day_before_the_colon_is_no_figure() -> None:
    found = texts_of(
        read("Jeden Montag: Öffnungsrate, Klickrate.", language="de", kind="item", context=["Kennzahlen"]), "data"
    )
    assert found == ["Öffnungsrate", "Klickrate"]
