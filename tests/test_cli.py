"""The command: results on standard output, one clear line for every mistake, exit codes others rely on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.events import AskedEvent, ComputedEvent, DoneEvent, DraftedEvent, ReadEvent, RunEvent, VerifiedEvent
from service.cli import main
from service.progress_lines import progress_line
from tests.exporting.specimen import requirements
from tests.stub_run import specification

BRIEF = """Kitchen garden weekend

We want 4,000 newsletter readers to book a place at the open garden weekend on 12 June 2027.
An e-mail goes to 85,000 subscribers in Ireland at 8am on 20 May 2027, with a link to the booking page.
"""
TODAY = ("--today", "2026-11-02")
HEAVY = ("fastapi", "openai", "pydantic", "yaml", "holidays", "uvicorn", "asyncio", "sqlalchemy", "alembic")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory without settings."""
    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def brief(folder: Path) -> str:
    """The name of a file with a brief."""
    (folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    return "brief.txt"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "service.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def complaint(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that ends with 2 says: one line on standard error, nothing on standard output."""
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err.startswith("liaison: ")
    assert said.err.count("\n") == 1
    return said.err


def test_a_brief_becomes_a_specification(brief: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("requirements", brief, *TODAY)) == 0
    said = capfd.readouterr()
    result = json.loads(said.out)
    assert result["schema_version"] == "1"
    assert result["provenance"]["today"] == "2026-11-02"
    assert result["brief"]["text"] == BRIEF
    assert "read " in said.err.splitlines()[0]
    assert said.err.splitlines()[-1].startswith(f"{result['outcome']}: ")


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_readable_forms(form: str, brief: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("requirements", brief, *TODAY, "--format", form, "--quiet")) == 0
    said = capfd.readouterr()
    assert "85,000" in said.out
    assert said.out.endswith("\n")
    assert said.err == ""


def test_standard_input_is_read_and_standard_output_is_utf_8() -> None:
    text = "Wir schreiben am 8. März 2027 an 30.000 Kunden in Österreich. \N{SUNFLOWER}"
    finished = run("requirements", "-", *TODAY, "--quiet", stdin=text.encode())
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout)["brief"]["text"] == text
    assert finished.stderr == b""


def test_an_organisation_profile_is_used(brief: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    profile = folder / "organisation.yaml"
    profile.write_text("name: Lindenhof Gardens\nholidays: [2027-05-17]\n", encoding="utf-8")
    assert main(("requirements", brief, *TODAY, "--organisation", str(profile), "--quiet")) == 0
    assert json.loads(capfd.readouterr().out)["schema_version"] == "1"


def test_too_little_to_work_with_is_still_a_result(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "thin.txt").write_text("Hello there.")
    assert main(("requirements", "thin.txt", *TODAY)) == 0
    assert json.loads(capfd.readouterr().out)["outcome"] == "too_thin"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (bytes(range(256)) * 4, "not text"),
        (b"a" * 2_000_001, "2,000,000"),
    ],
)
def test_a_brief_that_cannot_be_read(
    content: bytes, words: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "brief.txt").write_bytes(content)
    line = complaint(capfd, "requirements", "brief.txt")
    assert "brief.txt" in line
    assert words in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a command"),
        (("requirments",), "did you mean requirements?"),
        (("requirements",), "name the file with the brief, or -"),
        (("requirements", "brief.txt", "other.txt"), "other.txt"),
        (("requirements", "missing.txt"), "missing.txt: there is no such file"),
        (("requirements", "."), "folder"),
        (("requirements", "brief.txt", "--formt", "md"), "did you mean --format?"),
        (("requirements", "brief.txt", "--format", "jsn"), "did you mean json?"),
        (("requirements", "brief.txt", "--engine", "magic"), "known are rules, model"),
        (("requirements", "brief.txt", "--engine", "model"), "model"),
        (("requirements", "brief.txt", "--today", "2027-02-30"), "write it as 2027-05-04"),
        (("requirements", "brief.txt", "--today", "tomorrow"), "write it as 2027-05-04"),
        (("requirements", "brief.txt", "--today", "9999-12-31"), "between 1970 and 2200"),
        (("requirements", "brief.txt", "--organisation", "missing.yaml"), "missing.yaml"),
        (("serve", "--port", "70000"), "from 0 to 65535"),
        (("serve", "--host", "0.0.0.0"), "LIAISON_API_KEY"),
        (("serve", "--host", "no.such.host.invalid"), "LIAISON_API_KEY"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    arguments: tuple[str, ...], words: str, brief: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert words in complaint(capfd, *arguments)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("systems: [", "line 1"),
        ("- a list", "profile.yaml"),
        ("systems:\n  - name: Rookmail\n    onwer: CRM\n", "onwer"),
        ("time_zone: [1]\n", "time_zone"),
    ],
)
def test_a_wrong_profile_names_file_and_field(
    profile: str, words: str, brief: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "profile.yaml").write_text(profile, encoding="utf-8")
    line = complaint(capfd, "requirements", brief, "--organisation", "profile.yaml")
    assert "profile.yaml" in line
    assert words in line


def test_a_wrong_setting_stops_every_command(
    brief: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIAISON_LLM_DEADLINE", "soon")
    for arguments in (("requirements", brief), ("serve",), ("doctor",)):
        assert "LIAISON_LLM_DEADLINE" in complaint(capfd, *arguments)


def test_an_unknown_setting_is_a_warning(
    brief: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIAISON_ENGIN", "rules")
    assert main(("requirements", brief, *TODAY)) == 0
    assert "did you mean LIAISON_ENGINE?" in capfd.readouterr().err.splitlines()[0]


def test_doctor_lists_what_it_tried(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(("doctor",)) == 0
    said = capfd.readouterr().out
    for part in ("settings", "catalogue", "engine", "organisation", "model"):
        assert f"ok    {part}" in said
    assert "LIAISON_LLM_BASE_URL" in said
    monkeypatch.setenv("LIAISON_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("LIAISON_LLM_MODEL", "small-one")
    assert main(("doctor",)) == 1
    said = capfd.readouterr().out
    assert "ok    model         small-one at http://127.0.0.1:9/v1" in said
    assert "FAIL  endpoint" in said


def test_doctor_fails_when_a_part_does(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_ORGANISATION", "missing.yaml")
    assert main(("doctor",)) == 1
    assert "FAIL  organisation" in capfd.readouterr().out


def test_the_help_names_the_commands_and_imports_nothing_heavy() -> None:
    code = "import sys, service.cli; print([name for name in sys.argv[1:] if name in sys.modules])"
    probe = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, timeout=60, check=True)
    assert probe.stdout.strip() == "[]"
    finished = run("--help")
    assert finished.returncode == 0
    for command in (b"requirements", b"explain", b"align", b"serve", b"doctor"):
        assert command in finished.stdout


def test_the_version(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(("--version",))
    assert end.value.code == 0
    assert capfd.readouterr().out.startswith("liaison 0.")


def test_a_closed_pipe_ends_it_quietly(brief: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "service.cli", "requirements", brief, *TODAY, "--quiet"]
    process = subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (141, b"")


def test_ctrl_c_ends_it_with_one_line() -> None:
    command = [sys.executable, "-m", "service.cli", "requirements", "-", *TODAY]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"a" * 200_000)  # more than a pipe holds: this returns once the command reads its brief
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=20)
    assert (process.returncode, out, said) == (130, b"", b"liaison: stopped\n")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (ReadEvent(language="de", sentences=34, facts=41), "read 34 sentences and 41 facts, language de"),
        (DraftedEvent(section="data", requirements=[]), "drafted 0 requirements on data"),
        (DraftedEvent(section="data", requirements=requirements()[:1]), "drafted 1 requirement on data"),
        (AskedEvent(answered=5, of=18), "asked 5 of 18"),
        (ComputedEvent(workloads=5, lead_items=9, regulations=4), "computed 5 loads, 9 lead items, 4 laws"),
        (
            VerifiedEvent(checked=41, supported=40, findings=2),
            "checked 41 statements: 40 supported, 2 findings",
        ),
        (DoneEvent(specification=specification()), "partial: Three questions are open."),
    ],
)
def test_progress_is_one_short_line_per_event(event: RunEvent, line: str) -> None:
    assert progress_line(event) == line
