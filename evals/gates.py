"""Gates: what a run must reach, and how far it may fall below the baseline. Whatever cannot be told fails.

An engine that gives the same for the same text, as the rules do, has no noise: a fall on these cases is a fall, and
`allowed_drop` bounds it. The answers of a model differ from run to run: there a fall counts when chance does not
explain it, corrected for the number of gates, and is larger than `allowed_drop`.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.results import Results, load_results
from evals.statistics import ALPHA, Counts, Difference, by_case, differences, metric_of
from evals.suites import SUITES
from service.errors import UnusableFile

ROUNDING = 1e-9
"""Two floats that differ by less are the same share."""


class Gate(BaseModel):
    """One metric of one suite, with the reason for its numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    metric: str
    floor: float | None = Field(default=None, ge=0, le=1)
    allowed_drop: float = Field(default=0.0, ge=0, le=1)
    why: str = Field(min_length=10)

    @property
    def name(self) -> str:
        """As every table names the metric."""
        return metric_of(self.suite, self.metric)


class GateFile(BaseModel):
    """`evals/gates.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gate: list[Gate] = Field(min_length=1)


@dataclass(frozen=True)
class GateResult:
    """Whether one gate holds, and what it looked at."""

    name: str
    holds: bool
    told: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """All gates of a run. `cannot` says why the run cannot be judged at all."""

    gates: list[GateResult]
    cannot: list[str]

    @property
    def failed(self) -> list[GateResult]:
        """Gates that do not hold."""
        return [gate for gate in self.gates if not gate.holds]

    @property
    def exit_code(self) -> int:
        """0 when all gates hold, 1 when one fails, 2 when that cannot be told."""
        return 2 if self.cannot else int(bool(self.failed))


def load_gates(path: Path | None = None) -> list[Gate]:
    """The gates of a file, those of this package by default.

    Raises:
        UnusableFile: it is missing, no TOML, names an unknown suite or metric or a diagnostic, or says nothing why.
    """
    source: Traversable | Path = path or files("evals") / "gates.toml"
    try:
        gates = GateFile.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))).gate
    except OSError:
        raise UnusableFile(f"{source} cannot be read.") from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnusableFile(f"{source} holds no gates: {error}") from None
    for gate in gates:
        if gate.suite not in SUITES or gate.metric not in SUITES[gate.suite].metrics:
            raise UnusableFile(f"{source} names {gate.name}, which no suite has.")
        if SUITES[gate.suite].metrics[gate.metric].diagnostic:
            raise UnusableFile(f"{source} names {gate.name}, a diagnostic: neither more nor less of it is better.")
    return gates


def baseline_path(engine: str) -> Path:
    """Where the baseline of an engine lies in a checkout."""
    return Path(str(files("evals") / "baselines" / f"{engine}.json"))


def load_baseline(path: Path, results: Results, *, whole: bool) -> Results:
    """The baseline, checked to hold the very cases of the run; `whole` when the run has every case of its suites.

    Raises:
        UnusableFile: there is none, it is of another engine, or it was made with other cases.
    """
    if not path.exists():
        raise UnusableFile(f"There is no baseline {path.name}. Make it with `liaison evals run --accept NOTE`.")
    baseline = load_results(path)
    if (baseline.engine.name, baseline.engine.model) != (results.engine.name, results.engine.model):
        raise UnusableFile(f"The baseline {path.name} is of another engine or model.")
    ours = {(one.suite, one.case): one.gold for one in results.cases}
    theirs = {(one.suite, one.case): one.gold for one in baseline.cases if one.suite in results.suites}
    other = sorted(case for (suite, case), gold in ours.items() if theirs.get((suite, case)) != gold)
    gone = sorted(case for suite, case in theirs.keys() - ours.keys()) if whole else []
    if other or gone:
        named = ", ".join([*other, *gone][:3])
        raise UnusableFile(
            f"The baseline {path.name} is stale: {len(other) + len(gone)} cases are new, changed or gone ({named} ...)."
            " Make it anew with `liaison evals run --accept NOTE`."
        )
    return baseline


def judge(results: Results, baseline: Results | None, gates: Sequence[Gate], *, whole: bool) -> Verdict:
    """Hold a run against the gates of its suites. Floors are for all cases of a suite and not for a part of them."""
    sums, before = by_case(results.cases), _before(results, baseline)
    ours = [gate for gate in gates if gate.suite in results.suites]
    changes = differences(before, sums, [gate.name for gate in ours], alternative="less")
    fallen = {one.metric: one for one in changes}
    found = [complete(results)]
    for gate in ours:
        if gate.name in sums:
            found.append(_judged(gate, sums[gate.name], fallen.get(gate.name), results, whole=whole))
        else:
            found.append(_unmeasured(gate, expected=whole or gate.name in before))
    return Verdict(found, [] if ours else ["no gate is on any of these suites"])


def _before(results: Results, baseline: Results | None) -> dict[str, dict[str, tuple[float, float]]]:
    """The baseline on the cases of the run."""
    there = {(case.suite, case.case) for case in results.cases}
    return by_case(case for case in (baseline.cases if baseline else ()) if (case.suite, case.case) in there)


def complete(results: Results) -> GateResult:
    """Every suite has cases and every case has a result: nothing is left out of a mean."""
    faults = [f"{name}: no cases" for name in results.suites if not _cases_of(name, results)]
    faults += [f"{one.suite}/{one.case}: {one.error}" for one in results.errors]
    faults += [f"{name}: missing" for name in results.missing]
    told = f"{len(results.wanted)} cases" if not faults else f"{len(faults)} without a result: {'; '.join(faults[:3])}"
    holds = not faults and bool(results.wanted)
    return GateResult("complete", holds, told, "a case without a result may hide anything")


def _cases_of(suite: str, results: Results) -> list[str]:
    return [name for name in results.wanted if name.startswith(f"{suite}/")]


def _unmeasured(gate: Gate, *, expected: bool) -> GateResult:
    """A part of a suite may hold nothing to judge; what was judged in its cases before must not be gone."""
    return GateResult(gate.name, not expected, "nothing was measured", gate.why)


def _judged(
    gate: Gate,
    scores: dict[str, tuple[float, float]],
    change: Difference | None,
    results: Results,
    *,
    whole: bool,
) -> GateResult:
    counts = Counts(scores)
    faults = []
    if whole and gate.floor is not None and counts.value < gate.floor - ROUNDING:
        faults.append(f"below its floor of {gate.floor:.3f}")
    if change is not None and _has_fallen(gate, change, noisy=results.engine.name != "rules"):
        faults.append(
            f"fell by {-change.change:.3f} (allowed {gate.allowed_drop:.3f}), p = {change.p_adjusted:.3f} "
            f"after correction"
        )
    base = f", baseline {change.base:.3f}" if change else ""
    return GateResult(gate.name, not faults, "; ".join([f"{counts.value:.3f}{base}", *faults]), gate.why)


def _has_fallen(gate: Gate, change: Difference, *, noisy: bool) -> bool:
    larger = -change.change > gate.allowed_drop + ROUNDING
    return larger and (change.p_adjusted < ALPHA if noisy else True)
