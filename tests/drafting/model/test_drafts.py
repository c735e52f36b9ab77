"""From answers to needs and goals: what holds is taken over, what does not leaves a finding."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Goal
from service.drafting.model.drafts import take_goal, take_need
from service.drafting.model.wording import OWN_RATIONALE
from service.llm.answers import GoalAnswer, NeedAnswer
from service.needs import Need, merge_needs
from tests.drafting.model.briefs import ASIDE, LINES, lantern, reading_of

MAKER = "prompt:requirements@1:tester"
BALANCE = {
    "sentences": ["S2"],
    "category": "data",
    "object": "The points balance",
    "statement": "When the e-mail is prepared, the owner of the points shall supply the points balance of each member",
    "rationale": "The e-mail shows it.",
    "priority": "must",
}


def need_of(**changes: Any) -> Need:
    taken = take_need(lantern(), NeedAnswer.model_validate(BALANCE | changes), MAKER)
    assert taken.need is not None, taken.findings
    return taken.need


def complaints(**changes: Any) -> str:
    taken = take_need(lantern(), NeedAnswer.model_validate(BALANCE | changes), MAKER)
    assert taken.need is None
    return " ".join(finding.message for finding in taken.findings)


def test_a_need_that_holds_is_taken_over_as_inferred() -> None:
    need = need_of()
    assert need.statement.endswith("of each member.")
    assert (need.category, need.object, need.pattern, need.priority) == ("data", "points balance", "event", "must")
    assert (need.origin, need.produced_by) == ("inferred", (MAKER,))
    assert [place.quote for place in need.evidence] == [LINES[1]]
    assert need.acceptance_criteria


def test_an_id_that_does_not_exist_is_dropped_and_reported() -> None:
    taken = take_need(lantern(), NeedAnswer.model_validate(BALANCE | {"sentences": ["S2", "S99"]}), MAKER)
    assert taken.need is not None
    assert [place.sentence for place in taken.need.evidence] == ["S2"]
    assert [(finding.code, "S99" in finding.message) for finding in taken.findings] == [
        ("model_unknown_sentence", True)
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sentences": ["S99"]}, "points at no sentence"),
        ({"sentences": []}, "points at no sentence"),
        ({"sentences": ["S3"]}, "hold no requirement"),
        ({"statement": "The platform shall send 9 mails."}, "do not hold 9"),
        ({"statement": "The platform sends mails."}, "no 'shall'"),
        ({"statement": "We shall overcome."}, "EARS"),
        ({"sentences": ["S5"]}, "no word in common"),
    ],
)
def test_a_need_that_does_not_hold_is_kept_out_and_reported(changes: dict[str, Any], reason: str) -> None:
    assert reason in complaints(**changes)


def test_a_number_counts_only_in_the_sentences_that_are_cited() -> None:
    statement = "The list shall hold 4,000 members."
    assert "4000" in complaints(statement=statement)
    assert need_of(statement=statement, sentences=["S1"]).statement == statement


def test_a_reason_that_says_too_much_is_replaced_and_reported() -> None:
    taken = take_need(lantern(), NeedAnswer.model_validate(BALANCE | {"rationale": "It saves 30% of calls."}), MAKER)
    assert taken.need is not None
    assert taken.need.rationale == OWN_RATIONALE
    assert [finding.code for finding in taken.findings] == ["model_reworded"]


def test_the_key_hangs_on_what_is_meant_and_not_on_words_or_places() -> None:
    same = need_of(object="points balance", statement="The points system shall give the balance.")
    assert same.key == need_of().key
    assert need_of(category="privacy").key != need_of().key
    assert need_of(sentences=["S4"], object="points").key != need_of().key
    moved = reading_of(
        "A new first line.", *LINES, set_aside={f"S{int(key[1:]) + 1}": why for key, why in ASIDE.items()}
    )
    taken = take_need(moved, NeedAnswer.model_validate(BALANCE | {"sentences": ["S3"]}), MAKER)
    assert taken.need is not None
    assert taken.need.key == need_of().key


def test_one_need_told_twice_is_merged() -> None:
    first, second = need_of(), need_of(sentences=["S2", "S4"], statement="The points system shall give the balance.")
    [merged] = merge_needs([first, second])
    assert [place.sentence for place in merged.evidence] == ["S2", "S4"]


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1), st.lists(st.text(max_size=8)))
def test_whatever_a_model_writes_a_need_is_grounded_or_withheld(
    statement: str, rationale: str, thing: str, ids: list[str]
) -> None:
    answer = NeedAnswer.model_validate(
        BALANCE | {"statement": statement, "rationale": rationale, "object": thing, "sentences": ids}
    )
    taken = take_need(lantern(), answer, MAKER)
    assert (taken.need is None) == any(finding.code == "model_withheld" for finding in taken.findings)
    for finding in taken.findings:
        assert finding.message.isprintable()


# --- goals --------------------------------------------------------------------------------------


def goal_of(sentences: list[str], statement: str = "Sell tickets through the kiosk app") -> GoalAnswer:
    return GoalAnswer(sentences=sentences, statement=statement)


def known_goal() -> Goal:
    return Goal(id="G1", statement="Win back members.", evidence=[lantern().evidence_of("S1")])


def test_a_goal_that_points_at_a_sentence_is_added_under_the_next_id() -> None:
    goal = take_goal(lantern(), goal_of(["S5"]), [known_goal()]).goal
    assert goal is not None
    assert (goal.id, goal.statement) == ("G2", "Sell tickets through the kiosk app.")
    assert [place.sentence for place in goal.evidence] == ["S5"]


def test_a_goal_that_is_known_already_adds_nothing() -> None:
    taken = take_goal(lantern(), goal_of(["S1"]), [known_goal()])
    assert (taken.goal, taken.findings) == (None, ())


@pytest.mark.parametrize(
    ("ids", "statement"),
    [
        (["S77"], "Sell more."),
        (["S5"], "Sell 20% more tickets."),
        (["S5"], "Make the town a better place."),
        (["S1"], LINES[0]),
        (["S3"], "Sell more."),
    ],
)
def test_a_goal_that_does_not_hold_is_kept_out_and_reported(ids: list[str], statement: str) -> None:
    taken = take_goal(lantern(), goal_of(ids, statement), [])
    assert taken.goal is None
    assert taken.findings[-1].code == "model_withheld"
