"""`liaison batch run`: results and errors line by line, and what was done before is not done again."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from service.batch_run import BatchRun, Tally, ids_in
from service.errors import UnusableFile
from service.job_commands import Bar
from tests.stub_run import TEXT, stub_services


def line(number: int, text: str = TEXT, **changes: Any) -> str:
    body = {"brief": {"text": text}}
    return json.dumps({"custom_id": f"c{number}", "method": "POST", "url": "/v1/requirements", "body": body, **changes})


class Folder:
    """The files of a batch."""

    def __init__(self, folder: Path) -> None:
        self.source, self.out, self.errors = (folder / name for name in ("in.jsonl", "out.jsonl", "errors.jsonl"))
        self.told: list[tuple[int, int, int]] = []

    async def run(self, *lines: str) -> Tally:
        self.source.write_text("\n".join(lines), encoding="utf-8")
        run = BatchRun(stub_services(), self.source, self.out, self.errors, 2, lambda *told: self.told.append(told))
        return await run.run()

    def results(self) -> list[dict[str, Any]]:
        return [json.loads(one) for one in self.out.read_text(encoding="utf-8").splitlines()]

    def faults(self) -> list[dict[str, Any]]:
        return [json.loads(one) for one in self.errors.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def test_every_line_ends_in_one_of_the_files(folder: Folder) -> None:
    tally = await folder.run(*(line(number) for number in range(5)), "", "not json", line(6, "  "), line(0))
    assert tally == Tally(total=8, done=8, failed=3, exit_code=2)
    assert sorted(one["custom_id"] for one in folder.results()) == ["c0", "c1", "c2", "c3", "c4"]
    assert folder.results()[0]["response"]["body"]["outcome"] == "partial"
    codes = sorted((one["custom_id"] or "", one["error"]["code"]) for one in folder.faults())
    assert codes == [("", "invalid_line"), ("c0", "invalid_line"), ("c6", "empty_brief")]
    assert folder.told[0] == (0, 0, 8)
    assert folder.told[-1] == (8, 3, 8)


async def test_what_was_done_before_an_interruption_is_left_alone(folder: Folder) -> None:
    await folder.run(line(1), line(2))
    before = folder.out.read_bytes()
    folder.out.write_bytes(before[:-20])
    kept = before[: before.index(b"\n") + 1]
    tally = await folder.run(line(1), line(2), line(3))
    assert tally == Tally(total=3, done=3)
    assert folder.out.read_bytes().startswith(kept)
    assert sorted(one["custom_id"] for one in folder.results()) == ["c1", "c2", "c3"]


def test_a_file_of_something_else_is_not_written_over(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear all,\n", encoding="utf-8")
    with pytest.raises(UnusableFile, match="something else"):
        ids_in(other)
    assert other.read_text(encoding="utf-8") == "Dear all,\n"


async def test_a_file_that_is_not_there_is_said_so(folder: Folder) -> None:
    run = BatchRun(stub_services(), folder.source, folder.out, folder.errors, 2, lambda *_: None)
    with pytest.raises(UnusableFile, match=r"in\.jsonl cannot be read"):
        await run.run()


class Terminal(io.StringIO):
    """What a terminal is given."""

    def isatty(self) -> bool:
        return True


def test_the_bar_grows_in_its_line_and_tells_tenths_elsewhere() -> None:
    terminal, file = Terminal(), io.StringIO()
    for out in (terminal, file):
        bar = Bar(out)
        for done in range(101):
            bar(done, done // 50, 100)
    assert terminal.getvalue().endswith(f"[{'#' * 30}] 100 of 100 lines, 2 without a result\n")
    assert "[###############...............] 50 of 100 lines, 1 without a result" in terminal.getvalue()
    assert file.getvalue().count("\n") == 11
