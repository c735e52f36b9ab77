"""Keys and merging of needs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Evidence
from service.needs import Need, merge_needs

NEED = Need(
    category="data",
    object="points balance",
    need="data.personal_value",
    statement="The CRM shall supply the points balance.",
    pattern="ubiquitous",
    rationale="It differs from person to person.",
    priority="must",
    origin="derived",
    evidence=(Evidence(sentence="S1", start=0, end=6, quote="points"),),
    acceptance_criteria=("It is there.",),
    verification_method="test",
    produced_by=("rule:data.personal_value",),
)
ELSEWHERE = Evidence(sentence="S7", start=90, end=96, quote="points")


def test_a_key_is_twelve_hex_digits() -> None:
    assert len(NEED.key) == 12
    assert int(NEED.key, 16) >= 0


@pytest.mark.parametrize(
    "other",
    [
        replace(NEED, statement="Something else."),
        replace(NEED, evidence=(ELSEWHERE,)),
        replace(NEED, priority="could", rationale="Otherwise.", produced_by=("prompt:x",), origin="inferred"),
        replace(NEED, object="Points Balance"),
    ],
)
def test_wording_place_and_maker_leave_the_key_alone(other: Need) -> None:
    assert other.key == NEED.key


@pytest.mark.parametrize(
    "other",
    [replace(NEED, category="privacy"), replace(NEED, object="tier"), replace(NEED, need="data.selection")],
)
def test_category_object_and_need_make_the_key(other: Need) -> None:
    assert other.key != NEED.key


def test_parts_of_the_key_do_not_run_into_one_another() -> None:
    assert replace(NEED, object="ab", need="c").key != replace(NEED, object="a", need="bc").key


def test_merged_needs_keep_all_places_and_makers_once() -> None:
    again = replace(NEED, evidence=(*NEED.evidence, ELSEWHERE), produced_by=("prompt:x",), calculations=("load.a",))
    [merged] = merge_needs([NEED, again])
    assert merged.evidence == (*NEED.evidence, ELSEWHERE)
    assert merged.produced_by == ("rule:data.personal_value", "prompt:x")
    assert merged.calculations == ("load.a",)
    assert merged.statement == NEED.statement


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12))
def test_merging_keeps_the_first_of_each_and_their_order(objects: list[str]) -> None:
    merged = merge_needs([replace(NEED, object=name) for name in objects])
    assert [need.object for need in merged] == list(dict.fromkeys(objects))
    assert merge_needs(merged) == merged
