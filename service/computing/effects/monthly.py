"""An allowance of a month held against what the campaign wants of it, others' use until its end included."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.allowed import Allowance, Demand
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import around
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.wording import MONTHS, counted

_UP_TO = re.compile(r"\b(?:by the end of|up to|until|through)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Month:
    """A month and what it leaves: `others` in `days`, `used` before them."""

    name: str
    left: int
    days: int
    used: int
    others: int


def hold_month(limit: Allowance, demands: Sequence[Demand], plan: Plan) -> Worked | None:
    """Hold the demands of each month against what is left of the allowance in it."""
    effects: list[Effect] = []
    options: list[WayOut] = []
    for demand in _by_month(demands):
        assert demand.on is not None
        month = _left(limit, plan, demand.on)
        effects.append(_effect(limit, demand, month, plan))
        if demand.count > month.left:
            options += _options(demand, month)
    return Worked(tuple(effects), tuple(options)) if effects else None


def _by_month(demands: Sequence[Demand]) -> Iterator[Demand]:
    """Sends of one month as one demand: they share its allowance."""
    months: dict[tuple[int, int], list[Demand]] = {}
    for demand in demands:
        if demand.on:
            months.setdefault((demand.on.year, demand.on.month), []).append(demand)
    for together in months.values():
        if len(together) == 1:
            yield together[0]
            continue
        count = sum(one.count for one in together)
        yield Demand(
            name=f"{counted(len(together), 'send')} of this month",
            count=count,
            unit=together[0].unit,
            on=together[0].on,
            evidence=tuple(place for one in together for place in one.evidence),
            workloads=tuple(key for one in together for key in one.workloads),
            per_person=together[0].per_person,
            people=sum(one.people for one in together),
            in_parts=together[0].in_parts,
            sums=f"{' + '.join(number(one.count) for one in together)} = {number(count)} {together[0].plural}",
        )


def _left(limit: Allowance, plan: Plan, on: date) -> _Month:
    last = calendar.monthrange(on.year, on.month)[1]
    this = (on.year, on.month) == (plan.today.year, plan.today.month)
    first = _counted_from(limit, plan) if this else date(on.year, on.month, 1)
    days = last - first.day + 1 if (first.year, first.month) == (on.year, on.month) else 0
    used = limit.used if this else 0
    others = limit.others * days
    left = max(0, limit.amount - limit.reserved - used - others)
    return _Month(MONTHS[on.month - 1], left, days, used, others)


def _counted_from(limit: Allowance, plan: Plan) -> date:
    """The first day that the number used so far does not hold: the day after the one it names, else today."""
    for item in limit.constraint.of_kind("date"):
        before, _ = around(limit.constraint, item, 20)
        try:
            day = date.fromisoformat(str(item.mention.value))
        except ValueError:
            continue
        day = day.replace(year=plan.today.year) if (day.month, day.day) != (2, 29) else day
        if _UP_TO.search(before) and day <= plan.today and day.month == plan.today.month:
            return day + timedelta(days=1)
    return plan.today


def _effect(limit: Allowance, demand: Demand, month: _Month, plan: Plan) -> Effect:
    over = max(0, demand.count - month.left)
    return Effect(
        area="reach",
        text=_collision(limit, demand, month, over) if over else _fit(demand, month),
        basis="computed",
        collides=bool(over),
        size=Quantity(value=over, unit=demand.unit) if over else None,
        calculation=_sums(limit, demand, month),
        inputs=[
            from_brief("people" if demand.unit == "call" else "messages", demand.people, "person", demand.evidence),
            from_constraint("allowance", limit.amount, demand.unit, limit.constraint),
            *([from_constraint("used so far", month.used, demand.unit, limit.constraint)] if month.used else []),
            *([from_constraint("others, a day", limit.others, demand.unit, limit.constraint)] if limit.others else []),
        ],
        requirements=plan.using(*demand.workloads) or plan.touching(demand.evidence, "scale", "time", "integration"),
        sentences=sentences_of(demand.evidence),
        bars=[
            Bar(label=f"left in {month.name}", value=month.left, unit=demand.unit),
            Bar(label="needed", value=demand.count, unit=demand.unit),
        ],
    )


def _sums(limit: Allowance, demand: Demand, month: _Month) -> str:
    less = [f" - {number(part)} {what}" for part, what in _parts(limit, month) if part]
    return "; ".join(
        [
            *([demand.sums] if demand.sums else []),
            f"{number(demand.count)} ÷ {number(limit.amount)} = {share(demand.count, limit.amount)} of a whole month",
            f"{number(limit.amount)}{''.join(less)} = {number(month.left)} left in {month.name}",
            f"{number(demand.count)} - {number(month.left)} = {number(demand.count - month.left)}",
        ]
    )


def _parts(limit: Allowance, month: _Month) -> Iterator[tuple[int, str]]:
    yield month.used, "used"
    yield month.others, f"for others, {counted(month.days, 'day')} × {number(limit.others)},"
    yield limit.reserved, "kept for others"


def _fit(demand: Demand, month: _Month) -> str:
    case = ", if each person takes one call" if demand.sums.startswith("if ") else ""
    return (
        f"{demand.name}: {number(demand.count)} {demand.plural}{case} fit the {number(month.left)} that are left in "
        f"{month.name}. {number(month.left - demand.count)} stay free."
    )


def _collision(limit: Allowance, demand: Demand, month: _Month, over: int) -> str:
    case = " if each person takes one call" if demand.sums.startswith("if ") else ""
    less = [f"{number(part)} {what.rstrip(',')}" for part, what in _parts(limit, month) if part]
    rest = f" ({number(limit.amount)} less {' and '.join(less)})" if less else ""
    served = month.left // demand.per_person
    who = demand.people or demand.count
    return (
        f"{demand.name}: the campaign needs {number(demand.count)} {demand.plural}{case}, "
        f"{share(demand.count, limit.amount)} of a whole month's allowance. In {month.name} {number(month.left)} are "
        f"left for it{rest}. {number(over)} do not fit: {number(served)} of {number(who)} people "
        f"({share(served, who)}) are reached in {month.name}.{_next(limit, demand, over)}"
    )


def _next(limit: Allowance, demand: Demand, over: int) -> str:
    """How much of the rest fits the month after."""
    assert demand.on is not None
    after = date(demand.on.year + demand.on.month // 12, demand.on.month % 12 + 1, 1)
    days = calendar.monthrange(after.year, after.month)[1]
    left = max(0, limit.amount - limit.reserved - limit.others * days)
    name = MONTHS[after.month - 1]
    if left >= over:
        return f" The rest fits {name}, where {number(left)} are left."
    return f" {name} takes {number(left)} of the rest, and {number(over - left)} still remain."


def _options(demand: Demand, month: _Month) -> Iterator[WayOut]:
    over = demand.count - month.left
    served = month.left // demand.per_person
    if served:
        yield WayOut(
            text=f"{demand.name}: keep to {number(served)} people in {month.name} "
            f"({share(served, demand.people or demand.count)}), first those who matter most.",
            basis="computed",
            gives_up=f"{number((demand.people or demand.count) - served)} people wait or are left out.",
            gains="The campaign stays within the allowance, and the others keep theirs.",
            who_decides="campaign owner",
            takes="A rule that says who comes first.",
            calculation=f"{number(month.left)} ÷ {number(demand.per_person)} each = {number(served)}",
        )
    yield WayOut(
        text=f"{demand.name}: ask for at least {number(over)} more for {month.name}.",
        basis="computed",
        gives_up="Possibly money, and time to agree it.",
        gains="Everybody is reached as planned.",
        who_decides="owner of the system that has the allowance",
        takes="The number, the reason and the day from which it is needed.",
        calculation=f"{number(demand.count)} - {number(month.left)} = {number(over)}",
    )
    if demand.per_person > 1 and demand.unit == "call":
        yield _one_call(demand, month)


def _one_call(demand: Demand, month: _Month) -> WayOut:
    short = max(0, demand.people - month.left)
    rest = f"{number(short)} are still missing" if short else "then everything fits"
    gained = number(exact(min(month.left, demand.people)))
    return WayOut(
        text=f"Get by with one call for each person in place of {number(demand.per_person)}: {rest}.",
        basis="computed",
        gives_up="What the other calls bring; it has to be made in another way.",
        gains=f"{gained} people are served in {month.name}.",
        who_decides="owner of the system that has the allowance, with the campaign team",
        takes="A check with IT whether the other calls can be spared.",
        calculation=f"{number(demand.people)} × 1 - {number(month.left)} = {number(demand.people - month.left)}",
    )
