"""Numbers of the load that an expert works out from the text."""

from evals.gold.briefs import Case, GoldLoad
from evals.scorers.score import Metric, Scores, judged, share
from schemas.specification import Specification

METRICS = {"scale.numbers": Metric("numbers that the text lets one work out are there, within their tolerance")}
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
        {"scale.numbers": share((f"{one.what}: {one.value:g} {one.unit}", _in(one, values)) for one in wanted)}
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
