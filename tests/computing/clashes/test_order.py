"""Days and their order: days that cannot stand in this order, and things with two days, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "Entries close on 30 April 2027. The winners will be announced on 25 April 2027.",
    "The competition runs from 1 May to 31 May 2027. We draw the winners on 28 May 2027 live on Instagram.",
    "Voting ends on 10 June 2027. Submissions close on 14 June 2027.",
    "Registration opens on 1 March 2027. In the form we say that registration opens on 8 March 2027.",
    "The letter goes out on 3 May 2027. The printer needs the address file by 6 May 2027.",
    "Early bird until 15 March 2027. On the website: early bird ends on 22 March 2027.",
    "The voucher is valid until 30 June 2027. Vouchers expire on 15 June 2027.",
    "Applications close on 4 May 2027 and open on 10 May 2027.",
    "The offer starts everywhere on 1 June 2027.\n\n| Market | Start | Stores |\n|---|---|---|\n| Spain | 1 June 2027 | 20 |\n| Italy | 8 June 2027 | 14 |\n| France | 1 June 2027 | 31 |",
    "Coupons to be redeemed by 31 May 2027. The coupons expire on 30 April 2027.",
    "Catalogue in the post on 1 April 2027. Final artwork and addresses to the printers by 9 April 2027.",
    "The prize draw takes place on 1 July 2027. Entries are accepted until 15 July 2027.",
    "The results are announced on 3 June 2027, voting is open until 6 June 2027.",
    "Brochures land on doormats on 10 March 2027. Address data goes to the printer on 15 March 2027.",
]
FINE = [
    "Entries close on 30 April 2027. The winners will be announced on 5 May 2027.",
    "Weekly winners are drawn on 7 May 2027. Entries close on 30 May 2027.",
    "Registration opens on 1 March 2027 for members. Registration opens on 8 March 2027 for everybody else.",
    "The letter goes out on 13 May 2027. The printer needs the address file by 6 May 2027.",
    "The early bird ends on 22 March 2027. The sale ends on 30 March 2027.",
    "Phase 1 starts on 1 May 2027. Phase 2 starts on 1 June 2027.",
    "The offer starts on 1 May 2027 in Spain. The offer starts on 8 May 2027 in Italy.",
    "The shop opens at 9. The shop opens on 3 May 2027.",
    "The campaign ends on 30 June 2027. The contract ends on 31 July 2027.",
    "First letter goes out on 3 May 2027, second letter on 20 May 2027. The printer needs the addresses for the second by 10 May 2027.",
    "Last year the sale started on 3 May 2026. This year the sale starts on 5 May 2027.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
