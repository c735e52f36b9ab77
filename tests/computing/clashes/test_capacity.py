"""Needed and available: needs beyond what there is, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "We text 600,000 customers between 10am and 11am. Our contract with Twilio allows 50 messages per second.",
    "60 agents on the phones from day one. The dialler is licensed for 40 seats.",
    "We expect 900 calls a day. The contact centre can take 600 calls a day.",
    "We need 500 installs a week from May. Field service can do 420 installs a week.",
    "The warehouse can pack 1,200 orders a day. We expect 2,000 orders a day in launch week.",
    "SMS to all 300,000 members between 18:00 and 18:30. The gateway sends at most 100 messages per second.",
    "The app should hold 5,000 users at once; the vendor's contract is capped at 3,000 concurrent users.",
    "The mailing house can insert 15,000 letters a day. All 90,000 letters must go out on 3 May.",
    "The plan needs 700 appointments a week. The clinics can offer 550 appointments a week.",
    "We need 30 licences for the tool. The contract covers 20 licences.",
]
FINE = [
    "We text 60,000 customers between 10am and 11am. Our contract with Twilio allows 50 messages per second.",
    "30 agents on the phones from day one. The dialler is licensed for 40 seats.",
    "We expect 500 calls a day. The contact centre can take 600 calls a day.",
    "We expect 5,000 calls in the month. The contact centre can take 600 calls a day.",
    "Last year we had 900 calls a day. The contact centre can take 600 calls a day.",
    "We need 5,000 new members. The hall has room for 300 people.",
    "The shop handles 900 orders an hour. We want 2,000 orders.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
