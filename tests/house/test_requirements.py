"""The pinned files install what pyproject.toml asks for, each with its hash and nothing else."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

PIN = re.compile(r"([\w.-]+)==([\w.!+-]+)(?: ; .+?)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
PINNED_FILES = sorted((ROOT / "requirements").glob("*.txt"))


def pins(path: Path) -> dict[str, str]:
    """Name and version of everything a requirements file pins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {hit[1]: hit[2] for hit in map(PIN.fullmatch, lines) if hit}


def asked_for() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the file that must pin it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    project = document["project"]
    runtime = [Requirement(line) for line in project["dependencies"]]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    dev = [Requirement(line) for line in extras if not line.startswith(project["name"])]
    build = [Requirement(line) for line in document["build-system"]["requires"]]
    return {"runtime.txt": runtime, "dev.txt": runtime + dev + build, "build.txt": build}


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "build.txt"])
def test_every_dependency_is_pinned_within_its_range(name: str) -> None:
    pinned = pins(ROOT / "requirements" / name)
    for requirement in asked_for()[name]:
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not pinned: make lock"
        assert requirement.specifier.contains(version), f"{requirement}: make lock"


@pytest.mark.parametrize("path", PINNED_FILES, ids=lambda path: path.name)
def test_a_pinned_file_holds_pins_and_hashes_only(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    followed = zip(lines, [*lines[1:], ""], strict=True)
    assert [pin for pin, after in followed if PIN.fullmatch(pin) and not HASH.fullmatch(after)] == []


def test_all_files_agree_on_versions() -> None:
    everything = pins(ROOT / "requirements" / "dev.txt")
    for name in ("runtime.txt", "build.txt"):
        pinned = pins(ROOT / "requirements" / name)
        assert pinned.items() <= everything.items(), name


def test_the_extra_for_evals_is_light() -> None:
    """What `liaison[evals]` adds to the service, by the closure of its requirements."""
    service, added = _closure("liaison", ()), _closure("liaison", ("evals",))
    assert 1 <= len(added - service) <= 20
    assert "pydantic-evals" in added - service


def _closure(name: str, extras: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    waiting = [(name, extras)]
    while waiting:
        package, wanted = waiting.pop()
        for line in requires(package) or ():
            requirement = Requirement(line)
            marker = requirement.marker
            environments = [{"extra": extra} for extra in wanted or ("",)]
            if marker is not None and not any(marker.evaluate(one) for one in environments):
                continue
            key = canonicalize_name(requirement.name)
            if key not in found:
                found.add(key)
                waiting.append((key, tuple(requirement.extras)))
    return found
