"""The figures of the start-up measurement."""

from benchmarks.startup import summary, table

TIMES = {
    "python": [0.01, 0.01, 0.02],
    "help": [0.03, 0.05, 0.04],
    "bare server": [0.8, 1.0, 3.0],
    "liaison serve": [1.2, 0.9, 1.1],
}


def test_the_ratio_is_that_of_the_medians() -> None:
    figures = summary(TIMES)
    assert (figures["help"], figures["server ratio"]) == (0.04, 1.1)


def test_the_table_names_both_targets() -> None:
    text = table(TIMES, summary(TIMES))
    assert "0.040 s (target 0.3 s)" in text
    assert "1.10 (target 1.3)" in text
