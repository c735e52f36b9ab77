"""Back-planning against a day-by-day simulation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.organisation import Freeze, LeadTime, Organisation
from service.catalogue.figures import lead_times
from service.computing.back_planning import Plan, Task, length, status_of, tasks_for
from service.computing.lead_needs import LeadNeed
from service.computing.working_days import calendar_for

TODAY = date(2026, 11, 21)
LAUNCH = date(2027, 6, 1)
ITEMS = sorted(lead_times())


def need(item: str, needed_by: date | None = None, subject: str | None = None) -> LeadNeed:
    return LeadNeed(item, "because", (), needed_by, subject)


def plan_of(
    needs: list[LeadNeed],
    *,
    days: dict[str, int] | None = None,
    launch: date | None = LAUNCH,
    freezes: tuple[Freeze, ...] = (),
    today: date = TODAY,
) -> Plan:
    own = {item: LeadTime(low=count, typical=count, high=count) for item, count in (days or {}).items()}
    organisation = Organisation(lead_times=own)
    calendar = calendar_for(("GB-ENG",), organisation, freezes, today, LAUNCH)
    return Plan(tasks_for(needs, organisation), calendar, today, launch)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=12, unique=True))
    days = {item: draw(st.integers(min_value=0, max_value=25)) for item in items}
    frozen = draw(st.booleans())
    freezes = (Freeze(name="winter", start=date(2026, 12, 18), end=date(2027, 1, 8)),) if frozen else ()
    return plan_of([need(item) for item in items], days=days, freezes=freezes)


def worked(plan: Plan, task: Task, start: date) -> date:
    """Do a task day by day from `start`; returns the first day on which it is done."""
    left, day = task.typical, start
    working = set(plan.days_of(task).days)
    while left:
        left -= day in working
        day += timedelta(days=1)
    return day


@given(plan=plans(), buffer=st.integers(min_value=0, max_value=20))
def test_starting_at_the_latest_everything_is_done_in_time(plan: Plan, buffer: int) -> None:
    deadlines = plan.deadlines(buffer)
    starts = {}
    for task in plan.tasks:
        deadline = deadlines[task.id]
        assert deadline is not None
        starts[task.id] = plan.days_of(task).before(deadline, task.typical)
        assert worked(plan, task, starts[task.id]) <= deadline
    for task in plan.tasks:
        for earlier in task.after:
            assert worked(plan, by_id(plan, earlier), starts[earlier]) <= starts[task.id]
        assert plan.calendar.open.between(worked(plan, task, starts[task.id]), LAUNCH) >= buffer


@given(plan=plans())
def test_a_day_later_something_is_late(plan: Plan) -> None:
    """A start is the latest possible: one working day on, the task misses what waits for it."""
    deadlines = plan.deadlines(0)
    for task in plan.tasks:
        deadline = deadlines[task.id]
        assert deadline is not None
        start = plan.days_of(task).before(deadline, task.typical)
        if task.typical:
            later = plan.days_of(task).next(start + timedelta(days=1))
            assert worked(plan, task, later) > deadline


@given(plan=plans())
def test_starting_today_work_is_ready_as_early_as_said(plan: Plan) -> None:
    done: dict[str, date] = {}
    for task in plan.tasks:
        start = max([TODAY, *(done[earlier] for earlier in task.after)])
        done[task.id] = worked(plan, task, start)
    assert plan.earliest == done


@given(plan=plans(), buffer=st.integers(min_value=0, max_value=20))
def test_a_launch_on_the_earliest_day_leaves_nothing_late(plan: Plan, buffer: int) -> None:
    earliest = plan.earliest_launch(buffer)
    moved = Plan(plan.tasks, plan.calendar, plan.today, earliest)
    relaxed, strict = moved.deadlines(0), moved.deadlines(buffer)
    late = [t.id for t in moved.tasks if status_of(t, moved, relaxed[t.id], strict[t.id]) == "late"]
    assert late == []


def by_id(plan: Plan, name: str) -> Task:
    return next(task for task in plan.tasks if task.id == name)


def test_the_longest_chain_is_found_by_trying_all() -> None:
    plan = plan_of(
        [need(item) for item in ("vendor_review", "dpia", "processing_agreement", "data_feed", "page_build")],
        days={"vendor_review": 10, "dpia": 15, "processing_agreement": 20, "data_feed": 5, "page_build": 30},
    )
    assert [task.id for task in plan.chain] == ["vendor_review", "processing_agreement", "data_feed"]
    assert length(plan.chain) == 35
    assert plan.buffer(0.2) == 7
    assert plan.buffer(0.21) == 8, "a begun day counts"


def test_two_tools_are_two_tasks_and_the_contract_waits_for_both() -> None:
    plan = plan_of(
        [
            need("vendor_review", subject="Alpha"),
            need("vendor_review", subject="Beta One"),
            need("processing_agreement"),
        ]
    )
    contract = by_id(plan, "processing_agreement")
    assert contract.after == ("vendor_review.alpha", "vendor_review.beta_one")
    assert by_id(plan, "vendor_review.beta_one").name == "security review of Beta One"


def test_the_log_in_to_one_tool_does_not_wait_for_the_review_of_another() -> None:
    plan = plan_of([need("vendor_review", subject=name) for name in ("Alpha", "Beta")] + [need("sso", subject="Alpha")])
    assert by_id(plan, "sso.alpha").after == ("vendor_review.alpha",)


def test_an_own_date_is_not_moved_by_the_buffer() -> None:
    plan = plan_of([need("print_file", date(2027, 2, 1)), need("page_build")], days={"print_file": 3, "page_build": 5})
    deadlines = plan.deadlines(10)
    assert deadlines["print_file"] == date(2027, 2, 1)
    assert deadlines["page_build"] == plan.calendar.open.before(LAUNCH, 10)


def test_without_a_launch_only_own_dates_count() -> None:
    plan = plan_of([need("print_file", date(2027, 2, 1)), need("page_build")], launch=None)
    assert plan.deadlines(0) == {"page_build": None, "print_file": date(2027, 2, 1)}


def test_a_freeze_moves_changes_and_nothing_else() -> None:
    freeze = Freeze(name="spring", start=date(2027, 5, 10), end=date(2027, 5, 31))
    plan = plan_of([need("page_build"), need("dpia")], days={"page_build": 1, "dpia": 1}, freezes=(freeze,))
    starts = {task.id: plan.days_of(task).before(LAUNCH, 1) for task in plan.tasks}
    assert starts == {"page_build": date(2027, 5, 7), "dpia": date(2027, 5, 28)}


@pytest.mark.parametrize(
    ("launch", "status"),
    [(date(2026, 12, 1), "late"), (date(2026, 12, 17), "tight"), (date(2027, 3, 1), "ok"), (None, "unknown")],
)
def test_the_status_of_work_of_five_fifteen_or_twenty_five_days(launch: date | None, status: str) -> None:
    plan = plan_of([need("page_build")], launch=launch)
    (task,) = plan.tasks
    relaxed, strict = plan.deadlines(0)[task.id], plan.deadlines(plan.buffer(0.2))[task.id]
    assert status_of(task, plan, relaxed, strict) == status


def test_the_organisations_own_lead_time_is_cited_as_such() -> None:
    plan = plan_of([need("dpia")], days={"dpia": 7})
    (task,) = plan.tasks
    assert (task.low, task.typical, task.high) == (7, 7, 7)
    assert task.citation.locator == "lead_times.dpia"
