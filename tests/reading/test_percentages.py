"""Forms of percentages and shares."""

import pytest

from tests.reading.quantity_reading import only, read

FORMS = [
    ("An open rate of 25%.", "en", "25%", 25, None),
    ("Opens: >25%.", "en", "25%", 25, None),
    ("Uptake of 31 per cent.", "en", "31 per cent", 31, None),
    ("Uptake of 31 percent.", "en", "31 percent", 31, None),
    ("A rate of 12-15%.", "en", "12-15%", 12, 15),
    ("A rate of 6.5–13%.", "en", "6.5–13%", 6.5, 13),
    ("A rate between 12% and 15%.", "en", "12% and 15%", 12, 15),
    ("Die Quote liegt bei 0,8 %.", "de", "0,8 %", 0.8, None),
    ("Die Quote liegt bei 12 Prozent.", "de", "12 Prozent", 12, None),
    ("Un taux de 2,5 %.", "fr", "2,5 %", 2.5, None),
    ("Un 15 por ciento abre el correo.", "es", "15 por ciento", 15, None),
    ("Uma taxa de 15 por cento.", "pt", "15 por cento", 15, None),
    ("About half of our members opened it.", "en", "half", 50, None),
    ("Two thirds of the list is inactive.", "en", "Two thirds", 66.7, None),
    ("There is no mobile number for one in nine.", "en", "one in nine", 11.1, None),
    ("3 out of 4 people open it.", "en", "3 out of 4", 75.0, None),
    ("Up by 3 percentage points.", "en", "3 percentage points", 3, None),
]


@pytest.mark.parametrize(("text", "language", "span", "value", "high"), FORMS)
def test_reads_a_percentage(text: str, language: str, span: str, value: float, high: float | None) -> None:
    found = only(text, "percentage", language)
    assert (found.text, found.value, found.high, found.unit) == (span, value, high, "percent")


def test_from_to_are_two_percentages_with_their_roles() -> None:
    found = read("Lift repeat purchases from 22% to 27% by March.")
    shares = [(mention.text, mention.role) for mention in found if mention.kind == "percentage"]
    assert shares == [("22%", "baseline"), ("27%", "target")]


def test_a_fall_in_the_past_ends_at_the_baseline() -> None:
    shares = [(mention.text, mention.role) for mention in read("Opens fell from 34% to 19.5%.")]
    assert shares == [("34%", "past_result"), ("19.5%", "baseline")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Get 20% off your next order.", "price"),
        ("Unsubscribes must stay under 0.4%.", "limit"),
        ("Our aim is an open rate of 30%.", "target"),
        ("Last year 9% turned into paying accounts.", "past_result"),
    ],
)
def test_role_of_a_percentage(text: str, role: str) -> None:
    assert only(text, "percentage").role == role
