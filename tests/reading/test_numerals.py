"""Forms of numbers: separators, multipliers, words and ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.quantity_reading import only, read

FORMS = [
    ("We have 2.4 million members.", "en", "2.4 million", 2_400_000),
    ("We have 900k members.", "en", "900k", 900_000),
    ("It brought 1.2m visits.", "en", "1.2m", 1_200_000),
    ("The list holds 14,250 contacts.", "en", "14,250", 14_250),
    ("The list holds 1,234,567 contacts.", "en", "1,234,567", 1_234_567),
    ("Wir haben 1.850 Mitglieder.", "de", "1.850", 1_850),
    ("Wir haben 1.850.000 Kunden.", "de", "1.850.000", 1_850_000),
    ("Wir haben 1,85 Millionen Kunden.", "de", "1,85 Millionen", 1_850_000),
    ("Wir haben 3,6 Mio. Kunden.", "de", "3,6 Mio.", 3_600_000),
    ("Nous avons 12 500 abonnés.", "fr", "12 500", 12_500),
    ("Nous avons 12\u202f500 abonnés.", "fr", "12\u202f500", 12_500),
    ("Wir zählen 12'000 Besucher.", "de", "12'000", 12_000),
    ("Tenemos 2,5 millones de clientes.", "es", "2,5 millones", 2_500_000),
    ("Tenemos 20 mil socios.", "es", "20 mil", 20_000),
    ("Temos 3 milhões de clientes.", "pt", "3 milhões", 3_000_000),
    ("They reach 3 lakh customers.", "en", "3 lakh", 300_000),
    ("They reach 2 crore customers.", "en", "2 crore", 20_000_000),
    ("They reach 12,34,567 customers.", "en", "12,34,567", 1_234_567),
    ("We reach about 26 thousand people.", "en", "26 thousand", 26_000),
    ("We reach ~38k contacts.", "en", "38k", 38_000),
    ("About 250K shoppers joined.", "en", "250K", 250_000),
    ("We send three emails.", "en", "three", 3),
    ("We send twenty-five emails.", "en", "twenty-five", 25),
    ("We need two hundred and fifty volunteers.", "en", "two hundred and fifty", 250),
    ("We invite a dozen partners.", "en", "a dozen", 12),
    ("Half a million visitors came.", "en", "Half a million", 500_000),
    ("One and a half million visitors came.", "en", "One and a half million", 1_500_000),
    ("Wir schicken zwölf Nachrichten.", "de", "zwölf", 12),
    ("Wir laden fünfundzwanzig Kunden ein.", "de", "fünfundzwanzig", 25),
    ("Enviamos tres correos.", "es", "tres", 3),
    ("Nous envoyons quatre courriels.", "fr", "quatre", 4),
    ("Enviamos cinco mensagens.", "pt", "cinco", 5),
]


@pytest.mark.parametrize(("text", "language", "span", "value"), FORMS)
def test_reads_a_number(text: str, language: str, span: str, value: float) -> None:
    count = only(text, "count", language)
    assert (count.text, count.value) == (span, value)


RANGES = [
    ("Invite 12-15 partners.", "12-15", 12, 15),
    ("Invite 12 to 15 partners.", "12 to 15", 12, 15),
    ("Invite between 50 and 500 partners.", "50 and 500", 50, 500),
    ("Expect 1.2-1.5 million visits.", "1.2-1.5 million", 1_200_000, 1_500_000),
    ("Expect 10–15k visits.", "10–15k", 10_000, 15_000),
    ("Expect two to three visits.", "two to three", 2, 3),
]


@pytest.mark.parametrize(("text", "span", "low", "high"), RANGES)
def test_reads_a_range(text: str, span: str, low: float, high: float) -> None:
    count = only(text, "count")
    assert (count.text, count.value, count.high) == (span, low, high)


def test_from_to_is_a_change_and_no_range() -> None:
    counts = read("Grow the list from 4,000 to 6,000 members.")
    assert [(count.value, count.high) for count in counts] == [(4_000, None), (6_000, None)]


def test_a_plus_means_or_more() -> None:
    count = only("There are 45+ shops.", "count")
    assert (count.text, count.value, count.note) == ("45+", 45, "or more")


@given(st.integers(min_value=1_000, max_value=999_999_999))
def test_grouped_numbers_round_trip(number: int) -> None:
    assert only(f"The list holds {number:,} contacts.", "count").value == number
    german = f"{number:,}".replace(",", ".")
    assert only(f"Die Liste hat {german} Kontakte.", "count", "de").value == number


@given(st.integers(min_value=1, max_value=9_999))
def test_thousands_round_trip(number: int) -> None:
    tenths = number / 10
    count = only(f"We reach {tenths}k people.", "count")
    assert count.value == pytest.approx(tenths * 1000)
