"""Freezes, queues, boards and shut-downs against the days of invented briefs; every number was counted by hand."""

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Quantity
from schemas.specification import Specification
from service.computing.effects.clocks import recurring
from service.computing.effects.days_told import Wait, stretches, wait_of
from service.computing.working_days import calendar_for
from tests.computing.aligned import TODAY, constraint, held, only, specified

BRIEF = """# Ferrel Tea, autumn club (Poland)
Goal: 2,000 orders.
We launch the new club page on Tuesday 15 September 2026.
Agency Lanternfish hands over the finished version on Tuesday 1 September 2026.
The codes come from CouponMaster.
On Sunday 20 September 2026 at 10:00 an e-mail goes to 90,000 subscribers.
"""
CALENDAR_UNITS: tuple[Literal["day", "month"], ...] = ("day", "month")
DAYS = calendar_for((), None, (), TODAY, TODAY).open


@pytest.fixture(scope="module")
def plan() -> Specification:
    """The brief above as a specification."""
    return specified(BRIEF)


def test_a_launch_inside_a_pause_has_to_be_ready_before_it(plan: Specification) -> None:
    effects, options = held("Change freeze: no releases from 7 September to 18 September 2026.", plan)
    effect = effects[0]
    assert effect.collides
    # 4, 7, 8, 9, 10, 11 and 14 September lie between the last day before the pause and the launch.
    assert effect.size == Quantity(value=7, unit="working_day")
    assert effect.decide_by == date(2026, 9, 4)
    assert "Fri 4 September 2026" in effect.text
    assert "10 working days from today" in effect.text
    assert "Mon 21 September 2026, 4 working days later" in effect.text
    assert effect.sentences == ["S3"]
    assert [option.text[:4] for option in options] == ["Have", "Put "]


def test_the_last_day_of_a_pause_belongs_to_it(plan: Specification) -> None:
    assert only("Freeze: no releases from 7 September to 15 September 2026.", plan).collides
    assert not only("Freeze: no releases from 7 September to 14 September 2026.", plan).collides
    assert not held("Freeze: no releases from 21 September to 25 September 2026.", plan)[0][0].collides


def test_a_pause_that_ends_before_the_launch_says_what_is_left(plan: Specification) -> None:
    text = only("Change freeze: no releases from 3 to 10 September 2026.", plan).text
    assert text.startswith("It fits")
    # 11 and 14 September; the pause takes 3, 4, 7, 8, 9 and 10.
    assert "Fri 11 September 2026: 2 working days before Tue 15 September 2026" in text
    assert "takes 6 working days" in text


def test_a_pause_without_an_end_is_not_worked_out(plan: Specification) -> None:
    assert held("The change freeze starts on 7 September 2026.", plan) == ([], [])


def test_a_pause_on_another_system_is_not_worked_out(plan: Specification) -> None:
    assert held("Change freeze for the Pelorin ERP from 7 to 18 September 2026.", plan) == ([], [])


def test_a_pause_that_has_begun_is_read_back_to_this_year() -> None:
    text = "Change freeze from 18 August to 2 September."
    [found] = stretches(constraint(text), TODAY)
    assert (found.first, found.last) == (date(2026, 8, 18), date(2026, 9, 2))


def test_a_running_pause_leaves_only_later_days(plan: Specification) -> None:
    effects, options = held("Change freeze: no releases from 20 August to 16 September 2026.", plan)
    assert effects[0].decide_by is None
    assert "has begun" in effects[0].text
    assert len(options) == 1


# --- queues and notice --------------------------------------------------------------------------


def test_a_queue_runs_from_the_hand_over_of_the_brief(plan: Specification) -> None:
    text = (
        "A new page needs a security review: the backlog is 12 working days and the review itself takes 3, counted from "
        "the day on which the page is handed over."
    )
    effects, options = held(text, plan)
    effect = effects[0]
    assert effect.collides
    # From 1 September: 1 to 4, 7 to 11, 14 to 18 and 21 September are 15 working days.
    assert "there on Tue 22 September 2026" in effect.text
    assert "5 working days after that day" in effect.text
    assert "should have been handed in by Mon 24 August" not in effect.text
    assert effect.size == Quantity(value=6, unit="working_day")
    assert effect.calculation is not None
    assert "12 + 3 = 15 working days" in effect.calculation
    # 1 to 4 and 7 to 11 September lie before the working day before the launch.
    assert "9 working days at most" in options[1].text
    # Handed over today, 24 August, it is there on 14 September: the working day before the launch.
    assert "by Mon 24 August 2026" in options[2].text


def test_notice_that_can_still_be_given_fits(plan: Specification) -> None:
    effect = only("Mailings must be announced 10 working days ahead.", plan)
    assert not effect.collides
    # 4, 7 to 11 and 14 to 17 September lie before the 18th: ten with the 18th, which is a Friday.
    assert effect.decide_by == date(2026, 9, 7)


def test_notice_that_is_past_is_late(plan: Specification) -> None:
    effects, options = held("Mailings must be announced 6 weeks ahead.", plan)
    # 20 September less 42 days is 9 August; 24 August and 42 days is 5 October.
    assert "by Sun 9 August 2026" in effects[0].text
    assert "Mon 5 October 2026" in effects[0].text
    assert effects[0].size == Quantity(value=10, unit="working_day")
    assert all(option.basis == "computed" for option in options)


def test_shorter_and_longer_cases_are_a_range() -> None:
    found = wait_of(
        constraint(
            "1. A change needs 8 working days from the request on. Changes to the checkout need 15 working days."
        )
    )
    assert found is not None
    assert (found.low, found.high, found.words) == (8, 15, "8 to 15 working days")


@pytest.mark.parametrize(
    "text",
    [
        "The provider shall announce maintenance at least 7 days in advance.",
        "The contract may be terminated with 12 months' notice.",
        "Approval is valid for 24 months.",
    ],
)
def test_what_is_no_wait_of_ours(text: str) -> None:
    assert wait_of(constraint(text)) is None


@given(st.integers(1, 60), st.integers(0, 120))
def test_work_that_starts_on_the_last_day_is_done_in_time_and_not_a_day_later(count: int, offset: int) -> None:
    day = DAYS.next(TODAY + timedelta(days=offset))
    wait = Wait(count, count, "working_day", "")
    start = wait.start(day, TODAY, DAYS)
    assert wait.done(start, DAYS)[1] <= day < wait.done(DAYS.next(start + timedelta(days=1)), DAYS)[1]


@given(st.sampled_from(CALENDAR_UNITS), st.integers(1, 18), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_calendar_waits_go_back_as_they_go_forward(unit: Literal["day", "month"], count: int, day: date) -> None:
    wait = Wait(count, count, unit, "")
    start = wait.start(day, TODAY, DAYS)
    assert wait._on(start, count) <= day < wait._on(start + timedelta(days=4), count)


@pytest.mark.parametrize(
    "text",
    [
        "Change freeze: no releases from 7 September to 18 September 2026.",
        "Mailings must be announced 6 weeks ahead.",
        "Approval by the board is needed, which meets on the third Monday of each month.",
        "CouponMaster is switched off for good on 17 September 2026.",
        "The newsletter system is switched off for maintenance every Sunday, 09:30 to 11:00.",
        "E-mails may only leave between 09:00 and 20:00, Monday to Saturday.",
        "Customer segments are refreshed every day at 06:00.",
    ],
)
def test_what_is_computed_says_how_and_from_what(plan: Specification, text: str) -> None:
    effects, options = held(text, plan)
    assert effects
    known = {sentence.id for sentence in plan.brief.sentences}
    requirements = {requirement.id for requirement in plan.requirements}
    for effect in effects:
        assert effect.calculation
        assert effect.inputs
        assert effect.sentences
        assert set(effect.sentences) <= known
        assert set(effect.requirements) <= requirements
        assert effect.collides == (effect.size is not None)
    assert all(option.calculation and option.gives_up and option.gains for option in options)


# --- boards and shut-downs ----------------------------------------------------------------------


def test_the_last_meeting_before_the_launch(plan: Specification) -> None:
    text = "Changes need the approval of the board, which meets on Thursdays; papers must be in by the Tuesday before."
    effect = only(text, plan)
    assert not effect.collides
    assert "Thu 10 September 2026, with papers in by Tue 8 September 2026" in effect.text
    # 27 August, 3 and 10 September.
    assert "3 meetings" in effect.text
    assert effect.decide_by == date(2026, 9, 8)


def test_a_board_that_meets_after_the_launch(plan: Specification) -> None:
    effects, options = held("Approval by the board is needed, which meets on the third Monday of each month.", plan)
    assert effects[0].collides
    assert "That is 6 days after the launch" in effects[0].text
    assert effects[0].size == Quantity(value=5, unit="working_day")
    assert "Tue 22 September 2026" in options[0].text


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_every_day_is_one_nth_of_its_month(day: date) -> None:
    name = day.strftime("%A")
    rules = [recurring(f"the {nth} {name} of each month") for nth in ("first", "second", "third", "fourth", "last")]
    found = [rule.holds(day) for rule in rules if rule]
    assert len(found) == 5
    assert sum(found[:4]) == (day.day <= 28)
    assert found[4] == ((day + timedelta(days=7)).month != day.month)


def test_a_shut_down_before_a_send(plan: Specification) -> None:
    effect = only("CouponMaster is switched off for good on 17 September 2026.", plan)
    assert effect.collides
    assert effect.decide_by == date(2026, 9, 16)
    # 17 and 18 September; the 20th is a Sunday.
    assert effect.size == Quantity(value=2, unit="working_day")


def test_a_shut_down_of_something_the_brief_does_not_name(plan: Specification) -> None:
    assert held("Pelorin is switched off for good on 17 September 2026.", plan) == ([], [])
    assert not only("Pelorin is switched off for good on 30 April 2027.", plan).collides


def test_the_seat_of_a_tool_gives_the_campaign_no_holidays_and_a_wrapped_line_no_excuse() -> None:
    brief = (
        "Larkfield Ferries wants 6,000 winter passes sold by 15 January 2027. On Monday 30 November 2026 the page for guests "
        "in the UK goes\nlive. A chat tool, HarbourBot, which is hosted in the US, answers questions."
    )
    effects, _ = held("No production changes from 27 November 2026 to 1 December 2026.", specified(brief))
    assert effects[0].collides
    assert "Thu 26 November 2026" in effects[0].text, "Thanksgiving is a holiday where the tool stands"


def test_what_can_be_there_before_the_launch_fits_and_says_by_when_to_ask(plan: Specification) -> None:
    effect = only("The new page needs a change; earliest 11 September 2026 if the request is in by 31 August.", plan)
    assert not effect.collides
    # 14 September lies between; the launch is on the 15th.
    assert "Fri 11 September 2026, 2 working days before the launch" in effect.text
    assert effect.decide_by == date(2026, 8, 31)


@pytest.mark.parametrize(
    "text",
    [
        "The new page can be there on 17 September 2026 at the earliest.",
        "The new page cannot be published before 17 September 2026.",
        "The new page is possible from 17 September 2026.",
        "The new page needs the DPO; she is away until 3 September 2026 and then has a backlog of about two weeks.",
        "The new page can only be set up with us: next slot 10 September, done within 5 working days.",
    ],
)
def test_what_can_only_be_there_after_the_launch_moves_it(text: str, plan: Specification) -> None:
    effects, options = held(text, plan)
    assert effects[0].collides
    # 15 and 16 September are there to work in.
    assert effects[0].size == Quantity(value=2, unit="working_day")
    assert any(option.text.endswith("to Thu 17 September 2026 or later.") for option in options)


def test_a_release_that_something_needs_is_its_earliest_day(plan: Specification) -> None:
    effect = only("The new page needs the 2.14 release on 11 September; texts have to be with us by 4 September.", plan)
    assert not effect.collides
    assert effect.decide_by == date(2026, 9, 4)


def test_a_stretch_of_days_has_no_earliest_day(plan: Specification) -> None:
    assert held("The new page can be tried: it is available from 17 to 25 September 2026.", plan) == ([], [])


def test_a_report_after_years_is_held_against_nothing(plan: Specification) -> None:
    assert held("The new page needs a test: next slot 10 September 2026, report after 900000 days.", plan) == ([], [])
