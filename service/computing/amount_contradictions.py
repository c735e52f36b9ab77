"""Amounts of a brief that disagree: told twice, or parts that do not make the whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from schemas.base import Evidence
from schemas.brief import Goal, Sentence
from schemas.parts import Contradiction
from service.campaign import Audience, Campaign, Mention, MentionKind
from service.computing.factors import shown

DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25, "hour": 1 / 24, "minute": 1 / 1440}
# Two durations closer than this are the same told in two units, such as one month and 30 days.
SAME_DURATION = 0.08
SAME_COUNT = 0.02
# What can be said of a thing for a time: two durations disagree only about the same of these.
ABOUT: dict[str, re.Pattern[str]] = {
    "valid": re.compile(r"\bvalid|\bexpire|\bexpiry|\bruns? out|\bredeem|\bgültig|\bvalable|\bválid", re.I),
    "kept": re.compile(r"\bkept\b|\bkeep\b|\bstore[ds]?\b|\bretain|\bretention|\bdelete[ds]?\b|\berase", re.I),
    "runs": re.compile(r"\bruns? (?:for|over)\b|\blasts?\b|\bcampaign period\b|\bdauert\b|\bdure\b|\bdura\b", re.I),
    "answered": re.compile(r"\banswer|\brepl(?:y|ies)|\brespon[ds]|\bturnaround|\bcall(?:ed)? back", re.I),
}
WORD = re.compile(r"[^\W\d_]{3,}")
# Words that name no thing, so that sharing one proves nothing.
PLAIN = frozenset(
    re.findall(
        r"\w+",
        """the and for are with from this that will can has have must may into our your their his her its all any each
        every not but they them then than when which who whose what one two new day days week weeks month months year
        years hour hours about after before within until valid expire expires expired run runs out keep kept store
        stored retain retained delete deleted last lasts redeem redeemed be is it in on at of to a an""",
    )
)
BUDGET = re.compile(r"(?:\b([^\W\d_]+)\s+)?\bbudget\b", re.IGNORECASE)
WHOLE = frozenset(["the", "our", "a", "total", "overall", "whole", "campaign", "entire", "full", "this", "agreed"])
# Right before the sum: "the ceiling is", "I'd budgeted". A ceiling of something else names it: "the ad ceiling".
TOTAL_BEFORE = re.compile(
    r"(?:\b(?:the|our|total|overall|whole|full)\s+ceiling\s+(?:is|was|of|stays|at|:)"
    r"|\b(?:have|had|has|['’]d|we|i) budgeted)"
    r"\s+(?:at |about |around )?[(~]?$",
    re.IGNORECASE,
)
PART_BEFORE = re.compile(
    r"\b(?:of (?:it|this|that|them)|of which|davon|dont|de los cuales|thereof)\b[^.;]{0,12}$", re.IGNORECASE
)
SUBSET = re.compile(r"\b(?:of|from|among) (?:whom|which|these|those|them)\b|\bdavon\b|\bdont\b|\bde los cuales\b", re.I)
# After a number and its noun: what narrows the group to a part, of which a brief may have several.
PICKED = re.compile(
    r"^\s*(?:[^\W\d_][\w'’-]*\s+){0,3}?[^\W\d_][\w'’-]*,?\s+(?:who|whose|whom|that|which|with|without|in|on|at|of|from|aged"
    r"|over|under|for|per|que|qui|die|der|das|con|sin|mit|ohne|avec|sans|em|com|sem|ya|already|have|has|using)\b",
    re.IGNORECASE,
)
OTHER = re.compile(r"\b(?:another|further|additional|more|extra|plus|including|incl|of whom|of which)\b", re.I)
_NOUN = r"\s*(?:[^\W\d_][\w'’-]*\s+){0,3}?"
SUM = re.compile(rf"{_NOUN}(?:\+|plus|and another)\s*", re.IGNORECASE)
LESS = re.compile(rf",?{_NOUN},?\s*(?:[-−–]|minus|less|without)\s*(?:the\s+)?", re.IGNORECASE)
EQUALS = re.compile(rf",?{_NOUN},?\s*(?:=|makes|make|in total|equals|that is|which is|gives)\s*", re.IGNORECASE)
SPLIT = re.compile(
    r"\bmade up of\b|\bconsist(?:s|ing) of\b|\bsplit (?:in)?to\b|\bnamely\b|\bcomprising\b|\bdivided into\b", re.I
)
LIST_END = re.compile(r"[.;!?\n]")
SHARES = re.compile(r"\b(?:split|mix|breakdown|divided|allocation|allocated|share of)\b", re.IGNORECASE)
# A name that tells one thing from another: an ALL-CAPS code, or words in quotation marks.
CODE = re.compile(r"\b[A-Z][A-Z0-9]{3,}\b|[`\"“][^`\"“”]+[`\"”]")
# A target of a stretch of time or of a part, of which there may be several.
PHASE = re.compile(
    r"\b(?:week|month|quarter|phase|year|stage|day|q[1-4]|h[12]|per|each)\b|/\s?(?:day|week|month)", re.IGNORECASE
)
# A factor beyond which two numbers for one target are a slip in writing and not two plans.
MISREAD = 20
# Names of audiences that fit any of them.
NAMELESS = frozenset(["people", "audience", "list", "contacts", "recipients", "customers", "users", "group", "unknown"])
ITEM_WORDS_MAX = 5

Check = Callable[[Campaign], Iterator[Contradiction]]


def amount_contradictions(campaign: Campaign) -> Iterator[Contradiction]:
    """Two budgets, durations or sizes of one thing; sums, parts, lists and percentages that do not fit."""
    checks: Sequence[Check] = (_budgets, _durations, _audiences, _targets, _sums, _parts, _lists, _percentages)
    for check in checks:
        yield from check(campaign)


def usable(campaign: Campaign, *kinds: MentionKind) -> list[Mention]:
    """Mentions that say something about this campaign: neither denied, wished, past nor set aside."""
    of_kinds = campaign.reading.of_kind(kinds[0]) if len(kinds) == 1 else iter(campaign.reading.mentions)
    return [
        mention
        for mention in of_kinds
        if mention.kind in kinds
        and not (mention.negated or mention.hedged)
        and mention.role not in ("example", "past_result", "baseline")
        and mention.sentence not in campaign.reading.set_aside
    ]


def _text(mention: Mention, campaign: Campaign) -> str:
    return campaign.reading.sentence_by_id[mention.sentence].text


def _budgets(campaign: Campaign) -> Iterator[Contradiction]:
    totals = [m for m in usable(campaign, "money") if m.role == "budget" and m.per is None and _is_total(m, campaign)]
    for first, second in combinations(totals, 2):
        if first.sentence != second.sentence and first.unit == second.unit and not _overlap(first, second):
            text = f"Two budgets: {first.text} and {second.text}."
            yield _found("two_budgets", text, first, second)


def _is_total(mention: Mention, campaign: Campaign) -> bool:
    """Tell whether a sum is the whole budget: "media budget", "of the budget" and "of it" are parts of one."""
    text = _text(mention, campaign)
    if OTHER.search(text.replace("including", "")) or re.search(r"\bof (?:the|our) budget\b", text, re.I):
        return False
    at = mention.start - campaign.reading.sentence_by_id[mention.sentence].start
    if PART_BEFORE.search(text[:at]):
        return False
    if TOTAL_BEFORE.search(text[:at]):
        return True
    words = [hit.group(1) for hit in BUDGET.finditer(text)]
    return bool(words) and all(word is None or word.lower() in WHOLE for word in words)


def _overlap(first: Mention, second: Mention) -> bool:
    ends = [_bounds(mention) for mention in (first, second)]
    return max(low for low, _ in ends) <= min(high for _, high in ends) * (1 + 1e-9)


def _bounds(mention: Mention) -> tuple[float, float]:
    low = float(mention.value) if isinstance(mention.value, int | float) else 0.0
    return low, float(mention.high) if mention.high is not None else low


def _durations(campaign: Campaign) -> Iterator[Contradiction]:
    lengths = [mention for mention in usable(campaign, "duration") if _days(mention) and not _in_row(mention, campaign)]
    for first, second in combinations(lengths, 2):
        if first.sentence != second.sentence and _differ(first, second) and _same_thing(first, second, campaign):
            text = f"The same thing takes {first.text} in one place and {second.text} in another."
            yield _found("two_durations", text, first, second)


def _in_row(mention: Mention, campaign: Campaign) -> bool:
    """Rows of a table are of one thing each."""
    return " | " in _text(mention, campaign)


def _days(mention: Mention) -> float | None:
    if mention.unit not in DAYS or mention.high is not None or not isinstance(mention.value, int | float):
        return None
    return float(mention.value) * DAYS[mention.unit]


def _differ(first: Mention, second: Mention) -> bool:
    one, two = _days(first) or 0.0, _days(second) or 0.0
    return abs(one - two) > SAME_DURATION * max(one, two)


def _same_thing(first: Mention, second: Mention, campaign: Campaign) -> bool:
    """The sentences say the same of the same noun, and neither narrows it by a word of its own before it."""
    one, two = _text(first, campaign), _text(second, campaign)
    if not any(about.search(one) and about.search(two) for about in ABOUT.values()):
        return False
    nouns = _nouns(one) & _nouns(two)
    if not nouns or _told_apart(first, second, campaign):
        return False
    return all(_narrowed(noun, one) == _narrowed(noun, two) for noun in nouns)


def _told_apart(first: Mention, second: Mention, campaign: Campaign) -> bool:
    """Codes, names or amounts of their own make two sentences speak of two things."""
    codes = [set(CODE.findall(_text(mention, campaign))) for mention in (first, second)]
    amounts = [_amounts(mention, campaign) for mention in (first, second)]
    return any(one and two and not one & two for one, two in (codes, amounts))


def _amounts(mention: Mention, campaign: Campaign) -> set[str]:
    near = campaign.reading.mentions_by_sentence.get(mention.sentence, ())
    return {other.text for other in near if other.kind in ("money", "percentage")}


def _nouns(text: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(text.lower()) if word not in PLAIN}


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _narrowed(noun: str, text: str) -> str | None:
    """The word that narrows a noun: "silver" in "the silver voucher"."""
    words = [_stem(word) for word in WORD.findall(text.lower())]
    position = words.index(noun)
    before = words[position - 1] if position else ""
    return before if before and before not in PLAIN else None


def _audiences(campaign: Campaign) -> Iterator[Contradiction]:
    sized = [audience for audience in campaign.audiences if audience.size]
    for first, second in combinations(sized, 2):
        named = first.name.casefold() not in NAMELESS
        if named and first.name.casefold() == second.name.casefold() and _sizes_differ(first, second, campaign):
            assert first.size is not None
            assert second.size is not None
            text = (
                f"{first.name}: {first.size.evidence.quote} in one place and {second.size.evidence.quote} in another."
            )
            evidence = [first.size.evidence, second.size.evidence]
            yield Contradiction(id=f"two_sizes.{evidence[0].start}", text=_upper(text), evidence=evidence)


def _sizes_differ(first: Audience, second: Audience, campaign: Campaign) -> bool:
    assert first.size is not None
    assert second.size is not None
    one, two = (campaign.reading.sentence_by_id[size.evidence.sentence] for size in (first.size, second.size))
    if one.id == two.id or not _same_part(one, two) or first.size.high or second.size.high:
        return False
    if any(OTHER.search(sentence.text) or SUBSET.search(sentence.text) for sentence in (one, two)):
        return False
    if not all(_is_whole(size.evidence, campaign) for size in (first.size, second.size)):
        return False
    return abs(first.size.value - second.size.value) > SAME_COUNT * max(first.size.value, second.size.value)


def _is_whole(size: Evidence, campaign: Campaign) -> bool:
    """Tell whether a number is of all people of a name: no words right after the name pick some of them."""
    sentence = campaign.reading.sentence_by_id[size.sentence]
    return PICKED.search(campaign.reading.text[size.end : sentence.end]) is None


def _targets(campaign: Campaign) -> Iterator[Contradiction]:
    goals = [goal for goal in campaign.goals if goal.metric and goal.target and goal.evidence]
    for first, second in combinations(goals, 2):
        assert first.target is not None
        assert second.target is not None
        same = (first.metric, first.target.unit, first.deadline) == (second.metric, second.target.unit, second.deadline)
        apart = first.evidence[0].sentence != second.evidence[0].sentence
        differ = _differ_believably(first.target.value, second.target.value)
        if same and apart and differ and _one_part(first, second, campaign):
            text = f"Two targets for {first.metric}: {shown(first.target.value)} and {shown(second.target.value)}."
            evidence = [first.evidence[0], second.evidence[0]]
            yield Contradiction(id=f"two_targets.{evidence[0].start}", text=text, evidence=evidence)


def _differ_believably(one: float, two: float) -> bool:
    """Tell apart two targets from one number that was written in two ways or misread."""
    return one != two and max(one, two) <= MISREAD * min(one, two)


def _one_part(first: Goal, second: Goal, campaign: Campaign) -> bool:
    """Both targets are of the campaign as a whole, and stand in the same part of the brief."""
    sentences = [campaign.reading.sentence_by_id[goal.evidence[0].sentence] for goal in (first, second)]
    return _same_part(*sentences) and not any(PHASE.search(sentence.text) for sentence in sentences)


def _same_part(first: Sentence, second: Sentence) -> bool:
    """Tell whether two sentences stand under the same headings; one without any speaks for the whole brief."""
    return not first.context or not second.context or first.context == second.context


def _sums(campaign: Campaign) -> Iterator[Contradiction]:
    """Counts joined by plus and minus signs and followed by their total: 31 + 46 - 3 = 74."""
    for run in _by_sentence(usable(campaign, "count", "money")):
        start = 0
        while start < len(run) - 2:
            chain = _chain(run[start:], campaign.reading.text)
            if len(chain) > 2:
                yield from _unequal(chain)
            start += max(len(chain), 1)


def _chain(run: Sequence[Mention], text: str) -> list[tuple[int, Mention]]:
    """The parts with their signs and at last the total; nothing where no total ends the chain."""
    chain = [(1, run[0])]
    for first, second in pairwise(run):
        between = _between(first, second, text)
        if EQUALS.fullmatch(between):
            return [*chain, (0, second)]
        sign = 1 if SUM.fullmatch(between) else -1 if LESS.fullmatch(between) else 0
        if not sign:
            return []
        chain.append((sign, second))
    return []


def _unequal(chain: Sequence[tuple[int, Mention]]) -> Iterator[Contradiction]:
    *parts, (_, total) = chain
    added, whole = sum(sign * _value(part) for sign, part in parts), _value(total)
    if abs(added - whole) > SAME_COUNT / 2 * whole:
        names = " ".join(f"{'-' if sign < 0 else '+'} {part.text}" for sign, part in parts).removeprefix("+ ")
        text = f"{names} makes {shown(added)}, not {total.text}."
        yield _found("sum", text, *(part for _, part in parts), total)


def _parts(campaign: Campaign) -> Iterator[Contradiction]:
    """A whole "made up of" parts that do not add up, and a part "of whom" that is larger than its whole."""
    text = campaign.reading.text
    for run in _by_sentence(usable(campaign, "count")):
        if len(run) < 2:
            continue
        total, parts = run[0], run[1:]
        gap = _between(total, parts[0], text)
        if SUBSET.search(gap) and _value(parts[0]) > _value(total):
            message = f"{parts[0].text} cannot be part of {total.text}."
            yield _found("part_of_whole", message, total, parts[0])
        elif SPLIT.search(gap) and len(parts) > 1 and len({part.unit for part in run}) == 1:
            yield from _uneven(parts, total)


def _uneven(parts: Sequence[Mention], total: Mention) -> Iterator[Contradiction]:
    added, whole = sum(_value(part) for part in parts), _value(total)
    if abs(added - whole) > SAME_COUNT / 2 * whole:
        names = " + ".join(part.text for part in parts)
        yield _found("sum", f"{names} makes {shown(added)}, not {total.text}.", *parts, total)


def _lists(campaign: Campaign) -> Iterator[Contradiction]:
    """The number before a list and the length of the list: four channels: e-mail, push and post."""
    for mention in usable(campaign, "count"):
        sentence = campaign.reading.sentence_by_id[mention.sentence]
        after = campaign.reading.text[mention.end : sentence.end]
        head = re.match(r"\s+(?:[^\W\d_]+[ -]){0,2}[^\W\d_]+:\s+", after)
        if head is None or mention.high is not None:
            continue
        items = _items(after[head.end() :])
        if len(items) > 1 and len(items) != _value(mention):
            noun = head.group().strip(" :")
            text = f"{_upper(mention.text)} {noun} are announced, {len(items)} follow."
            yield Contradiction(
                id=f"list.{mention.start}", text=text, evidence=[campaign.reading.evidence_of(sentence.id)]
            )


def _items(text: str) -> list[str]:
    """The items of a plain list that fills the rest of a sentence; none when it is not that plain."""
    listing = LIST_END.split(text, maxsplit=1)[0]
    if re.search(r"[(:]|\d", listing) or "," not in listing:
        return []
    items = [item.strip() for item in re.split(r",\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+", listing)]
    plain = all(item and len(item.split()) <= ITEM_WORDS_MAX for item in items)
    return items if plain and re.search(r"\s(?:and|or|&)\s|,\s*and\s", listing) else []


def _percentages(campaign: Campaign) -> Iterator[Contradiction]:
    """Shares of one whole that make more than all of it."""
    for run in _by_sentence(usable(campaign, "percentage")):
        added = sum(_value(part) for part in run)
        if len(run) > 2 and added > 100.5 and SHARES.search(_text(run[0], campaign)):
            names = " + ".join(part.text for part in run)
            yield _found("shares", f"{names} makes {shown(added)}%, more than the whole.", *run)


def _by_sentence(mentions: Sequence[Mention]) -> list[list[Mention]]:
    runs: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if isinstance(mention.value, int | float) and mention.high is None:
            runs.setdefault(mention.sentence, []).append(mention)
    return list(runs.values())


def _between(first: Mention, second: Mention, text: str) -> str:
    return text[first.end : second.start]


def _value(mention: Mention) -> float:
    return float(mention.value) if isinstance(mention.value, int | float) else 0.0


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _found(kind: str, text: str, *mentions: Mention) -> Contradiction:
    return Contradiction(
        id=f"{kind}.{mentions[0].start}", text=text, evidence=[mention.evidence for mention in mentions]
    )
