"""One reward, one value: rewards with two values, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "Members get 20% off all shoes. In the shop system the 25% off shoes has to be set up before May.",
    "We give 10% on every order. The 15% on orders must be live by 3 March.",
    "Everybody who signs up gets a £5 voucher. The £10 voucher is sent by email.",
    "Each guest receives a 15% discount. The 20% discount is applied at the till.",
    "Referrers earn a $25 credit. Finance books the $20 credit monthly.",
]
FINE = [
    "Gold members get 20% off all shoes. Silver members get 10% off shoes.",
    "We give 10% on orders until Easter, after that 15% on orders.",
    "A welcome voucher of 10% and a 20% voucher for the birthday. The 20% voucher lasts a week.",
    "20% off shoes and 30% off coats.",
    "15% on all plants. 3% on returns is normal.",
    "We gave 10% off tickets last year. This year it is 15% off tickets.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
