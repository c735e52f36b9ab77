"""What the page is told of each step."""

import json
from typing import Any

import pytest

from schemas.events import AskedEvent, ComputedEvent, DraftedEvent, ExplainedEvent, ReadEvent, VerifiedEvent
from schemas.explanation import Meaning
from schemas.requirement import Requirement
from service.web.progress import SHOWN, told
from tests.exporting.limits_specimen import explanation
from tests.exporting.specimen import specification


def said(event: Any) -> dict[str, Any]:
    """The line, which is one line and JSON."""
    text = told(event)
    assert text.index("\n") == len(text) - 1
    values: dict[str, Any] = json.loads(text)
    return values


def drafted(*requirements: Requirement) -> dict[str, Any]:
    return said(DraftedEvent(section="data", requirements=list(requirements)))


def need(**changes: Any) -> Requirement:
    return specification().requirements[0].model_copy(update=changes)


def test_steps_are_told_in_words() -> None:
    assert said(ReadEvent(language="en", sentences=1, facts=2)) == {"step": "Read 1 sentence, found 2 facts"}
    assert said(ComputedEvent(workloads=1, lead_items=2, regulations=1)) == {
        "step": "Computed 1 load, 2 lead times, 1 law"
    }
    assert said(VerifiedEvent(checked=4, supported=4, findings=0)) == {"step": "Checked 4 statements against the text"}


def test_a_constraint_is_shown_in_plain_words_beside_its_own_and_with_what_it_means() -> None:
    one = explanation().constraints[0]
    line = said(ExplainedEvent(constraint=one))
    [shown] = line["needs"]
    assert (line["section"], line["more"]) == ("The constraints in plain words", 0)
    assert (shown["statement"], shown["said"]) == (one.plain, [["C1", one.source.text]])
    assert (shown["means"], shown["reading"]) == (None, None)
    means = Meaning(text="Most read it late.\u202e", produced_by="prompt:explanations@2:tester")
    [shown] = said(ExplainedEvent(constraint=one.model_copy(update={"means": means})))["needs"]
    assert shown["means"].startswith("Most read it late.")
    assert "\u202e" not in shown["means"]
    assert shown["reading"] == "the model’s words, checked against the effects and ways out"


@pytest.mark.parametrize(
    ("answered", "of", "words"),
    [(0, 18, "the model has been asked 18 questions"), (5, 18, "the model has answered 5 of 18 questions")],
)
def test_how_far_the_model_is_stands_in_words_and_in_numbers(answered: int, of: int, words: str) -> None:
    line = said(AskedEvent(answered=answered, of=of))
    assert line == {"asked": f"The rules have read it; {words}", "answered": answered, "of": of}


def test_a_section_shows_its_requirements_without_their_ids() -> None:
    line = drafted(need(id="DATA-077"))
    assert (line["section"], line["more"]) == ("Data", 0)
    [shown] = line["needs"]
    assert shown["statement"] == need().statement
    assert shown["said"][0][0] == "S4"
    assert shown["reading"] is None
    assert "DATA-077" not in json.dumps(line)


def test_what_the_model_alone_read_is_marked() -> None:
    [shown] = drafted(need(produced_by=["prompt:needs@1:tester"]))["needs"]
    assert shown["reading"] == "the model’s reading: check it"


def test_hidden_characters_are_shown() -> None:
    [shown] = drafted(need(statement="The till shall \N{RIGHT-TO-LEFT OVERRIDE}know."))["needs"]
    assert shown["statement"] == "The till shall <U+202E>know."


def test_of_very_many_requirements_the_first_are_shown_and_the_others_counted() -> None:
    line = drafted(*[need()] * (SHOWN + 3))
    assert (len(line["needs"]), line["more"]) == (SHOWN, 3)
