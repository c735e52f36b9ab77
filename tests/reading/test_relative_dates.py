"""Days told from today or from another day."""

from datetime import date

import pytest

from service.reading.named_days import easter
from tests.reading.quantity_reading import only, read

FORMS = [
    ("Can IT confirm by tomorrow?", "en", "tomorrow", "2026-11-22"),
    ("Please answer by Thursday.", "en", "Thursday", "2026-11-26"),
    ("Please answer by Thursday week.", "en", "Thursday week", "2026-12-03"),
    ("Our Tuesday launch has to hold.", "en", "Tuesday", "2026-11-24"),
    ("On Friday tickets go on sale.", "en", "Friday", "2026-11-27"),
    ("Monday is the day of the send.", "en", "Monday", "2026-11-23"),
    ("We need it on Monday when members hear first.", "en", "Monday", "2026-11-23"),
    ("Please answer next Friday.", "en", "next Friday", "2026-11-27"),
    ("It starts next month.", "en", "next month", "2026-12"),
    ("It starts next year.", "en", "next year", "2027"),
    ("It starts next week.", "en", "next week", "2026-11-23/2026-11-29"),
    ("It starts next quarter.", "en", "next quarter", "2027-Q1"),
    ("It was sent last January.", "en", "last January", "2026-01"),
    ("Last year it failed.", "en", "Last year", "2025"),
    ("We plan it for Black Friday.", "en", "Black Friday", "2026-11-27"),
    ("We plan it for Cyber Monday.", "en", "Cyber Monday", "2026-11-30"),
    ("We plan it for Easter.", "en", "Easter", "2027-03-28"),
    ("We plan it for Good Friday.", "en", "Good Friday", "2027-03-26"),
    ("It has to be out before Christmas.", "en", "Christmas", "2026-12-25"),
    ("We plan it for Thanksgiving 2027.", "en", "Thanksgiving 2027", "2027-11-25"),
    ("We need it by Memorial Day.", "en", "Memorial Day", "2027-05-31"),
    ("Wir brauchen es bis Ostern.", "de", "Ostern", "2027-03-28"),
    ("Antwort bis Freitag.", "de", "Freitag", "2026-11-27"),
    ("Es startet nächste Woche.", "de", "nächste Woche", "2026-11-23/2026-11-29"),
    ("On commence la semaine prochaine.", "fr", "semaine prochaine", "2026-11-23/2026-11-29"),
    ("Empieza el próximo mes.", "es", "próximo mes", "2026-12"),
]


@pytest.mark.parametrize(("text", "language", "span", "value"), FORMS)
def test_reads_a_relative_day(text: str, language: str, span: str, value: str) -> None:
    found = only(text, "date", language)
    assert (found.text, found.value) == (span, value)


EVENTS = [
    ("Send an SMS two days before the voucher runs out.", "two days before the voucher runs out"),
    ("Remind them 14 days after the invitation if nobody booked.", "14 days after the invitation"),
    ("Remind them the day before the webinar.", "the day before the webinar"),
    ("Remind them 10 days before the fair's last day to come.", "10 days before the fair's last day"),
    ("It was tried three weeks ago.", "three weeks ago"),
    ("The freeze starts the Friday before Thanksgiving.", "Friday before Thanksgiving"),
    ("Send the last mail on Day 14+.", "Day 14+"),
]


@pytest.mark.parametrize(("text", "span"), EVENTS)
def test_a_day_told_from_an_event_has_no_value(text: str, span: str) -> None:
    found = only(text, "date")
    assert found.text == span
    assert found.value is None
    assert found.note


def test_days_later_count_from_the_date_before() -> None:
    found = read("The first goes out on 7 January 2027, the second ten days later.")
    assert [(mention.text, mention.value) for mention in found] == [
        ("7 January 2027", "2027-01-07"),
        ("ten days later", "2027-01-17"),
    ]


def test_hours_after_an_event_stay_a_duration() -> None:
    found = read("Send it within 1 hour after each webinar.")
    assert [(mention.kind, mention.text) for mention in found] == [("duration", "1 hour")]


def test_easter_of_another_year() -> None:
    assert only("We plan it for Easter.", "date", today=date(2027, 4, 1)).value == "2028-04-16"


@pytest.mark.parametrize(
    "text",
    [
        "They bought Christmas gifts.",
        "Subject line: “Tonight only, this weekend in town”",
        "The Harbour Today newsletter is read by all.",
        "Why: Our Friday lates are half empty.",
        "Monday meetings look at the bookings by shop.",
        "Tuesday toddler mornings aren't part of this.",
        "Wednesday coffee mornings: please put a poster up.",
        "It is mentioned in our Sunday roast menu.",
        "Leave out those who come to the Thursday tastings.",
    ],
)
def test_is_no_date(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "date"] == []


@pytest.mark.parametrize(
    ("year", "easter_sunday"),
    [
        (1818, date(1818, 3, 22)),
        (1943, date(1943, 4, 25)),
        (2000, date(2000, 4, 23)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_church_calendar_says(year: int, easter_sunday: date) -> None:
    assert easter(year) == easter_sunday


def test_the_weekday_is_one_of_the_week_named_before() -> None:
    found = read("The fortnight starts on Monday 7 June 2027. On the Thursday a spot runs.")
    assert [(mention.text, mention.value) for mention in found] == [
        ("Monday 7 June 2027", "2027-06-07"),
        ("Thursday", "2027-06-10"),
    ]


def test_the_weekday_without_a_week_has_no_value() -> None:
    assert only("On the Thursday a spot runs.", "date").value is None


def test_the_weekday_of_last_year_is_past() -> None:
    found = [
        m for m in read("It starts on 7 June 2027. Last year nobody noticed until the Friday.") if m.text == "Friday"
    ]
    assert [(mention.value, mention.role) for mention in found] == [(None, "past_result")]
