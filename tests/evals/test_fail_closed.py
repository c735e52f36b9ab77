"""Whatever goes wrong in a run of the evals, the command does not exit with 0."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from math import nan
from pathlib import Path
from typing import Any

import pytest

from evals import commands, running
from evals.gates import load_gates
from evals.gold.base import GoldCase
from evals.results import OUTPUTS, RESULTS, load_results
from evals.scorers.score import Score, Scores
from evals.suites import SUITES, Suite
from service.cli import main
from tests.evals.listening import Provider

REASON = 'why = "long enough to be one"'


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the checkout."""
    monkeypatch.chdir(tmp_path)


def run(out: Path, *more: str, suite: str = "controls") -> int:
    return main(["evals", "run", "--quiet", "--suite", suite, "--out", str(out), *more])


def summary(out: Path) -> str:
    return (out / "summary.md").read_text(encoding="utf-8")


def with_suite(monkeypatch: pytest.MonkeyPatch, name: str = "controls", **values: Any) -> None:
    changed: Suite = replace(SUITES[name], **values)
    monkeypatch.setitem(SUITES, name, changed)


def test_a_sound_run_exits_with_0(tmp_path: Path) -> None:
    assert run(tmp_path / "run") == 0


# --- the model ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model_baseline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a model that answers, which a run that answers too is held against."""
    out = tmp_path_factory.mktemp("model")
    with pytest.MonkeyPatch.context() as patch, Provider().listening() as address:
        _ask(patch, address)
        assert run(out, "--engine", "model", "--baseline", str(out / "none.json")) == 2
        assert load_results(out).errors == []
    return out / RESULTS


def _ask(patch: pytest.MonkeyPatch, address: str) -> None:
    patch.setenv("LIAISON_LLM_BASE_URL", address)
    patch.setenv("LIAISON_LLM_MODEL", "tester")
    patch.setenv("LIAISON_LLM_DEADLINE", "20")


def test_a_model_that_answers_exits_with_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_baseline: Path
) -> None:
    with Provider().listening() as address:
        _ask(monkeypatch, address)
        assert run(tmp_path / "run", "--engine", "model", "--baseline", str(model_baseline)) == 0


def test_a_provider_that_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_baseline: Path, free_port: int
) -> None:
    _ask(monkeypatch, f"http://127.0.0.1:{free_port}/v1")
    monkeypatch.setenv("LIAISON_LLM_DEADLINE", "0.3")
    assert run(tmp_path / "run", "--engine", "model", "--baseline", str(model_baseline)) == 1
    assert "without a result" in summary(tmp_path / "run")


def test_a_provider_that_answers_with_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_baseline: Path
) -> None:
    with Provider(html=True).listening() as address:
        _ask(monkeypatch, address)
        assert run(tmp_path / "run", "--engine", "model", "--baseline", str(model_baseline)) == 1
    assert "without a result" in summary(tmp_path / "run")


def test_the_first_half_of_a_pair_must_be_the_model_s_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The brief was not answered, the constraints were: no alignment of the model."""

    class Halves(Provider):
        def body_for(self, request: bytes) -> bytes | None:
            self.html = b"IT department has written" not in request
            return super().body_for(request)

    with Halves().listening() as address:
        _ask(monkeypatch, address)
        assert run(tmp_path, "--engine", "model", "--limit", "1", suite="alignments") != 0
    assert len(load_results(tmp_path).errors) == 1


# --- outputs and scorers ------------------------------------------------------------------------


def test_a_stored_output_of_another_schema(tmp_path: Path) -> None:
    assert run(tmp_path) == 0
    path = tmp_path / OUTPUTS
    path.write_text(path.read_text("utf-8").replace('"outcome":"partial"', '"outcome":"splendid"', 1), "utf-8")
    assert run(tmp_path) == 1
    assert "does not keep to its schema" in summary(tmp_path)


def test_a_stored_output_that_is_an_error_where_none_was_due(tmp_path: Path) -> None:
    """Only a control may want an error."""
    assert run(tmp_path, "--limit", "2", suite="requirements") == 0
    path = tmp_path / OUTPUTS
    head, _, rest = path.read_text("utf-8").partition(', "result": ')
    path.write_text(f'{head}, "result": null}}\n{rest.partition(chr(10))[2]}', "utf-8")
    assert run(tmp_path, "--limit", "2", suite="requirements") == 1


def _raises(_case: object, _result: object) -> Scores:
    raise ZeroDivisionError("a scorer broke")


def _no_number(_case: object, _result: object) -> Scores:
    return {"controls.hold": Score(nan, 1)}


def _of_nothing(_case: object, _result: object) -> Scores:
    return {"controls.hold": Score(0, 0)}


@pytest.mark.parametrize("scorer", [_raises, _no_number, _of_nothing])
def test_a_scorer_that_gives_no_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scorer: Callable[[object, object], Scores]
) -> None:
    with_suite(monkeypatch, scorers=(scorer,))
    assert run(tmp_path) == 1
    assert "without a result" in summary(tmp_path)


def test_a_sealed_suite_without_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path / "sound", "--limit", "1", suite="sealed-alignments") == 0
    with_suite(monkeypatch, "sealed-alignments", scorers=(_raises,))
    assert run(tmp_path / "broken", "--limit", "1", suite="sealed-alignments") == 1


def test_a_metric_that_is_no_longer_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a part of a suite, too, where floors do not count."""
    with_suite(monkeypatch, "explanations", scorers=SUITES["explanations"].scorers[:1])
    assert run(tmp_path, "--limit", "2", suite="explanations") == 1
    assert "nothing was measured" in summary(tmp_path)


# --- cases and baselines ------------------------------------------------------------------------


def test_a_case_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer: Sequence[GoldCase] = SUITES["controls"].load()[:-1]
    with_suite(monkeypatch, load=lambda: fewer)
    assert run(tmp_path) == 2
    assert "stale" in summary(tmp_path)


def test_gold_that_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = SUITES["controls"].load()
    with_suite(monkeypatch, load=lambda: [first.model_copy(update={"why": "Another reason."}), *others])
    assert run(tmp_path) == 2
    assert "stale" in summary(tmp_path)


def test_scorers_that_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "scorers_fingerprint", lambda: "others")
    assert run(tmp_path) == 2
    assert "other scorers" in summary(tmp_path)


def test_a_suite_without_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_suite(monkeypatch, load=list)
    assert run(tmp_path / "whole") != 0
    assert run(tmp_path / "part", "--limit", "3") != 0
    assert run(tmp_path / "beside", "--limit", "3", "--suite", "alignments") != 0


def test_no_baseline(tmp_path: Path) -> None:
    assert run(tmp_path, "--baseline", str(tmp_path / "none.json")) == 2
    assert "There is no baseline" in summary(tmp_path)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "null"])
def test_a_baseline_with_a_number_that_is_none(tmp_path: Path, number: str) -> None:
    run(tmp_path)
    kept = json.loads((tmp_path / RESULTS).read_text("utf-8"))
    kept["cases"][0]["scores"]["controls.hold"] = ["HERE", 1.0]
    baseline = tmp_path / "baseline.json"
    baseline.write_text(json.dumps(kept).replace('"HERE"', number), "utf-8")
    assert run(tmp_path, "--baseline", str(baseline)) == 2


def test_a_run_with_errors_is_no_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_suite(monkeypatch, scorers=(_raises,))
    assert run(tmp_path, "--accept", "why not", "--baseline", str(tmp_path / "new.json")) == 2
    assert not (tmp_path / "new.json").exists()


# --- gates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "gates",
    [
        f'[[gate]]\nsuite = "controls"\nmetric = "controls.held"\n{REASON}',
        f'[[gate]]\nsuite = "control"\nmetric = "controls.hold"\n{REASON}',
        '[[gate]]\nsuite = "controls"\nmetric = "controls.hold"',
        '[[gate]]\nsuite = "controls"\nmetric = "controls.hold"\nwhy = ""',
        f'[[gate]]\nsuite = "controls"\nmetric = "usage.seconds"\n{REASON}',
        f'[[gate]]\nsuite = "controls"\nmetric = "controls.hold"\nfloor = nan\n{REASON}',
        f'[[gate]]\nsuite = "controls"\nmetric = "controls.hold"\nlowest = 0.9\n{REASON}',
        "",
        "[[gate",
        f'[[gate]]\nsuite = "alignments"\nmetric = "collisions.fits"\n{REASON}',
    ],
    ids=["metric", "suite", "no-reason", "empty-reason", "diagnostic", "nan", "key", "none", "no-toml", "other-suite"],
)
def test_gates_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gates: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(gates, "utf-8")
    monkeypatch.setattr(commands, "load_gates", partial(load_gates, path))
    assert run(tmp_path / "run") == 2


# --- killed -------------------------------------------------------------------------------------

MANY, BEFORE_THE_KILL = 12, 5


def _command(out: Path) -> list[str]:
    suite = ["--suite", "requirements", "--limit", str(MANY), "--engine", "model"]
    return [sys.executable, "-m", "service.cli", "evals", "run", *suite, "--out", str(out)]


def _environment(root: Path, address: str) -> dict[str, str]:
    model = {"LIAISON_LLM_BASE_URL": address, "LIAISON_LLM_MODEL": "tester"}
    return os.environ | model | {"PYTHONPATH": str(root)}


def _answers_in(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as database:
        try:
            return int(database.execute("SELECT count(*) FROM answers").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _until(holds: Callable[[], bool], seconds: float = 60.0) -> Iterator[None]:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)
        yield


@pytest.mark.timeout(180)
def test_a_killed_run_asks_for_no_answer_again(tmp_path: Path, root: Path) -> None:
    provider = Provider(most=BEFORE_THE_KILL)
    with provider.listening() as address:
        killed = subprocess.Popen(
            _command(tmp_path), env=_environment(root, address), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in _until(lambda: _answers_in(tmp_path / "answers.sqlite") == BEFORE_THE_KILL):
            assert killed.poll() is None, "it ended by itself"
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL
        provider.most = None
        again = subprocess.run(
            _command(tmp_path), env=_environment(root, address), capture_output=True, text=True, check=False
        )
    results = load_results(tmp_path)
    assert (len(results.cases), results.errors, results.missing) == (MANY, [], []), again.stderr
    assert len(provider.answered) == len(provider.asked)
    assert set(provider.answered.values()) == {1}
