"""Days, stretches of days and waits, as a constraint tells them."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from schemas.brief import Fact
from service.campaign import Mention
from service.computing.effects.telling import number
from service.computing.sums.retained import Period, first_day_kept, kept_until
from service.computing.sums.working_dates import earliest_after, latest_start
from service.computing.wording import counted
from service.computing.working_days import WorkingDays
from service.constraint import Constraint, Span

DAY = timedelta(days=1)
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|h|uhr|hrs?)?|noon|midnight)"
_TO = re.compile(
    rf"[\s,]*(?:at |à |um )?{_CLOCK}?[\s,]*(?:(?P<and>and)|(?:up )?to|until|till?|thru|through|bis(?: zum)?|au|al|"
    r"hasta|até|[-–—])\s*(?:(?:and including|the end of|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s,]*)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s*(?:\w+day\s*)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till?|to|ends?(?: on)?|up to|through|bis)\s*(?:\w+day,?\s*)?$", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:in|during|throughout|all of|for|whole of)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")

# --- days and stretches of days -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of whole days, both ends in it; `told_start`: the text gives the first one, `told_month`: its month."""

    first: date
    last: date
    told_start: bool = True
    told_month: bool = True


def day_of(mention: Mention) -> date | None:
    """The day that a mention names; None for months and the like, and where date and day of the week disagree."""
    if mention.kind != "date" or not isinstance(mention.value, str) or "disagree" in (mention.note or ""):
        return None
    return date.fromisoformat(mention.value) if _FULL.fullmatch(mention.value) else None


def day_of_value(fact: Fact) -> date | None:
    """The day that a fact of the brief names, unless it was only counted from today."""
    sure = not (fact.note or "").startswith("counted from")
    return (
        date.fromisoformat(fact.value) if sure and isinstance(fact.value, str) and _FULL.fullmatch(fact.value) else None
    )


def stretches(constraint: Constraint, today: date) -> list[Days]:
    """The stretches of days that a constraint names, its exceptions left aside.

    From a date on without an end is none: nobody can tell what lies inside. Until a date without a start it is taken
    to run today.
    """
    dates = [one.mention for one in constraint.of_kind("date") if not _excepted(constraint, one.mention)]
    found, used = [], set[int]()
    for first, last in pairwise(dates):
        if first.start not in used and _joined(constraint, first, last) and (days := _between(first, last)):
            found.append(days)
            used |= {first.start, last.start}
    alone = [one for one in dates if one.start not in used]
    return found or [days for one in alone if (days := _alone(constraint, one, today))][:1]


def _excepted(constraint: Constraint, mention: Mention) -> bool:
    return any(span.holds(mention.start, mention.end) for span in constraint.exceptions)


def before(constraint: Constraint, mention: Mention) -> str:
    """The words of the constraint up to a mention."""
    return constraint.source.text[: max(mention.start - constraint.source.start, 0)]


def after(constraint: Constraint, mention: Mention) -> str:
    """The words of the constraint behind a mention."""
    return constraint.source.text[max(mention.end - constraint.source.start, 0) :]


def _joined(constraint: Constraint, first: Mention, last: Mention) -> bool:
    offset = constraint.source.start
    between = _TO.fullmatch(constraint.source.text[first.end - offset : last.start - offset])
    return between is not None and (not between["and"] or bool(_BETWEEN.search(before(constraint, first))))


def _between(first: Mention, last: Mention) -> Days | None:
    start, end = day_of(first), day_of(last)
    if start is None or end is None:
        return None
    # Without a year each is read as the next such day from today on, so a stretch that has begun looks turned round.
    if start > end and not _YEAR.search(first.text):
        start = _in_year(start, end.year if (start.month, start.day) <= (end.month, end.day) else end.year - 1)
    return Days(start, end) if start <= end else None


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _alone(constraint: Constraint, mention: Mention, today: date) -> Days | None:
    words, value = before(constraint, mention), mention.value
    if isinstance(value, str) and "/" in value:
        return _ends(*value.split("/"))
    month = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if month:
        return _months(month, month) if _ALL_OF.search(words) else None
    day = day_of(mention)
    if day and day >= today and _UNTIL.search(words):
        return Days(today, day, told_start=False)
    return None


def _ends(first: str, last: str) -> Days | None:
    if _FULL.fullmatch(first) and _FULL.fullmatch(last):
        return Days(date.fromisoformat(first), date.fromisoformat(last))
    return _months(_MONTH.fullmatch(first), _MONTH.fullmatch(last))


def _months(first: "re.Match[str] | None", last: "re.Match[str] | None") -> Days | None:
    if not first or not last:
        return None
    year, month = int(last[1]), int(last[2])
    return Days(date(int(first[1]), int(first[2]), 1), date(year, month, monthrange(year, month)[1]))


# --- waits --------------------------------------------------------------------------------------

WaitUnit = Literal["working_day", "day", "month"]
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_AMOUNT = re.compile(
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|ten)\s+"
    r"(?:(?P<working>(?:working|business)\s+days?|jours\s+ouvrés)|(?P<unit>days?|weeks?|months?))\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"\b(?:takes|needs|lasts)\s+(?:another\s+)?(\d{1,3})(?=\s*[;,.)]|\s*$)", re.IGNORECASE)
_QUEUE = re.compile(r"\bqueues?\b|\bbacklog\b|\bwaiting time\b", re.IGNORECASE)
_NO_WAIT_BEFORE = re.compile(
    r"\b(?:every|last|first|for|valid|follows? within|shorten\w* (?:\w+ ){0,5}to|older than|maximum of|have|per)\s*$|"
    r"\bsprints?\b",
    re.IGNORECASE,
)
_NO_WAIT_AFTER = re.compile(r"\s*(?:per\b|after (?!submi|rece|hand|order|request|complet)|old\b|late\b)", re.IGNORECASE)
_NO_WAIT = re.compile(
    r"\bterminat\w+|\brenewals?\b|\bcredits?\b|\binvoices?\b|\bpen(?:etration)? test\b|\baudits?\b|"
    r"\bended campaigns?\b|"
    r"\b(?:provider|host|vendor|supplier|we|it team)s? (?:shall |will |must )?(?:announces?|informs?|tells?)\b",
    re.IGNORECASE,
)
"""Terms of contracts, deadlines after the campaign, and notice that the other side gives."""
_UNITS: dict[str, tuple[WaitUnit, int]] = {
    "working_day": ("working_day", 1), "day": ("day", 1), "week": ("day", 7), "month": ("month", 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait of `low` to `high` working days, days or months; `words` is how it is told, `sum` how it adds up."""

    low: int
    high: int
    unit: WaitUnit
    words: str
    sum: str | None = None

    def done(self, start: date, days: WorkingDays) -> tuple[date, date]:
        """The first working days on which it is over, when it goes quickly and when it goes slowly.

        Raises:
            ValueError: the calendar does not reach so far.
        """
        if self.unit == "working_day":
            found = earliest_after(start, self.low, self.high, days)
            return found.low, found.high
        return days.next(self._on(start, self.low)), days.next(self._on(start, self.high))

    def start(self, needed_by: date, today: date, days: WorkingDays) -> date:
        """The last day on which to start so that it is over when `needed_by` begins.

        Raises:
            ValueError: the calendar does not reach so far.
        """
        if self.unit == "working_day":
            return latest_start(needed_by, self.high, today, days).start
        if self.unit == "day":
            return needed_by - self.high * DAY
        first = first_day_kept(Period(months=self.high), needed_by)
        return first if kept_until(first, Period(months=self.high)) == needed_by else first - DAY

    def _on(self, start: date, count: int) -> date:
        return kept_until(start, Period(months=count)) if self.unit == "month" else start + count * DAY


def wait_of(constraint: Constraint) -> Wait | None:
    """The wait, notice or queue that a constraint asks for; None where it names none or they cannot be told apart.

    A queue and the work itself are added up. Other amounts are cases: the shortest and the longest are kept.
    """
    if _NO_WAIT.search(constraint.source.text):
        return None
    found = [wait for one in constraint.of_kind("duration", "date") if (wait := _wait(constraint, one.mention))]
    if not found or len({wait.unit for wait in found}) > 1:
        return None
    if _QUEUE.search(constraint.source.text):
        return _added(found, _itself(constraint))
    low, high = min(wait.low for wait in found), max(wait.high for wait in found)
    return Wait(low, high, found[0].unit, _told(found, low, high))


def waits_in(constraint: Constraint, span: Span) -> list[Wait]:
    """The waits that stand in a stretch of a constraint, such as its exception."""
    inside = [one.mention for one in constraint.of_kind("duration", "date")]
    inside = [mention for mention in inside if span.holds(mention.start, mention.end)]
    return [wait for mention in inside if (wait := _wait(constraint, mention))]


_NO_OLDER = re.compile(
    r"\b(?:(?:no|not) (?:more|older|longer|earlier) than|at most|a maximum of|within(?: the)?(?: last)?)\s*$",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(r"\s*(?:before|prior to|ahead of)\b", re.IGNORECASE)
"""`screened no more than 28 days before the call`: how fresh something has to be, and nothing to wait for."""


def _wait(constraint: Constraint, mention: Mention) -> Wait | None:
    words = before(constraint, mention)[-60:]
    single_day = mention.unit == "day" and mention.value == 1 and words.rstrip().endswith(" in")
    if single_day or _NO_WAIT_BEFORE.search(words) or _NO_WAIT_AFTER.match(after(constraint, mention)):
        return None
    if _NO_OLDER.search(words) and _BEFORE_IT.match(after(constraint, mention)):
        return None
    amount = _amount(mention)
    if amount is None:
        return None
    unit, size = _UNITS[amount[2]]
    return Wait(amount[0] * size, amount[1] * size, unit, _amount_words(*amount))


def _amount(mention: Mention) -> tuple[int, int, str] | None:
    """The shortest, the longest and the unit of an amount of days, weeks or months."""
    if mention.kind == "duration":
        low, high, unit = mention.value, mention.high, mention.unit
        known = unit in _UNITS and isinstance(low, int | float) and low == int(low)
        return (int(low), int(high or low), str(unit)) if known and isinstance(low, int | float) else None
    found = _AMOUNT.match(mention.text)
    if not found:
        return None
    count = _NUMBERS.get(found["n"].lower()) or int(found["n"])
    return count, count, "working_day" if found["working"] else found["unit"].lower().rstrip("s")


def _amount_words(low: int, high: int, unit: str) -> str:
    noun = unit.replace("_", " ")
    return counted(low, noun) if low == high else f"{low} to {counted(high, noun)}"


def _itself(constraint: Constraint) -> Iterator[int]:
    """Bare numbers for the work itself: "and the review itself takes 5"."""
    taken = {one.mention.end - constraint.source.start for one in constraint.quantities}
    return (int(found[1]) for found in _ITSELF.finditer(constraint.source.text) if found.end(1) not in taken)


def _added(found: Sequence[Wait], more: Iterator[int]) -> Wait:
    parts = [(wait.low, wait.high) for wait in found] + [(count, count) for count in more]
    low, high = sum(part[0] for part in parts), sum(part[1] for part in parts)
    noun = found[0].unit.replace("_", " ")
    added = f"{' + '.join(number(part[1]) for part in parts)} = {counted(high, noun)}" if len(parts) > 1 else None
    return Wait(low, high, found[0].unit, _amount_words(low, high, found[0].unit), added)


def _told(found: Sequence[Wait], low: int, high: int) -> str:
    if len(found) == 1:
        return found[0].words
    return _amount_words(low, high, found[0].unit)
