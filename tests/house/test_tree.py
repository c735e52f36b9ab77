"""The tree keeps its own measure: short files, short functions, telling names, nothing foreign."""

import ast
import re
from pathlib import Path

from tests.house.tree import (
    Function,
    functions,
    line_count,
    name_of,
    own_files,
    python_files,
    share,
)

FILE_LINES_MAX = 500
FILE_LINES_P90 = 350
FUNCTION_LINES_MAX = 60
FUNCTION_LINES_P90 = 35
FUNCTION_LINES_MEDIAN = 10
SUPPRESSIONS_PER_KLOC = 1
MOCKS_PER_TEST = 0.05

VAGUE_NAMES = {"common", "helper", "helpers", "misc", "util", "utils"}

# Spelled in pieces, so that this file passes its own test.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("debian", "org"),
        ("proxy", "golang", "org"),
        ("repo1", "maven", "org"),
    )
]
MACHINE_PATHS = re.compile(r"(?<![\w.:/~-])/(?:work|root)/\w|\.\./shared\b|/opt/py" + "pi")

SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|mypy:|pragma:\s*no cover)\b.*")
REASONED = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w-]+(?:,\s*[\w-]+)*\])"
    r"\s+#\s*\w+(?:\W+\w+){2,}"
)
MOCK = re.compile(r"\b(?:MagicMock|AsyncMock|Mock)\(|\bmocker\b\.|\bmonkeypatch\.setattr\(|\bpatch\(")
TEST = re.compile(r"^ *(?:async )?def test_", re.MULTILINE)


def read(path: Path) -> str | None:
    """The text of a file, or nothing for a binary one."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def source_functions() -> list[Function]:
    return [function for path in python_files() for function in functions(path)]


def test_no_file_is_too_long() -> None:
    paths = python_files() + python_files(tests=True)
    assert [name_of(path) for path in paths if line_count(path) > FILE_LINES_MAX] == []


def test_most_files_are_short() -> None:
    assert share([line_count(path) for path in python_files()], 0.9) <= FILE_LINES_P90


def test_no_function_is_too_long() -> None:
    everything = [f for path in python_files(tests=True) for f in functions(path)]
    everything += source_functions()
    assert [function for function in everything if function.lines > FUNCTION_LINES_MAX] == []


def test_most_functions_are_short() -> None:
    lengths = [function.lines for function in source_functions()]
    assert share(lengths, 0.5) <= FUNCTION_LINES_MEDIAN
    assert share(lengths, 0.9) <= FUNCTION_LINES_P90


def test_module_names_say_what_is_inside() -> None:
    paths = python_files() + python_files(tests=True)
    vague = [name_of(path) for path in paths if {path.stem.strip("_"), path.parent.name} & VAGUE_NAMES]
    assert vague == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in python_files() + python_files(tests=True)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_package_registry_is_named() -> None:
    named = [
        f"{name_of(path)}: {host}"
        for path in own_files()
        for host in REGISTRY_HOSTS
        if host in (read(path) or "").lower()
    ]
    assert named == []


def test_no_path_of_one_machine_is_named() -> None:
    named = [
        f"{name_of(path)}: {found.group()}"
        for path in own_files()
        for found in MACHINE_PATHS.finditer(read(path) or "")
        if path != Path(__file__)
    ]
    assert named == []


def suppressions(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(number, SUPPRESSION.search(line)) for number, line in enumerate(lines, 1)]
    return [f"{name_of(path)}:{number} {hit.group()}" for number, hit in found if hit]


def test_every_suppression_names_its_rule_and_its_reason() -> None:
    paths = [path for path in python_files() + python_files(tests=True) if path != Path(__file__)]
    unexplained = [line for path in paths for line in suppressions(path) if not REASONED.search(line)]
    assert unexplained == []


def test_suppressions_stay_rare() -> None:
    paths = python_files()
    thousands = sum(map(line_count, paths)) / 1000
    found = [line for path in paths for line in suppressions(path)]
    assert len(found) <= max(1, SUPPRESSIONS_PER_KLOC * thousands), found


def test_tests_fake_at_the_seam_and_hardly_mock() -> None:
    texts = [path.read_text(encoding="utf-8") for path in python_files(tests=True)]
    mocks = sum(len(MOCK.findall(text)) for text in texts)
    assert mocks <= MOCKS_PER_TEST * sum(len(TEST.findall(text)) for text in texts)
