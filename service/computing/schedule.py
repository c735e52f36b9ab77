"""When: milestones, work planned back from its dates, checkpoints, buffer, people and ways out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from schemas.base import trusted
from schemas.organisation import Freeze, Organisation, Team
from schemas.parts import Buffer, Checkpoint, Effort, LeadItem, Milestone, Schedule
from service.campaign import Campaign, Mention
from service.catalogue.figures import cite, figure
from service.computing.back_planning import Plan, Task, status_of, tasks_for
from service.computing.lead_needs import LeadNeed
from service.computing.occasions import fixed_by
from service.computing.ways_out import ways_out
from service.computing.wording import listed, long_date
from service.computing.working_days import Calendar, calendar_for

_item = trusted(LeadItem)
_milestone = trusted(Milestone)
_checkpoint = trusted(Checkpoint)
_hands_on = trusted(Effort)
# A date further off than this is a slip of the pen or a sunset clause, and no launch to plan for.
FARTHEST = timedelta(days=5 * 365)
INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CHECKS: dict[str, tuple[str, str]] = {
    "dpia": ("Privacy decision", "nothing that needs the data may start before it"),
    "data_feed": ("Data arrives and is right", "what the messages hold depends on it"),
    "load_test": ("Result of the load test", "there must be time to mend what it shows"),
    "pen_test": ("Result of the penetration test", "people pay or log in only after it"),
}


def plan_schedule(campaign: Campaign, organisation: Organisation | None, needs: Sequence[LeadNeed]) -> Schedule:
    """Plan the needed work back from the launch and from each item's own date, in working days.

    Without a date to count from an item's status is `unknown`.

    Raises:
        KeyError: a need names an item that `lead_times.yaml` does not hold.
    """
    plan = _plan(campaign, organisation, needs)
    buffer = plan.buffer(_contingency(organisation))
    strict, relaxed = plan.deadlines(buffer), plan.deadlines(0)
    items = [_lead_item(task, plan, relaxed[task.id], strict[task.id], organisation) for task in plan.tasks]
    late = [task for task, item in zip(plan.tasks, items, strict=True) if item.status == "late"]
    return Schedule(
        launch=campaign.launch.on if campaign.launch else None,
        launch_evidence=list(campaign.launch.evidence) if campaign.launch else [],
        milestones=_milestones(campaign),
        checkpoints=_checkpoints(plan, strict, buffer),
        lead_items=items,
        buffer=_buffer(plan, buffer),
        efforts=_efforts(plan.tasks, organisation),
        holidays=_holidays(plan, strict),
        options=[*_doubts(campaign), *ways_out(plan, late, buffer, fixed_by(campaign))],
    )


def told_freezes(campaign: Campaign) -> list[Freeze]:
    """Change freezes whose dates the brief itself gives."""
    found: list[Freeze] = []
    for signal in campaign.reading.signals("change_freeze"):
        mentions = campaign.reading.mentions_by_sentence.get(signal.sentence, ())
        span = _span([mention for mention in mentions if mention.kind in ("date", "window")])
        if span:
            found.append(Freeze(name="change freeze the brief speaks of", start=span[0], end=span[1]))
    return found


def _span(mentions: Sequence[Mention]) -> tuple[date, date] | None:
    values = [str(mention.value) for mention in mentions]
    if interval := next((hit for value in values if (hit := INTERVAL.fullmatch(value))), None):
        start, end = (date.fromisoformat(part) for part in interval.groups())
    else:
        days = [date.fromisoformat(value) for value in values if DAY.fullmatch(value)]
        if len(days) != 2:  # a freeze has a start and an end; any other number of dates says something else
            return None
        start, end = days
    return (start, end) if start <= end else None


def _plan(campaign: Campaign, organisation: Organisation | None, needs: Sequence[LeadNeed]) -> Plan:
    launch = campaign.launch.on if campaign.launch else None
    if launch and not campaign.today <= launch <= campaign.today + FARTHEST:
        launch = None
    dates = [need.needed_by for need in needs if need.needed_by]
    last = min(max([campaign.today, *dates, *([launch] if launch else [])]), campaign.today + FARTHEST)
    freezes = [*(organisation.freezes if organisation else ()), *told_freezes(campaign)]
    calendar = calendar_for(campaign.regions, organisation, freezes, campaign.today, last)
    return Plan(tasks_for(needs, organisation), calendar, campaign.today, launch)


def _contingency(organisation: Organisation | None) -> float:
    own = organisation.defaults.get("contingency") if organisation else None
    return float(own if own is not None else figure("contingency").range[1])


def _lead_item(
    task: Task, plan: Plan, relaxed: date | None, strict: date | None, organisation: Organisation | None
) -> LeadItem:
    start = plan.days_of(task).before(strict, task.typical) if strict else None
    return _item(
        id=task.id,
        name=task.name,
        low=task.low,
        typical=task.typical,
        high=task.high,
        needed_by=strict,
        latest_start=start,
        status=status_of(task, plan, relaxed, strict),
        why=task.need.why,
        after=list(task.after),
        owner=_owner(task, organisation),
        citation=task.citation,
        evidence=list(task.need.evidence),
    )


def _owner(task: Task, organisation: Organisation | None) -> str:
    team = _team(task, organisation)
    return team.name if team else task.entry.owner


def _team(task: Task, organisation: Organisation | None) -> Team | None:
    if organisation is None:
        return None
    wanted = {topic.lower() for topic in task.entry.topics}
    return next((team for team in organisation.teams if wanted & {topic.lower() for topic in team.topics}), None)


def _milestones(campaign: Campaign) -> list[Milestone]:
    ahead = (dated for dated in campaign.dates if dated.on >= campaign.today or dated.kind == "launch")
    unique = {(dated.name, dated.on): dated for dated in ahead}
    return [
        _milestone(name=dated.name, date=dated.on, kind=dated.kind, note=dated.note, evidence=list(dated.evidence))
        for dated in sorted(unique.values(), key=lambda dated: dated.on)
    ]


def _checkpoints(plan: Plan, deadlines: Mapping[str, date | None], buffer: int) -> list[Checkpoint]:
    found: list[Checkpoint] = []
    for item, (name, why) in CHECKS.items():
        days = [day for task in plan.tasks if task.need.item == item and (day := deadlines[task.id])]
        found += [_checkpoint(name=name, date=day, why=why) for day in days[:1]]
    if plan.launch and plan.tasks:
        found += _around_launch(plan.launch, plan.calendar, buffer)
    return sorted((check for check in found if check.date >= plan.today), key=lambda check: check.date)


def _around_launch(launch: date, calendar: Calendar, buffer: int) -> Iterator[Checkpoint]:
    why = "both sides see what is ready, what is open and what is at stake, and the business decides"
    yield _checkpoint(name="Go or no go", date=calendar.open.before(launch, max(buffer, 1)), why=why)
    days = int(figure("first_numbers_after").range[1])
    why = "both sides see the same numbers, so that causes are found and not blamed"
    yield _checkpoint(name="First numbers", date=calendar.open.next(calendar.open.after(launch, days)), why=why)


def _buffer(plan: Plan, days: int) -> Buffer | None:
    if not plan.tasks:
        return None
    names = listed([task.name for task in plan.chain])
    reason = f"requirements shift: time is kept for change after the longest chain of work ({names})"
    return Buffer(working_days=days, reason=reason, citation=cite(figure("contingency")))


def _efforts(tasks: Sequence[Task], organisation: Organisation | None) -> list[Effort]:
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(_owner(task, organisation), []).append(task)
    return [_effort(role, group, organisation) for role, group in groups.items()]


def _effort(role: str, tasks: Sequence[Task], organisation: Organisation | None) -> Effort:
    team = _team(tasks[0], organisation)
    free = f"; has {team.free_days} days free" if team and team.free_days is not None else ""
    why = listed([task.name for task in tasks]) + free
    efforts = [task.entry.effort for task in tasks]
    if any(effort is None for effort in efforts):
        return _hands_on(role=role, working_days=None, status="unknown", why=why)
    days = round(sum(float(effort.typical) for effort in efforts if effort), 2)
    return _hands_on(role=role, working_days=days, status="assumed", why=f"hands-on time for {why}")


def _holidays(plan: Plan, deadlines: Mapping[str, date | None]) -> list[str]:
    days = [day for day in (plan.launch, *deadlines.values()) if day]
    last = max(days, default=None)
    if last is None:
        return []
    return [f"{day.isoformat()} {name}" for day, name in plan.calendar.holidays if plan.today <= day < last]


def _doubts(campaign: Campaign) -> list[str]:
    launch = campaign.launch
    if launch and launch.kind != "other" and launch.on < campaign.today:
        return [f"Give a new launch date: {long_date(launch.on)} has passed, so nothing can be planned back from it."]
    return []
