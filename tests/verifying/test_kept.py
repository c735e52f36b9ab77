"""Whether a plain text keeps its source: a text that says less has to be caught, whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.plain.worded import synonyms, word
from service.verifying.kept import Account, account
from tests.verifying.constraint_made import constraint

RULE = (
    "Agencies must not send more than 40 messages per second after 4 May 2027 if the list is shared, "
    "unless the Data Protection Office agrees."
)
GOOD = (
    "From 4 May 2027 on agencies must not send above 40 messages per second if the list is shared. "
    "The exception: if the Data Protection Office agrees."
)


def look(plain: str, text: str = RULE) -> Account:
    one, readable = constraint(text)
    return account(one, plain, readable, synonyms)


def test_a_text_that_says_everything_misses_nothing() -> None:
    assert look(GOOD).missing == ()


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("40", "50", "number"),
        ("40", "400", "number"),
        ("40", "4.0", "number"),
        ("4 May 2027", "5 May 2027", "number"),
        ("must not send", "send", "negation"),
        ("must not", "must", "negation"),
        ("if the list is shared", "often", "condition"),
        ("The exception: if the Data Protection Office agrees.", "", "exception"),
    ],
)
def test_what_a_text_drops_or_changes_is_missed(before: str, after: str, what: str) -> None:
    assert before in GOOD
    assert what in {missing.what for missing in look(GOOD.replace(before, after)).missing}


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Exports must be encrypted.", "Exports may be scrambled."),
        ("You may reuse templates.", "You have templates."),
        ("Pictures should be small.", "Pictures are small."),
    ],
)
def test_a_force_that_is_gone_is_missed(source: str, plain: str) -> None:
    assert [missing.what for missing in look(plain, source).missing] == ["obligation"]


def test_every_thing_that_is_kept_has_its_place() -> None:
    for kept in look(GOOD).kept:
        assert RULE[kept.start : kept.end] == kept.text
        assert GOOD[kept.plain_start : kept.plain_end].strip()


def test_a_number_in_an_address_is_no_number_of_the_rule() -> None:
    found = look("Report it to the desk, that must be done.", "You must report it at https://desk.example/form/42.")
    assert "number" not in {kept.what for kept in found.kept} | {missing.what for missing in found.missing}


def test_a_word_inside_a_longer_one_is_not_the_word() -> None:
    source = "Exports must be checked if art is shown."
    assert "condition" in {item.what for item in look("Exports must be checked at the start.", source).missing}


def test_nothing_is_found_in_an_empty_text() -> None:
    found = look("")
    assert found.kept == ()
    assert {"number", "negation", "condition", "exception", "obligation"} <= {item.what for item in found.missing}


@given(st.text(max_size=60))
def test_any_text_gives_an_account_whose_places_exist(plain: str) -> None:
    for kept in look(plain).kept:
        assert 0 <= kept.plain_start < kept.plain_end <= len(plain)


@pytest.mark.parametrize(
    "text", [RULE, "You must keep İİİ 3 lists for 30 days.", "You must not use more than 2 of 10 seats."]
)
def test_the_own_wording_of_a_rule_leaves_nothing_out(text: str) -> None:
    one, readable = constraint(text)
    assert word(one, readable).left_out == ()
