"""Reports: whatever stands in an output or a note, they stay what they are."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

from evals.comparing import compare
from evals.gates import GateResult, Verdict
from evals.reporting.junit import junit
from evals.reporting.markdown import comparison_summary, run_summary
from evals.reporting.page import comparison_page, run_page
from evals.reporting.tables import figure, in_words, tables_of, weakest
from evals.results import Results
from evals.scorers.score import Metric
from tests.evals.runs import case, of_facts, results

NASTY = 'a\x00b\x0b <script>alert(1)</script> & "quoted" | cell\n# heading \ud800 ]]> ``` \u202e'
FAILED = GateResult("controls:controls.hold", False, NASTY, NASTY)
HELD = GateResult("complete", True, "2 cases", "why not")
VERDICT = Verdict([HELD, FAILED], [NASTY])


@pytest.fixture(scope="module")
def run() -> Results:
    """A run with an error and a miss, each told in nasty words."""
    missed = case(
        "missed", scores={"controls.hold": (1.0, 2.0)}, notes={"controls.hold": [NASTY.replace("\ud800", "")]}
    )
    return results(missed, case("broken", scores={}).model_copy(update={"error": NASTY}))


def parsed(run: Results, verdict: Verdict) -> Element:
    return fromstring(junit(run, verdict).encode())  # of our own making, a line above


def test_junit_is_xml_whatever_was_noted(run: Results) -> None:
    root = parsed(run, VERDICT)
    assert [suite.get("name") for suite in root] == ["gates", "controls"]
    [failure] = root.iter("failure")
    assert "<script>alert(1)</script>" in (failure.get("message") or "")
    assert len(list(root.iter("error"))) == 2


def test_junit_counts_what_there_is(run: Results) -> None:
    gates, controls = parsed(run, VERDICT)
    assert (gates.get("tests"), gates.get("failures"), gates.get("errors")) == ("3", "1", "1")
    assert (controls.get("tests"), controls.get("errors")) == ("2", "1")


@pytest.mark.parametrize("page", ["run", "comparison"])
def test_no_script_comes_through_into_a_page(run: Results, page: str) -> None:
    changed = run.model_copy(update={"cases": [case("missed", notes={"controls.hold": [NASTY]}), run.cases[1]]})
    html = run_page(run, VERDICT) if page == "run" else comparison_page(compare(changed, run))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert not re.findall(r"(?:src|href)=\"(?!#)", html)


def test_a_cell_stays_one_cell(run: Results) -> None:
    lines = run_summary(run, VERDICT).splitlines()
    [row] = [line for line in lines if line.startswith("| controls:controls.hold")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert "<script" not in row
    assert not any(line.startswith("# heading") for line in lines)


def test_a_summary_says_first_what_failed(run: Results) -> None:
    text = run_summary(run, VERDICT)
    assert text.startswith("## Evals: could not be judged\n")
    assert run_summary(run, Verdict([HELD, FAILED], [])).startswith("## Evals: 1 of 2 gates hold\n")
    assert run_summary(run, Verdict([HELD], [])).startswith("## Evals: 1 of 1 gates hold, all of them\n")


def test_a_comparison_tells_what_counts_before_what_does_not() -> None:
    base = results(*of_facts({f"case-{at}": (1, 2) for at in range(12)}, notes={"facts.recall": ["30%"]}))
    new = results(*of_facts({f"case-{at}": (2, 2) for at in range(12)}))
    text = comparison_summary(compare(base, new))
    assert text.startswith("## Evals compared: better\n")
    assert "| requirements:facts.recall | 50.0 % | 100.0 % | +50.0 |" in text
    assert "- now right, facts.recall: 30%" in text


def test_figures_read_as_people_write_them() -> None:
    assert figure(0.9234, Metric("m")) == "92.3 %"
    assert figure(12345.6, Metric("m", "tokens")) == "1.23e+04 tokens"
    assert in_words(["a", "b", "c"], 2) == "a; b; and 1 more"


def test_the_weakest_case_comes_first_and_one_without_a_result_counts_nothing(run: Results) -> None:
    assert [(one.case, mean) for one, mean in weakest(run, "controls")] == [("broken", 0.0), ("missed", 0.5)]


def test_a_table_has_a_row_for_each_metric_that_was_measured(run: Results) -> None:
    [table] = tables_of(run)
    assert (table.suite, table.cases, [row.name for row in table.rows]) == ("controls", 2, ["controls.hold"])
