"""Requirement patterns: what IT needs when a campaign has something."""

from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict, Field

from schemas.base import Citation
from schemas.requirement import Category, Owner, Priority, VerificationMethod
from service.catalogue.loading import Entry, Source, load_entries


class When(BaseModel):
    """Conditions on the whole campaign; all that are given must hold, a list holds when any of its members does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signals: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    """Signals that take a sentence out when they stand in it as well."""
    purposes: tuple[str, ...] = ()
    any_send: bool = False
    any_page: bool = False
    any_send_or_page: bool = False
    any_collection_or_send: bool = False
    bulk_send: bool = False
    large: bool = False
    personal_data: bool = False
    measures: bool = False
    needs_leads: bool = False
    sources_at_least: int = 0
    channels_at_least: int = 0

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The conditions that are asked for by a yes."""
        return tuple(name for name, value in self if value is True)


class RequirementPattern(Entry):
    """One pattern. `each` names what it is applied to, `where` filters on attributes of that; see `subjects`."""

    category: Category
    each: str
    when: When = When()
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    statement: str
    rationale: str
    acceptance: tuple[str, ...]
    priority: Priority
    verification: VerificationMethod
    owner: str | None = None
    citations: tuple[str, ...] = ()

    @cached_property
    def assumed_owner(self) -> Owner:
        """Who answers for it as long as nobody says otherwise."""
        return Owner(name=self.owner, status="assumed" if self.owner else "unknown")

    @cached_property
    def cited(self) -> tuple[Citation, ...]:
        """The sources it rests on."""
        return tuple(citation(fact) for fact in self.citations)


def requirement_patterns() -> dict[str, RequirementPattern]:
    """All patterns by id, in file order."""
    return load_entries("requirements", RequirementPattern)


class CitedSource(Entry):
    """A source that patterns refer to by id."""

    source: Source


@cache
def citation(fact: str) -> Citation:
    """The source of this id as a citation.

    Raises:
        KeyError: no such source.
    """
    source = load_entries("citations", CitedSource)[fact].source
    return Citation(fact=fact, title=source.title, locator=source.locator, url=source.url, status=source.status)
