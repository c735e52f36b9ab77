"""Posts and departments of other languages told by their form."""

import pytest

from service.reading.posts_abroad import post_spans
from tests.reading.name_reading import read, scan, texts_of


@pytest.mark.parametrize(
    ("text", "language", "post"),
    [
        ("Quem decide é a Direção Jurídica, até 18 de dezembro.", "pt", "Direção Jurídica"),
        ("Le Service Juridique relit les textes.", "fr", "Service Juridique"),
        ("Fala com a coordenadora de fidelização.", "pt", "coordenadora de fidelização"),
        ("Le responsable de la fidélisation valide les textes.", "fr", "responsable de la fidélisation"),
        ("Lo aprueba la Dirección Comercial.", "es", "Dirección Comercial"),
        ("Die Leiterin Kundenbindung entscheidet.", "de", "Leiterin Kundenbindung"),
    ],
)
def test_a_post_or_department_with_its_field(text: str, language: str, post: str) -> None:
    found = read(text, language=language)
    assert post in texts_of(found, "person_role")
    assert texts_of(found, "organisation") == []


@pytest.mark.parametrize(
    "text",
    [
        "La responsable a validé les textes.",
        "L'agence est responsable de valider les textes.",
        "Le chef de famille reçoit la lettre.",
        "Dirección de Correo obligatoria.",
        "El servicio de reparto cuesta 3 euros.",
        "Our director decides.",
        "Service Delivery is slow.",
    ],
)
def test_what_is_offered_is_no_department(text: str) -> None:
    assert post_spans(scan(text)) == []
