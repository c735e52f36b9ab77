"""Forms of how often and how many per unit of time."""

import pytest

from schemas.base import is_unit
from tests.reading.quantity_reading import only, read

FORMS = [
    ("The agency needs the list every morning.", "en", "every morning", 1, "event/day"),
    ("We need a dashboard every Monday.", "en", "every Monday", 1, "event/week"),
    ("Numbers are due each Wednesday.", "en", "each Wednesday", 1, "event/week"),
    ("Stock is refreshed nightly.", "en", "nightly", 1, "event/day"),
    ("We send a daily mail.", "en", "daily", 1, "event/day"),
    ("Report weekly by Thursday noon.", "en", "weekly by Thursday noon", 1, "event/week"),
    ("They post twice a week.", "en", "twice a week", 2, "event/week"),
    ("They post three times a day.", "en", "three times a day", 3, "event/day"),
    ("They post 2x per week.", "en", "2x per week", 2, "event/week"),
    ("Sync every 15 minutes.", "en", "every 15 minutes", 4, "event/hour"),
    ("Meet every other week.", "en", "every other week", 0.5, "event/week"),
    ("Meet every two weeks.", "en", "every two weeks", 0.5, "event/week"),
    ("Shops report on Mondays and Thursdays.", "en", "Mondays and Thursdays", 2, "event/week"),
    ("Mails go out on the first Monday of each month.", "en", "the first Monday of each month", 1, "event/month"),
    ("Reach 100 views/day.", "en", "100 views/day", 100, "view/day"),
    ("Send 40 messages per second.", "en", "40 messages per second", 40, "message/second"),
    ("It is capped at 80k messages an hour.", "en", "80k messages an hour", 80_000, "message/hour"),
    ("No more than 5,000 a day.", "en", "5,000 a day", 5_000, "event/day"),
    ("Jeden Montag kommt ein Bericht.", "de", "Jeden Montag", 1, "event/week"),
    ("Der Abgleich läuft täglich.", "de", "täglich", 1, "event/day"),
    ("Wir prüfen einmal im Monat.", "de", "einmal im Monat", 1, "event/month"),
    ("Un rapport chaque lundi.", "fr", "chaque lundi", 1, "event/week"),
    ("Un rapport tous les jours.", "fr", "tous les jours", 1, "event/day"),
    ("Un informe cada semana.", "es", "cada semana", 1, "event/week"),
    ("Un informe todos los lunes.", "es", "todos los lunes", 1, "event/week"),
    ("Um relatório toda semana.", "pt", "toda semana", 1, "event/week"),
]


@pytest.mark.parametrize(("text", "language", "span", "value", "unit"), FORMS)
def test_reads_a_rate(text: str, language: str, span: str, value: float, unit: str) -> None:
    found = only(text, "rate", language)
    assert (found.text, found.value, found.unit) == (span, value, unit)
    assert is_unit(unit)


def test_reads_a_range_per_day() -> None:
    found = only("Expect 15–25 views/day.", "rate")
    assert (found.text, found.value, found.high, found.unit) == ("15–25 views/day", 15, 25, "view/day")


def test_people_per_month_stay_a_count_beside_the_period() -> None:
    found = [(mention.kind, mention.text) for mention in read("We call 2.6 lakh customers per month.")]
    assert found == [("count", "2.6 lakh"), ("rate", "per month")]


@pytest.mark.parametrize("text", ["Upgrade to Daily Deals Pro.", "The Harrow Daily News wrote about us."])
def test_is_a_name(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "rate"] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The gateway is capped at 40 messages per second.", "limit"),
        ("Our goal is 100 views/day.", "target"),
        ("Agents make 20-30 calls a day.", "volume"),
    ],
)
def test_role_of_a_rate(text: str, role: str) -> None:
    assert only(text, "rate").role == role


def test_a_hyphen_is_part_of_what_is_counted() -> None:
    [rate] = [m for m in read("The form takes 20 sign-ups a second.") if m.kind == "rate"]
    assert rate.unit == "sale/second"
