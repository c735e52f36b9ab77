"""An allowance of a day held against what the campaign sends, and the warm-up of a new sender."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.allowed import Allowance, Demand, allowance_of, demands_on
from service.computing.effects.monthly import hold_month
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import number_said
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.quota import Quota, by_day, quota_days, ramp, sent_by
from service.computing.wording import counted, long_date
from service.constraint import Constraint

DAY = timedelta(days=1)
_STEP = re.compile(
    r"\bdays?\s+(?P<first>\d+)(?:\s*(?:-|–|to)\s*(?P<last>\d+))?\s*[:|=]?\s*(?:up to |at most |max\.? )?"
    r"(?P<volume>\d[\d,]*\d|\d+)(?!\s*%)",
    re.IGNORECASE,
)


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


# --- warm-up ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _WarmUp:
    volumes: tuple[int, ...]
    starts: date | None


def hold_warm_up(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a table of daily volumes that stands in one constraint against the e-mails of the plan."""
    table = _table(constraint)
    sends = [send for send in plan.sends if send.channel == "email" and send.messages]
    if table is None or not sends:
        return None
    effects = [e for send in sends if (e := _warm_up_effect(constraint, table, Demand.of(send), plan))]
    return Worked(tuple(effects)) if effects else None


def _table(constraint: Constraint) -> _WarmUp | None:
    steps: list[tuple[int, int]] = []
    day = 1
    for match in _STEP.finditer(constraint.source.text):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        volume = number_said(match["volume"])
        if first != day or last < first or volume is None or last > 400:
            return None
        steps.append((last - first + 1, volume))
        day = last + 1
    if len(steps) < 2:
        return None
    starts = next((d for item in constraint.of_kind("date") if (d := _day(item.mention.value))), None)
    return _WarmUp(by_day(steps), starts)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _warm_up_effect(constraint: Constraint, table: _WarmUp, demand: Demand, plan: Plan) -> Effect | None:
    if demand.on is None:
        return None
    starts = table.starts or plan.today
    day = (demand.on - starts).days + 1
    if day < 1:
        return None
    volume = sent_by(table.volumes, day) - sent_by(table.volumes, day - 1)
    over = max(0, demand.count - volume)
    found = ramp(table.volumes, demand.count)
    case = "" if table.starts else f"If the warm-up starts today, {long_date(plan.today)}: "
    reached = f" A whole send of that size fits from day {found.reached_on} on." if found.reached_on and over else ""
    whole = "all" if not over else f"{number(volume)} ({share(volume, demand.count)})"
    late = f"; {number(over)} have to wait" if over else ""
    return Effect(
        area="timing" if over else "reach",
        text=f"{case}{demand.name} falls on day {day}, which allows {number(volume)} e-mails. Of "
        f"{number(demand.count)}, {whole} can go out{late}.{reached}",
        basis="computed",
        collides=bool(over),
        size=Quantity(value=over, unit="message") if over else None,
        calculation=f"{long_date(demand.on)} is day {day} from {long_date(starts)}; {number(demand.count)} - "
        f"{number(volume)} = {number(demand.count - volume)}",
        inputs=[
            from_brief("messages", demand.count, "message", demand.evidence),
            from_constraint(f"volume of day {day}", volume, "message", constraint),
        ],
        requirements=plan.using(*demand.workloads),
        sentences=sentences_of(demand.evidence),
        bars=[
            Bar(label=f"allowed on day {day}", value=volume, unit="message"),
            Bar(label="planned", value=demand.count, unit="message"),
        ],
    )
