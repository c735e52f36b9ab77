"""People who take calls, and the queue in front of them, held against the calls that the campaign brings."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.desk_told import Calls, Desk, calls_of, desk_of, is_about_calls, promised_wait, queue_in
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import words_of
from service.computing.effects.telling import length, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.desk import DeskDay, desk_day, line, more_people
from service.computing.wording import counted
from service.constraint import Constraint

_MONDAY_TO_FRIDAY = 5
_DESK_WORDS = (
    "agent",
    "of us",
    "minutes of",
    "an hour",
    "per hour",
    "a day",
    "per day",
    "normal",
    "each call",
    "call takes",
    "call lasts",
    "handling",
)


def hold_desk(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a desk, told in one sentence or over several, against the calls of the brief, or its queue against them."""
    text = constraint.source.text
    places = queue_in(text)
    if places is None and not _tells_desk(constraint, plan):
        return None
    calls = calls_of(plan)
    desk = desk_of(plan) if calls else None
    if desk is None or calls is None:
        return None
    first = next(
        (one for one in plan.constraints if queue_in(one.source.text) is None and _tells_desk(one, plan)), constraint
    )
    if places is None and first.id != constraint.id:
        return _part_of(first.id, calls)
    if places is not None:
        return _hold_queue(constraint, places, desk, calls, plan)
    return _hold_day(constraint, desk, calls, plan)


def _part_of(first: str, calls: Calls) -> Worked:
    """One of several sentences of which one sum is made, which is told once."""
    text = f"This is part of how much the desk takes, which is held against the calls of the campaign at {first}."
    effect = Effect(area="customer_experience", text=text, basis="general", sentences=sentences_of(calls.evidence))
    return Worked((effect,))


def _tells_desk(constraint: Constraint, plan: Plan) -> bool:
    """Tell whether it is one of the sentences that tell how much the desk takes, of which there is one at least."""
    text = words_of(constraint).lower()
    numbers = any(item.mention.kind in ("count", "rate", "duration", "percentage") for item in constraint.quantities)
    start, end = plan.paragraph(constraint)
    near = is_about_calls(text) or is_about_calls(plan.text[start:end])
    return numbers and near and constraint.strength != "may" and any(word in text for word in _DESK_WORDS)


# --- the day ------------------------------------------------------------------------------------


def _hold_day(constraint: Constraint, desk: Desk, calls: Calls, plan: Plan) -> Worked:
    found = desk_day(desk.a_day, desk.normal, calls.busiest, calls.total)
    # Where the brief does not say on how many days they come, a working week is not too long.
    collides = found.unanswered > 0 if calls.days else found.days is None or found.days > _MONDAY_TO_FRIDAY
    effect = Effect(
        area="customer_experience",
        text=_text(desk, calls, found, collides=collides),
        basis="computed",
        collides=collides,
        size=Quantity(value=round(float(found.unanswered)), unit="call") if collides else None,
        open_point="on how many days the calls come" if not collides and not calls.days else None,
        calculation=_sums(desk, calls, found),
        inputs=[
            from_brief("calls", float(calls.total), "call", calls.evidence),
            from_constraint("a day takes", float(desk.a_day), "call", constraint),
        ],
        requirements=plan.touching(calls.evidence),
        sentences=sentences_of(calls.evidence),
        bars=[
            Bar(label="calls on the busiest day", value=float(calls.busiest), unit="call"),
            Bar(label="left for the campaign", value=float(found.left), unit="call"),
        ],
    )
    return Worked((effect,), tuple(_options(desk, calls, found)) if collides else ())


def _text(desk: Desk, calls: Calls, found: DeskDay, *, collides: bool) -> str:
    normal = f", less {number(desk.normal)} of normal work" if desk.normal else ""
    text = (
        f"The campaign brings {number(calls.total)} calls, {number(calls.busiest)} of them on the busiest day. The "
        f"desk takes "
        f"{number(desk.a_day)} a day{normal}: {number(found.left)} are left for the campaign."
        if calls.days
        else f"The campaign brings {number(calls.total)} calls. The desk takes {number(desk.a_day)} a day{normal}: "
        f"{number(found.left)} are left for the campaign."
    )
    if found.days is None:
        return f"{text} None of them is answered."
    days = f"All {number(calls.total)} need {number(round(float(found.days), 1))} days."
    if not collides:
        return f"{text} {days} It fits." if calls.days else f"{text} {days}"
    if not calls.days:
        return f"{text} {days} Those who do not get through on the first ones wait or give up."
    missing = found.unanswered * calls.days
    both = f", {number(missing)} on the {number(calls.days)} busy days" if calls.days > 1 else ""
    part = share(found.unanswered, calls.busiest)
    return f"{text} {number(found.unanswered)} a day are not answered{both} ({part}). {days}"


def _sums(desk: Desk, calls: Calls, found: DeskDay) -> str:
    parts = [desk.sums]
    if desk.normal:
        parts.append(f"{number(desk.a_day)} - {number(desk.normal)} = {number(found.left)} left")
    parts.append(calls.sums)
    parts.append(f"{number(calls.busiest)} - {number(found.left)} = {number(calls.busiest - found.left)}")
    if found.days:
        parts.append(f"{number(calls.total)} ÷ {number(found.left)} = {number(found.days)} days")
    return "; ".join(parts)


def _options(desk: Desk, calls: Calls, found: DeskDay) -> Iterator[WayOut]:
    if desk.each_a_day and found.unanswered:
        more = more_people(found.unanswered, desk.each_a_day)
        yield _way(
            f"Have {number(more)} more people on the busiest days.",
            "Their pay, and time to find and train them.",
            "On average every call is answered, with nothing to spare.",
            f"{number(found.unanswered)} ÷ {number(round(float(desk.each_a_day), 1))} calls a day each, rounded up "
            f"= {number(more)}",
        )
    if calls.share and found.left:
        days = max(1, calls.days)
        most = floor(found.left * days / calls.share)
        waves = -(-calls.people // most)
        yield _way(
            f"Send it in {number(waves)} waves of at most {number(most)} each, {counted(days, 'working day')} apart.",
            "One day for everybody.",
            "The calls of each wave are answered before the next one goes out.",
            f"{number(days)} × {number(found.left)} ÷ {number(calls.share * 100)}% = {number(most)}; "
            f"{number(calls.people)} ÷ {number(most)}, rounded up = {number(waves)}",
        )
    yield _way(
        "Give people a second way, such as a form or a reply card, and let them be called back.",
        "An answer at once for some.",
        "Whoever does not get through is not lost.",
        f"{number(found.unanswered)} calls of the busiest day need another way",
    )


def _way(text: str, gives_up: str, gains: str, calculation: str) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains=gains,
        who_decides="campaign owner, with the head of customer service",
        takes="An answer before anything is printed or sent.",
        calculation=calculation,
    )


# --- the queue ----------------------------------------------------------------------------------


def _hold_queue(constraint: Constraint, places: int, desk: Desk, calls: Calls, plan: Plan) -> Worked | None:
    if desk.an_hour is None or not desk.hours:
        return None
    promised = promised_wait(plan)
    comes = (calls.busiest + desk.normal) / desk.hours
    found = line(places, comes, desk.an_hour, promised[0] if promised else None)
    waits = promised is not None and found.last_waits > promised[0] and comes > desk.an_hour
    collides = found.full_after is not None and found.full_after < desk.hours * 60
    evidence = (*calls.evidence, *((promised[1],) if promised else ()))
    effect = Effect(
        area="customer_experience",
        text=_queue_text(places, desk, comes, found.full_after, found.last_waits, promised[0] if promised else None),
        basis="computed",
        collides=collides or waits,
        size=Quantity(value=round(float(found.piles_up)), unit="call") if collides or waits else None,
        calculation=f"({number(calls.busiest)} + {number(desk.normal)}) ÷ {number(desk.hours)} hours = "
        f"{number(comes)} an hour; "
        f"{number(comes)} - {number(desk.an_hour)} = {number(comes - desk.an_hour)}; {number(places)} ÷ "
        f"{number(desk.an_hour)} an hour = {number(found.last_waits)} minutes"
        + (
            f"; {number(desk.an_hour)} ÷ 60 × {number(promised[0])} = {number(found.within or 0)} callers"
            if promised
            else ""
        ),
        inputs=[
            from_brief("calls", float(calls.busiest), "call", evidence),
            from_constraint("places in the queue", places, "call", constraint),
        ],
        requirements=plan.touching(evidence),
        sentences=sentences_of(evidence),
    )
    return Worked((effect,), tuple(_queue_options(desk, comes)) if effect.collides else ())


def _queue_text(
    places: int, desk: Desk, comes: Fraction, full: Fraction | None, waits: Fraction, promised: Fraction | None
) -> str:
    an_hour = desk.an_hour or Fraction(0)
    text = f"If calls come evenly, {number(comes)} come in an hour and {number(an_hour)} are taken. "
    if full is None:
        text += "The queue does not grow. "
    else:
        text += (
            f"{number(comes - an_hour)} more pile up every hour: the {number(places)} places are full after "
            f"{length(full * 60)}, "
        )
        text += "and whoever calls then does not get in. "
    text += f"Whoever stands last in a full queue waits {length(waits * 60)}"
    if promised is None:
        return f"{text}."
    within = an_hour * promised / 60
    return (
        f"{text}; the brief promises {length(promised * 60)}, which holds for the first {number(within)} in the queue."
    )


def _queue_options(desk: Desk, comes: Fraction) -> Iterator[WayOut]:
    if desk.each_a_day and desk.hours and desk.an_hour:
        each = desk.each_a_day / desk.hours
        more = more_people(comes - desk.an_hour, each)
        yield _way(
            f"Have {number(more)} more people there: then {number(desk.an_hour + more * each)} calls an hour are "
            f"taken.",
            "Their pay, and time to find and train them.",
            "The queue does not grow.",
            f"{number(comes - desk.an_hour)} ÷ {number(each)} an hour each, rounded up = {number(more)}",
        )
    yield _way(
        "Promise a call back in place of a short wait.",
        "An answer at once.",
        "A promise that can be kept.",
        f"{number(comes)} come and {number(desk.an_hour or 0)} are taken in an hour",
    )
