"""Rules with no sum to them: what of the brief they are about, by words that stand in both texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.base import Evidence
from schemas.brief import Fact
from schemas.explanation import Effect, EffectArea
from service.catalogue.vocabulary import GENERIC_DATA, data_elements
from service.computing.effects.plan import Plan, sentences_of
from service.computing.effects.rates import channels_in
from service.computing.effects.stated import facts, forbids, in_sentence, place
from service.computing.effects.telling import named
from service.computing.effects.whereabouts import HANDED_OVER
from service.computing.effects.worked import Worked
from service.constraint import Constraint

_LIMITS = re.compile(r"\b(?:not|never|only|no|nothing|neither|without|cannot|can['’]t)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Pair:
    """Words of a rule and words of a brief that are about the same; `clash`: the one rules the other out."""

    what: str
    rule: re.Pattern[str]
    brief: re.Pattern[str]
    clash: bool = False


def _pair(what: str, rule: str, brief: str, *, clash: bool = False) -> _Pair:
    return _Pair(
        what, re.compile(rf"\b(?:{rule})\b", re.IGNORECASE), re.compile(rf"\b(?:{brief})\b", re.IGNORECASE), clash
    )


_ACCESSIBILITY = (
    _pair("what is done by dragging", r"keyboard", r"drag\w*|swip\w*|with the mouse", clash=True),
    _pair("the video", r"videos?|captions?|films?|audio description", r"videos?|films?|clips?"),
    _pair("the PDF", r"pdfs?", r"pdfs?"),
    _pair("pictures", r"images?|pictures?|alt texts?", r"images?|pictures?|photos?"),
    _pair("what moves", r"animations?|flash\w*", r"animat\w+|flash\w*"),
    _pair("the form", r"forms?|fields?", r"forms?|sign-?ups?|registration"),
    _pair("the pages", r"web ?pages?|websites?|public sites?|landing pages?", r"landing pages?|web ?pages?|websites?"),
)
_ACCESS = (
    _pair(
        "people from outside",
        r"external(?: users?| people| staff)?|guests?|agenc(?:y|ies)|contractors?|freelancers?|third part(?:y|ies)",
        r"agenc(?:y|ies)|freelancers?|contractors?|external \w+|partners?",
    ),
    _pair("a shared log-in", r"shared (?:accounts?|log-?ins?|mailbox(?:es)?)", r"shared? (?:accounts?|log-?ins?)",
          clash=True),
)  # fmt: skip
_MEASUREMENT = (
    _pair("opens", r"open rates?|opens", r"open rates?|opens|opened", clash=True),
    _pair("clicks", r"clicks?|short links?", r"clicks?|clicked"),
    _pair("retargeting", r"retarget\w*|remarket\w*", r"retarget\w*|remarket\w*", clash=True),
    _pair("pixels and tags", r"pixels?|tags?", r"pixels?|tags?"),
    _pair("figures for single people", r"user.level|per (?:user|person)",
          r"per (?:user|person|customer)|person by person", clash=True),
)  # fmt: skip
_PAIRS = {"accessibility": _ACCESSIBILITY, "access": _ACCESS, "measurement": _MEASUREMENT}
_AREAS: dict[str, EffectArea] = {"accessibility": "customer_experience", "access": "risk", "measurement": "measurement"}


def name_touched(constraint: Constraint, plan: Plan) -> Worked | None:
    """Name what of the brief a rule on accessibility, access or measuring is about.

    It collides only where the rule rules out what the brief plans. Where it merely applies, the effect stays general:
    whether the plan keeps to it is not told by words that meet.
    """
    if not uses_channel(constraint, plan):
        return None
    effects: list[Effect] = []
    for pair in _PAIRS.get(constraint.kind, ()):
        rule = pair.rule.search(constraint.source.text)
        found = [(s, m) for s in plan.specification.brief.sentences if (m := pair.brief.search(s.text))]
        found = [(s, m) for s, m in found if s.kind != "heading"]
        if rule and found:
            clash = pair.clash and constraint.strength in ("must", "must_not") and _rules_out(constraint, pair)
            evidence = [in_sentence(s) for s, _ in found]
            words = list(dict.fromkeys(m.group().lower() for _, m in found))
            effects.append(_touches(constraint, pair.what, rule.group(), words, evidence, plan, clash=clash))
    return Worked(tuple(effects)) if effects else None


def uses_channel(constraint: Constraint, plan: Plan) -> bool:
    """Tell whether the brief uses one of the channels that a constraint names, if it names any."""
    named_channels = channels_in(constraint.source.text)
    used = {fact.value for fact in facts(plan, "channel")} | {send.channel for send in plan.sends}
    return not named_channels or bool(named_channels & used)


def _rules_out(constraint: Constraint, pair: _Pair) -> bool:
    return pair.what.startswith("what is done") or bool(_LIMITS.search(constraint.source.text))


def _touches(
    constraint: Constraint,
    what: str,
    rule: str,
    words: Sequence[str],
    evidence: Sequence[Evidence],
    plan: Plan,
    *,
    clash: bool,
) -> Effect:
    brief = named([f'"{word}"' for word in words])
    said = "The two do not fit as they stand." if clash else "Check with IT that it is kept there."
    return Effect(
        area=_AREAS.get(constraint.kind, "risk"),
        text=f'The rule is about "{rule}", and the brief speaks of {brief}: it concerns {what}. {said}',
        basis="computed" if clash else "general",
        collides=clash,
        calculation=f'found in both texts: "{rule}" and {brief}',
        requirements=plan.touching(evidence),
        sentences=sentences_of(evidence),
    )


# --- classes of data ----------------------------------------------------------------------------


def name_data(constraint: Constraint, plan: Plan) -> Worked | None:
    """Name the data of the brief that a rule on a kind of data is about; it collides where the rule is a limit."""
    wanted = {str(name.name) for name in constraint.names if name.kind == "data" and name.name}
    wanted -= {GENERIC_DATA, "customer_list"}
    found = [fact for fact in facts(plan, "data") if _same(fact, wanted)]
    if not wanted or not found:
        return None
    rule = named(list(dict.fromkeys(n.text for n in constraint.names if n.kind == "data" and n.name in wanted)))
    evidence = [place(fact) for fact in found]
    limit = bool(_LIMITS.search(constraint.source.text)) and (forbids(constraint) or constraint.strength == "may")
    clash = limit and (any(map(_sensitive, found)) or _both_hand_over(constraint, found, plan))
    clash = clash and not _kept_there(constraint, found, plan)
    where = _tools(plan)
    return Worked((_data_effect(rule, found, evidence, where, plan, clash=clash),))


def _same(fact: Fact, wanted: set[str]) -> bool:
    """Tell whether a datum of the brief is one of these, or of the same special kind: an allergy is health data."""
    elements = data_elements()
    known = next((e for e in elements.values() if e.label == fact.value), None)
    if known is None:
        return False
    same_kind = {elements[name].dpv for name in wanted if name in elements and elements[name].sensitivity == "special"}
    return known.id in wanted or (known.sensitivity == "special" and known.dpv in same_kind)


def _sensitive(fact: Fact) -> bool:
    return any(e.data_class == "sensitive" for e in data_elements().values() if e.label == fact.value)


def _both_hand_over(constraint: Constraint, found: Sequence[Fact], plan: Plan) -> bool:
    """Tell whether the rule is about handing data over, and the brief hands these over."""
    wanted = {fact.sentence for fact in found}
    return bool(HANDED_OVER.search(constraint.source.text)) and any(
        HANDED_OVER.search(s.text) for s in plan.specification.brief.sentences if s.id in wanted
    )


def _kept_there(constraint: Constraint, found: Sequence[Fact], plan: Plan) -> bool:
    """`Ravenpay's page only`, and `card payments via Ravenpay`: the plan has it where the rule allows it."""
    if not _ONLY.search(constraint.source.text):
        return False
    places = [n.text.casefold() for n in constraint.names if n.kind in ("system", "organisation")]
    wanted = {fact.sentence for fact in found}
    told = [s.text.casefold() for s in plan.specification.brief.sentences if s.id in wanted]
    return bool(places) and all(any(place in text for place in places) for text in told)


_ONLY = re.compile(r"\b(?:only|solely|exclusively)\b", re.IGNORECASE)


def _tools(plan: Plan) -> list[str]:
    return list(dict.fromkeys(row.tool for row in plan.specification.governance))


def _data_effect(
    rule: str, found: Sequence[Fact], evidence: Sequence[Evidence], tools: list[str], plan: Plan, *, clash: bool
) -> Effect:
    brief = named(list(dict.fromkeys(f'"{fact.text}"' for fact in found)))
    where = f" Tools that the brief names: {named(tools)}." if tools and clash else ""
    said = "As planned it collides, unless they stay where the rule allows them." if clash else "Check that it is kept."
    return Effect(
        area="risk",
        text=f'The rule is about "{rule}", and the brief uses {brief}. {said}{where}',
        basis="computed" if clash else "general",
        collides=clash,
        calculation=f'found in both texts: "{rule}" and {brief}',
        requirements=plan.touching(evidence) or plan.speaking_of([fact.text for fact in found]),
        sentences=sentences_of(evidence),
    )
