"""Numbers of the load: those that an expert works out from the text, and whether each sum is right in itself."""

import math
import re
from collections.abc import Iterator

from evals.gold.briefs import Case, GoldLoad
from evals.scorers.score import Metric, Scores, judged, share
from schemas.parts import Workload
from schemas.specification import Specification

METRICS = {
    "scale.numbers": Metric("numbers that the text lets one work out are there, within their tolerance"),
    "scale.sums": Metric("loads are what their formula and inputs give, between their bounds"),
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


def score(case: Case, specification: Specification) -> Scores:
    """A number counts wherever the loads have it: as a result, a bound of it or an input, also by another time."""
    values = [
        (float(value), unit)
        for load in specification.scale.workloads
        for value, unit in (
            (load.result.value, load.result.unit),
            (load.low, load.result.unit),
            (load.high, load.result.unit),
            *((one.value, one.unit) for one in load.inputs),
        )
    ]
    wanted = [load for load in case.loads or () if load.must]
    return judged(
        {
            "scale.numbers": share((f"{one.what}: {one.value:g} {one.unit}", _in(one, values)) for one in wanted),
            "scale.sums": share(one for load in specification.scale.workloads for one in _sums(load)),
        }
    )


def _in(gold: GoldLoad, values: list[tuple[float, str]]) -> bool:
    want, over = _per_second(float(gold.value), gold.unit)
    return any(
        abs(have - want) <= gold.tolerance * abs(want)
        for have, time in (_per_second(value, unit) for value, unit in values)
        if time == over
    )


def _per_second(value: float, unit: str) -> tuple[float, bool]:
    """The value, by the second where it is a rate and in seconds where it is a time; what is counted is left aside."""
    counted, _, time = unit.partition("/")
    if time in _SECONDS:
        return value / _SECONDS[time], True
    return (value * _SECONDS[counted], False) if counted in _SECONDS else (value, False)


# --- sums ---------------------------------------------------------------------------------------

_FIGURE = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?(?P<percent> ?%)?")
_PLUS = re.compile(r"\(1 \+ (?P<more>[\d.]+)%")
_STEP = re.compile(r" (?P<by>[×÷]) ")
_SUM = re.compile(r"[\d,.]+(?: \+ [\d,.]+)+")
"""People of several groups, added up: `26,000 + 48,000`."""
OFF = 0.01
"""Share by which a result may be off: its inputs are told with three digits."""


def _sums(load: Workload) -> Iterator[tuple[str, bool]]:
    """What can be told of one load: its result twice over, its bounds, its inputs, and the sum itself."""
    left, _, right = load.formula.rpartition(" = ") if load.formula.count(" = ") == 1 else ("", "", load.formula)
    told, value = _first(right), float(load.result.value)
    yield f"{load.id}: the result is {value:g}, its formula says {told}", told is None or _same(told, value)
    yield f"{load.id}: the middle is {load.mid:g}, not {value:g}", _same(load.mid, value)
    yield f"{load.id}: {value:g} is not from {load.low:g} to {load.high:g}", load.low <= load.mid <= load.high
    parts = left.split(" + ") if _SUM.fullmatch(left) else _STEP.split(left)
    figures = [figure for part in parts if (figure := _first(part)) is not None]
    plus = [float(one) / 100 for one in _PLUS.findall(left)]
    for one in load.inputs if figures else ():
        holds = any(_same(figure, float(one.value)) for figure in (*figures, *plus))
        yield f"{load.id}: {one.name} is {one.value:g}, which its formula does not hold", holds
    result = _worked_out(left)
    if result is not None:
        whole = math.ceil(result) if "each begun" in left else result
        yield f"{load.id}: {left} is {whole:g}, not {value:g}", _near(whole, value)


def _same(told: float, value: float) -> bool:
    return math.isclose(told, value, rel_tol=1e-6)


def _near(worked_out: float, value: float) -> bool:
    """Results of whole things are rounded to one."""
    return math.isclose(worked_out, value, rel_tol=OFF, abs_tol=0.5 if value == int(value) else 0.0)


def _first(text: str) -> float | None:
    """The first figure of a text, percent as a share."""
    found = _FIGURE.search(text)
    if found is None:
        return None
    value = float(found[0].rstrip(" %").replace(",", ""))
    return value / 100 if found["percent"] else value


def _worked_out(left: str) -> float | None:
    """The product and quotient that a formula spells out; None where one of its parts has no figure."""
    if _SUM.fullmatch(left):
        return sum(_first(part) or 0.0 for part in left.split(" + "))
    first, *rest = _STEP.split(left)
    result = _first(first)
    for by, part in zip(rest[::2], rest[1::2], strict=True):
        figure = _factor(part)
        if result is None or not figure:
            return None
        result = result * figure if by == "×" else result / figure
    return result


def _factor(part: str) -> float | None:
    more = _PLUS.search(part)
    return 1 + float(more["more"]) / 100 if more else _first(part)
