"""Personal data, the people behind them, and children."""

from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal, with_audience


def test_named_data_come_with_their_term_and_place() -> None:
    made = campaign("We need the points balance.", marks=[mark("data", "points_balance", "points balance")])
    item = assess_privacy(made, None).personal_data[0]
    assert item.name == "points balance"
    assert item.dpv
    assert item.evidence[0].quote == "points balance"


def test_a_channel_implies_the_address_it_needs() -> None:
    made = campaign("A text on Monday.", marks=[mark("channel", "sms", "text")])
    assert [item.name for item in assess_privacy(made, None).personal_data] == ["telephone number"]


def test_the_most_sensitive_come_first_and_figures_of_sales_are_not_personal() -> None:
    made = campaign(
        "Name, allergies and sales.",
        marks=[mark("data", "name", "Name"), mark("data", "health_data", "allergies"), mark("data", "sales", "sales")],
    )
    assert [item.sensitivity for item in assess_privacy(made, None).personal_data] == ["special", "ordinary"]


def test_people_are_known_by_the_name_of_their_group() -> None:
    made = with_audience(campaign("The lapsed members."), "lapsed members", 20)
    assert [(s.name, s.dpv) for s in assess_privacy(made, None).data_subjects] == [("members", "dpv:Member")]


def test_the_highest_age_of_consent_serves_all_regions() -> None:
    made = campaign(
        "Kids sign up.", marks=[signal("minors", "Kids"), signal("form_registration", "sign up")], regions=("GB", "IE")
    )
    minors = assess_privacy(made, None).minors
    assert (minors.status, minors.consent_age) == ("yes", 16)
    assert "13 in the United Kingdom and 16 in Ireland" in minors.why


def test_without_a_country_the_default_age_counts() -> None:
    made = campaign("Kids sign up.", marks=[signal("minors", "Kids"), signal("form_registration", "sign up")])
    assert assess_privacy(made, None).minors.consent_age == 16


def test_silence_about_children_is_no_answer() -> None:
    assert assess_privacy(campaign("Everybody is welcome."), None).minors.status == "unknown"


def test_business_contacts_are_no_children() -> None:
    made = campaign("For finance directors.", marks=[signal("sector_b2b", "finance directors")])
    assert assess_privacy(made, None).minors.status == "no"
