"""How well the rules read: `python -m evals.offline [--wide | --sealed] [--show]` gives recall and precision."""

import argparse
import asyncio
from collections.abc import Iterable

from evals.gold import Case, Split, load_cases
from evals.scorers.facts import score_facts
from evals.scorers.goals import score_goals
from evals.scorers.regulations import score_regulations
from evals.scorers.tally import Tally
from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.specification import Specification
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief


async def specify(case: Case) -> Specification:
    """The rules engine's specification of one case."""
    events = translate_brief(BriefInput(text=case.text), engine=RulesEngine(), organisation=None, today=case.today)
    async for event in events:
        if isinstance(event, DoneEvent):
            return event.specification
    raise RuntimeError(f"{case.id}: the run ended without a result")


def score(cases: Iterable[Case]) -> dict[str, Tally]:
    """Tallies by kind of fact, and for goals and laws, added up over the cases."""
    total: dict[str, Tally] = {}
    for case in cases:
        specification = asyncio.run(specify(case))
        tallies = score_facts(case, specification)
        tallies["goals"] = score_goals(case, specification)
        tallies["regulations"] = score_regulations(case, specification)
        for name, tally in tallies.items():
            total.setdefault(name, Tally()).add(tally)
    return total


def table(tallies: dict[str, Tally]) -> str:
    """The tallies as a table in plain text."""
    rows = [f"{'kind':14} {'recall':>7} {'precision':>10}   found/gold  right/given"]
    for name, tally in sorted(tallies.items()):
        rates = f"{_rate(tally.recall):>7} {_rate(tally.precision):>10}"
        rows.append(f"{name:14} {rates}   {tally.found}/{tally.gold}  {tally.right}/{tally.given}")
    return "\n".join(rows)


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main() -> None:
    """Print the table, and with --show what was missed and what was too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--wide", action="store_true", help="many more cases, measured and not gated")
    which.add_argument("--sealed", action="store_true", help="the cases that nobody tunes on")
    parser.add_argument("--show", action="store_true", help="name what was missed and what was too much")
    arguments = parser.parse_args()
    split: Split = "sealed" if arguments.sealed else "wide" if arguments.wide else "dev"
    tallies = score(load_cases(split))
    print(table(tallies))
    if arguments.show:
        for name, tally in sorted(tallies.items()):
            print(f"\n{name}\n  missed: {tally.missed}\n  extra: {tally.extra}")


if __name__ == "__main__":
    main()
