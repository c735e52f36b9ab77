"""An item that points at a sentence must have to do with it."""

from dataclasses import replace

import pytest

from service.drafting.model.pointing import point
from service.drafting.model.relating import copy_faults, relation_faults
from tests.drafting.model.briefs import LINES, lantern


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("S2", "The sending platform shall merge the balance into the message."),
        ("S4", "The owner shall hand over the points."),
        ("S5", "When booking, the app shall answer."),
    ],
)
def test_one_telling_word_is_enough(sentence: str, text: str) -> None:
    assert relation_faults(lantern(), point(lantern(), [sentence]), [text]) == ()


@pytest.mark.parametrize("text", ["The CRM shall provide the data needed to track sales.", "The team shall know all."])
def test_common_words_relate_nothing(text: str) -> None:
    assert relation_faults(lantern(), point(lantern(), ["S4"]), [text]) == (
        "it has no word in common with its sentences",
    )


def test_a_heading_above_a_sentence_speaks_for_it() -> None:
    reading = lantern()
    sentences = tuple(s.model_copy(update={"context": ["Unsubscribing"]}) for s in reading.sentences)
    text = "The platform shall honour an unsubscribe at once."
    assert relation_faults(reading, point(reading, ["S5"]), [text])
    assert relation_faults(replace(reading, sentences=sentences), point(reading, ["S5"]), [text]) == ()


def test_a_brief_in_another_language_shares_no_words_with_an_english_answer() -> None:
    german = replace(lantern(), language="de")
    assert relation_faults(german, point(german, ["S5"]), ["The sales desk shall be told."]) == ()


def test_a_text_that_says_its_sentence_again_is_a_copy() -> None:
    pointing = point(lantern(), ["S1"])
    assert copy_faults(pointing, LINES[0]) != ()
    assert copy_faults(pointing, "Goal: win back 4,000 lapsed members of the Lantern Card.") != ()
    assert copy_faults(pointing, "Win back 4,000 lapsed members by May.") == ()
