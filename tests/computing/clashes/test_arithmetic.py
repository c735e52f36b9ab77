"""Sums within a sentence: sums that a sentence gets wrong, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "We want 12% of 40,000 customers, that is 6,000.",
    "Grow the list from 2,400 to 3,000, up 40%.",
    "400 gift cards at £20 = £10,000.",
    "We expect 5% of the 80,000 recipients to book, i.e. 8,000 bookings.",
    "Sales should rise from EUR 200,000 to EUR 250,000 (+50%).",
    "250 vouchers of €40 each, that is €12,000.",
]
FINE = [
    "We want 12% of 40,000 customers, that is 4,800.",
    "Grow the list from 2,400 to 3,000, up 25%.",
    "400 gift cards at £20 = £8,000.",
    "We write to 30% of 80,000 customers, so 3 waves.",
    "Raise the share from 40% to 50% by 3%.",
    "From 200 to 250 stores, 60% of them franchises.",
    "5% of the 80,000 recipients, or at least 3,800, should book.",
    "10% of 5,000 or 400 people answered.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
