"""Put a workload together: result, readable formula, inputs and evidence."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain

from schemas.base import Evidence, Quantity, trusted
from schemas.parts import Point, Workload
from service.catalogue.figures import Formula, cite, formula
from service.computing.factors import Factor, evaluate, tidy, written

Compute = Callable[[Mapping[str, float]], float]
_load = trusted(Workload)
_amount = trusted(Quantity)
_point = trusted(Point)
IRREGULAR = {"person": "people", "byte": "bytes"}


def workload(
    kind: str,
    key: str,
    factors: Sequence[Factor],
    compute: Compute,
    *,
    rule: str | None = None,
    subject: str = "",
    evidence: Sequence[Evidence] = (),
) -> Workload:
    """Compute a workload in three cases.

    Its id is `<kind>.<key>`; `rule` is the id of its formula where that is not `kind`.

    Raises:
        CatalogueError: no formula of that id.
    """
    entry = formula(rule or kind)
    cases = evaluate(compute, factors)
    low, mid, high = (tidy(value, entry.unit) for value in (min(cases), cases[1], max(cases)))
    return _load(
        id=f"{kind}.{key}",
        name=entry.name.format(subject=subject),
        result=_amount(value=mid, unit=entry.unit),
        formula=f"{_written(entry, factors)} = {written(mid)} {unit_words(entry.unit)}",
        inputs=[factor.input for factor in factors],
        low=low,
        mid=mid,
        high=high,
        citation=cite(entry),
        evidence=distinct([*evidence, *chain.from_iterable(factor.evidence for factor in factors)]),
    )


def with_curve(load: Workload, points: Sequence[tuple[float, float]]) -> Workload:
    """Add the course of a load over time, as (minute, value)."""
    curve = [_point(minute=tidy(minute), value=tidy(value)) for minute, value in points]
    return load.model_copy(update={"curve": curve})


def distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without repetition, in order of first appearance."""
    return list({(item.start, item.end): item for item in evidence}.values())


@cache
def unit_words(unit: str) -> str:
    """A unit in words: `visit/second` becomes "visits per second", `megabit/second` "megabits per second"."""
    first, _, per = unit.partition("/")
    many = IRREGULAR.get(first, f"{first}s").replace("_", " ")
    if first == "ratio":
        return "times as much"
    return f"{many} per {per}" if per else many


def _written(entry: Formula, factors: Sequence[Factor]) -> str:
    values = {factor.name: factor.shown for factor in factors}
    listed = " + ".join(values.values())
    return _on_one_line(entry.formula).format(sources=listed, **values)


@cache
def _on_one_line(text: str) -> str:
    return " ".join(text.split())
