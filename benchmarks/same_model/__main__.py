"""The command: `python -m benchmarks.same_model`; what it does stands in the docstring of the package."""

import argparse
import asyncio
import sys
from pathlib import Path

from benchmarks import same_model
from benchmarks.measuring.records import conclude, parser, rows_told
from benchmarks.same_model.additions import additions, judged_in, share_right, write_additions
from benchmarks.same_model.briefs import NEEDS_LEAST, chosen
from benchmarks.same_model.reporting import details_of, figures_of, notes_of
from benchmarks.same_model.running import Outputs, outputs_of
from benchmarks.same_model.scoring import table_of
from benchmarks.same_model.systems import systems
from service.errors import LiaisonError
from service.settings import Settings, load_settings

BRIEFS = 6
ADDING = ("rules alone", "hybrid")
OUT = Path("eval-results") / "same_model"


def main() -> int:
    """Measure and print; 1 where a target is missed, 2 where no model is set up."""
    asked = _arguments().parse_args()
    right = _judged(asked.judged) if asked.judged else None
    if asked.judged and not asked.write:
        return 0
    try:
        settings = load_settings().settings
    except LiaisonError as error:
        print(error.message, file=sys.stderr)
        return 2
    if not settings.model_is_configured:
        print(
            "Set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL: this compares what can be had of a model.", file=sys.stderr
        )
        return 2
    return _measure(settings, asked, right)


def _measure(settings: Settings, asked: argparse.Namespace, right: float | None) -> int:
    contenders, missing = systems(settings)
    print("\n".join(missing), file=sys.stderr)
    if asked.additions:
        contenders = [system for system in contenders if system.name in ADDING]
    outputs = asyncio.run(outputs_of(chosen(asked.cases, asked.skip, asked.fewer), contenders, settings, asked.out))
    if asked.additions:
        write_additions(additions_in(outputs), asked.additions)
        print("\n".join(rows_told(table_of(outputs.totals()))))
        return 0
    table = table_of(outputs.totals())
    print("\n".join(rows_told(table)))
    notes = notes_of(settings, outputs, missing, asked.model_file)
    more = {"table": table, **details_of(outputs)}
    return conclude("same_model", figures_of(outputs, right), notes, write=asked.write, more=more)


def additions_in(outputs: Outputs) -> list[dict[str, object]]:
    """All additions of the hybrid engine, brief by brief; none where there is no such engine."""
    rules, hybrid = outputs.said["rules alone"], outputs.said.get("hybrid", {})
    return [
        one for case in outputs.cases if case.id in hybrid for one in additions(case, rules[case.id], hybrid[case.id])
    ]


def _judged(path: Path) -> float | None:
    verdicts = judged_in(path)
    share, judged = share_right(verdicts), sum(verdict is not None for verdict in verdicts)
    print(f"{judged} of {len(verdicts)} judged; right: {'none judged' if share is None else f'{share:.3f}'}")
    return share


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(same_model.__doc__)
    arguments.add_argument("--cases", type=int, default=BRIEFS, metavar="N", help=f"briefs, {BRIEFS} if not said")
    arguments.add_argument("--skip", type=int, default=0, metavar="N", help="briefs to leave out first, 0 if not said")
    arguments.add_argument(
        "--fewer", type=int, metavar="N", help=f"briefs with at least N needs and fewer than {NEEDS_LEAST} instead"
    )
    arguments.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"where outputs are kept, {OUT}")
    arguments.add_argument("--model-file", type=Path, metavar="FILE", help="file of the model, its hash is kept")
    arguments.add_argument(
        "--additions", type=Path, metavar="FILE", help="run rules and hybrid alone, and write what the one adds"
    )
    arguments.add_argument("--judged", type=Path, metavar="FILE", help="print how much of what was judged is right")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
