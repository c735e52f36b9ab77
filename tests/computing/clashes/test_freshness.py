"""Data that come later than something promises, and the messages that do not wait for them."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "The stock file is loaded nightly. The page has to show stock in real time.",
    "A purchase must stop the reminders within 10 minutes. Today the orders come over once a night.",
    "The CRM gets the unsubscribes every night. Someone who unsubscribes has to be taken off the same evening.",
    "Prices are updated every 30 minutes in the shop. The app must show prices in real time.",
    "Seats available right now must be shown. The seats are refreshed every fifteen minutes.",
    "Loyalty points arrive in the CRM only once a week, but the app has to show the balance in real time.",
    "Availability must be correct to the minute. The booking system exports availability every two hours.",
    "If a customer buys, the ads have to stop within the hour. Orders reach the ad platform overnight.",
]
FINE = [
    "The stock file is loaded nightly. Confirmations are sent immediately.",
    "The dashboard is refreshed every hour. Support answers within 15 minutes.",
    "Orders come over once a night. The newsletter goes out the same evening.",
    "Prices are updated every 15 minutes. The page must show prices within 30 minutes.",
    "Reports arrive nightly. The site must load within 2 seconds.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_comes_too_late_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_comes_in_time_is_left_alone(text: str) -> None:
    assert claims(text) == []


def test_a_weekday_without_a_year_is_wrong_where_the_others_fit() -> None:
    fair = "The fair is on Saturday, 8 May, the party on Sunday, 9 May."
    assert len(claims(f"The mail goes out on Monday, 5 May. {fair}")) == 1
    assert claims("The mail goes out on Monday, 5 May.") == []
