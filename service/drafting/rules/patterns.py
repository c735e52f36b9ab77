"""Requirement patterns applied to a campaign: which hold, for what, in which words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from service.campaign import Campaign
from service.catalogue.requirements import RequirementPattern, requirement_patterns
from service.computed import Computed
from service.drafting.rules.conditions import flags_of, holds
from service.drafting.rules.derived_subjects import DERIVED_SUBJECTS
from service.drafting.rules.ears import ears_pattern
from service.drafting.rules.subjects import SUBJECTS, Subject, campaign_subject, common_slots, signal_subject
from service.needs import Need, merge_needs

_EUROPE = frozenset(
    {"EU", "EEA", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
     "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO", "GB", "CH"}
)  # fmt: skip
_EUROPEAN_LAWS = ("gdpr_", "eprivacy_")
_GDPR = re.compile(r" \((?:UK )?GDPR Art\. [^\s()]+(?:\([^()]*\))*\)")


def _cites_europe(campaign: Campaign) -> bool:
    """Tell whether European law may be cited: not where every place that the brief names lies elsewhere."""
    return not campaign.regions or any(code.partition("-")[0] in _EUROPE for code in campaign.regions)


def draft_needs(campaign: Campaign) -> list[Need]:
    """Needs that follow from what the brief says, before anything is computed."""
    needs: list[Need] = []
    slots, met = common_slots(campaign), flags_of(campaign)
    found: dict[str, list[Subject]] = {}
    for pattern in requirement_patterns().values():
        if pattern.each not in DERIVED_SUBJECTS and holds(pattern.when, campaign, met):
            needs.extend(_apply(pattern, slots, _subjects(pattern, campaign, found)))
    return merge_needs(_citing(campaign, needs))


def derive_needs(campaign: Campaign, computed: Computed) -> list[Need]:
    """Needs that follow from the computed parts: loads, lead times, duties, routes of tools."""
    needs: list[Need] = []
    slots, met = common_slots(campaign), flags_of(campaign)
    for pattern in requirement_patterns().values():
        provider = DERIVED_SUBJECTS.get(pattern.each)
        if provider and holds(pattern.when, campaign, met):
            needs.extend(_apply(pattern, slots, provider(campaign, computed)))
    return merge_needs(_citing(campaign, needs))


def _citing(campaign: Campaign, needs: list[Need]) -> list[Need]:
    """The needs as they are in Europe; elsewhere the same duty without an article that does not bind there."""
    if _cites_europe(campaign):
        return needs
    return [
        replace(
            need,
            rationale=_GDPR.sub("", need.rationale),
            citations=tuple(one for one in need.citations if not one.fact.startswith(_EUROPEAN_LAWS)),
        )
        for need in needs
    ]


def _subjects(pattern: RequirementPattern, campaign: Campaign, found: dict[str, list[Subject]]) -> Iterable[Subject]:
    """What the pattern is applied to; `found` keeps the subjects that several patterns share."""
    if pattern.each == "campaign":
        return [campaign_subject(campaign, pattern.when.signals)]
    if pattern.each == "signal":
        mentions = campaign.reading.signals(*pattern.when.signals)
        barred = {m.sentence for m in campaign.reading.signals(*pattern.when.apart_from)}
        usable = tuple(m for m in mentions if m.sentence not in campaign.reading.set_aside and m.sentence not in barred)
        return [signal_subject(campaign, usable)] if usable else []
    if pattern.each not in found:
        found[pattern.each] = list(SUBJECTS[pattern.each](campaign))
    return found[pattern.each]


def _apply(pattern: RequirementPattern, slots: dict[str, str], subjects: Iterable[Subject]) -> Iterable[Need]:
    for subject in subjects:
        if subject.evidence and _selected(pattern, subject):
            yield _need(pattern, subject, slots | subject.slots)


def _selected(pattern: RequirementPattern, subject: Subject) -> bool:
    return not pattern.where or all(subject.attributes.get(name) in allowed for name, allowed in pattern.where.items())


def _need(pattern: RequirementPattern, subject: Subject, slots: dict[str, str]) -> Need:
    statement = _filled(pattern.statement, slots)
    return Need(
        category=pattern.category,
        object=subject.object,
        need=pattern.id,
        statement=statement,
        pattern=ears_pattern(statement),
        rationale=_filled(pattern.rationale, slots),
        priority=pattern.priority,
        origin="derived",
        evidence=subject.evidence,
        acceptance_criteria=_lines(pattern.acceptance, slots),
        verification_method=pattern.verification,
        produced_by=(f"rule:{pattern.id}",),
        owner=pattern.assumed_owner,
        citations=pattern.cited,
        calculations=subject.calculations,
    )


def _filled(template: str, slots: dict[str, str]) -> str:
    return _fixed(template) or _sentence(template.format_map(slots))


@cache
def _fixed(template: str) -> str | None:
    """The sentence of a template without slots, which is the same for every brief."""
    return None if "{" in template else _sentence(template)


def _lines(templates: tuple[str, ...], slots: dict[str, str]) -> tuple[str, ...]:
    return _fixed_lines(templates) or tuple(filter(None, (line.format_map(slots).strip() for line in templates)))


@cache
def _fixed_lines(templates: tuple[str, ...]) -> tuple[str, ...]:
    """The lines where none of them has a slot; else nothing."""
    return () if any("{" in line for line in templates) else tuple(filter(None, map(str.strip, templates)))


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    return flat[:1].upper() + flat[1:]
