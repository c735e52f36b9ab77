"""The suites: which cases, how one is run, which scorers judge it."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from evals.engines import Measured
from evals.gold.base import GoldCase
from evals.gold.briefs import Case
from evals.gold.constraints import ConstraintCase, PairCase
from evals.gold.controls import ControlCase
from evals.gold.loading import load_cases, load_constraint_cases, load_controls, load_pairs
from evals.scorers import (
    collisions,
    constraints,
    contradictions,
    controls,
    coverage,
    emptiness,
    facts,
    goals,
    grounding,
    judgements,
    loads,
    needs,
    outcome,
    plain_words,
    privacy,
    quality,
    questions,
    reading_ease,
    schedule,
    sources,
    stability,
    usage,
)
from evals.scorers.score import Metric, Scores
from schemas.alignment import Alignment
from schemas.brief import BriefInput
from schemas.events import AlignmentDoneEvent, DoneEvent, ExplanationDoneEvent
from schemas.explanation import Explanation
from schemas.specification import Specification
from service.errors import RunFailed
from service.runs import aligning, explaining, translating

EndT = TypeVar("EndT", DoneEvent, ExplanationDoneEvent, AlignmentDoneEvent)
AnyResult = Specification | Explanation | Alignment
Scorer = Callable[[Any, Any], Scores]


@dataclass(frozen=True)
class Suite:
    """Cases of one kind. `sealed` cases are nobody's to tune on: they are run by name and gated by nothing."""

    name: str
    load: Callable[[], Sequence[GoldCase]]
    scorers: tuple[Scorer, ...]
    metrics: Mapping[str, Metric]
    sealed: bool = False


_COMMON = usage.METRICS | stability.METRICS
_BRIEF_PARTS = (
    outcome, grounding, facts, goals, privacy, needs, loads, schedule, sources, questions, contradictions, coverage,
    quality, emptiness,
)  # fmt: skip
_BRIEFS = (*(part.score for part in _BRIEF_PARTS), reading_ease.score_specification)
_BRIEF_METRICS = {name: metric for part in _BRIEF_PARTS for name, metric in part.METRICS.items()}
_BRIEF_METRICS |= reading_ease.METRICS_OF_BRIEFS | judgements.METRICS | _COMMON
_TEXTS = (constraints.score, plain_words.score, reading_ease.score_explanation)
_TEXT_METRICS = constraints.METRICS | plain_words.METRICS | reading_ease.METRICS_OF_CONSTRAINTS | _COMMON
_PAIRS = (collisions.score,)
_PAIR_METRICS = collisions.METRICS | _COMMON


def _briefs() -> list[Case]:
    return [*load_cases("dev"), *load_cases("wide")]


SUITES = {
    suite.name: suite
    for suite in (
        Suite("requirements", _briefs, _BRIEFS, _BRIEF_METRICS),
        Suite("explanations", lambda: load_constraint_cases("wide"), _TEXTS, _TEXT_METRICS),
        Suite("alignments", lambda: load_pairs("wide"), _PAIRS, _PAIR_METRICS),
        Suite("controls", load_controls, (controls.score,), controls.METRICS | _COMMON),
        Suite("sealed-requirements", lambda: load_cases("sealed"), _BRIEFS, _BRIEF_METRICS, sealed=True),
        Suite("sealed-explanations", lambda: load_constraint_cases("sealed"), _TEXTS, _TEXT_METRICS, sealed=True),
        Suite("sealed-alignments", lambda: load_pairs("sealed"), _PAIRS, _PAIR_METRICS, sealed=True),
    )
}
OPEN = tuple(name for name, suite in SUITES.items() if not suite.sealed)
SEALED = tuple(name for name, suite in SUITES.items() if suite.sealed)


def gold_hash(case: GoldCase) -> str:
    """A hash of a case, gold included: scores of two runs can be compared where it is the same.

    A field that is new to all cases, or another order of the fields, changes no hash.
    """
    said = case.model_dump(mode="json", exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def input_of(case: GoldCase) -> str:
    """Everything that a run gets of a case."""
    match case:
        case Case() | ConstraintCase() | ControlCase():
            return f"{type(case).__name__}\0{case.today}\0{case.text}"
        case PairCase():
            return f"pair\0{case.today}\0{case.brief}\0{case.constraints}"
    raise TypeError(f"{type(case).__name__} is no case")


async def run_case(case: GoldCase, measured: Measured) -> AnyResult:
    """Run one case as the command, the page and the API do.

    Raises:
        LiaisonError: the run refuses the text, or the model failed at the first of two parts.
    """
    match case:
        case Case():
            return await specified(case.text, case.today, measured)
        case ConstraintCase():
            return await explained(case.text, case.today, measured)
        case ControlCase():
            run = specified if case.of == "requirements" else explained
            return await run(case.text, case.today, measured)
        case PairCase():
            specification = await specified(case.brief, case.today, measured)
            ensure_answered(specification)
            return await aligned(specification, case.constraints, case.today, measured)
    raise TypeError(f"{type(case).__name__} is no case")


def ensure_answered(result: AnyResult) -> None:
    """Refuse a result that a model was to make and the rules made in its place.

    Raises:
        RunFailed: the last call to the model failed; the rules' work must not pass for the model's.
    """
    attempts = result.provenance.attempts
    if attempts and attempts[-1].outcome != "ok":
        raise RunFailed(f"The model failed: {attempts[-1].outcome}.")


def result_type(case: GoldCase) -> type[AnyResult]:
    """What a case gives."""
    match case:
        case PairCase():
            return Alignment
        case ConstraintCase() | ControlCase(of="constraints"):
            return Explanation
    return Specification


async def specified(text: str, today: date, measured: Measured) -> Specification:
    """The specification of a brief."""
    brief = BriefInput(text=text)
    events = translating(brief, engine=measured.engine, organisation=None, today=today)
    return (await _ended(events, DoneEvent)).specification


async def explained(text: str, today: date, measured: Measured) -> Explanation:
    """The explanation of a constraint text, without a specification."""
    events = explaining(text, specification=None, organisation=None, today=today, wording=measured.wording)
    return (await _ended(events, ExplanationDoneEvent)).explanation


async def aligned(specification: Specification, constraints: str, today: date, measured: Measured) -> Alignment:
    """A specification held against constraints."""
    events = aligning(specification, constraints, organisation=None, today=today, wording=measured.wording)
    return (await _ended(events, AlignmentDoneEvent)).alignment


async def _ended(events: AsyncIterator[object], kind: type[EndT]) -> EndT:
    """The event that ends a run, which is gone through to its end."""
    [end] = [event async for event in events if isinstance(event, kind)]
    return end
