"""Forms of lengths of time."""

import pytest

from tests.reading.quantity_reading import only, read

FORMS = [
    ("They bought nothing in the last 12 months.", "en", "12 months", 12, "month"),
    ("The webinar lasts 45 minutes.", "en", "45 minutes", 45, "minute"),
    ("A 30-day trial starts.", "en", "30-day", 30, "day"),
    ("Answer in 5 working days.", "en", "5 working days", 5, "working_day"),
    ("Answer in 10 business days.", "en", "10 business days", 10, "working_day"),
    ("Reply within five minutes of a gift.", "en", "five minutes", 5, "minute"),
    ("Data must not be older than an hour.", "en", "an hour", 1, "hour"),
    ("The page is made within a minute of paying.", "en", "a minute", 1, "minute"),
    ("It takes half an hour.", "en", "half an hour", 0.5, "hour"),
    ("They came in that first quarter of an hour.", "en", "quarter of an hour", 15, "minute"),
    ("It was down for three quarters of an hour.", "en", "three quarters of an hour", 45, "minute"),
    ("It takes 2 hours 30 minutes.", "en", "2 hours 30 minutes", 150, "minute"),
    ("Retry with a 2s delay.", "en", "2s", 2, "second"),
    ("Latency stays under 800ms.", "en", "800ms", 0.8, "second"),
    ("Compraron en las dos últimas semanas.", "es", "dos últimas semanas", 2, "week"),
    ("Keep the data for two years.", "en", "two years", 2, "year"),
    ("The server was down for 24h.", "en", "24h", 24, "hour"),
    ("Die Daten werden 6 Monate gespeichert.", "de", "6 Monate", 6, "month"),
    ("Antwort binnen 3 Werktagen.", "de", "3 Werktagen", 3, "working_day"),
    ("Une durée ferme de 3 ans.", "fr", "3 ans", 3, "year"),
    ("Réponse sous 5 jours ouvrés.", "fr", "5 jours ouvrés", 5, "working_day"),
    ("Contestan en 15 días hábiles.", "es", "15 días hábiles", 15, "working_day"),
    ("Guardamos os dados por 2 anos.", "pt", "2 anos", 2, "year"),
]


@pytest.mark.parametrize(("text", "language", "span", "value", "unit"), FORMS)
def test_reads_a_duration(text: str, language: str, span: str, value: float, unit: str) -> None:
    found = only(text, "duration", language)
    assert (found.text, found.value, found.unit) == (span, value, unit)


def test_reads_a_range_of_weeks() -> None:
    found = only("Printing takes 2–3 weeks.", "duration")
    assert (found.text, found.value, found.high, found.unit) == ("2–3 weeks", 2, 3, "week")


def test_for_ever_has_no_value() -> None:
    assert only("The recording stays online for ever.", "duration").value is None


@pytest.mark.parametrize(
    "text",
    [
        "Children must be 16 years old.",
        "A 16-year-old boy tells his story.",
        "Support is there 24 hours a day.",
        "The 30-day Migration Bootcamp is out of scope.",
    ],
)
def test_is_no_duration(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "duration"] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Send the thank-you mail within five minutes.", "limit"),
        ("Keep the data for two years.", "limit"),
        ("The shop was down for two hours.", "past_result"),
        ("The webinar takes place for 45 minutes.", "other"),
    ],
)
def test_role_of_a_duration(text: str, role: str) -> None:
    assert only(text, "duration").role == role
