"""Tools, their routes and exceptions."""

from datetime import timedelta

import pytest

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import Governance
from service.campaign import Campaign
from service.catalogue.law import route_policies
from service.computing.governance import screen_tools
from tests.computing.hand_made import TODAY, campaign, signal, with_system

LISTED = Organisation(
    systems=[
        OrganisationSystem(name="Rookmail", aliases=["the mailer"], data_class="personal", approved_for=["personal"]),
        OrganisationSystem(name="Sketchpad", data_class="internal", approved_for=["internal"]),
    ]
)


def tool(made: Campaign, organisation: Organisation | None = None) -> Governance:
    found = screen_tools(made, organisation)
    assert len(found) == 1
    return found[0]


def test_a_listed_tool_is_known() -> None:
    made = with_system(campaign("We send with the mailer."), "the mailer", kind="esp")
    assert (tool(made, LISTED).status, tool(made, LISTED).route) == ("listed", "known")


def test_a_listed_tool_is_not_approved_for_everything() -> None:
    made = with_system(campaign("The survey runs in Sketchpad."), "Sketchpad", kind="survey")
    assert tool(made, LISTED).route == "full_review"
    assert "not approved for personal data" in tool(made, LISTED).reason


def test_what_is_in_use_counts_as_known_without_a_list_and_not_with_one() -> None:
    made = with_system(campaign("We send with Flockpost."), "Flockpost", kind="esp")
    assert (tool(made).status, tool(made).route) == ("unknown", "known")
    assert (tool(made, LISTED).status, tool(made, LISTED).route) == ("unlisted", "full_review")


def test_a_trial_with_personal_data_needs_the_full_review_and_may_have_an_exception() -> None:
    made = with_system(campaign("A trial of Flockpost."), "Flockpost", "trial", kind="esp")
    found = tool(made)
    assert found.route == "full_review"
    assert found.exception is not None
    assert found.exception.expires == TODAY + timedelta(days=90)
    assert any("risk owner" in condition for condition in found.exception.conditions)


def test_a_harmless_tool_takes_the_fast_lane() -> None:
    made = with_system(campaign("A trial of Inkwell for the poster."), "Inkwell", "trial", kind="design")
    assert (tool(made).route, tool(made).data_class) == ("fast_lane", "internal")


def test_a_harmless_tool_that_is_connected_does_not() -> None:
    made = campaign("A trial of Inkwell with an API.", marks=[signal("api_integration", "API")])
    assert tool(with_system(made, "Inkwell", "trial", kind="design")).route == "full_review"


@pytest.mark.parametrize("kind", ["payment", "health_record", "student_record"])
def test_sensitive_tools_get_no_exception(kind: str) -> None:
    made = with_system(campaign("A trial of Vault."), "Vault", "trial", kind=kind)
    assert tool(made).exception is None
    assert "No exception" in tool(made).reason


def test_children_beside_a_tool_rule_an_exception_out() -> None:
    made = campaign(
        "Children sign up in a trial of Flockpost.",
        marks=[signal("minors", "Children"), signal("form_registration", "sign up")],
    )
    assert tool(with_system(made, "Flockpost", "trial", kind="esp")).exception is None


def test_the_policy_table_has_every_class_and_depth() -> None:
    classes = ("public", "internal", "confidential", "personal", "sensitive", "unknown")
    depths = ("none", "file", "page", "connected")
    assert set(route_policies()) == {f"{one}_{depth}" for one in classes for depth in depths}


def test_an_advertising_platform_is_fast_until_lists_go_there() -> None:
    words = "Adverts on Facebook, matched with our members."
    plain = with_system(campaign(words), "Facebook", "wished", id="facebook", kind="social_network")
    matched = campaign(words, marks=[signal("ad_audience_matching", "matched with our members")])
    matched = with_system(matched, "Facebook", "wished", id="facebook", kind="social_network")
    assert (tool(plain).status, tool(plain).route) == ("unknown", "fast_lane")
    assert tool(matched).route == "full_review"
