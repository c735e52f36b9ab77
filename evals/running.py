"""Runs suites: every case of every repeat through the pipeline, kept as it arrives, then scored.

pydantic-evals runs the cases side by side and tells failures of cases and scorers apart; nothing of theirs is left out
of a mean here: a case that failed, or a scorer that raised, is an error of the run and fails its gate.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_evals import Case as Task
from pydantic_evals import Dataset
from pydantic_evals.evaluators import Evaluator, EvaluatorContext
from pydantic_evals.reporting import ReportCase, ReportCaseFailure

from evals.answers import repeat
from evals.engines import Measured
from evals.gold.base import GoldCase
from evals.gold.controls import ControlCase
from evals.journal import Journal, Output, key_of
from evals.results import CaseResult, Results, name_of, notes_of, told, writable
from evals.scorers import controls, stability, usage
from evals.scorers.score import Scores
from evals.suites import SUITES, Suite, ensure_answered, gold_hash, input_of, result_type, run_case
from service.errors import LiaisonError, RunFailed

CONCURRENCY = 32
"""House default: cases in flight. A model is waited for; rules take one core, whatever this is."""
SAY_EVERY = 1.0
"""Seconds between two lines of progress."""
_SCORES = "scores"
_STATEMENTS = "statements"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What to run. `limit` is the most cases of a suite."""

    suites: Sequence[str]
    repeats: int = 1
    limit: int | None = None
    concurrency: int = CONCURRENCY


@dataclass(frozen=True)
class Work:
    """One case of one repeat."""

    suite: Suite
    case: GoldCase
    repeat: int
    key: str

    @property
    def name(self) -> str:
        """For people and for the journal."""
        return name_of(self.suite.name, self.case.id, self.repeat)


def works_of(plan: Plan, measured: Measured) -> list[Work]:
    """Everything that the plan asks for, in the order of the suites."""
    who = measured.identity.model_dump_json()
    return [
        Work(suite, case, number, key_of(who, input_of(case), str(number)))
        for suite in (SUITES[name] for name in plan.suites)
        for case in list(suite.load())[: plan.limit]
        for number in range(plan.repeats)
    ]


async def run(plan: Plan, measured: Measured, folder: Path, say: Say) -> Results:
    """Run the plan and score it; whatever was answered before, in a run with the same folder, is not asked again."""
    works = works_of(plan, measured)
    journal = Journal(folder)
    try:
        answered = sum(journal.get(work.key) is not None for work in works)
        if answered:
            say(f"{answered} of {len(works)} cases were answered before")
        cases = await score_all(works, _Runner(measured, journal, _Progress(len(works), say)), plan.concurrency)
        journal.keep_only({work.key for work in works})
    finally:
        journal.close()
    return Results(
        made=datetime.now(UTC).replace(microsecond=0),
        engine=measured.identity,
        suites=list(plan.suites),
        repeats=plan.repeats,
        wanted=[work.name for work in works],
        cases=cases,
    )


async def score_all(works: Sequence[Work], task: "Callable[[Work], Any]", concurrency: int) -> list[CaseResult]:
    """Run the task on all works and score what it gives."""
    dataset = Dataset[Work, Output, Any](
        name="liaison",
        cases=[Task(name=work.name, inputs=work) for work in works],
        evaluators=[Scoring()],
    )
    report = await dataset.evaluate(task, max_concurrency=concurrency, progress=False)
    done = [_case_result(one) for one in report.cases] + [_failed(one) for one in report.failures]
    order = {work.name: place for place, work in enumerate(works)}
    done.sort(key=lambda one: order[name_of(one.suite, one.case, one.repeat)])
    return _with_stability(done, {one.name: one.attributes.get(_STATEMENTS) for one in report.cases})


# --- running one case ---------------------------------------------------------------------------


@dataclass
class _Progress:
    """Says how far it is, at most once a second."""

    total: int
    say: Say
    done: int = 0
    _last: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self._last >= SAY_EVERY or self.done == self.total:
            self._last = now
            self.say(f"{self.done} of {self.total} cases")


@dataclass(frozen=True)
class _Runner:
    """Gives the output of a work: from the journal, or by running it."""

    measured: Measured
    journal: Journal
    progress: _Progress

    async def __call__(self, work: Work) -> Output:
        output = self.journal.get(work.key)
        if output is None:
            output = await self._run(work)
            self.journal.put(work.key, work.name, output)
        self.progress.step()
        await asyncio.sleep(0)  # rules never wait: without this nobody else gets a turn
        return output

    async def _run(self, work: Work) -> Output:
        started = time.perf_counter()
        try:
            with repeat(work.repeat):
                result = await run_case(work.case, self.measured)
        except LiaisonError as error:
            if isinstance(work.case, ControlCase):
                return Output(None, error.code, time.perf_counter() - started)
            raise
        ensure_answered(result)
        return Output(result.model_dump_json(), None, time.perf_counter() - started)


# --- scoring ------------------------------------------------------------------------------------


class Scoring(Evaluator[Work, Output, Any]):
    """Scores one output on every metric of its suite; pydantic-evals holds the shares, `attributes` the counts."""

    def evaluate(self, ctx: EvaluatorContext[Work, Output, Any]) -> dict[str, float]:
        """Shares by metric."""
        scores, statements = scored(ctx.inputs, ctx.output)
        ctx.attributes[_SCORES] = scores
        ctx.attributes[_STATEMENTS] = statements
        return {name: score.value for name, score in scores.items()}


def scored(work: Work, output: Output) -> tuple[Scores, frozenset[str]]:
    """The scores of an output, and what it says.

    Raises:
        RunFailed: the output does not keep to its schema, or a score is no number.
    """
    if output.text is None and isinstance(work.case, ControlCase):
        return controls.score_error(work.case, output.error or "nothing"), frozenset()
    try:
        result = result_type(work.case).model_validate_json(output.text or "")
    except ValidationError as error:
        raise RunFailed(f"The result does not keep to its schema: {error.errors()[0]['loc']}") from error
    scores = {name: score for scorer in work.suite.scorers for name, score in scorer(work.case, result).items()}
    unsound = sorted(name for name, score in scores.items() if not score.is_sound)
    if unsound:
        raise RunFailed(f"What was scored is no number: {', '.join(unsound)}.")
    return scores | usage.score(result.provenance, output.seconds), stability.statements_of(result)


def _case_result(one: ReportCase[Work, Output, Any]) -> CaseResult:
    work, failures = one.inputs, one.evaluator_failures
    if failures:
        return _errored(work, f"a scorer failed: {failures[0].error_message}")
    scores: Scores = one.attributes[_SCORES]
    return CaseResult(
        suite=work.suite.name,
        case=work.case.id,
        repeat=work.repeat,
        gold=gold_hash(work.case),
        seconds=round(one.output.seconds, 4),
        scores=told(scores),
        notes=notes_of(scores),
    )


def _failed(one: ReportCaseFailure[Work, Output, Any]) -> CaseResult:
    return _errored(one.inputs, one.error_message)


def _errored(work: Work, message: str) -> CaseResult:
    return CaseResult(
        suite=work.suite.name, case=work.case.id, repeat=work.repeat, gold=gold_hash(work.case), error=writable(message)
    )


def _with_stability(cases: list[CaseResult], statements: dict[str, frozenset[str] | None]) -> list[CaseResult]:
    """The cases, the first repeat of each with the agreement of all of its repeats."""
    runs: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for case in cases:
        said = statements.get(name_of(case.suite, case.case, case.repeat))
        if said is not None and case.error is None:
            runs[case.suite, case.case].append(said)
    return list(_marked(cases, runs))


def _marked(cases: list[CaseResult], runs: dict[tuple[str, str], list[frozenset[str]]]) -> Iterator[CaseResult]:
    for case in cases:
        agreement = stability.score(runs[case.suite, case.case]) if case.repeat == 0 else {}
        yield case.model_copy(update={"scores": case.scores | told(agreement)}) if agreement else case
