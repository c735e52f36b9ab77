"""Numbers, units and dates as a reader expects them."""

from datetime import date

import pytest

from schemas.base import Number, Quantity
from schemas.brief import Fact
from service.exporting import amounts


@pytest.mark.parametrize(
    ("value", "text"),
    [(900000, "900,000"), (125.0, "125"), (31.26, "31.3"), (1234.6, "1,235"), (2.345, "2.35"), (0.0375, "0.0375")],
)
def test_numbers_are_grouped_and_rounded_for_the_eye(value: Number, text: str) -> None:
    assert amounts.number(value) == text


def test_a_number_without_a_value_is_unknown() -> None:
    assert amounts.number(float("nan")) == amounts.number(float("inf")) == "unknown"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (3200000, "GBP", "£3,200,000"),
        (1850, "CHF", "1,850 CHF"),
        (12, "percent", "12%"),
        (125, "message/second", "125 messages/s"),
        (1, "person", "1 person"),
        (60000, "person", "60,000 people"),
        (6, "working_day", "6 working days"),
        (3, "day", "3 days"),
        (2, "ratio", "2 times"),
        (0.021, "ratio", "2.1%"),
        (4, "household", "4 households"),
    ],
)
def test_amounts_carry_their_unit_in_words(value: Number, unit: str, text: str) -> None:
    assert amounts.amount(value, unit) == text


def test_a_missing_quantity_is_said() -> None:
    assert amounts.quantity(None) == "unknown"
    assert amounts.quantity(Quantity(value=30, unit="day")) == "30 days"


def test_days_carry_their_weekday() -> None:
    assert amounts.day(date(2027, 5, 4)) == "Tue 4 May 2027"
    assert amounts.day(None) == "not known yet"


def test_iso_dates_are_rewritten_and_the_rest_is_left() -> None:
    assert amounts.written("2027-06-30") == "Wed 30 Jun 2027"
    assert amounts.written("2027-06") == "Jun 2027"
    assert amounts.written("2027-06/2027-08") == "Jun 2027 to Aug 2027"
    assert amounts.written("2027-Q2") == "2027-Q2"


@pytest.mark.parametrize(("value", "text"), [(45, "45 min"), (120, "2 h"), (95, "1 h 35"), (0, "0 min")])
def test_minutes_become_hours_when_there_are_many(value: Number, text: str) -> None:
    assert amounts.minutes(value) == text


def test_a_fact_says_what_was_read_from_it() -> None:
    fact = Fact(
        id="F1", kind="count", text="80 to 100 guests", value=80, high=100, unit="person", role="audience",
        sentence="S1", start=0, end=16, note="a range",
    )  # fmt: skip
    assert amounts.fact_note(fact) == "count 80 people to 100 (audience); a range"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (147, "minute", "2 h 27"),
        (1.5, "hour", "1 h 30"),
        (16_000, "second", "4 h 27"),
        (20, "second", "20 seconds"),
        (72, "hour", "72 hours"),
        (9, "working_day", "9 working days"),
    ],
)
def test_a_length_between_an_hour_and_a_day_is_said_in_hours_and_minutes(value: Number, unit: str, text: str) -> None:
    assert amounts.length(value, unit) == text
