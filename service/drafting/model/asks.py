"""Questions of a model beside those of the rules: new ones are added, the same one asked twice becomes one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.campaign import Reading
from service.drafting.model.checks import text_faults
from service.drafting.model.findings import unknown_sentences, withheld
from service.drafting.model.numbering import plain_line
from service.drafting.model.obeying import obedience_faults
from service.drafting.model.parts import Part
from service.drafting.model.pointing import Pointing, held_by, point
from service.drafting.model.texts import digest
from service.llm.answers import QuestionAnswer
from service.needs import Ask, Need

WEIGHT = 3
"""House default: below what computing stands still without, above mere wording."""
_SAME = 0.6
"""House default: share of the shorter question's words that two have in common when they ask the same."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_QUESTION_WORDS = frozenset({
    "what", "which", "when", "where", "whose", "whom", "does", "have", "been", "will", "would", "should", "this",
    "that",
})  # fmt: skip


def new_ask(reading: Reading, item: QuestionAnswer, secrets: Sequence[str] = ()) -> Part:
    """Judge one question; `secrets` may not come back from the model."""
    pointing = point(reading, item.sentences)
    findings = unknown_sentences("question", item.text, pointing)
    faults = (*_faults(item, held_by(reading, pointing)), *obedience_faults(reading, (item.text, item.why), secrets))
    if faults:
        return Part(findings=(*findings, withheld("question", item.text, faults, pointing)))
    return Part(asks=(_ask(item, pointing),), findings=tuple(findings))


def join_asks(asks: Sequence[Ask], new: Sequence[Ask], needs: Sequence[Need]) -> tuple[Ask, ...]:
    """Add the model's questions to `asks`; each holds up the needs that rest on the same sentences."""
    joined = list(asks)
    for ask in new:
        raised_by = set(ask.raised_by)
        held_up = (need.need for need in needs if raised_by & {place.sentence for place in need.evidence})
        _add(joined, replace(ask, blocks=tuple(dict.fromkeys(held_up))))
    return tuple(joined)


def _faults(item: QuestionAnswer, held: Sequence[str]) -> tuple[str, ...]:
    form = () if plain_line(item.text).endswith("?") else ("it is no question",)
    return (*form, *dict.fromkeys((*text_faults(item.text, held), *text_faults(item.why, held))))


def _ask(item: QuestionAnswer, pointing: Pointing) -> Ask:
    text = plain_line(item.text)
    return Ask(
        topic=f"model:{digest(text)}",
        text=text[:1].upper() + text[1:],
        why=plain_line(item.why),
        whom=item.whom,
        raised_by=pointing.ids,
        weight=WEIGHT,
        evidence=pointing.evidence,
    )


def _add(asks: list[Ask], new: Ask) -> None:
    """Append the question, or let the same one take its sentences and what it holds up."""
    same = next((position for position, ask in enumerate(asks) if _ask_the_same(ask.text, new.text)), None)
    if same is None:
        asks.append(new)
        return
    old = asks[same]
    asks[same] = replace(
        old,
        raised_by=tuple(dict.fromkeys((*old.raised_by, *new.raised_by))),
        blocks=tuple(dict.fromkeys((*old.blocks, *new.blocks))),
        evidence=(*old.evidence, *(place for place in new.evidence if place not in old.evidence)),
    )


def _ask_the_same(first: str, second: str) -> bool:
    one, other = _key_words(first), _key_words(second)
    shared = one & other
    return len(shared) >= 3 and len(shared) >= _SAME * min(len(one), len(other))


def _key_words(text: str) -> set[str]:
    return {word.lower().rstrip("s") for word in _WORD.findall(text)} - _QUESTION_WORDS
