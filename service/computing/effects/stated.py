"""What a constraint and a brief state, looked up by kind, unit and place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from schemas.base import Evidence
from schemas.brief import Fact, Sentence
from service.computing.effects.plan import Plan
from service.computing.effects.telling import SECONDS
from service.constraint import Bounded, Constraint

_SECONDS = {**SECONDS, "week": 7 * SECONDS["day"]}
_NEAR = 40
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


# --- the constraint -----------------------------------------------------------------------------


def around(constraint: Constraint, item: Bounded, near: int = _NEAR) -> tuple[str, str]:
    """The words of the constraint before and after a quantity."""
    text, start = constraint.source.text, item.mention.start - constraint.source.start
    end = item.mention.end - constraint.source.start
    if not 0 <= start <= end <= len(text):
        return "", ""
    return text[max(start - near, 0) : start], text[end : end + near]


def value_of(item: Bounded) -> int | float | None:
    """The number of a quantity; None where it has none above zero."""
    value = item.mention.value
    return value if isinstance(value, int | float) and value > 0 else None


def whole(item: Bounded) -> int | None:
    """The number of a quantity where it is a whole one."""
    value = value_of(item)
    return int(value) if value is not None and value == int(value) else None


def seconds_of(item: Bounded) -> int | None:
    """A length of time in seconds; None for months and years, which have no fixed length."""
    value, unit = value_of(item), item.mention.unit or ""
    return round(value * _SECONDS[unit]) if unit in _SECONDS and value is not None else None


def words_of(constraint: Constraint) -> str:
    """Everything that belongs to a constraint: headings and lead-in, then its own words."""
    return " ".join([*(span.text for span in constraint.context), constraint.source.text])


def forbids(constraint: Constraint) -> bool:
    """Tell whether it says what must be or must not be; what merely may be or is described binds nobody."""
    return constraint.strength in ("must", "must_not", "should", "should_not")


def number_said(word: str) -> int | None:
    """A whole number in digits or in a word up to ten."""
    digits = word.replace(",", "").replace(" ", "")
    return int(digits) if digits.isdigit() else _WORDS.get(word.lower())


# --- the brief ----------------------------------------------------------------------------------


def place(fact: Fact) -> Evidence:
    """Where a fact stands in the brief."""
    return Evidence(sentence=fact.sentence, start=fact.start, end=fact.end, quote=fact.text)


def facts(plan: Plan, kind: str, *units: str) -> Iterator[Fact]:
    """The facts of the brief of a kind, of some units where given, in order."""
    return (f for f in plan.specification.facts if f.kind == kind and (not units or f.unit in units))


def beside(plan: Plan, fact: Fact, kind: str, *units: str) -> list[Fact]:
    """The facts of a kind in the same sentence, in order."""
    return [f for f in facts(plan, kind, *units) if f.sentence == fact.sentence]


def sentence_of(plan: Plan, fact: Fact) -> str:
    """The text of the sentence of a fact."""
    return next((s.text for s in plan.specification.brief.sentences if s.id == fact.sentence), "")


def saying(plan: Plan, pattern: re.Pattern[str]) -> list[Sentence]:
    """The sentences of the brief in which these words stand."""
    return [s for s in plan.specification.brief.sentences if pattern.search(s.text)]


def in_sentence(sentence: Sentence) -> Evidence:
    """A whole sentence of the brief as evidence."""
    return Evidence(sentence=sentence.id, start=sentence.start, end=sentence.end, quote=sentence.text)


def number_of(fact: Fact) -> int | float | None:
    """The number of a fact, the upper end of a range; None where it has none above zero."""
    value = fact.high if fact.high is not None else fact.value
    return value if isinstance(value, int | float) and value > 0 else None


@dataclass(frozen=True)
class Crowd:
    """A number of people, and where the brief states it."""

    count: int
    evidence: tuple[Evidence, ...]


def audience(plan: Plan) -> Crowd | None:
    """The people that the plan writes to: those of its largest send, else the largest audience."""
    sends = [send for send in plan.sends if send.messages and send.channel != "letter"]
    if sends:
        largest = max(sends, key=lambda send: send.messages.value if send.messages else 0)
        return Crowd(round(largest.messages.value) if largest.messages else 0, tuple(largest.evidence))
    found = [
        (int(n), f) for f in facts(plan, "count", "person", "household") if f.role == "audience" and (n := number_of(f))
    ]
    if not found:
        return None
    count, fact = max(found, key=lambda one: one[0])
    return Crowd(count, (place(fact),))


EVENT = "the planned time"
"""Name of a stretch of the day that is no send."""


@dataclass(frozen=True)
class Moment:
    """A stretch of the day on which something of the campaign runs; `end` may be after midnight."""

    name: str
    on: date | None
    start: time
    end: time
    evidence: tuple[Evidence, ...]

    @property
    def seconds(self) -> int:
        """Its length in seconds by the clock."""
        first, last = (60 * t.hour + t.minute for t in (self.start, self.end))
        return (last - first) % (24 * 60) * 60


_WINDOW = re.compile(r"(\d\d):(\d\d)/(\d\d):(\d\d)")


def moments(plan: Plan) -> list[Moment]:
    """Windows of the brief that hold no send: a show, a sale, an event."""
    sending = {(send.on, send.start, send.end) for send in plan.sends}
    found = (_moment(plan, fact) for fact in facts(plan, "window"))
    return [one for one in found if one and (one.on, one.start, one.end) not in sending]


def _moment(plan: Plan, fact: Fact) -> Moment | None:
    match = _WINDOW.fullmatch(str(fact.value or ""))
    if not match:
        return None
    hours = [int(part) for part in match.groups()]
    days = [f for f in beside(plan, fact, "date") if day_of(f)]
    nearest = min(days, key=lambda f: abs(f.start - fact.start), default=None)
    on = day_of(nearest) if nearest else None
    start, end = time(hours[0] % 24, hours[1]), time(hours[2] % 24, hours[3])
    evidence = (place(fact), *([place(nearest)] if nearest else []))
    return Moment(EVENT, on, start, end, evidence) if start != end else None


@lru_cache(maxsize=256)
def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_of(fact: Fact) -> date | None:
    """The day of a date; None for months and other stretches."""
    return _iso(str(fact.value or ""))


def shared(sentences: Sequence[Evidence]) -> list[str]:
    """Ids of the sentences, each once."""
    return list(dict.fromkeys(one.sentence for one in sentences))
