"""Numbers held against the words and sums that they come from."""

import asyncio
import re
from datetime import date

import pytest

from evals import suites
from evals.engines import Measured
from evals.gold.constraints import ConstraintCase
from evals.results import EngineIdentity
from evals.scorers import constraints, grounding, loads, plain_words
from evals.scorers.figures import may_be_day, may_mean, numbers_in
from evals.scorers.score import Score, Scores
from evals.selftest.edits import rewritten
from schemas.base import Evidence, Quantity
from schemas.brief import Fact
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.parts import InputSource, Workload, WorkloadInput
from schemas.specification import Specification
from service.drafting.rules.engine import RulesEngine
from tests.evals.test_gold import small
from tests.stub_run import specification


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40,000", 40000), ("1.400 Euro", 1400), ("1.4 million", 1.4e6), ("3,5 millones de euros", 3.5e6),
        ("64 000 €", 64000), ("₹60 lakh", 6e6), ("400 T€", 4e5), ("68p", 0.68), ("45k", 45000), ("0,8 %", 0.8),
        ("1 in 6", 16.7), ("every 15 minutes", 4), ("every 30 days", 0.0333), ("two thirds", 66.7), ("half", 50),
        ("eight hundred and forty", 840), ("four and a half thousand", 4500), ("a quarter of a million", 250_000),
        ("one in five", 20), ("nightly", 1), ("Tuesdays and Thursdays", 2), ("zweimal im Monat", 2), ("a second", 1),
        ("every second Tuesday", 0.5), ("dos semanas", 2), ("an hour", 1),
    ],
)  # fmt: skip
def test_words_may_stand_for_a_value(text: str, value: float) -> None:
    assert may_mean(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40,000", 44000), ("40,000", 4000), ("1.400 Euro", 140), ("45-50 minutes", 90), ("10 days", 1),
        ("1.4 million", 1.5e6), ("weekly", 2), ("two weeks", 2.2), ("every two years", 0.25), ("half", 25),
        ("every third week", 1), ("every four hours", 6.6),
    ],
)  # fmt: skip
def test_words_cannot_stand_for_another(text: str, value: float) -> None:
    assert not may_mean(text, value)


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("4 May 2027", "2027-05-04", True), ("4 May 2027", "2027-05-05", False), ("2/1/27", "2027-02-01", True),
        ("4 to 15 January", "2027-01-04/2027-01-15", True), ("9pm", "21:00", True), ("9pm", "20:00", False),
        ("end of Q3", "2027-09-30", True), ("3 days after", "2027-02-11", True), ("24 horas", "00:00", True),
    ],
)  # fmt: skip
def test_a_day_has_the_numbers_of_its_words(text: str, value: str, right: bool) -> None:
    assert may_be_day(text, value) is right


def test_marks_between_thousands_make_no_other_number() -> None:
    assert numbers_in("10,000 and 10000, 1.5 at 14:00") == ["10000", "10000", "1.5", "14:00"]


# --- briefs -------------------------------------------------------------------------------------

TEXT = "We write to 40,000 members on 4 May 2027."


def graded(**values: object) -> Scores:
    given: Specification = specification(TEXT).model_copy(update=values)
    return grounding.score(small(TEXT), given)


def fact(value: float | str, text: str = "40,000", **more: object) -> Fact:
    start = TEXT.index(text)
    whole = {"id": "F1", "kind": "count", "text": text, "sentence": "S1", "start": start, "end": start + len(text)}
    return Fact.model_validate({**whole, "value": value, **more})


def test_a_value_is_held_against_its_own_words() -> None:
    day = fact("2027-05-05", "4 May 2027", kind="date")
    assert graded(facts=[fact(40000)])["grounding.values"] == Score(1, 1)
    assert graded(facts=[fact(44000), day])["grounding.values"][:2] == (0, 2)


def test_evidence_counts_wherever_it_stands() -> None:
    minors, schedule = specification(TEXT).privacy.minors, specification(TEXT).schedule
    right = Evidence(sentence="S1", start=0, end=2, quote="We")
    wrong = right.model_copy(update={"start": 1, "end": 3})
    privacy = specification(TEXT).privacy.model_copy(update={"minors": minors.model_copy(update={"evidence": [wrong]})})
    launch = schedule.model_copy(update={"launch_evidence": [right]})
    assert graded(privacy=privacy, schedule=launch)["grounding.evidence"] == Score(1, 2, ("We",))


def load(value: float = 644, formula: str = "31,000 messages × 99% delivered × 2.1% followed = 644 visits") -> Workload:
    given = [("messages", 31000.0), ("delivered", 0.99), ("click", 0.021)]
    sources = InputSource(kind="assumption", ref="x")
    return Workload(
        id="visits.email",
        name="Visits",
        result=Quantity(value=value, unit="visit"),
        formula=formula,
        inputs=[WorkloadInput(name=name, value=one, unit="ratio", source=sources) for name, one in given],
        low=516,
        mid=644,
        high=1116,
        evidence=[],
    )


def sums(one: Workload) -> Score:
    spec = specification(TEXT)
    scale = spec.scale.model_copy(update={"workloads": [one]})
    return loads.score(small(TEXT), spec.model_copy(update={"scale": scale}))["scale.sums"]


def test_a_sum_that_is_right_holds_in_all_its_parts() -> None:
    assert sums(load()) == Score(7, 7)


@pytest.mark.parametrize(
    "wrong",
    [
        load(value=708),
        load(formula="31,000 messages × 99% delivered × 2.1% followed = 708 visits"),
        load(formula="31,000 messages × 99% delivered × 3.1% followed = 644 visits"),
        load().model_copy(update={"mid": 700}),
        load().model_copy(update={"low": 700}),
        load().model_copy(update={"inputs": [load().inputs[0].model_copy(update={"value": 30000})]}),
    ],
    ids=["result", "told", "factor", "middle", "bound", "input"],
)
def test_a_sum_with_a_wrong_part_does_not(wrong: Workload) -> None:
    found = sums(wrong)
    assert found.right < found.of


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("24.4 visits per second × (1 + 10% by scanners) × headroom (2) = 53.7 visits per second", 53.7),
        ("6,300 messages ÷ 2,000 a day, each begun day counted = 4 days (250 at first, then 10,000)", 4),
        ("messages × events each, over all sends = 2,640,000 records", 2640000),
    ],
)
def test_sums_of_other_forms_are_understood(formula: str, value: float) -> None:
    one = load(value, formula).model_copy(update={"inputs": [], "low": 0, "mid": value, "high": value})
    found = sums(one)
    assert found.right == found.of


# --- constraints --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def explained() -> tuple[ConstraintCase, Explanation]:
    """Two rules, as the rules explain them."""
    text = "You must not send more than 10,000 messages per hour. Every list must be approved within 3 working days."
    case = ConstraintCase(
        id="x",
        why="y",
        today=date(2027, 1, 4),
        split="dev",
        language="en",
        text=text,
        constraints=[],
        not_constraints=[],
    )
    measured = Measured(RulesEngine(), None, EngineIdentity(name="rules", code="c"))
    return case, asyncio.run(suites.explained(text, case.today, measured))


def changed(explanation: Explanation, pattern: str, words: str) -> Explanation:
    """The plain texts with other words wherever the pattern stands first."""

    def one(constraint: ExplainedConstraint) -> ExplainedConstraint:
        match = re.search(pattern, constraint.plain)
        return rewritten(constraint, *match.span(), words) if match else constraint

    return explanation.model_copy(update={"constraints": [one(constraint) for constraint in explanation.constraints]})


def lost(explained: tuple[ConstraintCase, Explanation], pattern: str, words: str) -> set[str]:
    """The metrics that fall when the plain text is changed so."""
    case, given = explained
    before, after = plain_words.score(case, given), plain_words.score(case, changed(given, pattern, words))
    assert changed(given, pattern, words) != given
    return {name for name, score in after.items() if score.value < (before[name].value if name in before else 1.0)}


def test_the_rules_keep_what_their_source_says(explained: tuple[ConstraintCase, Explanation]) -> None:
    scores = plain_words.score(*explained) | constraints.score(*explained)
    assert {name: score.value for name, score in scores.items() if score.value < 1} == {}


@pytest.mark.parametrize(
    ("pattern", "words", "metrics"),
    [
        ("10,000", "11,000", {"plain.all_numbers", "plain.made_up", "plain.verbatim"}),
        ("10,000", "10000", set()),
        (r"\b3\b", "some", {"plain.all_numbers", "plain.verbatim"}),
        (r"\bmust not\b", "mustn't", set()),
        (r"\bmust not\b", "should not", {"plain.binding"}),
        (r"\bmust not\b", "may", {"plain.binding"}),
        (r"\bmust be\b", "should be", {"plain.binding"}),
        (r"\bmust be\b", "could be", {"plain.binding"}),
        (r"\bmust be\b", "has to be", set()),
        (r"$", " Mind the webhook.", {"plain.jargon"}),
        (r"$", " You can ask for 5 more.", {"plain.made_up", "plain.binding"}),
    ],
)
def test_what_a_plain_text_loses_or_makes_up_is_seen(
    explained: tuple[ConstraintCase, Explanation], pattern: str, words: str, metrics: set[str]
) -> None:
    assert lost(explained, pattern, words) == metrics


def test_a_constraint_that_stands_nowhere_is_seen(explained: tuple[ConstraintCase, Explanation]) -> None:
    case, given = explained
    first = given.constraints[0]
    moved = first.source.model_copy(update={"start": first.source.start + 1, "end": first.source.end + 1})
    quantity = first.quantities[0].model_copy(update={"value": 11000})
    wrong = first.model_copy(update={"source": moved, "quantities": [quantity, *first.quantities[1:]]})
    scores = constraints.score(case, given.model_copy(update={"constraints": [wrong, *given.constraints[1:]]}))
    assert scores["constraints.verbatim"].right == scores["constraints.verbatim"].of - 1
    assert scores["constraints.values"].right == scores["constraints.values"].of - 1
