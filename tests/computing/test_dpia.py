"""The screening: nine criteria, triggers, and never a `no` from silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.organisation import Organisation
from schemas.parts import Dpia
from service.campaign import Campaign
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import Mark, campaign, mark, signal, with_audience


def screen(made: Campaign, organisation: Organisation | None = None) -> Dpia:
    return assess_privacy(made, organisation).dpia


def statuses(dpia: Dpia) -> dict[str, str]:
    return {criterion.id: criterion.status for criterion in dpia.criteria}


def test_silence_settles_nothing() -> None:
    dpia = screen(campaign("Posters all over town."))
    assert dpia.outcome == "undetermined"
    assert set(statuses(dpia).values()) == {"unknown"}


@given(st.lists(st.sampled_from(["email", "letter", "push", "web_page", "tv"]), unique=True))
def test_no_assessment_is_never_concluded_from_what_is_missing(channels: list[str]) -> None:
    words = [f"We use {channel}." for channel in channels] or ["Nothing yet."]
    marks = [mark("channel", channel, channel) for channel in channels]
    assert screen(campaign(*words, marks=marks)).outcome != "not_indicated"


def test_one_criterion_recommends() -> None:
    made = campaign("We score customers.", marks=[signal("profiling_scoring", "score")], regions=("SE",))
    dpia = screen(made)
    assert statuses(dpia)["C1"] == "met"
    assert dpia.outcome == "recommended"


def test_two_criteria_presume() -> None:
    marks = [signal("profiling_scoring", "score"), signal("purchased_list", "bought list")]
    dpia = screen(campaign("We score a bought list.", marks=marks, regions=("SE",)))
    assert dpia.outcome == "presumed"
    assert "C1 and C6" in dpia.reason


@pytest.mark.parametrize(
    ("marks", "region", "trigger"),
    [
        (
            [signal("minors", "children"), signal("loyalty_points", "stamps")],
            "GB",
            "ICO list: personal data of children",
        ),
        ([signal("ad_audience_matching", "match")], "GB", "ICO list: matching"),
        ([signal("ai_use", "model"), signal("profiling_scoring", "score")], "DE", "DSK list"),
        ([signal("profiling_scoring", "score"), signal("enrichment", "bought")], "FR", "CNIL list"),
    ],
)
def test_a_listed_operation_requires_where_the_list_is_in_force(marks: list[Mark], region: str, trigger: str) -> None:
    words = "The children collect stamps; a model will score and match them with bought data."
    dpia = screen(campaign(words, marks=marks, regions=(region,)))
    assert dpia.outcome == "required"
    assert any(name.startswith(trigger) for name in dpia.triggers)
    elsewhere = screen(campaign(words, marks=marks, regions=("SE",)))
    assert elsewhere.outcome != "required"


def test_a_trigger_that_was_only_recalled_does_not_decide() -> None:
    marks = [signal("retargeting", "follow visitors"), signal("vulnerable", "homeless people")]
    dpia = screen(campaign("Adverts follow visitors, homeless people among them.", marks=marks, regions=("GB",)))
    assert dpia.outcome == "presumed"
    assert any("to be confirmed" in name for name in dpia.triggers)


def letters(people: float, *marks: Mark) -> Campaign:
    made = campaign(
        "A letter to the members.", "Allergies are noted.", marks=[mark("channel", "letter", "letter"), *marks]
    )
    return with_audience(made, "members", people)


@pytest.mark.parametrize(("people", "status"), [(49_999, "not_met"), (50_000, "met")])
def test_large_scale_follows_the_threshold(people: int, status: str) -> None:
    assert statuses(screen(letters(people)))["C5"] == status


def test_sensitive_data_are_large_sooner() -> None:
    assert statuses(screen(letters(5_000, mark("data", "health_data", "Allergies"))))["C5"] == "met"
    assert statuses(screen(letters(5_000)))["C5"] == "not_met"


def test_the_organisation_sets_its_own_threshold() -> None:
    own = Organisation(defaults={"large_scale_ordinary": 1_000})
    dpia = screen(letters(2_000), own)
    assert statuses(dpia)["C5"] == "met"
    assert "set by the organisation" in next(c.why for c in dpia.criteria if c.id == "C5")


def test_routing_without_effect_on_people_is_no_automated_decision() -> None:
    plain = campaign("Leads go to sales automatically.", marks=[signal("automated_decision", "automatically")])
    credit = campaign(
        "The loan is granted automatically.",
        marks=[signal("automated_decision", "automatically"), signal("finance_topic", "loan")],
    )
    assert statuses(screen(plain))["C2"] == "not_met"
    assert statuses(screen(credit))["C2"] == "met"


def test_what_the_brief_rules_out_is_not_met() -> None:
    made = campaign("No children, please.", marks=[signal("minors", "children", negated=True)])
    criterion = next(c for c in screen(made).criteria if c.id == "C7")
    assert criterion.status == "not_met"
    assert criterion.evidence[0].quote == "children"


@pytest.mark.parametrize(("region", "outcome"), [("US", "recommended"), ("CA", "recommended"), ("SE", "presumed")])
def test_where_no_law_asks_for_it_the_assessment_is_a_choice(region: str, outcome: str) -> None:
    marks = [signal("profiling_scoring", "score"), signal("purchased_list", "bought list")]
    dpia = screen(campaign("We score a bought list.", marks=marks, regions=(region,)))
    assert dpia.outcome == outcome


def test_figures_about_a_town_are_nobodys_data() -> None:
    statistic = campaign("Median household income is high there.", marks=[mark("data", "income", "household income")])
    personal = campaign("We ask for household income.", marks=[mark("data", "income", "household income")])
    assert statuses(screen(statistic))["C4"] == "unknown"
    assert statuses(screen(personal))["C4"] == "met"
    town = with_audience(campaign("The town has a population of 60,000."), "60,000", 60_000)
    assert statuses(screen(town))["C5"] == "unknown"


@pytest.mark.parametrize(
    ("words", "status"),
    [("The score decides who is called first.", "met"), ("People are called by a score.", "unknown"),
     ("The final score of the match is shown.", "unknown"), ("We choose whom to call by the lead score.", "met")],
)  # fmt: skip
def test_a_score_that_decides_about_people_is_scoring(words: str, status: str) -> None:
    assert statuses(screen(campaign(words)))["C1"] == status


def test_access_needs_of_some_are_sensitive_and_not_of_the_many_who_are_addressed() -> None:
    words = "23,400 families get an e-mail. Some may need wheelchair places."
    made = campaign(words, marks=[mark("data", "access_needs", "wheelchair places")], regions=("SE",))
    dpia = screen(with_audience(made, "23,400", 23_400))
    assert statuses(dpia)["C4"] == "met"
    assert dpia.triggers == []
    assert dpia.outcome != "required"
    told_by_all = campaign(words, marks=[mark("data", "allergy", "wheelchair places")], regions=("SE",))
    assert screen(with_audience(told_by_all, "23,400", 23_400)).outcome == "required"
