"""Two parties, two values: values that another party or document gives otherwise, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "We count on 8,000 registrations. The sales deck says 11,000 registrations.",
    "Sales want 3,000 new leads by June. The steering committee minutes say 2,400.",
    "The shop opens its doors on 3 May 2027. According to plan. The press release says 10 May 2027, please check.",
    "Finance has 52,000 households in the mailing, the media plan has 61,000 households.",
    "Salesforce says 18k contacts, but the agency's list says 15k. Somebody must work out which is right.",
    'The discount is 25%. The poster that is already printed says "30%".',
    "Launch is 1 March 2027, but the board deck says 15 March 2027.",
    "The budget is EUR 90,000. The signed proposal says EUR 75,000.",
    "The voucher is valid for 30 days, although the terms say 14 days.",
    "There are 120 stores in the pilot. Ops says 96 stores, to be clarified.",
    "We have 4,200 lapsed donors in the CRM. Hugo's spreadsheet shows 5,100 lapsed donors.",
    "48,000 members in the deck but 52,000 in the contract.",
    "Members get a reply within 24 hours. The website promises 48 hours, which is wrong.",
    "The campaign ends on 30 June 2027. Flyer says 15 July 2027!",
    "Agatha: the list has 31,000 names. Henk: my export gives 27,400 names??",
    "The reward is a £15 voucher (the T&Cs say £10).",
    "Sign-ups close on 20 May, although the poster has 27 May.",
    "There are 14 branches in the pilot, while the rollout plan lists 17 branches.",
    "15% off everything for members; the banner says 20% off everything.",
    "The webinar is on Tuesday 9 March 2027 at 10:00. The invitation says the webinar starts at 11:00.",
    "Doors open at 18:00. On the ticket it says doors open at 18:30.",
]
FINE = [
    "The report shows 3,400 visits a week. The contract says 5,000 calls.",
    "We have 40,000 members. The plan has 12 mails.",
    "The campaign starts on 1 February 2027. The contract says notice must be given by 15 February 2027.",
    "IT says 10 days. Legal says 15 days.",
    "The agency says 4 weeks for the film. We have 6 weeks for the site.",
    "Last year we had 8,000 registrations. The deck says 11,000 registrations.",
    "We write to 60,000 customers. The deck says 12,000 of them are active.",
    "Target is 5,000 sign-ups. The board paper says 5,000.",
    "Maria has 3 people in her team. We need 2 testers.",
    "The budget is £40,000, of which the plan gives £12,000 to print.",
    "The letter says how to book. 14 days later a reminder goes out, and after 30 days a call.",
    "The form has 12 fields. We want 8,000 completed forms.",
    "The sheet lists 140 shops. 30 shops take part in the pilot.",
    "The media plan shows 15 February 2027 for TV. Launch is 1 February 2027.",
    "The report is due on 30 June 2027. The contract says 31 July 2027 for the final invoice.",
    "Finance said 15% of orders are returned. We offer 20% off.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
