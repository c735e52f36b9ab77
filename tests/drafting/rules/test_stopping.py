"""Messages end for whoever has done what was asked; other endings are none of that."""

import pytest

from service.drafting.rules.stopping import find_stops
from tests.drafting.invented import drafted, read

OPENING = "Larkspur Rowing writes to its members by e-mail on 1 March 2027.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Anyone who books drops out of the remaining e-mails",
        "Stop as soon as the rep has logged a call",
        "Cart mails go out after 45 minutes, stop after purchase",
        "Whoever looked at the page sees our adverts, five a week at most, until they buy",
        "Members who have already paid get no more reminders",
        "E-mails go out each week, stopping once the member registers",
        "Whoever has bought should receive nothing further",
        "Sign-ups reach Larder within the hour so that messages stop for those who have joined",
        "Wer gebucht hat, bekommt ab dem nächsten Tag keine Werbung mehr",
    ],
)
def test_the_sentence_that_says_so_is_quoted(text: str) -> None:
    assert [one.words for one in find_stops(read(f"{OPENING}{text}.\n"))] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Do those who have booked get no more reminders?",
        "The e-mails stop in May.",
        "The adverts run until they are taken down.",
        "Members who row get nothing more than a mug.",
        "Joanna leaves the campaign in December.",
        "Everyone who has booked gets a letter.",
    ],
)
def test_what_ends_no_messages_is_not_taken_for_it(text: str) -> None:
    assert find_stops(read(f"{OPENING}{text}\n")) == ()


def test_it_becomes_a_requirement_that_quotes_it() -> None:
    needs = drafted(f"{OPENING}Anyone who books drops out of the remaining e-mails.").needs
    [need] = [one for one in needs if one.need == "integration.stop_when_done"]
    assert need.statement.endswith("“Anyone who books drops out of the remaining e-mails”.")
