"""Candidate legal bases: purpose by purpose and region by region, with the conditions that must be true."""

from collections.abc import Iterator

from schemas.base import Evidence
from schemas.parts import LegalBasis
from service.catalogue.law import BasisRule, citation_of, legal_bases
from service.computing.circumstances import Places, Situation, spread, unique
from service.computing.places import Place, in_region

_NOWHERE = ""
_UNCHECKED = "The brief only claims that this is settled; somebody responsible has to check it"
_REGION_UNKNOWN = "Where the people are is not known; the rule of that country decides"


def list_legal_bases(situation: Situation, places: tuple[Place, ...]) -> list[LegalBasis]:
    """Return the candidates: for each purpose and region the first rule that fits; the rest falls to the next rule."""
    found: list[LegalBasis] = []
    covered: dict[str, set[str]] = {}
    for rule in legal_bases().values():
        fulfilled = situation.fulfilled(rule.when)
        for purpose, names in _purposes(rule, situation, fulfilled):
            done = covered.setdefault(purpose, set())
            here = _reach(rule, places) - done
            if here:
                done.update(here)
                found.append(_basis(rule, purpose, situation, situation.evidence(names), located=bool(places)))
    return found


def _purposes(
    rule: BasisRule, situation: Situation, fulfilled: tuple[str, ...] | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The purposes that a rule speaks of here, each with the circumstances that show it."""
    if fulfilled is None:
        return
    if not rule.each:
        yield rule.purpose, fulfilled
    for name in rule.each:
        if situation.has(name):
            yield rule.purpose.format(what=situation.say([name])), (name,)


def _reach(rule: BasisRule, places: tuple[Place, ...]) -> set[str]:
    """Codes of the places a rule is for; where none is known, a rule for everywhere reaches one without name."""
    if not places:
        return set() if rule.regions else {_NOWHERE}
    return {place.code for place in places if not rule.regions or in_region(place, rule.regions)}


def _basis(rule: BasisRule, purpose: str, situation: Situation, shown: Places, *, located: bool) -> LegalBasis:
    stated = _beside(situation, shown) if rule.claimable else ()
    claimed = situation.evidence(["consent_claimed"]) if rule.claimable else ()
    blocked = situation.evidence(rule.blocked_by)
    extra = list(_extra_conditions(rule, claimed, blocked, located=located))
    evidence = spread(blocked or shown)
    return LegalBasis(
        purpose=purpose,
        basis=rule.basis,
        conditions=[*extra, *rule.conditions],
        status="blocked" if blocked else "claimed" if stated or claimed else "candidate" if located else "unknown",
        evidence=[*evidence, *_new([*stated, *claimed], evidence)],
        citation=citation_of(rule.id, rule.source),
    )


def _extra_conditions(rule: BasisRule, claimed: Places, blocked: Places, *, located: bool) -> Iterator[str]:
    if blocked:
        yield rule.blocked_why
    if claimed:
        yield _UNCHECKED
    if not located and not rule.regions and rule.each:
        yield _REGION_UNKNOWN


def _beside(situation: Situation, purpose: Places) -> Places:
    """Statements of consent in the sentences of the purpose itself: consent to something else does not count."""
    sentences = {place.sentence for place in purpose}
    return tuple(place for place in situation.evidence(["consent_stated"]) if place.sentence in sentences)


def _new(places: list[Evidence], known: list[Evidence]) -> list[Evidence]:
    return [place for place in unique(places) if place not in known][:3]
