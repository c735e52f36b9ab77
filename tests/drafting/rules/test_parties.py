"""Who is outside, what they do, and whether data about people comes into their hands."""

import pytest

from service.campaign import Party
from service.drafting.rules.parties import find_parties
from tests.drafting.invented import read


def parties(text: str) -> dict[str, Party]:
    return {party.name: party for party in find_parties(read(text))}


def test_an_agency_that_gets_the_list_receives_data() -> None:
    party = parties("Our agency Quill & Hatch gets the customer list as a spreadsheet every week.")["Quill & Hatch"]
    assert party.kind == "agency"
    assert party.receives_data


def test_an_agency_that_needs_the_names_receives_data_wherever_that_is_said() -> None:
    text = "Jo from Pepperwick agency is in. Pepperwick makes the films, they would need the first name of each donor."
    assert parties(text)["Pepperwick"].receives_data
    assert not parties(text.replace("first name of each donor", "logo"))["Pepperwick"].receives_data


def test_an_agency_that_only_designs_receives_none() -> None:
    party = parties("Our agency Quill & Hatch designs the posters.")["Quill & Hatch"]
    assert not party.receives_data


def test_an_outside_role_without_a_name_is_a_party() -> None:
    assert [party.kind for party in parties("The printer needs the files by 4 May 2027.").values()] == ["supplier"]


def test_an_own_team_is_no_outside_party() -> None:
    assert parties("The CRM team exports the list.") == {}


def test_an_organisation_without_a_role_is_no_party() -> None:
    assert parties("Copperleaf Coffee runs 212 bars.") == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Instagram is run by Pell & Daughters.", "Pell & Daughters", "agency"),
        ("Our adverts on Facebook are looked after by Hobbs and Sons.", "Hobbs and Sons", "agency"),
        ("The reception is handled by Marlowe Events.", "Marlowe Events", "agency"),
        ("Letters are printed and posted by Quill & Barrow.", "Quill & Barrow", "supplier"),
        ("Printing and posting is with Tallow Lane Press.", "Tallow Lane Press", "supplier"),
        ("Kestrel & Finch places our adverts.", "Kestrel & Finch", "agency"),
        ("Quill & Barrow prints the letters for us.", "Quill & Barrow", "supplier"),
        ("Ask our social people (Bramble & Finch, they do our Facebook and Instagram).", "Bramble & Finch", "agency"),
        ("Artwork is by Ponder & Daughter.", "Ponder & Daughter", "supplier"),
        ("| Field | Answer |\n|---|---|\n| Mailing house | Pressgang, Leeds |", "Pressgang", "agency"),
        ("We talked to the new vendor Edgely at a fair.", "Edgely", "supplier"),
        ("The insurer Pawlight would pay half if they can get the names of those who come.", "Pawlight", "partner"),
        ("Outbound calls in March by Harkwell Contact.", "Harkwell Contact", "supplier"),
    ],
)
def test_who_does_the_work_is_outside(text: str, name: str, kind: str) -> None:
    assert {found.name: found.kind for found in parties(text).values()} == {name: kind}


@pytest.mark.parametrize(
    "text",
    [
        "Instagram is run by Fiona.",
        "The newsletter is looked after by the web team.",
        "The walk is run by members of the Hollin Society.",
        "Ormskirk & Vale runs the best bakery in town.",
        "The insurer Pawlight was here on Monday.",
        "# Ormskirk & Vale spring sale\n\nThe sale is run by Ormskirk & Vale.",
    ],
)
def test_own_people_and_the_own_house_are_no_party(text: str) -> None:
    assert parties(text) == {}


@pytest.mark.parametrize(
    ("text", "receives"),
    [
        ("Instagram is run by Pell & Daughters, who'd like our buyers' list to find similar people.", True),
        ("Ads are looked after by Hobbs & Sons. They have asked for the e-mail addresses of our buyers.", True),
        ("Ads are looked after by Hobbs & Sons. They do not need the e-mail addresses of our buyers.", False),
        ("Ads are looked after by Hobbs & Sons. They have asked for the logo.", False),
        ("Ads are looked after by Hobbs & Sons. They need the list of shops.", False),
        ("Letters are printed and posted by Quill & Barrow.", True),
        ("Posting is with Tallow Lane Press: 22,000 postcards in March.", True),
        ("Phone calls to those who gave last year, by our agency Quill & Barrow.", True),
        ("E-mail artwork is designed by Quill & Barrow.", False),
        ("Posters are printed by Quill & Barrow.", False),
        ("A letter goes to 900 members. Mailing house: Quill & Barrow.", True),
        ("| Field | Answer |\n|---|---|\n| Media agency | Quill & Barrow |\n| Channel | Letter |", False),
        ("A banner hangs in town. Mailing house: Quill & Barrow.", False),
        ("Outbound calls in March by Harkwell Contact.", True),
        ("The new system is Larderwise, run by the supplier Kerbline Ltd in Dublin.", True),
        ("The print shop needs name, address and end date.", True),
        ("The print shop needs a poster.", False),
    ],
)
def test_who_sends_or_asks_for_a_list_receives_data(text: str, receives: bool) -> None:
    [party] = parties(text).values()
    assert party.receives_data is receives
