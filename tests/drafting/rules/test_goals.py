"""Goals with their target, baseline and date; and what is none."""

import pytest

from schemas.brief import Goal
from service.drafting.rules.goals import find_goals
from tests.drafting.invented import read


def goals(text: str) -> tuple[Goal, ...]:
    return find_goals(read(text))


def targets(text: str) -> list[float]:
    return [goal.target.value for goal in goals(text) if goal.target]


def test_a_goal_has_target_metric_and_deadline() -> None:
    [goal] = goals("We want to win back 40,000 lapsed members by 30 June 2027.")
    assert goal.target is not None
    assert goal.target.value == 40_000
    assert goal.metric == "members"
    assert goal.deadline == "2027-06-30"


def test_a_goal_stands_in_the_brief_word_for_word() -> None:
    text = "The club is old. We want to sell 4,000 season tickets before the end of August 2027. Nobody objects."
    [goal] = goals(text)
    [place] = goal.evidence
    assert text[place.start : place.end] == place.quote
    assert "4,000 season tickets" in place.quote
    assert "club" not in place.quote


def test_several_targets_are_cut_into_one_goal_each() -> None:
    found = goals("Our targets are 12,000 sign-ups, 3,500 app downloads and £80,000 in gifts by 31 August 2027.")
    assert [goal.target.value for goal in found if goal.target] == [12_000, 3_500, 80_000]
    assert [goal.id for goal in found] == ["G1", "G2", "G3"]
    quotes = [goal.evidence[0].quote for goal in found]
    for own, number in zip(quotes, ("12,000", "3,500", "80,000"), strict=True):
        assert number in own
        assert sum(number in other for other in quotes) == 1


def test_the_date_of_a_sentence_holds_for_each_of_its_targets() -> None:
    found = goals("We aim to win 300 new tenants and to raise 20,000 euros by 31 August 2027.")
    assert [goal.deadline for goal in found] == ["2027-08-31", "2027-08-31"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The goal is £90,000 in gifts by May 2027.", "GBP"),
        ("We want to raise the renewal rate to 64%.", "percent"),
        ("Our aim is to recruit 250 volunteers.", "person"),
    ],
)
def test_the_target_has_its_unit(text: str, unit: str) -> None:
    [goal] = goals(text)
    assert goal.target is not None
    assert goal.target.unit == unit


def test_where_it_starts_from_is_the_baseline_and_no_goal_of_its_own() -> None:
    [goal] = goals("We want to lift the repeat rate from 22% to 27% by 31 March 2027.")
    assert goal.baseline is not None
    assert goal.target is not None
    assert (goal.baseline.value, goal.target.value) == (22, 27)


def test_goals_without_figures_are_read_under_their_heading_without_list_marks() -> None:
    found = goals(
        "# Plan\n\n## Objectives\n\n- Increase bookings in the quiet months\n- Reduce no-shows\n\n## Budget\n\nSmall."
    )
    assert [goal.statement for goal in found] == ["Increase bookings in the quiet months", "Reduce no-shows"]
    assert [goal.target for goal in found] == [None, None]


def test_the_label_is_no_part_of_the_statement() -> None:
    [goal] = goals("Objective: grow the number of regular donors by 800.")
    assert goal.statement.startswith("grow")


@pytest.mark.parametrize(
    "text",
    [
        "Last year we raised £40,000 and won 300 members.",
        "Our target audience is parents with young children.",
        "The target group are people between 25 and 40.",
        "Do you want to reach more people?",
        "The page must load within two seconds.",
        "We e-mail 40,000 customers on 4 May 2027.",
        "Entry criteria: members for 3 years.",
        "The budget is 30,000 euros.",
    ],
)
def test_what_is_no_goal(text: str) -> None:
    assert goals(text) == ()


def test_a_goal_told_twice_is_one_goal() -> None:
    found = goals("We want to sell 4,000 season tickets. As said, the goal is to sell 4,000 season tickets.")
    assert targets("We want to sell 4,000 season tickets. As said, the goal is to sell 4,000 season tickets.") == [4000]
    assert len(found) == 1


def test_two_goals_in_two_sentences_are_numbered_in_order() -> None:
    found = goals("We want to sell 4,000 season tickets. We also hope to win 60 new sponsors by 1 March 2027.")
    assert [(goal.id, goal.target.value if goal.target else None) for goal in found] == [("G1", 4000), ("G2", 60)]


def test_words_of_an_advertisement_are_no_goal() -> None:
    assert goals('Headline: "Win back your evenings!"\nWe e-mail 400 members on 4 May 2027.') == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ziel: 2.000 Buchungen bis zum 30. Juni 2027.", 2000),
        ("Objetivo: 2.000 reservas antes del 30 de junio de 2027.", 2000),
        ("Objectif : 2 000 réservations avant le 30 juin 2027.", 2000),
    ],
)
def test_targets_are_read_in_other_languages(text: str, value: float) -> None:
    assert targets(text) == [value]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("Move 14,000 of an estimated 22,500 ticket users to the card by the end of April 2027.", [14_000]),
        ("Goals:\n\n- 25,000 accounts by 31 October 2027 (Sweden 17,000, Finland 8,000)\n", [25_000]),
        ("1) Aim. 700 new contacts, 120 demos on the stand.\n2) Place. Hall two.\n", [700, 120]),
        ("# Success\n\n- 2,400 completed exams from this wave\n- No-show rate under 12%\n", [2_400, 12]),
        ("I want 2,500 a month by the end of May 2027.", [2_500]),
        ("We want 2,200 visitors in June (last year 1,450 came) and 600 new members by July 2027.", [2_200, 600]),
        ("Last year we sold 900 seats and this year the target is 6,500 seats.", [6_500]),
    ],
)
def test_the_figure_to_reach_is_told_from_the_others(text: str, reached: list[float]) -> None:
    assert targets(text) == reached


@pytest.mark.parametrize(
    "text",
    [
        "The fare rises from $3.50 to $3.75 on 1 March 2027.",
        "Prices run anywhere from $39 to $119.",
        "Grand prize: a sewing machine worth $3,499, one per state by 1 May 2027.",
    ],
)
def test_prices_and_prizes_are_no_goals(text: str) -> None:
    assert targets(text) == []
