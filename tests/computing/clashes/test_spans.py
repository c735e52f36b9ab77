"""Lengths and preparations: lengths that do not fit their days, and preparations after the launch, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "The six-week campaign from 1 March to 28 March 2027 is for all members.",
    "It runs from 3 May to 16 May 2027 (four weeks).",
    "A 2-hour webinar from 10:00 to 11:00 on 4 May 2027.",
    "We launch on 3 May 2027. Legal sign-off is due on 10 May 2027.",
    "Launch: 3 May 2027. The load test is done by 12 May 2027.",
    "Go-live is 3 May 2027. UAT complete by 7 May 2027.",
    "A three-day flash sale, 4 to 10 June 2027.",
    "The trial lasts 30 days. After the 14-day trial the card is charged.",
]
FINE = [
    "The four-week campaign from 1 March to 28 March 2027 is for all members.",
    "Two weeks before the sale from 3 May to 30 May 2027 we send a teaser.",
    "A 45-minute talk and Q&A from 10:00 to 11:00.",
    "We launch on 3 May 2027. Legal sign-off is due on 20 April 2027.",
    "We launch on 3 May 2027. The creative for phase 2 is due on 10 May 2027.",
    "The month-long sale from 1 to 30 June 2027.",
    "The mail goes out on Tuesday, 4 May.",
    "The mail goes out on Wednesday, 5 May.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
