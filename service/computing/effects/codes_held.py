"""How many codes a system holds against how many are given out: `10,000 single-use codes per promotion`."""

import re

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from schemas.parts import InputSource, Workload, WorkloadInput
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.stated import around, whole
from service.computing.effects.telling import number
from service.computing.effects.worked import Worked
from service.computing.sums.quota import calls_for
from service.constraint import Bounded, Constraint

_CODES = re.compile(r"\s(?:[\w-]+\s){0,3}?(?:codes?|vouchers?|coupons?)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:hold|holds|store|stores|take|takes|keep|keeps|generate|generates|create|creates|make|makes|issue|issues"
    r"|supports?|handles?|limit(?:ed)?|max(?:imum)?|most|up to)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:codes?|vouchers?|coupons?)\s(?:per|a|an|in each|for each|in one|each)\s(?P<of>[\w-]+)\b",
    re.I,
)


def hold_codes(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the number of codes that a system takes against the codes that the plan needs."""
    needed = next((load for load in plan.specification.scale.workloads if load.id.startswith("codes.")), None)
    for item in constraint.of_kind("count") if needed else ():
        before, after = around(constraint, item)
        most = whole(item)
        if needed and most and _CODES.match(after) and _HOLDS.search(before):
            return _held(constraint, item, needed, most, plan)
    return None


def _held(constraint: Constraint, item: Bounded, needed: Workload, most: int, plan: Plan) -> Worked:
    codes = int(needed.mid)
    told = _EACH.match(around(constraint, item)[1])
    each = told["of"] if told else None
    limit = f"{number(most)} for each {each}" if each else number(most)
    parts = calls_for(codes, most)
    too_few = codes > most
    effect = Effect(
        area="reach",
        text=f"You need {number(codes)} codes; {limit} can be held. "
        + (
            f"{number(codes - most)} people would get none, or {number(parts)} lots are needed."
            if too_few
            else "They fit."
        ),
        basis="computed",
        collides=too_few,
        size=Quantity(value=codes - most, unit="item") if too_few else None,
        calculation=f"{number(codes)} ÷ {number(most)}, rounded up = {number(parts)}",
        inputs=[
            WorkloadInput(
                name="codes", value=codes, unit="item", source=InputSource(kind="calculation", ref=needed.id)
            ),
            from_constraint("codes held", most, "item", constraint),
        ],
        requirements=plan.using(needed.id),
        sentences=sentences_of(needed.evidence),
        bars=[Bar(label="held", value=most, unit="item"), Bar(label="needed", value=codes, unit="item")],
    )
    return Worked((effect,), tuple(_options(parts, each)) if too_few else ())


def _options(parts: int, of: str | None) -> list[WayOut]:
    lots = f"{number(parts)} {of}s" if of else f"{number(parts)} lots"
    return [
        WayOut(
            text=f"Divide the codes among {lots} with the same terms.",
            basis="computed",
            gives_up="One place to look: results have to be added up.",
            gains="Everybody gets a code of their own.",
            who_decides="campaign owner",
            takes="IT's word that several run side by side, and a rule who is in which.",
            calculation=f"as many as hold all codes = {number(parts)}",
        ),
        WayOut(
            text="Share one code among those who need none of their own.",
            basis="computed",
            gives_up="Knowing who used it, and a bar against using it twice.",
            gains="The codes that can be held are enough.",
            who_decides="campaign owner",
            takes="A decision whose response must be told person by person.",
            calculation=f"fewer codes than {number(parts)} lots hold",
        ),
    ]
