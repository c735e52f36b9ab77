"""Cohen's kappa with its interval over cases: how far two agree beyond chance."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evals.statistics import Array, bootstrapped, of_equals


class Mark(NamedTuple):
    """What two said of the same thing: a reader and another reader, or a reader and a judge."""

    case: str
    label: str
    verdict: str


class Interval(NamedTuple):
    """A figure with its bounds."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        value, low, high = (round(figure, 2) + 0.0 for figure in self)  # the sum makes 0.00 of -0.00
        return f"{value:.2f} ({low:.2f} to {high:.2f})"


def kappa_of(marks: Sequence[Mark], classes: Sequence[str]) -> Interval:
    """Cohen's kappa; 0 where all say the same of everything, for then agreement shows nothing."""
    columns = columns_of(marks, classes)
    value, cases = float(_kappa(columns.sum(axis=1))), columns.shape[1]
    if cases == 1:
        return Interval(value, -1.0, 1.0)
    if value == 1:
        return Interval(1.0, _least_kappa(columns, cases), 1.0)
    return Interval(value, *bootstrapped(columns, _kappa))


def columns_of(marks: Sequence[Mark], classes: Sequence[str]) -> Array:
    """How often each case has each pair of label and verdict: a row for each pair."""
    cases = {case: row for row, case in enumerate(dict.fromkeys(mark.case for mark in marks))}
    table: Array = np.zeros((len(classes) ** 2, len(cases)))
    for mark in marks:
        table[classes.index(mark.label) * len(classes) + classes.index(mark.verdict), cases[mark.case]] += 1
    return table


def _kappa(sums: Array) -> Array:
    size = math.isqrt(len(sums))
    table = sums.reshape(size, size, *sums.shape[1:])
    total = table.sum(axis=(0, 1))
    agreed = sum(table[place, place] for place in range(size)) / total
    chance = (table.sum(axis=0) * table.sum(axis=1)).sum(axis=0) / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (agreed - chance) / (1 - chance), 0.0)


def _least_kappa(columns: Array, cases: int) -> float:
    """Of a judge without a fault: the kappa were as many cases wrong as that many right ones leave room for."""
    sums = columns.sum(axis=1)
    shares = sums[sums > 0] / sums.sum()
    chance = float((shares**2).sum())
    return (of_equals(1.0, cases)[0] - chance) / (1 - chance)
