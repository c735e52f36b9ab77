"""Which tools are a service of somebody else, and who comes to have data."""

import pytest

from service.campaign import Campaign
from service.computing.outside_hands import is_service, receives_data, standing_of
from tests.computing.hand_made import campaign, mark, with_party, with_system


def used(words: str, name: str, standing: str = "in_use", **more: str) -> Campaign:
    return with_system(campaign(words), name, standing, **more)


@pytest.mark.parametrize(
    ("words", "name", "more", "expected"),
    [
        ("The query is SQL.", "SQL", {"id": "sql"}, False),
        ("We plan in Excel.", "Excel", {"id": "microsoft_excel"}, False),
        ("It must look right in Outlook.", "Outlook", {"id": "outlook"}, False),
        ("Members are in Microsoft Access.", "Microsoft Access", {"id": "microsoft_access"}, False),
        ("Bookings are in FileMaker.", "FileMaker", {"id": "filemaker"}, False),
        ("The list is in Airtable.", "Airtable", {"id": "airtable"}, True),
        ("It goes through Mailchimp.", "Mailchimp", {"id": "mailchimp"}, True),
        ("Nobody knows Flockpost.", "Flockpost", {"kind": "system"}, True),
        ("Sorry, Ann's spreadsheet has them.", "Ann's spreadsheet", {"kind": "system"}, False),
        ("It is on a memory stick.", "memory stick", {"id": "generic_own_server"}, False),
    ],
)
def test_programs_files_and_drives_are_no_vendors(words: str, name: str, more: dict[str, str], expected: bool) -> None:
    made = used(words, name, **more)
    assert is_service(made.systems[0], made) is expected


def test_a_server_in_the_hands_of_somebody_outside_counts() -> None:
    words = "A freelancer keeps it on his own server."
    outside = campaign(words, marks=[mark("person_role", "freelancer", "freelancer")])
    ours = campaign("We keep it on our own server.")
    for made, expected in ((outside, True), (ours, False)):
        held = with_system(made, "own server", "unofficial", id="generic_own_server")
        assert is_service(held.systems[0], held) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mia found a free tool called Flockpost.", "trial"),
        ("We have used Flockpost since 2021.", "in_use"),
        ("We keep Flockpost; members get free delivery.", "in_use"),
    ],
)
def test_a_tool_that_somebody_found_is_on_trial(words: str, expected: str) -> None:
    made = used(words, "Flockpost")
    assert standing_of(made.systems[0], made) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Inkbird, our agency, needs the address list.", True),
        ("Inkbird builds the page on its own hosting.", True),
        ("Inkbird draws the posters.", False),
        ("Inkbird draws the posters and does not need any data.", False),
        ("Inkbird gets the posters ready, but no names or addresses.", False),
    ],
)
def test_who_gets_the_list_or_hosts_the_page_has_data(words: str, expected: bool) -> None:
    made = with_party(campaign(words), "Inkbird", receives_data=False)
    party = made.parties[0].__class__("Inkbird", "agency", words, False, made.parties[0].evidence)
    assert receives_data(party, made) is expected
