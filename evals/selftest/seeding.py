"""Scores of results with a defect, or with a harmless change, beside those of the results as they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evals.gold.base import GoldCase
from evals.journal import names_in, read_outputs
from evals.results import OUTPUTS, name_of
from evals.scorers.score import Scores
from evals.selftest import defects, harmless
from evals.selftest.regressions import BRIEFS, TEXTS
from evals.statistics import SEED
from evals.suites import SUITES, Suite, result_type


@dataclass(frozen=True)
class Seeded:
    """One changed result: what was changed, and the metrics that got worse."""

    kind: str
    place: str
    case: str
    worse: tuple[str, ...]


def seeded_defects(suite: str, folder: Path) -> list[Seeded]:
    """Defects in the stored results of a run, each scored by itself."""
    seed = defects.in_brief if suite == BRIEFS else defects.in_text
    return [
        Seeded(one.kind, one.place, case.id, _worse(scores, case, one.result, SUITES[suite]))
        for case, given, scores, random in _stored(suite, folder)
        for one in seed(case, given, random)
    ]


def harmless_changes(suite: str, folder: Path) -> list[Seeded]:
    """Harmless changes of the same results; those that change nothing are left out."""
    change = harmless.in_brief if suite == BRIEFS else harmless.in_text
    return [
        Seeded("harmless", what, case.id, _worse(scores, case, result, SUITES[suite]))
        for case, given, scores, random in _stored(suite, folder)
        for what, result in change(given, random)
        if result != given
    ]


def _stored(suite: str, folder: Path) -> Iterator[tuple[Any, Any, Scores, Random]]:
    """The cases of a run with what they gave, how that scores, and chance that is the same every time."""
    path = folder / suite / OUTPUTS
    names, outputs = names_in(path), read_outputs(path)
    for case in SUITES[suite].load():
        key = names.get(name_of(suite, case.id, 0))
        text = outputs[key].text if key else None
        if text is not None:
            given = result_type(case).model_validate_json(text)
            yield case, given, _scores(case, given, SUITES[suite]), _chance(case.id)


def _chance(case: str) -> Random:
    return Random(f"{SEED} {case}")  # noqa: S311  # the same defects every time, and no secret


def _scores(case: GoldCase, given: Any, suite: Suite) -> Scores:
    """On the metrics that may be gated."""
    scores = {name: score for scorer in suite.scorers for name, score in scorer(case, given).items()}
    return {name: score for name, score in scores.items() if not suite.metrics[name].diagnostic}


def _worse(before: Scores, case: GoldCase, changed: Any, suite: Suite) -> tuple[str, ...]:
    """Metrics whose share fell; what had nothing to judge before was without a fault."""
    after = _scores(case, changed, suite)
    return tuple(
        name for name, score in after.items() if score.value < (before[name].value if name in before else 1.0) - 1e-9
    )


__all__ = ["BRIEFS", "TEXTS", "Seeded", "harmless_changes", "seeded_defects"]
