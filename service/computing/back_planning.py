"""Back-planning: how late each piece of work can start, and how early a launch is possible.

A deadline is the day before whose beginning work has to be done. Durations are working days.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal

from schemas.base import Citation
from schemas.organisation import Organisation
from service.catalogue.figures import LeadTimeEntry, cite, lead_times
from service.computing.lead_needs import LeadNeed
from service.computing.limits import snake
from service.computing.working_days import Calendar, WorkingDays

Status = Literal["ok", "tight", "late", "unknown"]


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work with its durations. `after`: ids of the tasks that come first."""

    id: str
    name: str
    need: LeadNeed
    entry: LeadTimeEntry
    low: int
    typical: int
    high: int
    after: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True)
class Plan:
    """Tasks in order (each after those it waits for), with the calendar and the dates they are held against."""

    tasks: tuple[Task, ...]
    calendar: Calendar
    today: date
    launch: date | None

    @cached_property
    def chain(self) -> tuple[Task, ...]:
        """The longest chain of tasks that wait for one another."""
        best: dict[str, tuple[Task, ...]] = {}
        for task in self.tasks:
            before = max((best[name] for name in task.after), key=length, default=())
            best[task.id] = (*before, task)
        return max(best.values(), key=length, default=())

    @cached_property
    def earliest(self) -> dict[str, date]:
        """The earliest day on which each task is done."""
        return self.ready()

    def buffer(self, share: float) -> int:
        """Working days kept for change: a share of the longest chain, rounded up."""
        return math.ceil(round(length(self.chain) * share, 6))

    def deadlines(self, buffer: int) -> dict[str, date | None]:
        """By when each task must be done, with `buffer` working days left before the launch."""
        found: dict[str, date | None] = {}
        starts: dict[str, date] = {}
        for task in reversed(self.tasks):
            following = [starts[other.id] for other in self.tasks if task.id in other.after and other.id in starts]
            own = self._own_deadline(task, buffer)
            day = min([*following, *([own] if own else [])], default=None)
            found[task.id] = day
            if day is not None:
                starts[task.id] = self.days_of(task).before(day, task.typical)
        return found

    def ready(self, *, without: str | None = None, instead: Mapping[str, int] | None = None) -> dict[str, date]:
        """The earliest day on which each task is done when everything that can starts today.

        `without` leaves one task out; `instead` gives other durations by task id.
        """
        done: dict[str, date] = {}
        for task in self.tasks:
            days = 0 if task.id == without else (instead or {}).get(task.id, task.typical)
            start = max([self.today, *(done[name] for name in task.after)])
            done[task.id] = self.days_of(task).after(start, days)
        return done

    def earliest_launch(
        self, buffer: int, *, without: str | None = None, instead: Mapping[str, int] | None = None
    ) -> date:
        """The first working day on which everything that the launch waits for is done, and the buffer is kept."""
        waiting = {task.id for task in self.tasks if self.waits_for_launch(task)}
        done = [day for name, day in self.ready(without=without, instead=instead).items() if name in waiting]
        ready = max([self.today, *done])
        return self.calendar.open.next(self.calendar.open.after(ready, buffer))

    def waits_for_launch(self, task: Task) -> bool:
        """Tell whether the launch itself waits for a task."""
        return task.need.needed_by is None

    def days_of(self, task: Task) -> WorkingDays:
        """The days on which a task can go on: a change freeze stops what changes running systems."""
        return self.calendar.changing if task.entry.frozen else self.calendar.open

    def _own_deadline(self, task: Task, buffer: int) -> date | None:
        if task.need.needed_by is not None:
            return task.need.needed_by
        return self.calendar.open.before(self.launch, buffer) if self.launch else None


def length(chain: Sequence[Task]) -> int:
    """Typical working days of tasks that follow one another."""
    return sum(task.typical for task in chain)


def tasks_for(needs: Sequence[LeadNeed], organisation: Organisation | None) -> tuple[Task, ...]:
    """Make tasks of needs, in an order in which each follows what it waits for.

    Raises:
        KeyError: a need names an item that `lead_times.yaml` does not hold.
    """
    entries = lead_times()
    order = _order()
    ranked = sorted(needs, key=lambda need: order[need.item])
    return tuple(_task(need, entries[need.item], needs, organisation) for need in ranked)


def status_of(task: Task, plan: Plan, relaxed: date | None, strict: date | None) -> Status:
    """Judge a task by its deadline with (`strict`) and without (`relaxed`) the buffer.

    late: on typical durations it cannot be done in time, be it for itself or for what it waits for; tight: it
    can, but only by using the buffer or not on its high duration; ok otherwise.
    """
    if relaxed is None or strict is None:
        return "unknown"
    days = plan.days_of(task)
    if days.before(relaxed, task.typical) < plan.today or plan.earliest[task.id] > relaxed:
        return "late"
    used_up = days.before(strict, task.typical) < plan.today or plan.earliest[task.id] > strict
    return "tight" if used_up or days.before(relaxed, task.high) < plan.today else "ok"


def _task(need: LeadNeed, entry: LeadTimeEntry, needs: Sequence[LeadNeed], organisation: Organisation | None) -> Task:
    after = tuple(_task_id(other) for other in needs if other.item in entry.after and _same_subject(need, other))
    own = organisation.lead_times.get(entry.id) if organisation else None
    times = own or entry
    citation = (
        Citation(fact=entry.id, title="The organisation's own lead times", locator=f"lead_times.{entry.id}", status="V")
        if own
        else cite(entry)
    )
    name = f"{entry.name} of {need.subject}" if need.subject else entry.name
    return Task(_task_id(need), name, need, entry, times.low, times.typical, times.high, after, citation)


def _same_subject(need: LeadNeed, other: LeadNeed) -> bool:
    """What concerns one tool waits for that tool only; what concerns none in particular waits for all."""
    return None in (need.subject, other.subject) or need.subject == other.subject


def _task_id(need: LeadNeed) -> str:
    return f"{need.item}.{snake(need.subject)}" if need.subject else need.item


@cache
def _order() -> dict[str, int]:
    """Positions of the items by id, so that each comes after those it follows."""
    entries = lead_times()
    placed: dict[str, int] = {}

    def place(item: str) -> None:
        if item not in placed:
            for earlier in entries[item].after:
                place(earlier)
            placed[item] = len(placed)

    for item in entries:
        place(item)
    return placed
