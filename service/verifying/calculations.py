"""The numbers of each calculation as text, for the check of statements."""

from collections.abc import Collection

from schemas.parts import LeadItem, Scale, Schedule, Workload


def calculation_texts(scale: Scale, schedule: Schedule, wanted: Collection[str]) -> dict[str, str]:
    """By workload or lead item id among those `wanted`, a text that holds every number the calculation gives."""
    texts = {load.id: _workload_text(load) for load in scale.workloads if load.id in wanted}
    return texts | {item.id: _lead_item_text(item) for item in schedule.lead_items if item.id in wanted}


def _workload_text(load: Workload) -> str:
    inputs = " ".join(f"{entry.value} {entry.value:,g}" for entry in load.inputs)
    values = (load.result.value, load.low, load.mid, load.high)
    results = " ".join(f"{value} {value:,g} {value:,.0f} {value:,.3g}" for value in values)
    return f"{load.name} {load.formula} {inputs} {results}"


def _lead_item_text(item: LeadItem) -> str:
    days = f"{item.low} {item.typical} {item.high}"
    dates = [day for day in (item.latest_start, item.needed_by) if day]
    return " ".join([days, item.name, *(f"{day.isoformat()} {day.day} {day.year}" for day in dates)])
