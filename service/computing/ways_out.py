"""Ways out where a plan does not fit, each with its computed effect."""

from collections.abc import Sequence
from datetime import date

from service.catalogue.figures import lead_times
from service.computing.back_planning import Plan, Task, length
from service.computing.wording import counted, listed, long_date

OPTIONS_MAX = 4
NAMED_MAX = 5


def ways_out(plan: Plan, late: Sequence[Task], buffer: int, fixed: str | None = None) -> list[str]:
    """What could be done about late work; empty when nothing is late.

    Dates are the earliest on typical durations, counted from today, with the buffer kept. `fixed`: the occasion
    that sets the launch, such as a broadcast or Black Friday; it cannot be moved, so only less can be promised.
    """
    if not late:
        return []
    own = [] if fixed else [_own_date(task, plan) for task in late if task.need.needed_by is not None]
    waiting = [task for task in late if fixed or plan.waits_for_launch(task)]
    return [*own[:OPTIONS_MAX], *(_launch(plan, waiting, buffer, fixed) if waiting and plan.launch else [])]


def _own_date(task: Task, plan: Plan) -> str:
    assert task.need.needed_by is not None
    ready = plan.earliest[task.id]
    wanted = long_date(task.need.needed_by)
    if task.need.needed_by <= plan.today:
        return f"Agree a new date for the {task.name}: {wanted} has passed; {long_date(ready)} can be met."
    return f"Agree a later date for the {task.name}: {long_date(ready)} instead of {wanted}."


def _launch(plan: Plan, late: Sequence[Task], buffer: int, fixed: str | None) -> list[str]:
    earliest = plan.earliest_launch(buffer)
    if fixed:
        return [_keep(plan, late, fixed), *_less(late)]
    return [_move(plan, earliest, buffer), *_leave_out(plan, late, buffer, earliest)]


def _keep(plan: Plan, late: Sequence[Task], fixed: str) -> str:
    """The launch as it is, without what is late; whether the rest can then be ready."""
    assert plan.launch is not None
    names = listed([task.name for task in late[:NAMED_MAX]]) + (" and more" if len(late) > NAMED_MAX else "")
    start = f'Keep {long_date(plan.launch)}, which "{fixed}" sets, and leave out what cannot be ready by then ({names})'
    rest = plan.earliest_launch(0, instead={task.id: 0 for task in late})
    if rest <= plan.launch:
        return f"{start}: the rest can be ready."
    return f"{start}: even the rest is ready on {long_date(rest)} only, so less still has to be promised."


def _less(late: Sequence[Task]) -> list[str]:
    """For each late piece of work what would do without it."""
    found = [(task.entry.instead, task) for task in late if task.entry.instead]
    return [f"{_sentence(instead)}: no {task.name} is needed then." for instead, task in found[: OPTIONS_MAX - 1]]


def _move(plan: Plan, earliest: date, buffer: int) -> str:
    names = listed([task.name for task in plan.chain])
    days = counted(length(plan.chain), "working day")
    return (
        f"Move the launch to {long_date(earliest)} or later: the longest chain ({names}) takes {days} from today,"
        f" and {counted(buffer, 'working day')} are kept for change."
    )


def _leave_out(plan: Plan, late: Sequence[Task], buffer: int, earliest: date) -> list[str]:
    found: list[tuple[date, str]] = []
    for task in late:
        if task.need.item == "vendor_review":
            found.append(_light_review(plan, task, buffer))
        if task.entry.instead:
            day = plan.earliest_launch(buffer, without=task.id)
            found.append((day, f"{_sentence(task.entry.instead)}: without the {task.name}"))
    found.sort(key=lambda option: option[0])
    gains = [_with_effect(text, day, plan, earliest) for day, text in found if day < earliest]
    return gains[:OPTIONS_MAX]


def _light_review(plan: Plan, task: Task, buffer: int) -> tuple[date, str]:
    light = lead_times()["vendor_review_light"]
    day = plan.earliest_launch(buffer, instead={task.id: light.typical})
    days = f"{light.low} to {light.high} working days"
    text = f"Give {task.need.subject} no data about people, so that a light review of {days} is enough: then"
    return day, text


def _with_effect(text: str, day: date, plan: Plan, earliest: date) -> str:
    assert plan.launch is not None
    if day <= plan.launch:
        return f"{text} the launch on {long_date(plan.launch)} can hold."
    sooner = counted(plan.calendar.open.between(day, earliest), "working day")
    return f"{text} the launch can be on {long_date(day)}, {sooner} sooner."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
