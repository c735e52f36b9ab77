"""Two runs side by side: what got better, what got worse, whether chance explains it, and in which cases to look."""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evals.journal import names_in, read_outputs
from evals.results import OUTPUTS, CaseResult, Results, name_of
from evals.scorers.judgements import PREFIX
from evals.scorers.score import Metric
from evals.statistics import ALPHA, Difference, by_case, differences
from evals.suites import SUITES

CASES_SHOWN = 10
LINES_SHOWN = 12
"""House defaults: what somebody looks at."""

Word = Literal["better", "worse", "no evidence"]


@dataclass(frozen=True)
class Judged:
    """A difference with its verdict; a diagnostic has none."""

    difference: Difference
    metric: Metric
    word: Word | None


@dataclass(frozen=True)
class CaseChange:
    """A case that changed: by how much over its metrics, what is noted now or no longer, and its text line by line."""

    suite: str
    case: str
    change: float
    metrics: dict[str, float]
    fixed: dict[str, list[str]]
    broken: dict[str, list[str]]
    text: list[str]


@dataclass(frozen=True)
class Comparison:
    """`apart` are metrics that are gone, and cases that cannot be compared: other gold, an error, only in one run."""

    base: Results
    new: Results
    judged: list[Judged]
    cases: list[CaseChange]
    apart: list[str]

    @property
    def exact(self) -> bool:
        """Whether both engines give the same every time."""
        return self.base.engine.name == self.new.engine.name == "rules"

    @property
    def word(self) -> str:
        """In a word: better, worse, mixed or no evidence."""
        words = {one.word for one in self.judged}
        if {"better", "worse"} <= words:
            return "mixed"
        return next((word for word in ("worse", "better") if word in words), "no evidence")


def metric_named(name: str) -> Metric:
    """The metric of a suite."""
    suite, _, metric = name.partition(":")
    return SUITES[suite].metrics[metric]


def compare(base: Results, new: Results, folders: tuple[Path, Path] | None = None) -> Comparison:
    """Compare the cases that both runs have with the same gold; `folders` of the runs hold the texts."""
    before, after = _by_name(base), _by_name(new)
    same = [name for name, case in after.items() if name in before and _comparable(before[name], case)]
    ours, theirs = by_case(before[name] for name in same), by_case(after[name] for name in same)
    names = [name for name in theirs if name in ours and (base.judge == new.judge or not _is_judged(name))]
    gated = [name for name in names if not metric_named(name).diagnostic]
    judged = [Judged(one, metric_named(one.metric), _word(one)) for one in differences(ours, theirs, gated)]
    others = differences(ours, theirs, [name for name in names if name not in gated])
    judged += [Judged(one, metric_named(one.metric), None) for one in others]
    return Comparison(
        base=base,
        new=new,
        judged=judged,
        cases=_changed(before, after, same, _Texts(folders)),
        apart=[*sorted((set(before) | set(after)) - set(same)), *_gone(ours, theirs)],
    )


def _is_judged(metric: str) -> bool:
    """Tell whether it is a judge's: those of two judges differ for reasons of their own."""
    return metric.partition(":")[2].startswith(PREFIX)


def _gone(ours: Mapping[str, object], theirs: Mapping[str, object]) -> list[str]:
    """Metrics that were measured before and in no case now; a diagnostic may go, and one that nobody measures now."""
    known = {f"{suite.name}:{name}" for suite in SUITES.values() for name, one in suite.metrics.items() if one.gated}
    return sorted(set(ours) & known - set(theirs))


def _by_name(results: Results) -> dict[str, CaseResult]:
    return {name_of(one.suite, one.case, one.repeat): one for one in results.cases}


def _comparable(before: CaseResult, after: CaseResult) -> bool:
    return before.gold == after.gold and before.error is None and after.error is None


def _word(one: Difference) -> Word:
    if one.p_adjusted >= ALPHA:
        return "no evidence"
    return "better" if (one.change > 0) is metric_named(one.metric).more_is_better else "worse"


# --- cases --------------------------------------------------------------------------------------


class _Texts:
    """The texts of both runs, where their folders are known."""

    def __init__(self, folders: tuple[Path, Path] | None) -> None:
        self._runs = [(names_in(one / OUTPUTS), read_outputs(one / OUTPUTS)) for one in folders or ()]

    def changed_lines(self, name: str) -> list[str]:
        """The lines of what was said that differ, with - before and + after."""
        if len(self._runs) != 2:
            return []
        base, new = (lines_of(outputs[names[name]].text) if name in names else [] for names, outputs in self._runs)
        found = [line for line in difflib.ndiff(base, new) if line[:2] in ("- ", "+ ")]
        more = len(found) - LINES_SHOWN
        return found[:LINES_SHOWN] + ([f"... and {more} more lines"] if more > 0 else [])


def lines_of(text: str | None) -> list[str]:
    """What a result says, a line for each requirement, question, fact, or constraint in plain words."""
    result: dict[str, Any] = json.loads(text) if text else {}
    return list(_lines(result))


def _lines(result: dict[str, Any]) -> Iterator[str]:
    if "outcome" in result:
        yield f"outcome: {result['outcome']}"
    for fact in result.get("facts", ()):
        yield f"{fact['kind']}: {fact['text']} = {fact['value']} {fact['unit'] or ''}".rstrip()
    for requirement in result.get("requirements", ()):
        yield f"{requirement['category']}: {requirement['statement']}"
    for law in result.get("privacy", {}).get("regulations", ()):
        yield f"law: {law['id']} ({law['certainty']})"
    for load in result.get("scale", {}).get("workloads", ()):
        yield f"load: {load['name']} {load['result']['value']} {load['result']['unit']}"
    for one in result.get("constraints", ()):
        yield f"{one['kind']}, {one['firmness']}, {one['strength']}: {one['plain']}"
        yield from (f"effect: {effect['text']}" for effect in one["effects"])
    for question in result.get("questions", ()):
        yield f"question: {question['text']}"


def _changed(
    before: Mapping[str, CaseResult], after: Mapping[str, CaseResult], names: Sequence[str], texts: _Texts
) -> list[CaseChange]:
    """The cases that changed most, worst first."""
    changes = [(name, _shares_moved(before[name], after[name])) for name in names]
    moved = sorted(((sum(by.values()), name, by) for name, by in changes if by), key=lambda one: (-abs(one[0]), one[1]))
    shown = sorted(moved[:CASES_SHOWN], key=lambda one: one[0])
    return [_change(before[name], after[name], by, texts.changed_lines(name)) for _, name, by in shown]


def _shares_moved(before: CaseResult, after: CaseResult) -> dict[str, float]:
    """Changes of the shares of a case, up where that is better; diagnostics are left aside."""
    moved = {}
    for name, metric in SUITES[after.suite].metrics.items():
        if metric.diagnostic or name not in before.scores or name not in after.scores:
            continue
        (right, of), (new_right, new_of) = before.scores[name], after.scores[name]
        change = new_right / new_of - right / of
        if change:
            moved[name] = change if metric.more_is_better else -change
    return moved


def _change(before: CaseResult, after: CaseResult, moved: dict[str, float], text: list[str]) -> CaseChange:
    names = sorted(set(before.notes) | set(after.notes))
    fixed = {name: _only(before.notes.get(name, []), after.notes.get(name, [])) for name in names}
    broken = {name: _only(after.notes.get(name, []), before.notes.get(name, [])) for name in names}
    return CaseChange(
        suite=after.suite,
        case=after.case,
        change=sum(moved.values()),
        metrics=moved,
        fixed={name: notes for name, notes in fixed.items() if notes},
        broken={name: notes for name, notes in broken.items() if notes},
        text=text,
    )


def _only(ours: list[str], theirs: list[str]) -> list[str]:
    return [note for note in ours if note not in theirs]
