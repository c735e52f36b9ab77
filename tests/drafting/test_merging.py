"""What the rules and a model found is put together by need: nothing of the rules goes, nothing stands twice."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Goal
from service.campaign import Mention
from service.drafting.merging import is_same_need, merged_facts, merged_goals, merged_needs
from service.needs import Need
from tests.drafting.model.briefs import lantern
from tests.drafting.model.test_drafts import need_of

BY_RULE = replace(
    need_of(),
    need="data.personal_value",
    statement="When personal content is prepared, the system of record shall supply: points balance.",
    origin="derived",
    produced_by=("rule:data.personal_value",),
)
CLOSER = need_of(statement="The mail platform shall show each points balance in the e-mail.")


def known(**changes: Any) -> Need:
    return replace(BY_RULE, **changes)


def test_what_both_found_stands_once_under_the_key_of_the_rules_and_names_both() -> None:
    [need] = merged_needs([BY_RULE], [CLOSER])
    assert need.key == BY_RULE.key
    assert need.produced_by == (*BY_RULE.produced_by, *CLOSER.produced_by)
    assert need.origin == "derived"


def test_whom_both_leave_out_stands_once_although_they_file_it_differently() -> None:
    rule = known(need="data.exclusion", category="data")
    noted = replace(CLOSER, need="note:leave_out", category="privacy")
    assert is_same_need(rule, noted)
    assert not is_same_need(rule, replace(noted, need="note:permission"))


def test_the_words_stand_that_hold_more_of_the_sentences() -> None:
    assert merged_needs([BY_RULE], [CLOSER])[0].statement == CLOSER.statement
    wordless = replace(CLOSER, statement="The platform shall supply the balance.")
    assert merged_needs([BY_RULE], [wordless])[0].statement == BY_RULE.statement


@pytest.mark.parametrize(
    ("rule", "model"),
    [
        (known(calculations=("load",)), CLOSER),
        (BY_RULE, replace(CLOSER, need="note:show_own")),
        (BY_RULE, replace(CLOSER, support="partial")),
    ],
)
def test_words_that_carry_more_than_words_stay(rule: Need, model: Need) -> None:
    assert merged_needs([rule], [model])[0].statement == rule.statement


def test_what_only_the_model_found_comes_after_once() -> None:
    new = need_of(sentences=["S5"], object="kiosk", statement="The kiosk app shall book every ticket.")
    again = replace(new, produced_by=("prompt:notes@2:tester",))
    merged = merged_needs([BY_RULE], [new, again])
    assert [need.key for need in merged] == [BY_RULE.key, new.key]
    assert merged[1].produced_by == (*new.produced_by, *again.produced_by)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (CLOSER, True),
        (replace(CLOSER, category="privacy"), False),
        (replace(CLOSER, evidence=need_of(sentences=["S4"], object="points").evidence), False),
        (replace(BY_RULE, evidence=()), True),
    ],
)
def test_one_need_is_known_again_by_category_place_and_object(other: Need, same: bool) -> None:
    assert is_same_need(BY_RULE, other) == same


# --- goals --------------------------------------------------------------------------------------


def goal(sentence: str) -> Goal:
    return Goal(id="", statement=f"Sell more in {sentence}.", evidence=[lantern().evidence_of(sentence)])


def test_goals_are_numbered_on_and_one_whose_sentences_hold_one_already_adds_nothing() -> None:
    first = goal("S1").model_copy(update={"id": "G1"})
    merged = merged_goals([first], [goal("S5"), goal("S1"), goal("S5")])
    assert [(one.id, one.statement) for one in merged] == [("G1", first.statement), ("G2", goal("S5").statement)]


# --- facts --------------------------------------------------------------------------------------

FACTS = st.builds(
    lambda start, length, kind: Mention(kind=kind, text="x" * length, start=start, end=start + length, sentence="S1"),
    st.integers(0, 6),
    st.integers(1, 4),
    st.sampled_from(["count", "system", "data"]),
)


@given(st.lists(FACTS), st.lists(FACTS))
def test_every_fact_stands_once_in_the_order_of_the_brief(first: list[Mention], second: list[Mention]) -> None:
    merged = merged_facts(first, second)
    assert set(merged) == {*first, *second}
    assert len(merged) == len(set(merged))
    assert [fact.start for fact in merged] == sorted(fact.start for fact in merged)
