"""Kinds of constraints: each is there, in plain words, fair to both sides, and with lawful ways out only."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from schemas.explanation import ConstraintKind
from service.catalogue.constraints import ConstraintKindEntry, TypicalOption, constraint_kinds
from service.catalogue.loading import Source
from service.reading.jargon import find_terms

KINDS = list(constraint_kinds().values())
OPTIONS = [pytest.param(option, id=f"{kind.id}.{option.id}") for kind in KINDS for option in kind.options]
LONGEST_SENTENCE = 25
TYPICAL = re.compile(r"\b(?:may|usually|often)\b")
BLAME = re.compile(r"\b(?:fail to|fault of|insist|unfortunately|simply|obviously|just)\b", re.IGNORECASE)
BOUND_BY_LAW = {
    "accessibility",
    "consent",
    "data_class",
    "data_location",
    "erasure",
    "minors",
    "retention",
    "sending_hours",
    "transfer",
}
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)


def texts_of(value: Any) -> Iterator[str]:
    """Every text that a reader sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, BaseModel) and not isinstance(value, Source):
        for name in type(value).model_fields:
            if name not in {"id", "area"}:
                yield from texts_of(getattr(value, name))


def test_every_kind_of_the_contract_has_an_entry() -> None:
    assert list(constraint_kinds()) == list(get_args(ConstraintKind))


@each_kind
def test_its_sentences_are_short(kind: ConstraintKindEntry) -> None:
    sentences = [sentence for text in texts_of(kind) for sentence in re.split(r"(?<=[.?!])\s+", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


@each_kind
def test_it_needs_no_glossary(kind: ConstraintKindEntry) -> None:
    assert [found.text for text in texts_of(kind) for found in find_terms(text)] == []


@each_kind
def test_it_brings_no_figure_of_its_own(kind: ConstraintKindEntry) -> None:
    assert [text for text in texts_of(kind) if re.search(r"\d", text)] == []


@each_kind
def test_it_blames_nobody(kind: ConstraintKindEntry) -> None:
    assert [text for text in texts_of(kind) if BLAME.search(text)] == []


@each_kind
def test_its_effects_are_worded_as_general(kind: ConstraintKindEntry) -> None:
    assert [effect.text for effect in kind.effects if not TYPICAL.search(effect.text)] == []
    assert len({effect.area for effect in kind.effects}) == len(kind.effects)


@each_kind
def test_its_reason_is_worded_as_typical_and_has_a_source(kind: ConstraintKindEntry) -> None:
    assert TYPICAL.search(kind.why.text)
    assert kind.why.source.title


@each_kind
def test_its_name_and_topic_stand_inside_a_sentence(kind: ConstraintKindEntry) -> None:
    assert kind.name[0].islower()
    assert kind.topic[0].islower()
    assert not kind.topic.endswith((".", "?"))
    assert len(kind.name.split()) <= 8


@each_kind
def test_it_asks_one_question_with_a_reason(kind: ConstraintKindEntry) -> None:
    assert kind.question.text.count("?") == 1
    assert kind.question.text.endswith("?")
    assert kind.question.why.endswith(".")
    assert kind.question.whom


@each_kind
def test_its_next_step_is_one_sentence_that_says_who(kind: ConstraintKindEntry) -> None:
    assert re.fullmatch(r"The campaign (?:manager|owner) [^.?!]+\.", kind.next_step)


@each_kind
def test_its_options_differ(kind: ConstraintKindEntry) -> None:
    assert len({option.id for option in kind.options}) == len(kind.options)
    assert len({option.text for option in kind.options}) == len(kind.options)


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_has_a_price_a_gain_and_somebody_who_decides(option: TypicalOption) -> None:
    for text in (option.text, option.gives_up, option.gains, option.takes):
        assert text
        assert text[0].isupper()
        assert text.endswith(".")
    assert re.match(r"[a-z]|IT\b", option.who_decides)


def test_no_exception_is_offered_where_the_law_may_stand_behind() -> None:
    kinds = [kind for kind in KINDS if kind.id in BOUND_BY_LAW]
    words = re.compile(r"\b(?:exception|waiver|work around|get round|avoid the rule|ignore)\b", re.IGNORECASE)
    assert [option.id for kind in kinds for option in kind.options if words.search(" ".join(texts_of(option)))] == []


def test_an_exception_has_an_owner_and_an_end() -> None:
    exceptions = [option for kind in KINDS for option in kind.options if "exception" in option.text]
    assert exceptions
    assert [option.text for option in exceptions if "owner" not in option.text or "end date" not in option.text] == []
