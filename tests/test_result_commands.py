"""`liaison results`, and what `--keep` does."""

import json
import os
import re
from pathlib import Path

import pytest

from service.cli import main

BRIEF = "An e-mail goes to 85,000 subscribers in Ireland at 8am on 20 May 2027, with a link to the booking page."
TODAY = ("--today", "2026-11-02")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory and data folder, without settings."""
    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "limits.txt").write_text(
        "The gateway must not send more than 40 messages per second.", encoding="utf-8"
    )
    return tmp_path


def keep(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What a command with `--keep` writes, and the id that it names."""
    assert main((*arguments, *TODAY, "--keep")) == 0
    said = capfd.readouterr()
    found = re.search(r"^kept as (res_\w{26})$", said.err, re.MULTILINE)
    assert found, said.err
    return said.out, found[1]


def test_a_command_keeps_nothing_unless_it_is_asked_to(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(("requirements", "brief.txt", *TODAY)) == 0
    assert "kept" not in capfd.readouterr().err
    assert not (folder / "data").exists()


def test_what_is_kept_is_listed_and_shown_as_it_was(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    specification, plan = keep(capfd, "requirements", "brief.txt")
    (folder / "plan.json").write_text(specification, encoding="utf-8")
    _, told = keep(capfd, "explain", "limits.txt")
    _, held = keep(capfd, "align", "plan.json", "limits.txt")
    assert main(("results", "list")) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == [held, told, plan]
    assert main(("results", "list", "--kind", "alignment", "--format", "json")) == 0
    assert [one["id"] for one in json.loads(capfd.readouterr().out)["results"]] == [held]
    assert main(("results", "show", plan)) == 0
    assert capfd.readouterr().out == specification
    for name in (told, held):
        for form in ("md", "html"):
            assert main(("results", "show", name, "--format", form)) == 0
            assert "40 messages" in capfd.readouterr().out


def test_a_long_list_comes_in_parts(capfd: pytest.CaptureFixture[str]) -> None:
    ids = [keep(capfd, "explain", "limits.txt")[1] for _ in range(3)]
    assert main(("results", "list", "--limit", "2")) == 0
    *first, more = capfd.readouterr().out.splitlines()
    cursor = more.removeprefix("for those before: --cursor ")
    assert main(("results", "list", "--cursor", cursor)) == 0
    listed = [line.split()[0] for line in [*first, *capfd.readouterr().out.splitlines()]]
    assert sorted(listed) == sorted(ids)


def test_a_result_is_shared_and_deleted(capfd: pytest.CaptureFixture[str]) -> None:
    _, name = keep(capfd, "explain", "limits.txt")
    assert main(("results", "share", name, "--hours", "2")) == 0
    assert re.match(r"/shared/[\w-]{32} ", capfd.readouterr().out)
    assert main(("results", "delete", name)) == 0
    assert name in capfd.readouterr().out
    assert main(("results", "list")) == 0
    assert capfd.readouterr().out == "Nothing is kept that would match.\n"


def test_what_is_old_expires_after_it_was_counted(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, name = keep(capfd, "explain", "limits.txt")
    said = []
    for arguments in (("--older-than", "1d"), ("--older-than", "0h", "--dry-run"), (), ("--older-than", "0h")):
        monkeypatch.setenv("LIAISON_KEEP_DAYS", "30")
        assert main(("results", "expire", *arguments)) == 0
        said.append(capfd.readouterr().out)
    assert said == ["Nothing deleted.\n", "1 result would be deleted.\n", "Nothing deleted.\n", "1 result deleted.\n"]
    assert main(("audit", "--object", name, "--action", "result")) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[2:] for line in lines] == [
        ["result.expire", name, "this", "machine", "-"],
        ["result.make", name, "this", "machine", "-"],
    ]
    assert main(("audit", "--action", "RESULT")) == 2
    assert "action" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show",), "name an id"),
        (("show", "res_0"), "No result of this id is kept"),
        (("delete", "res_0"), "No result of this id is kept"),
        (("share", "res_0"), "No result of this id is kept"),
        (("share", "res_0", "--hours", "9000"), "from 1 to 8784"),
        (("list", "--limit", "101"), "from 1 to 100"),
        (("list", "--cursor", "x"), "send `next_cursor` as it came"),
        (("list", "--kind", "brief"), "known are specification"),
        (("expire",), "--older-than 30d, or set LIAISON_KEEP_DAYS"),
        (("expire", "--older-than", "soon"), "write days as 30d, or hours as 12h"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], words: str, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(("results", *arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert (code, said.out) == (2, "")
    assert words in said.err
    assert said.err.count("\n") == 1


def test_without_a_database_the_result_is_written_and_a_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", "off")
    assert main(("explain", "limits.txt", *TODAY, "--keep")) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["constraints"]
    assert "warning: not kept (not_set_up)" in said.err
    assert main(("results", "list")) == 3
    assert "has no database" in capfd.readouterr().err
