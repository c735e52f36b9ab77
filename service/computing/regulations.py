"""Laws and binding standards that a campaign brings into play, each with why, where and how surely."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.base import Evidence
from schemas.parts import PersonalData, Regulation
from service.campaign import Campaign, Mention
from service.catalogue.law import (
    Certainty,
    RegulationClause,
    RegulationRule,
    citation_of,
    jurisdictions,
    regulations,
)
from service.computing.circumstances import Situation, capital, in_words, spread
from service.computing.places import STRENGTHS, Place, in_region, reach_of, weaker

_GENERAL = "personal_data"
_LISTED = 4


def list_regulations(
    campaign: Campaign, situation: Situation, places: tuple[Place, ...], personal: list[PersonalData]
) -> list[Regulation]:
    """Return what an expert would raise, in the order of the catalogue.

    A law needs its circumstances and a place it is for. Without a region in the brief, hints make it likely or worth a
    check at most, and a mere check of a mere hint is left out. A law that the brief names is always listed, after the
    others where the catalogue says nothing of it.
    """
    laws = [mention for mention in campaign.reading.of_kind("law") if not mention.negated]
    named = {mention.name: mention for mention in reversed(laws) if mention.name}
    reach = reach_of(places)
    found = (
        _raise(rule, situation, places, personal, naming)
        for rule in regulations().values()
        if (naming := _naming(rule, named)) or not rule.regions or not reach.isdisjoint(rule.regions)
    )
    others = {_id_of(mention): mention for mention in reversed(laws) if mention.name not in _covered()}
    return [*(regulation for regulation in found if regulation), *map(_only_named, reversed(others.values()))]


@cache
def _covered() -> frozenset[str]:
    """Names of laws that the catalogue speaks of."""
    return frozenset(name for rule in regulations().values() for name in (rule.id, *rule.named_as))


def _id_of(mention: Mention) -> str:
    return mention.name or re.sub(r"\W+", "_", mention.text.casefold()).strip("_")


def _only_named(mention: Mention) -> Regulation:
    return Regulation(
        id=_id_of(mention),
        name=str(mention.value or mention.text),
        why="The brief names it; what it asks for is not in the catalogue, so Legal has to say.",
        certainty="check",
        evidence=[mention.evidence],
    )


def _naming(rule: RegulationRule, named: dict[str, Mention]) -> Mention | None:
    if not named:
        return None
    return next((named[name] for name in (rule.id, *rule.named_as) if name in named), None)


def _raise(
    rule: RegulationRule,
    situation: Situation,
    places: tuple[Place, ...],
    personal: list[PersonalData],
    named: Mention | None,
) -> Regulation | None:
    here = [place for place in places if in_region(place, rule.regions)]
    if rule.unless_regions and any(in_region(place, rule.unless_regions) for place in places):
        here = []
    reasons = list(_reasons(rule, situation, here, personal)) if here or not rule.regions else []
    if not reasons and named is None:
        return None
    evidence = [place for reason in reasons for place in reason[2]]
    where = [place for spot in here for place in spot.evidence[:1]] if reasons else []
    texts = [reason[0] for reason in reasons] or ["The brief names it."]
    return Regulation(
        id=rule.id,
        name=rule.name,
        why=" ".join(dict.fromkeys(texts)),
        jurisdiction=rule.jurisdiction,
        certainty=min((reason[1] for reason in reasons), key=STRENGTHS.index) if reasons else "likely",
        evidence=[*([named.evidence] if named else []), *spread(evidence), *spread(where, 2)],
        citation=citation_of(rule.id, rule.source),
    )


Reason = tuple[str, Certainty, tuple[Evidence, ...]]


def _reasons(
    rule: RegulationRule, situation: Situation, here: list[Place], personal: list[PersonalData]
) -> Iterator[Reason]:
    certainties: list[Certainty] = [place.certainty for place in here]
    strength = min(certainties, key=STRENGTHS.index) if certainties else "applies"
    for clause in rule.clauses:
        fulfilled = situation.fulfilled(clause)
        if fulfilled is None or (strength == "check" and clause.certainty != "applies"):
            continue
        evidence = (
            tuple(place for item in personal[:_LISTED] for place in item.evidence[:1])
            if fulfilled == (_GENERAL,)
            else situation.evidence(fulfilled)
        )
        yield _why(clause, situation, fulfilled, here, personal), weaker(clause.certainty, strength), evidence


def _why(
    clause: RegulationClause,
    situation: Situation,
    fulfilled: tuple[str, ...],
    here: list[Place],
    personal: list[PersonalData],
) -> str:
    what = in_words(item.name for item in personal[:_LISTED]) if fulfilled == (_GENERAL,) else situation.say(fulfilled)
    where = in_words(place.name for place in here)
    return capital(clause.why.format(what=what or "contact data", where=where, national=_national(here)))


def _national(here: list[Place]) -> str:
    """The national rules on electronic marketing, where they are known."""
    laws = [
        f"{rule.messaging.name} in {rule.name}"
        for place in here
        if (rule := jurisdictions().get(place.country)) and rule.messaging
    ]
    return f" National law: {in_words(laws)}." if laws else ""
