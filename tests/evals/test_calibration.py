"""Figures of calibration against sums done by hand, and the labels they rest on."""

from collections import Counter
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from evals.gold.loading import load_cases, load_constraint_cases
from evals.judging.asking import Verdict
from evals.judging.calibration import (
    CHOICES,
    YES_NO,
    Calibration,
    Rates,
    confusion,
    corrected,
    corrected_share,
    rates_of,
)
from evals.judging.labelled import load_needs, load_pairs, load_questions
from evals.kappa import Mark, kappa_of

LISTS = [*load_needs(), *load_questions()]


def marks(counts: dict[tuple[Verdict, Verdict], int], cases: int = 1000) -> list[Mark]:
    """So many marks of each label and verdict, dealt out to so many cases."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    return [Mark(f"c{number % cases}", *pair) for number, pair in enumerate(pairs)]


FIFTY = marks({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})


def test_kappa_of_two_classes() -> None:
    """Agreed 35 of 50; by chance (25 * 30 + 25 * 20) / 2500 = 0.5; so (0.7 - 0.5) / 0.5."""
    found = kappa_of(FIFTY, YES_NO)
    assert found.value == pytest.approx(0.4)
    assert 0.1 < found.low < 0.25
    assert 0.55 < found.high < 0.7


def test_kappa_of_three_classes() -> None:
    """Agreed 7 of 10; labels 4, 4, 2 and verdicts 5, 3, 2 give 36 of 100 by chance; so 0.34 / 0.64."""
    three = marks({("A", "A"): 3, ("A", "B"): 1, ("B", "B"): 2, ("B", "A"): 2, ("same", "same"): 2})
    assert kappa_of(three, CHOICES).value == pytest.approx(0.34 / 0.64)


def test_kappa_of_one_answer_to_everything_is_nothing() -> None:
    assert kappa_of(marks({("yes", "yes"): 9, ("no", "yes"): 3}), YES_NO).value == 0
    assert kappa_of(marks({("yes", "yes"): 9}), YES_NO).value == 0


def test_marks_of_few_cases_say_less_than_as_many_of_many() -> None:
    counts: dict[tuple[Verdict, Verdict], int] = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "no"): 25}
    alike = [Mark(f"{mark.label}{mark.verdict}", mark.label, mark.verdict) for mark in marks(counts)]
    few, many = kappa_of(alike, YES_NO), kappa_of(marks(counts), YES_NO)
    assert few.value == many.value
    assert few.high - few.low > many.high - many.low


def test_one_case_bounds_nothing() -> None:
    assert kappa_of(marks({("yes", "yes"): 3, ("no", "no"): 3}, cases=1), YES_NO) == (1.0, -1.0, 1.0)


def test_a_judge_without_a_fault_may_still_make_one() -> None:
    """Of 10 cases Wilson's bound is 10 / (10 + 1.96 ** 2); the chance is a half."""
    found = kappa_of(marks({("yes", "yes"): 5, ("no", "no"): 5}), YES_NO)
    assert found.value == found.high == 1
    assert found.low == pytest.approx((10 / (10 + 1.959964**2) - 0.5) / 0.5, abs=1e-4)


def test_rates() -> None:
    assert rates_of(FIFTY) == Rates(0.8, 0.6)
    assert rates_of(marks({("yes", "yes"): 3})) is None


@pytest.mark.parametrize(
    ("share", "rates", "right"),
    [
        (0.6, Rates(0.9, 0.8), 0.4 / 0.7),
        (0.3, Rates(0.9, 0.8), 0.1 / 0.7),
        (0.1, Rates(0.9, 0.8), 0.0),
        (0.95, Rates(0.9, 0.8), 1.0),
        (0.42, Rates(1.0, 1.0), 0.42),
    ],
)
def test_a_share_is_corrected_after_rogan_and_gladen(share: float, rates: Rates, right: float) -> None:
    assert corrected(share, rates) == pytest.approx(right)


def test_no_share_can_be_had_from_a_judge_that_guesses() -> None:
    assert corrected(0.5, Rates(0.5, 0.5)) is None
    assert corrected(0.5, Rates(0.3, 0.4)) is None
    assert corrected_share(marks({("yes", "yes"): 9, ("no", "yes"): 3}), [("c", "yes")]) is None
    assert corrected_share(FIFTY, []) is None


def test_the_interval_of_a_corrected_share_holds_the_doubt_about_the_labels() -> None:
    judged: list[tuple[str, Verdict]] = [(f"r{number}", "yes" if number < 120 else "no") for number in range(200)]
    counts: dict[tuple[Verdict, Verdict], int] = {
        ("yes", "yes"): 18,
        ("yes", "no"): 2,
        ("no", "yes"): 4,
        ("no", "no"): 16,
    }
    few = corrected_share(marks(counts), judged)
    many = corrected_share(marks({pair: count * 20 for pair, count in counts.items()}), judged)
    assert few is not None
    assert many is not None
    assert few.value == many.value == pytest.approx(0.4 / 0.7)
    assert few.low < many.low < few.value < many.high < few.high


# --- the bar ------------------------------------------------------------------------------------

GOOD = Calibration(
    rubric="r",
    judge="j",
    classes=YES_NO,
    marks=tuple(marks({("yes", "yes"): 115, ("yes", "no"): 5, ("no", "no"): 118, ("no", "yes"): 2})),
    inconsistent=4,
    errored=2,
    kappa=kappa_of(marks({("yes", "yes"): 115, ("yes", "no"): 5, ("no", "no"): 118, ("no", "yes"): 2}), YES_NO),
)


def test_a_judge_above_the_bar_may_gate() -> None:
    assert GOOD.reasons == ()
    assert GOOD.may_gate
    assert GOOD.labels == 246


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"marks": GOOD.marks[:199]}, "199 labels with a verdict"),
        ({"inconsistent": 20}, "consistency 0.92 is below 0.95"),
        ({"errored": 10}, "3.9% errored"),
        ({"kappa": kappa_of(FIFTY, YES_NO)}, "kappa 0.40 is below 0.7"),
        ({"kappa": None}, "no verdict counts"),
    ],
)
def test_a_judge_below_the_bar_is_told_why(change: dict[str, Any], reason: str) -> None:
    below = replace(GOOD, **change)
    assert not below.may_gate
    assert any(reason in one for one in below.reasons)


# --- labels -------------------------------------------------------------------------------------


def test_there_are_as_many_labels_as_the_docs_say() -> None:
    assert (len(load_needs()), len(load_questions()), len(load_pairs())) == (60, 80, 50)
    sizes = [len(file.read_bytes()) for file in (files("evals.judging") / "labels").iterdir()]
    assert max(sizes) < 250_000


def test_labels_agree_with_themselves() -> None:
    for one in LISTS:
        ids = [candidate.id for candidate in one.candidates]
        assert len(set(ids)) == len(ids)
        assert set(one.by) <= set(ids)
        assert one.label is bool(one.by)
    assert max(len(one.candidates) for one in load_needs()) == 14


def test_labels_are_of_open_cases() -> None:
    """Nobody tunes on what is sealed, judges and matchers included."""
    assert {one.case for one in LISTS} <= {case.id for case in [*load_cases("dev"), *load_cases("wide")]}


def test_pairs_quote_their_cases_and_differ() -> None:
    texts = {case.id: case.text for case in load_constraint_cases("wide")}
    pairs = load_pairs()
    assert [one.case for one in pairs if one.quote not in texts[one.case] or one.a == one.b] == []
    assert min(Counter(one.label for one in pairs).values()) >= 9
    assert len({one.case for one in pairs}) == 50


def test_confusion_counts_pairs() -> None:
    assert confusion(FIFTY)["no", "yes"] == 10
