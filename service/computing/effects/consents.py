"""How many people have agreed, and from which age on, held against whom the brief wants to reach or to count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from schemas.base import Evidence, Quantity
from schemas.explanation import Bar, Effect, EffectArea, WayOut
from schemas.parts import WorkloadInput
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import sends_of
from service.computing.effects.stated import around, audience, facts, in_sentence, number_of, place, saying, whole
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.constraint import Constraint

_OF = re.compile(
    r"^\s*(?:people |users |customers |members |subscribers )?(?:out )?of (?:the |our |these |about )*$", re.I
)
_AGREED = re.compile(
    r"\b(?:consent\w*|agree[sd]?|opt(?:ed|s)?[ -]in|said yes|say yes|accept\w*|permission|allow\w*|do)\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:don['’]t|do not|have not|haven['’]t|did not|without|refus\w*|reject\w*|declin\w*|not (?:given|agreed))\b",
    re.IGNORECASE,
)
_HAVE_AGREED = re.compile(
    r"\b(?:opted[ -]in|(?:who|that) (?:have )?(?:agreed|consented|said yes)|with consent|signed up)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:measur\w+|seen|tracked|tracking|counted|analytics|visits?|visitors?|tags?)\b", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:under|below|younger than)(?: the age of)?[ -](\d{1,2})s?\b(?!\s*%)", re.IGNORECASE)
_CHILDREN = re.compile(r"\b(?:child(?:ren)?|minors?|kids|pupils?|young people|teenagers?)\b", re.IGNORECASE)
_ADULTS = re.compile(
    r"\b(?:only adults|adults only|(?:aged? |over )?18 (?:or|and) over|over[ -]18s?|18\+|from (?:the age of )?18)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Base:
    """Those a share is taken of: visits that are counted, or people who are written to."""

    name: str
    count: int
    unit: str
    evidence: tuple[Evidence, ...]


def hold_consent(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a share of people who agreed against the sends that it concerns, or against the visits to be counted."""
    told = _pair(constraint)
    part = Fraction(*told) if told else _share(constraint)
    counting = bool(_COUNTED.search(constraint.source.text)) and constraint.kind == "measurement"
    if part is None or not 0 < part < 1 or (constraint.kind == "measurement" and not counting):
        return None
    bases = _visits(plan) if counting else _asked_for(_people(constraint, plan), told, plan)
    effects = [_effect(constraint, part, base, plan, counting=counting) for base in bases]
    options = [one for base in bases for one in _options(part, base, counting=counting)]
    return Worked(tuple(effects), tuple(options)) if effects else None


def _pair(constraint: Constraint) -> tuple[int, int] | None:
    """So many of so many: "360,000 of the 450,000"."""
    counts = [item for item in constraint.of_kind("count") if whole(item)]
    for first, second in pairwise(counts):
        start = first.mention.end - constraint.source.start
        between = constraint.source.text[start : second.mention.start - constraint.source.start]
        few, many = whole(first) or 0, whole(second) or 0
        if _OF.search(between) and few < many:
            return few, many
    return None


def _share(constraint: Constraint) -> Fraction | None:
    found = constraint.of_kind("percentage")
    if len(found) != 1:
        return None
    value = found[0].mention.value
    before, after = around(constraint, found[0], 60)
    words = re.split(r"[.;]\s", before)[-1] + " " + re.split(r"[.;](?:\s|$)", after)[0]
    if not isinstance(value, int | float) or not _AGREED.search(words + " " + before):
        return None
    part = exact(value) / 100
    return 1 - part if _REFUSED.search(words) else part


def _visits(plan: Plan) -> list[_Base]:
    found = [(int(n), f) for f in facts(plan, "count", "visit", "session") if (n := number_of(f))]
    if not found:
        return []
    count, fact = max(found, key=lambda one: one[0])
    return [_Base("Visits", count, "visit", (place(fact),))]


def _people(constraint: Constraint, plan: Plan) -> list[_Base]:
    sends = [send for send in sends_of(constraint, plan) if send.messages]
    if sends:
        return [_Base(s.name, round(s.messages.value), "person", tuple(s.evidence)) for s in sends if s.messages]
    crowd = audience(plan)
    return [_Base("The people of the brief", crowd.count, "person", crowd.evidence)] if crowd else []


def _asked_for(bases: list[_Base], told: tuple[int, int] | None, plan: Plan) -> list[_Base]:
    """Those of whom the share is told, and not yet known to have agreed: nobody knows it of other groups."""
    agreed = {s.id for s in saying(plan, _HAVE_AGREED)}
    open_ones = [one for one in bases if not agreed & {place.sentence for place in one.evidence}]
    return open_ones if told is None else [one for one in open_ones if one.count == told[1]]


def _effect(constraint: Constraint, part: Fraction, base: _Base, plan: Plan, *, counting: bool) -> Effect:
    rest = base.count - round(base.count * part)
    area: EffectArea = "measurement" if counting else "reach"
    return Effect(
        area=area,
        text=_text(part, base, plan, counting=counting),
        basis="computed",
        collides=True,
        size=Quantity(value=rest, unit=base.unit),
        calculation=f"{number(base.count)} × {share(part, 1)} = {number(base.count - rest)}; {number(base.count)} - "
        f"{number(base.count - rest)} = {number(rest)}",
        inputs=_inputs(constraint, part, base),
        requirements=plan.touching(base.evidence, "privacy", "measurement", "scale")
        or plan.speaking_of(["permission", "agreed", "consent"], "privacy"),
        sentences=sentences_of(base.evidence),
        bars=[
            Bar(label="planned", value=base.count, unit=base.unit),
            Bar(label="counted" if counting else "have agreed", value=base.count - rest, unit=base.unit),
        ],
    )


def _inputs(constraint: Constraint, part: Fraction, base: _Base) -> list[WorkloadInput]:
    return [
        from_brief("planned", base.count, base.unit, base.evidence),
        from_constraint("share who agreed", round(float(part) * 100, 2), "percent", constraint),
    ]


def _text(part: Fraction, base: _Base, plan: Plan, *, counting: bool) -> str:
    have = round(base.count * part)
    if counting:
        return (
            f"Of {number(base.count)} visits about {number(have)} are counted ({share(part, 1)}) and "
            f"{number(base.count - have)} are not seen, if the share stays as it is. Real figures are about "
            f"{number(1 / part)} times the counted ones."
        )
    text = (
        f"{base.name}: you plan {number(base.count)}, and {number(have)} have agreed ({share(part, 1)}). "
        f"The other {number(base.count - have)} must not get it ({share(1 - part, 1)})."
    )
    return text + _goal(base.count, have, plan)


def _goal(planned: int, have: int, plan: Plan) -> str:
    """What the one goal in percent comes to with fewer people."""
    goals = [g.target for g in plan.specification.goals if g.target and g.target.unit == "percent"]
    if len(goals) != 1 or not 0 < goals[0].value < 100:
        return ""
    rate = exact(goals[0].value) / 100
    return (
        f" At the goal of {number(goals[0].value)}% that is {number(have * rate)} in place of {number(planned * rate)}."
    )


def _options(part: Fraction, base: _Base, *, counting: bool) -> Sequence[WayOut]:
    have = round(base.count * part)
    if counting:
        return (
            WayOut(
                text=f"Report the counted visits beside an estimate ({number(1 / part)} times as many), and say so.",
                basis="computed",
                gives_up="An exact figure; the share who agree may differ from channel to channel.",
                gains="A figure that everybody reads in the same way.",
                who_decides="campaign owner, with whoever makes the report",
                takes="One sentence in the report, and the share looked up again then.",
                calculation=f"1 ÷ {share(part, 1)} = {number(1 / part)}",
            ),
            WayOut(
                text=f"Set the goals on what is counted: {number(have)} visits.",
                basis="computed",
                gives_up="The larger figure.",
                gains="A goal that the report can show.",
                who_decides="campaign owner",
                takes="New target figures.",
                calculation=f"{number(base.count)} × {share(part, 1)} = {number(have)}",
            ),
        )
    return (
        WayOut(
            text=f"{base.name}: write to the {number(have)} who have agreed.",
            basis="computed",
            gives_up=f"{number(base.count - have)} people are not reached this way.",
            gains="Only people who want it get it, and the rule is kept.",
            who_decides="campaign owner",
            takes="A list with those who agreed, and goals for that number.",
            calculation=f"{number(base.count)} × {share(part, 1)} = {number(have)}",
        ),
    )


# --- minors -------------------------------------------------------------------------------------


def hold_minors(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a lowest age against whether children are among the people of the brief."""
    match = _AGE.search(constraint.source.text)
    minors, adults = plan.specification.privacy.minors, saying(plan, _ADULTS)
    if not match and not _CHILDREN.search(constraint.source.text):
        return None
    age = int(match[1]) if match else 18
    if minors.status == "yes":
        effect = _age_effect(plan, age, minors.evidence, "children", collides=True)
    elif adults and age <= 18:
        effect = _age_effect(plan, age, [in_sentence(s) for s in adults], "only adults", collides=False)
    else:
        return None
    return Worked((effect,))


def _age_effect(plan: Plan, age: int, evidence: Sequence[Evidence], who: str, *, collides: bool) -> Effect:
    said = (
        f"The brief has children among its people, and the rule is about people under {age}."
        if collides
        else f"It fits: the brief is for adults only, and the rule is about people under {age}."
    )
    words = "; ".join(f'"{one.quote}"' for one in evidence[:3])
    return Effect(
        area="risk",
        text=said,
        basis="computed",
        collides=collides,
        calculation=f"found in both texts: under {age}; {who} ({words})",
        requirements=plan.touching(evidence) or plan.speaking_of(["child", "minor", "parent", "age"], "privacy"),
        sentences=sentences_of(evidence),
    )
