"""Ways out: only what helps, with what it brings."""

from datetime import date

from service.computing.back_planning import Plan, tasks_for
from service.computing.lead_needs import LeadNeed
from service.computing.ways_out import ways_out
from service.computing.working_days import calendar_for

TODAY, LAUNCH = date(2026, 11, 21), date(2027, 1, 4)


def plan(*items: str) -> Plan:
    needs = [LeadNeed(item, "", (), None, "VoucherPop" if item == "vendor_review" else None) for item in items]
    return Plan(tasks_for(needs, None), calendar_for((), None, (), TODAY, LAUNCH), TODAY, LAUNCH)


def test_nothing_late_no_ways_out() -> None:
    assert ways_out(plan("page_build"), [], 3) == []


def test_leaving_out_what_is_not_on_the_longest_chain_is_not_offered() -> None:
    """Without the pen test the agreement still takes longest, so dropping the pen test brings nothing."""
    made = plan("vendor_review", "processing_agreement", "data_feed", "pen_test")
    options = ways_out(made, made.tasks, 5)
    assert not [option for option in options if "penetration" in option]


def test_a_light_review_that_saves_the_launch_says_so() -> None:
    made = plan("vendor_review", "dpia")
    (late,) = [task for task in made.tasks if task.need.item == "vendor_review"]
    light = next(option for option in ways_out(made, [late], 3) if "light review" in option)
    assert light == (
        "Give VoucherPop no data about people, so that a light review of 1 to 3 working days is enough: then the launch"
        " on Mon 4 January 2027 can hold."
    )


def test_a_fixed_occasion_is_not_moved() -> None:
    made = plan("page_build", "pen_test")
    options = ways_out(made, made.tasks, 5, "Cup final")
    assert not [option for option in options if "Move" in option]
    assert options[0].startswith('Keep Mon 4 January 2027, which "Cup final" sets, and leave out what cannot be ready')
    assert options[0].endswith("the rest can be ready.")
    assert any("already tested" in option for option in options)
