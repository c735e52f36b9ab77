"""Facts in numbers: benchmark rates, formulas, channel ceilings and lead times, each with its source.

The files are `benchmarks.yaml`, `scale.yaml`, `ceilings.yaml` and `lead_times.yaml`.
"""

from functools import cache, cached_property
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.base import Citation, Number, Unit
from service.catalogue.loading import CatalogueError, Entry, Source, load_entries

EntryT = TypeVar("EntryT", bound=Entry)


class SourcedEntry(Entry):
    """An entry that says where it comes from."""

    name: str
    source: Source
    note: str | None = None

    @cached_property
    def citation(self) -> Citation:
        """The source, as it appears in a specification."""
        source = self.source
        return Citation(fact=self.id, title=source.title, locator=source.locator, url=source.url, status=source.status)


class Figure(SourcedEntry):
    """A number in three values: `low <= mid <= high`; one `value` stands for all three."""

    value: Number | None = None
    low: Number | None = None
    mid: Number | None = None
    high: Number | None = None
    unit: Unit
    jurisdiction: str | None = Field(default=None, description="ISO 3166 code, where it holds only there")

    @model_validator(mode="after")
    def _three_values_in_order(self) -> "Figure":
        given = (self.low, self.mid, self.high)
        if (self.value is None) == (None in given):
            raise ValueError("give either `value` or all of `low`, `mid` and `high`")
        low, mid, high = self.range
        if not low <= mid <= high:
            raise ValueError("low, mid and high must rise")
        return self

    @property
    def range(self) -> tuple[Number, Number, Number]:
        """Low, mid and high."""
        if self.low is None or self.mid is None or self.high is None:
            value = self.value or 0
            return value, value, value
        return self.low, self.mid, self.high


class Formula(SourcedEntry):
    """How a workload is computed. `name` and `formula` hold the input names in braces."""

    formula: str
    unit: Unit


class Ceiling(Figure):
    """The most that a channel, a network or a vendor's system takes.

    `systems`: ids and names by which a brief may call it. Empty: it holds for everybody who uses the
    channel in `jurisdiction`. `measure` says what is limited: messages or requests per second, messages
    or requests per day, or people present at once.
    """

    measure: Literal["rate", "per_day", "present"]
    channels: tuple[str, ...]
    systems: tuple[str, ...] = ()
    condition: str
    share: str | None = Field(default=None, description="Id of the figure for the part of the volume that meets it")


class Hands(BaseModel):
    """Hands-on time an item takes, in working days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low: Number
    typical: Number
    high: Number


class LeadTimeEntry(SourcedEntry):
    """Work that takes time before a launch, in working days.

    `after`: ids that come first when they are needed too. `frozen`: it changes a running system, so a
    change freeze stops it. `effort`: hands-on working days where a source gives them. `instead`: what
    would make the item unnecessary. `called`: what IT calls it in its own texts.
    """

    called: tuple[str, ...] = ()
    low: int = Field(ge=0)
    typical: int = Field(ge=0)
    high: int = Field(ge=0)
    owner: str
    topics: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    frozen: bool = False
    jurisdiction: str | None = None
    effort: Hands | None = None
    instead: str | None = None

    @model_validator(mode="after")
    def _rising(self) -> "LeadTimeEntry":
        if not self.low <= self.typical <= self.high:
            raise ValueError("low, typical and high must rise")
        return self


def cite(entry: SourcedEntry) -> Citation:
    """The source of an entry, as it appears in a specification."""
    return entry.citation


def figure(fact: str) -> Figure:
    """The figure of this id.

    Raises:
        CatalogueError: no such figure.
    """
    entries: dict[str, Figure] = load_entries("benchmarks", Figure)
    return _named("benchmarks", entries, fact)


def formula(kind: str) -> Formula:
    """The formula of this kind of workload.

    Raises:
        CatalogueError: no such formula.
    """
    entries: dict[str, Formula] = load_entries("scale", Formula)
    return _named("scale", entries, kind)


def ceilings() -> dict[str, Ceiling]:
    """Every known ceiling by id."""
    entries: dict[str, Ceiling] = load_entries("ceilings", Ceiling)
    return entries


@cache
def lead_times() -> dict[str, LeadTimeEntry]:
    """Every lead time by id; an item names only items of the same file in `after`.

    Raises:
        CatalogueError: an unknown item in `after`.
    """
    entries: dict[str, LeadTimeEntry] = load_entries("lead_times", LeadTimeEntry)
    for entry in entries.values():
        if unknown := set(entry.after) - set(entries):
            raise CatalogueError(f"lead_times.yaml: {entry.id} follows unknown items {sorted(unknown)}")
    return entries


def _named(name: str, entries: dict[str, EntryT], fact: str) -> EntryT:
    try:
        return entries[fact]
    except KeyError:
        raise CatalogueError(f"{name}.yaml has no entry {fact!r}") from None
