"""The sets of data a campaign needs, each with the six answers that IT wants before it can say yes.

A source is a named system together with what it holds, or, where no system is named, a family of data that usually
lives together. Every answer says where it comes from; what nobody said is unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from schemas.base import Evidence, trusted
from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import Alternative, Combination, DataClass, DataSource
from service.campaign import Campaign, DataUse, SystemUse
from service.catalogue.law import DataFamily, data_families
from service.catalogue.vocabulary import GENERIC_DATA, data_elements, systems
from service.computing.circumstances import capital, in_words, spread, unique
from service.computing.combinations import Source, combine
from service.computing.data_classes import class_by_kind, strictest
from service.computing.personal_data import plain_label
from service.computing.six_answers import answer_six
from service.organisation.systems import find_system

_KEEPING = frozenset(
    {"crm", "donor_database", "ecommerce", "pos", "warehouse", "cdp", "esp", "marketing_automation", "database",
     "desktop_database", "spreadsheet", "membership", "loyalty", "health_record", "student_record", "erp", "booking",
     "event_registration", "ticketing", "billing", "pim", "records", "system", "fundraising", "survey", "hr",
     "analytics"}
)  # fmt: skip
_SPEAKS_OF_DATA = re.compile(r"dat[aeo]|donn[ée]es|dados|records?|details|information", re.IGNORECASE)
_ENROLMENT = "enrolment"
_ENROL = "enrol"
_PURPOSES = {
    "personalise": "personal content", "select": "selecting the people", "measure": "measuring", "enrol": "enrolment",
    "report": "reports", "match": "matching with advertising platforms", "pay": "payments", "score": "scoring",
    "contact": "reaching people", "other": "the campaign",
}  # fmt: skip

_list = trusted(DataSource)


@dataclass(frozen=True)
class Draft:
    """A source before its answers: what it holds, why it is needed and the system it sits in."""

    name: str
    system: str | None
    use: SystemUse | None
    family: DataFamily | None
    uses: tuple[DataUse, ...]
    evidence: tuple[Evidence, ...] = field(default=())


def list_data_sources(campaign: Campaign, organisation: Organisation | None) -> list[DataSource]:
    """Return the sources with ids DS1, DS2 ... in the order in which the brief names them."""
    drafts = sorted(_drafts(campaign, organisation), key=_first_place)
    shapes = [_shape(f"DS{position}", draft, organisation) for position, draft in enumerate(drafts, 1)]
    joined = combine(campaign, shapes)
    return [
        _source(shape, draft, joined.get(shape.id, []), campaign, organisation)
        for shape, draft in zip(shapes, drafts, strict=True)
    ]


def _shape(name: str, draft: Draft, organisation: Organisation | None) -> Source:
    product = systems().get(draft.use.id or "") if draft.use else None
    kind = product.kind if product else draft.use.kind if draft.use else None
    data_class = _class_of(draft, _listed(draft, organisation))
    return Source(name, draft.name, draft.family, draft.uses, data_class, kind, draft.evidence)


def _listed(draft: Draft, organisation: Organisation | None) -> OrganisationSystem | None:
    return find_system(organisation, draft.system) if draft.system else None


def _first_place(draft: Draft) -> int:
    return min((place.start for place in draft.evidence), default=0)


def _drafts(campaign: Campaign, organisation: Organisation | None) -> Iterator[Draft]:
    by_system: dict[str, tuple[str, list[DataUse]]] = {}
    by_family: dict[str, list[DataUse]] = {}
    for use in filter(_is_data, campaign.data_uses):
        home = use.system or _home(use, organisation)
        if home:
            by_system.setdefault(home.casefold(), (home, []))[1].append(use)
        else:
            by_family.setdefault(_family_for(use), []).append(use)
    yield from _system_drafts(campaign, by_system)
    for name, uses in by_family.items():
        yield _family_draft(name, uses)


def _is_data(use: DataUse) -> bool:
    """Words without a nearer meaning count when they speak of data."""
    return use.element != GENERIC_DATA or bool(_SPEAKS_OF_DATA.search(use.name))


def _home(use: DataUse, organisation: Organisation | None) -> str | None:
    """The one system of the profile that holds this data; none when two could."""
    if organisation is None:
        return None
    holding = [system.name for system in organisation.systems if use.element in system.data]
    return holding[0] if len(holding) == 1 else None


def _family_for(use: DataUse) -> str:
    """What people give when they enrol is one set, whatever it is."""
    family = _family_of(use.element)
    if use.purpose == _ENROL:
        return _ENROLMENT
    return use.element if family in data_families() and data_families()[family].apart else family


def _family_of(element: str) -> str:
    return _families().get(element, element)


@cache
def _families() -> dict[str, str]:
    """The family of each element: the first that lists it."""
    listed = ((element, name) for name, family in data_families().items() for element in family.elements)
    return dict(reversed(list(listed)))


def _system_drafts(campaign: Campaign, by_system: dict[str, tuple[str, list[DataUse]]]) -> Iterator[Draft]:
    named = {use.name.casefold(): use for use in campaign.systems}
    for key in dict.fromkeys([*named, *by_system]):
        use = named.get(key)
        home, found = by_system.get(key, (key, []))
        uses = tuple(found)
        if use and not uses and not _keeps_data(use):
            continue
        name = use.name if use else home
        evidence = unique([*(use.evidence if use else ()), *(place for one in uses for place in one.evidence)])
        family = data_families().get(_family_of(uses[0].element)) if uses else None
        yield Draft(_title(name, use, uses), name, use, family, uses, evidence)


def _keeps_data(use: SystemUse) -> bool:
    """Tell whether a system without named data is a source all the same: in use and of a kind that keeps data."""
    product = systems().get(use.id or "")
    kind = product.kind if product else use.kind
    return bool(use.holds) or (use.standing in ("in_use", "unofficial") and kind in _KEEPING)


def _title(name: str, use: SystemUse | None, uses: tuple[DataUse, ...]) -> str:
    if uses:
        return f"{capital(in_words(_label(one) for one in uses[:2]))} in {name}"
    holds = f" ({in_words(use.holds[:2])})" if use and use.holds else ""
    return f"{name}{holds}"


def _family_draft(name: str, uses: list[DataUse]) -> Draft:
    family = data_families().get(name) or data_families().get(_family_of(name))
    evidence = unique(place for use in uses for place in use.evidence)
    labels = [_label(use) for use in uses]
    title = capital(labels[0]) if len(labels) == 1 or family is None else family.name
    return Draft(title, None, None, family, tuple(uses), evidence)


def _label(use: DataUse) -> str:
    family = data_families().get(_family_of(use.element))
    element = data_elements().get(use.element)
    return plain_label(element.label) if element and not (family and family.apart) else use.name


def _source(
    shape: Source, draft: Draft, joined: list[Combination], campaign: Campaign, organisation: Organisation | None
) -> DataSource:
    listed = _listed(draft, organisation)
    labels = [_label(use) for use in draft.uses] or list(draft.use.holds if draft.use else ())
    return _list(
        id=shape.id,
        name=draft.name,
        purpose=_purpose(draft),
        contents=list(dict.fromkeys(labels)),
        system=draft.system,
        data_class=shape.data_class,
        answers=answer_six(campaign, draft.system, draft.use, draft.family, draft.evidence, listed),
        alternatives=_alternatives(draft, organisation),
        combined_with=joined,
        evidence=spread(draft.evidence),
    )


def _purpose(draft: Draft) -> str:
    return capital(in_words(_PURPOSES.get(use.purpose, use.purpose) for use in draft.uses)) or "Named in the brief"


def _class_of(draft: Draft, listed: OrganisationSystem | None) -> DataClass:
    classes: list[DataClass] = [
        element.data_class for use in draft.uses if (element := data_elements().get(use.element))
    ]
    if listed:
        classes.append(listed.data_class)
    if draft.use:
        classes.append(class_by_kind(systems().get(draft.use.id or ""), draft.use, audiences=False))
    return strictest(classes)


def _alternatives(draft: Draft, organisation: Organisation | None) -> list[Alternative]:
    """Other sources: systems of the profile that hold the same data, then what usually serves instead."""
    elements = {use.element for use in draft.uses}
    own = [
        Alternative(name=system.name, kind="in_house", note="holds the same data, says the organisation profile")
        for system in (organisation.systems if organisation else [])
        if elements & set(system.data) and system.name != draft.system
    ]
    if draft.family is None:
        return own
    return [*own, *_usual_alternatives(draft.family.id)]


@cache
def _usual_alternatives(family: str) -> tuple[Alternative, ...]:
    """What usually serves in the place of a family of data, which is the same for every brief."""
    known = data_families()[family]
    inside = (Alternative(name=name, kind="in_house", note=note) for name, note in known.in_house)
    return (*inside, *(Alternative(name=name, kind="outside", note=note) for name, note in known.outside))
