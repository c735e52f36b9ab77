"""The inputs of a computed load, each in three cases and with its source.

A case is a whole scenario: `low` joins every input's low-load value, `high` every high-load value. For a
time over which a load is spread the low-load value is the longer one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from schemas.base import Evidence, trusted
from schemas.organisation import Organisation
from schemas.parts import InputSource, Workload, WorkloadInput
from service.campaign import Amount
from service.catalogue.figures import cite, figure

# Nobody is half a person; a rate, a share or a size may well be half of something.
WHOLE_UNITS = frozenset(("person", "message", "visit", "record", "item", "session"))

Cases = tuple[float, float, float]
_input = trusted(WorkloadInput)
_source = trusted(InputSource)


@dataclass(frozen=True)
class Factor:
    """One input of a formula: its value in the low, the middle and the high case, and its source."""

    name: str
    cases: Cases
    unit: str
    source: InputSource
    evidence: tuple[Evidence, ...] = ()

    @cached_property
    def input(self) -> WorkloadInput:
        """The input as a specification shows it."""
        low, high = min(self.cases), max(self.cases)
        source = self.source
        if low != high:
            source = source.model_copy(update={"low": tidy(low, self.unit), "high": tidy(high, self.unit)})
        return _input(name=self.name, value=tidy(self.cases[1], self.unit), unit=self.unit, source=source)

    @cached_property
    def shown(self) -> str:
        """The middle case as a formula writes it; a share, which never passes 1, in percent."""
        if self.unit == "ratio" and max(self.cases) <= 1:
            return f"{tidy(self.cases[1] * 100):g}%"
        return written(tidy(self.cases[1], self.unit))


def tidy(value: float, unit: str = "") -> int | float:
    """Round to what is meant: whole people, messages and the like, else three significant digits below 1,000."""
    if value >= 1000 or (unit in WHOLE_UNITS and value >= 1):
        return round(value)
    if -1000 < value == int(value):
        return int(value)
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded.is_integer() else rounded


def shown(value: float) -> str:
    """Write a number for a formula, thousands with commas."""
    return written(tidy(value))


def written(number: float) -> str:
    """Write a number that is rounded already."""
    return f"{number:,}" if number >= 1000 else f"{number:g}"


def stated(name: str, amount: Amount) -> Factor:
    """A number the brief states; a range gives the low and the high case."""
    high = amount.high if amount.high is not None else amount.value
    cases = (float(amount.value), (amount.value + high) / 2, float(high))
    return told(name, cases, amount.unit, amount.evidence)


def told(name: str, cases: Cases, unit: str, evidence: Evidence) -> Factor:
    """A value that follows from the words of one sentence."""
    return Factor(name, cases, unit, _source(kind="sentence", ref=evidence.sentence), (evidence,))


def assumed(name: str, fact: str, organisation: Organisation | None, *, heavy: str = "high") -> Factor:
    """A catalogue figure, or the organisation's own number in its place.

    `heavy="low"`: the smaller value is the heavier load, as for a time over which it is spread.
    """
    own = organisation.defaults.get(fact) if organisation else None
    if own is None:
        return _usual(name, fact, heavy)
    source = _source(kind="organisation", ref=f"defaults.{fact}")
    return Factor(name, (float(own),) * 3, figure(fact).unit, source)


@lru_cache(maxsize=1024)
def _usual(name: str, fact: str, heavy: str) -> Factor:
    """The figure of the catalogue, which is the same for every brief."""
    entry = figure(fact)
    low, mid, high = (float(value) for value in entry.range)
    cases = (low, mid, high) if heavy == "high" else (high, mid, low)
    return Factor(name, cases, entry.unit, _source(kind="assumption", ref=fact, citation=cite(entry)))


def computed(name: str, workload: Workload) -> Factor:
    """The result of another workload."""
    cases = (float(workload.low), float(workload.mid), float(workload.high))
    source = _source(kind="calculation", ref=workload.id)
    return Factor(name, cases, workload.result.unit, source, tuple(workload.evidence))


def evaluate(compute: Callable[[Mapping[str, float]], float], factors: Sequence[Factor]) -> Cases:
    """Apply a formula to the low, the middle and the high case."""
    low, mid, high = (compute({factor.name: factor.cases[i] for factor in factors}) for i in range(3))
    return low, mid, high
