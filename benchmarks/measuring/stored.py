"""Five hundred cases whose outputs are stored, small ones and real ones: what a replay of the evals has to score.

The small workload is that for which other libraries publish figures: a short constant answer and twelve scorers that do
next to nothing. What they give is drawn from the name of the case, so that intervals and tests have something to do.
The real one is a quarter of the briefs, four times each, with the scorers of their suite.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from evals.gates import Gate
from evals.gold.base import GoldCase
from evals.gold.constraints import ConstraintCase
from evals.journal import Journal, Output, names_in, read_outputs
from evals.results import OUTPUTS, name_of, save_results
from evals.scorers.score import Metric, Score, Scores
from evals.suites import SUITES, Suite, result_type, run_case
from schemas.explanation import Explanation

CASES = 500
SMALL, REAL = "small", "requirements"
REPEATS = {SMALL: 1, REAL: 4}
SCORERS = 12
TEXT = "Mails to customers must be approved by the legal team {} working days before they are sent."
TODAY = date(2026, 11, 21)
BASELINE = "baseline.json"


def small_suite(salt: str = "") -> Suite:
    """The suite of the small workload; another salt gives other scores, for a baseline."""
    scorers = tuple(partial(_small_score, salt, number) for number in range(SCORERS))
    metrics = {f"small.{number}": Metric("facts that are right") for number in range(SCORERS)}
    seconds = {"usage.seconds": SUITES["explanations"].metrics["usage.seconds"]}
    return Suite(SMALL, _small_cases, scorers, metrics | seconds)


def small_gates() -> list[Gate]:
    """A gate on each of the twelve."""
    why = "there to be worked out"
    return [Gate(suite=SMALL, metric=f"small.{number}", allowed_drop=1.0, why=why) for number in range(SCORERS)]


def _small_score(salt: str, number: int, case: ConstraintCase, explanation: Explanation) -> Scores:
    """Of six facts some are right, by the name of the case."""
    right = zlib.crc32(f"{salt}{number}{case.id}".encode()) % 6
    return {f"small.{number}": Score(right + len(explanation.constraints), 6)}


def _small_cases() -> list[ConstraintCase]:
    return [
        ConstraintCase(
            id=f"case-{number:03}",
            why="one of many",
            today=TODAY,
            split="wide",
            language="en",
            text=TEXT.format(number + 2),
            constraints=[],
            not_constraints=[],
        )
        for number in range(CASES)
    ]


def suite_of(workload: str) -> Suite:
    """The suite, known to all of the evals from now on."""
    return SUITES.setdefault(workload, small_suite())


@dataclass(frozen=True, eq=False)
class Stored:
    """One case of one repeat, and what was stored of it."""

    suite: Suite
    name: str
    case: GoldCase
    text: str


def stored(workload: str, folder: Path) -> Iterator[Stored]:
    """Everything in a workload."""
    suite = suite_of(workload)
    names, outputs = names_in(folder / OUTPUTS), read_outputs(folder / OUTPUTS)
    for case in list(suite.load())[: CASES // REPEATS[workload]]:
        for repeat in range(REPEATS[workload]):
            name = name_of(workload, case.id, repeat)
            text = outputs[names[name]].text
            assert text is not None
            yield Stored(suite, name, case, text)


def shares_of(suite: Suite, case: GoldCase, text: str) -> dict[str, float]:
    """All scorers of the suite on one output."""
    result = result_type(case).model_validate_json(text)
    return {name: score.value for scorer in suite.scorers for name, score in scorer(case, result).items()}


async def store(workload: str, folder: Path) -> None:
    """Make the outputs, where a run of the evals looks for them; the rules say the same in every repeat."""
    from evals.engines import measured_engine
    from evals.running import Plan, run, works_of  # they import pydantic-evals, which one of the contenders is without
    from service.settings import Settings

    suite, journal = suite_of(workload), Journal(folder)
    plan = Plan((suite.name,), REPEATS[workload], CASES // REPEATS[workload])
    async with measured_engine("rules", Settings(), folder) as measured:
        made: dict[str, str] = {}
        for work in works_of(plan, measured):
            same = SMALL if workload == SMALL else work.case.id
            if same not in made:
                made[same] = (await run_case(work.case, measured)).model_dump_json()
            journal.put(work.key, work.name, Output(made[same], None, 0.01))
        journal.close()
        if workload == SMALL:
            SUITES[SMALL] = small_suite("before")
            save_results(await run(plan, measured, folder, lambda _: None), folder / BASELINE)
            SUITES[SMALL] = suite
