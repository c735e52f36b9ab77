"""Days on which nothing may be changed or sent, and what the brief plans for just these days."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.base import Evidence
from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Dated, Mention
from service.computing.clashes.statements import after, before, clash, days, one_day, ours, spoken
from service.computing.wording import long_date
from service.cued import Cued

OPEN_ENDED = 21
"""Days that a freeze without an end is taken to last at least (house default)."""
_CHANGE = (
    r"(?:\b(?:code|change|release|deployment|production|it|retail|holiday|peak|christmas|year-end|upgrade|system|data)?"
    r"[- ]?freezes?\b|\bfrozen\b|\bcut-?over\b|\b(?:release|deployment|change)[- ](?:stop|embargo|ban|blackout"
    r"|moratorium)\b"
    r"|\bno (?:releases|deployments|deploys|changes|go-?lives|interfaces|integrations)\b|\block-?down\b"
    r"|\bmaintenance window\b|\bmoratorium\b|\bblack-?out\b|\bnothing goes in or out\b|\bnothing goes live\b"
    r"|\blocked\b|\bno (?:change|deployment|release) (?:may|can|will)\b"
    r"|\b(?:nothing|nobody) (?:may|can|will|must|is allowed to|is permitted to) (?:be )?(?:changed?"
    r"|deploy(?:ed)?|released?|touch(?:ed)?))"
)
_SENDING = (
    r"(?:\bno (?:outbound |marketing |customer |promotional )?(?:communications?|messages?|mailings?|sends?|contacts?"
    r"|e-?mails?|campaigns?)\b[^.;]{0,50}\b(?:during|between|from|in|within)\b"
    r"|\b(?:send(?:ing)?|communications?|comms|mailing|contact|message|marketing)[- ](?:freeze|stop|blackout"
    r"|embargo|ban|pause|moratorium)\b"
    r"|\b(?:no|nothing|none)\b[^.;]{0,25}\b(?:may|can|will|must) be (?:sent|mailed|contacted|messaged)\b"
    r"|\bnothing (?:goes|is sent|may be sent|is mailed|will be sent|leaves)\b(?: out)?[^.;]{0,20}\b(?:during"
    r"|between|from|in)\b)"
)
_CUES = (
    "freeze", "frozen", "cutover", "cut-over", "stop", "embargo", "ban", "blackout", "black-out", "moratorium", "no ",
    "nobody", "none", "lock", "maintenance window", "nothing", "pause",
)  # fmt: skip
_NOT_SENT = Cued(re.compile(_SENDING, re.IGNORECASE), _CUES)
_NOT_CHANGED = Cued(re.compile(_CHANGE, re.IGNORECASE), _CUES)
_ALLOWED = re.compile(
    r"\b(?:unless|except(?:ion|ed|ing)?|exempt\w*|waiver|apart from|does not (?:apply|affect|touch)"
    r"|doesn['’]t (?:apply|affect)"
    r"|not affected|outside|clear of|(?:everything|all|build|it|we|must|need|has"
    r"|have)\b[^.;]{0,40}\bbefore (?:the|that|this|it)"
    r"|avoid|moved|postponed|pushed back|shifted|because of (?:the|that|this|our"
    r"|it['’]s) (?:\w+ ){0,2}(?:freeze|cut-?over|blackout)|last year|ahead of the|planned around|so we (?:start"
    r"|launch|wait)|lifted for|prices?|budgets?|hiring|spend(?:ing)?|salar(?:y|ies)|recruit\w*)\b",
    re.IGNORECASE,
)
_EXEMPT = re.compile(r"\b(?:unless|except\w*|exempt\w*|waiver|apart from|not affected|lifted)\b", re.IGNORECASE)
_LAUNCH = Cued(
    re.compile(
        r"\b(?:launch(?:es|ed|ing)?|go(?:es|ing)?[- ]live|go-?live|live on|releases?|released|deploy(?:s|ed"
        r"|ment)?|roll(?:s|ed)?[- ]?out"
        r"|kick(?:s|ed)?[- ]?off|start(?:s|ing)?|first e-?mail|opens?|switch(?:es|ed)? on)\b",
        re.IGNORECASE,
    ),
    ("launch", "live", "release", "deploy", "roll", "kick", "start", "first e", "open", "switch"),
)
_STARTS = re.compile(
    r"\b(?:launch(?:es|ed|ing)?|go(?:es|ing)?[- ]live|go-?live|live|releases?|released|deploy(?:s|ed|ment)?"
    r"|roll(?:s|ed)?[- ]?out"
    r"|kick(?:s|ed)?[- ]?off|first e-?mail|switch(?:es|ed)? on"
    r"|start(?:s|ing)? (?:the |our |with the )?(?:campaign|sale|app|programme|program|pilot|service|site|shop)"
    r"|(?:campaign|app|site|shop|page|portal|programme|program|feature|service|pilot) (?:will )?(?:starts?"
    r"|opens?|begins?)"
    r"|(?:campaign|planned|target|pilot|requested)\s+start|^\W*start)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_OVER = re.compile(r"^[^.;]{0,12}\b(?:at the latest|latest)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:moved|postponed|pushed back|shifted|instead of|no longer)\b", re.IGNORECASE)
_REVIEW = re.compile(
    r"\b(?:approv\w*|sign[- ]?off|brief(?:ing)?|meeting|committee|review|estimate|answer|draft|deadline|test"
    r"|uat|last deploy"
    r"|press|soft|training|freeze|frozen|cut-?over|contract|award|previous|last year)\b",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"\b(?:e-?mails?|mail(?:ing|er|s)?|sms|texts?|text messages?|push(?:es)?|letters?|postcards?|newsletters?"
    r"|whatsapp|messages?"
    r"|reminders?|invitations?|teaser)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|thru|through|up to|bis)\s+(?:\w+day,?\s+)?(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|as of|starting|starts?|begins?|since|ab)\s+(?:on\s+)?(?:\w+day,?\s+)?(?:the\s+)?$", re.IGNORECASE
)
_JOINED = re.compile(r"^\s*(?:to|until|till|thru|through|and|-|–|—|bis)\s*(?:\w+day,?\s*)?$", re.IGNORECASE)
_WEEKS = re.compile(
    r"\b(?P<which>first|last)\s+(?P<many>two|three|2|3)?\s*(?P<unit>weeks?|half)\s+(?:of|in)\s+$", re.IGNORECASE
)
_MANY = {"two": 2, "2": 2, "three": 3, "3": 3, None: 1}
_CLAUSE = re.compile(r"[.;]\s")


@dataclass(frozen=True)
class Closure:
    """Days on which nothing may be changed (`sending` is False) or sent."""

    first: date
    last: date
    sending: bool
    words: str
    sentence: Sentence
    evidence: Evidence
    taken: frozenset[int]
    """Where the dates of the closure itself stand."""


def into_closures(campaign: Campaign) -> Iterator[Contradiction]:
    """Launches and releases in a freeze, messages in a time in which none may leave."""
    sentences = spoken(campaign)
    closures = list(_closures(campaign, sentences))
    for closure in closures:
        yield from _falls_in(campaign, closure, sentences, closures)


def _closures(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Closure]:
    sending, changing = (pattern.among(campaign.reading.text) for pattern in (_NOT_SENT, _NOT_CHANGED))
    for position, sentence in enumerate(sentences):
        quiet = sending.search(sentence.text)
        hit = quiet or changing.search(sentence.text)
        follows = sentences[position + 1].text if position + 1 < len(sentences) else ""
        if hit is None or _ALLOWED.search(sentence.text) or _EXEMPT.search(follows[:60]):
            continue
        closure = _closure(campaign, sentence, hit, sending=quiet is not None)
        if closure:
            yield closure


def _closure(campaign: Campaign, sentence: Sentence, hit: re.Match[str], *, sending: bool) -> Closure | None:
    """The days of a freeze: the dates of its clause that come first after the word, or right before it."""
    at = sentence.start + hit.start()
    low, high = _clause(sentence, hit)
    dates = [m for m in campaign.reading.mentions_by_sentence.get(sentence.id, ()) if m.kind == "date" and days(m)]
    dates = [m for m in dates if low <= m.start < high]
    later = [m for m in dates if m.start > at]
    span = _span(campaign, later or dates)
    if span is None:
        return None
    first, last, taken = span
    start, end = min(m.start for m in taken), max(m.end for m in taken)
    start, end = min(start, at), max(end, sentence.start + hit.end())
    quote = campaign.reading.text[start:end]
    evidence = Evidence(sentence=sentence.id, start=start, end=end, quote=quote)
    return Closure(first, last, sending, " ".join(quote.split()), sentence, evidence, frozenset(m.start for m in taken))


def _clause(sentence: Sentence, hit: re.Match[str]) -> tuple[int, int]:
    """Where the part of the sentence that holds the word begins and ends."""
    ends = [0, *(cut.end() for cut in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
    low = max(end for end in ends if end <= hit.start())
    high = min(end for end in ends if end > hit.start())
    return sentence.start + low, sentence.start + high


def _span(campaign: Campaign, dates: Sequence[Mention]) -> tuple[date, date, list[Mention]] | None:
    if not dates:
        return None
    first = dates[0]
    span = days(first)
    if span is None:
        return None
    if span[0] != span[1]:
        part = _part_of_month(before(campaign, first), span)
        whole = part or (span if "/" in str(first.value) else None)
        return (*whole, [first]) if whole else None
    if len(dates) > 1 and _JOINED.search(campaign.reading.text[first.end : dates[1].start]):
        end = one_day(dates[1])
        return (span[0], end, list(dates[:2])) if end and end >= span[0] else None
    if _UNTIL.search(before(campaign, first)):
        return campaign.today, span[0], [first]
    if _FROM.search(before(campaign, first)):
        return span[0], span[0] + timedelta(days=OPEN_ENDED), [first]
    return None


def _part_of_month(words: str, month: tuple[date, date]) -> tuple[date, date] | None:
    """The first two weeks of May, the last week of June, the first half of July."""
    hit = _WEEKS.search(words)
    if hit is None or month[0].month != month[1].month:
        return None
    length = 15 if hit.group("unit").lower() == "half" else 7 * _MANY[hit.group("many")]
    if hit.group("which").lower() == "first":
        return month[0], month[0] + timedelta(days=length - 1)
    end = calendar.monthrange(month[0].year, month[0].month)[1]
    return month[0].replace(day=end - length + 1), month[1]


def _falls_in(
    campaign: Campaign, closure: Closure, sentences: Sequence[Sentence], closures: Sequence[Closure]
) -> Iterator[Contradiction]:
    """The first day of each sort that the brief plans for within the closure."""
    taken = frozenset(place for one in closures for place in one.taken)
    for sentence in sentences:
        for mention in ours(campaign, sentence, "date"):
            span = days(mention)
            inside = span and closure.first <= span[0] and span[1] <= closure.last and span[0] > campaign.today
            if span and inside and mention.start not in taken and _planned(campaign, closure, sentence, mention):
                text = (
                    f"{mention.text} ({long_date(span[0])}) falls into the time from {long_date(closure.first)} to"
                    f' {long_date(closure.last)}, for which the brief says "{closure.words}".'
                )
                yield clash("closed", text, mention.evidence, closure.evidence)
                return
    yield from _launched_in(campaign, closure, taken)


def _launched_in(campaign: Campaign, closure: Closure, taken: frozenset[int]) -> Iterator[Contradiction]:
    """The launch as the whole brief has it, where no sentence calls a day of the closure so."""
    launch = campaign.launch
    if launch is None or closure.sending or not _is_sent(campaign, launch):
        return
    place = launch.evidence[0]
    words = campaign.reading.sentence_by_id[place.sentence].text
    if place.start not in taken and closure.first <= launch.on <= closure.last and not _REVIEW.search(words):
        text = (
            f"The launch on {long_date(launch.on)} falls into the time from {long_date(closure.first)} to"
            f' {long_date(closure.last)}, for which the brief says "{closure.words}".'
        )
        yield clash("closed", text, place, closure.evidence)


def _is_sent(campaign: Campaign, launch: Dated) -> bool:
    """Tell whether a launch is the day of a mailing or message that its own sentence names."""
    told = {evidence.sentence for evidence in launch.evidence}
    return any(
        send.on == launch.on and send.channel != "phone_call" and told & {e.sentence for e in send.evidence}
        for send in campaign.sends
    )


def _planned(campaign: Campaign, closure: Closure, sentence: Sentence, mention: Mention) -> bool:
    """A launch or a release; in a time without messages also a message."""
    words, rest = before(campaign, mention), after(campaign, mention)
    clause = _CLAUSE.split(words)[-1]
    if _REVIEW.search(clause[-60:]) or _MOVED.search(sentence.text):
        return False
    if closure.sending:
        return sentence.id != closure.sentence.id and _SEND.search(sentence.text) is not None
    launched = _STARTS.search(clause) is not None or (_OVER.search(rest) and _LAUNCH.search(clause) is not None)
    return bool(launched) and " until " not in f" {clause[-12:]} "
