"""Cases of constraint texts, pairs and controls: their gold stands in the text."""

import pytest

from evals.gold.constraints import ConstraintCase, PairCase
from evals.gold.loading import load_constraint_cases, load_controls, load_pairs
from evals.scorers.collisions import forms_of
from service.errors import LiaisonError

TEXTS = [*load_constraint_cases("wide"), *load_constraint_cases("sealed")]
PAIRS = [*load_pairs("wide"), *load_pairs("sealed")]


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


def test_there_are_enough_texts() -> None:
    assert len(TEXTS) >= 24
    assert len(PAIRS) >= 20
    assert len({case.id for case in [*TEXTS, *PAIRS]}) == len(TEXTS) + len(PAIRS)


def test_a_fifth_is_sealed() -> None:
    assert len(load_constraint_cases("sealed")) * 5 >= len(TEXTS)
    assert len(load_pairs("sealed")) * 5 >= len(PAIRS)


def test_a_control_wants_an_error_that_there_is() -> None:
    codes = {error.code for error in _all_errors(LiaisonError)}
    assert {case.holds.error for case in load_controls() if case.holds.error} <= codes


def test_every_control_asks_for_something() -> None:
    assert [case.id for case in load_controls() if case.holds == type(case.holds)()] == []


def _all_errors(error: type[LiaisonError]) -> list[type[LiaisonError]]:
    return [error, *(one for child in error.__subclasses__() for one in _all_errors(child))]


@pytest.mark.parametrize(
    ("value", "form"),
    [(216000, "216,000"), (0.5, "0.5"), ("2026-03-20", "20 March 2026"), ("1:48:20", "1 hour 48 minutes 20 seconds")],
)
def test_a_number_of_the_gold_is_found_as_people_write_it(value: int | float | str, form: str) -> None:
    number = PAIRS[0].collisions[0].numbers[0].model_copy(update={"value": value})
    assert form in list(forms_of(number))
