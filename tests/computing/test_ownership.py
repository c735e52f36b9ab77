"""Who answers for what."""

from schemas.organisation import Organisation, OrganisationSystem, Team
from schemas.parts import Ownership
from service.campaign import Campaign
from service.computing.governance import screen_tools
from service.computing.ownership import assign_ownership
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal, with_system


def rows(made: Campaign, organisation: Organisation | None = None) -> dict[str, Ownership]:
    privacy = assess_privacy(made, organisation)
    found = assign_ownership(made, organisation, privacy, screen_tools(made, organisation))
    assert len({row.topic for row in found}) == len(found)
    return {row.topic: row for row in found}


def test_every_campaign_has_an_outcome_and_a_decision() -> None:
    assert set(rows(campaign("Posters."))) == {"campaign outcome", "go or no-go"}


def test_a_usual_role_is_an_assumption() -> None:
    row = rows(campaign("Posters."))["campaign outcome"]
    assert (row.accountable, row.status, row.evidence) == ("head of marketing", "assumed", [])


def test_a_role_of_the_brief_is_named_with_its_place() -> None:
    made = campaign(
        "Legal looks at the e-mail.", marks=[mark("person_role", "legal", "Legal"), mark("channel", "email", "e-mail")]
    )
    row = rows(made)["legal basis and consent"]
    assert (row.accountable, row.status) == ("Legal", "named")
    assert row.evidence[0].quote == "Legal"


def test_what_nobody_owns_is_a_gap() -> None:
    made = campaign(
        "Nobody knows who owns the app data.",
        marks=[signal("unknown_owner", "Nobody knows who owns"), mark("data", "app_usage", "app data")],
    )
    row = rows(made)["data: app data"]
    assert (row.accountable, row.status) == (None, "gap")
    assert [e.quote for e in row.evidence] == ["Nobody knows who owns", "app data"]


def test_a_tool_bought_on_a_private_card_leaves_a_gap() -> None:
    made = campaign("A trial of Flockpost on her card.", marks=[signal("shadow_tool", "on her card")])
    assert rows(with_system(made, "Flockpost", "trial"))["vendors and contracts on processing"].status == "gap"


def test_the_profile_names_teams_and_owners() -> None:
    made = with_system(
        campaign("E-mail with Rookmail.", marks=[mark("channel", "email", "E-mail")]), "Rookmail", kind="esp"
    )
    own = Organisation(
        teams=[Team(name="Post office", topics=["suppression"])],
        systems=[OrganisationSystem(name="Rookmail", owner="CRM team")],
    )
    found = rows(made, own)
    assert found["refusals and opt-outs"].accountable == "Post office"
    assert found["system: Rookmail"].accountable == "CRM team"


def test_an_assessment_has_an_owner_only_where_one_is_due() -> None:
    due = campaign("We score members.", marks=[signal("profiling_scoring", "score")], regions=("SE",))
    assert "data protection impact assessment" in rows(due)
    assert "data protection impact assessment" not in rows(campaign("Posters."))


def test_whoever_data_sit_with_owns_them() -> None:
    made = campaign(
        "Till data sits with the shop systems team, orders are in Cartwheel.",
        marks=[mark("data", "till_data", "Till data"), mark("person_role", "team", "shop systems team")],
    )
    row = rows(made)["data: Till data"]
    assert (row.accountable, row.status) == ("shop systems team", "named")


def test_a_team_that_merely_stands_beside_data_does_not() -> None:
    made = campaign(
        "The till data go to the board.",
        marks=[mark("data", "till_data", "till data"), mark("person_role", "board", "board")],
    )
    assert "data: till data" not in rows(made)
