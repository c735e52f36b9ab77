"""Sums that a sentence does itself and gets wrong: a share of a number, a rise, a price times a number."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import after, clash, is_row, number, spoken
from service.computing.factors import shown

ROUGH = 0.06
"""Share by which a worked-out number may be rounded (house default)."""
_OF = re.compile(r"^\s*of\s+(?:(?:the|our|all|these|those|about|around|roughly|some)\s+)*$", re.IGNORECASE)
_IS = re.compile(
    r"^[^.;\d]{0,40}?(?P<is>\bi\.?e\.?|\bthat is\b|\bwhich is\b|\bmakes\b|\bequals\b|\bgives\b|\bcall it\b"
    r"|\bmeaning\b|="
    r"|\bthat['’]s\b|\bcomes to\b|\bso\b|[(,–—-])\s*(?:about |around |roughly |some |nearly |almost |approx\.? "
    r"|ca\.? |[~≈] ?)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:about |around |some )?$", re.IGNORECASE)
_TO = re.compile(r"^[^.;\d]{0,30}?\bto\s+(?:about |around |some )?$", re.IGNORECASE)
_BY = re.compile(
    r"^[^.;\d]{0,30}?(?:\bup\b|\bdown\b|\bincrease\b|\brise\b|\bgrowth\b|\bplus\b|\bminus\b|\bdrop\b|\bfall\b"
    r"|\blift\b|\bcut\b|\breduction\b"
    r"|\bi\.?e\.?|\bthat is\b|\bwhich is\b|[(=]\s*[+-]?|\b[+-])\s*(?:of |by |about |around |an? |increase "
    r"|rise |growth )*$",
    re.IGNORECASE,
)
_NOT_BY = re.compile(
    r"\b(?:points?|pp|of (?:the|all|our|which|them)|target|share|open|click|conversion)\b", re.IGNORECASE
)
_EACH = re.compile(r"^\s*(?:[^\W\d_][\w'’-]*\s+){0,3}(?:at|à|of|x|×|@|times)\s*$", re.IGNORECASE)
_TOTAL = re.compile(
    r"^\s*(?:each|apiece|a piece|per \w+)?\s*,?\s*(?:\(?=|makes|comes to|is|i\.e\.|that is|which is|in total|\()\s*"
    r"(?:about |around |roughly |in total )?$",
    re.IGNORECASE,
)


def wrong_arithmetic(campaign: Campaign) -> Iterator[Contradiction]:
    """What a sentence works out from two numbers of its own."""
    for sentence in spoken(campaign):
        if is_row(sentence):
            continue
        amounts = [
            m for m in campaign.reading.mentions_by_sentence.get(sentence.id, ())
            if m.kind in ("count", "money", "percentage") and isinstance(m.value, int | float) and m.high is None
        ]  # fmt: skip
        for run in zip(amounts, amounts[1:], amounts[2:], strict=False):
            yield from _share(campaign, run)
            yield from _rise(campaign, sentence, run)
            yield from _times(campaign, run)


def _gaps(campaign: Campaign, run: Sequence[Mention]) -> tuple[str, str]:
    one, two = (campaign.reading.text[a.end : b.start] for a, b in pairwise(run))
    return one, two


def _share(campaign: Campaign, run: Sequence[Mention]) -> Iterator[Contradiction]:
    """A share of a number: "12% of 40,000, that is 6,000"."""
    share, base, result = run
    first, second = _gaps(campaign, run)
    if share.kind != "percentage" or base.kind != result.kind or "percentage" in (base.kind, result.kind):
        return
    told = _IS.search(second)
    if not _OF.search(first) or told is None or (base.kind == "money" and base.unit != result.unit):
        return
    loose = told.group("is") in ("(", ",", "-", "–", "—", "so")
    if loose and result.of not in (None, base.of):
        return
    if result.per or base.per or number(result) > number(base):
        return
    low, high = (number(base) * (number(share) + edge) / 100 for edge in (-0.5, 0.5))
    if not low * (1 - ROUGH) <= number(result) <= high * (1 + ROUGH):
        text = f"{share.text} of {base.text} is {shown(number(base) * number(share) / 100)}, not {result.text}."
        yield clash("share", text, *(m.evidence for m in run))


def _rise(campaign: Campaign, sentence: Sentence, run: Sequence[Mention]) -> Iterator[Contradiction]:
    """A rise: "from 2,400 to 3,000, up 40%"."""
    old, new, share = run
    first, second = _gaps(campaign, run)
    told = campaign.reading.text[sentence.start : old.start]
    if share.kind != "percentage" or old.kind != new.kind or old.kind == "percentage" or not number(old):
        return
    if not (_FROM.search(told) and _TO.search(first) and _BY.search(second)) or _NOT_BY.search(
        after(campaign, share)[:25]
    ):
        return
    rise = abs(number(new) - number(old)) / number(old) * 100
    if old.per == new.per and abs(rise - number(share)) > max(1.5, ROUGH * rise):
        text = f"From {old.text} to {new.text} is {shown(round(rise, 1))}%, not {share.text}."
        yield clash("rise", text, *(m.evidence for m in run))


def _times(campaign: Campaign, run: Sequence[Mention]) -> Iterator[Contradiction]:
    """A price times a number: "400 gift cards at £20 = £10,000"."""
    many, each, total = run
    first, second = _gaps(campaign, run)
    if many.kind != "count" or each.kind != "money" or total.kind != "money" or each.unit != total.unit:
        return
    if not (_EACH.search(first) and _TOTAL.search(second)):
        return
    cost = number(many) * number(each)
    if abs(cost - number(total)) > ROUGH * cost:
        text = f"{many.text} times {each.text} is {shown(cost)}, not {total.text}."
        yield clash("times", text, *(m.evidence for m in run))
