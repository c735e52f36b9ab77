"""Data that a brief keeps out of use is told in its own words, and only where it is about people."""

import pytest

from service.drafting.rules.data_bans import find_data_bans
from tests.drafting.invented import drafted, read

OPENING = "Larkspur Rowing writes to its members by e-mail on 1 March 2027.\n\n"


def bans(text: str) -> list[str]:
    return [one.words for one in find_data_bans(read(f"{OPENING}{text}"))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No diagnosis in any message.", "No diagnosis in any message"),
        ("Patient records stay in Meditech.", "Patient records stay in Meditech"),
        ("We do not share customer lists with the printer.", "We do not share customer lists with the printer"),
        ("Leave out the guests, and don't show medical notes anywhere.", "don't show medical notes anywhere"),
        ("We hold birthdays; we agreed not to use the birthdays.", "we agreed not to use the birthdays"),
        (
            "Some visitors told us about their health; we must not use that.",
            "Some visitors told us about their health; we must not use that",
        ),
        ("Purchase history must not be used for adverts.", "Purchase history must not be used for adverts"),
        ("No patient lists are to be uploaded to Meta.", "No patient lists are to be uploaded to Meta"),
    ],
)
def test_it_is_told_in_the_words_of_the_brief(text: str, words: str) -> None:
    assert bans(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "May we not use the birthdays?",
        "Larder and Pantry do not share a customer number.",
        "The form has no more than eight fields and takes the e-mail address.",
        "We have no record of who agreed to texts.",
        "We do not show the opening hours.",
        "We rowed in the rain; we do not use that boat.",
        "The harbour must not be used for boats.",
        "The birthdays are in Larder.",
    ],
)
def test_what_rules_out_no_data_about_people_is_not_taken_for_it(text: str) -> None:
    assert bans(text) == []


def test_it_becomes_a_requirement_that_quotes_it() -> None:
    [need] = [one for one in drafted(f"{OPENING}No diagnosis in any message.").needs if one.need == "privacy.data_ban"]
    assert "“No diagnosis in any message”" in need.statement
    assert [place.quote for place in need.evidence] == ["No diagnosis in any message."]
