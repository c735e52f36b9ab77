"""The reusable action and the job to copy: their YAML holds, and the shell of the action does what it says."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.tree import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / ".github/actions/evals/action.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = yaml.safe_load((ROOT / "examples/ci/evals.yml").read_text(encoding="utf-8"))
RUN = ACTION["runs"]["steps"][0]


def acted(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the first step of the action as a runner does."""
    given = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | inputs
    wanted = {name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in RUN["env"].items()}
    files = {"GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "step.md")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    environment |= wanted | files | {"RUNNER_TEMP": str(folder)}
    command = ["bash", "-eo", "pipefail", "-c", RUN["run"]]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.timeout(120)
def test_the_action_runs_the_suites_that_are_named_and_posts_the_summary(tmp_path: Path) -> None:
    done = acted(tmp_path, python=sys.executable, suites="controls")
    assert done.returncode == 0, done.stderr
    assert "gates hold" in (tmp_path / "step.md").read_text(encoding="utf-8")
    folder = Path((tmp_path / "output").read_text(encoding="utf-8").strip().removeprefix("folder="))
    assert {"summary.md", "report.html", "junit.xml"} <= {path.name for path in folder.iterdir()}


@pytest.mark.timeout(120)
def test_the_action_fails_with_the_command(tmp_path: Path) -> None:
    done = acted(tmp_path, python=sys.executable, suites="nothing-like-this")
    assert done.returncode == 2
    assert "There is no suite" in done.stderr


def test_the_job_to_copy_gives_the_action_inputs_that_it_has() -> None:
    steps = JOB["jobs"]["evals"]["steps"]
    used = next(step for step in steps if step.get("uses") == "./.github/actions/evals")
    assert set(used["with"]) <= set(ACTION["inputs"])
