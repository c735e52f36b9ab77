"""Pauses told without a month, and the exceptions of a pause or a limit with the latest day to ask for them."""

from datetime import date

import pytest

from schemas.specification import Specification
from service.computing.effects.plan import Plan
from service.computing.effects.unnamed_month import next_days
from service.computing.effects.work_out import work_out
from tests.computing.aligned import constraint, held, only, specified

TODAY = date(2026, 11, 22)
BRIEF = """UK campaign. We launch the new landing page on 10 December 2026.
On Thursday 10 December 2026 from 19:00 to 21:00 we send an e-mail to 60,000 customers in the UK.
"""


@pytest.fixture(scope="module")
def plan() -> Specification:
    """The launch and the send above as a specification."""
    return specified(BRIEF, TODAY)


# --- days without a month -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The freeze runs from the 4th to the 18th.",
        "No changes between the 4th and the 18th.",
        "Change freeze: 4th-18th.",
    ],
)
def test_days_without_a_month_are_the_next_such_days(plan: Specification, text: str) -> None:
    effect = only(text, plan, TODAY)
    assert effect.collides
    assert "from Fri 4 December 2026 to Fri 18 December 2026" in effect.text
    assert "names no month: the next such days are taken" in effect.text


def test_days_that_may_run_already_are_asked_about(plan: Specification) -> None:
    text = "The freeze runs from the 20th to the 24th."
    effect = only(text, plan, TODAY)
    assert not effect.collides
    assert effect.open_point == "which month is meant by “the 20th to the 24th”"
    step = work_out(constraint(text, TODAY), Plan(plan, None, TODAY), TODAY).next_step
    assert step == "Ask IT: which month is meant by “the 20th to the 24th”?"


def test_days_of_every_month_are_none_that_come_next(plan: Specification) -> None:
    assert held("Nothing is changed from the 4th to the 18th of every month.", plan, TODAY) == ([], [])


@pytest.mark.parametrize(
    ("words", "today", "first", "last"),
    [
        ("the 4th to the 18th", date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 18)),
        ("the 4th to the 18th", date(2026, 12, 19), date(2027, 1, 4), date(2027, 1, 18)),
        ("the 28th to the 4th", date(2026, 11, 22), date(2026, 11, 28), date(2026, 12, 4)),
        ("the 28th to the 4th", date(2026, 12, 22), date(2026, 12, 28), date(2027, 1, 4)),
    ],
)
def test_the_next_days_by_hand(words: str, today: date, first: date, last: date) -> None:
    found = next_days(words, today)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("words", "today"),
    [
        ("the 4th to the 18th", date(2026, 11, 4)),
        ("the 4th to the 18th", date(2026, 11, 18)),
        ("the 28th to the 4th", date(2026, 12, 2)),
        ("the 20th to the 31st", date(2026, 11, 3)),
    ],
)
def test_days_that_are_not_settled(words: str, today: date) -> None:
    assert next_days(words, today) is None


# --- exceptions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "latest"),
    [
        (
            "Production freeze from 4 December to 18 December 2026. Emergency changes with approval of the CIO, 3 working "
            "days before.",
            "CIO",
            "by Mon 7 December 2026 at the latest",
        ),
        (
            "Change freeze from 4 December 2026 to 18 December 2026, except emergency changes approved by the CIO, "
            "requested at least 3 working days before.",
            "CIO",
            "by Mon 7 December 2026 at the latest",
        ),
        (
            "Change freeze from 4 December 2026 to 18 December 2026. Exceptions need the approval of the CTO and must be "
            "requested 5 working days in advance.",
            "CTO",
            "by Thu 3 December 2026 at the latest",
        ),
        (
            "No e-mails after 20:00, unless the head of CRM agrees 3 working days before.",
            "head of CRM",
            "by Mon 7 December 2026 at the latest",
        ),
        (
            "Change freeze from 4 to 18 December 2026, unless the head of IT agrees at least 3 weeks before.",
            "head of IT",
            "Thu 19 November 2026, has already passed: asked today, the notice is over on Mon 14 December 2026",
        ),
    ],
)
def test_an_exception_with_approver_and_notice_is_a_way_out(
    plan: Specification, text: str, who: str, latest: str
) -> None:
    effects, options = held(text, plan, TODAY)
    assert any(effect.collides for effect in effects)
    assert options[-1].who_decides == who
    assert options[-1].text.startswith(f"Ask the {who} whether the exception covers it")
    assert latest in options[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "Change freeze from 4 to 18 December 2026, except emergency changes approved by the CIO.",
        "Change freeze from 4 to 18 December 2026, except emergency changes.",
    ],
)
def test_an_exception_without_a_notice_has_no_latest_day(plan: Specification, text: str) -> None:
    _, options = held(text, plan, TODAY)
    assert not any("exception" in option.text for option in options)
