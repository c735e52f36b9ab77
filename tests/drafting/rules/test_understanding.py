"""The campaign as a whole: markets, earlier visits, and nothing that the brief does not hold."""

import pytest

from service.campaign import Campaign
from tests.drafting.invented import TODAY, understood


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("We e-mail 4,000 customers in Ireland and the Netherlands.", ("IE", "NL")),
        ("We e-mail 4,000 customers in Germany. Those in Germany get it in German.", ("DE",)),
        ("We e-mail 4,000 customers in Ireland. The agency is based in Belgium.", ("IE",)),
        ("We e-mail 4,000 customers in Ireland. The servers are hosted in Singapore.", ("IE",)),
        ("We e-mail 4,000 customers in Ireland, but none in France.", ("IE",)),
        ("We e-mail 4,000 customers.", ()),
    ],
)
def test_regions_are_where_the_people_are(text: str, regions: tuple[str, ...]) -> None:
    assert understood(text).regions == regions


def test_a_market_in_a_heading_counts() -> None:
    assert understood("# Autumn campaign Ireland\n\nWe e-mail 4,000 customers.").regions == ("IE",)


def test_the_most_visits_of_an_earlier_occasion_are_kept() -> None:
    campaign = understood(
        "Last year the page had 8,000 visits in May and 12,000 visits in June. We aim at 500 bookings."
    )
    assert campaign.past_visits is not None
    assert campaign.past_visits.value == 12_000


def test_visits_that_are_wished_for_are_no_past_visits() -> None:
    assert understood("We want 12,000 visits by 1 June 2027.").past_visits is None


def test_a_text_without_a_campaign_is_understood_as_nothing() -> None:
    campaign = understood("The fog comes in on quiet feet and sits above the harbour street.")
    assert campaign == Campaign(reading=campaign.reading, today=TODAY)


def test_every_part_of_a_brief_finds_its_place() -> None:
    campaign = understood(
        "We want to win back 4,000 lapsed members by 30 June 2027. About 48,000 members in Ireland get an e-mail on"
        " 4 May 2027 at 7am with their own points balance. The landing page asks for name and e-mail address. A TV spot"
        " runs on 12 May 2027 at 20:15. E-mail goes through Mailchimp. Our agency Quill & Hatch designs it."
        " Every morning the agency gets the list of new members from the CRM."
    )
    assert [goal.target.value for goal in campaign.goals if goal.target] == [4000]
    assert [audience.size.value for audience in campaign.audiences if audience.size] == [48_000]
    assert [send.channel for send in campaign.sends] == ["email"]
    assert [rush.kind for rush in campaign.rushes] == ["tv"]
    assert {"page", "form"} & {journey.kind for journey in campaign.journeys}
    assert len(campaign.feeds) == 1
    assert "points_balance" in {use.element for use in campaign.data_uses}
    assert "Mailchimp" in {system.name for system in campaign.systems}
    assert "Quill & Hatch" in {party.name for party in campaign.parties}
    assert campaign.launch is not None
    assert campaign.regions == ("IE",)
