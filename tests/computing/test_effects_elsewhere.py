"""Limits for other countries, on other systems or for other channels than those of a plan: they are not its own."""

import pytest

from schemas.specification import Specification
from tests.computing.aligned import held, only, specified

BRIEF = """# Ferrel Tea, autumn note (UK)
Goal: 2,000 orders.
On Friday 11 September 2026 between 19:00 and 21:00 we text our 60,000 members in the UK with Pingwell, with a link to
the landing page on our website.
On Friday 11 September 2026 at 19:00 an e-mail goes to 90,000 subscribers, with a link to the landing page on our website.
"""
NOWHERE = """# Ferrel Tea, autumn note
On Friday 11 September 2026 between 19:00 and 21:00 we text our 60,000 members.
"""


@pytest.fixture(scope="module")
def plan() -> Specification:
    """The sends above as a specification."""
    return specified(BRIEF)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("In Germany no texts after 20:00.", "people in Germany"),
        ("In Germany we send at most 2 text messages per second.", "people in Germany"),
        ("Austria and Germany: at most 5,000 texts a day.", "people in Austria and Germany"),
        ("The loyalty API allows 5,000 calls a day.", "uses the loyalty API"),
        ("The booking system takes 1 page view per second.", "uses the booking system"),
        ("The HR system allows 5,000 messages a day.", "uses the HR system"),
        ("Twilio sends 2 text messages per second.", "uses Twilio"),
    ],
)
def test_a_limit_from_elsewhere_leaves_a_question_and_collides_with_nothing(
    plan: Specification, text: str, missing: str
) -> None:
    effect = only(text, plan)
    assert not effect.collides
    assert missing in (effect.open_point or "")
    assert "not held against the plan" in effect.text


@pytest.mark.parametrize(
    "text",
    [
        "In the UK no texts after 20:00.",
        "In Germany and the UK no texts after 20:00.",
        "Except in Germany, no texts may leave after 20:00.",
        "No texts after 20:00 UK time.",
        "The SMS gateway sends 2 text messages per second.",
        "Pingwell sends 2 text messages per second.",
        "Our servers in Ireland take 1 page view per second.",
        "The marketing platform allows 5,000 text messages a day.",
    ],
)
def test_a_limit_of_the_plan_is_held_against_it(plan: Specification, text: str) -> None:
    effects, _ = held(text, plan)
    assert any(effect.collides for effect in effects)


@pytest.mark.parametrize(
    "text",
    [
        "No texts after 20:00, because the CRM is backed up then.",
        "No texts after 20:00 unless the head of CRM agrees.",
        "The SMS gateway sends 2 text messages per second, because the CRM is slow.",
    ],
)
def test_a_system_that_is_only_a_reason_or_part_of_a_title_is_not_limited(plan: Specification, text: str) -> None:
    assert any(effect.collides for effect in held(text, plan)[0])


def test_a_brief_that_names_no_country_leaves_the_question_too() -> None:
    effect = only("In the UK no texts after 20:00.", specified(NOWHERE))
    assert not effect.collides
    assert "names no country" in effect.text


def test_any_sending_tool_may_be_that_of_a_brief_without_one() -> None:
    assert only("Twilio sends 2 text messages per second.", specified(NOWHERE)).collides


def test_requests_of_an_interface_are_not_those_of_the_pages(plan: Specification) -> None:
    assert held("The API allows 1 request per second.", plan)[0] == []
    assert held("The website takes 1 request per second.", plan)[0][0].collides


# --- one channel --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Twilio allows 100,000 messages a day.",
        "The SMS gateway allows 100,000 messages a day.",
        "At most 70,000 texts a month.",
    ],
)
def test_a_limit_for_one_channel_counts_only_that_channel(text: str) -> None:
    effect = only(text, specified(BRIEF.replace("with Pingwell, ", "")))
    assert not effect.collides
    assert "60,000" in effect.text


def test_a_limit_for_all_messages_counts_all_channels(plan: Specification) -> None:
    effects, _ = held("At most 100,000 messages a day.", plan)
    assert any(effect.collides for effect in effects)


def test_visits_of_one_channel_are_held_against_its_own_limit(plan: Specification) -> None:
    effect = only("For visitors from the text message the website takes 50 page views per second.", plan)
    assert effect.text.startswith("Text message")
    assert len(held("The website takes 50 page views per second.", plan)[0]) == 3


@pytest.mark.parametrize("text", ["No push may leave after 18:00.", "A push costs EUR 0.05 per message."])
def test_a_rule_for_a_channel_that_is_not_planned_concerns_no_send(plan: Specification, text: str) -> None:
    assert held(text, plan)[0] == []
