"""Text messages that are cut into parts, where a limit counts parts: how many parts one text of the plan makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Evidence
from schemas.brief import Fact
from service.computing.effects.plan import Plan
from service.computing.effects.stated import facts, number_of, place, sentence_of
from service.computing.effects.telling import number
from service.computing.sums.sms import GSM, UNICODE, Cut, parts_for
from service.computing.wording import counted
from service.constraint import Bounded, Constraint

_PARTS = re.compile(r"\b(?:parts?|segments?)\b", re.IGNORECASE)
_LONG_ONES = re.compile(
    r"\b(?:longer|over|above|beyond|more)\b[^.;]{0,40}?\bcharacters\b[^.;]{0,60}?\b(?:counts?|counted|go(?:es)?|cut|split"
    r"|sent|billed|charged)\b[^.;]{0,20}?\b(?:two|three|twice|double|several|more|again|parts|segments)\b",
    re.IGNORECASE,
)
"""Words that say that long texts count more than once, where the limit itself is told in messages."""
_TEXT = re.compile(r"\b(?:sms|text(?:s|ed)?(?: messages?)?|messages?|wording|copy)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:subject|title|headline|codes?|push|sender|e-?mails?)\b", re.IGNORECASE)
_SPECIAL = re.compile(r"(?<!no )(?<!without )(?<!without any )\b(?:emojis?|unicode|accented)\b", re.IGNORECASE)
_LIMITS = re.compile(r"\b(\d{2,3})[ -]?(?:plain |gsm )?characters?\b", re.IGNORECASE)
_LONGEST = 1600


@dataclass(frozen=True)
class Parts:
    """The parts of one text; `characters` is None where the brief does not tell its length and one part is assumed."""

    each: int
    characters: int | None = None
    cut: Cut = GSM
    evidence: tuple[Evidence, ...] = ()

    @property
    def sums(self) -> str:
        """How it was worked out."""
        if self.characters is None:
            return f"if a text is no longer than {self.cut.single} characters, it is 1 part"
        if self.each == 1:
            return f"{number(self.characters)} characters are 1 part (up to {self.cut.single})"
        return (
            f"{number(self.characters)} characters ÷ {self.cut.further}, rounded up = {number(self.each)} parts a text"
        )

    @property
    def told(self) -> str:
        """As people say it, as a sentence."""
        if self.characters is None:
            return f"This takes a text to be no longer than {self.cut.single} characters, which is 1 part."
        return f"A text of {counted(self.characters, 'character')} counts as {counted(self.each, 'part')}."


def counts_parts(item: Bounded) -> bool:
    """Tell whether a rate or an amount is one of parts."""
    return bool(_PARTS.search(item.mention.text))


def parts_of(constraint: Constraint, item: Bounded, plan: Plan) -> Parts | None:
    """The parts that a text of the plan makes; None where the limit counts whole messages."""
    if not counts_parts(item) and not _LONG_ONES.search(constraint.source.text):
        return None
    cut = _cut(plan)
    fact = next(_lengths(plan), None)
    if fact is None:
        return Parts(1, cut=cut)
    characters = int(number_of(fact) or 1)
    return Parts(parts_for(characters, cut), characters, cut, (place(fact),))


def _lengths(plan: Plan) -> Iterator[Fact]:
    for fact in facts(plan, "count", "character"):
        sentence, value = sentence_of(plan, fact), number_of(fact)
        near = sentence[: sentence.find(fact.text)]
        if value and value <= _LONGEST and _TEXT.search(sentence) and not _OTHER.search(near[-40:]):
            yield fact


def _cut(plan: Plan) -> Cut:
    """How texts are cut: as the limits themselves say, else by the standard, which knows two alphabets."""
    special = any(_SPECIAL.search(sentence.text) for sentence in plan.specification.brief.sentences)
    standard = UNICODE if special else GSM
    told = sorted({int(match[1]) for match in _LIMITS.finditer(plan.text) if 30 <= int(match[1]) <= 300})
    fitting = [n for n in told if abs(n - standard.single) <= 10]
    if len(fitting) >= 2:
        return Cut(fitting[-1], fitting[0])
    return standard
