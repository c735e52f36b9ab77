"""Constraints and the terms of art of IT, as data: what they are usually there for, what they do, what helps."""

from functools import cache
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field

from schemas.explanation import ConstraintKind, EffectArea
from service.catalogue.loading import CatalogueError, Entry, Source, load_entries


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TypicalReason(_Part):
    """Why such a constraint usually exists, fair to both sides, and what that rests on."""

    text: str
    source: Source


class TypicalEffect(_Part):
    """What such a constraint may do to a campaign, in general terms and without a figure."""

    area: EffectArea
    text: str


class MarketingQuestion(_Part):
    """What marketing has to answer before the effect can be worked out. `whom` is a role."""

    text: str
    why: str
    whom: str


class TypicalOption(_Part):
    """One lawful way out: what it is, its price, its gain, who decides, and what has to be done for it."""

    id: str
    text: str
    gives_up: str
    gains: str
    who_decides: str
    takes: str | None = None


class ConstraintKindEntry(Entry):
    """One kind of constraint. `topic` completes "This is about ..."; `decides` is the role that usually decides."""

    name: str
    topic: str
    why: TypicalReason
    effects: tuple[TypicalEffect, ...] = Field(min_length=1)
    question: MarketingQuestion
    options: tuple[TypicalOption, ...] = Field(min_length=2, max_length=4)
    next_step: str
    decides: str


class GlossaryTerm(Entry):
    """A term of art in plain words.

    `forms` are written in any case, `exact` ones count only as they are spelled here. A blank in a form also stands
    for a hyphen or a line break. `near`: words of which one must stand in the same sentence, where the term is an
    ordinary word as well. `say` and `say_plural`, without an article, can stand in its place inside a sentence.
    """

    term: str
    forms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    plain: str
    say: str | None = None
    say_plural: str | None = None
    near: tuple[str, ...] = ()


@cache
def constraint_kinds() -> dict[str, ConstraintKindEntry]:
    """The kinds of constraints by id, one for each literal of `schemas.explanation.ConstraintKind`.

    Raises:
        CatalogueError: the file cannot be used, or a kind is missing or unknown.
    """
    entries = load_entries("constraint_kinds", ConstraintKindEntry)
    if differing := set(entries) ^ set(get_args(ConstraintKind)):
        raise CatalogueError(f"constraint_kinds.yaml and ConstraintKind differ in {sorted(differing)}")
    return entries


def glossary() -> dict[str, GlossaryTerm]:
    """The terms of art by id, in file order.

    Raises:
        CatalogueError: the file cannot be used.
    """
    return load_entries("glossary", GlossaryTerm)


class PlainWord(Entry):
    """Stiff words and the everyday words that say the same."""

    say: str
    words: tuple[str, ...] = Field(min_length=1)


@cache
def plain_words() -> dict[str, str]:
    """Everyday words by the stiff words that they stand for, all in lower case."""
    return {word: entry.say for entry in load_entries("plain_words", PlainWord).values() for word in entry.words}
