"""How well constraints are read, worded and held against briefs: `python -m evals.constraints [--sealed | --pairs]`."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable

from evals.constraint_gold import ConstraintCase, PairCase, load_constraint_cases, load_pairs
from evals.scorers.constraints import score_reading, score_wording
from evals.scorers.pairs import score_pair
from schemas.alignment import Alignment
from schemas.brief import BriefInput
from schemas.events import AlignmentDoneEvent, DoneEvent, ExplanationDoneEvent
from schemas.explanation import Explanation
from schemas.specification import Specification
from service.drafting.rules.engine import RulesEngine
from service.pipeline import align_constraints, explain_constraints, translate_brief


async def explained(case: ConstraintCase) -> Explanation:
    """The explanation of one text, without a specification."""
    events = explain_constraints(case.text, specification=None, organisation=None, today=case.today)
    async for event in events:
        if isinstance(event, ExplanationDoneEvent):
            return event.explanation
    raise RuntimeError(f"{case.id}: the run ended without a result")


async def aligned(case: PairCase) -> Alignment:
    """The constraints of one pair held against its brief."""
    specification = await _specified(case)
    events = align_constraints(specification, case.constraints, organisation=None, today=case.today)
    async for event in events:
        if isinstance(event, AlignmentDoneEvent):
            return event.alignment
    raise RuntimeError(f"{case.id}: the run ended without a result")


async def _specified(case: PairCase) -> Specification:
    brief = BriefInput(text=case.brief)
    async for event in translate_brief(brief, engine=RulesEngine(), organisation=None, today=case.today):
        if isinstance(event, DoneEvent):
            return event.specification
    raise RuntimeError(f"{case.id}: the run ended without a result")


def score_texts(cases: Iterable[ConstraintCase]) -> Counter[str]:
    """Counts over constraint texts."""
    total: Counter[str] = Counter()
    for case in cases:
        explanation = asyncio.run(explained(case))
        total.update(score_reading(case, explanation))
        total.update(score_wording(explanation))
    return total


def score_pairs(cases: Iterable[PairCase]) -> Counter[str]:
    """Counts over pairs."""
    total: Counter[str] = Counter()
    for case in cases:
        total.update(score_pair(case, asyncio.run(aligned(case))))
    return total


def table(counts: Counter[str]) -> str:
    """Shares of the gold, then plain counts."""
    names = sorted({name.removesuffix("/gold") for name in counts})
    shares = [name for name in names if f"{name}/gold" in counts]
    rows = [f"{name:30} {_share(counts, name)}   {counts[name]}/{counts[f'{name}/gold']}" for name in shares]
    return "\n".join([*rows, *(f"{name:30} {counts[name]}" for name in names if name not in shares)])


def _share(counts: Counter[str], name: str) -> str:
    gold = counts[f"{name}/gold"]
    return f"{counts[name] / gold:.2f}" if gold else "-"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sealed", action="store_true", help="the texts that nobody tunes on")
    which.add_argument("--pairs", action="store_true", help="briefs beside constraints: collisions and their numbers")
    arguments = parser.parse_args()
    if arguments.pairs:
        print(table(score_pairs(load_pairs())))
    else:
        print(table(score_texts(load_constraint_cases("sealed" if arguments.sealed else "wide"))))


if __name__ == "__main__":
    main()
