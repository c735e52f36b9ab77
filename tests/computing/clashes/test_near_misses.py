"""Pairs of statements that look like a contradiction to a rule and are none to a reader."""

import pytest

from tests.computing.clashes.claims import claims

FINE = [
    "Orders are exported nightly. The order confirmation arrives immediately.",
    "Launch was moved from 15 December to 12 January because of the freeze from 10 December 2026 to 6 January 2027.",
    "We want a 45% open rate. The last report shows 38%.",
    "Budget is £40,000. The print quote says £12,000.",
    "The sale starts on 3 May 2027 online. The sale starts on 5 May 2027 in stores.",
    "We launch on 10 May 2027. Copy for the reminder is due on 20 May 2027.",
    "15% off coats in Spain. 20% off coats in Italy.",
    "Friday 7 May: 15% off coats. Saturday 8 May: 20% off coats.",
    "No SMS before June. SMS on 12 July to all members.",
    "We have 52 stores. The sheet has the opening hours of 48 stores in Wales.",
    "The deck says 4,000 visitors in week one. We expect 9,000 visitors in total.",
    "Legal says 10 working days. Finance says 5 working days. Launch is 3 May 2027.",
    "The contract runs for 24 months. The trial runs for 30 days.",
    "Members in Spain: 20,000. Members in Italy: 30,000. Members overall: 50,000.",
    "The survey says 60% like the app, but only 20% use it every day.",
    "Our CRM has 90,000 contacts, but the list says 40,000 contacts can be mailed.",
    "The page says 3 items are free, while the app lists 5 categories.",
    "The warehouse can ship 900 parcels a day. Last Christmas we expected 1,500 parcels a day.",
    "Staff get 20% off shoes. Members get 10% off shoes.",
    "Entries close on 30 April 2027. Winners of the first round are announced on 20 April 2027.",
    "The store opens at 9:00. The café opens at 10:00.",
    "Doors open at 18:00. The concert starts at 19:30.",
    "The invitation says the dinner starts at 19:00. The talk is at 17:00.",
    "The report says sales were 12% up in May. Discounts are 10%.",
    "The first email goes out on 3 May 2027, the second on 10 May 2027. Stop sending between 20 and 30 May 2027.",
    "The plan gives us two weeks for design and three weeks for build.",
    "Emails: 40,000 at £0.02 = £800.",
    "Reduce calls by 20%, from 4,000 to 3,200 a week.",
    "About 30% of 12,000, so roughly 3,500 people.",
    "Budget £90k: media £50k, production £20k, the rest is reserve.",
    "Total 12 workshops: 5 in London, 4 in Leeds.",
    "We were told 5,000, and the count says 5,050.",
    "The board wants 10% growth, while the plan has 10%.",
    "The IT freeze ends on 6 January 2027. Launch is 7 January 2027.",
    "A 30-day trial. After the trial the offer runs 14 days.",
    "There are two lengths: the 30-day trial and the 60-day trial.",
    "The hall has room for 300. We expect 250 guests.",
    "Quiet hours are 9pm to 8am. Push at 6pm.",
    "Send between 9am and 5pm only. The call centre closes at 8pm.",
    "Vouchers are valid until 30 June. Gift vouchers are valid until 31 December 2027.",
]


@pytest.mark.parametrize("text", FINE)
def test_look_alikes_are_no_contradictions(text: str) -> None:
    assert claims(text) == []
