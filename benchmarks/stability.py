"""How much what a model says of one brief varies from run to run: `python -m benchmarks.stability [--write]`.

`[--runs N] [--engine hybrid|model] [--case ID] [--out DIR] [--write]`

One brief is specified N times at temperature 0.7 by the endpoint that is set up (`LIAISON_LLM_*`): the one of median
length among the briefs of `benchmarks.same_model`. Runs are kept in DIR as they arrive, and gone on from there.
"""

import argparse
import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.measuring.records import Figure, conclude, parser
from benchmarks.same_model.briefs import chosen
from benchmarks.same_model.systems import measured, specified
from evals.engines import code_fingerprint
from evals.gold.briefs import Case
from evals.journal import Journal, Output, key_of
from evals.scorers import stability
from schemas.requirement import Requirement
from schemas.specification import Specification
from service.bootstrap import make_services
from service.errors import LiaisonError
from service.settings import Settings, load_settings

RUNS = 20
TEMPERATURE = 0.7
BRIEFS = 6
OUT = Path("eval-results") / "stability"


# --- what is the same ---------------------------------------------------------------------------


def figures_of(runs: Sequence[Specification]) -> list[Figure]:
    """Shares of the requirements by how many runs have them, agreement of pairs of runs, and whether ids stay."""
    keys = [stability.statements_of(run) for run in runs]
    questions = [frozenset(one.text for one in run.questions) for run in runs]
    named = [requirement for run in runs for requirement in run.requirements]
    return [
        *_spread(keys),
        Figure("requirements: two runs agree (Jaccard)", _agreement(keys)),
        Figure("questions: two runs agree (Jaccard)", _agreement(questions)),
        Figure("the same words have the same key", _constant((_words(one), one.key) for one in named)),
        Figure("the same key has the same display id", _constant((one.key, one.id) for one in named)),
    ]


def _spread(keys: Sequence[frozenset[str]]) -> Iterator[Figure]:
    runs_with = Counter(key for run in keys for key in run)
    for what, least, most in (
        ("in all runs", len(keys), len(keys)),
        ("in at least half of them", len(keys) / 2, len(keys)),
        ("in one alone", 1, 1),
    ):
        having = sum(least <= count <= most for count in runs_with.values())
        yield Figure(f"requirements {what}", having / len(runs_with) if runs_with else 0.0)
    yield Figure("different requirements over all runs", len(runs_with))


def _agreement(runs: Sequence[frozenset[str]]) -> float:
    scores = stability.score(runs)
    return scores["stability.agreement"].value if scores else 1.0


def _words(requirement: Requirement) -> tuple[str, str]:
    return requirement.category, requirement.statement.casefold()


def _constant(named: Iterable[tuple[Hashable, str]]) -> float:
    """Of what is there more than once: the share of pairs that have the same name; 1 where nothing is."""
    names: dict[Hashable, list[str]] = defaultdict(list)
    for thing, name in named:
        names[thing].append(name)
    pairs = [one == other for of_thing in names.values() for one, other in combinations(of_thing, 2)]
    return sum(pairs) / len(pairs) if pairs else 1.0


# --- running ------------------------------------------------------------------------------------


async def runs_of(case: Case, engine: str, count: int, settings: Settings, folder: Path) -> list[Specification]:
    """The runs, those that are kept and those that are still to be made.

    Raises:
        EngineNotConfigured: there is no such engine here.
    """
    services = make_services(measured(settings, TEMPERATURE))
    parts = (engine, code_fingerprint(), f"{settings.llm_base_url} {settings.llm_model} {TEMPERATURE}", case.text)
    found, journal = [], Journal(folder)
    try:
        for number in range(count):
            key = key_of(*parts, str(number))
            kept = journal.get(key)
            if not kept or not kept.text:
                specification = await specified(services, engine, case)
                kept = Output(specification.model_dump_json(), None, specification.provenance.duration)
                journal.put(key, f"{case.id}/{number}", kept)
                print(_told(number, specification), file=sys.stderr, flush=True)
            found.append(Specification.model_validate_json(kept.text or ""))
    finally:
        journal.close()
    return found


def _told(number: int, run: Specification) -> str:
    made = run.provenance
    return f"run {number + 1}: {made.duration:.0f} s, {made.tokens.output} tokens, {len(run.requirements)} requirements"


def notes_of(case: Case, engine: str, settings: Settings, runs: Sequence[Specification]) -> list[str]:
    """What was run, and how the runs ended."""
    return [
        f"{len(runs)} runs of {case.id} ({len(case.text):,} characters), engine {engine}, model {settings.llm_model}, "
        f"temperature {TEMPERATURE:g}.",
        f"Outcomes: {_counted(Counter(run.outcome for run in runs))}.",
        f"Calls: {_counted(Counter(one.outcome for run in runs for one in run.provenance.attempts))}.",
    ]


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items())) or "none"


def main() -> int:
    """Run, print and keep; 2 where the engine is not set up. Without a model there is nothing to be measured."""
    asked = _arguments().parse_args()
    briefs = chosen(BRIEFS)
    case = next((one for one in briefs if one.id == asked.case), briefs[(len(briefs) - 1) // 2])
    try:
        settings = load_settings().settings
        if not settings.model_is_configured:
            print("No model is set up (LIAISON_LLM_BASE_URL, LIAISON_LLM_MODEL): left out.")
            return 0
        runs = asyncio.run(runs_of(case, asked.engine, asked.runs, settings, asked.out))
    except LiaisonError as error:
        print(error.message, file=sys.stderr)
        return 2
    notes = notes_of(case, asked.engine, settings, runs)
    return conclude("stability", figures_of(runs), notes, write=asked.write)


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"{RUNS} if not said")
    arguments.add_argument("--engine", default="hybrid", choices=["hybrid", "model", "rules"])
    arguments.add_argument("--case", choices=[case.id for case in chosen(BRIEFS)], help="another of the briefs")
    arguments.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"where runs are kept, {OUT}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
