"""Hours that recur or stand on a day, as a constraint tells them, and the hours of the sends and events of a plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schemas.base import Evidence
from schemas.brief import Fact
from schemas.parts import PlannedSend
from service.campaign import Mention
from service.computing.effects.days_told import DAY, day_of
from service.computing.effects.plan import Plan, sentences_of
from service.computing.effects.planned_dates import quoted
from service.computing.effects.telling import clock
from service.computing.effects.zones import zone_named, zone_of
from service.computing.sums.windows import Span, shared_span, span_on
from service.computing.wording import long_date

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME = r"(?P<{0}>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?"
_RANGE = re.compile(rf"\b{_NAME.format('a')}\s*(?:to|until|through|[-–—])\s*{_NAME.format('b')}\b", re.IGNORECASE)
_ONE = re.compile(rf"\b{_NAME.format('a')}\b", re.IGNORECASE)
_DAILY = re.compile(
    r"\bevery (?:single )?(?:day|night)\b|\bdaily\b|\bnightly\b|\b(?:each|once a|per) (?:day|night)\b", re.I
)
_WEEKDAYS = re.compile(r"\b(?:week ?days|working days|business days)\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\bweekends?\b", re.IGNORECASE)
_NTH = re.compile(rf"\b(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+{_NAME.format('a')}\b", re.IGNORECASE)
_MONTH = re.compile(r"\bmonth", re.IGNORECASE)
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_ZONE_NOTE = re.compile(r"time zone: ([^;]+)")
_LOCAL = "local time"

# --- days of the week ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days that come again: days of the week (0 is Monday), or only the nth of them in a month (-1 is the last)."""

    weekdays: frozenset[int]
    nth: int | None = None

    @property
    def told(self) -> str:
        """As people say it: "every Wednesday", "first Tuesday of the month"."""
        if self.nth is not None:
            place = {-1: "last", 0: "first", 1: "second", 2: "third", 3: "fourth"}[self.nth]
            return f"{place} {WEEK[min(self.weekdays)].capitalize()} of the month"
        return days_told(self.weekdays)

    def holds(self, day: date) -> bool:
        """Tell whether it comes on a day."""
        if day.weekday() not in self.weekdays:
            return False
        if self.nth is None:
            return True
        return (day + 7 * DAY).month != day.month if self.nth < 0 else (day.day - 1) // 7 == self.nth

    def between(self, first: date, last: date) -> Iterator[date]:
        """Its days from the first to the last, both among them."""
        every = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return (day for day in every if self.holds(day))


def recurring(text: str) -> Recurring | None:
    """The days that a text names: "Monday to Saturday", "the first Tuesday of each month", "nightly"."""
    nth = _NTH.search(text)
    if nth and _MONTH.search(text):
        return Recurring(frozenset({_weekday(nth["a"])}), _ORDINALS[nth["n"].lower()])
    days = weekdays_in(text)
    return Recurring(days) if days else None


def weekdays_in(text: str) -> frozenset[int]:
    """The days of the week that a text names; all seven for "daily"; none where it names none."""
    found: set[int] = set()
    for match in _RANGE.finditer(text):
        first, last = _weekday(match["a"]), _weekday(match["b"])
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    found |= {_weekday(match["a"]) for match in _ONE.finditer(text)}
    found |= set(range(5)) if _WEEKDAYS.search(text) else set()
    found |= {5, 6} if _WEEKEND.search(text) else set()
    return frozenset(found) or (frozenset(range(7)) if _DAILY.search(text) else frozenset())


def _weekday(name: str) -> int:
    return next(number for number, day in enumerate(WEEK) if day.startswith(name.lower()[:3]))


def days_told(weekdays: frozenset[int]) -> str:
    """Days of the week as people say them: "Monday to Saturday", "Tuesday and Thursday", "every day"."""
    if len(weekdays) == 7:
        return "every day"
    days = sorted(weekdays)
    names = [WEEK[day].capitalize() for day in days]
    if len(days) == 1:
        return f"every {names[0]}"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


# --- hours --------------------------------------------------------------------------------------


def hours_of(mention: Mention | Fact) -> tuple[time, time | None] | None:
    """The hours of a window: both ends, or the one that it names."""
    if mention.kind != "window" or not isinstance(mention.value, str):
        return None
    first, _, last = mention.value.partition("/")
    try:
        return time.fromisoformat(first), time.fromisoformat(last) if last else None
    except ValueError:  # 24:00, which the clocks do not show
        return None


def zone_told(mention: Mention | Fact) -> ZoneInfo | None:
    """The zone that stands with a time."""
    found = _ZONE_NOTE.search(mention.note or "")
    return zone_named(found[1]) if found else None


LOCAL = ZoneInfo("Etc/UTC")
"""The clocks of a plan that names no place: good for times that are all told by them, and for nothing else."""


def place_of(zone: ZoneInfo) -> str:
    """A zone as people say it: "UTC", "Helsinki time", or "local time" where no place is known."""
    if zone is LOCAL:
        return "local time"
    return "UTC" if zone.key == "UTC" else f"{zone.key.rpartition('/')[2].replace('_', ' ')} time"


def at(when: datetime, zone: ZoneInfo) -> str:
    """A time of day by the clocks of a zone, with its name: 06:30 Helsinki time."""
    return f"{clock(when.astimezone(zone))} {place_of(zone)}"


# --- what the plan has at which hours -----------------------------------------------------------


@dataclass(frozen=True)
class Occasion:
    """A send or an event with its hours; `moment`: only its start is known, and `span` is its first minute.

    `ends`: only its end is known, and `span` is its last minute.
    """

    name: str
    span: Span
    zone: ZoneInfo
    moment: bool
    messages: int | None
    evidence: tuple[Evidence, ...]
    ends: bool = False

    @property
    def on(self) -> date:
        """Its day by its own clocks."""
        return self.span.start.astimezone(self.zone).date()

    @property
    def name_and_day(self) -> str:
        """Its name with its day, where the name does not hold it."""
        return self.name if long_date(self.on) in self.name else f"{self.name} on {long_date(self.on)}"

    @property
    def told(self) -> str:
        """Its name with its day, where the name does not hold it, and its time with the zone."""
        name = self.name_and_day
        if self.ends:
            return f"{name}, to be out by {at(self.span.end, self.zone)}"
        start = clock(self.span.start.astimezone(self.zone))
        if self.moment:
            return f"{name}, {start} {place_of(self.zone)}"
        return f"{name}, {start} to {clock(self.span.end.astimezone(self.zone))} {place_of(self.zone)}"


def occasions(plan: Plan, sends: Sequence[PlannedSend]) -> list[Occasion]:
    """Sends with a day and a time, in the zone of each place where the brief says local time; in order."""
    found = [
        occasion
        for send in sends
        if send.start is not None
        for day in _days_of(send, plan)
        for zone in _zones_of(send, plan)
        if (occasion := _occasion(send, day, zone))
    ]
    return sorted(found, key=lambda one: one.span.start)


def endings(plan: Plan, sends: Sequence[PlannedSend]) -> list[Occasion]:
    """The last minutes of sends of which the brief gives only the end: "before 9am"."""
    found = []
    for send in sends:
        if send.start is None and send.end is not None and send.on is not None and send.on >= plan.today:
            last = (datetime.combine(send.on, send.end) - timedelta(minutes=1)).time()
            for zone in _zones_of(send, plan):
                one = _occasion(send.model_copy(update={"start": last}), send.on, zone)
                found += [replace(one, moment=True, ends=True)] if one else []
    return found


def _days_of(send: PlannedSend, plan: Plan) -> list[date]:
    """The day of a send, and further days on which its own sentence sends again; without any, that of the launch."""
    sentences = set(sentences_of(send.evidence))
    others = {other.on for other in plan.sends if other.id != send.id}
    more = {
        one.date
        for one in plan.milestones
        if one.kind == "send" and sentences.intersection(sentences_of(one.evidence)) and one.date not in others
    }
    days = sorted({day for day in (send.on, *more) if day is not None and day >= plan.today})
    if not days and not more and send.on is None and plan.launch and plan.launch >= plan.today:
        return [plan.launch]
    return days


def _zones_of(send: PlannedSend, plan: Plan) -> list[ZoneInfo]:
    named = zone_named(send.zone)
    if named:
        return [named]
    if _is_local(send, plan):
        zones = {zone.key: zone for region in plan.regions if (zone := zone_of(region))}
        if zones:
            return list(zones.values())
    return [plan.zone or LOCAL]


def _is_local(send: PlannedSend, plan: Plan) -> bool:
    sentences = set(sentences_of(send.evidence))
    facts = (fact for fact in plan.specification.facts if fact.kind == "window" and fact.sentence in sentences)
    told = [fact for fact in facts if (hours := hours_of(fact)) and hours[0] == send.start]
    return (send.zone or "").lower() == _LOCAL or any(_LOCAL in (fact.note or "") for fact in told)


def _occasion(send: PlannedSend, day: date, zone: ZoneInfo) -> Occasion | None:
    if send.start is None:
        return None
    moment = send.end is None or send.end == send.start
    end = (datetime.combine(day, send.start) + timedelta(minutes=1)).time() if moment else send.end
    span = span_on(day, send.start, end or send.start, zone)
    name = f"“{send.name if day == send.on else send.name.partition(' on ')[0]}”"
    name += "" if send.on else " (its day taken to be that of the launch)"
    count = round(send.messages.value) if send.messages else None
    return Occasion(name, span, zone, moment, count, tuple(send.evidence)) if span else None


def events(plan: Plan) -> list[Occasion]:
    """Dated events with hours in the same sentence, where that sentence has one day and is that of no send."""
    sending = {sentence for send in plan.sends for sentence in sentences_of(send.evidence)}
    found: list[Occasion] = []
    for milestone in plan.milestones:
        sentences = set(sentences_of(milestone.evidence))
        if milestone.kind in ("launch", "event") and not sentences & sending:
            zone = plan.zone or LOCAL
            found += _event(milestone.name, milestone.date, sentences, tuple(milestone.evidence), zone, plan)
    return [one for one in found if one.on >= plan.today]


def _event(
    name: str, day: date, sentences: set[str], evidence: tuple[Evidence, ...], zone: ZoneInfo, plan: Plan
) -> Iterator[Occasion]:
    days = {str(fact.value) for fact in plan.specification.facts if fact.kind == "date" and fact.sentence in sentences}
    windows = [fact for fact in plan.specification.facts if fact.kind == "window" and fact.sentence in sentences]
    hours = [(fact, told) for fact in windows if (told := hours_of(fact))]
    if days != {day.isoformat()} or len(hours) != 1:
        return
    fact, (start, end) = hours[0]
    zone = zone_told(fact) or zone
    shown = end or (datetime.combine(day, start) + timedelta(minutes=1)).time()
    span = span_on(day, start, shown, zone)
    if span:
        yield Occasion(quoted(name), span, zone, end is None, None, evidence)


# --- openings -----------------------------------------------------------------------------------


def meetings(openings: Sequence[Span], span: Span) -> list[Span]:
    """Where stretches of time meet a span, by the clocks of the span; they do not overlap one another."""
    shared = (shared_span((span, opening)) for opening in openings)
    return sorted((one for one in shared if one), key=lambda one: one.start)


def dated(mentions: Sequence[Mention]) -> list[tuple[date, time, date, time, Mention]]:
    """Hours on named days: "Sunday 17 May, 01:00 to 05:30", "Sat 18 May at 22:00 to Sun 19 May at 06:00"."""
    found: list[tuple[date, time, date, time, Mention]] = []
    days: list[date] = []
    begun: tuple[date, time] | None = None
    for mention in mentions:
        day, hours = day_of(mention), hours_of(mention)
        if day:
            days = [day] if begun or (found and mention.start > found[-1][4].end) else [*days, day]
        elif hours and days and hours[1] is not None:
            found += [(one, hours[0], one, hours[1], mention) for one in days]
            days = []
        elif hours and days and begun:
            found.append((*begun, days[-1], hours[0], mention))
            begun, days = None, []
        elif hours and days:
            begun, days = (days[-1], hours[0]), []
    return found
