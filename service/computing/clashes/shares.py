"""One reward with two values: 15% on all plants here, the 20% on plants there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import after, before, clash, is_row, number, ours, spoken

_ON = re.compile(
    r"^\s*(?:off|discount|rabatt|reduction|korting|reducción|de descuento|de réduction)?\s*(?:on|off|auf|sur|en"
    r"|op|sobre)\s+"
    r"(?:(?:all|the|our|any|every|alle|tous les|todos los)\s+)*(?P<noun>[^\W\d_][\w-]+)(?P<then>\s+[\w-]+)?",
    re.IGNORECASE,
)
_REWARD = re.compile(
    r"^\s*(?:off\s+|bonus\s+|welcome\s+)?(?P<noun>vouchers?|coupons?|gift ?cards?|discounts?|credits?|cashback"
    r"|rebates?)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|our)\s+$", re.IGNORECASE)
_NARROWED = re.compile(
    r"\b(?:instead of|up to|extra|additional|another|further|then|first|second|from \d|tier|gold|silver|bronze"
    r"|platinum|vip"
    r"|students?|staff|week(?:end)?|birthday|until|after that|members only|last year|was|were|previous\w*|per"
    r"|if|or|for every"
    r"|new customers?|sibling|early|double|rises?|goes up|increase[ds]?|margin|vat|tax|commission|fee|share"
    r"|target|rate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Reward:
    mention: Mention
    noun: str
    definite: bool
    sentence: Sentence


def two_rewards(campaign: Campaign) -> Iterator[Contradiction]:
    """The same thing off by two shares, and "the" voucher of a value that no voucher of the brief has."""
    sentences = [sentence for sentence in spoken(campaign) if not is_row(sentence)]
    yield from _two_shares(campaign, sentences)
    yield from _two_values(campaign, sentences)


def _two_shares(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    given = [found for sentence in sentences for found in _given(campaign, sentence, _ON)]
    for one, other in combinations(given, 2):
        same = one.noun == other.noun and one.sentence.id != other.sentence.id and _one_place(campaign, one, other)
        if same and number(one.mention) != number(other.mention) and _plain(one) and _plain(other):
            yield _clash(one, other)


def _one_place(campaign: Campaign, one: _Reward, other: _Reward) -> bool:
    """Neither sentence is about markets or days of its own."""
    for kind in ("region", "date"):
        named = [{m.text for m in ours(campaign, reward.sentence, kind)} for reward in (one, other)]
        if named[0] and named[1] and named[0] != named[1]:
            return False
    return True


def _given(campaign: Campaign, sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[_Reward]:
    """Rewards that stand alone in a sentence; several in one are steps or choices."""
    shares = ours(campaign, sentence, "percentage")
    for mention in shares if len(shares) == 1 else ():
        hit = pattern.search(after(campaign, mention))
        if hit and mention.high is None and not mention.hedged:
            definite = _DEFINITE.search(before(campaign, mention)) is not None
            yield _Reward(mention, _singular(hit.group("noun")), definite, sentence)


def _plain(reward: _Reward) -> bool:
    return _NARROWED.search(reward.sentence.text) is None


def _singular(noun: str) -> str:
    return noun.lower().replace(" ", "").removesuffix("s")


def _clash(one: _Reward, other: _Reward) -> Contradiction:
    text = f"{one.mention.text} in one place and {other.mention.text} in another, both on {one.noun}."
    return clash("two_shares", text, one.mention.evidence, other.mention.evidence)


def _two_values(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """First "a £5 voucher" and later "the £10 voucher": it points back to one that was never given."""
    given = [found for sentence in sentences for found in _rewards(campaign, sentence)]
    for later in given:
        alike = [one for one in given if one.noun == later.noun and one.mention.kind == later.mention.kind]
        others = {number(one.mention) for one in alike} - {number(later.mention)}
        introduced = any(number(one.mention) == number(later.mention) and not one.definite for one in alike)
        if later.definite and not introduced and len(others) == 1 and _plain(later):
            first = next(one for one in alike if number(one.mention) in others)
            if first.mention.start < later.mention.start and first.mention.unit == later.mention.unit and _plain(first):
                text = f"A {first.noun} of {first.mention.text} is given, later it is {later.mention.text}."
                yield clash("two_values", text, first.mention.evidence, later.mention.evidence)


def _rewards(campaign: Campaign, sentence: Sentence) -> Iterator[_Reward]:
    for mention in ours(campaign, sentence, "percentage", "money"):
        hit = _REWARD.search(after(campaign, mention))
        words = before(campaign, mention)
        definite = _DEFINITE.search(words) is not None
        if hit and mention.high is None:
            yield _Reward(mention, _singular(hit.group("noun")), definite, sentence)
