"""Quiet hours: messages at hours that are ruled out, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "Messages go out only after 7pm. The push reminder is sent at 9am on Saturday.",
    "No text messages between 9pm and 8am. SMS on the morning of the event at 7am.",
    "We never send e-mails before 8am. The launch email goes at 6:30am.",
    "Nothing is sent after 20:00. Push at 21:30 on the last evening.",
    "Emails may only be sent between 9am and 5pm. Kick-off e-mail at 6pm on Thursday.",
    "Texts must not go out before 10am. The first text is planned for 8.30am on Friday.",
]
FINE = [
    "No calls after 8pm. The email goes out at 9pm.",
    "Messages go out only after 7pm. The report arrives at 9am.",
    "We never send e-mails before 8am. The file is loaded at 6am.",
    "No push messages between 9pm and 8am. Push at 6pm.",
    "The hotline is open from 8am to 6pm only. The newsletter goes out at 7pm.",
    "No texts before 9am on Sundays. Texts go out at 8am on Tuesday.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
