"""Cases of constraint texts and pairs: their gold stands in the text, and the rules reach the gate on them."""

from collections import Counter
from functools import cache

import pytest

from evals.constraint_gold import ConstraintCase, PairCase, load_constraint_cases, load_pairs
from evals.constraints import score_pairs, score_texts, table
from evals.scorers.pairs import forms_of

TEXTS = [*load_constraint_cases("wide"), *load_constraint_cases("sealed")]
PAIRS = load_pairs()
GATE = {"found": 0.93, "kind": 0.78, "numbers": 0.87, "firmness": 0.65}
"""Shares of the gold on the texts that the rules were mended on; new texts are read less well, see the README."""


@cache
def texts() -> Counter[str]:
    return score_texts(load_constraint_cases("wide"))


@cache
def pairs() -> Counter[str]:
    return score_pairs(PAIRS)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.id)
def test_what_is_marked_stands_in_the_text(case: ConstraintCase) -> None:
    marked = [gold.quote for gold in case.constraints] + list(case.not_constraints)
    marked += [text for gold in case.constraints for text in (*gold.numbers, *gold.conditions, *gold.exceptions)]
    marked += [text for one in case.overrides for text in (one.later, one.earlier)]
    assert [text for text in marked if text not in case.text] == []


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.id)
def test_what_a_pair_marks_stands_in_its_texts(case: PairCase) -> None:
    quotes = [*(one.quote for one in case.collisions), *(one.quote for one in case.no_collision)]
    assert [text for text in quotes if text not in case.constraints] == []
    assert [one.brief_quote for one in case.collisions if one.brief_quote not in case.brief] == []


def test_there_are_enough_texts_and_some_that_nobody_tunes_on() -> None:
    assert len(load_constraint_cases("wide")) >= 24
    assert len(load_constraint_cases("sealed")) >= 10
    assert len(PAIRS) >= 10
    assert len({case.id for case in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("name", GATE)
def test_the_share_reaches_the_gate(name: str) -> None:
    share = texts()[name] / texts()[f"{name}/gold"]
    assert share >= GATE[name], table(texts())


def test_nothing_is_the_source_again_and_every_term_is_explained() -> None:
    assert texts()["source again"] == 0
    assert texts()["unexplained terms"] == 0


def test_law_is_not_guessed() -> None:
    assert texts()["law guessed"] <= 1, "one text of the wide set names a law that its gold does not count"


def test_collisions_are_found_and_none_is_made_up() -> None:
    assert pairs()["collisions"] >= 0.9 * pairs()["collisions/gold"], table(pairs())
    assert pairs()["fits"] == pairs()["fits/gold"]


@pytest.mark.parametrize(
    ("value", "form"),
    [(216000, "216,000"), (0.5, "0.5"), ("2026-03-20", "20 March 2026"), ("1:48:20", "1 hour 48 minutes 20 seconds")],
)
def test_a_number_of_the_gold_is_found_as_people_write_it(value: int | float | str, form: str) -> None:
    number = PAIRS[0].collisions[0].numbers[0].model_copy(update={"value": value})
    assert form in list(forms_of(number))
