"""The checkout as the house tests see it: its own files, its modules, their functions."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("service", "schemas", "prompts", "evals", "benchmarks")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Function(NamedTuple):
    """One function and how many lines it takes, from `def` to its last line."""

    where: str
    lines: int


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in sorted(listed.split("\0")) if (ROOT / name).is_file())


def name_of(path: Path) -> str:
    """The path as a reader of the checkout would give it."""
    return path.relative_to(ROOT).as_posix()


def python_files(*, tests: bool = False) -> list[Path]:
    """The Python modules of the packages, or those of the tests."""
    folders = ("tests",) if tests else PACKAGES
    return [path for path in own_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def line_count(path: Path) -> int:
    """Lines in a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Every function and method in a module, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, FunctionNode):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{name_of(path)}:{node.lineno} {node.name}", lines)


def share(values: list[int], part: float) -> int:
    """The value below which `part` of the values lie (0 for none)."""
    return sorted(values)[int(part * (len(values) - 1))] if values else 0
