"""`liaison evals run | compare | show`: what they read and write. Reports go to files, the result to stdout."""

import argparse
import asyncio
import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evals.comparing import Comparison, compare, lines_of
from evals.engines import measured_engine
from evals.gates import Gate, Verdict, baseline_path, complete, judge, load_baseline, load_gates
from evals.journal import names_in, read_outputs
from evals.judging.judge import judge_options, open_judge
from evals.judging.runs import judge_run, judgement_lines
from evals.reporting.junit import junit
from evals.reporting.markdown import comparison_summary, run_summary
from evals.reporting.page import comparison_page, run_page
from evals.results import OUTPUTS, RESULTS, CaseResult, Results, load_results, save_results
from evals.running import Plan, Say, run
from evals.scorers.judgements import PREFIX
from evals.suites import OPEN, SEALED, SUITES
from schemas.specification import EngineName
from service.errors import InputError, UnusableFile, did_you_mean
from service.llm.options import ModelOptions
from service.settings import Settings

OUT = Path("eval-results")
SUMMARY, PAGE, JUNIT = "summary.md", "report.html", "junit.xml"
COMPARISON, COMPARISON_PAGE = "comparison.md", "comparison.html"
NEW_OBJECTS = 100_000
"""Between two looks for garbage; 700 is what Python does, and took a fifth of the time of a run."""
UNKEPT = ("usage.", "words.", PREFIX)
"""Scores that no baseline holds."""


# --- run ----------------------------------------------------------------------------------------


@contextmanager
def few_collections() -> Iterator[None]:
    """Within, Python looks for garbage in cycles rarely: a run keeps most of what it makes, and makes few cycles."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@few_collections()
def run_suites(arguments: argparse.Namespace, settings: Settings, say: Say) -> tuple[str, int]:
    """Run, judge and report; the summary and the exit code."""
    engine: EngineName = arguments.engine or settings.default_engine
    plan = Plan(suites=suites_named(arguments.suite), repeats=arguments.repeat, limit=arguments.limit)
    gates = load_gates()
    judging = judge_options(settings) if arguments.judge else None
    folder: Path = arguments.out or OUT / engine
    folder.mkdir(parents=True, exist_ok=True)
    results = asyncio.run(_run(plan, engine, settings, folder, say, judging))
    if arguments.accept:
        return _accept(results, arguments.accept, arguments.baseline or baseline_path(engine), plan)
    verdict = judged(results, gates, arguments.baseline or baseline_path(engine), whole=plan.limit is None)
    summary = write_reports(results, verdict, folder)
    say(f"reports are in {folder}: {SUMMARY}, {PAGE}, {JUNIT}, {RESULTS}")
    return summary, verdict.exit_code


async def _run(
    plan: Plan, engine: EngineName, settings: Settings, folder: Path, say: Say, judging: ModelOptions | None
) -> Results:
    async with measured_engine(engine, settings, folder) as measured:
        results = await run(plan, measured, folder, say)
    if judging is None:
        return results
    async with open_judge(judging, folder) as opened:
        return await judge_run(results, opened, folder, say)


def suites_named(names: Sequence[str] | None) -> tuple[str, ...]:
    """The suites of these names; all that are open when none is named, and `sealed` for those that are not.

    Raises:
        InputError: no suite has this name.
    """
    found = list[str]()
    for name in names or ["open"]:
        known = {"open": OPEN, "sealed": SEALED} | {suite: (suite,) for suite in SUITES}
        if name not in known:
            raise InputError(
                f"There is no suite {name!r}{did_you_mean(name, known) or '.'} There are {', '.join(known)}."
            )
        found += known[name]
    return tuple(dict.fromkeys(found))


def judged(results: Results, gates: Sequence[Gate], baseline: Path, *, whole: bool) -> Verdict:
    """The verdict on a run; one whose baseline cannot be used cannot be judged, and says so.

    Sealed suites are gated by nothing but that every case has a result.
    """
    if all(SUITES[name].sealed for name in results.suites):
        return Verdict([complete(results)], [])
    try:
        before = load_baseline(baseline, results, whole=whole)
    except UnusableFile as error:
        verdict = judge(results, None, gates, whole=whole)
        return Verdict(verdict.gates, [*verdict.cannot, error.message])
    return judge(results, before, gates, whole=whole)


def write_reports(results: Results, verdict: Verdict, folder: Path) -> str:
    """Write every report of a run; the summary is returned too."""
    summary = run_summary(results, verdict)
    save_results(results, folder / RESULTS)
    (folder / SUMMARY).write_text(summary, encoding="utf-8")
    (folder / PAGE).write_text(run_page(results, verdict), encoding="utf-8")
    (folder / JUNIT).write_text(junit(results, verdict), encoding="utf-8")
    return summary


def _accept(results: Results, note: str, path: Path, plan: Plan) -> tuple[str, int]:
    """Make a run the baseline.

    Raises:
        InputError: it is not whole, so that it would hide what it lacks.
    """
    if results.errors or results.missing or plan.limit is not None or set(plan.suites) != set(OPEN):
        raise InputError("Only a run of all open suites, in which every case has a result, can become the baseline.")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = [_without_times(case) for case in results.cases]
    save_results(results.model_copy(update={"cases": kept, "note": note, "judge": None}), path)
    return f"{path.name} is the baseline now: {note}\n", 0


def _without_times(case: CaseResult) -> CaseResult:
    """Seconds and judges differ at every run, notes can be made again: none is for a file under version control."""
    scores = {name: score for name, score in case.scores.items() if not name.startswith(UNKEPT)}
    return case.model_copy(update={"seconds": 0.0, "notes": {}, "scores": scores})


# --- compare ------------------------------------------------------------------------------------


def compare_runs(arguments: argparse.Namespace) -> tuple[str, int]:
    """Compare two runs, report beside the new one; with --gate, 1 for worse and 2 where cases cannot be compared."""
    base, new = load_results(arguments.base), load_results(arguments.new)
    folders = [place if place.is_dir() else place.parent for place in (arguments.base, arguments.new)]
    comparison = compare(base, new, (folders[0], folders[1]))
    if not comparison.judged:
        raise UnusableFile("The two runs have no case in common that can be compared.")
    (folders[1] / COMPARISON).write_text(comparison_summary(comparison), encoding="utf-8")
    (folders[1] / COMPARISON_PAGE).write_text(comparison_page(comparison), encoding="utf-8")
    return comparison_summary(comparison), exit_code_of(comparison) if arguments.gate else 0


def exit_code_of(comparison: Comparison) -> int:
    """1 when something got worse, 2 when cases could not be compared or the scorers changed, else 0."""
    if comparison.word in ("worse", "mixed"):
        return 1
    return 2 if comparison.apart or comparison.rescored else 0


# --- show ---------------------------------------------------------------------------------------


def show_case(arguments: argparse.Namespace) -> str:
    """One case of a run: what came in, the gold, what came out, the scores with what was missed.

    Raises:
        InputError: the run has no such case.
    """
    folder: Path = arguments.out or OUT / "rules"
    results = load_results(folder)
    found = [case for case in results.cases if case.case == arguments.case]
    if not found:
        known = sorted({case.case for case in results.cases})
        raise InputError(f"The run has no case {arguments.case!r}{did_you_mean(arguments.case, known) or '.'}")
    names, outputs = names_in(folder / OUTPUTS), read_outputs(folder / OUTPUTS)
    lines = list[str]()
    for one in found:
        name = f"{one.suite}/{one.case}#{one.repeat}"
        output = outputs[names[name]].text if name in names else None
        lines += [*_case_lines(one), *_section("output", lines_of(output) or [one.error or "none"])]
        lines += judgement_lines(results, one, folder)
    return "\n".join([*lines, ""])


def _case_lines(one: CaseResult) -> Iterator[str]:
    case = next(case for case in SUITES[one.suite].load() if case.id == one.case)
    yield f"# {one.suite}/{one.case}" + (f", repeat {one.repeat}" if one.repeat else "")
    if one.repeat == 0:
        fields = case.model_dump(mode="json")
        yield str(fields.pop("why"))
        for part in ("text", "brief", "constraints"):
            if isinstance(fields.get(part), str):
                yield from _section(part, fields.pop(part).splitlines())
        yield from _section("gold", _gold_lines(fields))
    yield from _section("scores", _score_lines(one))


def _gold_lines(fields: dict[str, object]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, list):
            yield f"{name}:"
            yield from (f"  - {_compact(item)}" for item in value)
        else:
            yield f"{name}: {_compact(value)}"


def _compact(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_compact(item)}" for name, item in value.items() if item not in (None, [], ()))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _score_lines(one: CaseResult) -> Iterator[str]:
    for name, (right, of) in sorted(one.scores.items()):
        yield f"{name:28} {right / of:8.3f}   {right:g} of {of:g}"
        yield from (f"    - {note}" for note in one.notes.get(name, []))


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    yield from ("", f"## {title}")
    yield from lines
