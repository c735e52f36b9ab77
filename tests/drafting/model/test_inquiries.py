"""What a model is asked about a brief: all of it, cut at headings, in calls that grow with the brief and no faster."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Sentence
from service.campaign import Reading
from service.drafting.model.inquiries import BLOCK, Inquirer, blocks_of, load_questions
from service.llm.options import Skill
from service.llm.redacting import NOTHING_HIDDEN
from tests.drafting.model.briefs import lantern, reading_of
from tests.drafting.model.talking import DRAWN, by_rules


def numbered(kinds: Sequence[bool]) -> list[Sentence]:
    """Sentences, of which those with True are headings."""
    kind_of: dict[bool, Any] = {True: "heading", False: "prose"}
    return [Sentence(id=f"S{at}", start=0, end=1, text="x", kind=kind_of[one]) for at, one in enumerate(kinds, 1)]


def inquirer(reading: Reading, *, beside_rules: bool = True) -> Inquirer:
    found = by_rules(reading) if beside_rules else None
    return Inquirer(reading, found, load_questions(), "tester", DRAWN, NOTHING_HIDDEN)


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 12))
def test_every_sentence_is_in_one_block_and_no_block_is_too_long(kinds: list[bool], most: int) -> None:
    sentences = numbered(kinds)
    blocks = blocks_of(sentences, most)
    assert [one for block in blocks for one in block] == sentences
    assert all(0 < len(block) <= most for block in blocks)


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(2, 12))
def test_a_block_ends_before_the_last_heading_of_its_second_half(kinds: list[bool], most: int) -> None:
    sentences = numbered(kinds)
    start = 0
    for block in blocks_of(sentences, most)[:-1]:
        end = start + len(block)
        later = sentences[end + 1 : start + most + 1]
        assert not any(one.kind == "heading" for one in later)
        assert sentences[end].kind == "heading" or len(block) == most
        start = end


def test_a_brief_that_fits_is_shown_whole() -> None:
    assert len(blocks_of(numbered([False] * BLOCK))) == 1
    assert len(blocks_of(numbered([False] * (BLOCK + 1)))) == 2


@pytest.mark.parametrize("skill", ["whole", "pieces"])
def test_calls_and_what_they_hold_grow_with_the_brief_and_no_faster(skill: Skill) -> None:
    def cost(times: int) -> tuple[int, int]:
        lines = [f"Shop {number} sends a letter to its guests." for number in range(times * BLOCK)]
        asked = inquirer(reading_of(*lines), beside_rules=False).inquiries(skill)
        return len(asked), sum(len(one.filled.question) for one in asked)

    (calls, size), (more_calls, more_size) = cost(1), cost(4)
    assert 3 * calls < more_calls <= 4 * calls
    assert 3.5 * size < more_size < 4.5 * size


def test_each_block_shows_its_own_sentences_and_what_was_found_in_them() -> None:
    lines = [f"Shop {number} e-mails a letter to its guests on 4 May 2027." for number in range(2 * BLOCK)]
    asked = [one for one in inquirer(reading_of(*lines)).inquiries("whole") if one.filled.label.startswith("goals")]
    first, second = (one.filled.question for one in asked)
    assert f"\nS{BLOCK} Shop" in first
    assert f"\nS{BLOCK + 1} Shop" not in first
    assert f"\nS{BLOCK} Shop" not in second
    assert f"\nS{2 * BLOCK} Shop" in second


@pytest.mark.parametrize("skill", ["whole", "pieces"])
def test_what_cannot_tell_it_anything_is_asked_about_in_no_piece(skill: Skill) -> None:
    reading = reading_of("Yes please!", "Come and see.", "We send a letter to 400 guests.", set_aside={"S2": "slogan"})
    asked = inquirer(reading, beside_rules=False).inquiries(skill)
    pieces = [one.filled.question for one in asked if one.filled.label.startswith(("notes", "facts"))]
    assert pieces
    assert all("S3 We send" in piece and "S1 " not in piece and "S2 " not in piece for piece in pieces)


def test_beside_the_rules_a_weak_model_is_asked_for_no_names() -> None:
    reading = reading_of("Cards lie in Larder.", *["Cards lie in the pantry."] * 3)
    beside = inquirer(reading).inquiries("pieces")
    alone = inquirer(reading, beside_rules=False).inquiries("pieces")
    assert [one.filled.label.partition("@")[0] for one in beside] == ["notes"] * 4
    assert [one.filled.label.partition("@")[0] for one in alone] == [*["notes"] * 4, "facts", "facts"]


def test_lines_at_the_top_of_a_longer_brief_that_are_no_sentences_are_not_noted() -> None:
    lines = ["Cards for the harbour", "Owner: Bo Quill", *[f"Card {number} lies in the pantry" for number in range(7)]]
    longer = inquirer(reading_of(*lines)).inquiries("pieces")
    assert [one.filled.label.partition("@")[0] for one in longer].count("notes") == 7
    shorter = inquirer(reading_of(*lines[:8])).inquiries("pieces")
    assert [one.filled.label.partition("@")[0] for one in shorter].count("notes") == 8


def test_every_need_in_doubt_is_asked_about_once() -> None:
    needs = by_rules().needs * 5
    asked = list(inquirer(lantern()).doubts(needs))
    lines = [line for one in asked for line in one.filled.question.split("\n") if line.startswith("N")]
    assert len(lines) == len(needs)
    assert len(asked) == -(-len(needs) // 20)
