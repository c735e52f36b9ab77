"""On which side of a number one has to stay, and what it counts for."""

import pytest

from tests.reading.constraints.constraint_reading import bounds, one

BOUNDS = [
    ("Uploads must not exceed 20 MB.", "20 MB", "at_most"),
    ("The gateway is limited to 40 messages per second.", "40 messages per second", "at_most"),
    ("Data must not be kept longer than 30 days.", "30 days", "at_most"),
    ("Pages have to load within 2 seconds.", "2 seconds", "at_most"),
    ("Response times must stay below 800 ms.", "800 ms", "at_most"),
    ("No more than 3 reminders may go out.", "3 reminders", "at_most"),
    ("Requests above 60 per minute are rejected.", "60 per minute", "at_most"),
    ("The quota is 100,000 e-mails per month.", "100,000 e-mails per month", "at_most"),
    ("Lists must be handed in no later than 4 May 2027.", "4 May 2027", "at_most"),
    ("The file has at most 500 rows and must be a CSV file.", "500 rows", "at_most"),
    ("Availability must be at least 99.5%.", "99.5%", "at_least"),
    ("Notice: no less than 10 working days.", "10 working days", "at_least"),
    ("Changes must be announced 5 working days in advance.", "5 working days", "at_least"),
    ("Passwords must have 14 characters or more.", "14", "at_least"),
    ("Sends may start no earlier than 9 May 2027.", "9 May 2027", "at_least"),
    ("The window is about 4 hours.", "4 hours", "about"),
    ("The export must have exactly 12 columns.", "12 columns", "exactly"),
    ("The licence costs £1,200 a month.", "£1,200 a month", None),
]


@pytest.mark.parametrize(("sentence", "number", "bound"), BOUNDS)
def test_the_side_of_a_number(sentence: str, number: str, bound: str | None) -> None:
    found = {text: side for text, side in bounds(sentence) if text in number}
    assert list(found.values()) == [bound], bounds(sentence)


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The quota is 100,000 e-mails per month per brand.", "per brand"),
        ("At most 40 messages per second across all brands are sent.", "across all brands"),
        ("Uploads are limited to 20 MB for each file.", "for each file"),
        ("The gateway is limited to 40 messages per second.", None),
    ],
)
def test_what_a_number_counts_for(sentence: str, scope: str | None) -> None:
    assert one(sentence).quantities[0].scope == scope


def test_the_number_of_a_clause_is_no_quantity() -> None:
    assert bounds("Under section 4 and clause 12, uploads must not exceed 20 MB.") == [("20 MB", "at_most")]
