"""Who else touches the data, and what sending data abroad needs."""

import pytest

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import Privacy
from service.campaign import Campaign
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal, with_party, with_system


def start(*regions: str) -> Campaign:
    return campaign(
        "The donor file is kept in Almoner, hosted in the United States.",
        "Brightly prints the letters, Rowan the volunteer runs the site.",
        marks=[mark("channel", "letter", "letters")],
        regions=regions,
    )


def by_name(made: Campaign, organisation: Organisation | None = None) -> Privacy:
    return assess_privacy(made, organisation)


@pytest.mark.parametrize(
    ("region", "country", "words"),
    [
        ("GB", "US", "data bridge"), ("DE", "US", "Data Privacy Framework"),
        ("DE", "IN", "standard contractual clauses"),
        ("GB", "IN", "international data transfer agreement"),
    ],
)  # fmt: skip
def test_a_transfer_says_what_it_needs(region: str, country: str, words: str) -> None:
    made = with_system(start(region), "Almoner", country=country)
    privacy = by_name(made)
    assert privacy.processors[0].transfer is not None
    assert words in privacy.processors[0].transfer
    assert len(privacy.transfers) == 1


@pytest.mark.parametrize(("region", "country"), [("GB", "IE"), ("DE", "GB"), ("DE", "FR"), ("DE", "JP"), ("GB", "GB")])
def test_no_transfer_tool_where_protection_is_adequate(region: str, country: str) -> None:
    made = with_system(start(region), "Almoner", country=country)
    assert by_name(made).processors[0].transfer is None


def test_an_agency_that_gets_data_is_a_processor_and_one_that_does_not_is_none() -> None:
    assert [p.name for p in by_name(with_party(start("GB"), "Brightly")).processors] == ["Brightly"]
    assert by_name(with_party(start("GB"), "Brightly", receives_data=False)).processors == []


def test_a_volunteer_is_no_processor() -> None:
    made = with_party(start("GB"), "Rowan", "volunteer", receives_data=False)
    assert "Art. 29" in by_name(made).processors[0].role


def test_the_profile_knows_where_a_vendor_keeps_data() -> None:
    made = with_system(start("DE"), "Almoner", kind="crm")
    own = Organisation(systems=[OrganisationSystem(name="Almoner", location="EU (Frankfurt)")])
    assert by_name(made, own).processors[0].country == "EU"
    assert by_name(made, own).transfers == []
    assert by_name(made).transfers == ["Where these keep the data has to be asked: Almoner."]


def test_a_platform_is_jointly_responsible_when_lists_are_matched() -> None:
    words = "We match members with Facebook."
    plain = with_system(campaign(words, regions=("IE",)), "Facebook", id="facebook", kind="social_network")
    matched = campaign(words, marks=[signal("ad_audience_matching", "match")], regions=("IE",))
    matched = with_system(matched, "Facebook", id="facebook", kind="social_network")
    assert by_name(plain).processors == []
    assert "jointly responsible" in by_name(matched).processors[0].role
