"""Screening for a data protection impact assessment: nine criteria, direct triggers, and what follows from both.

Source of the rule of two criteria: Article 29 Working Party, WP 248 rev.01, III.B.a. Silence never counts as "not met".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.base import Citation, trusted
from schemas.organisation import Organisation
from schemas.parts import Dpia, DpiaCriterion, DpiaOutcome
from service.campaign import Amount, Campaign
from service.catalogue.law import (
    DpiaCriterionRule,
    DpiaTrigger,
    LargeScale,
    citation_of,
    dpia_criteria,
    dpia_triggers,
    large_scale,
)
from service.computing.circumstances import Situation, in_words, spread
from service.computing.places import Place, in_region

Status = Literal["met", "not_met", "unknown"]
_judged = trusted(DpiaCriterion)

_LARGE_SCALE = "C5"
_ENOUGH = 2
# Where the law itself asks for the assessment on these criteria: the European Economic Area and the United Kingdom.
_ASKING = ("EEA", "GB")
# A number of inhabitants says how large a place is, and nothing of whose data are used.
_STATISTICS = re.compile(r"\b(?:population|inhabitants|census|einwohner|habitantes|habitants)\b", re.IGNORECASE)
_SPECIAL = ("special_data", "criminal_data", "health_data", "sensitive_selection")
_HIGHLY_PERSONAL = ("highly_personal_data", "credit_data")
_WORDS = {
    "special": "special categories of data",
    "highly_personal": "highly personal data",
    "ordinary": "ordinary data",
    "several_countries": "data of people in several countries",
}


@dataclass(frozen=True)
class Magnitude:
    """How many people, measured against the threshold that fits their data."""

    status: Status
    people: Amount | None
    threshold: LargeScale
    limit: float
    own: bool


def screen_dpia(
    campaign: Campaign, situation: Situation, places: tuple[Place, ...], organisation: Organisation | None
) -> Dpia:
    """Return the screening. `required` needs a trigger that was read at its source; a recalled one is only listed."""
    size = _magnitude(campaign, situation, places, organisation)
    criteria = [_criterion(rule, situation, size) for rule in dpia_criteria().values()]
    triggers = list(_triggers(situation, places, criteria, size))
    decisive = [trigger for trigger in triggers if trigger.source.status != "R"]
    outcome, reason = _concluded(criteria, decisive, places)
    return Dpia(
        outcome=outcome,
        reason=reason,
        criteria=criteria,
        triggers=[trigger.name if trigger in decisive else f"{trigger.name} (to be confirmed)" for trigger in triggers],
        citations=_citations(triggers, size),
    )


def _concluded(
    criteria: list[DpiaCriterion], decisive: list[DpiaTrigger], places: tuple[Place, ...]
) -> tuple[DpiaOutcome, str]:
    """The outcome with its reason; where only countries are named whose law asks for no assessment, it is a choice."""
    outcome = _outcome(criteria, decisive)
    reason = _reason(outcome, criteria, decisive)
    elsewhere = places and not any(in_region(place, _ASKING) for place in places)
    if outcome != "presumed" or not elsewhere:
        return outcome, reason
    where = in_words(place.name for place in places)
    return "recommended", f"European and United Kingdom law would ask for it; people in {where} are addressed. {reason}"


def _magnitude(
    campaign: Campaign, situation: Situation, places: tuple[Place, ...], organisation: Organisation | None
) -> Magnitude:
    threshold = _threshold(situation, places)
    own = (organisation.defaults if organisation else {}).get(threshold.id)
    limit = float(own if own is not None else threshold.people)
    sizes = [audience.size for audience in campaign.audiences if audience.size]
    known = {size.evidence for size in sizes}
    stated = [send.volume for send in campaign.sends if send.volume and send.volume_stated]
    sizes += [volume for volume in stated if volume.evidence not in known]
    sizes = [size for size in sizes if not _STATISTICS.search(_sentence(size, campaign))]
    largest = max(sizes, key=lambda size: size.value, default=None)
    if largest is None:
        return Magnitude("unknown", None, threshold, limit, own is not None)
    # Groups may overlap: the largest alone is certain, all of them together the most there can be.
    most = sum(size.high or size.value for size in sizes)
    status: Status = "met" if largest.value >= limit else "not_met" if most < limit else "unknown"
    return Magnitude(status, largest, threshold, limit, own is not None)


def _sentence(size: Amount, campaign: Campaign) -> str:
    return campaign.reading.sentence_by_id[size.evidence.sentence].text


def _threshold(situation: Situation, places: tuple[Place, ...]) -> LargeScale:
    rules = {rule.sensitivity: rule for rule in large_scale().values()}
    if situation.has(*_SPECIAL):
        return rules["special"]
    if situation.has(*_HIGHLY_PERSONAL):
        return rules["highly_personal"]
    countries = {place.country for place in places if place.certainty == "applies"}
    return rules["several_countries"] if len(countries) >= _ENOUGH else rules["ordinary"]


def _criterion(rule: DpiaCriterionRule, situation: Situation, size: Magnitude) -> DpiaCriterion:
    if rule.id == _LARGE_SCALE:
        return _size_criterion(rule, size)
    met = [name for name in rule.met if situation.has(name)]
    denial = situation.denial(rule.denied)
    excluded = [name for name in rule.not_met if situation.has(name)]
    status: Status = "met" if met else "not_met" if excluded or denial else "unknown"
    why = {
        "met": rule.why_met.format(what=situation.say(met)),
        "not_met": rule.why_not_met,
        "unknown": rule.why_unknown,
    }[status]
    evidence = situation.evidence(met) if met else (*situation.evidence(excluded), *denial)
    return _judged(id=rule.id, name=rule.name, status=status, why=why, evidence=spread(evidence))


def _size_criterion(rule: DpiaCriterionRule, size: Magnitude) -> DpiaCriterion:
    wording = {"met": rule.why_met, "not_met": rule.why_not_met, "unknown": rule.why_unknown}[size.status]
    why = wording.format(
        people=f"{size.people.value:,}" if size.people else "",
        sensitivity=_WORDS[size.threshold.sensitivity],
        threshold=f"{size.limit:,.0f}",
        basis="set by the organisation" if size.own else "a house default, as no law gives a figure",
    )
    evidence = [size.people.evidence] if size.people else []
    return _judged(id=rule.id, name=rule.name, status=size.status, why=why, evidence=evidence)


def _triggers(
    situation: Situation, places: tuple[Place, ...], criteria: list[DpiaCriterion], size: Magnitude
) -> Iterator[DpiaTrigger]:
    met = sum(criterion.status == "met" for criterion in criteria)
    for trigger in dpia_triggers().values():
        here = any(in_region(place, trigger.regions) and place.certainty != "check" for place in places)
        large = not trigger.large_scale or size.status == "met"
        combined = not trigger.with_criterion or met >= _ENOUGH
        if here and large and combined and situation.fulfilled(trigger.when) is not None:
            yield trigger


def _outcome(criteria: list[DpiaCriterion], triggers: list[DpiaTrigger]) -> DpiaOutcome:
    met = sum(criterion.status == "met" for criterion in criteria)
    if triggers:
        return "required"
    if met >= _ENOUGH:
        return "presumed"
    if met:
        return "recommended"
    open_ones = any(criterion.status == "unknown" for criterion in criteria)
    return "undetermined" if open_ones else "not_indicated"


def _reason(outcome: DpiaOutcome, criteria: list[DpiaCriterion], triggers: list[DpiaTrigger]) -> str:
    met = in_words(criterion.id for criterion in criteria if criterion.status == "met")
    unknown = in_words(criterion.id for criterion in criteria if criterion.status == "unknown")
    rest = f" Not known from the brief: {unknown}." if unknown else ""
    return {
        "required": f"{in_words(trigger.name for trigger in triggers)}. The assessment comes before the processing.",
        "presumed": f"At least two of the nine criteria are met ({met}), which normally means an assessment.{rest}",
        "recommended": f"One of the nine criteria is met ({met}); one more would normally mean an assessment.{rest}",
        "undetermined": f"No criterion is met by what the brief says, but it leaves some open.{rest}",
        "not_indicated": "Every criterion is answered by the brief and none is met.",
    }[outcome]


def _citations(triggers: list[DpiaTrigger], size: Magnitude) -> list[Citation]:
    first = next(iter(dpia_criteria().values()))
    cited = [citation_of("wp248_rev01", first.source)]
    cited += [citation_of(trigger.id, trigger.source) for trigger in triggers]
    return [*cited, citation_of(size.threshold.id, size.threshold.source)]
