"""What calibration prints."""

from collections.abc import Iterator, Sequence

from evals.judging.asking import Verdict
from evals.judging.calibration import YES_NO, Calibration, confusion, corrected_share, rates_of
from evals.kappa import Mark


def confusion_lines(marks: Sequence[Mark], classes: tuple[Verdict, ...]) -> Iterator[str]:
    """Labels down, verdicts across."""
    counts = confusion(marks)
    yield "  label \\ verdict" + "".join(f"{verdict:>7}" for verdict in classes)
    for label in classes:
        yield f"  {label:15}" + "".join(f"{counts[label, verdict]:7}" for verdict in classes)


def calibration_lines(found: Calibration) -> Iterator[str]:
    """One judge on one rubric."""
    yield f"{found.rubric} by {found.judge}: {found.labels} labels"
    yield f"  {len(found.marks)} with a verdict, {found.inconsistent} inconsistent, {found.errored} errored"
    yield from confusion_lines(found.marks, found.classes)
    yield f"  kappa {found.kappa or 'unknown'}, consistency {found.consistency:.2f}"
    if found.classes == YES_NO and found.marks:
        yield from _share_lines(found.marks)
    yield "  may gate" if found.may_gate else f"  may not gate: {'; '.join(found.reasons)}"


def _share_lines(marks: Sequence[Mark]) -> Iterator[str]:
    rates = rates_of(marks)
    if rates:
        yield f"  sensitivity {rates.sensitivity:.2f}, specificity {rates.specificity:.2f}"
    labelled = sum(mark.label == "yes" for mark in marks) / len(marks)
    yield f"  {share_line(marks, [(mark.case, mark.verdict) for mark in marks])}, labelled {labelled:.2f}"


def share_line(marks: Sequence[Mark], judged: Sequence[tuple[str, str]]) -> str:
    """The share of yes as the judge gave it, and as readers would."""
    if not judged:
        return "no verdict counts"
    raw = sum(verdict == "yes" for _, verdict in judged) / len(judged)
    return f"share of yes {raw:.2f}, corrected {corrected_share(marks, judged) or 'not possible'}"
