"""Whom a campaign leaves out: told by a label, an order, a ban or a list, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.rules.exclusions import find_exclusions
from service.reading.reader import read_brief
from tests.drafting.invented import drafted

TODAY = date(2026, 11, 23)
OPENING = "We e-mail the members of Larkspur Rowing on 1 March 2027.\n\n"


def left_out(text: str) -> list[str]:
    return [one.whom for one in find_exclusions(read_brief(f"{OPENING}{text}", None, None, TODAY))]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("We don't want families in this; they have their own programme.", "families"),
        ("We do not want members in arrears to get this.", "members in arrears"),
        ("| Item | Detail |\n|---|---|\n| Excluded | Members in arrears, staff |", "members in arrears, staff"),
        ("Guests with an open complaint should be left alone.", "guests with an open complaint"),
        (
            "People who are on the vulnerable register keep the phone line, they must not get the letter about it.",
            "people who are on the vulnerable register",
        ),
    ],
)
def test_whom_nobody_wants_in_it(text: str, whom: str) -> None:
    assert left_out(text) == [whom]


def test_how_often_somebody_gets_it_leaves_out_nobody() -> None:
    assert left_out("We don't want people to get this twice.") == []


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "Not: rowers in arrears, members flagged as vulnerable",
            "rowers in arrears, members flagged as vulnerable",
        ),
        (
            "never text: the widowed list, retired coaches in the dispute",
            "the widowed list, retired coaches in the dispute",
        ),
        ("Exclusions: staff and anyone under 18", "staff and anyone under 18"),
        ("Nicht anschreiben: Mitglieder mit Werbewiderspruch", "Mitglieder mit Werbewiderspruch"),
        ("Ficam de fora: menores de 18 anos e inadimplentes", "menores de 18 anos e inadimplentes"),
        (
            "Please leave out anyone who has died, and accounts with a dispute.",
            "anyone who has died, and accounts with a dispute",
        ),
        ("Please exclude members abroad because their post takes weeks.", "members abroad"),
        ("Leave the coaches and their families out.", "the coaches and their families"),
        ("Do not write to those who complained this year.", "those who complained this year"),
        ("Never send the letter to households without a contract.", "households without a contract"),
        ("Members in arrears, guests and anyone under 18 must be left out.", "members in arrears, guests and anyone under 18"),
        ("People on the care register should not be contacted.", "people on the care register"),
        ("Accounts with an open dispute stay out; the box office keeps the list.", "accounts with an open dispute"),
        ("Corporate members are out of scope.", "Corporate members"),
        ("Nobody under 16 may get the message.", "anyone under 16"),
        ("All members get a voucher, except those with a season ticket.", "those with a season ticket"),
        ("Leave out buyers of the spring set from the mailing.", "buyers of the spring set"),
    ],
)  # fmt: skip
def test_it_is_told_in_the_words_of_the_brief(text: str, whom: str) -> None:
    assert left_out(text) == [whom]


@pytest.mark.parametrize(
    "text",
    [
        "The budget is 4,000 euros excluding VAT.",
        "Please leave out the logo on the second page.",
        "Do not leave out the members of the youth club.",
        "Should we leave out members in arrears?",
        "Maybe exclude the coaches.",
        "Do not text members after 8pm.",
        "Do not send the e-mail to members before the lawyer has agreed.",
        "Do not e-mail members twice.",
        "Never call people on Sundays.",
        "Please do not send it to them.",
        "Nobody on our side can explain how it works.",
        "Everything is in Sycle, except the two clinics that still use paper.",
        "Not: yet",
        "Exclusions: gift cards and sale items",
        "We never had the members' telephone numbers.",
        "The boats are left out in winter.",
    ],
)
def test_what_leaves_out_nobody_is_not_taken_for_it(text: str) -> None:
    assert left_out(text) == []


def test_a_list_below_its_line_is_one_group_with_a_place_for_each_item() -> None:
    text = f"{OPENING}Please leave out:\n\n- members in arrears\n- anyone under 16\n\nThe letter is blue.\n"
    [one] = find_exclusions(read_brief(text, None, None, TODAY))
    assert one.whom == "members in arrears; anyone under 16"
    assert len(one.evidence) == 2


def test_a_list_of_things_below_such_a_line_leaves_out_nobody() -> None:
    assert left_out("Please leave out:\n\n- the logo\n- the second picture\n") == []


def test_it_becomes_a_requirement_that_says_it_and_is_not_said_again() -> None:
    needs = drafted(f"{OPENING}Members in arrears must be left out of the send.").needs
    [need] = [one for one in needs if one.need == "data.exclusion"]
    assert (
        need.statement == "When the recipient list is built, the customer system shall leave out: members in arrears."
    )
    assert not [one for one in needs if one.need.startswith("stated:")]


@given(
    st.text(alphabet="ab .,;:!?()|-\n", max_size=60), st.sampled_from(["leave out", "not:", "nobody who", "except for"])
)
def test_no_text_is_too_odd(rest: str, cue: str) -> None:
    for one in left_out(f"{cue} {rest} members {rest}"):
        assert one.strip()
