"""How firm a constraint is: what its words say, and never law by guessing."""

import pytest

from schemas.explanation import Firmness
from tests.reading.constraints.constraint_reading import one

CASES: list[tuple[str, Firmness]] = [
    ("Under the Data Protection Act 2018 guest data must stay in the EU.", "law"),
    ("The law requires that consent can be withdrawn.", "law"),
    ("GDPR requires that consent can be withdrawn at any time.", "law"),
    ("The supplier's contract allows at most 3 users.", "contract"),
    ("Our policy is that passwords must have 12 characters.", "policy"),
    ("Servers cannot handle more than 900 visits a minute.", "capacity"),
    ("We would prefer PNG files.", "preference"),
    ("Subject lines should be short.", "preference"),
]


@pytest.mark.parametrize(("sentence", "firmness"), CASES)
def test_the_firmness_and_the_words_that_show_it(sentence: str, firmness: Firmness) -> None:
    found = one(sentence)
    assert found.firmness == firmness
    assert found.firmness_why


@pytest.mark.parametrize(
    "sentence",
    [
        "Personal data must be deleted after 30 days.",
        "Children under 13 must not take part without a parent.",
        "Consent must be recorded.",
        "SOC 2 requires a check of access each year.",
        "The pages must conform to WCAG 2.2.",
        "The pages must conform to EN 301 549.",
        "The Act of Love campaign must not start before 4 May 2027.",
    ],
)
def test_law_is_never_guessed(sentence: str) -> None:
    assert one(sentence).firmness != "law"
