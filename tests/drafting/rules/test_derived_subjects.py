"""Subjects out of the computed parts."""

import pytest

from service.drafting.rules.derived_subjects import DERIVED_SUBJECTS, figure_words
from service.drafting.rules.subjects import Subject
from tests.drafting.invented import worked_out


def subjects(kind: str, text: str) -> list[Subject]:
    campaign, computed, _ = worked_out(text)
    return list(DERIVED_SUBJECTS[kind](campaign, computed))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (125, "message/second", "125 messages per second"),
        (1250000, "visit", "1,250,000 visits"),
        (0.3333, "message/second", "0.333 messages per second"),
        (7.5, "visit/second", "7.5 visits per second"),
        (600, "person", "600 people"),
        (40, "percent", "40 percent"),
    ],
)
def test_a_figure_is_written_in_digits_and_its_unit_in_words(value: float, unit: str, words: str) -> None:
    assert figure_words(value, unit) == words


def test_only_loads_that_somebody_builds_for_are_subjects() -> None:
    text = "On 4 May 2027 between 7am and 9am we e-mail 900,000 customers in Ireland. The landing page shows the offer."
    campaign, computed, _ = worked_out(text)
    found = list(DERIVED_SUBJECTS["workload"](campaign, computed))
    assert found
    assert len(found) < len(computed.scale.workloads)
    assert all(subject.evidence and subject.calculations == (subject.object,) for subject in found)


def test_the_dpia_rests_on_the_criteria_that_are_met() -> None:
    [subject] = subjects("dpia", "We score 900,000 customers in Germany by income and health data and rank them.")
    assert subject.attributes["outcome"] in ("required", "presumed", "recommended")
    assert subject.evidence


def test_without_children_there_is_no_subject() -> None:
    assert subjects("minors", "We e-mail 4,000 customers in Ireland on 4 May 2027.") == []


def test_data_of_a_special_kind_is_named() -> None:
    found = subjects("special_data", "We e-mail 4,000 patients about their health data and their diagnosis.")
    assert found
    assert all(subject.slots["data"] for subject in found)


def test_a_known_tool_needs_no_agreement_again_but_an_agency_does() -> None:
    found = subjects("processor", "Our agency, Quill & Hatch, gets the list of 4,000 customers in Ireland every week.")
    assert "Quill & Hatch" in {subject.object for subject in found}


def test_volunteers_sign_an_undertaking_and_no_contract_of_a_firm() -> None:
    from_outside = subjects("processor", "Our agency, Quill & Hatch, gets the list of 4,000 customers every week.")
    text = "We phone 4,000 donors in May 2027. The phone numbers are from the old spreadsheet of the volunteers."
    [own] = subjects("processor", text)
    assert [one.attributes["hands"] for one in from_outside] == ["outside"]
    assert own.attributes["hands"] == "own"
    told = [need.statement for need in worked_out(text)[2].needs if need.need.startswith("privacy.")]
    assert any("no undertaking of confidentiality by" in statement for statement in told)
    assert not any("processing agreement" in statement for statement in told)


def test_late_items_stand_together_as_one_subject() -> None:
    found = subjects(
        "late_items", "The landing page goes live on 30 November 2026. We e-mail 4,000 customers in Ireland."
    )
    assert len(found) == 1
    assert found[0].evidence
    assert found[0].calculations


def test_an_outside_tool_has_its_route() -> None:
    [subject] = subjects("governance", "The colleagues want to use StageOwl, a tool for quizzes, for 4,000 customers.")
    assert subject.object == "StageOwl"
    assert subject.attributes["route"] in ("fast_lane", "full_review")
