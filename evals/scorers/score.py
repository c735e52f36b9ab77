"""The score of one case on one metric."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

NOTES_MAX = 20
"""House default: what somebody reads of one case."""


class Score(NamedTuple):
    """`right` of `of`: over several cases the metric is the sum of the one by the sum of the other.

    `notes` name what was missed or is too much. A metric with nothing to judge in a case has no score there.
    """

    right: float
    of: float
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The share."""
        return self.right / self.of

    @property
    def is_sound(self) -> bool:
        """Whether it is a number at all, of something: every comparison with a NaN is false, that with a floor too."""
        return isfinite(self.right) and isfinite(self.of) and self.of > 0


Scores = dict[str, Score]


@dataclass(frozen=True)
class Metric:
    """What a metric says, for people. Of a diagnostic neither more nor less is better, and nothing is gated on it."""

    about: str
    unit: str = "share"
    more_is_better: bool = True
    diagnostic: bool = False

    @property
    def gated(self) -> bool:
        """Whether a gate may stand on it."""
        return not self.diagnostic


def share(held: Iterable[tuple[str, bool]]) -> Score:
    """The share of named things that hold; those that do not are the notes."""
    pairs = list(held)
    notes = tuple(name for name, holds in pairs if not holds)
    return Score(len(pairs) - len(notes), len(pairs), notes[:NOTES_MAX])


def judged(scores: Scores) -> Scores:
    """The scores of metrics that had something to judge."""
    return {name: score for name, score in scores.items() if score.of}
