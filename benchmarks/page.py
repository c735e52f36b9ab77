"""Writes what was measured as a page to read, `docs/benchmarks.md`: `python -m benchmarks.page [--write]`.

Without --write it ends with 1 when the page says something else than the results.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.measuring.records import RESULTS, Figure, figures_in, parser
from benchmarks.overhead import CALLS_PER_SECOND_MIN, P50_MS_MAX, P95_MS_MAX, WALL_RATIO_MAX
from benchmarks.startup import HELP_SECONDS_MAX, SERVER_RATIO_MAX

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BRIEFS_LEAST = 50
COST_MOST = 2.0
"""House default for `in line with the text`: a word of a long text may cost twice that of a short one."""
TITLES = {
    "offline": "Speed of the rules, and cost by length of text",
    "startup": "Start of the command and of the server",
    "overhead": "A call to a model beside the bare SDK",
    "memory": "Memory of a long run",
    "batch": "Thousands of jobs beside a plain loop",
    "workers": "Two workers beside one",
    "soak": "An hour of everything at once",
    "redaction": "What is personal and what a model gets to see of it",
    "gate": "The gate of the evals: blocks without a cause, and falls that are seen",
    "evals_replay": "Scoring stored outputs",
    "evals_live": "Evals of a model",
    "same_model": "The same model, asked in six ways",
    "stability": "How much a model's answers vary",
    "injection": "Instructions hidden in a brief",
}
INTRODUCTION = """# Benchmarks

Each is one command, `python -m benchmarks.NAME`, and `--write` keeps its figures in `benchmarks/results`; this page is
made from those by `python -m benchmarks.page --write`. Contenders are measured side by side in one run and take turns.
Machines are small and shared: trust ratios and CPU seconds more than seconds by the clock.
"""


def page(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The page: a part for each result, those with a title first and in that order."""
    names = [name for name in TITLES if name in results] + sorted(set(results) - set(TITLES))
    return "\n".join([INTRODUCTION, *(line for name in names for line in _part(name, results[name]))])


def _part(name: str, record: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {TITLES.get(name, name)}"
    yield ""
    yield f"`python -m benchmarks.{name}`. {_first_sentence(name)}"
    yield ""
    yield from _table(record.get("table", ()))
    yield "| what | figure | target | |"
    yield "|---|---:|---|---|"
    yield from map(_row, READERS.get(name, figures_in)(record))
    yield ""
    yield from (f"- {note}" for note in record.get("notes", ()))
    yield f"- Measured {record.get('date', 'on a day not kept')} on {record.get('machine', 'a machine not kept')}."
    yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells that a result holds besides its figures; the first says what stands where."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield f"|---{'|---:' * (len(row) - 1)}|"
    if rows:
        yield ""


def _first_sentence(name: str) -> str:
    """What the module says of itself, without its command."""
    said = (import_module(f"benchmarks.{name}").__doc__ or "").partition("\n\n")[0]
    return " ".join(said.partition(": `python")[0].split()).rstrip(".") + "."


def _row(figure: Figure) -> str:
    verdict = {None: "", True: "met", False: "**missed**"}[figure.met]
    return f"| {figure.what} | {figure.told} | {figure.target} | {verdict} |"


# --- results that were kept in forms of their own -----------------------------------------------


def offline_figures(record: Mapping[str, Any]) -> list[Figure]:
    """Of `benchmarks.offline`."""
    costs = {int(size): seconds for size, seconds in record["seconds_per_1000_words"].items()}
    least = min(costs)
    return [
        Figure("one-page briefs a second on one core", record["briefs_per_second"], least=BRIEFS_LEAST),
        Figure("times the cost of plain tokenisation", record["times_plain_tokenisation"], "x"),
        *(Figure(f"1,000 words of a text of {size:,}", costs[size] * 1000, "ms") for size in sorted(costs)),
        *(
            Figure(f"a word of {size:,} / a word of {least:,}", costs[size] / costs[least], "x", most=COST_MOST)
            for size in sorted(costs)[1:]
        ),
    ]


def startup_figures(record: Mapping[str, Any]) -> list[Figure]:
    """Of `benchmarks.startup`."""
    return [
        Figure("`python -c pass`", record["python"], "s"),
        Figure("`liaison --help`", record["help"], "s", most=HELP_SECONDS_MAX),
        Figure("a bare server answers", record["bare server"], "s"),
        Figure("`liaison serve` answers", record["liaison serve"], "s"),
        Figure("`liaison serve` / a bare server", record["server ratio"], "x", most=SERVER_RATIO_MAX),
    ]


def overhead_figures(record: Mapping[str, Any]) -> list[Figure]:
    """Of `benchmarks.overhead`."""
    figures = [Figure("bare SDK, a call, p50", record["bare SDK: p50 ms"], "ms")]
    for name, what in (("seam", "one session for all calls"), ("seam, own session", "a session for each call")):
        figures += [
            Figure(f"{what}: above the SDK, p50", record[f"{name}: p50 overhead ms"], "ms", most=P50_MS_MAX),
            Figure(f"{what}: above the SDK, p95", record[f"{name}: p95 overhead ms"], "ms", most=P95_MS_MAX),
            Figure(f"{what}: calls a second", record[f"{name}: calls per second"], least=CALLS_PER_SECOND_MIN),
        ]
    return [*figures, Figure("50 clients, 500 ms endpoint / SDK", record["wall ratio"], "x", most=WALL_RATIO_MAX)]


READERS: dict[str, Callable[[Mapping[str, Any]], list[Figure]]] = {
    "offline": offline_figures,
    "startup": startup_figures,
    "overhead": overhead_figures,
}


def results() -> dict[str, dict[str, Any]]:
    """Everything that was kept, by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}


def main() -> int:
    """Write the page, or say whether it is what the results say."""
    asked = parser(__doc__).parse_args()
    text = page(results())
    if asked.write:
        PAGE.write_text(text, encoding="utf-8")
    fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
    print(f"{PAGE.name} is {'what' if fresh else 'not what'} the results say")
    return int(not fresh)


if __name__ == "__main__":
    sys.exit(main())
