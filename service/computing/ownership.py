"""Who answers for what: the RACI rows that matter for a campaign, named, assumed or open."""

import re
from collections.abc import Iterator

from schemas.base import Evidence
from schemas.organisation import Organisation, Team
from schemas.parts import Governance, Ownership, Privacy
from service.campaign import Campaign, Mention
from service.catalogue.law import OwnershipRule, ownership_rules
from service.computing.circumstances import Situation, find_situation, spread, unique
from service.organisation.systems import find_system

_UNKNOWN_OWNER = "unknown_owner"
_DATA = "data_source"
_DPIA = "dpia"
_VENDOR = "vendor"
_HELD = re.compile(
    r"\A[^.;]{0,25}\b(?:with|by|belongs? to)\b(?: \w+){0,2} ?\Z|\A[^.;,]{0,15}\bowner:? \Z", re.IGNORECASE
)
_OPENING = 8
_ASSESSED = ("required", "presumed", "recommended")


def assign_ownership(
    campaign: Campaign,
    organisation: Organisation | None,
    privacy: Privacy,
    governance: list[Governance],
    situation: Situation | None = None,
) -> list[Ownership]:
    """Return one row per topic that matters here. A gap has nobody accountable and names the place that opens it."""
    situation = situation or find_situation(campaign)
    single: dict[str, Ownership] = {}
    for row in _data_rows(campaign, organisation):
        single.setdefault(row.topic.casefold(), row)
    rules = [rule for rule in ownership_rules().values() if _matters(rule, situation, privacy, governance)]
    people = _people(campaign)
    return [*single.values(), *(_row(campaign, organisation, rule, people) for rule in rules)]


def _matters(rule: OwnershipRule, situation: Situation, privacy: Privacy, governance: list[Governance]) -> bool:
    if rule.id == _DPIA:
        return privacy.dpia.outcome in _ASSESSED
    if rule.id == _VENDOR:
        return bool(privacy.processors) or any(tool.route != "known" for tool in governance)
    return situation.fulfilled(rule.when) is not None


def _row(
    campaign: Campaign, organisation: Organisation | None, rule: OwnershipRule, people: list[Mention]
) -> Ownership:
    gap = campaign.signal(*rule.gap_signals) if rule.id != _DATA else ()
    named = _named_person(campaign, rule, people)
    team = _team(organisation, rule)
    accountable = named.text if named else team.name if team else None
    if gap and accountable is None:
        return _ownership(rule, None, None, "gap", spread(gap))
    places = [named.evidence, *gap] if named else [*gap]
    status = "named" if accountable else "assumed"
    return _ownership(rule, accountable or rule.accountable, accountable or rule.responsible, status, spread(places))


def _ownership(
    rule: OwnershipRule, accountable: str | None, responsible: str | None, status: str, evidence: list[Evidence]
) -> Ownership:
    return Ownership.model_validate(
        {
            "topic": rule.topic, "accountable": accountable, "responsible": responsible,
            "consulted": list(rule.consulted), "informed": list(rule.informed), "status": status, "evidence": evidence,
        }
    )  # fmt: skip


def _people(campaign: Campaign) -> list[Mention]:
    """People and teams of the brief that may hold a topic."""
    doubted = campaign.reading.signals(_UNKNOWN_OWNER)
    roles = (m for m in campaign.reading.of_kind("person_role") if not m.negated)
    return [m for m in roles if m.role not in ("example", "audience") and not _overlaps(m, doubted)]


def _named_person(campaign: Campaign, rule: OwnershipRule, people: list[Mention]) -> Mention | None:
    """A person or team of the brief that holds this topic, by role or by the words of its name."""
    beside = {signal.sentence for signal in campaign.reading.signals(*rule.beside)}
    for mention in people:
        if rule.beside and mention.sentence not in beside:
            continue
        name = mention.text.casefold()
        if mention.name in rule.roles or any(word in name for word in rule.words):
            return mention
    return None


def _overlaps(mention: Mention, others: tuple[Mention, ...]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _team(organisation: Organisation | None, rule: OwnershipRule) -> Team | None:
    for team in organisation.teams if organisation else ():
        topics = {topic.casefold() for topic in team.topics}
        if rule.id in topics or rule.topic in topics:
            return team
    return None


def _data_rows(campaign: Campaign, organisation: Organisation | None) -> Iterator[Ownership]:
    """Rows for single sources: gaps that the brief admits, and owners that the brief or the profile names."""
    for signal in campaign.reading.signals(_UNKNOWN_OWNER):
        near = campaign.reading.mentions_by_sentence[signal.sentence]
        about = [m for m in near if m.kind in ("data", "system") and m.start >= signal.start] or [
            m for m in near if m.kind in ("data", "system")
        ]
        topic = f"{about[0].kind}: {about[0].text}" if about else _opening(campaign, signal)
        places = unique([signal.evidence, *(m.evidence for m in about[:1])])
        yield _data_row(topic, None, "gap", spread(places))
    yield from _held_rows(campaign)
    for use in campaign.systems:
        listed = find_system(organisation, use.name)
        owner = use.owner or (listed.owner if listed else None)
        if owner:
            yield _data_row(f"system: {use.name}", owner, "named", spread(use.evidence, 2))


def _opening(campaign: Campaign, signal: Mention) -> str:
    """The first words of the sentence, as the name of what nobody owns."""
    words = campaign.reading.sentence_by_id[signal.sentence].text.split()
    return " ".join(words[:_OPENING]) + (" ..." if len(words) > _OPENING else "")


def _held_rows(campaign: Campaign) -> Iterator[Ownership]:
    """Data and systems that the brief says are with somebody: `till data sits with the store systems team`."""
    for role in campaign.reading.of_kind("person_role"):
        near = campaign.reading.mentions_by_sentence[role.sentence]
        held = [m for m in near if m.kind in ("data", "system") and m.end <= role.start and not m.negated]
        if held and not role.negated and _HELD.search(campaign.reading.text[held[-1].end : role.start]):
            topic = f"{held[-1].kind}: {held[-1].text}"
            yield _data_row(topic, role.text, "named", spread([held[-1].evidence, role.evidence]))


def _data_row(topic: str, owner: str | None, status: str, evidence: list[Evidence]) -> Ownership:
    return Ownership.model_validate(
        {
            "topic": topic, "accountable": owner, "responsible": owner, "consulted": ["privacy officer"],
            "informed": ["campaign manager"], "status": status, "evidence": evidence,
        }
    )  # fmt: skip
