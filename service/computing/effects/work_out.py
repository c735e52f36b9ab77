"""The effects of one constraint: computed where the specification has the numbers, else in general terms."""

from collections.abc import Callable, Mapping
from datetime import date

from schemas.explanation import ConstraintKind, Effect, Strength, WayOut
from service.catalogue.constraints import ConstraintKindEntry, constraint_kinds
from service.computing.effects.allowances import hold_allowance, hold_warm_up
from service.computing.effects.boards import hold_board
from service.computing.effects.by_exception import by_exception
from service.computing.effects.consents import hold_consent, hold_minors
from service.computing.effects.elsewhere import LIMITS, elsewhere
from service.computing.effects.endings import hold_end
from service.computing.effects.forms import hold_form
from service.computing.effects.freezing import hold_freeze, hold_freeze_with_exception
from service.computing.effects.keeping import hold_retention
from service.computing.effects.loads import hold_ceiling
from service.computing.effects.outages import hold_availability, hold_recovery
from service.computing.effects.past import in_time, over_since
from service.computing.effects.permitted_hours import hold_hours
from service.computing.effects.plan import Plan
from service.computing.effects.planned_dates import concerned
from service.computing.effects.prices import hold_price
from service.computing.effects.refreshing import hold_refresh
from service.computing.effects.sending import hold_rate
from service.computing.effects.staffed import hold_staffing
from service.computing.effects.touched import name_data, name_touched
from service.computing.effects.upkeep import hold_upkeep
from service.computing.effects.waiting import hold_wait
from service.computing.effects.whereabouts import hold_location
from service.computing.effects.worked import Worked
from service.computing.wording import long_date
from service.constraint import Constraint

Reader = Callable[[Constraint, Plan], Worked | None]
_ADVICE: frozenset[Strength] = frozenset({"should", "should_not", "may"})
_READERS: Mapping[ConstraintKind, tuple[Reader, ...]] = {
    "change_freeze": (hold_freeze,),
    "lead_time": (hold_freeze_with_exception, hold_board, hold_wait),
    "security_review": (hold_board, hold_wait),
    "vendor_approval": (hold_board, hold_wait),
    "approval": (hold_board, hold_wait),
    "maintenance_window": (hold_upkeep,),
    "sending_hours": (hold_hours,),
    "other": (hold_recovery, hold_staffing),
    "rate_limit": (hold_rate, hold_ceiling),
    "quota": (hold_warm_up, hold_price, hold_allowance),
    "capacity": (hold_ceiling, hold_form),
    "availability": (hold_availability, hold_recovery, hold_staffing),
    "recovery": (hold_recovery,),
    "retention": (hold_recovery, hold_retention),
    "erasure": (hold_retention,),
    "data_location": (hold_location, name_data),
    "transfer": (hold_location, name_data),
    "headcount": (hold_staffing,),
    "format": (hold_form,),
    "data_class": (name_data, hold_location),
    "consent": (hold_consent,),
    "minors": (hold_minors,),
    "access": (name_touched,),
    "accessibility": (name_touched,),
    "refresh_timing": (hold_refresh,),
    "end_of_life": (hold_end,),
    "measurement": (hold_refresh, hold_consent, name_touched),
    "cost": (hold_board, hold_price),
}
"""By kind: who works an effect out; the first that has the numbers for it answers.

A load of figures may be read as measurement, and a board on prices as cost.
"""


def work_out(constraint: Constraint, plan: Plan | None, today: date) -> Worked:
    """What the constraint does to the campaign, and the ways out.

    The typical ways out of its kind stand in where none was computed. Nothing is computed without a plan.
    """
    entry = constraint_kinds()[constraint.told_as]
    typical = () if constraint.strength == "may" else typical_options(entry)
    passed = over_since(constraint, today)
    if passed:
        return passed
    if plan is not None and constraint.overridden_by is None:
        for reader in _READERS.get(constraint.kind, ()):
            worked = reader(constraint, plan)
            if worked:
                worked = elsewhere(constraint, plan) or _with_exception(worked, constraint, plan)
                told = _as_advice(worked) if constraint.strength in _ADVICE else in_time(worked, plan)
                return Worked(told.effects, told.options or typical, told.next_step or _next_step(told, today))
    return Worked(general_effects(entry), typical)


def _as_advice(worked: Worked) -> Worked:
    """What only advises cannot be broken: the same sums, without a collision."""
    effects = tuple(
        effect.model_copy(update={"collides": False, "decide_by": None, "open_point": "whether the advice is followed"})
        if effect.collides
        else effect
        for effect in worked.effects
    )
    return Worked(effects, worked.options, worked.next_step)


def _with_exception(worked: Worked, constraint: Constraint, plan: Plan) -> Worked:
    """A collision with a limit may have the exception of the limit as a further way out."""
    day = concerned(constraint, plan)
    if constraint.kind not in LIMITS or day is None or not any(effect.collides for effect in worked.effects):
        return worked
    return Worked(worked.effects, (*worked.options, *by_exception(constraint, day, plan)), worked.next_step)


def _next_step(worked: Worked, today: date) -> str | None:
    """What to do about a collision; where the plan fits, nothing but keeping to it."""
    colliding = [effect for effect in worked.effects if effect.collides]
    missing = [effect.open_point for effect in worked.effects if effect.open_point]
    if not colliding and missing:
        return f"The campaign owner says {missing[0]}; then it can be told whether it fits."
    if not colliding:
        return "Nothing has to change; tell IT when the plan does."
    days = [effect.decide_by for effect in colliding if effect.decide_by]
    by = f" by {long_date(min(days))}" if days else ""
    by = " today" if days and min(days) == today else by
    who = worked.options[0].who_decides if worked.options else "campaign owner"
    return f"The {who} chooses one of the ways out{by} and tells IT which."


def general_effects(entry: ConstraintKindEntry) -> tuple[Effect, ...]:
    """What such a constraint usually does, marked as general."""
    return tuple(Effect(area=effect.area, text=effect.text, basis="general") for effect in entry.effects)


def typical_options(entry: ConstraintKindEntry) -> tuple[WayOut, ...]:
    """The usual ways out of such a constraint."""
    return tuple(
        WayOut(
            text=option.text,
            basis="typical",
            gives_up=option.gives_up,
            gains=option.gains,
            who_decides=option.who_decides,
            takes=option.takes,
        )
        for option in entry.options
    )
