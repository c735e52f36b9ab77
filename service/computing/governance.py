"""Tools of a campaign against the organisation's list: known, fast lane or full review, and what an exception needs."""

from dataclasses import replace
from datetime import date, timedelta

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import DataClass, Governance, ToolException
from service.campaign import Campaign, SystemUse
from service.catalogue.law import ExceptionPolicy, IntegrationDepth, exception_policies, route_policies
from service.catalogue.vocabulary import systems
from service.computing.circumstances import Situation, find_situation, spread
from service.computing.data_classes import STRICTNESS, class_for_tool, is_platform
from service.computing.outside_hands import is_service, standing_of
from service.organisation.systems import find_system

_DEPTHS: tuple[tuple[IntegrationDepth, tuple[str, ...]], ...] = (
    ("connected", ("api_integration", "crm_sync", "sso_access", "real_time", "payment_taking")),
    ("page", ("tracking", "landing_page", "personal_page", "form_registration", "retargeting", "conversion_tracking")),
    ("file", ("data_export", "third_party_sharing", "file_format", "ad_audience_matching", "batch_daily")),
)
MADE_WITH = frozenset({"design", "testing", "office", "deliverability"})
_UNVETTED = ("trial", "unofficial", "wished")
_STANDING = {
    "trial": "It is a trial that nobody has checked.",
    "unofficial": "It runs outside IT's care.",
    "wished": "It is wished for and not bought.",
}
_UNLISTED = "It is not on the organisation's list."
_ADVERTISING = "It is an advertising platform of somebody else."


def screen_tools(
    campaign: Campaign, organisation: Organisation | None, situation: Situation | None = None
) -> list[Governance]:
    """Return each named tool with its route. Without a system list, what is in use counts as known, to be confirmed."""
    situation = situation or find_situation(campaign)
    return [
        _screen(campaign, replace(use, standing=standing_of(use, campaign)), situation, organisation)
        for use in campaign.systems
        if is_service(use, campaign) and not _only_made_with(use)
    ]  # fmt: skip


def _only_made_with(use: SystemUse) -> bool:
    """What files are made or checked with, in use already: there is nothing to decide about it."""
    product = systems().get(use.id or "")
    return use.standing == "in_use" and (product.kind if product else use.kind) in MADE_WITH


def _screen(campaign: Campaign, use: SystemUse, situation: Situation, organisation: Organisation | None) -> Governance:
    listed = find_system(organisation, use.name)
    data_class = class_for_tool(campaign, use, audiences=situation.has("platform_audiences"))
    if listed:
        return _listed(use, listed, data_class)
    if use.standing == "in_use" and organisation is None and not is_platform(use):
        reason = "The brief says that it is in use; whether it is on the organisation's list is to be confirmed."
        return _governance(use, "unknown", "known", reason, data_class)
    return _new_tool(campaign, use, situation, data_class, organisation)


def _listed(use: SystemUse, listed: OrganisationSystem, data_class: DataClass) -> Governance:
    bears = listed.approved_for or [listed.data_class]
    needed = listed.data_class if data_class == "unknown" else data_class
    highest = max((STRICTNESS.index(one) for one in bears if one != "unknown"), default=-1)
    if needed == "unknown" or highest >= STRICTNESS.index(needed):
        reason = "It is on the organisation's list and approved for this data."
        return _governance(use, "listed", "known", reason, needed)
    reason = f"It is on the organisation's list, yet not approved for {needed} data."
    return _governance(use, "listed", "full_review", reason, needed)


def _new_tool(
    campaign: Campaign, use: SystemUse, situation: Situation, data_class: DataClass, organisation: Organisation | None
) -> Governance:
    policy = route_policies()[f"{data_class}_{_depth(campaign, use)}"]
    platform = is_platform(use)
    standing = _STANDING.get(use.standing, _UNLISTED if organisation else "Nothing is known of it.")
    outside = organisation is not None or (use.standing in _UNVETTED and not platform)
    exception = _exception(campaign, use, situation, data_class)
    refusal = "" if exception else " No exception is possible for this data."
    found = _governance(
        use, "unlisted" if outside else "unknown", policy.route,
        f"{_ADVERTISING if platform else standing} {policy.reason}{refusal}", data_class,
    )  # fmt: skip
    return found.model_copy(update={"exception": exception})


def _governance(use: SystemUse, status: str, route: str, reason: str, data_class: DataClass) -> Governance:
    return Governance.model_validate(
        {
            "tool": use.name, "status": status, "route": route, "reason": reason, "data_class": data_class,
            "evidence": spread(use.evidence, 3),
        }
    )  # fmt: skip


def _depth(campaign: Campaign, use: SystemUse) -> IntegrationDepth:
    """How deep the tool reaches, by what the sentences about it say; used on its own when they say nothing."""
    sentences = {place.sentence for place in use.evidence}
    signals = {
        m.name for name in sentences for m in campaign.reading.mentions_by_sentence.get(name, ())
        if m.kind == "signal" and not m.negated
    }  # fmt: skip
    return next((depth for depth, names in _DEPTHS if signals & set(names)), "none")


def _exception(campaign: Campaign, use: SystemUse, situation: Situation, data_class: DataClass) -> ToolException | None:
    """What an exception needs; None for data that get none: special categories, children, payments, credentials."""
    policy = exception_policies()["tool"]
    if data_class in policy.never_classes or _touches(policy, use, situation):
        return None
    return ToolException(owner=use.owner, expires=_expiry(campaign.today, policy), conditions=list(policy.conditions))


def _touches(policy: ExceptionPolicy, use: SystemUse, situation: Situation) -> bool:
    sentences = {place.sentence for place in use.evidence}
    return any(place.sentence in sentences for place in situation.evidence(policy.never))


def _expiry(today: date, policy: ExceptionPolicy) -> date:
    return today + timedelta(days=policy.days)
