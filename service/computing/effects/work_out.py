"""The effects of one constraint: computed where the specification has the numbers, else in general terms."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from schemas.explanation import ConstraintKind, Effect, Strength, WayOut
from service.catalogue.constraints import ConstraintKindEntry, constraint_kinds
from service.computing.effects.allowances import hold_allowance, hold_told_allowance
from service.computing.effects.audience_kept import hold_audience, hold_kept
from service.computing.effects.boards import hold_board
from service.computing.effects.by_exception import by_exception
from service.computing.effects.codes_held import hold_codes
from service.computing.effects.consents import hold_consent, hold_minors
from service.computing.effects.contrasts import hold_contrast
from service.computing.effects.desks import hold_desk
from service.computing.effects.earliest import hold_earliest
from service.computing.effects.elsewhere import LIMITS, elsewhere
from service.computing.effects.endings import hold_end
from service.computing.effects.forms import hold_form
from service.computing.effects.freezing import hold_freeze, hold_freeze_with_exception
from service.computing.effects.loads import hold_ceiling
from service.computing.effects.not_before import hold_not_before
from service.computing.effects.outages import hold_availability, hold_recovery
from service.computing.effects.pace import hold_pace
from service.computing.effects.past import in_time, over_since
from service.computing.effects.permitted_hours import hold_hours
from service.computing.effects.plan import Plan
from service.computing.effects.planned_dates import concerned
from service.computing.effects.prices import hold_price
from service.computing.effects.purposes import hold_purpose
from service.computing.effects.refreshing import hold_refresh
from service.computing.effects.sending import hold_rate
from service.computing.effects.staffed import hold_staffing
from service.computing.effects.tiers import hold_tiers
from service.computing.effects.touched import name_data, name_touched
from service.computing.effects.upkeep import hold_upkeep
from service.computing.effects.waiting import hold_wait, hold_yes
from service.computing.effects.warming import hold_warm_up
from service.computing.effects.weights import hold_weight
from service.computing.effects.whereabouts import hold_location
from service.computing.effects.worked import Worked
from service.computing.wording import long_date
from service.constraint import Constraint

Reader = Callable[[Constraint, Plan], Worked | None]
_ADVICE: frozenset[Strength] = frozenset({"should", "should_not", "may"})
_SO_MUCH = re.compile(
    r"(?<!\bwe )(?<!\bi )\b(?:may|can|(?:are|is) (?:allowed|permitted) to)(?: only| at most)?"
    r" (?:send|mail|text|push|call|make|use|upload|import|export|keep|store)\b",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"\b(?:nothing else|no other|only|solely|exclusively)\b", re.IGNORECASE)
_READERS: Mapping[ConstraintKind, tuple[Reader, ...]] = {
    "change_freeze": (hold_freeze,),
    "lead_time": (hold_freeze_with_exception, hold_board, hold_earliest, hold_wait),
    "security_review": (hold_board, hold_earliest, hold_wait),
    "vendor_approval": (hold_board, hold_earliest, hold_wait),
    "approval": (hold_board, hold_earliest, hold_wait),
    "maintenance_window": (hold_upkeep,),
    "sending_hours": (hold_hours,),
    "other": (hold_recovery, hold_staffing, hold_earliest),
    "rate_limit": (hold_desk, hold_rate, hold_ceiling),
    "quota": (hold_desk, hold_codes, hold_warm_up, hold_price, hold_allowance),
    "capacity": (hold_desk, hold_codes, hold_ceiling, hold_weight, hold_form),
    "availability": (hold_availability, hold_recovery, hold_staffing),
    "recovery": (hold_recovery,),
    "retention": (hold_recovery, hold_kept),
    "erasure": (hold_kept,),
    "data_location": (hold_yes, hold_location, name_data),
    "transfer": (hold_yes, hold_location, name_data),
    "headcount": (hold_desk, hold_staffing, hold_pace),
    "format": (hold_weight, hold_form, hold_earliest),
    "data_class": (hold_purpose, name_data, hold_location),
    "consent": (hold_not_before, hold_purpose, hold_consent, hold_yes),
    "minors": (hold_minors,),
    "access": (hold_earliest, name_touched),
    "accessibility": (hold_contrast, hold_pace, name_touched),
    "refresh_timing": (hold_refresh,),
    "end_of_life": (hold_end,),
    "measurement": (hold_refresh, hold_consent, name_touched),
    "cost": (hold_board, hold_tiers, hold_price),
}
"""By kind: who works an effect out; the first that has the numbers for it answers.

A load of figures may be read as measurement, and a board on prices as cost.
"""
_BY_NUMBERS: tuple[Reader, ...] = (
    hold_ceiling,
    hold_rate,
    hold_warm_up,
    hold_desk,
    hold_told_allowance,
    hold_staffing,
    hold_contrast,
    hold_weight,
    hold_pace,
    hold_audience,
    hold_purpose,
    hold_not_before,
)
"""Who is asked when those of the kind have no answer. What they hold is told by its numbers and units alone, so that a
limit is not missed because its words sound like another kind ("that takes 20 sign-ups a second")."""


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
        for reader in (*_READERS.get(constraint.kind, ()), *_BY_NUMBERS):
            worked = reader(constraint, plan)
            if worked:
                worked = elsewhere(constraint, plan) or _with_exception(worked, constraint, plan)
                told = _as_advice(worked) if _only_advises(constraint) else in_time(worked, plan)
                return Worked(told.effects, told.options or typical, told.next_step or _next_step(told, today))
    return Worked(general_effects(entry), typical)


def _only_advises(constraint: Constraint) -> bool:
    """Tell whether nothing is broken by doing otherwise; "you may send 5,000 a day" permits no more than that."""
    text, may = constraint.source.text, constraint.strength == "may"
    allowed_so_much = may and constraint.quantities and _SO_MUCH.search(text)
    return constraint.strength in _ADVICE and not allowed_so_much and not (may and _NOTHING_ELSE.search(text))


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
