"""A desk that takes calls or chats, as limits tell it over several sentences, and the calls that a brief brings."""

import re
from dataclasses import dataclass
from fractions import Fraction

from schemas.base import Evidence
from schemas.brief import Fact, Sentence
from service.computing.effects.clocks import weekdays_in
from service.computing.effects.hours_promised import week_of
from service.computing.effects.plan import Plan
from service.computing.effects.stated import audience, facts, number_of, place
from service.computing.effects.telling import number
from service.computing.sums.desk import calls_an_hour
from service.computing.sums.exact import exact
from service.computing.sums.week import DAY

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: value for value, word in enumerate(_NUMBERS.split(), 1)}
_N = rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(_WORDS)})"
_TALKS = (
    r"(?:phone |telephone |customer |incoming )?(?:calls?|chats?|callers?|conversations?|enquir(?:y|ies)|contacts?"
    r"|bookings?)"
)
_ABOUT_CALLS = re.compile(
    r"\b(?:phones?|telephones?|calls?|callers?|lines?|hotline|helpline|call cent(?:re|er)|contact cent(?:re|er)"
    r"|chats?|agents?)\b",
    re.I,
)
_PEOPLE = re.compile(
    rf"\b{_N}\s+(?:of us|(?:full-time |part-time |trained |phone |service )?(?:agents?|operators?|advis[eo]rs?"
    rf"|colleagues|people|staff"
    r"|employees|clerks?|team members))\b",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\b(?:up to|extra|more|temp\w*|additional|further|can send|could send|within)\b[^.;]{0,30}$", re.IGNORECASE
)
_TALKING = re.compile(
    rf"\b{_N} minutes (?:of )?(?:talk\w*|call\w*|phone|speaking|productive)[^.;]{{0,20}}?\b(?:an|per|in an|each"
    rf"|every|of each) hour\b",
    re.I,
)
_OCCUPIED = re.compile(
    r"\b(?P<n>\d{2,3})\s?(?:%|per ?cent)[^.;]{0,40}\b(?:occup\w+|on calls?|talking|of (?:the|each|their) (?:time"
    r"|hour))",
    re.I,
)
_EACH = re.compile(
    rf"\b(?:call|chat|conversation|handling time|handle time|AHT|talk time)s?\b[^.;]{{0,40}}?\b(?:takes?|lasts?|is"
    rf"|of|about|around)\s(?:about |around |on average )?{_N}[ -]min"
    rf"|\b(?P<m>\d+|{'|'.join(_WORDS)})[ -]minutes?\s(?:each|per call|a call|per chat|on average|long)\b",
    re.IGNORECASE,
)
_PER_HOUR = re.compile(rf"\b{_N} {_TALKS} (?:an|per|each|every) hour\b", re.IGNORECASE)
_PER_DAY = re.compile(rf"\b{_N} {_TALKS} (?:a|per|each|every) (?:working )?day\b", re.IGNORECASE)
_NORMAL_DAY = re.compile(
    rf"\b{_N} (?:{_TALKS}|of (?:them|these|those))[^.;]{{0,40}}?\b(?:(?:on|in) (?:a|an|any) (?:normal|usual"
    rf"|average|ordinary) (?:working )?day"
    r"|every day|a day|daily)\b",
    re.IGNORECASE,
)
_PER_PERSON = re.compile(
    r"\b(?:each(?: of us)?|every (?:one|agent|person)|per (?:agent|person|head)|one (?:agent|person|of us))\b", re.I
)
_NORMAL = re.compile(
    r"\b(?:normal\w*|usual\w*|regular\w*|everyday|already|as it is|on an average day|without the campaign|ordinary)\b",
    re.I,
)
_HOURS_A_DAY = re.compile(rf"\b{_N} hours (?:a|per|each|every) day\b", re.IGNORECASE)
_QUEUE = re.compile(
    rf"\b(?:queue|line)\b[^.;]{{0,20}}?\b(?:of|holds?|takes?|for|has|with)\s(?:up to |at most |only )?{_N}\b"
    rf"|\b(?:holds?|takes?|room for|keeps?)\s(?:up to |at most |only )?(?P<m>\d+|{'|'.join(_WORDS)})\s(?:callers?"
    rf"|calls?|people|chats?)?\s?(?:in (?:the|a) queue|waiting|on hold)\b"
    r"|\b(?P<k>\d+)\s(?:callers?|calls?|people|chats?)\s(?:can |may )?(?:wait(?:ing)?|in the queue|on hold)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing|ers?)?|phone[sd]?|ring(?:s|ing)?|rang|telephone[sd]?|chats?)\b", re.IGNORECASE
)
_WITHIN = re.compile(r"\b(?:within|less than|no longer than|at most|under|max\w*)\s(?:the first )?$", re.IGNORECASE)
_LINE = re.compile(
    r"\b(?:on the (?:line|phone)|answer\w*|pick(?:s|ed)? up|call\w*|wait\w*|get through|speak\w*|a person)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:fewer|reduc\w+|more calls|drop\w*|cut|answer rate|answered within)\b", re.IGNORECASE)
_ON_DAY = re.compile(
    r"^[^.;,]{0,30}?\b(?:on|of them on|the)\s(?:the )?(?:first day|same day|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday)\b",
    re.I,
)


@dataclass(frozen=True)
class Desk:
    """What a desk takes: calls an hour and a day, its normal work, and how each number came about.

    `each_a_day`: what one more person takes in a day.
    """

    an_hour: Fraction | None
    a_day: Fraction
    hours: Fraction | None
    normal: Fraction
    each_a_day: Fraction | None
    sums: str


@dataclass(frozen=True)
class Calls:
    """The calls that a campaign brings: in all and on the busiest day; `share` of `people`, where it is told so."""

    total: Fraction
    busiest: Fraction
    days: int
    sums: str
    evidence: tuple[Evidence, ...]
    share: Fraction | None = None
    people: int = 0


# --- the desk -----------------------------------------------------------------------------------


def number_in(match: re.Match[str] | None) -> Fraction | None:
    """The number that a pattern found; None where it found none."""
    if match is None:
        return None
    words = next((value for name in ("n", "m", "k") if (value := match.groupdict().get(name))), "").lower()
    return Fraction(_WORDS[words]) if words in _WORDS else exact(words.replace(",", "")) if words else None


def is_about_calls(text: str) -> bool:
    """Tell whether a text speaks of people who take calls."""
    return bool(_ABOUT_CALLS.search(text))


def queue_in(text: str) -> int | None:
    """The places of a queue of callers that a text tells."""
    found = number_in(_QUEUE.search(text))
    return int(found) if found and is_about_calls(text) else None


def desk_of(plan: Plan) -> Desk | None:
    """The desk that the limits tell of, all their sentences taken together; None without what it takes in a day."""
    if "desk" not in plan.once:
        plan.once["desk"] = _desk(plan)
    found = plan.once["desk"]
    return found if isinstance(found, Desk) else None


def _desk(plan: Plan) -> Desk | None:
    sentences = [sentence.text for sentence in plan.beside.sentences] if plan.beside else []
    if not any(map(is_about_calls, sentences)):
        return None
    hours = _hours(plan, sentences)
    normal = next((n for text in sentences if _NORMAL.search(text) and (n := _by_day(text))), Fraction(0))
    people, minutes = _people(sentences), _first(_EACH, sentences)
    told = _told_per_hour(sentences, people)
    if told is None and people and minutes:
        talking = _first(_TALKING, sentences) or (_first(_OCCUPIED, sentences) or Fraction(100)) * 60 / 100
        hour = calls_an_hour(people, minutes, talking)
        told = (
            hour,
            hour / people,
            f"{number(people)} × {number(talking)} minutes ÷ {number(minutes)} = {number(hour)} calls an hour",
        )
    if told and hours:
        hour, each, sums = told
        day = hour * hours
        sums = f"{sums}; {number(hour)} × {number(hours)} hours = {number(day)} a day"
        return Desk(hour, day, hours, normal, each * hours if each else None, sums)
    day_told = next(
        (n for text in sentences if not _NORMAL.search(text) and (n := number_in(_PER_DAY.search(text)))), None
    )
    if day_told is None:
        return None
    times = people if people and any(_PER_PERSON.search(t) and _PER_DAY.search(t) for t in sentences) else 1
    each = day_told if times > 1 else None
    sums = (
        f"{number(times)} × {number(day_told)} = {number(times * day_told)} a day"
        if times > 1
        else f"{number(day_told)} a day"
    )
    return Desk(None, times * day_told, hours, normal, each, sums)


def _by_day(text: str) -> Fraction | None:
    """Normal work by the day: "500 calls a day", "1,400 calls come in on a normal day"."""
    return number_in(_PER_DAY.search(text)) or number_in(_NORMAL_DAY.search(text))


def _first(pattern: re.Pattern[str], sentences: list[str]) -> Fraction | None:
    return next((found for text in sentences if (found := number_in(pattern.search(text)))), None)


def _people(sentences: list[str]) -> int | None:
    for text in sentences:
        for match in _PEOPLE.finditer(text):
            if not _NOT_PEOPLE.search(text[: match.start()]):
                return int(number_in(match) or 0) or None
    return None


def _told_per_hour(sentences: list[str], people: int | None) -> tuple[Fraction, Fraction | None, str] | None:
    for text in sentences:
        found = number_in(_PER_HOUR.search(text))
        if found and not _NORMAL.search(text):
            if _PER_PERSON.search(text) and people:
                hour = found * people
                return hour, found, f"{number(people)} × {number(found)} = {number(hour)} calls an hour"
            return found, None, f"{number(found)} calls an hour"
    return None


def _hours(plan: Plan, sentences: list[str]) -> Fraction | None:
    """Hours of the longest day on which it is staffed."""
    weeks = [week for one in plan.constraints if (week := week_of(one))]
    lengths: list[int] = [sum(minute // DAY == day for minute in week.minutes) for week in weeks for day in range(7)]
    longest = max(lengths, default=0)
    return Fraction(longest, 60) if longest else _first(_HOURS_A_DAY, sentences)


# --- the calls ----------------------------------------------------------------------------------


def calls_of(plan: Plan) -> Calls | None:
    """The calls that the brief brings: a share of its audience, or a number of them."""
    return _by_share(plan) or _by_number(plan)


def _by_share(plan: Plan) -> Calls | None:
    people = _reached(plan)
    for part in facts(plan, "percentage") if people else ():
        sentence = _sentence(plan, part)
        value = number_of(part)
        after = sentence.text[sentence.text.find(part.text) + len(part.text) :][:40] if sentence else ""
        if not sentence or not value or not people or not _CALLED.search(after) or _CHANGED.search(sentence.text):
            continue
        total = people[0] * exact(value) / 100
        busiest, days, how = _split(plan, part, sentence)
        sums = f"{number(people[0])} × {number(value)}% = {number(total)} calls"
        sums += f"; {how} of them = {number(total * busiest)} on the busiest day" if how else ""
        return Calls(total, total * busiest, days, sums, (*people[1], place(part)), exact(value) / 100, people[0])
    return None


def _reached(plan: Plan) -> tuple[int, tuple[Evidence, ...]] | None:
    found = [
        (int(n), f) for f in facts(plan, "count", "person", "household") if f.role == "audience" and (n := number_of(f))
    ]
    if found:
        count, fact = max(found, key=lambda one: one[0])
        return count, (place(fact),)
    crowd = audience(plan)
    return (crowd.count, crowd.evidence) if crowd else None


def _split(plan: Plan, part: Fact, sentence: Sentence) -> tuple[Fraction, int, str]:
    """The share of the busiest day, and over how many days that are named; all on one day where none is."""
    shares = [
        (number_of(fact) or 0, fact)
        for fact in facts(plan, "percentage")
        if fact.start > part.end and fact.sentence in _next_ids(plan, sentence) and _ON_DAY.match(_after(plan, fact))
    ]
    if not shares:
        return Fraction(1), 0, ""
    most = max(value for value, _ in shares)
    return exact(most) / 100, max(len(shares), len(weekdays_in(sentence.text))), f"{number(most)}%"


def _next_ids(plan: Plan, sentence: Sentence) -> list[str]:
    ids = [one.id for one in plan.specification.brief.sentences]
    return ids[ids.index(sentence.id) : ids.index(sentence.id) + 2]


def _after(plan: Plan, fact: Fact) -> str:
    sentence = _sentence(plan, fact)
    return sentence.text[fact.end - sentence.start :] if sentence else ""


def _by_number(plan: Plan) -> Calls | None:
    """A number of calls on a day: "we expect 1,500 calls on the Monday", "900 calls a day"."""
    for fact in (*facts(plan, "rate", "call/day"), *facts(plan, "count", "call")):
        value, sentence = number_of(fact), _sentence(plan, fact)
        if not value or not sentence or fact.role in ("past_result", "target"):
            continue
        daily = fact.kind == "rate" or bool(_ON_DAY.match(sentence.text[fact.end - sentence.start :]))
        if daily:
            return Calls(exact(value), exact(value), 1, f"{number(value)} calls on a day", (place(fact),))
    return None


def _sentence(plan: Plan, fact: Fact) -> Sentence | None:
    return next((one for one in plan.specification.brief.sentences if one.id == fact.sentence), None)


def promised_wait(plan: Plan) -> tuple[Fraction, Evidence] | None:
    """Minutes within which the brief promises people an answer on the line."""
    sizes = {"second": Fraction(1, 60), "minute": Fraction(1)}
    for fact in facts(plan, "duration", *sizes):
        sentence, value = _sentence(plan, fact), number_of(fact)
        if (
            sentence
            and value
            and _WITHIN.search(sentence.text[: fact.start - sentence.start])
            and _LINE.search(sentence.text)
        ):
            return exact(value) * sizes[fact.unit or "minute"], place(fact)
    return None
