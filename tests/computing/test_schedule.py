"""Whole schedules: milestones, checkpoints, owners, freezes, ways out."""

from datetime import date
from typing import Any

from schemas.organisation import Freeze, LeadTime, Organisation, Team
from schemas.parts import LeadItem, Schedule
from service.campaign import Campaign
from service.computing.lead_needs import LeadNeed
from service.computing.schedule import plan_schedule, told_freezes
from tests.computing.made_brief import TODAY, HandMade


def launching(on: date | None, **values: Any) -> Campaign:
    made = HandMade("We launch in spring with a new tool.")
    launch = made.dated("launch", on, "launch", "spring") if on else None
    return made.campaign(launch=launch, dates=(launch,) if launch else (), regions=("GB-ENG",), **values)


def need(item: str, **values: Any) -> LeadNeed:
    return LeadNeed(item, "because the brief says so", (), **values)


def items(schedule: Schedule) -> dict[str, LeadItem]:
    return {item.id: item for item in schedule.lead_items}


NEEDS = [need("vendor_review", subject="VoucherPop"), need("processing_agreement"), need("page_build")]


def test_work_is_counted_back_from_the_launch_over_the_buffer() -> None:
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, NEEDS)
    assert schedule.buffer is not None
    assert schedule.buffer.working_days == 8, "a fifth of 20 and 20 days"
    contract = items(schedule)["processing_agreement"]
    assert contract.needed_by == date(2027, 4, 21), "8 working days before 4 May; 3 May is a holiday"
    assert contract.latest_start == date(2027, 3, 22), "Good Friday and Easter Monday lie between"
    assert items(schedule)["vendor_review.voucherpop"].needed_by == contract.latest_start
    assert {item.status for item in schedule.lead_items} == {"ok"}
    assert schedule.options == []


def test_skipped_holidays_are_named() -> None:
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, NEEDS)
    assert "2027-03-26 Good Friday (GB-ENG)" in schedule.holidays
    assert not [day for day in schedule.holidays if day < TODAY.isoformat() or day > "2027-05-04"]


def test_without_a_launch_everything_is_unknown() -> None:
    schedule = plan_schedule(launching(None), None, NEEDS)
    assert {item.status for item in schedule.lead_items} == {"unknown"}
    assert {item.latest_start for item in schedule.lead_items} == {None}
    assert (schedule.launch, schedule.options, schedule.holidays) == (None, [], [])


def test_a_launch_in_the_past_is_doubted_and_not_planned_for() -> None:
    schedule = plan_schedule(launching(date(2026, 5, 4)), None, NEEDS)
    assert {item.status for item in schedule.lead_items} == {"unknown"}
    assert schedule.launch == date(2026, 5, 4)
    assert schedule.options == [
        "Give a new launch date: Mon 4 May 2026 has passed, so nothing can be planned back from it."
    ]


def test_ways_out_name_their_effect() -> None:
    """27 working days are left: too few for 20 and 20, enough for the page's 15 and the 8 kept for change."""
    schedule = plan_schedule(launching(date(2027, 1, 4)), None, NEEDS)
    statuses = {name: item.status for name, item in items(schedule).items()}
    assert statuses == {"vendor_review.voucherpop": "late", "processing_agreement": "late", "page_build": "ok"}
    move, *others = schedule.options
    assert move.startswith("Move the launch to Tue 2 February 2027 or later")
    assert "40 working days" in move
    assert any("VoucherPop" in option and "sooner" in option for option in others)


def test_a_date_that_has_passed_is_agreed_anew() -> None:
    printing = need("print_file", needed_by=date(2026, 11, 9))
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, [printing])
    assert items(schedule)["print_file"].status == "late"
    assert schedule.options == [
        "Agree a new date for the print file agreed, made and proofed: Mon 9 November 2026 has passed;"
        " Wed 2 December 2026 can be met."
    ]


def test_the_organisation_brings_owners_lead_times_and_freezes() -> None:
    own = Organisation(
        regions=["GB-ENG"],
        teams=[Team(name="Web squad", topics=["Web"], free_days=4)],
        lead_times={"page_build": LeadTime(low=2, typical=3, high=4)},
        freezes=[Freeze(name="spring", start=date(2027, 4, 1), end=date(2027, 5, 31))],
    )
    schedule = plan_schedule(launching(date(2027, 5, 4)), own, [need("page_build")])
    page = items(schedule)["page_build"]
    assert (page.owner, page.typical) == ("Web squad", 3)
    assert page.latest_start == date(2027, 3, 25), "Good Friday is the 26th, the freeze starts on 1 April"
    (effort,) = schedule.efforts
    assert (effort.role, effort.working_days, effort.status) == ("Web squad", None, "unknown")
    assert "4 days free" in effort.why


def test_hands_on_time_is_given_where_a_source_gives_it() -> None:
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, [need("vendor_review", subject="A"), need("dpia")])
    efforts = {effort.role: (effort.working_days, effort.status) for effort in schedule.efforts}
    assert efforts == {"information security": (0.65, "assumed"), "data protection officer": (None, "unknown")}


def test_checkpoints_lie_ahead_and_in_order() -> None:
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, [*NEEDS, need("dpia"), need("load_test")])
    days = [check.date for check in schedule.checkpoints]
    assert days == sorted(days)
    assert min(days) >= TODAY
    names = [check.name for check in schedule.checkpoints]
    assert names.index("Privacy decision") < names.index("Go or no go") < names.index("First numbers")


def test_the_brief_itself_may_tell_a_freeze() -> None:
    made = HandMade("IT does not touch anything between 18 December and 8 January.").signal("change_freeze", "touch")
    made.mention("date", "18 December", value="2026-12-18").mention("date", "8 January", value="2027-01-08")
    (freeze,) = told_freezes(made.campaign())
    assert (freeze.start, freeze.end) == (date(2026, 12, 18), date(2027, 1, 8))
    span = HandMade("Freeze from 18 December to 8 January.").signal("change_freeze", "Freeze")
    span.mention("date", "18 December to 8 January", value="2026-12-18/2027-01-08")
    assert told_freezes(span.campaign()) == [freeze]
    vague = HandMade("There is a freeze in December.").signal("change_freeze", "freeze")
    assert told_freezes(vague.campaign()) == []


def test_no_work_no_buffer() -> None:
    schedule = plan_schedule(launching(date(2027, 5, 4)), None, [])
    assert (schedule.buffer, schedule.checkpoints, schedule.efforts) == (None, [], [])
    assert [milestone.name for milestone in schedule.milestones] == ["launch"]
