"""Outputs that outlive the run which made them."""

from pathlib import Path

import pytest

from evals.journal import Journal, Output, key_of, names_in, read_outputs
from evals.results import OUTPUTS

FIRST, SECOND = Output('{"a": 1}', None, 0.5), Output(None, "empty_brief", 0.25)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of two outputs."""
    journal = Journal(tmp_path)
    journal.put("k1", "controls/one#0", FIRST)
    journal.put("k2", "controls/two#0", SECOND)
    journal.close()
    return tmp_path / OUTPUTS


def test_what_was_put_is_there_in_the_next_run(path: Path) -> None:
    journal = Journal(path.parent)
    assert (journal.get("k1"), journal.get("k2"), journal.get("k3")) == (FIRST, SECOND, None)
    assert names_in(path) == {"controls/one#0": "k1", "controls/two#0": "k2"}
    journal.close()


@pytest.mark.parametrize("cut", [1, 2, 30, 60, 90])
def test_half_a_last_line_is_dropped_and_written_over(path: Path, cut: int) -> None:
    path.write_bytes(path.read_bytes()[:-cut])
    assert set(read_outputs(path)) == set(names_in(path).values()) == ({"k1", "k2"} if cut == 1 else {"k1"})
    journal = Journal(path.parent)
    journal.put("k3", "controls/three#0", FIRST)
    journal.close()
    assert set(read_outputs(path)) == {"k1", "k3"}


def test_lines_that_are_no_outputs_are_passed_over(path: Path) -> None:
    path.write_bytes(b'\xff\xfe\n{"key": "x"}\n{"key": "y", "result": 1}\n\n{"key"\n' + path.read_bytes())
    assert set(read_outputs(path)) == set(names_in(path).values()) == {"k1", "k2"}


def test_of_two_with_one_key_the_later_counts(path: Path) -> None:
    journal = Journal(path.parent)
    journal.put("k1", "controls/one#0", SECOND)
    journal.close()
    assert read_outputs(path)["k1"] == SECOND


def test_what_no_case_needs_is_dropped(path: Path) -> None:
    journal = Journal(path.parent)
    journal.keep_only({"k2"})
    journal.put("k3", "controls/three#0", FIRST)
    journal.close()
    assert set(read_outputs(path)) == {"k2", "k3"}


def test_text_that_no_file_can_carry_comes_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.put("k", "controls/odd#0", Output('{"half": "\ud800"}', None, 0.0))
    journal.close()
    assert read_outputs(tmp_path / OUTPUTS)["k"].text == '{"half": "\ud800"}'


def test_a_key_is_told_by_all_its_parts() -> None:
    assert len({key_of("a", "bc"), key_of("ab", "c"), key_of("abc"), key_of("a", "b", "c")}) == 4


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert (read_outputs(tmp_path / OUTPUTS), names_in(tmp_path / OUTPUTS)) == ({}, {})
