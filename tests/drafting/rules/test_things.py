"""Data with its purpose, systems with their standing, and parties with what they receive."""

import pytest

from service.campaign import DataUse, Party, SystemUse
from service.drafting.rules.things import find_data_uses, find_parties, find_systems
from tests.drafting.invented import read


def uses(text: str) -> dict[str, DataUse]:
    return {use.element: use for use in find_data_uses(read(text))}


def systems(text: str) -> dict[str, SystemUse]:
    return {system.name: system for system in find_systems(read(text))}


def parties(text: str) -> dict[str, Party]:
    return {party.name: party for party in find_parties(read(text))}


@pytest.mark.parametrize(
    ("text", "element", "purpose"),
    [
        ("The e-mail shows each member's own points balance.", "points_balance", "personalise"),
        ("An e-mail to all members. It shows the points balance of each.", "points_balance", "personalise"),
        ("Ein Brief geht an alle Haushalte. Im Brief steht der Jahresverbrauch.", "meter_reading", "personalise"),
        (
            "An e-mail goes to all members.\n\n5. Personalisation\nName, points balance.",
            "points_balance",
            "personalise",
        ),
        ("People register on a form with their date of birth.", "date_of_birth", "enrol"),
        ("We upload the e-mail addresses to Facebook to find similar people.", "email_address", "match"),
        ("The dashboard shows opens and clicks.", "opens", "report"),
        ("We only write to people whose postcode lies in the segment.", "postcode", "select"),
    ],
)
def test_data_has_the_purpose_that_its_sentence_gives(text: str, element: str, purpose: str) -> None:
    assert uses(text)[element].purpose == purpose


def test_data_that_is_named_twice_is_one_use_with_both_places() -> None:
    use = uses("We need the date of birth. On the form people register with their date of birth.")["date_of_birth"]
    assert len({place.sentence for place in use.evidence}) == 2
    assert use.purpose == "enrol"


def test_data_belongs_to_the_system_of_its_own_clause() -> None:
    found = uses("The points balance is kept in Salesforce, and the date of birth in HubSpot.")
    assert found["points_balance"].system == "Salesforce"
    assert found["date_of_birth"].system == "HubSpot"


def test_data_joined_by_and_lives_in_the_same_system() -> None:
    found = uses("Bookings and cabins live in Salesforce; fares are in a file.")
    assert {found["booking"].system, found["cabins"].system} == {"Salesforce"}


def test_what_takes_the_money_is_not_where_gifts_are_kept() -> None:
    assert uses("The letter shows the last gift. Donations go through Stripe.")["donation_history"].system is None


def test_data_that_is_not_wanted_is_not_used() -> None:
    assert "date_of_birth" not in uses("We do not need the date of birth.")


def test_a_system_is_one_however_often_it_is_named() -> None:
    found = systems("E-mail goes through Mailchimp. Mailchimp is paid until May.")
    assert list(found) == ["Mailchimp"]
    assert len(found["Mailchimp"].evidence) == 2
    assert found["Mailchimp"].id == "mailchimp"


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("E-mail goes through Mailchimp.", "in_use"),
        ("Jonas set up a free trial of Mailchimp with his own credit card.", "trial"),
        ("We would like to use Mailchimp for this.", "wished"),
    ],
)
def test_the_standing_of_a_system(text: str, standing: str) -> None:
    assert systems(text)["Mailchimp"].standing == standing


def test_a_new_app_beside_its_name_is_wished_for_and_signing_up_is_no_trial() -> None:
    assert systems("We tell tenants about the new repairs app (Larderdesk).")["Larderdesk"].standing == "wished"
    text = "The tenancy data is in Larderdesk, so that sign up can be checked against it."
    assert systems(text)["Larderdesk"].standing == "in_use"


def test_somebodys_own_spreadsheet_is_unofficial() -> None:
    [system] = systems("The helpers keep the addresses in Jane's own spreadsheet on her laptop.").values()
    assert system.standing == "unofficial"


def test_a_program_on_everybodys_desk_is_in_use() -> None:
    [system] = systems("The controllers keep the budget in Excel.").values()
    assert system.standing == "in_use"


def test_the_country_is_told_only_where_the_brief_says_it_is_hosted_there() -> None:
    assert systems("HubSpot is hosted in Ireland.")["HubSpot"].country == "IE"
    assert systems("HubSpot reaches our customers in Ireland.")["HubSpot"].country is None


def test_a_system_holds_what_its_clause_says() -> None:
    held = systems("The points balance is kept in Salesforce, and the date of birth in HubSpot.")
    assert held["Salesforce"].holds == ("points balance",)


def test_a_system_that_is_ruled_out_is_not_used() -> None:
    assert systems("We will not use Mailchimp.") == {}


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


def test_a_system_that_is_ours_is_in_use_even_where_something_is_wanted_in_it() -> None:
    wanted = "We would like the list in Tillmark the next morning."
    ours = "Parents who asked: 870 in our enquiry system (Tillmark). "
    assert [system.standing for system in find_systems(read(wanted))] == ["wished"]
    assert [system.standing for system in find_systems(read(f"{ours}{wanted}"))] == ["in_use"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The trial database is in MySQL.", "in_use"),
        ("We upload the trial list to Mailchimp.", "in_use"),
        ("Jonas has a free trial of Mailchimp.", "trial"),
    ],
)
def test_a_trial_of_customers_is_none_of_ours(text: str, standing: str) -> None:
    assert {system.standing for system in find_systems(read(text))} == {standing}
