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
FITTING = 2
"""Weekdays that have to fit an inferred year before another one is held to be wrong (house default)."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
UNTIL = re.compile(r"^\s*(?:to|until|till|through|and|-|–|—|bis|au|al|até|hasta)\s+$|^\s*[-–—]\s*$", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|between|von|vom|zwischen|du|entre|del|desde|de)\s+$", re.IGNORECASE)
# A message that makes no sense once its event is over.
AHEAD = re.compile(
    r"\binvit|save[- ]the[- ]date|\beinlad|\binvitaci|\bconvite|\breminder (?:of|about|for) the\b", re.IGNORECASE
)
# What people come to or watch on a day, as the brief calls it; a phase or another message is none.
EVENT = re.compile(
    r"\b(?P<noun>open (?:day|house|evening)|webinar|conference|fair|gala|walk|race|run|concert|premiere"
    r"|opening night|workshop"
    r"|seminar|summit|party|dinner|ceremony|match|festival|open studio|tasting|demo day"
    r"|info(?:rmation)? session|event)\b",
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
    yield from _too_late(campaign)


def _impossible(mention: Mention) -> Iterator[Contradiction]:
    if mention.note and "impossible date" in mention.note.lower():
        text = f"There is no such date as {mention.text}."
        yield _found(f"impossible_date.{mention.start}", text, mention.evidence)


def _wrong_weekday(mention: Mention, campaign: Campaign) -> Iterator[Contradiction]:
    """Only where the year is sure: the brief gives it, or other weekdays of the brief fit the inferred year."""
    day = _day(mention)
    named = _weekday_of(mention, campaign) if day else None
    if named is None or day is None or day.weekday() == named[0]:
        return
    if not YEAR.search(mention.text) and not _others_fit(mention, day, campaign):
        return
    called, is_a = _full(named[0]), _full(day.weekday())
    text = f"{_date_words(mention)} is called a {called}, but it is a {is_a}: one of the two is wrong."
    start, end = min(named[1], mention.start), mention.end
    quote = campaign.reading.text[start:end]
    yield _found(
        f"weekday.{mention.start}", text, Evidence(sentence=mention.sentence, start=start, end=end, quote=quote)
    )


def _others_fit(mention: Mention, day: date, campaign: Campaign) -> bool:
    """All other weekdays of the brief are those of their dates in this year, and there are some."""
    fit: list[bool] = []
    for other in campaign.reading.of_kind("date"):
        on = _day(other)
        named = _weekday_of(other, campaign) if on and on.year == day.year and other.start != mention.start else None
        if on and named:
            fit.append(on.weekday() == named[0])
    return len(fit) >= FITTING and all(fit)


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


def _same_sentence(first: Dated, second: Dated) -> bool:
    return bool({item.sentence for item in first.evidence} & {item.sentence for item in second.evidence})


def _too_late(campaign: Campaign) -> Iterator[Contradiction]:
    """An invitation to an event that is over by then: the only event of this name in the brief."""
    for send in campaign.sends:
        words = _announcing(send, campaign)
        if send.on is None or not AHEAD.search(words):
            continue
        event = _announced(words, campaign)
        if event and send.on > event.on:
            text = (
                f"This message goes out on {long_date(send.on)}, after what it announces"
                f" ({event.name}, {long_date(event.on)})."
            )
            yield _found(f"too_late.{send.evidence[0].start}", text, *send.evidence[:1], *event.evidence[:1])


def _announced(words: str, campaign: Campaign) -> Dated | None:
    """The event that a message is about: the one that it names, or the only one that the brief has."""
    events = [
        (d, hit.group("noun").lower()) for d in campaign.dates if d.kind == "event" and (hit := _event(d, campaign))
    ]
    named = [(d, noun) for d, noun in events if noun in words.lower()] or events
    return named[0][0] if len({d.on for d, _ in named}) == 1 else None


def _event(dated: Dated, campaign: Campaign) -> re.Match[str] | None:
    """The event that a date is of: named within a few words before the date."""
    place = dated.evidence[0]
    sentence = campaign.reading.sentence_by_id[place.sentence]
    return EVENT.search(campaign.reading.text[max(sentence.start, place.start - 40) : place.start])


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
