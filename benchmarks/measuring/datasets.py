"""Stored outputs as a dataset of pydantic-evals: by that library alone, and the way the evals use it."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_evals import Case as Task
from pydantic_evals import Dataset
from pydantic_evals.evaluators import Evaluator, EvaluatorContext

from benchmarks.measuring.stored import Stored, shares_of
from evals.journal import Output
from evals.running import CONCURRENCY, Work, score_all
from evals.suites import Suite


class Shares(Evaluator[Stored, str, Any]):
    """All shares of one case. Without fields: the library writes those of an evaluator down for every case."""

    def evaluate(self, ctx: EvaluatorContext[Stored, str, Any]) -> dict[str, float]:
        """Shares by metric."""
        return shares_of(ctx.inputs.suite, ctx.inputs.case, ctx.output)


async def evaluate(suite: Suite, cases: Sequence[Stored], say: Callable[[object], None]) -> None:
    """By that library alone, down to the mean of each metric."""
    dataset = Dataset[Stored, str, Any](
        name=suite.name, cases=[Task(name=case.name, inputs=case) for case in cases], evaluators=[Shares()]
    )
    report = await dataset.evaluate(_stored_text, max_concurrency=CONCURRENCY, progress=False)
    averages = report.averages()
    say(averages and averages.scores)


async def _stored_text(case: Stored) -> str:
    return case.text


async def evaluate_as_we_do(suite: Suite, cases: Sequence[Stored]) -> None:
    """With the counts, notes and hashes that the evals keep."""
    texts = {one.name: one.text for one in cases}
    works = [Work(suite, one.case, int(one.name.rpartition("#")[2]), "") for one in cases]

    async def stored(work: Work) -> Output:
        return Output(texts[work.name], None, 0.01)

    await score_all(works, stored, CONCURRENCY)
