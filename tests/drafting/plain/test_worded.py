"""Plain words of a constraint: its force survives, nothing is the source again, every term of art is explained."""

import pytest

from schemas.explanation import Strength
from service.drafting.plain import worded
from service.reading.jargon import find_terms
from tests.constraint_soundness import explained, only, shared_runs

FORCE: list[tuple[str, Strength, str]] = [
    ("Guest lists must be encrypted.", "must", "This is an obligation and has to be met."),
    ("Nobody may export the guest list.", "must_not", "This is a ban and has to be kept."),
    ("Data must not be kept longer than 30 days.", "must_not", "This is an upper limit and has to be kept."),
    ("Vouchers can only be issued by the tills.", "must_not", "This is a restriction and has to be kept."),
    ("Pages should be announced ten working days ahead.", "should", "This is a recommendation"),
    ("Large files should not be attached.", "should_not", "This is advice against it"),
    ("You may reuse the old templates.", "may", "This is a permission"),
    ("Approval is not required for corrections.", "may", "This takes a duty away"),
]


@pytest.mark.parametrize(("sentence", "strength", "said"), FORCE)
def test_the_force_is_said_in_a_sentence_of_its_own(sentence: str, strength: Strength, said: str) -> None:
    found = only(sentence)
    assert found.strength == strength
    assert said in found.plain


def test_a_statement_of_how_things_are_claims_no_force() -> None:
    plain = only("The licence costs £1,200 a month.").plain
    assert "£1,200 a month" in plain
    assert not any(word in plain for word in ("obligation", "ban", "limit", "permission", "recommendation"))


@pytest.mark.parametrize(
    ("sentence", "stiff", "plain"),
    [
        ("The old spreadsheet is not to be used at all.", "not to", "must not be used"),
        ("Agencies shall not utilise the list.", "shall", "must not"),
        ("Prior to each send a proof is required.", "Prior to", "before"),
        ("Files of max. 20 MB must be sent via the vault.", "max.", "at most 20 MB"),
        ("Response time must be <= 800 ms.", "<=", "at most 800 ms"),
    ],
)
def test_stiff_words_and_signs_are_said_plainly(sentence: str, stiff: str, plain: str) -> None:
    text = only(sentence).plain
    assert stiff not in text
    assert plain in text.lower() or plain in text


def test_a_verb_of_two_words_is_not_replaced_by_a_noun() -> None:
    assert "must sign off each send" in only("Two people have to sign off each send.").plain


def test_what_stands_elsewhere_is_said_with_its_rule() -> None:
    first = explained(
        "1. Lists must be deleted after 60 days.\n2. Tools must be approved.\n\nRule 1 does not apply to tills."
    )
    assert "The exception: Rule 1 does not hold for tills." in first.constraints[0].plain


def test_an_item_is_told_with_the_words_that_lead_it_in() -> None:
    plain = [one.plain for one in explained("You must not:\n\n- share accounts\n- sell addresses").constraints]
    assert plain[0].endswith("You must not: share accounts. This is a ban and has to be kept.")
    assert "You must not: sell addresses." in plain[1]


def test_the_row_of_a_table_is_told_under_its_headings() -> None:
    [row] = explained("| System | Limit |\n|---|---|\n| SMS | 40 messages per second |").constraints
    assert "System: SMS. Limit: 40 messages per second." in row.plain


LONG = [
    "Every list that an agency hands in to the brand office must be checked for the names of people who objected before "
    "anybody in the team of the newsletter loads it into the mail system or into any other tool that sends.",
    "Anything which polls more often than every fifteen minutes somebody in the office switches off without asking and "
    "nobody is told that it happened until the owner of the script must come and ask the desk why it stopped.",
]


@pytest.mark.parametrize("sentence", LONG)
def test_what_comes_out_as_the_source_again_is_not_given(sentence: str) -> None:
    found = only(sentence)
    assert shared_runs(found.plain, sentence) <= 0.5
    assert found.produced_by == [worded.SAFE]
    assert [finding.code for finding in found.findings] == ["safer_wording"]


def test_what_no_wording_helps_is_withheld_and_named_as_left_out() -> None:
    source = f"You must not send {'a-' * 60} messages."
    found = only(source)
    assert "a-a" not in found.plain
    assert [(left.text, bool(left.reason)) for left in found.left_out] == [(source, True)]
    assert found.kept == []


@pytest.mark.parametrize(
    "sentence",
    ["The API of the CRM must not get more than 60 requests per minute.", "All SSO accounts need MFA.",
     "The RPO must be at most 15 minutes and must be named in the SLA."],
)  # fmt: skip
def test_every_term_of_art_that_is_still_used_is_explained(sentence: str) -> None:
    for found in explained(sentence).constraints:
        named = {entry.term.lower() for entry in found.glossary}
        assert {term.text.lower() for term in find_terms(found.plain)} <= named
        assert all(entry.plain for entry in found.glossary)


def test_markup_and_links_do_not_reach_the_plain_text() -> None:
    plain = only("**Exports** must be [encrypted](https://wiki.example/a_(b)) by `2027-05-04` <b>always</b>.").plain
    assert not any(sign in plain for sign in ("**", "](", "`", "<b>"))


def test_items_are_told_with_the_lead_in_that_rules_them_or_says_when() -> None:
    ban, _ = explained("You must not:\n\n- share passwords\n- keep lists for more than 30 days\n").constraints
    assert "You must not: share passwords. This is a ban and has to be kept." in ban.plain
    first, _ = explained(
        "If you send to children:\n\n- ask the parents first\n- delete lists after 30 days\n"
    ).constraints
    assert "If you send to children: ask the parents first." in first.plain


def test_a_list_of_conditions_is_told_in_one_sentence() -> None:
    text = "An exception cannot be granted where:\n\n- the data can be held in the UK\n- a cheaper tool exists\n"
    assert "where: the data can be held in the UK; a cheaper tool exists." in only(text).plain


def test_what_is_only_permitted_under_a_condition_is_told_in_one_sentence() -> None:
    plain = only("Use of the list is only permitted where the owner has agreed.").plain
    assert "only permitted where the owner has agreed" in plain


def test_a_rule_is_told_with_the_line_that_says_for_whom_it_is() -> None:
    text = "Students:\n\nE-mails are deleted after 30 days.\n\nStaff:\n\nE-mails are deleted after 90 days.\n"
    first, second = explained(text).constraints
    assert "Students: E-mails" in first.plain
    assert "Staff: E-mails" in second.plain


def test_an_item_of_a_list_inside_a_list_is_told_with_both_lead_ins() -> None:
    text = "You must not:\n\n- share with partners:\n  - passwords of the till\n  - lists of guests\n"
    assert "You must not share with partners: lists of guests." in explained(text).constraints[1].plain


def test_a_row_of_a_table_of_rules_reads_as_a_sentence_with_its_reason() -> None:
    table = "| # | Constraint | Reason |\n|---|---|---|\n| 1 | Every export must be checked twice | audit of 2025 |\n"
    found = only(table)
    assert "Every export must be checked twice. The reason given: audit of 2025." in found.plain
    assert "#" not in found.plain
    assert found.why.text == "Audit of 2025."
