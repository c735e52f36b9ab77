"""A day on which a system is shut down, or can only be read, held against the days of the plan."""

import re
from dataclasses import dataclass
from datetime import date

from schemas.base import Quantity
from schemas.explanation import Effect, WayOut
from service.computing.effects.days_told import day_of
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.planned_dates import PlannedDate, names_of, quoted, system_names, touched
from service.computing.effects.worked import Worked
from service.computing.wording import counted, listed, long_date
from service.constraint import Constraint

_ENDS = re.compile(
    r"\bswitch\w* off\b|\bshut\w*\b|\bstops?\b|\bgo(?:es)? (?:dark|away|offline)\b|\bretir\w+|\bread[- ]only\b|"
    r"\bend[- ]of[- ](?:life|support)\b|\bremov\w+|\bdiscontinu\w+|\bdecommission\w*|\bsunset\b|\bturned off\b|"
    r"\bends?\b|\bexpir\w+",
    re.IGNORECASE,
)
_READ_ONLY = re.compile(r"\bread[- ]only\b", re.IGNORECASE)


@dataclass(frozen=True)
class _End:
    """The day on which something ends, and whether it can still be read afterwards."""

    on: date
    read_only: bool

    @property
    def told(self) -> str:
        """What happens on that day."""
        return f"can only be read from {long_date(self.on)}" if self.read_only else f"ends on {long_date(self.on)}"


def hold_end(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the end of a system against every day of the plan; a collision needs a plan that names the system."""
    end, dates = _end(constraint), _dates(plan)
    if end is None or not dates:
        return None
    late = [one for one in dates if one.on >= end.on]
    if not late:
        return Worked((_fits(constraint, end, dates, plan),))
    systems = _systems(constraint, plan)
    if not systems:
        return None
    return Worked((_effect(constraint, end, systems, late, plan),), tuple(_options(end, late, plan)))


def _end(constraint: Constraint) -> _End | None:
    """The first day in whose sentence something ends."""
    text, offset = constraint.source.text, constraint.source.start
    for item in constraint.of_kind("date"):
        day = day_of(item.mention)
        start = max(text.rfind(". ", 0, item.mention.start - offset), 0)
        stop = text.find(". ", item.mention.end - offset)
        told = text[start : stop if stop >= 0 else len(text)]
        if day and _ENDS.search(told):
            return _End(day, bool(_READ_ONLY.search(told)))
    return None


def _dates(plan: Plan) -> list[PlannedDate]:
    """The launch, the sends and the other days of the brief that are still to come."""
    found = {one.date: PlannedDate(quoted(one.name), one.date, tuple(one.evidence)) for one in plan.milestones}
    found |= {send.on: PlannedDate(f"“{send.name}”", send.on, tuple(send.evidence)) for send in plan.sends if send.on}
    if plan.launch is not None and plan.launch in found:
        found[plan.launch] = PlannedDate("the launch", plan.launch, found[plan.launch].evidence)
    return [found[day] for day in sorted(found) if day >= plan.today]


def _systems(constraint: Constraint, plan: Plan) -> list[str]:
    """What the constraint ends and the brief names too."""
    text = constraint.source.text.lower()
    kinds = ("system", "organisation")
    names = system_names(constraint)
    found = [
        fact.text
        for fact in plan.specification.facts
        if fact.kind in kinds and (re.search(rf"\b{re.escape(fact.text.lower())}\b", text) or names & names_of(fact))
    ]
    return list(dict.fromkeys(found))


def _effect(constraint: Constraint, end: _End, systems: list[str], late: list[PlannedDate], plan: Plan) -> Effect:
    days = plan.calendar.open
    last = days.before(end.on, 1)
    over = days.between(end.on, late[-1].on)
    evidence = [item for one in late for item in one.evidence]
    return Effect(
        area="risk",
        text=f"{listed(systems)} {end.told}. The plan still has {listed([one.told for one in late[:3]])} after that. "
        f"What needs it must be done by {long_date(last)}; the last of these days comes "
        f"{counted(over, 'working day')} too late.",
        basis="computed",
        collides=True,
        size=Quantity(value=over, unit="working_day"),
        decide_by=last if last >= plan.today else None,
        calculation=f"{long_date(end.on)} to {long_date(late[-1].on)} = {counted(over, 'working day')}",
        inputs=[from_constraint("days until the end", (end.on - plan.today).days, "day", constraint)],
        requirements=touched(evidence, plan, "time", "integration"),
        sentences=sentences_of(evidence),
    )


def _fits(constraint: Constraint, end: _End, dates: list[PlannedDate], plan: Plan) -> Effect:
    last = dates[-1]
    spare = plan.calendar.open.between(last.on, end.on)
    return Effect(
        area="risk",
        text=f"It fits: the last day that the brief names, {last.told}, comes {counted(spare, 'working day')} before. "
        f"It {end.told}.",
        basis="computed",
        calculation=f"{long_date(last.on)} to {long_date(end.on)} = {counted(spare, 'working day')}",
        inputs=[from_constraint("days until the end", (end.on - plan.today).days, "day", constraint)],
        requirements=touched(last.evidence, plan, "time"),
        sentences=sentences_of(last.evidence),
    )


def _options(end: _End, late: list[PlannedDate], plan: Plan) -> list[WayOut]:
    last, days = plan.calendar.open.before(end.on, 1), plan.calendar.open
    over = counted(days.between(end.on, late[-1].on), "working day")
    move = WayOut(
        text=f"Bring everything that needs it forward to {long_date(last)} or earlier.",
        basis="computed",
        gives_up=f"Time: the last of these days moves by {counted(days.between(last, late[-1].on), 'working day')}.",
        gains="The plan works with what is there.",
        who_decides="campaign owner",
        takes="New days, and content that is ready earlier.",
        calculation=f"{long_date(last)} is the last working day before {long_date(end.on)}",
    )
    replace = WayOut(
        text=f"Move to what comes in its place before {long_date(end.on)}.",
        basis="computed",
        gives_up="Work on a move that the campaign did not plan.",
        gains="The planned days can stay.",
        who_decides="owner of the system",
        takes="A place for the same work, tried out before the old one ends.",
        calculation=f"the plan needs it {over} longer",
    )
    return [move, replace] if last >= plan.today else [replace]
