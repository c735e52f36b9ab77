"""A specification held against constraints: what collides, what does not and why, and the view of the launch."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from schemas.alignment import (
    Alignment,
    Collision,
    Decision,
    LaunchView,
    NoCollision,
    OpenRisk,
    ReadinessFact,
    ReadinessStatus,
    Stake,
)
from schemas.explanation import Effect, ExplainedConstraint, Explanation
from schemas.parts import LeadItem
from schemas.specification import Specification
from service.assembling.explanation import has_general
from service.catalogue.figures import lead_times


def assemble_alignment(specification: Specification, explanation: Explanation) -> Alignment:
    """Where the two meet, from constraints that were explained for this specification."""
    constraints = explanation.constraints
    collisions = list(_collisions(constraints))
    return Alignment(
        outcome=explanation.outcome,
        reason=_reason(collisions, explanation),
        campaign=specification.brief.title,
        text=explanation.text,
        constraints=constraints,
        collisions=collisions,
        no_collision=[_no_collision(one) for one in constraints if not _colliding(one)],
        launch_view=_launch_view(specification, collisions, constraints, explanation.provenance.today),
        questions=explanation.questions,
        findings=explanation.findings,
        provenance=explanation.provenance,
    )


def _reason(collisions: Sequence[Collision], explanation: Explanation) -> str:
    if not explanation.constraints:
        return explanation.reason
    touched = len({one.constraint for one in collisions})
    return f"{touched} of {len(explanation.constraints)} constraints collide with the plan. {explanation.reason}"


def _colliding(one: ExplainedConstraint) -> list[Effect]:
    return [effect for effect in one.effects if effect.collides]


def _collisions(constraints: Sequence[ExplainedConstraint]) -> Iterator[Collision]:
    number = 0
    for one in constraints:
        for effect in _colliding(one):
            number += 1
            computed = [option for option in one.options if option.basis == "computed"]
            yield Collision(
                id=f"X{number}",
                constraint=one.id,
                requirements=effect.requirements,
                area=effect.area,
                effect=effect.text,
                size=effect.size,
                calculation=effect.calculation,
                decide_by=effect.decide_by,
                bars=effect.bars,
                options=computed or one.options,
            )


def _no_collision(one: ExplainedConstraint) -> NoCollision:
    if one.overridden_by:
        return NoCollision(
            constraint=one.id, status="does_not_concern", why=f"A later statement replaces it: {one.overridden_by}."
        )
    computed = [effect.text for effect in one.effects if effect.basis == "computed"]
    missing = [effect.open_point for effect in one.effects if effect.open_point]
    if missing:
        why = f"{' '.join(computed)} Open: {missing[0]}."
        return NoCollision(constraint=one.id, status="cannot_tell", why=why)
    if computed:
        return NoCollision(constraint=one.id, status="fits", why=" ".join(computed))
    touched = [effect.text for effect in one.effects if effect.sentences or effect.requirements]
    if touched:
        return NoCollision(constraint=one.id, status="applies", why=" ".join(touched))
    return NoCollision(
        constraint=one.id,
        status="cannot_tell",
        why="The specification and the text do not hold the numbers or names that would settle it.",
    )


# --- the view of the launch ---------------------------------------------------------------------


def _launch_view(
    spec: Specification, collisions: Sequence[Collision], constraints: Sequence[ExplainedConstraint], today: date
) -> LaunchView:
    return LaunchView(
        launch=spec.schedule.launch,
        readiness=[*_readiness(spec, constraints), *_readiness_of(constraints)],
        open_risks=[*_collision_risks(collisions), *_risks(spec)],
        at_stake=list(_stakes(spec)),
        decisions=sorted(
            _decisions(spec, collisions, constraints, today), key=lambda one: (one.by or date.max, one.what)
        ),
    )


_ON_WAITING = ("lead_time", "security_review", "vendor_approval", "approval")
_WAITS = ("wait", "days until the meeting", "meetings in time")
_DAYS = ("day", "working_day", "week", "month")
_OF_VERDICT: dict[str, tuple[ReadinessStatus, str]] = {
    "fits": ("ok", "fits"),
    "depends": ("tight", "fits only in the low and middle case"),
    "exceeds": ("open", "does not fit"),
}


def _readiness(spec: Specification, constraints: Sequence[ExplainedConstraint]) -> Iterator[ReadinessFact]:
    for item in _house_items(spec, constraints):
        yield ReadinessFact(
            text=_lead_text(item), status="open" if item.status == "unknown" else item.status, refs=[item.id]
        )
    for load in spec.scale.workloads:
        if load.verdict:
            status, words = _OF_VERDICT[load.verdict]
            yield ReadinessFact(text=f"{load.name}: {words}. {load.formula}.", status=status, refs=[load.id])
    if spec.questions:
        yield ReadinessFact(text=f"{len(spec.questions)} questions about the brief are open.", status="open")


def _house_items(spec: Specification, constraints: Sequence[ExplainedConstraint]) -> list[LeadItem]:
    """The work of the schedule, without that for which IT's own text states how long it takes."""
    told = [one.source.text for one in constraints if one.overridden_by is None and _states_time(one)]
    return [item for item in spec.schedule.lead_items if not any(_is_about(item, text) for text in told)]


def _states_time(one: ExplainedConstraint) -> bool:
    if one.kind not in _ON_WAITING:
        return False
    waits = any(source.name in _WAITS for effect in one.effects for source in effect.inputs)
    return waits or any(item.kind == "duration" and item.unit in _DAYS for item in one.quantities)


def _is_about(item: LeadItem, text: str) -> bool:
    entry = lead_times().get(item.id.partition(".")[0])
    names = entry.called if entry else []
    return any(re.search(rf"\b{re.escape(name)}(?:s|es)?\b", text, re.IGNORECASE) for name in names)


def _lead_text(item: LeadItem) -> str:
    days = f"{item.typical} working days as a rule"
    verb = "it should have begun by" if item.status == "late" else "start by"
    start = f", {verb} {item.latest_start:%d %B %Y}" if item.latest_start else ""
    return f"{item.name[:1].upper()}{item.name[1:]}: {days}{start}."


def _readiness_of(constraints: Sequence[ExplainedConstraint]) -> Iterator[ReadinessFact]:
    fitting = [one for one in constraints if not _colliding(one) and not has_general(one.effects) and not _is_open(one)]
    for one in fitting:
        yield ReadinessFact(
            text=" ".join(e.text for e in one.effects if e.basis == "computed"), status="ok", refs=[one.id]
        )


def _is_open(one: ExplainedConstraint) -> bool:
    return any(effect.open_point for effect in one.effects)


def _collision_risks(collisions: Sequence[Collision]) -> Iterator[OpenRisk]:
    for one in collisions:
        ways = one.options[0].text if one.options else "No way out is known yet."
        yield OpenRisk(
            text="The plan does not fit a constraint.",
            effect=one.effect,
            mitigation=ways,
            refs=[one.id, one.constraint],
        )


def _risks(spec: Specification) -> Iterator[OpenRisk]:
    for risk in spec.risks:
        yield OpenRisk(text=risk.text, effect=risk.effect, mitigation=risk.mitigation, refs=[risk.id])
    for doubt in spec.contradictions:
        yield OpenRisk(
            text=doubt.text,
            effect="Two places of the brief disagree, so that work may rest on the wrong one.",
            mitigation="Settle which one holds.",
            refs=[doubt.id],
        )


def _stakes(spec: Specification) -> Iterator[Stake]:
    for goal in spec.goals:
        yield Stake(text=goal.statement, refs=[goal.id])
    for send in spec.scale.sends:
        if send.messages:
            yield Stake(text=f"{send.name}: {send.messages.value:,.0f} messages.", refs=[f"messages.{send.id}"])


def _decisions(
    spec: Specification, collisions: Sequence[Collision], constraints: Sequence[ExplainedConstraint], today: date
) -> Iterator[Decision]:
    for one in collisions:
        choices = "; ".join(option.text.rstrip(".") for option in one.options[:3])
        who = one.options[0].who_decides if one.options else "campaign owner"
        yield Decision(
            what=f"Choose a way out: {choices}." if choices else "Decide what is done about it.",
            who=who,
            by=_not_before(today, one.decide_by or spec.schedule.launch),
            why=one.effect,
            refs=[one.id],
        )
    for item in _house_items(spec, constraints):
        if item.status == "late":
            yield Decision(
                what=f"Move the date, shorten or leave out: {item.name}.",
                who="campaign owner",
                by=_not_before(today, item.needed_by),
                why=_why_late(item, today),
                refs=[item.id],
            )


def _not_before(today: date, day: date | None) -> date | None:
    """A day to meet: what should have been decided is to be decided today."""
    return None if day is None else max(day, today)


def _why_late(item: LeadItem, today: date) -> str:
    begun = f"It should have begun by {item.latest_start:%d %B %Y}." if item.latest_start else item.why
    if item.needed_by is None or item.needed_by >= today:
        return begun
    return f"{begun} The day on which it is needed, {item.needed_by:%d %B %Y}, has already passed."
