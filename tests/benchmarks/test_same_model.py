"""Outputs of any system of the side-by-side become one neutral form."""

import json
from typing import Any

import pytest

from benchmarks.same_model.neutral import NOWHERE, facts_at, said_in_chunks, said_in_whole
from benchmarks.same_model.peers.telling import call_of
from benchmarks.same_model.peers.whole import ANSWER, EXAMPLE, KINDS, MARKS, Whole
from benchmarks.same_model.systems import said_in_lines, systems
from tests.benchmarks.leeds import BRIEF, ENDPOINT, brief_case

# --- what peers answer --------------------------------------------------------------------------


def whole(**lists: Any) -> str:
    return json.dumps({"goals": [], "needs": [], "questions": [], "facts": []} | lists)


def test_a_quote_is_found_at_its_place_and_told_from_one_that_is_bent() -> None:
    said = said_in_whole(
        BRIEF,
        whole(facts=[{"kind": kind, "quote": quote} for kind, quote in
                     [("region", "Leeds"), ("system", "OLDTOOL"), ("person_role", "Bob")]]),
    )  # fmt: skip
    assert [(one.place.start, one.place.verbatim) for one in said.facts] == [
        (BRIEF.index("Leeds"), True),
        (BRIEF.index("Oldtool"), False),
        (NOWHERE, False),
    ]


def test_words_that_stand_twice_are_two_facts_and_a_third_saying_is_none() -> None:
    found = facts_at("mail and mail", [("channel", "mail")] * 3)
    assert [one.place.start for one in found] == [0, 9]


@pytest.mark.parametrize(
    ("cut", "facts", "needs"),
    [
        ('{"needs": [{"quotes": ["Leeds"], "category": "data", "need": "a"}, {"quotes": ["Lee', 0, 1),
        ('{"needs": [], "facts": [{"quote": "Leeds", "kind": "region"}, {"quote": "900", "ki', 1, 0),
        ('{"facts": [{"quote": "Leeds", "kind": "region"}, {"quote": "900", "kind": "cou', 1, 0),
        ('{"facts": [{"quote": "Leeds", "kind": "planet"}, {"quote": "900", "kind": "count"}]}', 1, 0),
        ("no JSON at all", 0, 0),
        ("[1, 2", 0, 0),
        ("", 0, 0),
    ],
)
def test_what_was_cut_off_gives_its_whole_items(cut: str, facts: int, needs: int) -> None:
    said = said_in_whole(BRIEF, cut)
    assert (len(said.facts), len(said.needs)) == (facts, needs)


def test_the_example_of_the_peers_shows_every_kind_in_the_order_of_its_text() -> None:
    places = [EXAMPLE.index(text) for _, text in MARKS]
    assert places == sorted(places)
    assert {kind for kind, _ in MARKS} == set(KINDS)
    assert Whole.model_validate_json(ANSWER.model_dump_json()) == ANSWER
    quotes = [quote for need in ANSWER.needs for quote in need.quotes]
    assert [quote for quote in quotes if quote not in EXAMPLE] == []


def test_chunks_of_langextract_are_read_when_it_was_ended_before_its_result() -> None:
    chunk = '{"extractions": [{"region": "Leeds", "region_attributes": {}}, {"planet": "Mars"}, {"count": "90'
    assert [(one.kind, one.place.quote) for one in said_in_chunks(BRIEF, [chunk]).facts] == [("region", "Leeds")]


def test_lines_of_a_peer_hold_its_calls_its_answer_and_its_failure() -> None:
    call = {"seconds": 2.0, "input": 10, "output": 7, "finish": "length", "text": whole(facts=[])}
    last = call | {"text": whole(facts=[{"quote": "Leeds", "kind": "region"}])}
    lines: list[dict[str, Any]] = [
        {"asked": True},
        {"call": call},
        {"asked": True},
        {"call": last},
        {"asked": True},
        {"failure": "cut off"},
    ]
    said = said_in_lines(BRIEF, "one prompt", lines)
    assert [one.place.quote for one in said.facts] == ["Leeds"]
    assert [one.finish for one in said.calls] == ["length", "length", "unanswered"]
    assert (sum(one.output for one in said.calls), said.failure) == (14, "cut off")


def test_an_alignment_of_langextract_is_grounded_where_the_brief_has_its_words() -> None:
    start = BRIEF.index("Oldtool")
    extractions = [
        {"kind": "system", "quote": "Oldtool", "start": start, "end": start + 7},
        {"kind": "system", "quote": "old tool", "start": start, "end": start + 7},
        {"kind": "region", "quote": "York", "start": None, "end": None},
        {"kind": "planet", "quote": "Mars", "start": None, "end": None},
    ]
    said = said_in_lines(BRIEF, "langextract", [{"said": extractions}])
    assert [(one.place.start, one.place.verbatim) for one in said.facts] == [
        (start, True),
        (start, False),
        (NOWHERE, False),
    ]


def test_a_completion_without_an_answer_is_told_as_an_error() -> None:
    assert call_of({"error": {"message": "busy"}}, 1.0)["finish"] == "error"
    answered = {
        "choices": [{"finish_reason": "stop", "message": {"content": "x"}}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    }
    assert call_of(answered, 1.234) == {"seconds": 1.23, "input": 3, "output": 4, "finish": "stop", "text": "x"}


# --- what engines say ---------------------------------------------------------------------------


async def test_a_specification_is_brought_into_the_same_form() -> None:
    [system] = [one for one in systems(ENDPOINT)[0] if one.name == "rules alone"]
    said = await system.run(brief_case())
    assert {one.place.quote for one in said.facts} >= {"900", "Leeds"}
    assert all(one.place.verbatim for one in said.facts)
    assert said.needs
    assert all(one.key for one in said.needs)
    assert (said.calls, said.failure) == ((), None)


async def test_of_a_model_alone_the_needs_of_rules_do_not_count() -> None:
    [system] = [one for one in systems(ENDPOINT)[0] if one.name == "model alone"]
    said = await system.run(brief_case())
    assert said.needs == ()
    assert said.failure is not None
    assert "model" in said.failure.lower()
