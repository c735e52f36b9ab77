"""The pattern of a statement by its opening words."""

import pytest

from service.drafting.rules.ears import ears_pattern


@pytest.mark.parametrize(
    ("statement", "pattern"),
    [
        ("The page shall load.", "ubiquitous"),
        ("Mailchimp shall send the e-mail.", "ubiquitous"),
        ("When a gift arrives, the gateway shall report it.", "event"),
        ("While consent is missing, the tag manager shall load no tag.", "state"),
        ("If a payment times out, then the page shall keep the amount.", "unwanted"),
        ("Where SMS is used, the scheduler shall keep quiet hours.", "optional"),
        ("While the sale runs, when a person pays, the shop shall confirm it.", "complex"),
        ("WHEN A GIFT ARRIVES, the gateway shall report it.", "event"),
        ("Whenever-labels are names, the page shall show them.", "ubiquitous"),
    ],
)
def test_the_opening_words_tell_the_pattern(statement: str, pattern: str) -> None:
    assert ears_pattern(statement) == pattern


def test_a_list_after_one_condition_is_not_complex() -> None:
    assert ears_pattern("When a form is sent, the page shall store name, age, and school.") == "event"
