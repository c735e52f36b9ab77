"""Gates on runs made by hand."""

from pathlib import Path

import pytest

from evals.gates import Gate, Verdict, complete, judge, load_baseline, load_gates
from evals.results import Results, save_results
from service.errors import UnusableFile
from tests.evals.runs import case, of_facts, results

WHY = "a reason of some length"


def gate(floor: float | None = None, allowed_drop: float = 0.0) -> Gate:
    return Gate(suite="requirements", metric="facts.recall", floor=floor, allowed_drop=allowed_drop, why=WHY)


def run(*right: int, engine: str = "rules", of: int = 10) -> Results:
    return results(*of_facts({f"case-{at}": (one, of) for at, one in enumerate(right)}), engine=engine)


def verdict(new: Results, base: Results | None, one: Gate, *, whole: bool = True) -> Verdict:
    return judge(new, base, [one], whole=whole)


def test_a_metric_on_its_floor_holds_and_below_it_fails() -> None:
    assert verdict(run(9, 9), None, gate(floor=0.9)).exit_code == 0
    below = verdict(run(9, 8), None, gate(floor=0.9))
    assert (below.exit_code, [one.told for one in below.failed]) == (1, ["0.850; below its floor of 0.900"])


def test_a_floor_is_for_whole_suites() -> None:
    assert verdict(run(1), None, gate(floor=0.9), whole=False).exit_code == 0


def test_any_fall_of_the_rules_beyond_what_is_allowed_fails() -> None:
    base, new = run(*[10] * 20), run(9, *[10] * 19)
    assert verdict(new, base, gate(allowed_drop=0.004)).exit_code == 1
    assert verdict(new, base, gate(allowed_drop=0.005)).exit_code == 0


def test_a_fall_of_a_model_fails_when_chance_does_not_explain_it() -> None:
    base = run(*[10] * 20, engine="model")
    one_case, every_case = run(9, *[10] * 19, engine="model"), run(*[9] * 20, engine="model")
    assert verdict(one_case, base, gate()).exit_code == 0
    assert verdict(every_case, base, gate()).exit_code == 1
    assert verdict(every_case, base, gate(allowed_drop=0.1)).exit_code == 0


def test_a_rise_holds() -> None:
    assert verdict(run(10, 10), run(9, 9), gate()).exit_code == 0


def test_only_the_cases_of_the_run_are_looked_at() -> None:
    assert verdict(run(10), run(10, 0, 0), gate(), whole=False).exit_code == 0


def test_what_was_measured_before_must_be_measured() -> None:
    nothing = results(case("case-0", "requirements", scores={}))
    assert verdict(nothing, None, gate(), whole=False).exit_code == 0
    assert verdict(nothing, None, gate()).exit_code == 1
    assert verdict(nothing, run(10), gate(), whole=False).exit_code == 1


def test_suites_without_a_gate_cannot_be_judged() -> None:
    assert verdict(results(case("one")), None, gate()).exit_code == 2


@pytest.mark.parametrize(
    "values",
    [
        {"cases": [case("one", error="it broke", scores={})]},
        {"cases": []},
        {"cases": [], "wanted": []},
        {"suites": ["controls", "alignments"]},
    ],
    ids=["error", "missing", "nothing", "empty-suite"],
)
def test_a_run_with_gaps_is_not_complete(values: dict[str, object]) -> None:
    whole = results(case("one"))
    assert complete(whole).holds
    assert not complete(whole.model_copy(update=values)).holds


def test_the_gates_of_the_house_say_why_and_name_metrics_once() -> None:
    gates = load_gates()
    assert len({one.name for one in gates}) == len(gates)
    assert all(one.floor is not None for one in gates)


def test_a_baseline_holds_the_very_cases(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    save_results(run(10, 10), path)
    assert load_baseline(path, run(1, 2), whole=True).cases == run(10, 10).cases
    assert load_baseline(path, run(1), whole=False).wanted == run(10, 10).wanted
    changed = results(*of_facts({"case-0": (1, 1)}, gold="another"))
    for other, whole in ((run(1), True), (run(1, 1, 1), False), (changed, False), (run(1, 1, engine="model"), True)):
        with pytest.raises(UnusableFile):
            load_baseline(path, other, whole=whole)
