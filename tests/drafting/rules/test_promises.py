"""What has to happen within minutes: an answer to somebody, or an entry that has to reach a system."""

import pytest

from tests.drafting.invented import drafted

OPENING = "Larkspur Rowing writes to its members by e-mail on 1 March 2027. The page has a form for a trial row.\n\n"


def promised(text: str) -> list[str]:
    return [one.statement for one in drafted(f"{OPENING}{text}").needs if one.need == "integration.quick_reply"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Requests must land in Salesforce within 10 minutes.",
            "The interface shall pass each entry on to Salesforce within 10 minutes of its arrival.",
        ),
        (
            "Reservations must reach the centre's tablet within five minutes.",
            "The interface shall pass each entry on to the centre's tablet within five minutes of its arrival.",
        ),
        (
            "Each enquiry should be created in HubSpot within 5 minutes of the call.",
            "The interface shall pass each entry on to HubSpot within 5 minutes of the call.",
        ),
        (
            "Anyone who starts a booking and stops gets a reminder after 4 hours, once.",
            "The sending platform shall send the reminder 4 hours after the event that triggers it.",
        ),
        (
            "Whoever asks gets a text within 10 minutes.",
            "The SMS gateway shall send a text message within 10 minutes of the event that triggers it.",
        ),
    ],
)
def test_it_is_told_who_has_to_do_what(text: str, statement: str) -> None:
    assert promised(text) == [statement]


def test_entries_that_somebody_takes_care_of_are_assigned_by_a_rule() -> None:
    text = f"{OPENING}Requests must land in Salesforce within 10 minutes and be assigned to the rep for that country."
    [need] = [one for one in drafted(text).needs if one.need == "integration.assignment"]
    assert "be assigned to the rep for that country" in need.rationale
