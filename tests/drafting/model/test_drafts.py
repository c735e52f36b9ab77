"""From answers to needs and goals: what holds is taken over, what does not leaves a finding."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.model.drafts import take_contradiction, take_goal, take_need
from service.drafting.model.parts import Part
from service.drafting.model.wording import OWN_RATIONALE
from service.llm.answers import ContradictionAnswer, GoalAnswer, NeedAnswer
from service.needs import Need, merge_needs
from tests.drafting.model.briefs import ASIDE, LINES, lantern, reading_of

MAKER = "prompt:needs@1:tester"
BALANCE = {
    "sentences": ["S2"],
    "category": "data",
    "object": "The points balance",
    "statement": "When the e-mail is prepared, the owner of the points shall supply the points balance of each member",
    "rationale": "The e-mail shows it.",
    "priority": "must",
}


def taken(**changes: Any) -> Part:
    return take_need(lantern(), NeedAnswer.model_validate(BALANCE | changes), MAKER)


def need_of(**changes: Any) -> Need:
    [need] = taken(**changes).needs
    return need


def complaints(**changes: Any) -> str:
    part = taken(**changes)
    assert part.needs == ()
    return " ".join(finding.message for finding in part.findings)


def test_a_need_that_holds_is_taken_over_as_inferred() -> None:
    need = need_of()
    assert need.statement.endswith("of each member.")
    assert (need.category, need.object, need.pattern, need.priority) == ("data", "points balance", "event", "must")
    assert (need.origin, need.produced_by) == ("inferred", (MAKER,))
    assert [place.quote for place in need.evidence] == [LINES[1]]
    assert need.acceptance_criteria


def test_an_id_that_does_not_exist_is_dropped_and_reported() -> None:
    part = taken(sentences=["S2", "S99"])
    assert [place.sentence for need in part.needs for place in need.evidence] == ["S2"]
    assert [(finding.code, "S99" in finding.message) for finding in part.findings] == [("model_unknown_sentence", True)]


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
    part = taken(rationale="It saves 30% of calls.")
    assert [need.rationale for need in part.needs] == [OWN_RATIONALE]
    assert [finding.code for finding in part.findings] == ["model_reworded"]


def test_the_key_hangs_on_what_is_meant_and_not_on_words_or_places() -> None:
    same = need_of(object="points balance", statement="The points system shall give the balance.")
    assert same.key == need_of().key
    assert need_of(category="privacy").key != need_of().key
    assert need_of(sentences=["S4"], object="points").key != need_of().key
    moved = reading_of(
        "A new first line.", *LINES, set_aside={f"S{int(key[1:]) + 1}": why for key, why in ASIDE.items()}
    )
    [again] = take_need(moved, NeedAnswer.model_validate(BALANCE | {"sentences": ["S3"]}), MAKER).needs
    assert again.key == need_of().key


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
    part = take_need(lantern(), answer, MAKER)
    assert (part.needs == ()) == any(finding.code == "model_withheld" for finding in part.findings)
    for finding in part.findings:
        assert finding.message.isprintable()


@pytest.mark.parametrize(
    ("statement", "support"),
    [
        ("The mail platform shall show each points balance in the e-mail.", "supported"),
        ("The loyalty platform shall send a reminder whenever a balance changes overnight.", "partial"),
    ],
)
def test_how_much_of_a_need_its_sentences_say_is_noted(statement: str, support: str) -> None:
    assert need_of(statement=statement).support == support


def test_words_are_compared_in_english_briefs_only() -> None:
    german = replace(reading_of("Jeder bekommt seinen Punktestand per E-Mail."), language="de")
    [need] = take_need(german, NeedAnswer.model_validate(BALANCE | {"sentences": ["S1"]}), MAKER).needs
    assert need.support == "unchecked"


def test_a_need_that_has_nothing_to_do_with_its_sentence_counts_as_refused() -> None:
    assert taken(sentences=["S5"]).refused == 1
    assert taken(statement="The platform sends mails.").refused == 0


# --- goals --------------------------------------------------------------------------------------


def goal_of(sentences: list[str], statement: str = "Sell tickets through the kiosk app") -> Part:
    return take_goal(lantern(), GoalAnswer(sentences=sentences, statement=statement))


def test_a_goal_that_points_at_a_sentence_is_taken_over() -> None:
    [goal] = goal_of(["S5"]).goals
    assert goal.statement == "Sell tickets through the kiosk app."
    assert [place.sentence for place in goal.evidence] == ["S5"]


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
    part = goal_of(ids, statement)
    assert part.goals == ()
    assert part.findings[-1].code == "model_withheld"


# --- contradictions -----------------------------------------------------------------------------

DISAGREES = {
    "sentences": ["S2", "S4"],
    "what": "The e-mail shows points of which nobody knows the keeper",
    "question": "Who keeps the points of the members?",
    "whom": "CRM team",
}


def disagreeing(**changes: Any) -> Part:
    return take_contradiction(lantern(), ContradictionAnswer.model_validate(DISAGREES | changes))


def test_a_disagreement_comes_with_the_question_that_settles_it() -> None:
    part = disagreeing()
    [one], [ask] = part.disagreements, part.asks
    assert one.text == "The e-mail shows points of which nobody knows the keeper."
    assert [place.quote for place in one.evidence] == [LINES[1], LINES[3]]
    assert (ask.text, ask.whom, ask.raised_by) == ("Who keeps the points of the members?", "CRM team", ("S2", "S4"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sentences": ["S2"]}, "fewer than two"),
        ({"sentences": ["S2", "S90"]}, "fewer than two"),
        ({"sentences": ["S2", "S5"]}, "no word in common"),
        ({"what": "The e-mail shows 7,000 points of which nobody knows the keeper"}, "7000"),
    ],
)
def test_a_disagreement_that_does_not_hold_is_kept_out_with_its_question(changes: dict[str, Any], reason: str) -> None:
    part = disagreeing(**changes)
    assert (part.disagreements, part.asks) == ((), ())
    assert reason in part.findings[-1].message


def test_a_disagreement_stays_where_only_its_question_does_not_hold() -> None:
    part = disagreeing(question="Tell us who keeps the points.")
    assert (len(part.disagreements), part.asks) == (1, ())
    assert "no question" in part.findings[-1].message
