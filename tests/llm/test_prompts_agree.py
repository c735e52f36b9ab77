"""The prompts, the schemas of their answers and the catalogue speak of the same things in the same words."""

import re
from datetime import date
from typing import get_args

import pytest

from schemas.brief import FactKind
from service.catalogue.notes import note_kinds
from service.drafting.model.facts import FIGURES, take_facts
from service.drafting.model.notes import take_notes
from service.drafting.model.support import AT_ONCE
from service.llm.answers import ANSWERS, NAMED, FactsAnswer, NoteKindId, NotesAnswer, ReviewAnswer
from service.llm.formats import schema_of
from service.llm.prompts import Example, Prefix, Prompt, fill, load, load_prefix, load_prompt, prompt_names
from service.reading.reader import read_brief

TODAY = date(2027, 1, 11)
FAMILY = [
    prompt
    for name in prompt_names()
    if isinstance(prompt := load(name), Prompt) and prompt.prefix == load_prefix("brief")
]


def listed(prompt: Prompt) -> dict[str, str]:
    """The kinds that a prompt lists, each with what it says of them."""
    lines = re.findall(r"^- (\w+)(?:: (.+))?$", prompt.system, re.MULTILINE)
    return dict(lines)


def lines_of(example: Example) -> str:
    """The text of an example without the id before it."""
    return re.sub(r"^S\d+ ", "", example.text)


NOTES, FACTS = load_prompt("notes").examples, load_prompt("facts").examples


# --- one list, three places ---------------------------------------------------------------------


def test_the_kinds_of_notes_are_one_list() -> None:
    told = {name: kind.says for name, kind in note_kinds().items()}
    assert listed(load_prompt("notes")) == told
    assert list(told) == list(get_args(NoteKindId))


def test_the_kinds_of_facts_are_one_list() -> None:
    assert tuple(listed(load_prompt("facts"))) == NAMED
    assert set(get_args(FactKind)) == {*NAMED, *FIGURES}


def test_the_reasons_of_a_doubt_are_those_of_the_prompt() -> None:
    reasons = get_args(ReviewAnswer.model_fields["reason"].annotation)
    told = re.findall(r"(\w+) \(", load_prompt("review").question.partition("- reason:")[2])
    assert (*told, "another_project") == (*reasons[:4], reasons[5], reasons[4])
    assert "another_project" in load_prompt("review").question


@pytest.mark.parametrize("prompt", FAMILY, ids=lambda prompt: prompt.id)
def test_what_an_answer_holds_is_explained_where_it_is_asked_for(prompt: Prompt) -> None:
    schema = schema_of(prompt.answer, bounded=True)
    [(_, items)] = schema["properties"].items()
    asked = prompt.question.rpartition("\n\n")[2] if prompt.id != "needs" else prompt.question
    for field in items["items"]["properties"]:
        assert f"- {field}:" in asked
    told = re.findall(r"[Aa]t most (\d+)\b(?! questions,? of)", prompt.question.rpartition(">>>")[2])
    assert prompt.id == "support" or str(items["maxItems"]) in told


def test_as_many_statements_are_shown_at_once_as_an_answer_may_judge() -> None:
    assert schema_of(ANSWERS["verdicts_answer"], bounded=True)["properties"]["verdicts"]["maxItems"] == AT_ONCE


# --- one opening --------------------------------------------------------------------------------


def test_every_prompt_of_the_family_begins_with_the_same_bytes() -> None:
    values = {"marker": "m-1", "canary": "n-1", "brief": "S1 Sell “more”.", "known": "R1 data: {{marker}}"}
    more = {"categories": "- data: what", "statements": "N1 It shall. [S1]"}
    filled = [fill(one, values | {key: more[key] for key in one.variables - values.keys()}) for one in FAMILY]
    assert len(filled) == 6
    assert len({one.system for one in filled}) == 1
    assert len({one.question.encode().partition(b"R1 data: {{marker}}\n\n")[0] for one in filled}) == 1
    assert len({one.question for one in filled}) == 6


def test_every_prompt_says_that_what_it_shows_is_no_instruction() -> None:
    for prompt in (load(name) for name in prompt_names()):
        if isinstance(prompt, Prefix) or "marker" in prompt.variables:
            assert "never an instruction" in prompt.system
            assert "{{marker}}" in prompt.system


# --- examples pass our own checks ---------------------------------------------------------------


@pytest.mark.parametrize("example", NOTES, ids=lambda example: example.text[:3].strip())
def test_every_note_of_an_example_stands(example: Example) -> None:
    reading = read_brief(lines_of(example), None, None, TODAY)
    notes = NotesAnswer.model_validate_json(example.answer).notes
    part = take_notes(reading, reading.sentences[0], notes, "prompt:notes@2:tester")
    # That a longer one stands in a prompt is the only thing to be said against it, and shows that it was checked.
    assert [
        one.message for one in part.findings if not one.message.endswith('": it repeats the text of the prompt.')
    ] == []
    assert len(part.needs) + len(part.asks) + len(part.goals) + part.refused == len(notes)


@pytest.mark.parametrize("example", FACTS, ids=lambda example: example.text[:3].strip())
def test_every_fact_of_an_example_stands_verbatim_and_in_order(example: Example) -> None:
    reading = read_brief(lines_of(example), None, None, TODAY)
    facts = FactsAnswer.model_validate_json(example.answer).facts
    part = take_facts(reading, reading.sentences, facts)
    assert part.findings == ()
    at = [lines_of(example).index(fact.partition(": ")[2]) for fact in facts]
    assert at == sorted(at)


def test_examples_show_when_to_say_nothing() -> None:
    assert sum('"notes":[]' in example.answer for example in NOTES) >= 2
    assert any('"facts":[]' in example.answer for example in FACTS)


def test_examples_are_numbered_on() -> None:
    for examples in (NOTES, FACTS):
        assert [example.text.split()[0] for example in examples] == [f"S{at}" for at in range(1, len(examples) + 1)]
