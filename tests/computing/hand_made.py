"""Campaigns made by hand: sentences, and which words in them mean what."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Amount, Audience, Campaign, DataUse, Mention, Party, Reading, SystemUse

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Mark:
    """Words of the text and what they mean; `nth` counts repeats of the same words from 1."""

    kind: Any
    name: str
    text: str
    nth: int = 1
    more: tuple[tuple[str, Any], ...] = ()


def signal(name: str, text: str, **more: Any) -> Mark:
    """Words that carry a signal."""
    return Mark("signal", name, text, more=tuple(more.items()))


def mark(kind: str, name: str, text: str, **more: Any) -> Mark:
    """Words of another kind of mention."""
    return Mark(kind, name, text, more=tuple(more.items()))


def campaign(*sentences: str, marks: Iterable[Mark] = (), regions: tuple[str, ...] = (), **parts: Any) -> Campaign:
    """A campaign whose text is these sentences, one a line."""
    text = "\n".join(sentences)
    numbered = tuple(_numbered(sentences))
    mentions = sorted((_mention(text, numbered, one) for one in marks), key=lambda m: (m.start, m.end))
    reading = Reading(text=text, title="Made by hand", language=parts.pop("language", "en"), sentences=numbered,
                      mentions=tuple(mentions), set_aside=parts.pop("set_aside", {}))  # fmt: skip
    made = Campaign(reading=reading, today=TODAY, regions=regions, **parts)
    return made if made.data_uses else replace(made, data_uses=tuple(_uses(mentions)))


def _numbered(sentences: tuple[str, ...]) -> Iterable[Sentence]:
    start = 0
    for position, sentence in enumerate(sentences, 1):
        yield Sentence(id=f"S{position}", start=start, end=start + len(sentence), text=sentence)
        start += len(sentence) + 1


def _mention(text: str, sentences: tuple[Sentence, ...], one: Mark) -> Mention:
    start = -1
    for _ in range(one.nth):
        start = text.index(one.text, start + 1)
    home = next(sentence for sentence in sentences if sentence.start <= start < sentence.end)
    return Mention(
        kind=one.kind,
        name=one.name,
        text=one.text,
        start=start,
        end=start + len(one.text),
        sentence=home.id,
        **dict(one.more),
    )


def _uses(mentions: list[Mention]) -> Iterable[DataUse]:
    for mention in mentions:
        if mention.kind == "data" and mention.name and not mention.negated:
            yield DataUse(mention.name, mention.text, "other", None, (mention.evidence,))


def place(made: Campaign, words: str) -> Evidence:
    """The first place of these words as evidence."""
    start = made.reading.text.index(words)
    home = next(s for s in made.reading.sentences if s.start <= start < s.end)
    return Evidence(sentence=home.id, start=start, end=start + len(words), quote=words)


def with_audience(made: Campaign, words: str, size: float, relation: Any = "existing") -> Campaign:
    """The campaign with one more audience of this size, called by these words of the text."""
    where = place(made, words)
    one = Audience(words, Amount(size, "person", where), relation, (where,))
    return replace(made, audiences=(*made.audiences, one))


def with_system(made: Campaign, words: str, standing: Any = "in_use", **more: Any) -> Campaign:
    """The campaign with one more system, called by these words of the text."""
    use = SystemUse(
        name=words, id=more.get("id"), kind=more.get("kind", "system"), standing=standing, owner=more.get("owner"),
        country=more.get("country"), holds=more.get("holds", ()), evidence=(place(made, words),),
    )  # fmt: skip
    return replace(made, systems=(*made.systems, use))


def with_party(made: Campaign, words: str, kind: Any = "agency", *, receives_data: bool = True) -> Campaign:
    """The campaign with one more outside party."""
    party = Party(words, kind, None, receives_data, (place(made, words),))
    return replace(made, parties=(*made.parties, party))


def all_evidence(value: Any) -> Iterable[Evidence]:
    """Every piece of evidence inside a model or a list of models."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from all_evidence(item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from all_evidence(getattr(value, name))
