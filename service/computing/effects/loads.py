"""A ceiling of a system held against the visitors that the campaign brings."""

import re
from collections.abc import Iterator
from fractions import Fraction

from schemas.base import Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.ceilings import COMPLETED, Ceiling, Load, ceiling_of, loads_on, scaled
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.telling import length, number, share
from service.computing.effects.worked import Worked
from service.computing.sums.overload import overload, scaled_overload
from service.constraint import Constraint

_LOST = re.compile(
    r"\blost\b|(?:\bnot|n['’]t) (?:be )?(?:kept|saved|stored|recorded)\b|\bdropp?\w*|\bdiscard\w*|\bgone\b",
    re.IGNORECASE,
)
_ERROR = re.compile(r"\berrors?\b|\bfail\w*|\bfall\w* over\b|\bcrash\w*|\brefus\w*|\breject\w*", re.IGNORECASE)
_SLOW = re.compile(r"\bslow\w*|\btimeouts?\b|\bseconds to (?:load|answer)\b", re.IGNORECASE)
_WAIT = re.compile(r"\bqueue\w*|\bwait\w*", re.IGNORECASE)
_CASES = ("low", "middle", "high")


def hold_ceiling(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a ceiling per second, or for people at the same time, against every load that meets it."""
    ceiling = ceiling_of(constraint)
    if ceiling is None:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    for load in loads_on(ceiling, plan):
        effects.append(_effect(ceiling, load, plan))
        if effects[-1].collides:
            options += _options(ceiling, load, plan)
    return Worked(tuple(effects), tuple(options)) if effects else None


def _effect(ceiling: Ceiling, load: Load, plan: Plan) -> Effect:
    middle = load.cases[1]
    collides = middle > ceiling.each
    unit = ceiling.unit if ceiling.crowd else f"{ceiling.unit}/second"
    return Effect(
        area="customer_experience",
        text=_collision(ceiling, load) if collides else _fit(ceiling, load),
        basis="computed",
        collides=collides,
        size=Quantity(value=round(float(middle - ceiling.each), 2), unit=unit) if collides else None,
        open_point="how many people really come" if not collides and load.cases[2] > ceiling.each else None,
        calculation=_sums(ceiling, load),
        inputs=[*load.inputs, from_constraint("ceiling", round(float(ceiling.each), 4), unit, ceiling.constraint)],
        requirements=plan.using(*load.workloads) or plan.touching(load.evidence, "scale", "availability")
        or plan.speaking_of(["load test", "tested capacity"], "scale"),
        sentences=sentences_of(load.evidence),
        bars=[
            Bar(label="it takes", value=round(float(ceiling.each), 2), unit=unit),
            *(
                Bar(label=label, value=round(float(value), 2), unit=unit)
                for label, value in _labelled(load)
            ),
        ],
    )  # fmt: skip


def _shown(ceiling: Ceiling, value: Fraction) -> str:
    return number(ceiling.told(value))


def _labelled(load: Load) -> list[tuple[str, Fraction]]:
    if load.told:
        return [("you plan", load.cases[1])]
    return [(f"{case} case", value) for case, value in zip(_CASES, load.cases, strict=True)]


def _sums(ceiling: Ceiling, load: Load) -> str:
    low, middle, high = load.cases
    parts = [load.sums] if load.sums else []
    parts.append(
        f"{_shown(ceiling, middle)} ÷ {_shown(ceiling, ceiling.each)} = {share(middle, ceiling.each)} of what it takes"
    )
    if not load.told:
        parts.append(f"low case {_shown(ceiling, low)}, high case {_shown(ceiling, high)}")
    if load.curve and middle > ceiling.each:
        found = overload(load.curve, ceiling.each)
        carried = found.during - found.above
        parts.append(
            f"in {length(found.minutes * 60)} {number(found.during)} come and {number(carried)} are carried; "
            f"{number(found.during)} - {number(carried)} = {number(found.above)}"
        )
    return "; ".join(parts)


def _fit(ceiling: Ceiling, load: Load) -> str:
    _, middle, high = load.cases
    text = (
        f"{load.name}: that is {_shown(ceiling, middle)} {ceiling.what}, {share(middle, ceiling.each)} of "
        f"the {_shown(ceiling, ceiling.each)} that it takes. {share(ceiling.each - middle, ceiling.each)} stay free."
    )
    if load.told and load.curve:
        return text + " This holds if people come evenly."
    if high > ceiling.each:
        return f"{text} That is the middle case; in the high case {_shown(ceiling, high)} come, and it does not fit."
    return (
        text
        if load.told or high == middle
        else f"{text} In the high case {_shown(ceiling, high)} come, and it still fits."
    )


def _collision(ceiling: Ceiling, load: Load) -> str:
    middle = load.cases[1]
    average = " on average" if load.told and load.curve else ""
    text = (
        f"{load.name}: that is {_shown(ceiling, middle)} {ceiling.what}{average}, "
        f"{number(middle / ceiling.each)} times the {_shown(ceiling, ceiling.each)} that it takes."
    )
    return f"{text} {_lost(ceiling, load)}{_other_cases(ceiling, load)}"


def _lost(ceiling: Ceiling, load: Load) -> str:
    middle = load.cases[1]
    meets = _meets(ceiling.constraint)
    things = ceiling.things if not ceiling.crowd else "people"
    if load.curve is None or ceiling.crowd:
        over = f"About {number(_round(middle - ceiling.each))}"
        second = "" if ceiling.crowd else " in the busiest second"
        return f"{over} of {number(_round(middle))} {things}{second} {meets} ({share(middle - ceiling.each, middle)})."
    if ceiling.delay:
        return _until_grown(ceiling, load, meets)
    found = overload(load.curve, ceiling.each)
    return (
        f"For {length(_minute(found.minutes))} too many come: about {number(_round(found.above))} of the "
        f"{number(_round(found.during))} {things} in that time {meets} ({share(found.above, found.during)})."
    )


def _until_grown(ceiling: Ceiling, load: Load, meets: str) -> str:
    assert load.curve is not None
    assert ceiling.delay is not None
    parts: list[str] = []
    for delay in dict.fromkeys(ceiling.delay):
        found = scaled_overload(load.curve, ceiling.each, delay).until_added
        parts.append(
            f"if more is there after {length(delay * 60)}, about {number(_round(found.above))} "
            f"{ceiling.things} {meets} ({share(found.above, found.during)} of those who come in that time)"
        )
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _other_cases(ceiling: Ceiling, load: Load) -> str:
    low, middle, high = load.cases
    if load.told:
        return " People do not come evenly, so it is more at the peak." if load.curve else ""
    if low == high:
        return ""
    lowest = "fits" if low <= ceiling.each else "does not fit either"
    text = f" That is the middle case; the low one ({_shown(ceiling, low)}) {lowest}"
    text += f", the high one is {_shown(ceiling, high)}"
    if load.curve and not ceiling.delay and not ceiling.crowd:
        found = overload(scaled(load.curve, high / middle), ceiling.each)
        return (
            f"{text}, of which about {number(_round(found.above))} are too many over {length(_minute(found.minutes))}."
        )
    return f"{text}."


def _meets(constraint: Constraint) -> str:
    """What becomes of those above the ceiling, where the text says it."""
    text = constraint.source.text
    if _ERROR.search(text) and _LOST.search(text):
        return "meet an error and are lost"
    if _LOST.search(text):
        return "are lost"
    if _ERROR.search(text):
        return "meet an error"
    if _SLOW.search(text):
        return "meet a slow page"
    return "have to wait" if _WAIT.search(text) else "are more than it takes"


def _round(value: Fraction) -> Fraction:
    """Whole visitors from ten on; a part of a visitor says nothing."""
    return Fraction(round(value)) if value >= 10 else value


def _minute(minutes: Fraction) -> Fraction:
    """Seconds, rounded to whole minutes where it is longer than ten: the load is an estimate."""
    return Fraction(round(minutes)) * 60 if minutes > 10 else minutes * 60


# --- the ways out -------------------------------------------------------------------------------


def _options(ceiling: Ceiling, load: Load, plan: Plan) -> Iterator[WayOut]:
    _, middle, high = load.cases
    high_too = f", {_shown(ceiling, high)} for the high case" if high > middle else ", more for a peak within that time"
    yield WayOut(
        text=f"Ask for room for at least {_shown(ceiling, middle)} {ceiling.what} in that time{high_too}.",
        basis="computed",
        gives_up="Money, and time to prepare and test it.",
        gains="Everybody meets a page that works.",
        who_decides="owner of the website or system",
        takes="The day and the hour, the number of visitors, and a load test before.",
        calculation=f"{_shown(ceiling, middle)} ÷ {_shown(ceiling, ceiling.each)} = {number(middle / ceiling.each)}",
    )
    if not ceiling.crowd and ceiling.thing in ("view", "visit", "page"):
        yield _waiting_room(ceiling, load)
    if ceiling.thing == COMPLETED and load.curve and load.told:
        yield _held_queue(ceiling, load)
    yield from _spread(ceiling, load, plan)


def _held_queue(ceiling: Ceiling, load: Load) -> WayOut:
    """What comes is kept first and worked off at the pace of the system behind."""
    assert load.curve is not None
    total = overload(load.curve, ceiling.each).total
    needed = total / ceiling.each
    return WayOut(
        text=f"Put a queue in front that keeps what comes in ({_shown(ceiling, load.cases[1])} {ceiling.what}) and "
        f"hands "
        f"it on as fast as it is taken: all {number(total)} are through after {length(needed)}.",
        basis="computed",
        gives_up="An answer at once: what depends on it, such as a confirmation, comes minutes later.",
        gains="Nothing that people have filled in is lost.",
        who_decides="owner of the website or system",
        takes="A queue that is set up and tested before the day.",
        calculation=f"{number(total)} ÷ {number(ceiling.each)} a second = {number(needed)} seconds = {length(needed)}",
    )


def _waiting_room(ceiling: Ceiling, load: Load) -> WayOut:
    admitted = ceiling.each / load.visits_each
    return WayOut(
        text=f"Put a waiting page in front that lets in {number(admitted)} visitors a second.",
        basis="computed",
        gives_up="Some wait before they get in, and some of them leave.",
        gains="Nobody who is let in meets an error or a slow page.",
        who_decides="owner of the website, with the campaign owner",
        takes="A waiting page that is set up and tested before.",
        calculation=f"{number(ceiling.each)} ÷ {number(load.visits_each)} each = {number(admitted)} visits a second",
    )


def _spread(ceiling: Ceiling, load: Load, plan: Plan) -> Iterator[WayOut]:
    if load.told and load.curve:
        minutes = load.curve[-1][0]
        seconds = Fraction(minutes) * 60
        most = ceiling.each / load.visits_each * seconds
        yield WayOut(
            text=f"Bring people in several waves, each of at most {number(most)} visits in {length(seconds)}.",
            basis="computed",
            gives_up="The one high point; not everybody comes at the same moment.",
            gains="Each wave stays within what the system takes, if people come evenly.",
            who_decides="campaign owner",
            takes="Several slots, or a message to one group after the other.",
            calculation=f"{number(ceiling.each / load.visits_each)} a second × {number(seconds)} seconds",
        )
        return
    for key in (name.partition(".")[2] for name in load.workloads):
        visits = next((w for w in plan.specification.scale.workloads if w.id == f"visits.{key}"), None)
        if visits and not ceiling.crowd:
            yield _longer_send(ceiling, load, Fraction(visits.mid))


def _longer_send(ceiling: Ceiling, load: Load, visits: Fraction) -> WayOut:
    seconds = visits * load.visits_each / ceiling.each
    return WayOut(
        text=f"Spread the send over at least {length(seconds)}: then even all visits that follow stay within it.",
        basis="computed",
        gives_up="The last get the message later.",
        gains="The pages hold without more room.",
        who_decides="campaign owner",
        takes="A longer window in the sending plan.",
        calculation=f"{number(visits)} visits × {number(load.visits_each)} ÷ {number(ceiling.each)} a second",
    )
