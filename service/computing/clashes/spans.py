"""Lengths that do not fit their own days or hours, and preparations that are done after the launch."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import (
    after,
    before,
    clash,
    days,
    days_between,
    is_row,
    number,
    one_day,
    ours,
    spoken,
)
from service.computing.factors import shown
from service.computing.wording import long_date
from service.cued import Cued

LOOSE = 0.12
"""Share by which a length may be rounded (house default)."""
AFTERWARDS = 120
"""Days after a launch in which a preparation for it may stand by mistake; later ones are for something else."""
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4}
_CLOCK = re.compile(r"(\d\d):(\d\d)/(\d\d):(\d\d)")
_HOURS = {"hour": 60.0, "minute": 1.0}
# Between a length and its days, as in a six-week push "from" one day, or six weeks "from" it.
_RUNS = re.compile(
    r"^(?:[- ](?:long )?)?\s*(?:\w+\s+){0,3}?(?:campaign|sale|push|offer|promotion|challenge|trial|pilot"
    r"|programme|program|season|window|event"
    r"|competition|contest|run|test|beta|period|drive|appeal|webinar|stream"
    r"|show)?\s*,?\s*(?:on [^,.;]{0,25})?[,:(]?\s*(?:from|between|running|runs)?\s*$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"^\s*[(,–—-]\s*(?:for |that is |i\.e\. |so |about |in all |all in all )*$", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:to|until|till|thru|through|and|-|–|—)\s*(?:\w+day,?\s*)?$", re.IGNORECASE)
_THING = (
    r"(?P<thing>trial|campaign|sale|challenge|pilot|promotion|offer|test phase|beta|contest|competition|survey"
    r"|appeal|presale)"
)
_NAMED = re.compile(rf"^[- ]?(?:long\s+)?(?:free\s+)?{_THING}\b", re.IGNORECASE)
_LASTS = re.compile(rf"\b{_THING}\s+(?:lasts|runs|takes|goes on)(?: for| over)?\s+(?:about |exactly )?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|our|a|an)\s+(?:free\s+)?$", re.IGNORECASE)
_SORTS = re.compile(
    r"\b(?:another|either|or|instead of|first|second|each|per|last year|extended?|premium|basic|longer|shorter"
    r"|new|old)\b",
    re.IGNORECASE,
)
_NOT_ITS = re.compile(
    r"\b(?:before|after|within|every|each|notice|valid|per|later|earlier|ahead|working|business|of which)\b",
    re.IGNORECASE,
)
_PREPARED = Cued(
    re.compile(
            r"\b(?:sign(?:s|ed)?[- ]?off|approv(?:e|es|ed|al)|dpia|impact assessment|load test(?:ing)?|uat"
            r"|user acceptance(?: test)?"
        r"|penetration test|pen test|security (?:test|review)|go/no-go)\b",
        re.IGNORECASE,
    ),
    ("sign", "approv", "dpia", "impact", "test", "uat", "acceptance", "security", "go/no"),
)  # fmt: skip
_DONE = re.compile(
    r"\b(?:by|until|due|ready|complete[ds]?|finished|done|final|delivered|available|approved|signed off"
    r"|no later than)\s*:?\s*"
    r"(?:on |by )?(?:\w+day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_LAUNCHES = re.compile(
    r"\b(?:(?:campaign |public |official |planned |requested |target )?(?:launch|go-?live"
    r"|kick-?off)(?: date)?(?: is| on|:| will be| = |\s+)|we (?:launch|go live|start)"
    r"|launches|goes live|first (?:e-?mail|mailing|send)(?: goes| leaves| is)?(?: out)?)\s*(?:on |is "
    r"|planned for |set for )?(?:\w+day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:phase|wave|second|third|next|later|after launch|post-launch|soft|pilot|follow|report|evaluation"
    r"|review|version 2|v2|summer|winter"
    r"|draft|outline|estimate|last year|reminder|mailing|newsletter|report|budget|invoice|payment)\b",
    re.IGNORECASE,
)


def wrong_lengths(campaign: Campaign) -> Iterator[Contradiction]:
    """A six-week sale of four weeks, a one-hour webinar from ten to twelve, a sign-off after the launch."""
    sentences = spoken(campaign)
    for sentence in sentences:
        if not is_row(sentence):
            yield from _of_days(campaign, sentence)
            yield from _of_hours(campaign, sentence)
    yield from _two_lengths(campaign, sentences)
    yield from _done_late(campaign, sentences)


def _of_days(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    lengths = [m for m in ours(campaign, sentence, "duration") if m.unit in _DAYS and m.high is None]
    for first, last, start, end in _day_spans(campaign, ours(campaign, sentence, "date")) if len(lengths) == 1 else ():
        told, length = lengths[0], number(lengths[0]) * _DAYS[lengths[0].unit or "day"]
        if not _belongs(campaign, told, first, last):
            continue
        passed = days_between(start, end)
        slack = LOOSE * length + 2
        if not passed - slack <= length <= passed + 1 + slack:
            text = f"{told.text} is told, but from {long_date(start)} to {long_date(end)} it is {passed + 1} days."
            yield clash("length", text, told.evidence, first.evidence, last.evidence)


def _day_spans(campaign: Campaign, dates: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, date, date]]:
    for mention in dates:
        span = days(mention)
        if span and re.fullmatch(r"[\d-]{10}/[\d-]{10}", str(mention.value)) and span[0] < span[1]:
            yield mention, mention, *span
    for first, second in pairwise(dates):
        start, end = one_day(first), one_day(second)
        if start and end and start < end and _JOINED.search(campaign.reading.text[first.end : second.start]):
            yield first, second, start, end


def _belongs(campaign: Campaign, told: Mention, first: Mention, last: Mention) -> bool:
    """The length stands right before its days or right after them."""
    text = campaign.reading.text
    if told.end <= first.start:
        between = text[told.end : first.start]
        return _RUNS.search(between) is not None and not _NOT_ITS.search(f"{before(campaign, told)[-25:]} {between}")
    between = text[last.end : told.start]
    return _AFTERWARDS.search(between) is not None and not _NOT_ITS.search(after(campaign, told)[:20])


def _two_lengths(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """A trial that lasts 30 days, and later "the 14-day trial"."""
    lengths = [(m, s) for s in sentences if not is_row(s) for m in ours(campaign, s, "duration") if m.unit in _DAYS]
    named = [(m, s, hit.group("thing").lower()) for m, s in lengths if (hit := _NAMED.search(after(campaign, m)))]
    lasting = [(m, s, hit.group("thing").lower()) for m, s in lengths if (hit := _LASTS.search(before(campaign, m)))]
    told = [one for one in named if _DEFINITE.search(before(campaign, one[0]))] + lasting
    for (one, s1, thing), (other, s2, again) in combinations(sorted(told, key=lambda item: item[0].start), 2):
        first, second = (number(m) * _DAYS[m.unit or "day"] for m in (one, other))
        plain = not _SORTS.search(s1.text) and not _SORTS.search(s2.text) and _exact(one, other)
        if thing == again and s1.id != s2.id and plain and abs(first - second) > LOOSE * max(first, second):
            text = f"The {thing} takes {one.text} in one place and {other.text} in another."
            yield clash("two_lengths", text, one.evidence, other.evidence)


def _exact(*mentions: Mention) -> bool:
    """No range among them."""
    return all(mention.high is None for mention in mentions)


def _of_hours(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    lengths = [m for m in ours(campaign, sentence, "duration") if m.unit in _HOURS and m.high is None]
    for window in ours(campaign, sentence, "window") if len(lengths) == 1 else ():
        hit = _CLOCK.fullmatch(str(window.value or ""))
        if hit is None or not _belongs(campaign, lengths[0], window, window):
            continue
        hours = [int(part) for part in hit.groups()]
        passed = (hours[2] - hours[0]) * 60 + hours[3] - hours[1]
        length = number(lengths[0]) * _HOURS[lengths[0].unit or "hour"]
        if passed > 0 and abs(passed - length) > LOOSE * length:
            text = f"{lengths[0].text} is told, but {window.text} is {shown(passed / 60)} hours."
            yield clash("hours_long", text, lengths[0].evidence, window.evidence)


def _done_late(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Something that the launch needs, due after the last day that is called a launch."""
    launches = [
        (day, m) for s in sentences if not _LATER.search(s.text) for m in ours(campaign, s, "date")
        if (day := one_day(m)) and _LAUNCHES.search(before(campaign, m))
    ]  # fmt: skip
    if len({day for day, _ in launches}) != 1 or launches[0][0] <= campaign.today:
        return
    launch, told = launches[0]
    pattern = _PREPARED.among(campaign.reading.text)
    for sentence in sentences:
        if is_row(sentence) or _LATER.search(sentence.text) or not pattern.search(sentence.text):
            continue
        for mention in ours(campaign, sentence, "date"):
            day = one_day(mention)
            words = re.split(r"[,;]\s", before(campaign, mention))[-1]
            if day and 0 < days_between(launch, day) <= AFTERWARDS and _DONE.search(words) and pattern.search(words):
                text = f"Due on {long_date(day)}, after the launch on {long_date(launch)} that needs it."
                yield clash("done_late", text, mention.evidence, told.evidence)
                return
