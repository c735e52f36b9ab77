"""Two runs side by side."""

from pathlib import Path

import pytest

from evals.commands import exit_code_of
from evals.comparing import compare, lines_of
from evals.journal import Journal, Output
from evals.results import Results
from tests.evals.runs import case, of_facts, results

MANY = 12


def run(right: int, metric: str = "facts.recall", **values: object) -> Results:
    return results(*of_facts({f"case-{at}": (right, 2) for at in range(MANY)}, metric, **values))


def test_better_worse_and_no_evidence() -> None:
    words = [compare(run(base), run(new)).word for base, new in ((1, 2), (2, 1), (1, 1))]
    assert words == ["better", "worse", "no evidence"]


def test_better_here_and_worse_there_is_mixed() -> None:
    def both(recall: int, precision: int) -> Results:
        scores = {"facts.recall": (recall, 2), "facts.precision": (precision, 2)}
        return results(*[case(f"case-{at}", "requirements", scores=scores) for at in range(MANY)])

    comparison = compare(both(1, 2), both(2, 1))
    assert (comparison.word, exit_code_of(comparison)) == ("mixed", 1)


def test_a_difference_in_one_case_is_no_evidence() -> None:
    new = run(2)
    worse = new.cases[0].model_copy(update={"scores": {"facts.recall": (0.0, 2.0)}})
    comparison = compare(run(2), new.model_copy(update={"cases": [worse, *new.cases[1:]]}))
    assert comparison.word == "no evidence"
    assert [(one.case, one.change) for one in comparison.cases] == [("case-0", -1.0)]


def test_diagnostics_get_no_verdict() -> None:
    assert compare(run(1, "facts.role"), run(2, "facts.role")).word == "no evidence"


@pytest.mark.parametrize(
    "other",
    [{"gold": "another"}, {"error": "it broke", "scores": {}}],
    ids=["gold", "error"],
)
def test_what_cannot_be_compared_is_named(other: dict[str, object]) -> None:
    new = run(2)
    changed = new.cases[0].model_copy(update=other)
    comparison = compare(run(2), new.model_copy(update={"cases": [changed, *new.cases[1:]]}))
    assert comparison.apart == ["requirements/case-0#0"]
    assert exit_code_of(comparison) == 2


def test_a_metric_that_is_gone_is_named() -> None:
    both = {"facts.recall": (1, 1), "goals.recall": (1, 1), "facts.role": (1, 1)}
    base = results(case("one", "requirements", scores=both))
    new = results(case("one", "requirements", scores={"facts.recall": (1, 1)}))
    comparison = compare(base, new)
    assert comparison.apart == ["requirements:goals.recall"]
    assert exit_code_of(comparison) == 2
    assert compare(new, base).apart == []


def test_notes_say_what_is_wrong_now_and_what_no_longer() -> None:
    def noted(right: int, *notes: str) -> Results:
        return results(*of_facts({"one": (right, 3)}, notes={"facts.recall": list(notes)}))

    [change] = compare(noted(1, "30%", "May"), noted(2, "May", "June")).cases
    assert (change.fixed, change.broken) == ({"facts.recall": ["30%"]}, {"facts.recall": ["June"]})


def test_the_lines_that_changed_come_from_the_outputs(tmp_path: Path) -> None:
    for folder, law in (("base", "gdpr"), ("new", "pecr")):
        text = f'{{"privacy":{{"regulations":[{{"id":"{law}","certainty":"applies"}}]}}}}'
        journal = Journal(tmp_path / folder)
        journal.put("key", "requirements/one#0", Output(text, None, 0.1))
        journal.close()
    base, new = results(*of_facts({"one": (1, 2)})), results(*of_facts({"one": (2, 2)}))
    [change] = compare(base, new, (tmp_path / "base", tmp_path / "new")).cases
    assert change.text == ["- law: gdpr (applies)", "+ law: pecr (applies)"]


def test_nothing_says_nothing() -> None:
    assert lines_of(None) == []
