"""Words that name data elsewhere and stand for an amount, a day or a machine here."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The singer has 38k followers and posts on Fridays.", "followers"),
        ("They hand out 400 vouchers redeemed by nobody.", "vouchers redeemed"),
        ("The last delivery date (20 December) has passed by then.", "delivery date"),
        ("Closing date: 4 May 2027.", "Closing date"),
        ("Moira is our disability liaison officer.", "disability"),
        ("We want 30% of bonus vouchers redeemed by June.", "vouchers redeemed"),
    ],
)
def test_borrowed_words_are_no_data(text: str, span: str) -> None:
    assert span not in texts_of(read(text), "data")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("We hold 3,200 mobile numbers.", "mobile numbers"),
        ("The page shows the last five orders.", "last five orders"),
        ("The letter names the delivery date of each parcel.", "delivery date"),
        ("Last spring we had 41% opens and few clicks.", "opens"),
    ],
)
def test_data_near_figures_stays_data(text: str, span: str) -> None:
    assert span in texts_of(read(text), "data")


def test_short_headings_are_titles() -> None:
    assert texts_of(read("LEAD SCORING", kind="heading"), "data") == []
    assert "lead score" in texts_of(read("The lead score decides."), "data")
