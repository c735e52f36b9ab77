"""An allowance of a day held against what the campaign sends."""

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.allowed import Allowance, Demand, allowance_of, demands_on
from service.computing.effects.monthly import hold_month
from service.computing.effects.parts import counts_parts
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import whole
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.quota import Quota, quota_days
from service.computing.wording import counted, long_date
from service.constraint import Constraint

DAY = timedelta(days=1)


def hold_allowance(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a daily or monthly allowance against the sends, or against the calls that the campaign needs."""
    limit = allowance_of(constraint)
    if limit is None:
        return None
    demands = demands_on(limit, plan)
    if limit.period == "month":
        return hold_month(limit, demands, plan)
    if limit.period != "day" or not demands:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    waiting, since = 0, None
    for demand in demands:
        left = max(0, limit.amount - limit.others)
        behind = max(0, waiting - left * (demand.on - since).days) if demand.on and since else 0
        found = quota_days(demand.count + behind, limit.amount, used_count=limit.others)
        effects.append(_effect(limit, demand, behind, found, plan))
        if found.over:
            options += _options(limit, demand, behind, found, plan)
        waiting, since = (demand.count + behind, demand.on) if demand.on else (0, None)
    return Worked(tuple(effects), tuple(options))


def hold_told_allowance(constraint: Constraint, plan: Plan) -> Worked | None:
    """The same for a text of another kind, where its first number is plainly one of messages or calls in a period."""
    first = next((item for item in constraint.of_kind("count", "rate") if whole(item)), None)
    thing = (first.mention.unit or "").partition("/")[0] if first and first.mention.kind == "rate" else ""
    plain = first and (thing in ("message", "call", "request", "send") or counts_parts(first))
    return hold_allowance(constraint, plan) if plain else None


def _effect(limit: Allowance, demand: Demand, behind: int, found: Quota, plan: Plan) -> Effect:
    collides = bool(found.over)
    unit = demand.unit
    left = f"{number(found.left)} of the {number(limit.amount)} a day"
    return Effect(
        area="timing" if collides else "reach",
        text=_collision(limit, demand, behind, found) if collides else _fit(demand, behind, found),
        basis="computed",
        collides=collides,
        size=Quantity(value=found.over, unit=unit) if collides else None,
        decide_by=_decide_by(demand, found, plan) if collides else None,
        calculation=_sums(limit, demand, behind, found),
        inputs=[
            from_brief("planned", demand.count, unit, demand.evidence),
            from_constraint("allowance", limit.amount, unit, limit.constraint),
            *([from_constraint("used by others", limit.others, unit, limit.constraint)] if limit.others else []),
        ],
        requirements=plan.using(*demand.workloads) or plan.touching(demand.evidence, "scale", "time", "integration"),
        sentences=sentences_of(demand.evidence),
        bars=[
            Bar(label=f"left for this: {left}", value=found.left, unit=unit),
            Bar(label="needed", value=demand.count + behind, unit=unit),
        ],
    )


def _sums(limit: Allowance, demand: Demand, behind: int, found: Quota) -> str:
    need = demand.count + behind
    parts = [demand.sums] if demand.sums else []
    if behind:
        parts.append(f"{number(demand.count)} + {number(behind)} still waiting = {number(need)}")
    if limit.others:
        parts.append(f"{number(limit.amount)} - {number(limit.others)} for others = {number(found.left)} a day")
    parts.append(f"{number(need)} ÷ {number(limit.amount)} = {share(need, limit.amount)} of the day's whole allowance")
    if found.over and found.days:
        parts.append(f"{number(need)} ÷ {number(found.left)} a day, rounded up = {counted(found.days, 'day')}")
    return "; ".join(parts)


def _fit(demand: Demand, behind: int, found: Quota) -> str:
    need = demand.count + behind
    waits = f", with {number(behind)} that still wait from the day before" if behind else ""
    return (
        f"{demand.name}: {number(need)} {demand.plural}{waits} fit one day, {share(need, found.left)} of the "
        f"{number(found.left)} that are left for it. {number(found.left - need)} stay free."
    )


def _collision(limit: Allowance, demand: Demand, behind: int, found: Quota) -> str:
    others = f" ({number(limit.amount)} less {number(limit.others)} for others)" if limit.others else ""
    verb = "this takes" if demand.unit == "call" else "you plan"
    plan = f"{demand.name}: {verb} {number(demand.count)} {demand.plural}"
    room = f"{plan}, and {number(found.left)} a day are left for it{others}."
    if not found.left:
        return f"{room} Nothing can go out within the allowance."
    if behind:
        room += f" {number(behind)} of the earlier send still wait and go first."
    first = max(0, found.left - behind)
    done = (
        f"On the first day {number(first)} go out ({share(first, demand.count)}); {number(demand.count - first)} wait."
    )
    return f"{room} {done} It takes {counted(found.days or 0, 'day')}{_last(demand, found)}."


def _last(demand: Demand, found: Quota) -> str:
    if not demand.on or not found.days:
        return f": {number(found.last_day or 0)} go out on the last of them"
    last = demand.on + (found.days - 1) * DAY
    return f": the last {number(found.last_day or 0)} go out on {long_date(last)}"


def _options(limit: Allowance, demand: Demand, behind: int, found: Quota, plan: Plan) -> Iterator[WayOut]:
    if found.days:
        yield from _earlier(demand, found, plan)
        first = max(0, found.left - behind)
        if first:
            yield WayOut(
                text=f"{demand.name}: only {number(first // demand.per_person)} people on the planned day "
                f"({share(first, demand.count)}), first those for whom time matters most.",
                basis="computed",
                gives_up=f"{number((demand.count - first) // demand.per_person)} people get it on another day or not.",
                gains="The day holds for those who matter most, within the allowance.",
                who_decides="campaign owner",
                takes="A rule that says who comes first.",
                calculation=f"{number(limit.amount)} - {number(limit.others + behind)} = {number(first)}",
            )
    need = demand.count + behind + limit.others
    yield WayOut(
        text=f"{demand.name}: have the allowance raised to at least {number(need)} for that day.",
        basis="computed",
        gives_up="Time to agree it, and possibly money.",
        gains="Everything goes out on the planned day, as far as the speed of sending allows it.",
        who_decides="owner of the system that has the allowance",
        takes="The number, the day, and an answer in time.",
        calculation=f"{number(demand.count + behind)} + {number(limit.others)} for others = {number(need)}",
    )


def _start(demand: Demand, found: Quota, plan: Plan) -> date | None:
    """The day to begin on so that all is out on the planned day; None where it is past."""
    if demand.on is None or found.days is None:
        return None
    start = demand.on - (found.days - 1) * DAY
    return start if start >= plan.today else None


def _decide_by(demand: Demand, found: Quota, plan: Plan) -> date | None:
    """The working day before that start, as long as it is still to come."""
    start = _start(demand, found, plan)
    if start is None:
        return None
    day = plan.calendar.open.before(start, 1)
    return day if day >= plan.today else None


def _earlier(demand: Demand, found: Quota, plan: Plan) -> Iterator[WayOut]:
    start = _start(demand, found, plan)
    if start is None or demand.on is None or found.days is None:
        return
    yield WayOut(
        text=f"{demand.name}: begin on {long_date(start)} and spread it over {counted(found.days, 'day')}; then all "
        f"have it by {long_date(demand.on)}.",
        basis="computed",
        gives_up="One day for everybody; the first have it earlier than planned.",
        gains=f"All {number(demand.count)} go out within the allowance.",
        who_decides="campaign owner",
        takes="One part of the list for each day.",
        calculation=f"{number(demand.count)} ÷ {number(found.left)} a day, rounded up = {counted(found.days, 'day')}",
    )
