"""Cases and their gold: what is marked stands in the text."""

import re
from typing import get_args

import pytest
from pydantic import ValidationError

from evals.gold.base import Split
from evals.gold.briefs import Case, GoldFact, Span, marked_span, occurrences, quotes_of
from evals.gold.loading import load_cases
from schemas.requirement import Category

CASES = [case for split in get_args(Split) for case in load_cases(split)]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def small(text: str, **fields: object) -> Case:
    empty: dict[str, object] = {
        name: []
        for name in (
            "facts",
            "goals",
            "regulations",
            "not_regulations",
            "needs",
            "must_ask",
            "must_not_ask",
            "contradictions",
        )
    }
    base = {
        "id": "x",
        "why": "y",
        "split": "dev",
        "today": "2026-11-21",
        "text": text,
        "must_stay_empty": [],
        "outcome": "partial",
    }
    return Case.model_validate({**empty, **base, **fields})


@each_case
def test_each_gold_fact_stands_in_its_text(case: Case) -> None:
    for fact in case.facts:
        span = marked_span(case, fact)
        assert case.text[span.start : span.end] == fact.text


@each_case
def test_each_quote_of_the_gold_stands_in_its_text(case: Case) -> None:
    assert [quote for quote in quotes_of(case) if quote not in case.text] == []


@each_case
def test_no_mark_is_made_twice(case: Case) -> None:
    marks = [(fact.kind, fact.text, fact.nth) for fact in case.facts]
    assert len(set(marks)) == len(marks)


@each_case
def test_its_needs_have_categories_and_no_law_is_both_raised_and_ruled_out(case: Case) -> None:
    assert {need.category for need in case.needs} <= set(get_args(Category))
    assert not {law.id for law in case.regulations} & set(case.not_regulations)


@each_case
def test_its_outcome_is_one_there_is(case: Case) -> None:
    assert case.outcome in ("complete", "partial", "too_thin")


@each_case
def test_its_name_says_nothing_twice(case: Case) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", case.id)
    assert case.why


def test_there_are_enough_cases_and_some_that_nobody_tunes_on() -> None:
    assert len(CASES) >= 150
    assert len(load_cases("sealed")) * 5 >= len(CASES)
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("split", get_args(Split))
def test_a_case_lies_in_the_folder_of_its_split(split: Split) -> None:
    assert {case.split for case in load_cases(split)} == {split}


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError):
        small("We mail 40 members.", surprise=1)


def test_the_nth_place_is_counted_from_one() -> None:
    case = small("40 members and 40 donors")
    assert marked_span(case, GoldFact(kind="count", text="40")) == Span(0, 2)
    assert marked_span(case, GoldFact(kind="count", text="40", nth=2)) == Span(15, 17)


def test_a_mark_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="substring"):
        marked_span(small("40 members"), GoldFact(kind="count", text="40", nth=2))


def test_every_place_of_a_text_is_found() -> None:
    assert occurrences(small("40 members and 40 donors"), "40") == [Span(0, 2), Span(15, 17)]
    assert occurrences(small("40 members"), "50") == []


@pytest.mark.parametrize(("start", "end", "shared"), [(0, 5, True), (4, 9, True), (5, 9, False), (9, 12, False)])
def test_spans_overlap_where_they_share_a_character(start: int, end: int, shared: bool) -> None:
    assert Span(0, 5).overlaps(start, end) is shared
