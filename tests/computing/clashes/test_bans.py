"""Ruled out and planned: what is ruled out and planned all the same, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "No SMS please. SMS on the evening before the event with the table number.",
    "Nobody gets more than two messages a week. We send a push every day at 5pm.",
    "No outbound calls. Outbound calls to the 400 largest donors start on 3 May.",
    "No ads to anyone under 18. Audience: students aged 16-24.",
    "People who have opted out will get it too because it is a service message. Every e-mail also has a 10% off voucher.",
    "Installation appointments are Monday to Sunday. Our technicians do not work Sundays.",
    "At most one email per week per customer. Daily email with the offer of the day during the sale.",
    "We do no e-mail at all. Email on 4 May to everybody in the club.",
    "No WhatsApp, Legal says. WhatsApp message on 4 May with the ticket link.",
    "Max. 1 email per customer and week. During the sale we send a daily email.",
    "Members aged 14 to 20 are the audience. We do not market to under 16s.",
]
FINE = [
    "No SMS to people who opted out. SMS on the evening before the event.",
    "No SMS in Germany. SMS on the evening before the event in Spain.",
    "Nobody gets more than two messages a week. The report comes every day at 5pm.",
    "Nobody under 16 may take part. Audience: adults aged 25-44.",
    "No emails without consent. Email on 4 May to everybody in the club.",
    "Children under 13 ride free. Audience: families, kids aged 10 to 15.",
    "No more than three pushes a day. Daily push at 6pm.",
    "Not only SMS. SMS on 3 May to all.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
