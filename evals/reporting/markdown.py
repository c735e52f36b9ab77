"""Summaries for a pull request: what failed first, then the figures."""

from collections.abc import Iterator

from evals.comparing import CaseChange, Comparison, Judged
from evals.gates import Verdict
from evals.reporting.tables import change_of, detectable_of, figure, in_words, interval_of, tables_of
from evals.results import Results

NOTES_SHOWN = 3
"""House default: a summary is read in half a minute."""


def run_summary(results: Results, verdict: Verdict) -> str:
    """Of one run."""
    return "\n".join(_run_lines(results, verdict)) + "\n"


def _run_lines(results: Results, verdict: Verdict) -> Iterator[str]:
    yield f"## Evals: {_headline(verdict)}"
    yield ""
    who = results.engine.model or results.engine.name
    repeats = f", {results.repeats} repeats" if results.repeats > 1 else ""
    made = f"{results.made:%Y-%m-%d %H:%M} UTC"
    yield f"{len(results.wanted)} cases of {', '.join(results.suites)}, engine {who}{repeats}, {made}"
    yield ""
    yield from (f"**Cannot be judged:** {_plain(reason)}" for reason in verdict.cannot)
    if verdict.failed:
        yield from ("", "| failed gate | what was seen | why it is there |", "|---|---|---|")
        yield from (f"| {_cell(one.name)} | {_cell(one.told)} | {_cell(one.why)} |" for one in verdict.failed)
    for table in tables_of(results):
        yield from ("", f"<details><summary>{table.suite}: {table.cases} cases</summary>", "")
        yield from ("| metric | value | 95 % interval | counts |", "|---|---:|---:|---:|")
        for row in table.rows:
            if not row.metric.diagnostic:
                counts = f"{row.estimate.right:g} of {row.estimate.of:g}"
                yield f"| {row.name} | {row.value} | {row.interval} | {counts} |"
        yield from ("", "</details>")


def _headline(verdict: Verdict) -> str:
    if verdict.cannot:
        return "could not be judged"
    held = len(verdict.gates) - len(verdict.failed)
    return f"{held} of {len(verdict.gates)} gates hold" + ("" if verdict.failed else ", all of them")


def comparison_summary(comparison: Comparison) -> str:
    """Of two runs."""
    return "\n".join(_comparison_lines(comparison)) + "\n"


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    yield f"## Evals compared: {comparison.word}"
    yield ""
    yield f"Base {_who(comparison.base)}, new {_who(comparison.new)}."
    if comparison.apart:
        yield f"Not compared: {_plain(in_words(comparison.apart, 5))}."
    if comparison.exact:
        yield _EXACT
    told = [one for one in comparison.judged if one.word in ("better", "worse")]
    quiet = [one for one in comparison.judged if one.word == "no evidence" and one.difference.differing]
    same = sum(one.word == "no evidence" and not one.difference.differing for one in comparison.judged)
    for title, rows in (("Evidence of a difference", told), ("No evidence", quiet)):
        if rows:
            yield from ("", f"### {title}", "", _HEAD, "|---|---:|---:|---:|---:|---:|---:|---|")
            yield from map(_row, rows)
    yield from ("", f"{same} metrics are the same in every case.")
    diagnostics = [one for one in comparison.judged if one.word is None and one.difference.differing]
    if diagnostics:
        yield from (
            "",
            "### Diagnostics, on which nothing is gated",
            "",
            _HEAD,
            "|---|---:|---:|---:|---:|---:|---:|---|",
        )
        yield from map(_row, diagnostics)
    if comparison.cases:
        yield from ("", "### Cases that changed most, worst first")
        for case in comparison.cases:
            yield from _case_lines(case)


_EXACT = (
    "The rules give the same every time: what differs here does differ, and the test says whether other texts would"
    " show it."
)
_HEAD = "| metric | base | new | change | 95 % interval | p, corrected | would notice | verdict |"


def _row(one: Judged) -> str:
    difference, metric = one.difference, one.metric
    chance = "-" if one.word is None else f"{difference.p_adjusted:.3f}"
    return (
        f"| {difference.metric} | {figure(difference.base, metric)} | {figure(difference.new, metric)} "
        f"| {change_of(one)}"
        f" | {interval_of(one)} | {chance} | {detectable_of(one)} | {one.word or ''} ({difference.differing} of"
        f" {difference.cases} cases differ) |"
    )


def _case_lines(case: CaseChange) -> Iterator[str]:
    moved = ", ".join(f"{name} {change * 100:+.0f}" for name, change in case.metrics.items())
    yield from ("", f"**{case.suite}/{case.case}**: {moved}", "")
    for word, by_metric in (("now wrong", case.broken), ("now right", case.fixed)):
        yield from (f"- {word}, {name}: {_plain(in_words(notes, NOTES_SHOWN))}" for name, notes in by_metric.items())
    if case.text:
        yield from ("", "```diff", *(line.replace("```", "'''") for line in case.text), "```")


def _who(results: Results) -> str:
    return f"{results.engine.model or results.engine.name} of {results.made:%Y-%m-%d %H:%M} ({results.engine.code})"


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    return " ".join(text.replace("<", "&lt;").split())
