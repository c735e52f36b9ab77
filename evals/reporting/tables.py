"""What every report shows, in the order in which it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.comparing import Judged, metric_named
from evals.results import CaseResult, Results
from evals.scorers.score import Metric
from evals.statistics import Counts, Estimate, by_case, estimate

SHARE = "share"


@dataclass(frozen=True)
class Row:
    """One metric of one suite."""

    suite: str
    name: str
    metric: Metric
    estimate: Estimate

    @property
    def value(self) -> str:
        """The figure as people read it."""
        return figure(self.estimate.value, self.metric)

    @property
    def interval(self) -> str:
        """Its bounds."""
        return f"{figure(self.estimate.low, self.metric)} to {figure(self.estimate.high, self.metric)}"


@dataclass(frozen=True)
class Table:
    """The metrics of one suite: those that may be gated, then diagnostics."""

    suite: str
    cases: int
    rows: list[Row]


def figure(value: float, metric: Metric) -> str:
    """A share in percent, anything else with its three leading digits."""
    return f"{value * 100:.1f} %" if metric.unit == SHARE else f"{value:,.3g} {metric.unit}"


def change_of(judged: Judged) -> str:
    """A difference with its sign."""
    return moved(judged.difference.change, judged.metric)


def interval_of(judged: Judged) -> str:
    """The bounds of a difference."""
    return f"{moved(judged.difference.low, judged.metric)} to {moved(judged.difference.high, judged.metric)}"


def detectable_of(judged: Judged) -> str:
    """The difference that the comparison would notice."""
    return moved(judged.difference.detectable, judged.metric).lstrip("+")


def moved(change: float, metric: Metric) -> str:
    """Points of a hundred for a share, three leading digits for anything else."""
    return f"{change * 100:+.1f}" if metric.unit == SHARE else f"{change:+,.3g}"


def tables_of(results: Results) -> list[Table]:
    """A table for each suite of the run."""
    sums = by_case(results.cases)
    tables = []
    for suite in results.suites:
        names = [name for name in sums if name.startswith(f"{suite}:")]
        rows = [Row(suite, name.partition(":")[2], metric_named(name), estimate(Counts(sums[name]))) for name in names]
        rows.sort(key=lambda row: (row.metric.diagnostic, row.name))
        tables.append(Table(suite, len({one.case for one in results.cases if one.suite == suite}), rows))
    return tables


def weakest(results: Results, suite: str) -> list[tuple[CaseResult, float]]:
    """The cases of a suite with the mean of their shares, weakest first; one without a result counts nothing."""
    cases = [case for case in results.cases if case.suite == suite]
    return sorted(((case, _mean(case)) for case in cases), key=lambda one: (one[1], one[0].case))


def _mean(case: CaseResult) -> float:
    shares = [
        right / of for name, (right, of) in case.scores.items() if not metric_named(f"{case.suite}:{name}").diagnostic
    ]
    return sum(shares) / len(shares) if shares else 0.0


def notes_to_show(case: CaseResult) -> dict[str, list[str]]:
    """What went wrong in a case, diagnostics left aside."""
    return {name: notes for name, notes in case.notes.items() if not metric_named(f"{case.suite}:{name}").diagnostic}


def in_words(items: Sequence[str], most: int) -> str:
    """The first few, and how many more."""
    more = len(items) - most
    return "; ".join(items[:most]) + (f"; and {more} more" if more > 0 else "")
