"""Classes of data: which is the strictest of several, and which class a tool will have to bear."""

from collections.abc import Iterable

from schemas.parts import DataClass
from service.campaign import Campaign, SystemUse
from service.catalogue.vocabulary import System, data_elements, systems

STRICTNESS: tuple[DataClass, ...] = ("public", "internal", "confidential", "personal", "sensitive")

HOLDS_PEOPLE = frozenset(
    {"marketing_automation", "esp", "payment", "analytics", "crm", "ecommerce", "sms_gateway", "cdp", "donor_database",
     "fundraising", "call_centre", "booking", "webinar", "data_vendor", "survey", "loyalty", "event_registration",
     "consent", "ticketing", "push", "forms", "student_record", "messaging", "pos", "support", "sales_engagement",
     "reviews", "landing_pages", "hr", "chat", "quiz", "health_record", "health_messaging", "school_messaging",
     "referral", "membership", "competition", "data_onboarding", "call_tracking", "ip_lookup", "notification", "portal",
     "voucher", "wallet", "abm", "attribution", "warehouse", "billing", "insurance", "banking"}
)  # fmt: skip
PLATFORMS = frozenset({"ad_platform", "social_network"})
_SENSITIVE_KINDS = frozenset({"health_record", "health_messaging", "student_record", "school_messaging", "payment"})
_NO_PEOPLE = frozenset(
    {"design", "project", "office", "cdn", "seo", "translation", "testing", "presentation", "maps", "framework"}
)


def strictest(classes: Iterable[DataClass]) -> DataClass:
    """The strictest of the classes that are known; unknown when none is."""
    return max((one for one in classes if one != "unknown"), key=STRICTNESS.index, default="unknown")


def is_platform(use: SystemUse) -> bool:
    """Tell whether a tool is an advertising platform or a social network."""
    product = systems().get(use.id or "")
    return (product.kind if product else use.kind) in PLATFORMS


def class_for_tool(campaign: Campaign, use: SystemUse, *, audiences: bool) -> DataClass:
    """The class of data that a tool will hold: what the brief puts into it, else what such a tool holds by its kind.

    `audiences`: lists of people are matched with advertising platforms.
    """
    product = systems().get(use.id or "")
    elements = [data.element for data in campaign.data_uses if (data.system or "").casefold() == use.name.casefold()]
    known = [entry.data_class for element in elements if (entry := data_elements().get(element))]
    return strictest([*known, class_by_kind(product, use, audiences=audiences)])


def class_by_kind(product: System | None, use: SystemUse, *, audiences: bool) -> DataClass:
    """What a tool of this kind usually holds."""
    kind = product.kind if product else use.kind
    if kind in _SENSITIVE_KINDS:
        return "sensitive"
    if kind in HOLDS_PEOPLE or (audiences and kind in PLATFORMS):
        return "personal"
    return "internal" if kind in _NO_PEOPLE or kind in PLATFORMS else "unknown"
