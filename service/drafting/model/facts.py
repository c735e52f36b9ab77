"""From a model's list of names to mentions: what stands in the sentences word for word, at its place.

What the rules have read at the same place is theirs to type; a name that they did not see is taken over as the model
calls it, if it looks like one. Figures, days and times are not asked for: their form says what they are.
"""

import re
from collections.abc import Iterator, Sequence
from typing import cast

from schemas.base import Finding
from schemas.brief import FactKind, Sentence
from service.campaign import Mention, Reading
from service.drafting.model.findings import not_verbatim
from service.drafting.model.parts import Part
from service.llm.answers import NAMED

FIGURES = frozenset({"count", "money", "percentage", "rate", "duration", "date", "window"})
"""Kinds of facts whose form says what they are."""
_NAMES = frozenset({"system", "organisation", "person_role"})
_CAPITALS = frozenset({"system", "organisation", "region", "law"})
_MOST_WORDS = 6
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ORDINARY = re.compile(r"\W*(?:the|a|an|our|my|your|their|we|they|it|this|that|these|everyone|people)\b", re.IGNORECASE)


def take_facts(reading: Reading, sentences: Sequence[Sentence], items: Sequence[str]) -> Part:
    """Look the facts up in the sentences that were asked about, in their order."""
    facts: list[Mention] = []
    lost: list[str] = []
    end = -1
    for kind, words in _parsed(items):
        place = _place(sentences, words, end)
        if place is None:
            lost.append(words)
            continue
        sentence, start = place
        end = start
        fact = _fact(reading, sentence, kind, start, start + len(words))
        if fact and fact not in facts:
            facts.append(fact)
    return Part(facts=tuple(facts), findings=tuple(_findings(lost)))


def figures_of(reading: Reading) -> list[Mention]:
    """The figures, days and times of a brief, by their form."""
    return [mention for mention in reading.mentions if mention.kind in FIGURES]


def _parsed(items: Sequence[str]) -> Iterator[tuple[FactKind, str]]:
    for item in items:
        kind, _, words = item.partition(":")
        if kind.strip() in NAMED and words.strip():
            yield cast(FactKind, kind.strip()), words.strip()


def _findings(lost: Sequence[str]) -> Iterator[Finding]:
    if lost:
        yield not_verbatim(lost)


def _place(sentences: Sequence[Sentence], words: str, after: int) -> tuple[Sentence, int] | None:
    """The first place after the last fact, else the first of all, where the words stand and end as words do."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    found = [(one, one.start + match.start()) for one in sentences for match in pattern.finditer(one.text)]
    return next((place for place in found if place[1] > after), found[0] if found else None)


def _fact(reading: Reading, sentence: Sentence, kind: FactKind, start: int, end: int) -> Mention | None:
    """What the rules read there, of the same kind or most of the words; else what the model calls the words."""
    overlapping = [
        m
        for m in reading.mentions_by_sentence.get(sentence.id, ())
        if m.kind != "signal" and m.start < end and start < m.end
    ]
    known = [m for m in overlapping if m.kind == kind] or [m for m in overlapping if _is_most(m, start, end)]
    if known:
        return known[0]
    text = reading.text[start:end]
    if len(text.split()) > _MOST_WORDS or _ORDINARY.match(text) or any(m.kind in FIGURES for m in overlapping):
        return None
    if kind == "data" and len(text.split()) == 1:
        return None
    fact = Mention(kind=kind, text=text, start=start, end=end, sentence=sentence.id, value=_value(kind, text))
    return fact if kind not in _CAPITALS or _looks_like_a_name(reading, fact) else None


def _is_most(mention: Mention, start: int, end: int) -> bool:
    return 2 * (min(mention.end, end) - max(mention.start, start)) >= end - start


def _value(kind: FactKind, text: str) -> str | None:
    return text if kind in ("system", "organisation") else None


def is_new_name(reading: Reading, fact: Mention) -> bool:
    """Tell whether the rules read nothing where this name of a system, a body or a person stands."""
    if fact.kind not in _NAMES or fact.sentence in reading.set_aside:
        return False
    around = reading.mentions_by_sentence.get(fact.sentence, ())
    if any(m.kind != "signal" and m.start < fact.end and fact.start < m.end for m in around):
        return False
    return _looks_like_a_name(reading, fact)


def _looks_like_a_name(reading: Reading, fact: Mention) -> bool:
    """A capital in every longer word, and not only because a sentence begins with it; a number of a file is no name."""
    longer = [word for word in fact.text.split() if len(word) > 3 and _LETTERS.search(word)]
    sentence = reading.sentence_by_id[fact.sentence]
    opens = reading.text[sentence.start : fact.start].strip(" -*•\"'“") == ""
    return bool(longer) and all(word[0].isupper() for word in longer) and not (opens and len(longer) == 1)
