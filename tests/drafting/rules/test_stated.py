"""Obligations in so many words."""

import pytest

from service.drafting.rules.stated import stated_needs
from service.needs import Need
from tests.drafting.invented import drafted, read, sentence


def stated(text: str) -> list[Need]:
    return stated_needs(read(text), set())


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The page must load on old phones.", "The page shall load on old phones."),
        (
            "The PIN letter must not be mixed up: last time somebody got another's.",
            "The PIN letter shall not be mixed up.",
        ),
        (
            "3 deals a day, price must switch in shop and app at once.",
            "The price shall switch in shop and app at once.",
        ),
        ("The site (larkspur.example) has to load fast.", "The site (larkspur.example) shall load fast."),
        ("- Forms must not ask for the date of birth.", "The forms shall not ask for the date of birth."),
        ("Each member needs to see the nearest shop.", "Each member shall see the nearest shop."),
        ("All codes have to work at the tills.", "All codes shall work at the tills."),
        ("Please note: the list has to be encrypted.", "The list shall be encrypted."),
        ("Members who ticked no mail must be left out.", "The members who ticked no mail shall be left out."),
        ("Anyone who is a member must be left out.", "Anyone who is a member shall be left out."),
        ("Those who have objected must not be called.", "Those who have objected shall not be called."),
        ("The page that asks for points has to load fast.", "The page that asks for points shall load fast."),
        (
            "gift aid declaration must be stored for 6 years after the last gift",
            "The gift aid declaration shall be stored for 6 years after the last gift.",
        ),
        (
            "Guide dogs and wheelchair cabins have to stay bookable by phone and we keep a note of that.",
            "The guide dogs and wheelchair cabins shall stay bookable by phone.",
        ),
        ("Our donors should be able to pay by card.", "Our donors shall be able to pay by card."),
    ],
)
def test_an_obligation_becomes_a_statement_with_shall(text: str, statement: str) -> None:
    assert [need.statement for need in stated(text)] == [statement]


@pytest.mark.parametrize(
    ("text", "priority"),
    [("The page must load on old phones.", "must"), ("The page should load on old phones.", "should")],
)
def test_the_modal_gives_the_priority(text: str, priority: str) -> None:
    assert [(need.priority, need.origin) for need in stated(text)] == [(priority, "stated")]


def test_the_whole_sentence_is_the_evidence() -> None:
    text = "The page is new. The page must load on old phones. That is all."
    [need] = stated(text)
    [place] = need.evidence
    assert place.quote == text[place.start : place.end] == "The page must load on old phones."


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The page must load within two seconds.", "scale"),
        ("The app must be available 24/7.", "availability"),
        ("The portal must ask for a password.", "security"),
        ("The form must record consent for texts.", "privacy"),
        ("Members who objected must be left out.", "privacy"),
        ("The dashboard must count visitors once.", "measurement"),
        ("The videos must be ready before the fair.", "time"),
        ("The page must look good in the dark.", "integration"),
    ],
)
def test_the_words_tell_the_category(text: str, category: str) -> None:
    assert [need.category for need in stated(text)] == [category]


@pytest.mark.parametrize(
    "text",
    [
        "The weather must be good on the day.",
        "We must talk about it on Monday.",
        "The page was a must for everybody.",
        "Anyone must feel welcome on the day.",
        "# The page must load",
        'Headline: "Your page must load faster!"',
        "The page must:",
        "The website shall work perfectly on:",
    ],
)
def test_what_asks_nothing_of_a_system(text: str) -> None:
    assert stated(text) == []


def test_a_sentence_that_another_need_restates_is_left_out() -> None:
    reading = read("The page must load on old phones. The form must reject robots at once.")
    taken = {sentence(reading, "old phones").id}
    assert [need.object for need in stated_needs(reading, taken)] == ["the form"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The landing page must show prices in pounds. We e-mail 400 members on 4 May 2027.", "prices in pounds"),
        (
            "We e-mail 400 members on 4 May 2027. The e-mail must not name the illness of the reader.",
            "shall not name the illness",
        ),
        ("The landing page must load within two seconds on a phone. We e-mail 400 members.", "load within two seconds"),
    ],
)
def test_an_obligation_is_kept_where_other_needs_follow_from_its_sentence(text: str, words: str) -> None:
    assert [need.statement for need in drafted(text).needs if words in need.statement]


def test_what_a_pattern_restates_is_not_said_twice() -> None:
    needs = drafted(
        "We e-mail 400 members on 4 May 2027. Messages must arrive within five minutes of the sign-up."
    ).needs
    assert len([need for need in needs if "five minutes" in need.statement]) == 1
