"""Everything assumed is collected once, with those who use it."""

from datetime import date

from schemas.organisation import Organisation
from service.campaign import Campaign
from service.computing.assumptions import collect_assumptions
from service.computing.lead_needs import LeadNeed
from service.computing.scale import compute_scale
from service.computing.schedule import plan_schedule
from tests.computing.made_brief import HandMade

NEEDS = [LeadNeed("dpia", "", ()), LeadNeed("warm_up", "", ())]


def mailing() -> Campaign:
    made = HandMade("50,000 members get an e-mail and a text with a link to a page.").signal("landing_page", "page")
    members = made.amount("50,000", 50_000)
    launch = made.dated("launch", date(2027, 5, 4), "launch", "page")
    sends = (made.send("email", "an e-mail", members), made.send("sms", "a text", members))
    return made.campaign(sends=sends, launch=launch)


def collected(organisation: Organisation | None = None) -> dict[str, tuple[str, list[str]]]:
    campaign = mailing()
    scale = compute_scale(campaign, organisation)
    found = collect_assumptions(scale, plan_schedule(campaign, organisation, NEEDS))
    assert len({item.id for item in found}) == len(found)
    return {item.id: (item.text, item.used_by) for item in found}


def test_an_assumption_is_named_once_with_all_its_users() -> None:
    text, used_by = collected()["send_window_unstated"]
    assert used_by == ["send_rate.email", "peak_visits.email", "send_rate.sms", "peak_visits.sms"]
    assert text.endswith("3,600 (900 to 14,400) seconds.")


def test_shares_are_in_percent_with_their_range() -> None:
    assert collected()["click_email"][0].endswith("2.1% (1.7% to 3.6%).")


def test_house_lead_times_are_assumptions_and_sourced_ones_are_not() -> None:
    found = collected()
    assert found["lead_times.dpia"][0] == "Data protection impact assessment: 15 (5 to 40) working days."
    assert "lead_times.warm_up" not in found
    assert "contingency" in found


def test_what_the_organisation_says_is_no_assumption() -> None:
    assert "click_email" not in collected(Organisation(defaults={"click_email": 0.05}))
