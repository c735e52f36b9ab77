"""The self-test of the evals: it can tell a sound scorer from one that sleeps."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from evals.selftest import tables, trials
from evals.selftest.regressions import REGRESSIONS, TEXTS
from evals.selftest.seeding import Seeded, harmless_changes, seeded_defects
from evals.selftest.trials import Trial
from evals.suites import SUITES

CAUGHT = Trial("a rule is removed", "requirements, 24 cases", ("facts.recall",), (), True)
SEEN, UNSEEN = Seeded("k", "p", "c", ("facts.recall",)), Seeded("k", "p", "c", ())
JARGON = next(at for at, one in enumerate(REGRESSIONS) if "plain.jargon" in one.caught_by)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a few constraint texts."""
    folder = tmp_path_factory.mktemp("selftest")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trials, "CASES", 4)
        trials.base_run(TEXTS, folder)
    return folder


def test_a_planted_regression_is_caught_and_taken_out_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "CASES", 4)
    assert trials.trial_of(JARGON, folder).caught
    assert trials.same_again([TEXTS], folder).caught


def test_every_regression_names_metrics_of_its_suite() -> None:
    assert len({one.name for one in REGRESSIONS}) == len(REGRESSIONS)
    for one in REGRESSIONS:
        assert one.caught_by
        assert all(SUITES[one.suite].metrics[name].gated for name in one.caught_by)


def test_defects_are_caught_and_harmless_changes_are_not(folder: Path) -> None:
    defects, harmless = seeded_defects(TEXTS, folder), harmless_changes(TEXTS, folder)
    assert len(defects) > 20
    assert tables.share_of(defects) >= tables.ENOUGH_CAUGHT
    assert tables.share_of(harmless) == 0
    assert {one.kind for one in defects} >= {"dropped fact", "invented", "softened obligation", "leaked jargon"}


def test_defects_are_the_same_every_time(folder: Path) -> None:
    assert seeded_defects(TEXTS, folder) == seeded_defects(TEXTS, folder)


def test_a_scorer_that_sleeps_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the scorer of plain texts most defects in them pass."""
    others = tuple(one for one in SUITES[TEXTS].scorers if "plain_words" not in one.__module__)
    monkeypatch.setitem(SUITES, TEXTS, replace(SUITES[TEXTS], scorers=others))
    assert tables.share_of(seeded_defects(TEXTS, folder)) < 0.5


@pytest.mark.parametrize(
    ("trial", "defects", "harmless", "faults"),
    [
        (CAUGHT, [SEEN] * 300, [UNSEEN] * 50, 0),
        (replace(CAUGHT, caught=False), [SEEN] * 300, [UNSEEN] * 50, 1),
        (CAUGHT, [SEEN] * 299, [UNSEEN] * 50, 1),
        (CAUGHT, [SEEN] * 300, [], 1),
        (CAUGHT, [SEEN] * 280 + [UNSEEN] * 20, [UNSEEN] * 50, 1),
        (CAUGHT, [SEEN] * 300, [UNSEEN] * 48 + [SEEN] * 2, 1),
    ],
    ids=["sound", "not-caught", "too-few", "nothing-harmless", "defects-pass", "false-alarms"],
)
def test_what_is_not_as_it_should_be_is_told(
    trial: Trial, defects: list[Seeded], harmless: list[Seeded], faults: int
) -> None:
    assert len(tables.faults([trial], defects, harmless)) == faults


def test_the_tables_say_who_noticed() -> None:
    assert list(tables.trials_table([CAUGHT]))[-1].endswith("| facts.recall | none | yes |")
    assert list(tables.defects_table([SEEN, UNSEEN]))[-1] == "| **all** | 2 | 1 | 50.0% | facts.recall |"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_command_exits_with_0(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals.selftest"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("**NO**")) == (0, 0), done.stdout
