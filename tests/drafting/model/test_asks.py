"""Questions of a model join those of the rules without repeating them."""

from typing import Any

import pytest

from service.drafting.model.asks import join_asks, new_ask
from service.drafting.model.parts import Part
from service.llm.answers import QuestionAnswer
from service.needs import Ask
from tests.drafting.model.briefs import lantern
from tests.drafting.model.test_drafts import need_of

KEEPER = {
    "sentences": ["S4"],
    "text": "which department keeps the points of the members?",
    "why": "Only the keeper can hand them over.",
    "whom": "CRM team",
}
RULE = Ask(
    "launch_date", "When must this be live, and is that date fixed or movable?", "Plans.", "campaign manager", ("S1",)
)


def judged(**changes: Any) -> Part:
    return new_ask(lantern(), QuestionAnswer.model_validate(KEEPER | changes))


def joined(asks: list[Ask], **changes: Any) -> tuple[Ask, ...]:
    needs = [need_of(), need_of(sentences=["S2", "S4"], object="keeper")]
    return join_asks(asks, judged(**changes).asks, needs)


def test_a_new_question_is_added_and_says_what_it_holds_up() -> None:
    [kept, new] = joined([RULE])
    assert kept == RULE
    assert new.text == "Which department keeps the points of the members?"
    assert (new.whom, new.raised_by) == ("CRM team", ("S4",))
    assert new.blocks == (need_of(object="keeper").need,)


def test_a_question_about_what_the_brief_is_silent_on_needs_no_sentence() -> None:
    [ask] = joined([], sentences=[])
    assert (ask.raised_by, ask.blocks) == ((), ())


def test_the_same_question_is_asked_once_and_takes_the_sentences_of_both() -> None:
    [ask] = joined([RULE], text="On which date must it be live, and is this fixed or movable?")
    assert (ask.topic, ask.text) == (RULE.topic, RULE.text)
    assert ask.raised_by == ("S1", "S4")


def test_what_the_same_words_ask_keeps_its_topic_wherever_it_is_asked() -> None:
    [once], [again] = (
        judged().asks,
        judged(sentences=["S2"], text="Which  department keeps the points of the members?").asks,
    )
    assert once.topic == again.topic


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "Tell us who keeps the points."}, "no question"),
        ({"text": "May we write to 9,000 people?"}, "9000"),
        ({"why": "See https://x.example."}, "link"),
    ],
)
def test_a_question_that_does_not_hold_is_kept_out_and_reported(changes: dict[str, Any], reason: str) -> None:
    part = judged(**changes)
    assert part.asks == ()
    assert reason in part.findings[0].message
