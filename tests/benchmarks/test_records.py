"""How figures are shown, judged and kept."""

import json
from pathlib import Path

import pytest

from benchmarks.measuring import records
from benchmarks.measuring.records import Figure, figures_in, in_digits, rows_told, table


@pytest.mark.parametrize(
    ("value", "least", "most", "met"),
    [(1, None, None, None), (1, 1, None, True), (0.9, 1, None, False), (2, None, 1.9, False), (5, 4, 6, True)],
)
def test_a_target_is_a_bound_on_either_side(
    value: float, least: float | None, most: float | None, met: bool | None
) -> None:
    assert Figure("x", value, least=least, most=most).met is met


@pytest.mark.parametrize(
    ("value", "digits"), [(3, "3"), (0.784, "0.78"), (33.333, "33.3"), (1234.5, "1,234"), (3000, "3,000")]
)
def test_digits_say_something(value: float, digits: str) -> None:
    assert in_digits(value) == digits


def test_a_table_names_the_target_and_whether_it_is_met() -> None:
    text = table([Figure("one", 2.5, "s", most=3), Figure("another", 4, "s", most=3), Figure("beside", 1, "x")])
    assert [line.split("  ")[-1] for line in text.splitlines()] == [
        "(at most 3 s: met)",
        "(at most 3 s: MISSED)",
        "1 x",
    ]


def test_rows_are_told_in_columns() -> None:
    assert rows_told([["", "share"], ["rules", "9%"]]) == ["       share", "rules     9%"]


def test_what_is_kept_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(records, "RESULTS", tmp_path)
    figures = [Figure("one", 2.5, "s", most=3), Figure("another", 4, "s", least=5)]
    assert records.conclude("it", figures, ["a note"], write=True) == 1
    assert records.conclude("not", figures[:1], [], write=False) == 0
    kept = json.loads((tmp_path / "it.json").read_text(encoding="utf-8"))
    assert figures_in(kept) == figures
    assert kept["notes"] == ["a note"]
    assert kept["date"]
    assert [path.name for path in tmp_path.iterdir()] == ["it.json"]
    assert "MISSED" in capsys.readouterr().out
