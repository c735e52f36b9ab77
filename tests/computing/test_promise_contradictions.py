"""Promises that the brief itself rules out, and look-alikes that hold."""

import pytest

from schemas.base import Quantity
from schemas.brief import Goal
from service.computing.promise_contradictions import promise_contradictions
from tests.computing.made_brief import HandMade


def texts(made: HandMade, **values: object) -> list[str]:
    return [item.text for item in promise_contradictions(made.campaign(**values))]


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (("Stock comes in nightly, but the page must show it in real time.",), 1),
        (("The stock file is refreshed nightly.", "The page must show the stock hourly."), 1),
        (("The stock file is refreshed nightly.", "The page must show prices hourly."), 0),
        (("Stock comes in nightly, and the mail is sent at once.",), 0),
        (("The stock file is refreshed nightly.", "The page shows the stock of the day before."), 0),
    ],
)
def test_data_cannot_be_fresher_than_it_comes(sentences: tuple[str, ...], found: int) -> None:
    made = HandMade(*sentences)
    for position, sentence in enumerate(sentences):
        if "stock" in sentence:
            before = sum("stock" in other for other in sentences[:position])
            made.mention("data", "stock", nth=before + 1)
    assert len(texts(made)) == found


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (("Every evening the managers need the number of sales per bar.", "Till data arrives overnight."), True),
        (("Takings per shop are wanted at closing time.", "Our order file is loaded once a night."), True),
        (("Every morning the managers need the number of sales per bar.", "Till data arrives overnight."), False),
        (("Every evening the managers meet.", "Till data arrives overnight."), False),
        (("Every evening the managers need the number of sales.", "Till data arrives every 15 minutes."), False),
        (("Every evening the managers need the number of sales.", "The newsletter file arrives overnight."), False),
    ],
)
def test_figures_of_an_evening_cannot_rest_on_data_of_the_night(sentences: tuple[str, ...], found: bool) -> None:
    assert any("Figures are wanted" in text for text in texts(HandMade(*sentences))) is found


@pytest.mark.parametrize(("budget", "found"), [(42_000, True), (33_000, False)])
def test_a_budget_over_its_target_is_held_against_the_cost_allowed(budget: int, found: bool) -> None:
    made = HandMade("We want 400 leads at a cost per lead under 85 EUR.", f"The budget is {budget} EUR.")
    made.mention("money", "85 EUR", value=85, unit="EUR", role="limit")
    made.mention("money", f"{budget} EUR", value=budget, unit="EUR", role="budget")
    goal = Goal(id="G1", statement="", target=Quantity(value=400, unit="lead"), evidence=[made.place("400 leads")])
    said = texts(made, goals=(goal,))
    assert bool(said) is found
    assert not found or "105 EUR for each lead" in said[0]


@pytest.mark.parametrize(
    ("sentence", "duration", "found"),
    [
        ("Data are kept 5 years, or three.", "5 years", True),
        ("It runs for 2 weeks or three, depending on whom you ask.", "2 weeks", True),
        ("Delivery takes 2 days or three.", "2 days", False),
        ("Data are kept 5 years or until the person objects.", "5 years", False),
    ],
)
def test_two_terms_in_one_breath(sentence: str, duration: str, found: bool) -> None:
    made = HandMade(sentence).mention("duration", duration, value=5, unit="year")
    assert bool(texts(made)) is found
