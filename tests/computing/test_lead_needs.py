"""Which work follows from which words."""

from datetime import date
from typing import Any

import pytest

from schemas.organisation import Organisation, OrganisationSystem
from service.campaign import DataUse, Feed, Journey, Party, SystemUse
from service.computing.lead_needs import LeadNeed, lead_needs
from tests.computing.made_brief import HandMade, at


def tool(made: HandMade, name: str, standing: Any, kind: str = "voucher", country: str | None = None) -> SystemUse:
    return SystemUse(name, None, kind, standing, None, country, (), (made.place(name),))


def needs(made: HandMade, organisation: Organisation | None = None, **values: Any) -> dict[str, LeadNeed]:
    return {need.item: need for need in lead_needs(made.campaign(**values), organisation)}


@pytest.mark.parametrize(
    ("signal", "item"),
    [
        ("tv_rush", "load_test"),
        ("past_outage", "load_test"),
        ("payment_taking", "pen_test"),
        ("app_feature", "app_release"),
        ("multilingual", "translation"),
        ("accessibility", "accessibility_check"),
        ("works_council", "works_council"),
        ("suppression", "suppression_sync"),
        ("retargeting", "consent_banner"),
        ("legal_unchecked", "legal_review"),
    ],
)
def test_a_signal_brings_its_work_with_evidence(signal: str, item: str) -> None:
    made = HandMade("Something is said here.").signal(signal, "said")
    found = needs(made)
    assert set(found) == {item}
    assert found[item].evidence == (made.place("said"),)


def test_wishes_denials_and_slogans_bring_no_work() -> None:
    for values in ({"hedged": True}, {"negated": True}):
        assert needs(HandMade("An app, maybe.").signal("app_feature", "app", **values)) == {}
    assert needs(HandMade("Get the app!", set_aside={"S1": "slogan"}).signal("app_feature", "app")) == {}


@pytest.mark.parametrize(("standing", "reviewed"), [("trial", True), ("unofficial", True), ("in_use", False)])
def test_a_tool_nobody_approved_is_reviewed(standing: str, reviewed: bool) -> None:
    made = HandMade("VoucherPop makes the vouchers.")
    assert ("vendor_review" in needs(made, systems=(tool(made, "VoucherPop", standing),))) is reviewed


def test_with_a_profile_unlisted_tools_are_reviewed_and_listed_ones_are_not() -> None:
    made = HandMade("VoucherPop and MailMill.")
    tools = (tool(made, "VoucherPop", "in_use"), tool(made, "MailMill", "trial"))
    listed = Organisation(systems=[OrganisationSystem(name="Mail Mill", aliases=["MailMill"])])
    found = lead_needs(made.campaign(systems=tools), listed)
    assert [need.subject for need in found if need.item == "vendor_review"] == ["VoucherPop"]


def test_a_social_network_is_not_reviewed_but_matching_is_agreed() -> None:
    made = HandMade("We match members with Fotogram.", "We post on Chirper.").signal("ad_audience_matching", "match")
    networks = tuple(tool(made, name, "wished", "social_network") for name in ("Fotogram", "Chirper"))
    found = needs(made, systems=networks)
    assert set(found) == {"processing_agreement"}
    assert found["processing_agreement"].why == "Fotogram would get data about people"


def test_whoever_gets_data_signs_first() -> None:
    made = HandMade("Lumen gets the list, Berta does not.")
    agency = Party("Lumen", "agency", "ads", True, (made.place("Lumen"),))
    other = Party("Berta", "agency", "copy", False, (made.place("Berta"),))
    found = needs(made, parties=(agency, other))
    assert found["processing_agreement"].why == "Lumen would get data about people"


def test_data_that_leaves_europe_is_assessed() -> None:
    made = HandMade("VoucherPop keeps emails in the US.")
    emails = DataUse("email_address", "emails", "contact", None, (made.place("emails"),))
    for regions, expected in ((("DE",), True), (("US",), False)):
        found = needs(
            made, systems=(tool(made, "VoucherPop", "trial", country="US"),), data_uses=(emails,), regions=regions
        )
        assert ("transfer_assessment" in found) is expected


@pytest.mark.parametrize(
    ("outcome", "planned"), [("required", True), ("presumed", True), ("not_indicated", False), ("undetermined", False)]
)
def test_an_impact_assessment_is_planned_where_it_is_indicated(outcome: Any, planned: bool) -> None:
    found = lead_needs(HandMade("We mail members.").campaign(), None, outcome)
    assert ("dpia" in {need.item for need in found}) is planned


def test_what_messages_hold_must_get_there() -> None:
    made = HandMade("An e-mail with each member's balance.")
    use = DataUse("points_balance", "balance", "personalise", None, (made.place("balance"),))
    mail = made.send("email", "An e-mail")
    assert "data_feed" in needs(made, data_uses=(use,), sends=(mail,))
    assert "data_feed" not in needs(made, data_uses=(use,))
    feed = Feed("the list", None, None, "daily", 1.0, None, (made.place("member"),))
    assert needs(made, feeds=(feed,))["data_feed"].why == "data moves regularly: the list"


def test_a_large_mailing_needs_a_warm_domain_by_its_own_day() -> None:
    made = HandMade("900,000 members get an e-mail; 5,000 get another.")
    large = made.send("email", "an e-mail", made.amount("900,000", 900_000), on=date(2027, 5, 4))
    small = made.send("email", "another", made.amount("5,000", 5000), on=date(2027, 4, 1))
    assert needs(made, sends=(large, small))["warm_up"].needed_by == date(2027, 5, 4)
    assert "warm_up" not in needs(made, sends=(small,))


def test_us_texts_need_a_number_that_is_fast_enough() -> None:
    made = HandMade("360,000 people get a text.")
    people = made.amount("360,000", 360_000)
    slow = made.send("sms", "a text", people, start=at(10), end=at(18))
    fast = made.send("sms", "a text", people, start=at(10), end=at(11))
    assert set(needs(made, sends=(slow,), regions=("US",))) == {"sms_10dlc"}
    assert set(needs(made, sends=(fast,), regions=("US-CA",))) == {"sms_short_code"}
    assert needs(made, sends=(fast,), regions=("GB",)) == {}
    assert set(needs(made, sends=(slow,), regions=("SG",))) == {"sms_sender_sg"}


def test_the_printers_own_date_counts() -> None:
    made = HandMade(
        "A letter to donors; the printer needs the file by 27 November 2026.", "We launch on 6 December 2026."
    )
    file = made.dated("file to the printer", date(2026, 11, 27), "deadline", "27 November 2026")
    launch = made.dated("launch", date(2026, 12, 6))
    found = needs(made, sends=(made.send("letter", "A letter"),), dates=(file, launch), launch=launch)
    assert found["print_file"].needed_by == date(2026, 11, 27)


def test_a_date_that_has_passed_is_no_date_to_work_to() -> None:
    made = HandMade("A letter; the printer needed the file by 9 November 2026.", "We launch on 6 December 2026.")
    file = made.dated("file to the printer", date(2026, 11, 9), "deadline", "9 November 2026")
    launch = made.dated("launch", date(2026, 12, 6))
    found = needs(made, sends=(made.send("letter", "A letter"),), dates=(file, launch), launch=launch)
    assert found["print_file"].needed_by is None


def test_children_who_sign_up_need_a_parent() -> None:
    made = HandMade("Children sign up with a form.", "One of the residents in the story is 16.")
    made.signal("minors", "Children").signal("minors", "16")
    form = Journey("form", "form", (made.place("form"),))
    assert needs(made, journeys=(form,))["parental_consent"].evidence == (made.place("Children"),)
    assert "parental_consent" not in needs(HandMade("He is 16.").signal("minors", "16"))


def test_approval_is_planned_where_it_is_told_or_much_changes() -> None:
    made = HandMade("A page.")
    page = Journey("page", "page", (made.place("page"),))
    assert "change_board" not in needs(made, journeys=(page,))
    assert "change_board" in needs(made, Organisation(), journeys=(page,))
    told = HandMade("A page, but there is a freeze.").signal("change_freeze", "freeze")
    assert "change_board" in needs(told, journeys=(Journey("page", "page", (told.place("page"),)),))


def test_the_same_work_is_needed_once_with_all_its_evidence() -> None:
    made = (
        HandMade("A TV spot; it went down last year.").signal("tv_rush", "TV spot").signal("past_outage", "went down")
    )
    found = lead_needs(made.campaign(rushes=(made.rush("tv", "TV spot"),)))
    assert [need.item for need in found] == ["load_test"]
    assert found[0].evidence == (made.place("TV spot"), made.place("went down"))


def test_few_people_need_no_load_test_unless_a_rush_is_known() -> None:
    made = HandMade("77 people get an e-mail; the page must work.", "It went down last year.")
    made.signal("must_not_fail", "must work")
    few = made.send("email", "an e-mail", made.amount("77", 77), volume_stated=True)
    assert "load_test" not in needs(made, sends=(few,))
    made.signal("past_outage", "went down")
    assert "load_test" in needs(made, sends=(few,))


def test_a_page_without_payment_or_log_in_needs_no_penetration_test() -> None:
    made = HandMade("A donor reads the page.").signal("donation", "donor")
    assert "pen_test" not in needs(made)


def test_a_recommended_assessment_holds_up_no_launch() -> None:
    made = HandMade("A page.").campaign()
    assert [need.item for need in lead_needs(made, None, "recommended")] == []
    assert [need.item for need in lead_needs(made, None, "presumed")] == ["dpia"]
