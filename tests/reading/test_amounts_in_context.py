"""Whose dollar is meant, parts of an amount, captions of tables, entities between number and unit."""

import pytest

from tests.soundness import run

ROWS = "\n\n| Item | Amount | Who |\n|---|---|---|\n| Media | 310,000 | Ana |\n| Print | 42,000 | Ben |\n"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The clinics in NSW and Queensland have $40,000.", "AUD"),
        ("Stores in Ontario and Alberta share $40,000.", "CAD"),
        ("Libraries in Auckland get $40,000.", "NZD"),
        ("Shops in Texas and Ohio get $40,000; nothing in Canada.", "USD"),
        ("The shops get $40,000.", "USD"),
    ],
)
def test_a_dollar_is_that_of_the_places_that_are_named(text: str, unit: str) -> None:
    assert [fact.unit for fact in run(text).facts if fact.kind == "money"] == [unit]


@pytest.mark.parametrize(
    "text", ["Money: £90,000, radio is 30k of that.", "We have £90,000, of it 30k of this for print."]
)
def test_a_part_of_an_amount_is_money(text: str) -> None:
    assert [(fact.value, fact.unit) for fact in run(text).facts if fact.kind == "money"] == [
        (90000, "GBP"),
        (30000, "GBP"),
    ]


def test_a_part_of_people_is_none() -> None:
    assert [fact.kind for fact in run("We write to 90,000 members, 30k of them in Kent.").facts][:2] == [
        "count",
        "count",
    ]


def test_the_caption_of_a_table_gives_the_currency() -> None:
    facts = run(f"Newsletter plan\n\nTable 1: budget in EUR{ROWS}").facts
    assert [(fact.value, fact.unit) for fact in facts if fact.kind == "money"] == [(310000, "EUR"), (42000, "EUR")]


def test_without_a_caption_nobody_knows() -> None:
    assert [fact for fact in run(f"Newsletter plan\n\nTable 1: visits{ROWS}").facts if fact.kind == "money"] == []


def test_entities_between_number_and_unit_are_blanks() -> None:
    facts = run("<p>Kept for 90&nbsp;days, sent in 3&ndash;5 working days, for 2500&nbsp;EUR.</p>").facts
    told = [(fact.value, fact.high, fact.unit) for fact in facts if fact.kind in ("duration", "money")]
    assert told == [(90, None, "day"), (3, 5, "working_day"), (2500, None, "EUR")]


@pytest.mark.parametrize("text", ["Last year, 212.", "It was 212 last year.", "340 came, against 212 the year before."])
def test_a_number_beside_a_past_year_counts(text: str) -> None:
    assert 212 in [fact.value for fact in run(f"We sell stays. {text}").facts if fact.kind == "count"]


def test_what_some_people_did_puts_no_plan_into_the_past() -> None:
    facts = run(
        "Plan: one e-mail on Tuesday 9 March 2027 at 8am, a text two days later to those who did not open it."
    ).facts
    assert {fact.role for fact in facts if fact.kind in ("date", "window")}.isdisjoint({"past_result"})


def test_a_target_beside_last_year_is_a_goal() -> None:
    result = run(
        "We e-mail 18,000 members on 9 March 2027. Target 900 orders by 31 March; last year's win-back brought 410."
    )
    assert [goal.target.value for goal in result.goals if goal.target] == [900]
