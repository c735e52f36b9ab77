"""Conditions, exceptions and reasons, with their exact words and without those of the rule."""

import pytest

from tests.reading.constraints.constraint_reading import one, read

CASES = [
    ("If the list holds more than 5,000 addresses, the send must be split.",
     ["If the list holds more than 5,000 addresses"], []),
    ("Sends must be split when the list holds more than 5,000 addresses.",
     ["when the list holds more than 5,000 addresses"], []),
    ("Lists must be deleted unless the head of service agrees.", [], ["unless the head of service agrees"]),
    ("All tools must be approved, except for tools of the museum shop.", [], ["except for tools of the museum shop"]),
    ("Requests above 60 per minute are rejected.", ["above 60 per minute"], []),
    ("The office is closed to agencies during the freeze and must not be called.", ["during the freeze"], []),
    ("Exports must be encrypted apart from public price lists.", [], ["apart from public price lists"]),
    ("You may send to guests provided that they agreed.", ["provided that they agreed"], []),
    ("Agencies may not use the list without written consent.", [], ["without written consent"]),
    ("Vouchers can only be issued by the till system.", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "conditions", "exceptions"), CASES)
def test_clauses_of_one_sentence(sentence: str, conditions: list[str], exceptions: list[str]) -> None:
    found = one(sentence)
    assert [span.text for span in found.conditions] == conditions
    assert [span.text for span in found.exceptions] == exceptions
    assert all(sentence[s.start : s.end] == s.text for s in (*found.conditions, *found.exceptions))


def test_an_exception_behind_a_condition_is_not_swallowed_by_it() -> None:
    found = one("Sends need a proof if they go abroad, unless the brand office agrees.")
    assert [span.text for span in found.conditions] == ["if they go abroad"]
    assert [span.text for span in found.exceptions] == ["unless the brand office agrees"]


def test_a_reason_is_no_condition() -> None:
    found = one("Sends must be paced because the gateway is shared by all brands.")
    assert [span.text for span in found.reasons] == ["because the gateway is shared by all brands"]
    assert found.conditions == ()


def test_a_sentence_that_takes_something_out_stays_with_its_rule() -> None:
    found = one("Changes are frozen from 1 to 20 December 2026. Emergency changes need the approval of the head of IT.")
    assert found.kind == "change_freeze"
    assert [span.text for span in found.exceptions] == ["Emergency changes need the approval of the head of IT."]


def test_a_sentence_of_another_kind_is_a_constraint_of_its_own() -> None:
    found = read("Backups are kept for 30 days. Every agency must use single sign-on.")
    assert [item.kind for item in found.constraints] == ["retention", "access"]


def test_a_purpose_before_the_verdict_does_not_hide_it() -> None:
    found = one("Copying the list to keep it longer is not allowed.")
    assert found.strength == "must_not"
    assert [span.text for span in found.reasons] == ["to keep it longer"]


def test_what_there_is_nobody_to_do_is_no_reason() -> None:
    found = one("The helpdesk closes at 5pm, so there is nobody to help with the scanners unless you book someone.")
    assert found.reasons == ()
    assert [span.text for span in found.exceptions] == ["unless you book someone"]
