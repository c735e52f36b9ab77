"""The page of benchmarks says what the results say."""

from importlib.util import find_spec

from benchmarks.measuring.records import RESULTS
from benchmarks.page import PAGE, page, results

RECORD = {
    "date": "2026-11-21",
    "machine": "a machine",
    "figures": [{"what": "a figure", "value": 2.5, "unit": "s", "least": None, "most": 2.0}],
    "notes": ["a note"],
}


def test_the_page_is_what_the_results_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(results()), "python -m benchmarks.page --write"


def test_every_result_has_a_command_of_its_name() -> None:
    assert results()
    for path in RESULTS.glob("*.json"):
        assert find_spec(f"benchmarks.{path.stem}"), path.name


def test_a_result_with_rows_has_them_as_a_table_above_its_figures() -> None:
    text = page({"memory": RECORD | {"table": [["", "one", "other"], ["first", "1", "2"]]}})
    assert "|  | one | other |\n|---|---:|---:|\n| first | 1 | 2 |\n\n| what | figure | target | |" in text


def test_a_part_names_command_figure_target_and_day() -> None:
    text = page({"memory": RECORD})
    assert "`python -m benchmarks.memory`. Whether a process that works for long keeps growing." in text
    assert "| a figure | 2.50 s | at most 2 s | **missed** |" in text
    assert "- a note\n- Measured 2026-11-21 on a machine." in text
