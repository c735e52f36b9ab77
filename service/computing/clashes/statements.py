"""Statements that are held against one another: which count, what days they span, which words they share."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from schemas.base import Evidence, place_of
from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention, MentionKind

NOT_OURS = frozenset({"example", "past_result", "baseline"})
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_WORD = re.compile(r"[^\W\d_]{2,}")
STEM = 4
"""Letters by which two forms of one word are held to be the same: `add`, `additional` are not, `install`, `instal`."""
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """the and for are with from this that these those will can has have had must may shall should would could into
        our your their his her its my we you they he she it us them all any each every not but than then when which who
        whose what of to in on at by as is be been was were do does did so if or an no yes only still also just about
        after before until till thru through within during between end start early late mid beginning per up out over
        under least most more less some already now there here please pls one two last next oh mind well""",
    )
)
SUBSET = re.compile(
    r"\b(?:of|from|among) (?:whom|which|these|those|them|this|it|that)\b|\bdavon\b|\bdont\b|\bde los cuales\b"
    r"|\bthereof\b|\bdelas\b",
    re.IGNORECASE,
)


def spoken(campaign: Campaign) -> list[Sentence]:
    """The sentences that say something about this campaign, in order: headings, copy and past results are left out."""
    aside = campaign.reading.set_aside
    return [sentence for sentence in campaign.reading.sentences if sentence.id not in aside]


def ours(campaign: Campaign, sentence: Sentence, *kinds: MentionKind) -> list[Mention]:
    """What a sentence affirms of this campaign, in order."""
    near = campaign.reading.mentions_by_sentence.get(sentence.id, ())
    return [m for m in near if m.kind in kinds and not m.negated and (m.role not in NOT_OURS or _to_come(campaign, m))]


def _to_come(campaign: Campaign, mention: Mention) -> bool:
    """Tell whether a date lies ahead: no result of the past has one."""
    span = days(mention) if mention.kind == "date" else None
    return span is not None and span[0] > campaign.today


def days(mention: Mention) -> tuple[date, date] | None:
    """The first and the last day that a date may mean; None where it names none."""
    parts = str(mention.value or "").split("/")
    spans = [_span(part) for part in parts]
    if not 1 <= len(spans) <= 2 or None in spans:
        return None
    first, last = spans[0], spans[-1]
    return (first[0], last[1]) if first and last else None


def one_day(mention: Mention) -> date | None:
    """The day of a date that names exactly one."""
    span = days(mention)
    return span[0] if span and span[0] == span[1] else None


def _span(value: str) -> tuple[date, date] | None:
    if hit := _DAY.fullmatch(value):
        day = date(*(int(part) for part in hit.groups()))
        return day, day
    if hit := _MONTH.fullmatch(value):
        year, month = (int(part) for part in hit.groups())
        return date(year, month, 1), _month_end(year, month)
    if hit := _QUARTER.fullmatch(value):
        year, quarter = (int(part) for part in hit.groups())
        return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def days_between(first: date, last: date) -> int:
    """Days from the one to the other."""
    return (last - first) // timedelta(days=1)


def content(text: str) -> frozenset[str]:
    """The words that name something, cut to their stems."""
    return frozenset(word[:STEM] for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def before(campaign: Campaign, mention: Mention) -> str:
    """The words of its sentence that stand before a mention."""
    return campaign.reading.text[campaign.reading.sentence_by_id[mention.sentence].start : mention.start]


def after(campaign: Campaign, mention: Mention) -> str:
    """The words of its sentence that stand after a mention."""
    return campaign.reading.text[mention.end : campaign.reading.sentence_by_id[mention.sentence].end]


def number(mention: Mention) -> float:
    """The value of a mention that has one number."""
    return float(mention.value) if isinstance(mention.value, int | float) else 0.0


def is_row(sentence: Sentence) -> bool:
    """Tell whether a sentence is the row of a table."""
    return " | " in sentence.text


def place(campaign: Campaign, sentence: Sentence, hit: re.Match[str]) -> Evidence:
    """The words that a pattern found in the text of a sentence."""
    start, end = sentence.start + hit.start(), sentence.start + hit.end()
    return place_of(sentence=sentence.id, start=start, end=end, quote=campaign.reading.text[start:end])


def clash(kind: str, text: str, *evidence: Evidence) -> Contradiction:
    """What disagrees, with both places; the id tells it apart until all are numbered."""
    return Contradiction(id=f"{kind}.{evidence[0].start}", text=text, evidence=list(evidence))


def neighbours(sentences: Sequence[Sentence], position: int, reach: int) -> Iterable[Sentence]:
    """The sentences right before a position, nearest first."""
    return reversed(sentences[max(0, position - reach) : position])
