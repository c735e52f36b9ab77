"""The neutral form: what a system said of a brief, facts with their places, needs with their quotes, and what it cost.

Every output is brought into this form, and from it into the two lists that the scorers of the evals look at, so that
engines and peers are judged by the same code.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from benchmarks.same_model.peers.whole import WholeFact, WholeNeed
from schemas.base import Evidence, trusted
from schemas.brief import Fact, FactKind
from schemas.requirement import Category, Requirement
from schemas.specification import Specification

NOWHERE = -1
"""Offset of what does not stand in the brief: it overlaps no place."""
PartT = TypeVar("PartT", WholeFact, WholeNeed)
SaidT = TypeVar("SaidT", "FactSaid", "NeedSaid")
_fact, _requirement, _evidence = trusted(Fact), trusted(Requirement), trusted(Evidence)


class Neutral(BaseModel):
    """Base of the parts: frozen, no field too many."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Neutral):
    """A quote, and where the brief has it. `verbatim`: letter by letter."""

    quote: str
    start: int = NOWHERE
    end: int = NOWHERE
    verbatim: bool = False


class FactSaid(Neutral):
    """A mention with its kind."""

    kind: FactKind
    place: Place


class NeedSaid(Neutral):
    """Something IT must do, and where that comes from. `key` and `makers` are there for engines."""

    statement: str
    category: Category
    places: tuple[Place, ...]
    key: str | None = None
    makers: tuple[str, ...] = ()

    @property
    def is_grounded(self) -> bool:
        """Whether it points at something, and all of that stands in the brief."""
        return bool(self.places) and all(place.verbatim for place in self.places)


class Call(Neutral):
    """One call to the model. One that was cut off tells no tokens."""

    seconds: float
    input: int
    output: int
    finish: str
    text: str = ""


class Said(Neutral):
    """Everything a system gave for one brief; with a `failure` it may be a part, or nothing."""

    facts: tuple[FactSaid, ...] = ()
    needs: tuple[NeedSaid, ...] = ()
    calls: tuple[Call, ...] = ()
    seconds: float = 0.0
    failure: str | None = None

    def as_specification(self) -> Specification:
        """A specification that holds nothing else than these facts and needs, for the scorers."""
        parts: dict[str, Any] = {
            "facts": [_as_fact(one) for one in self.facts],
            "requirements": [_as_requirement(one) for one in self.needs],
        }
        return Specification.model_construct(**parts)


def _as_fact(said: FactSaid) -> Fact:
    place = said.place
    return _fact(id="", kind=said.kind, text=place.quote, sentence="", start=place.start, end=place.end)


def _as_requirement(said: NeedSaid) -> Requirement:
    return _requirement(
        key=said.key or "",
        id="",
        category=said.category,
        statement=said.statement,
        pattern="ubiquitous",
        rationale="",
        priority="must",
        origin="inferred",
        evidence=[_evidence(sentence="", start=one.start, end=one.end, quote=one.quote) for one in said.places],
        acceptance_criteria=[],
        verification_method="inspection",
        produced_by=[],
    )


# --- from engines -------------------------------------------------------------------------------


def said_by_engine(text: str, specification: Specification, *, model_alone: bool) -> Said:
    """What a specification says. Of a model alone only those needs count that a prompt made, not what rules add."""
    needs = [_need_of(text, one) for one in specification.requirements]
    return Said(
        facts=tuple(
            FactSaid(kind=one.kind, place=_place_at(text, one.text, one.start, one.end)) for one in specification.facts
        ),
        needs=tuple(one for one in needs if not model_alone or made_by_prompt(one)),
        calls=tuple(
            Call(seconds=one.seconds, input=one.tokens.input, output=one.tokens.output, finish=one.outcome)
            for one in specification.provenance.attempts
        ),
    )


def made_by_prompt(need: NeedSaid) -> bool:
    """Whether a model had a part in it."""
    return any(maker.startswith("prompt:") for maker in need.makers)


def _need_of(text: str, one: Requirement) -> NeedSaid:
    return NeedSaid(
        statement=one.statement,
        category=one.category,
        places=tuple(_place_at(text, place.quote, place.start, place.end) for place in one.evidence),
        key=one.key,
        makers=tuple(one.produced_by),
    )


def _place_at(text: str, quote: str, start: int, end: int) -> Place:
    return Place(quote=quote, start=start, end=end, verbatim=text[start:end] == quote)


# --- from peers ---------------------------------------------------------------------------------


def said_in_whole(text: str, answer: str) -> Said:
    """What an answer to the whole schema says, down to the last whole item of every list where it was cut off."""
    read = _read(answer)
    facts = [(one.kind, one.quote) for one in _whole_items(read, "facts", WholeFact)]
    needs = [
        NeedSaid(statement=one.need, category=one.category, places=tuple(_found(text, quote) for quote in one.quotes))
        for one in _whole_items(read, "needs", WholeNeed)
    ]
    return Said(facts=facts_at(text, facts), needs=_once(needs))


def _whole_items(read: Mapping[str, Any], name: str, part: type[PartT]) -> Iterator[PartT]:
    items = read.get(name)
    for item in items if isinstance(items, list) else []:
        try:
            yield part.model_validate(item)
        except ValidationError:
            continue


def facts_at(text: str, facts: Iterable[tuple[FactKind, str]]) -> tuple[FactSaid, ...]:
    """Facts by their words: the second time they are said they stand at the second place, and so on.

    What is said more often than the brief says it is the same mention again and counts once.
    """
    said: Counter[tuple[str, str]] = Counter()
    found = []
    for kind, quote in facts:
        found.append(FactSaid(kind=kind, place=_found(text, quote, said[kind, quote])))
        said[kind, quote] += 1
    return _once(found)


def said_by_langextract(text: str, extractions: Iterable[Mapping[str, Any]]) -> Said:
    """Its extractions, at the places where it aligned them."""
    facts = [
        FactSaid(kind=cast("FactKind", one["kind"]), place=_aligned(text, one))
        for one in extractions
        if _is_kind(one["kind"])
    ]
    return Said(facts=_once(facts))


def said_in_chunks(text: str, answers: Iterable[str]) -> Said:
    """What langextract was told, when it was ended before it could give its result."""
    listed = [_read(answer).get("extractions") for answer in answers]
    items = [item for items in listed if isinstance(items, list) for item in items if isinstance(item, dict)]
    pairs = [(kind, quote) for item in items for kind, quote in item.items() if isinstance(quote, str)]
    return Said(facts=facts_at(text, [(cast("FactKind", kind), quote) for kind, quote in pairs if _is_kind(kind)]))


def _is_kind(word: object) -> bool:
    return word in get_args(FactKind)


def _aligned(text: str, extraction: Mapping[str, Any]) -> Place:
    quote, start, end = extraction["quote"], extraction["start"], extraction["end"]
    return Place(quote=quote) if start is None or end is None else _place_at(text, quote, start, end)


def _read(answer: str) -> dict[str, Any]:
    """The object in an answer, as far as it goes; nothing for anything else."""
    try:
        read = from_json(answer, allow_partial=True)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _found(text: str, quote: str, nth: int = 0) -> Place:
    """Where the quote stands: letter by letter, else with other capitals and blanks, else nowhere."""
    if not quote.strip():
        return Place(quote=quote)
    exact = [match.span() for match in re.finditer(re.escape(quote), text)]
    spans = exact or [match.span() for match in _loose(quote).finditer(text)]
    if not spans:
        return Place(quote=quote)
    start, end = spans[min(nth, len(spans) - 1)]
    return Place(quote=quote, start=start, end=end, verbatim=bool(exact))


def _loose(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, quote.split())), re.IGNORECASE)


def _once(items: Iterable[SaidT]) -> tuple[SaidT, ...]:
    return tuple(dict.fromkeys(items))
