"""`python -m evals.judging.calibrate`: ask the configured model what readers were asked, and hold it against them."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.judging.asking import NEED_COVERED, PLAINER, RUBRICS, load_rubric
from evals.judging.calibration import CHOICES, YES_NO, Calibration, calibrate
from evals.judging.judge import (
    AT_ONCE,
    JUDGEMENTS,
    judge_all,
    judge_options,
    load_judgements,
    open_judge,
    save_judgements,
)
from evals.judging.labelled import labelled
from evals.judging.tables import calibration_lines, share_line
from service.errors import LiaisonError, UnusableFile
from service.llm.options import ModelOptions
from service.settings import load_settings

OUT = Path("eval-results/judging")


def main(argv: Sequence[str] | None = None) -> int:
    """Calibrate; 2 when no model is configured."""
    arguments = _arguments(argv)
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        options = judge_options(load_settings().settings)
        for rubric in arguments.rubric or RUBRICS:
            found = asyncio.run(_calibrated(rubric, options, arguments))
            lines = [*calibration_lines(found), *_run_lines(found, arguments.run)]
            print("\n".join(lines), flush=True)
    except LiaisonError as error:
        print(f"calibrate: {error.message}", file=sys.stderr)
        return error.exit_code
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.judging.calibrate", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rubric", action="append", choices=RUBRICS, help="one rubric (default: all)")
    parser.add_argument("--limit", type=_number, metavar="N", help="most labels of a rubric, from the first on")
    parser.add_argument(
        "--out", type=Path, default=OUT, metavar="DIR", help=f"folder for what is kept (default: {OUT})"
    )
    parser.add_argument("--run", type=Path, metavar="DIR", help="correct what this judge said of a run (`run --judge`)")
    parser.add_argument("--at-once", type=_number, default=AT_ONCE, metavar="N", help="questions in flight")
    return parser.parse_args(argv)


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return number


async def _calibrated(rubric: str, options: ModelOptions, arguments: argparse.Namespace) -> Calibration:
    items = labelled(rubric)[: arguments.limit]
    async with open_judge(options, arguments.out) as judge:
        found = await judge_all(judge, [item.question for item in items], _whisper, arguments.at_once)
    save_judgements(found, arguments.out / f"{rubric}.jsonl")
    classes = CHOICES if rubric == PLAINER else YES_NO
    return calibrate(load_rubric(rubric).label, classes, [item.label for item in items], found)


def _run_lines(found: Calibration, run: Path | None) -> Iterator[str]:
    """The share that the judge gave a run; nothing for a rubric by which no run is judged.

    Raises:
        UnusableFile: the run was not judged, or by another judge.
    """
    if run is None or found.rubric != load_rubric(NEED_COVERED).label:
        return
    judgements = load_judgements(run / JUDGEMENTS)
    if {(one.judge, one.rubric) for one in judgements} != {(found.judge, found.rubric)}:
        raise UnusableFile(f"{run} was not judged by {found.judge} with {found.rubric}.")
    # Repeats of a case hang together: they are one case of the sample.
    judged = [(one.case.partition("#")[0], one.verdict) for one in judgements if one.verdict is not None]
    yield f"  in {run}: {share_line(found.marks, judged)}"


def _whisper(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
