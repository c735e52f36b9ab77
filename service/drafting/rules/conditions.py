"""Whether a campaign meets the conditions of a pattern."""

import re

from service.campaign import Campaign
from service.catalogue.requirements import When
from service.catalogue.vocabulary import data_elements
from service.cued import Cued

FEW = 2000
"""Below this many people a rush needs no load test, waiting page or watch; a house default."""
BULK = 1000
"""Messages from which a send counts as bulk; a house default for the advice to stop and to start small."""


def flags_of(campaign: Campaign) -> frozenset[str]:
    """The conditions asked for by a yes that the campaign meets."""
    return frozenset(flag for flag, meets in _TESTS.items() if meets(campaign))


def holds(when: When, campaign: Campaign, met: frozenset[str]) -> bool:
    """Tell whether all conditions that are given hold; `met`: see `flags_of`."""
    if when.signals and not campaign.shows(*when.signals):
        return False
    if when.purposes and not any(use.purpose in when.purposes for use in campaign.data_uses):
        return False
    if len(campaign.systems) < when.sources_at_least:
        return False
    if when.channels_at_least and _channels(campaign) < when.channels_at_least:
        return False
    return met.issuperset(when.flags)


def _any_send(campaign: Campaign) -> bool:
    return bool(campaign.sends)


def _any_page(campaign: Campaign) -> bool:
    return bool(campaign.journeys)


def _any_send_or_page(campaign: Campaign) -> bool:
    return _any_send(campaign) or _any_page(campaign)


def _collects_or_sends(campaign: Campaign) -> bool:
    return _any_send(campaign) or any(j.kind in ("form", "payment", "login") for j in campaign.journeys)


def _bulk_send(campaign: Campaign) -> bool:
    return any(send.volume is not None and send.volume.value >= BULK for send in campaign.sends)


def _large(campaign: Campaign) -> bool:
    """More than a handful of people, or nobody knows how many."""
    amounts = (
        [a.size for a in campaign.audiences] + [s.volume for s in campaign.sends] + [r.people for r in campaign.rushes]
    )
    known = [amount.value for amount in (*amounts, campaign.past_visits) if amount]
    return not known or max(known) >= FEW


def uses_personal_data(campaign: Campaign) -> bool:
    """People are written to, or a data element that is about people is used."""
    elements = data_elements()
    personal = any(
        use.element in elements and elements[use.element].sensitivity != "not_personal"
        and elements[use.element].is_about_people for use in campaign.data_uses
    )  # fmt: skip
    return personal or _collects_or_sends(campaign)


def _measures(campaign: Campaign) -> bool:
    reported = any(use.purpose in ("measure", "report") for use in campaign.data_uses)
    return reported or any(goal.target is not None for goal in campaign.goals)


_LEADS = Cued(
    re.compile(r"\b(?:leads|(?:an?|each|every|new|qualified|hot|the) lead(?! times?\b)|mqls?|sqls|sales)\b", re.I),
    ("lead", "mql", "sql", "sales"),
)


def _needs_leads(campaign: Campaign) -> bool:
    leads = _LEADS.among(campaign.reading.text)
    return any(leads.search(sentence.text) for sentence in campaign.reading.sentences)


def _channels(campaign: Campaign) -> int:
    return len({m.name for m in campaign.reading.of_kind("channel") if not m.negated})


_TESTS = {
    "any_send": _any_send,
    "any_page": _any_page,
    "any_send_or_page": _any_send_or_page,
    "any_collection_or_send": _collects_or_sends,
    "bulk_send": _bulk_send,
    "large": _large,
    "personal_data": uses_personal_data,
    "measures": _measures,
    "needs_leads": _needs_leads,
}
