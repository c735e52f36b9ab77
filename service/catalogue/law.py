"""What the law and good practice ask, as data: conditions, duties, periods and routes, each with its source.

Conditions are written in circumstances: short names for what a brief says about people, data and means. What makes a
circumstance true stands in `circumstances.yaml`; everything else refers to them by id.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.base import Citation, trusted
from schemas.parts import DataClass
from service.catalogue.loading import Entry, Source, load_entries

_cite = trusted(Citation)
Certainty = Literal["applies", "likely", "check"]
RetentionRule = Literal["fixed", "as_long_as_needed", "never"]
IntegrationDepth = Literal["none", "file", "page", "connected"]
Route = Literal["fast_lane", "full_review"]


class Conditions(BaseModel):
    """Circumstances that must hold. `all`: every one; `any`: at least one; `none`: not one of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class Circumstance(Entry):
    """One thing a brief may say. It is present when one of its ways applies and none of `none_of` does.

    Ways: a signal, a channel, a data element, a sensitivity of data, a journey, a purpose of data or an audience
    relation of these names; any circumstance of `any_of`; all of `all_of`; the two of `near` in the same or in
    neighbouring sentences, the two of `together` in the same sentence. Circumstances refer to earlier ones only.
    `spelled`: signals and elements count only where their words contain one of these. `says` is a noun phrase for use
    in a sentence.
    """

    says: str
    signals: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    sensitivities: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


class RegulationClause(Conditions):
    """One reason why a regulation comes into play. In `why`, {what} and {where} are filled in."""

    why: str
    certainty: Certainty = "applies"


class RegulationRule(Entry):
    """A law or binding standard. `regions`: ISO codes or groups (EU, EEA) of the people addressed; empty: anywhere.

    In `unless_regions` another rule takes its place. A brief that names it, by its id or one of `named_as` among the
    names of laws, brings it in as well; without clauses it comes in no other way.
    """

    name: str
    jurisdiction: str
    regions: tuple[str, ...] = ()
    unless_regions: tuple[str, ...] = ()
    named_as: tuple[str, ...] = ()
    clauses: tuple[RegulationClause, ...] = ()
    source: Source


class ConsentAge(BaseModel):
    """Age from which a child may consent to an online service alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    age: int
    source: Source


class MessagingLaw(BaseModel):
    """The national rule on electronic marketing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    business: str | None = None
    source: Source


class Jurisdiction(Entry):
    """A country: the groups it is in, national choices, and what in a brief hints at it.

    `adequate_for`: whether the EU or the UK has found its protection adequate. Hints are weak: they make a law worth a
    check and never more. `article`: the article that English puts before its name.
    """

    name: str
    groups: tuple[str, ...] = ()
    adequate_for: tuple[Literal["EU", "UK"], ...] = ()
    consent_age: ConsentAge | None = None
    messaging: MessagingLaw | None = None
    currencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class DpiaCriterionRule(Entry):
    """One of the nine criteria. `not_met`: circumstances that exclude it; `denied`: signals whose denial settles it."""

    name: str
    met: tuple[str, ...]
    not_met: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    why_met: str
    why_not_met: str
    why_unknown: str
    source: Source


class DpiaTrigger(Entry):
    """An operation that needs an assessment by itself (`with_criterion`: together with one of the nine criteria)."""

    name: str
    regions: tuple[str, ...] = ()
    when: Conditions
    large_scale: bool = False
    with_criterion: bool = False
    source: Source


class LargeScale(Entry):
    """From how many people processing counts as large here. No law gives a figure, so these can be overridden."""

    sensitivity: Literal["special", "highly_personal", "ordinary", "several_countries"]
    people: int
    source: Source


class BasisRule(Entry):
    """A candidate legal basis for one purpose. The first rule of a purpose whose regions and conditions fit counts.

    `each`: circumstances of which every present one is a purpose of its own, named in `purpose` as {what}.
    """

    purpose: str
    each: tuple[str, ...] = ()
    basis: str
    regions: tuple[str, ...] = ()
    when: Conditions
    blocked_by: tuple[str, ...] = ()
    blocked_why: str = ""
    claimable: bool = True
    conditions: tuple[str, ...]
    source: Source


class Duty(Entry):
    """Something a law asks of systems. `need` is what follows for IT; `value` and `unit` where a figure is given."""

    regulation: str
    statement: str
    need: str
    value: float | None = None
    unit: str | None = None
    jurisdiction: str
    when: Conditions = Conditions()
    source: Source


class RetentionRuleEntry(Entry):
    """How long one kind of data is kept."""

    what: str
    rule: RetentionRule
    value: float | None = None
    unit: str | None = None
    regions: tuple[str, ...] = ()
    when: Conditions
    why: str
    source: Source


class DataSubjectRule(Entry):
    """A kind of person with its W3C DPV term. `words`: beginnings of words in the names of audiences."""

    name: str
    dpv: str
    words: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()


class ImpliedElement(Entry):
    """A data element that a circumstance cannot do without, such as an address for e-mail. `id` is the circumstance."""

    element: str


class RoutePolicy(Entry):
    """The policy table: which way a tool takes, by class of data and depth of integration."""

    data_class: DataClass
    depth: IntegrationDepth
    route: Route
    reason: str
    source: Source


class ExceptionPolicy(Entry):
    """What an exception for a tool needs, how long it may last, and when there is none."""

    days: int
    conditions: tuple[str, ...]
    never: tuple[str, ...]
    never_classes: tuple[DataClass, ...]
    source: Source


class OwnershipRule(Entry):
    """One RACI row. `roles` and `words` find a person or team of the brief that holds it; the defaults are roles.

    `beside`: signals of which one must stand in the sentence of that person. `gap_signals` open a gap.
    """

    topic: str
    when: Conditions = Conditions()
    accountable: str
    responsible: str
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    gap_signals: tuple[str, ...] = ()
    source: Source


class RiskRule(Entry):
    """A risk that circumstances bring, its effect, and what lessens it."""

    text: str
    effect: str
    mitigation: str
    regions: tuple[str, ...] = ()
    when: Conditions
    source: Source


class DataFamily(Entry):
    """Data elements that usually live together, with what IT asks about them and where else they may be had.

    `apart`: each of them is a source of its own all the same, called by the words of the brief.
    """

    name: str
    elements: tuple[str, ...]
    apart: bool = False
    key: str | None = None
    integrity: str
    in_house: tuple[tuple[str, str], ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    source: Source


def circumstances() -> dict[str, Circumstance]:
    """Circumstances by id, in an order in which each refers to earlier ones only."""
    return load_entries("circumstances", Circumstance)


def regulations() -> dict[str, RegulationRule]:
    """Laws and standards by id."""
    return load_entries("regulations", RegulationRule)


def jurisdictions() -> dict[str, Jurisdiction]:
    """Countries by ISO 3166 code."""
    return load_entries("jurisdictions", Jurisdiction)


def dpia_criteria() -> dict[str, DpiaCriterionRule]:
    """The nine criteria by id."""
    return load_entries("dpia", DpiaCriterionRule)


def dpia_triggers() -> dict[str, DpiaTrigger]:
    """GDPR Art. 35(3) and the entries of national lists by id."""
    return load_entries("dpia_triggers", DpiaTrigger)


def large_scale() -> dict[str, LargeScale]:
    """Thresholds for `large scale` by id."""
    return load_entries("large_scale", LargeScale)


def legal_bases() -> dict[str, BasisRule]:
    """Candidate legal bases by id, the more particular before the general."""
    return load_entries("legal_bases", BasisRule)


def duties() -> dict[str, Duty]:
    """Duties by id."""
    return load_entries("duties", Duty)


def retention_rules() -> dict[str, RetentionRuleEntry]:
    """Retention rules by id."""
    return load_entries("retention", RetentionRuleEntry)


def data_subjects() -> dict[str, DataSubjectRule]:
    """Kinds of people by id."""
    return load_entries("data_subjects", DataSubjectRule)


def implied_elements() -> dict[str, ImpliedElement]:
    """Elements that a circumstance implies, by circumstance."""
    return load_entries("implied_elements", ImpliedElement)


def route_policies() -> dict[str, RoutePolicy]:
    """The policy table by id."""
    return load_entries("governance", RoutePolicy)


def exception_policies() -> dict[str, ExceptionPolicy]:
    """Exception policies by id; `tool` is the one in use."""
    return load_entries("exceptions", ExceptionPolicy)


def ownership_rules() -> dict[str, OwnershipRule]:
    """RACI rows by id."""
    return load_entries("ownership", OwnershipRule)


def risk_rules() -> dict[str, RiskRule]:
    """Risks by id."""
    return load_entries("privacy_risks", RiskRule)


def data_families() -> dict[str, DataFamily]:
    """Families of data elements by id."""
    return load_entries("data_families", DataFamily)


def citation_of(fact: str, source: Source) -> Citation:
    """The source of a catalogue fact as a citation."""
    return _cite(fact=fact, title=source.title, locator=source.locator, url=source.url, status=source.status)
