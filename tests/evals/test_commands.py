"""The commands, as they are typed."""

import json
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import fromstring

import pytest

from evals.commands import suites_named, write_reports
from evals.gates import Verdict
from evals.results import OUTPUTS, RESULTS, load_results, notes_of
from evals.scorers.score import Score
from evals.suites import OPEN, SEALED
from service.cli import main
from tests.evals.runs import case, results

LIMIT = "4"


class Ran(NamedTuple):
    """What a command left: its folder, exit code and output."""

    folder: Path
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One run of a few controls, which many tests look at."""
    folder = tmp_path_factory.mktemp("commands") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        code = main(["evals", "run", "--suite", "controls", "--limit", LIMIT, "--out", str(folder), "--quiet"])
    return Ran(folder, code, (folder / "summary.md").read_text("utf-8"), "")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["evals", *words])
    return code, *capsys.readouterr()


# --- run ----------------------------------------------------------------------------------------


def test_a_run_leaves_all_its_reports(ran: Ran) -> None:
    assert ran.code == 0
    assert sorted(path.name for path in ran.folder.iterdir()) == [
        "junit.xml",
        OUTPUTS,
        "report.html",
        RESULTS,
        "summary.md",
    ]
    assert ran.out.startswith("## Evals: 2 of 2 gates hold, all of them\n")
    fromstring((ran.folder / "junit.xml").read_bytes())  # of our own making, a moment ago


def test_the_results_hold_every_case(ran: Ran) -> None:
    found = load_results(ran.folder)
    assert len(found.cases) == len(found.wanted) == int(LIMIT)
    assert (found.errors, found.missing, found.engine.name) == ([], [], "rules")
    assert all(one.scores["controls.hold"][1] for one in found.cases)


def test_a_case_that_is_done_is_not_run_again(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    before = (ran.folder / OUTPUTS).read_bytes()
    code, out, err = typed(capsys, "run", "--suite", "controls", "--limit", LIMIT, "--out", str(ran.folder))
    assert (code, out.startswith("## Evals")) == (0, True)
    assert f"{LIMIT} of {LIMIT} cases were answered before" in err
    assert (ran.folder / OUTPUTS).read_bytes() == before


def test_repeats_are_kept_apart_and_say_how_stable_they_are(tmp_path: Path) -> None:
    main(["evals", "run", "--quiet", "--suite", "controls", "--limit", "2", "--repeat", "2", "--out", str(tmp_path)])
    found = load_results(tmp_path)
    assert found.wanted[:2] == [f"controls/{found.cases[0].case}#{number}" for number in (0, 1)]
    stable = [one.scores.get("stability.agreement") for one in found.cases if one.repeat == 0 and not one.error]
    assert (1.0, 1.0) in stable


def test_an_unknown_suite_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = typed(capsys, "run", "--suite", "contrils")
    assert (code, out) == (2, "")
    assert "There is no suite 'contrils'; did you mean controls? There are open, sealed, requirements" in err


def test_suites_have_names_and_two_have_names_together() -> None:
    assert suites_named(None) == suites_named(["open"]) == OPEN
    assert suites_named(["sealed", "controls", "sealed"]) == (*SEALED, "controls")


def test_a_model_that_is_not_configured_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = typed(capsys, "run", "--engine", "model", "--suite", "controls", "--out", str(tmp_path))
    assert code == 2
    assert "LIAISON_LLM" in err


def test_a_part_of_the_suites_is_no_baseline(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    baseline = tmp_path / "new.json"
    more = ["--accept", "a note", "--baseline", str(baseline), "--out", str(tmp_path), "--quiet"]
    assert typed(capsys, "run", "--suite", "controls", *more)[0] == 2
    assert not baseline.exists()


def test_notes_that_no_file_can_carry_are_written_all_the_same(tmp_path: Path) -> None:
    notes = notes_of({"controls.hold": Score(0, 1, ("half \ud800 a pair \x00",))})
    write_reports(results(case("odd", notes=notes, scores={"controls.hold": (0, 1)})), Verdict([], []), tmp_path)
    assert load_results(tmp_path).cases[0].notes == {"controls.hold": ["half ? a pair \x00"]}


# --- compare ------------------------------------------------------------------------------------


def test_a_run_beside_itself_shows_nothing(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "compare", "--gate", str(ran.folder), str(ran.folder))
    assert code == 0
    assert out.startswith("## Evals compared: no evidence\n")
    assert (ran.folder / "comparison.md").read_text("utf-8") == out
    assert (ran.folder / "comparison.html").exists()


def test_a_run_that_lacks_cases_cannot_be_compared_whole(
    ran: Ran, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = json.loads((ran.folder / RESULTS).read_text("utf-8"))
    kept["cases"].pop()
    (tmp_path / RESULTS).write_text(json.dumps(kept), "utf-8")
    code, out, _ = typed(capsys, "compare", "--gate", str(ran.folder), str(tmp_path))
    assert code == 2
    assert "Not compared: controls/" in out


def test_what_is_no_run_is_told(ran: Ran, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.json").write_text("<!doctype html>", "utf-8")
    for other in (tmp_path / "nowhere", tmp_path / "page.json"):
        code, out, err = typed(capsys, "compare", str(ran.folder), str(other))
        assert (code, out) == (2, "")
        assert other.name in err


# --- show ---------------------------------------------------------------------------------------


def test_a_case_is_shown_with_all_there_is(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "show", "filler", "--out", str(ran.folder))
    assert code == 0
    assert out.startswith("# controls/filler\n")
    assert [line for line in out.splitlines() if line.startswith("## ")] == [
        "## text",
        "## gold",
        "## scores",
        "## output",
    ]


def test_a_case_that_ended_with_its_error_is_shown_too(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "show", "empty", "--out", str(ran.folder))
    assert code == 0
    assert out.rstrip().endswith("## output\nnone")


def test_a_case_that_is_not_there_is_told_with_the_nearest(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = typed(capsys, "show", "fillar", "--out", str(ran.folder))
    assert code == 2
    assert "filler" in err


def test_a_killed_run_can_be_shown(ran: Ran, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its last line is half."""
    for name in (OUTPUTS, RESULTS):
        (tmp_path / name).write_bytes((ran.folder / name).read_bytes())
    (tmp_path / OUTPUTS).write_bytes((tmp_path / OUTPUTS).read_bytes() + b'{"key": "half')
    assert typed(capsys, "show", "filler", "--out", str(tmp_path))[0] == 0
