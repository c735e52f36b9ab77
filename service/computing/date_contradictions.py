"""Dates of a brief that cannot be, or that disagree with one another."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from schemas.base import Evidence
from schemas.parts import Contradiction
from service.campaign import Campaign, Dated, Mention, Send
from service.computing.wording import long_date

WEEKDAY_WORDS = (
    ("monday", "mon", "montag", "lundi", "lunes", "segunda-feira"),
    ("tuesday", "tue", "tues", "dienstag", "mardi", "martes", "terça-feira"),
    ("wednesday", "wed", "mittwoch", "mercredi", "miércoles", "quarta-feira"),
    ("thursday", "thu", "thur", "thurs", "donnerstag", "jeudi", "jueves", "quinta-feira"),
    ("friday", "fri", "freitag", "vendredi", "viernes", "sexta-feira"),
    ("saturday", "sat", "samstag", "sonnabend", "samedi", "sábado"),
    ("sunday", "sun", "sonntag", "dimanche", "domingo"),
)
WEEKDAY_BY_WORD = {word: number for number, words in enumerate(WEEKDAY_WORDS) for word in words}
# A weekday right before a date belongs to it: "Tuesday, 4 May", "Sun. the 6th of December".
WEEKDAY_BEFORE = re.compile(
    r"\b(" + "|".join(sorted(WEEKDAY_BY_WORD, key=len, reverse=True)) + r")\b[.,]?\s*(?:the\s+|den\s+|le\s+|el\s+)?$",
    re.IGNORECASE,
)
WEEKDAY_INSIDE = re.compile(WEEKDAY_BEFORE.pattern.rsplit(r"\b[.,]?", 1)[0] + r"\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
UNTIL = re.compile(r"^\s*(?:to|until|till|through|and|-|–|—|bis|au|al|até|hasta)\s+$|^\s*[-–—]\s*$", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|between|von|vom|zwischen|du|entre|del|desde|de)\s+$", re.IGNORECASE)
AHEAD = re.compile(
    r"\binvit|\bremind|save[- ]the[- ]date|\bteaser|\bannounc|\bpre-?view|\bearly[- ]bird|\beinlad|\berinner"
    r"|\brappel|\brecordatorio|\bconvite|\blembrete",
    re.IGNORECASE,
)
# What is launched: "the app launch", "launch of the app", "we launch the app"; nothing named is the campaign.
LAUNCHED = re.compile(
    r"(?:\b([^\W\d_]+)\s+)?\b(?:launch(?:es|ing|ed)?|go(?:es|ing)?[- ]live|kick[- ]?off)\b"
    r"(?:(?:\s+of)?\s+(?:the|our|an?)\s+([^\W\d_]+))?",
    re.IGNORECASE,
)
CAMPAIGN_WORDS = frozenset(
    (
        "the",
        "our",
        "we",
        "will",
        "to",
        "shall",
        "should",
        "can",
        "campaign",
        "official",
        "planned",
        "public",
        "is",
        "for",
        "at",
        "on",
        "before",
        "after",
        "and",
    )
)
# A thing, what happens to it, and right after it the day.
HAPPENING = (
    r"opens?|starts?|begins?|launch(?:es)?|go(?:es)? live|closes?|ends?|finish(?:es)?|startet|beginnt"
    r"|endet|schließt|empieza|termina|cierra|abre|commence|ouvre|finit|começa"
)
HAPPENS = re.compile(
    r"(?:\b(?P<before>[^\W\d_]+)\s+)?\b(?P<noun>[^\W\d_][\w-]+)\s+"
    r"(?:(?:has|have|is|are|was|will|must|shall|should|needs?) )?(?:to |be )?"
    rf"(?P<verb>{HAPPENING})\s+"
    r"(?:on\s+|am\s+|el\s+|le\s+|at\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
HAPPENS_LAST = re.compile(rf"\b(?:{HAPPENING})\b", re.IGNORECASE)
ENDS = re.compile(r"close|end|finish|endet|schließ|termina|cierra|finit", re.IGNORECASE)
NO_THING = frozenset(["it", "thi", "that", "which", "we", "they", "who", "and", "each", "one", "to", "you", "what"])
PHASED = re.compile(
    r"\b(?:soft|phase|wave|stage|pilot|beta|second|first|market|region|re-?launch|round|part)\b", re.IGNORECASE
)


def date_contradictions(campaign: Campaign) -> Iterator[Contradiction]:
    """Impossible dates, wrong weekdays, ends before starts, two launches, messages after what they announce."""
    dates = [mention for mention in campaign.reading.of_kind("date") if not mention.negated]
    for mention in dates:
        yield from _impossible(mention)
        yield from _wrong_weekday(mention, campaign)
        yield from _ends_early(mention)
    yield from _reversed_pairs(dates, campaign)
    yield from _two_launches(campaign)
    yield from _two_days_of_one_thing(dates, campaign)
    yield from _too_late(campaign)


def _impossible(mention: Mention) -> Iterator[Contradiction]:
    if mention.note and "impossible date" in mention.note.lower():
        text = f"There is no such date as {mention.text}."
        yield _found(f"impossible_date.{mention.start}", text, mention.evidence)


def _wrong_weekday(mention: Mention, campaign: Campaign) -> Iterator[Contradiction]:
    """Only where the brief gives the year itself: an inferred one may be what is wrong."""
    day = _day(mention)
    named = _weekday_of(mention, campaign) if day and YEAR.search(mention.text) else None
    if named is None or day is None or day.weekday() == named[0]:
        return
    called, is_a = _full(named[0]), _full(day.weekday())
    text = f"{_date_words(mention)} is called a {called}, but it is a {is_a}: one of the two is wrong."
    start, end = min(named[1], mention.start), mention.end
    quote = campaign.reading.text[start:end]
    yield _found(
        f"weekday.{mention.start}", text, Evidence(sentence=mention.sentence, start=start, end=end, quote=quote)
    )


def _weekday_of(mention: Mention, campaign: Campaign) -> tuple[int, int] | None:
    """The weekday (0 to 6) named with a date, and where its word begins."""
    if inside := WEEKDAY_INSIDE.search(mention.text):
        return WEEKDAY_BY_WORD[inside.group(1).lower()], mention.start + inside.start()
    sentence = campaign.reading.sentence_by_id[mention.sentence]
    before = campaign.reading.text[sentence.start : mention.start]
    if hit := WEEKDAY_BEFORE.search(before):
        return WEEKDAY_BY_WORD[hit.group(1).lower()], sentence.start + hit.start()
    return None


def _ends_early(mention: Mention) -> Iterator[Contradiction]:
    interval = INTERVAL.fullmatch(str(mention.value or ""))
    if interval and interval.group(1) > interval.group(2):
        text = f'"{mention.text}" ends before it starts.'
        yield _found(f"reversed.{mention.start}", text, mention.evidence)


def _reversed_pairs(dates: Sequence[Mention], campaign: Campaign) -> Iterator[Contradiction]:
    """Two dates joined to a span, "from 10 May to 3 May", whose end comes first."""
    for first, second in pairwise(sorted(dates, key=lambda mention: mention.start)):
        start, end = _day(first), _day(second)
        if first.sentence != second.sentence or start is None or end is None or start <= end:
            continue
        text = campaign.reading.text
        sentence = campaign.reading.sentence_by_id[first.sentence]
        spans = UNTIL.search(text[first.end : second.start]) and FROM.search(text[sentence.start : first.start])
        if spans and _same_year_told(first, second):
            message = f"It would run from {long_date(start)} to {long_date(end)}, which is earlier."
            yield _found(f"reversed.{first.start}", message, first.evidence, second.evidence)


def _same_year_told(first: Mention, second: Mention) -> bool:
    """Both years are in the text, or neither: with one inferred, the inference may be what is wrong."""
    return bool(YEAR.search(first.text)) == bool(YEAR.search(second.text))


def _two_launches(campaign: Campaign) -> Iterator[Contradiction]:
    launches = [dated for dated in campaign.dates if dated.kind == "launch" and dated.evidence]
    for first, second in combinations(launches, 2):
        if first.on == second.on or _same_sentence(first, second):
            continue
        things = {_launched(dated, campaign) for dated in (first, second)}
        if len(things) == 1 and None not in things:
            text = f"Two dates for the same launch: {long_date(first.on)} and {long_date(second.on)}."
            yield _found(f"two_dates.{first.evidence[0].start}", text, *first.evidence[:1], *second.evidence[:1])


def _launched(dated: Dated, campaign: Campaign) -> str | None:
    """What is launched on a date; "" for the campaign itself, None where it is a part of it or nothing says so."""
    text = campaign.reading.sentence_by_id[dated.evidence[0].sentence].text
    hit = LAUNCHED.search(text)
    if hit is None or PHASED.search(text):
        return None
    words = [word.lower() for word in reversed(hit.groups()) if word]
    return next((word for word in words if word not in CAMPAIGN_WORDS), "")


def _two_days_of_one_thing(dates: Sequence[Mention], campaign: Campaign) -> Iterator[Contradiction]:
    """The same thing that opens or ends on two days: "sign-up opens 1 March", "sign-up has to open 8 March"."""
    told = [(key, m) for m in dates if _is_planned(m, campaign) and (key := _happening(m, campaign))]
    for (one, first), (other, second) in combinations(told, 2):
        days = (_day(first), _day(second))
        if one == other and first.sentence != second.sentence and None not in days and days[0] != days[1]:
            text = f"{one[0].capitalize()} {one[1]}s on two days: {first.text} and {second.text}."
            yield _found(f"two_days.{first.start}", text, first.evidence, second.evidence)


def _is_planned(mention: Mention, campaign: Campaign) -> bool:
    past = mention.role in ("past_result", "example", "baseline")
    return not past and mention.sentence not in campaign.reading.set_aside


def _happening(mention: Mention, campaign: Campaign) -> tuple[str, str] | None:
    """What happens on a day and how, (noun, opens or ends); None where the clause is not that plain."""
    sentence = campaign.reading.sentence_by_id[mention.sentence]
    before = campaign.reading.text[sentence.start : mention.start]
    if HAPPENS_LAST.search(" ".join(before.split()[-4:])) is None:  # quicker than to look for a noun all over
        return None
    hit = HAPPENS.search(before)
    if hit is None or PHASED.search(hit.group()):
        return None
    noun = hit.group("noun").lower().replace("-", "").removesuffix("s")
    narrowed = (hit.group("before") or "").strip().lower()
    if noun in NO_THING or (narrowed and narrowed not in CAMPAIGN_WORDS):
        return None
    return noun, "end" if ENDS.match(hit.group("verb")) else "open"


def _same_sentence(first: Dated, second: Dated) -> bool:
    return bool({item.sentence for item in first.evidence} & {item.sentence for item in second.evidence})


def _too_late(campaign: Campaign) -> Iterator[Contradiction]:
    """A message that looks ahead to an event, on a day after the last event of the brief."""
    events = [dated for dated in campaign.dates if dated.kind == "event"]
    last = max(events, key=lambda dated: dated.on, default=None)
    for send in campaign.sends:
        if last and send.on and send.on > last.on and AHEAD.search(_announcing(send, campaign)):
            text = (
                f"This message goes out on {long_date(send.on)}, after what it announces"
                f" ({last.name}, {long_date(last.on)})."
            )
            yield _found(f"too_late.{send.evidence[0].start}", text, *send.evidence[:1], *last.evidence[:1])


def _announcing(send: Send, campaign: Campaign) -> str:
    return " ".join([send.label, *(campaign.reading.sentence_by_id[e.sentence].text for e in send.evidence)])


def _day(mention: Mention) -> date | None:
    value = str(mention.value or "")
    return date.fromisoformat(value) if DAY.fullmatch(value) else None


def _date_words(mention: Mention) -> str:
    return WEEKDAY_INSIDE.sub("", mention.text).strip(" ,.")


def _full(weekday: int) -> str:
    return WEEKDAY_WORDS[weekday][0].capitalize()


def _found(key: str, text: str, *evidence: Evidence) -> Contradiction:
    return Contradiction(id=key, text=text, evidence=list(evidence))
