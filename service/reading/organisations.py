"""Organisations: agencies and other outside parties, vendors, and the brand the campaign is for."""

from schemas.organisation import Organisation
from service.campaign import Mention
from service.reading.naming import Named

_UNNAMED = Organisation().name


def named_organisations(named: list[Named]) -> list[Mention]:
    """Return the names that turned out to be organisations."""
    return [
        one.candidate.scan.mention("organisation", one.candidate.first, one.candidate.last, value=one.candidate.text)
        for one in named
        if one.kind == "organisation"
    ]


def own_names(organisation: Organisation | None) -> tuple[str, ...]:
    """The name of the organisation's own profile, where it has one."""
    return () if organisation is None or organisation.name == _UNNAMED else (organisation.name,)
