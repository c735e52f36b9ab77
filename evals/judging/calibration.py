"""How far a judge is to be believed, by labels of readers.

Agreement is Cohen's kappa over the verdicts that count. What is drawn is the case, so intervals are bootstrapped over
cases. A share that a judge gives is corrected for what the judge is known to miss and to make up, after Rogan and
Gladen (1978); why, and why the interval must hold the doubt about the labels too: "How to Correctly Report
LLM-as-a-Judge Evaluations" (arXiv 2511.21140).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.judging.asking import Verdict
from evals.judging.judge import Judgement
from evals.kappa import Interval, Mark, columns_of, kappa_of
from evals.statistics import CONFIDENCE, RESAMPLES, SEED, Array

YES_NO: tuple[Verdict, ...] = ("yes", "no")
CHOICES: tuple[Verdict, ...] = ("A", "B", "same")


@dataclass(frozen=True)
class Bar:
    """House default: what a judge must reach before anything may hang on its word."""

    kappa: float = 0.7
    kappa_low: float = 0.6
    labels: int = 200
    consistency: float = 0.95
    errored: float = 0.02


@dataclass(frozen=True)
class Calibration:
    """One judge on one rubric. `marks` are the verdicts that count; the shares are for yes and no only."""

    rubric: str
    judge: str
    classes: tuple[Verdict, ...]
    marks: tuple[Mark, ...]
    inconsistent: int
    errored: int
    kappa: Interval | None
    bar: Bar = Bar()

    @property
    def labels(self) -> int:
        """Everything that was asked."""
        return len(self.marks) + self.inconsistent + self.errored

    @property
    def consistency(self) -> float:
        """The share of answered questions in which both orders say the same."""
        answered = len(self.marks) + self.inconsistent
        return len(self.marks) / answered if answered else 0.0

    @property
    def errored_share(self) -> float:
        """The share of questions without an answer."""
        return self.errored / self.labels if self.labels else 1.0

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nothing may hang on this judge; none when it reaches the bar."""
        bar, kappa = self.bar, self.kappa
        faults = {
            f"{len(self.marks)} labels with a verdict, {bar.labels} are needed": len(self.marks) < bar.labels,
            f"consistency {self.consistency:.2f} is below {bar.consistency}": self.consistency < bar.consistency,
            f"{self.errored_share:.1%} errored, more than {bar.errored:.0%}": self.errored_share > bar.errored,
        }
        if kappa is None:
            return ("no verdict counts", *(fault for fault, there in faults.items() if there))
        faults[f"kappa {kappa.value:.2f} is below {bar.kappa}"] = kappa.value < bar.kappa
        faults[f"kappa may be as low as {kappa.low:.2f}, below {bar.kappa_low}"] = kappa.low < bar.kappa_low
        return tuple(fault for fault, there in faults.items() if there)

    @property
    def may_gate(self) -> bool:
        """Whether the judge reaches the bar."""
        return not self.reasons


def calibrate(
    rubric: str, classes: tuple[Verdict, ...], labels: Sequence[Verdict], judgements: Sequence[Judgement]
) -> Calibration:
    """Hold judgements against the labels of the same questions, in the same order."""
    pairs = list(zip(labels, judgements, strict=True))
    marks = tuple(Mark(one.case, label, one.verdict) for label, one in pairs if one.verdict is not None)
    outcomes = Counter(one.outcome for one in judgements)
    return Calibration(
        rubric=rubric,
        judge=judgements[0].judge if judgements else "nobody",
        classes=classes,
        marks=marks,
        inconsistent=outcomes["inconsistent"],
        errored=outcomes["errored"],
        kappa=kappa_of(marks, classes) if marks else None,
    )


# --- agreement ----------------------------------------------------------------------------------


def confusion(marks: Sequence[Mark]) -> Counter[tuple[str, str]]:
    """How often each pair of label and verdict comes."""
    return Counter((mark.label, mark.verdict) for mark in marks)


# --- shares -------------------------------------------------------------------------------------


class Rates(NamedTuple):
    """The share of what readers call yes, and of what they call no, that a judge calls so too."""

    sensitivity: float
    specificity: float


def rates_of(marks: Sequence[Mark]) -> Rates | None:
    """The rates of a judge; None without a yes or without a no among the labels."""
    counts = confusion(marks)
    yes = counts["yes", "yes"] + counts["yes", "no"]
    no = counts["no", "yes"] + counts["no", "no"]
    return Rates(counts["yes", "yes"] / yes, counts["no", "no"] / no) if yes and no else None


def corrected(share: float, rates: Rates) -> float | None:
    """The share that readers would give (Rogan and Gladen); None for a judge that is no better than chance."""
    gain = rates.sensitivity + rates.specificity - 1
    return min(1.0, max(0.0, (share + rates.specificity - 1) / gain)) if gain > 0 else None


def corrected_share(marks: Sequence[Mark], judged: Sequence[tuple[str, str]]) -> Interval | None:
    """The share of yes in `judged`, cases with verdicts, corrected by what labels say of the judge.

    Cases of the labels and of what was judged are drawn anew, each by themselves: both are samples. A draw in which the
    judge is no better than chance says nothing, and stands for 0 in the lower bound and for 1 in the upper.
    """
    rates = rates_of(marks)
    share = sum(verdict == "yes" for _, verdict in judged) / len(judged) if judged else None
    value = corrected(share, rates) if rates and share is not None else None
    if value is None:
        return None
    ours = columns_of(marks, YES_NO)
    theirs = columns_of([Mark(case, "yes", verdict) for case, verdict in judged], YES_NO)[:2]
    rng = np.random.default_rng(SEED)
    draws = _corrected([_redrawn(column, rng) for column in (ours, theirs)])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.nan_to_num(draws, nan=0.0), tail), np.quantile(np.nan_to_num(draws, nan=1.0), 1 - tail)
    return Interval(value, float(low), float(high))


def _redrawn(columns: Array, rng: np.random.Generator) -> list[Array]:
    """The sums of each column over cases, for as many draws of the cases as every interval here takes."""
    cases = len(columns[0])
    drawn: NDArray[np.int64] = rng.integers(cases, size=(RESAMPLES, cases))
    return [column[drawn].sum(axis=1) for column in columns]


def _corrected(sums: Sequence[Sequence[Array]]) -> Array:
    (hit, missed, made_up, passed), (yes, no) = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        sensitivity, specificity = hit / (hit + missed), passed / (made_up + passed)
        gain = sensitivity + specificity - 1
        found = (yes / (yes + no) + specificity - 1) / gain
    return np.where(gain > 0, np.clip(found, 0, 1), np.nan)
