"""Labels in front of a colon against clauses with a colon in them."""

import pytest

from service.reading.labels import label_of


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Budget: 42k", "Budget"),
        ("Objectif : recruter 200 bénévoles", "Objectif"),
        ("  Goal:  400 leads", "Goal"),
        ("✅ Subject line: open me", "Subject line"),
        ("What we want to do: a tour", "What we want to do"),
        ("Headlines (under 40 characters, three of them): a", "Headlines (under 40 characters, three of them)"),
        ("Key dates：see below", None),
        ("Timing:", "Timing"),
        ("Q3 target: 60 sign-ups", "Q3 target"),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "We have two goals: reach and sales",
        "The site opens at 10:00 sharp",
        "See https://orchard.example for more",
        "All mails go out on Monday. Exception: Easter",
        "and then: silence followed by a rush",
        "There is one thing that Legal wants to know before we start: who signs",
        "no colon here",
    ],
)
def test_clauses_have_no_label(text: str) -> None:
    assert label_of(text) is None


def test_the_most_words_can_be_set() -> None:
    text = "Ideas for the autumn fair: one link"
    assert label_of(text) == "Ideas for the autumn fair"
    assert label_of(text, most=4) is None
