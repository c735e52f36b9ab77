"""Everything that was taken for granted, collected for the reader."""

from collections.abc import Iterator
from functools import lru_cache

from schemas.base import Quantity, trusted
from schemas.parts import Assumption, LeadItem, Scale, Schedule, WorkloadInput
from service.catalogue.figures import SourcedEntry, ceilings, figure
from service.catalogue.loading import CatalogueError
from service.computing.factors import shown
from service.computing.workloads import unit_words

_assume = trusted(Assumption)
_amount = trusted(Quantity)


def collect_assumptions(scale: Scale, schedule: Schedule) -> list[Assumption]:
    """One assumption per catalogue fact that a load or a date rests on, with all that use it.

    Facts read at their source are named too: a benchmark is an assumption about this campaign.
    """
    used: dict[str, tuple[WorkloadInput, dict[str, None]]] = {}
    for load in scale.workloads:
        for item in load.inputs:
            if item.source.kind == "assumption":
                used.setdefault(item.source.ref, (item, {}))[1][load.id] = None
    found = {fact: _of_input(item, list(users)) for fact, (item, users) in used.items()}
    for assumption in _of_schedule(schedule):
        found.setdefault(assumption.id, assumption)
    return list(found.values())


def _of_input(item: WorkloadInput, users: list[str]) -> Assumption:
    return _unused(item).model_copy(update={"used_by": users})


@lru_cache(maxsize=1024)
def _unused(item: WorkloadInput) -> Assumption:
    """The assumption itself: a figure of the catalogue is the same for every brief."""
    entry = _entry(item.source.ref)
    name = entry.name if entry else item.name
    return _assume(
        id=item.source.ref,
        text=f"{name[:1].upper()}{name[1:]}: {_range(item)}.",
        value=_amount(value=item.value, unit=item.unit),
        citation=item.source.citation,
    )


def _range(item: WorkloadInput) -> str:
    low, high = item.source.low, item.source.high
    if item.unit == "ratio" and (high if high is not None else item.value) <= 1:
        percent = [f"{shown(value * 100)}%" for value in (item.value, low, high) if value is not None]
        return percent[0] if len(percent) == 1 else f"{percent[0]} ({percent[1]} to {percent[2]})"
    unit = "" if item.unit == "ratio" else f" {unit_words(item.unit)}"
    if low is None or high is None:
        return f"{shown(item.value)}{unit}"
    return f"{shown(item.value)} ({shown(low)} to {shown(high)}){unit}"


def _entry(fact: str) -> SourcedEntry | None:
    if fact in ceilings():
        return ceilings()[fact]
    try:
        return figure(fact)
    except CatalogueError:
        return None


def _of_schedule(schedule: Schedule) -> Iterator[Assumption]:
    if schedule.buffer and schedule.lead_items:
        value = _amount(value=schedule.buffer.working_days, unit="working_day")
        text = f"Kept for change: {schedule.buffer.working_days} working days."
        yield _assume(id="contingency", text=text, value=value, citation=schedule.buffer.citation)
    for item in schedule.lead_items:
        if item.citation and item.citation.status == "H":
            yield _of_lead_item(item)


def _of_lead_item(item: LeadItem) -> Assumption:
    text = f"{item.name[:1].upper()}{item.name[1:]}: {item.typical} ({item.low} to {item.high}) working days."
    value = _amount(value=item.typical, unit="working_day")
    return _assume(
        id=f"lead_times.{item.id}", text=text, value=value, used_by=[item.id],
        citation=item.citation, evidence=item.evidence,
    )  # fmt: skip
