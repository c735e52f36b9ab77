"""Whom a campaign writes to: groups below an audience label, and people counted, with what tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.rules.selections import described, find_selections
from tests.drafting.invented import drafted, read, understood

OPENING = "Larkspur Rowing writes to its members by e-mail on 1 March 2027.\n\n"


def groups(text: str) -> list[str]:
    return [one.whom for one in find_selections(read(f"{OPENING}{text}"), frozenset())]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Audience: members who rowed twice last year", ["members who rowed twice last year"]),
        (
            "Who is it for, and how many: Guests with a boat of their own, about 900",
            ["guests with a boat of their own"],
        ),
        ("audience = 61k active members.", ["active members"]),
        ("Audience: Parents aged 25–50", ["parents aged 25–50"]),
        (
            "Target audience: (a) 3,000 members aged 30 to 65; (b) parents who came to the open day and never joined",
            ["members aged 30 to 65", "parents who came to the open day and never joined"],
        ),
        ("Group: members who row\n\nAudience: the audience is everybody who owns a boat", ["everybody who owns a boat"]),
        ("Público: Titulares do cartão que compraram um barco: cerca de 410 pessoas", ["titulares do cartão que compraram um barco"]),
        (
            "3. Who should it go to?\nRegular givers who have not given more since 2023 (c. 41,000), lapsed givers 13-36 months"
            " (c. 67,500), and past volunteers within ten miles of a room.",
            [
                "regular givers who have not given more since 2023",
                "lapsed givers 13-36 months",
                "past volunteers within ten miles of a room",
            ],
        ),
        (
            "Who: members (we have 8,400, of whom 6,900 take our newsletter), people who bought a ticket, and students at the two colleges.",
            ["members", "people who bought a ticket", "students at the two colleges"],
        ),
        ("Audience: people who bought shoes, boots or oars", ["people who bought shoes, boots or oars"]),
        (
            "Target audience: members evaluating a boat, expecting a familiar flow with local rails",
            ["members evaluating a boat, expecting a familiar flow with local rails"],
        ),
        ("Audience: 800 who rowed with us in the past 12 months get a letter.", ["those who rowed with us in the past 12 months"]),
    ],
)  # fmt: skip
def test_a_group_below_a_label_is_told_in_the_words_of_the_brief(text: str, whom: list[str]) -> None:
    assert groups(text) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Everyone who rowed twice and owns no boat gets a letter.", "everyone who rowed twice and owns no boat"),
        ("A reminder goes to those who opened but did not book, and a letter to the rest.", "those who opened but did not book"),
        ("| Item | Detail |\n|---|---|\n| Audience | Members over 65 with a boat (approx. 520 records) |", "members over 65 with a boat"),
        (
            "- list of customers with boats older than 8 yrs (Larder has this) - approx 300 - for a mailing by post",
            "customers with boats older than 8 yrs",
        ),
        ("Callers who get an offer receive it by e-mail within 15 minutes.", "callers who get an offer"),
        ("Target: students who opened an e-mail since January.", "students who opened an e-mail since January"),
        ("We'd like to invite owners of boats over 7 metres for a free check.", "owners of boats over 7 metres"),
        ("2. Who do you want to reach?\n\n- Parents who asked since May: 87 in Larder.", "parents who asked since May"),
    ],
)  # fmt: skip
def test_those_who_get_something_are_a_group_as_well(text: str, whom: str) -> None:
    assert groups(text) == [whom]


def test_german_nouns_keep_their_capital() -> None:
    text = "Wir schreiben den Mitgliedern am 1. März 2027 eine E-Mail.\n\nZielgruppe: Mitglieder ab 18 Jahren, die kein Boot haben"
    assert [one.whom for one in find_selections(read(text), frozenset())] == [
        "Mitglieder ab 18 Jahren, die kein Boot haben"
    ]


def test_all_groups_below_a_heading_count() -> None:
    text = "## Who we talk to\n\n- 7,200 members aged 55 and over.\n- Shanelle counts them.\n- People who lapsed since 2022.\n"
    assert groups(text) == ["members aged 55 and over", "people who lapsed since 2022"]


@pytest.mark.parametrize(
    "text",
    [
        "Audience: members",
        "Audience: women, men and children",
        "Please tell us who decides when a member counts as lapsed.",
        "The texts that tell people their boat is not ready are no business of ours.",
        "Who should see the report?\n\n- Members of the board who row.",
        "Hand over a list of members who row.",
        "Audience: who should it be?",
        "Audience: We have 38,200 members; we may email 21,500.",
        "Audience: That is roughly 118 households without a boat.",
        "Audience: New customers who live near the river.",
        "Audience: People with boats, reached through paid media.",
        "Audience: Members with a dispute must not be offered a place.",
        "Audience: Talk to the parents who row, never to the child.",
        "Data: members who rowed twice last year",
        "Target: 900 members who renew by May",
        "Members who rowed twice last year like the river.",
        "As a parent who rows I get a letter.",
        "An e-mail to members with their code on Tuesday.",
    ],
)
def test_what_describes_no_group_is_not_taken_for_one(text: str) -> None:
    assert groups(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "We e-mail the 3,800 people in Larder who asked us for advice in the past three years.",
            "people in Larder who asked us for advice in the past three years",
        ),
        ("We e-mail 2,700 members without a boat, about 300 of them abroad.", "members without a boat"),
        ("We e-mail 2,700 members who row, and they get a mug.", "members who row"),
        ("We e-mail 2,700 members on 4 May.", "members"),
        ("2,700 members who row by e-mail rules are sent it.", "members"),
    ],
)
def test_people_counted_are_told_with_what_tells_them_apart(text: str, words: str) -> None:
    campaign = understood(text)
    assert [described(campaign.reading, one) for one in campaign.audiences if one.size][:1] == [words]


def test_each_group_is_selected_by_a_rule_and_counted_people_of_the_same_sentence_are_not_said_again() -> None:
    text = f"{OPENING}Audience: 3,000 members aged 30 to 65.\n\nThe e-mail goes to 3,000 members."
    selected = [one.statement for one in drafted(text).needs if one.need == "data.selection"]
    rule = (
        "When the recipient list is built, the customer system shall select members aged 30 to 65 by one written rule"
    )
    assert selected[0] == f"{rule} and count them."


def test_whom_the_brief_leaves_out_is_no_group() -> None:
    text = f"{OPENING}## Audience\n\nMembers who row.\n\nMembers with a debt are left out.\n"
    needs = drafted(text).needs
    assert [one.object for one in needs if one.need == "data.selection"] == ["members who row"]
    assert [one.object for one in needs if one.need == "data.exclusion"] == ["members with a debt"]


@given(st.text(alphabet="ab .,;:!?()|-\n1", max_size=60))
def test_no_text_is_too_odd(rest: str) -> None:
    for whom in groups(f"Audience: {rest} members who {rest}"):
        assert whom.strip()
