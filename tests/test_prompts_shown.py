"""`liaison prompts`: what a model would be asked, to the letter, without asking it."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schemas.brief import BriefInput
from service.cli import main
from service.drafting.model import build_model_engine
from service.drafting.model.numbering import numbered_lines
from service.llm.client import ModelClient
from service.llm.options import Skill
from service.llm.prompts import load_prompt
from service.pipeline import translate_brief
from service.reading.reader import read_brief
from tests.drafting.model.talking import asked_for, talking
from tests.llm.provider import OPTIONS

BRIEF = "An e-mail goes to 85,000 subscribers in Ireland at 8am on 14 September 2027, with a link to the booking page."
LIMITS = "\n\n".join(
    f"The mail gateway must not send more than {number} messages per second." for number in range(30, 44)
)
TODAY = ("--today", "2027-05-03")
DRAWN = re.compile(r"(?:brief|limits|note)-[0-9a-f]{16}")
MARKER = re.compile(r"(?:brief|limits)-[0-9a-f]{16}")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings that holds a brief and constraints."""
    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "it.txt").write_text(LIMITS, encoding="utf-8")
    return tmp_path


def shown(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(("prompts", *arguments)) == 0
    return capfd.readouterr().out


def message(text: str, title: str) -> str:
    """What stands under one title."""
    found = re.search(rf"^=== {title} ===\n(.*?)\n^===", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_the_prompts_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    lines = shown(capfd, "list").splitlines()
    [line] = [line for line in lines if line.startswith("needs@")]
    assert "NeedsAnswer, begins with brief@" in line
    assert line.endswith("variables brief, canary, categories, known, marker")


@pytest.mark.parametrize(
    ("name", "asks_for", "ask"),
    [
        ("needs", "needs", "whole"),
        ("review", "wrong", "whole"),
        ("facts", "facts", "whole"),
        ("notes", "notes", "pieces"),
    ],
)
async def test_what_is_shown_is_what_a_run_sends(
    name: str, asks_for: str, ask: Skill, capfd: pytest.CaptureFixture[str]
) -> None:
    text = shown(capfd, "show", name, "--brief", "brief.txt", *TODAY)
    http_client, sent = talking()
    engine = build_model_engine(ModelClient(replace(OPTIONS, ask=ask), http_client=http_client), "hybrid")
    async for _ in translate_brief(BriefInput(text=BRIEF), engine=engine, organisation=None, today=date(2027, 5, 3)):
        pass
    questions = asked_for(sent, asks_for)
    assert len(re.findall(rf"^{name}@\d+: ", text, re.MULTILINE)) == len(questions)
    for title, given in zip(
        ("system", "user"), (questions[0]["messages"][0], questions[0]["messages"][-1]), strict=True
    ):
        assert DRAWN.sub("drawn", message(text, title)) == DRAWN.sub("drawn", given["content"])
    examples = questions[0]["messages"][1:-1]
    assert bool(examples) == (name in ("facts", "notes"))
    for turn in examples:
        assert DRAWN.sub("drawn", turn["content"]) in DRAWN.sub("drawn", text)


def test_the_brief_stands_numbered_between_markers(capfd: pytest.CaptureFixture[str]) -> None:
    text = shown(capfd, "show", "goals", "--brief", "brief.txt", *TODAY)
    reading = read_brief(BRIEF, None, None, date(2027, 5, 3))
    assert numbered_lines(reading, reading.sentences) in message(text, "user")
    assert len(set(MARKER.findall(text))) == 1
    assert re.match(r"goals@\d+: about [\d,]+ tokens, and [\d,]+ for the schema", text)


def test_constraints_that_are_many_are_several_questions(capfd: pytest.CaptureFixture[str]) -> None:
    text = shown(capfd, "show", "explanations", "--constraints", "it.txt", *TODAY)
    assert len(re.findall(r"^explanations@\d+: ", text, re.MULTILINE)) == 3
    assert [text.count(f"\nC{number} [") for number in (1, 6, 7, 14)] == [1, 1, 1, 1]


def test_beside_a_brief_constraints_come_with_their_effects(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "it.txt").write_text(
        "The mail gateway must not send more than 2 messages per second.\n", encoding="utf-8"
    )
    alone = message(shown(capfd, "show", "explanations", "--constraints", "it.txt", *TODAY), "user")
    assert "C1 effect 1:" not in alone
    text = shown(capfd, "show", "explanations", "--constraints", "it.txt", "--brief", "brief.txt", *TODAY)
    assert re.search(r"^C1 effect 1: .*after 11 hours 48 minutes", message(text, "user"), re.MULTILINE)


def test_without_a_text_the_prompt_is_shown_as_it_stands(capfd: pytest.CaptureFixture[str]) -> None:
    assert message(shown(capfd, "show", "needs"), "user") == load_prompt("needs").question


def test_a_brief_without_anything_to_work_from_asks_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "brief.txt").write_text("Hello there.\n", encoding="utf-8")
    assert "a run would ask nothing" in shown(capfd, "show", "needs", "--brief", "brief.txt")


def test_constraints_of_which_none_is_read_ask_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "it.txt").write_text("# Rules\n", encoding="utf-8")
    assert "a run would ask nothing" in shown(capfd, "show", "explanations", "--constraints", "it.txt")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "nonesuch"), "there are "),
        (("show",), "name a prompt"),
        (("show", "needs", "--brief", "missing.txt"), "no such file"),
        (("show", "brief"), "what other prompts begin with"),
        (("show", "needs", "--brief", "-", "--constraints", "-"), "one text"),
        ((), "name a command"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], complaint: str, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(("prompts", *arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert (code, said.out) == (2, "")
    assert complaint in said.err


def test_what_is_locked_is_not_locked_again(capfd: pytest.CaptureFixture[str]) -> None:
    assert shown(capfd, "lock") == "nothing new to lock\n"
