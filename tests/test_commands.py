"""`liaison explain` and `liaison align`: their files, their results, and one clear line for every mistake."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from service import exporting
from service.cli import main
from service.commands import renderer
from tests.stub_run import specification

CONSTRAINTS = """The mail gateway must not send more than 40 messages per second.

No changes go live between 6 September and 17 September 2027.
"""
BRIEF = "An e-mail goes to 85,000 subscribers in Ireland at 8am on 14 September 2027, with a link to the booking page."
TODAY = ("--today", "2027-05-03")
"""Whether explanations and alignments can be written for people: the exporters are a part of their own."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings that holds constraints, a brief and a specification."""
    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "it.txt").write_text(CONSTRAINTS, encoding="utf-8")
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "spec.json").write_text(specification().model_dump_json(indent=2), encoding="utf-8")
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put `content` on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def complaint(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that ends with 2 says: one line on standard error, nothing on standard output."""
    try:
        code = main((*arguments, "--quiet"))
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err.startswith("liaison: ")
    assert said.err.count("\n") == 1
    return said.err


def test_constraints_are_explained_with_a_line_for_each_step(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", "it.txt", *TODAY)) == 0
    said = capfd.readouterr()
    result = json.loads(said.out)
    assert [one["id"] for one in result["constraints"]] == ["C1", "C2"]
    assert result["provenance"]["today"] == "2027-05-03"
    lines = said.err.splitlines()
    assert lines[0].startswith("read 2 sentences and ")
    assert [line.split(":")[0] for line in lines[1:3]] == ["explained C1", "explained C2"]
    assert lines[3].startswith(f"{result['outcome']}: ")


def test_a_brief_is_translated_on_the_way(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("explain", "it.txt", "--brief", "brief.txt", "--engine", "rules", *TODAY)) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["campaign"]
    first = [line.split()[0] for line in said.err.splitlines()]
    assert list(dict.fromkeys(first)) == ["read", "drafted", "computed", "checked", "explained", first[-1]]


def test_what_requirements_wrote_is_read_by_explain_and_align(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("requirements", "brief.txt", "--quiet", *TODAY)) == 0
    written = capfd.readouterr().out
    (folder / "made.json").write_text(written, encoding="utf-8")
    assert main(("explain", "it.txt", "--specification", "made.json", "--quiet", *TODAY)) == 0
    campaign = json.loads(capfd.readouterr().out)["campaign"]
    assert campaign == json.loads(written)["brief"]["title"]
    assert main(("align", "made.json", "it.txt", *TODAY)) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["campaign"] == campaign
    assert [line.split()[0] for line in said.err.splitlines()[:3]] == ["read", "explained", "explained"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_specification_that_a_shell_wrote_in_its_own_encoding_is_read(
    encoding: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "spec.json").write_text(specification().model_dump_json(), encoding=encoding)
    assert main(("align", "spec.json", "it.txt", "--quiet", *TODAY)) == 0
    assert json.loads(capfd.readouterr().out)["campaign"] == "A brief"


@pytest.mark.parametrize(
    ("arguments", "content"),
    [
        (("explain", "-"), CONSTRAINTS),
        (("explain", "it.txt", "--brief", "-"), BRIEF),
        (("explain", "it.txt", "--specification", "-"), specification().model_dump_json()),
        (("align", "-", "it.txt"), specification().model_dump_json()),
        (("align", "spec.json", "-"), CONSTRAINTS),
    ],
)
def test_every_file_may_be_standard_input(
    arguments: tuple[str, ...], content: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, content.encode())
    assert main((*arguments, "--quiet", *TODAY)) == 0
    said = capfd.readouterr()
    assert len(json.loads(said.out)["constraints"]) == 2
    assert said.err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explain",), "name the file with the constraints, or -"),
        (("align",), "name the file with the specification and the one with the constraints"),
        (("align", "spec.json"), "name the file with the constraints, or -"),
        (("explain", "it.txt", "other.txt"), "'other.txt' is one file too many"),
        (("explain", "-", "--brief", "-"), "give - once"),
        (("explain", "-", "--specification", "-"), "give - once"),
        (("align", "-", "-"), "give - once"),
        (("explain", "it.txt", "--brief", "brief.txt", "--specification", "spec.json"), "not allowed with"),
        (("explain", "missing.txt"), "missing.txt: there is no such file"),
        (("align", "missing.json", "it.txt"), "missing.json: there is no such file"),
        (("explain", "it.txt", "--brief", "."), "folder"),
        (("explain", "it.txt", "--engine", "model"), "model"),
        (("explain", "it.txt", "--brief", "brief.txt", "--engine", "model"), "model"),
        (("align", "spec.json", "it.txt", "--engine", "model"), "model"),
        (("align", "spec.json", "it.txt", "--engine", "magic"), "known are rules, model"),
        (("explain", "it.txt", "--specificaton", "spec.json"), "did you mean --specification?"),
        (("explain", "it.txt", "--today", "9999-12-31"), "between 1970 and 2200"),
        (("align", "spec.json", "it.txt", "--today", "2027-02-30"), "write it as 2027-05-04"),
        (("align", "spec.json", "it.txt", "--organisation", "missing.yaml"), "missing.yaml"),
        (("algn", "spec.json", "it.txt"), "did you mean align?"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    arguments: tuple[str, ...], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert words in complaint(capfd, *arguments)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"---\n", "constraints are empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (bytes(range(256)) * 4, "not text"),
        (b"a" * 2_000_001, "more than 2,000,000 bytes"),
    ],
)
def test_constraints_that_cannot_be_read(
    content: bytes, words: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "it.txt").write_bytes(content)
    line = complaint(capfd, "explain", "it.txt")
    assert words in line
    assert "brief" not in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("# Autumn bulb sale\n", "is no JSON (expected value at line 1 column 1)"),
        ('{"outcome": ', "is no JSON (EOF"),
        ("[]", "body: must be an object"),
        ('{"outcome": "fine"}', "outcome: must be 'complete', 'partial'"),
        ('{"outcome": "partial"}', "reason: is missing; brief: is missing; facts: is missing; and 14 more."),
        (specification().model_dump_json().replace('"sentences":', '"sentenecs":'), "did you mean sentences?"),
        (specification().model_dump_json().replace('"schema_version":"1"', '"schema_version":"9"'), "must be '1'"),
    ],
)
def test_a_file_that_is_no_specification_is_told_by_its_first_faults(
    content: str, words: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "spec.json").write_text(content, encoding="utf-8")
    for arguments in (("align", "spec.json", "it.txt"), ("explain", "it.txt", "--specification", "spec.json")):
        line = complaint(capfd, *arguments)
        assert line.startswith("liaison: spec.json")
        assert words in line
        assert "empty" in words or "liaison requirements BRIEF > FILE" in line


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_readable_forms(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (("explain", "it.txt"), ("align", "spec.json", "it.txt")):
        assert main((*arguments, *TODAY, "--format", form, "--quiet")) == 0
        said = capfd.readouterr()
        assert "40 messages per second" in said.out
        assert said.out.endswith("\n")
        assert said.err == ""


def test_a_specification_has_its_readable_forms() -> None:
    assert renderer("specification", "md")(specification()) == exporting.to_markdown(specification())
