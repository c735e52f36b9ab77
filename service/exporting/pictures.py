"""The geometry of the pictures: values from a specification become positions in percent of the width.

Positions are percentages, so that a picture fills any width while its words keep their size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schemas.base import Number
from schemas.explanation import Bar
from schemas.parts import LeadItem, Milestone, Point, Schedule, Workload
from service.exporting import amounts

CURVE_WIDTH = 1000
CURVE_HEIGHT = 100
TICKS_MAX = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark on an axis, `at` in percent."""

    at: float
    label: str
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Span:
    """A range from low to high with its middle, in percent of a line from nothing to high."""

    low: str
    mid: str
    high: str
    low_at: float
    mid_at: float
    width: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A load over time: a closed path and a line in a box of CURVE_WIDTH by CURVE_HEIGHT, and its axis."""

    area: str
    line: str
    peak: str
    peak_at: float
    ticks: tuple[Tick, ...]
    words: str


@dataclass(frozen=True, slots=True)
class LoadPicture:
    """What is drawn for one workload; without a range or a curve there is nothing to draw."""

    workload: Workload
    span: Span | None
    curve: Curve | None


@dataclass(frozen=True, slots=True)
class LeadBar:
    """One lead item on the time line; `start` and `width` in percent, `reach` the left end when it takes longest."""

    item: LeadItem
    start: float
    width: float
    reach: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that all rows share: today, launch or a milestone."""

    at: float
    label: str
    kind: Literal["today", "launch", "milestone"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lead items as bars back from the day they are needed by."""

    ticks: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    bars: tuple[LeadBar, ...]
    undated: tuple[LeadItem, ...]


@dataclass(frozen=True, slots=True)
class GapBar:
    """One bar of a gap; `width` in percent of the longest of its unit, of which `over` is more than the other has."""

    label: str
    value: str
    width: float
    over: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Bars under one another: what there is, and what would be needed."""

    bars: tuple[GapBar, ...]
    words: str


# --- load ----------------------------------------------------------------------------------------


def load_picture(workload: Workload) -> LoadPicture:
    """The range from low to high, and the curve over time where there is one."""
    return LoadPicture(workload, _span(workload), _curve(workload))


def _span(workload: Workload) -> Span | None:
    low, mid, high = workload.low, workload.mid, workload.high
    if high <= 0 or low == high:
        return None
    start = _percent(low, high)
    return Span(
        low=amounts.number(low),
        mid=amounts.number(mid),
        high=amounts.number(high),
        low_at=start,
        mid_at=_percent(mid, high),
        width=round(100 - start, 1),
    )


def _percent(value: Number, whole: Number) -> float:
    return round(min(100.0, max(0.0, 100 * value / whole)), 1)


def _curve(workload: Workload) -> Curve | None:
    points = sorted(workload.curve, key=lambda point: point.minute)
    top = max((point.value for point in points), default=0)
    span = points[-1].minute - points[0].minute if points else 0
    # A load that never changes is said by its number; a flat block would show nothing more.
    if top <= 0 or span <= 0 or points[0].value == top == min(point.value for point in points):
        return None
    first = points[0].minute
    line = " ".join(_corner(point, first, span, top) for point in points)
    peak = max(points, key=lambda point: point.value)
    value = amounts.amount(peak.value, workload.result.unit)
    when = amounts.minutes(peak.minute)
    return Curve(
        area=f"M0,{CURVE_HEIGHT} L{line} L{CURVE_WIDTH},{CURVE_HEIGHT} Z",
        line=f"M{line}",
        peak=value,
        peak_at=_percent(peak.minute - first, span),
        ticks=_minute_ticks(first, span),
        words=f"{workload.name} over {amounts.minutes(span)}; the peak is {value}, {when} after the start",
    )


def _corner(point: Point, first: Number, span: Number, top: Number) -> str:
    x = CURVE_WIDTH * (point.minute - first) / span
    y = CURVE_HEIGHT * (1 - point.value / top)
    return f"{x:.1f},{y:.1f}"


def _minute_ticks(first: Number, span: Number) -> tuple[Tick, ...]:
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080)
    step = next((step for step in steps if span / step <= TICKS_MAX - 1), steps[-1])
    places = range(0, int(span) + 1, step)
    return tuple(_tick(_percent(place, span), amounts.minutes(first + place)) for place in places)


def _tick(at: float, label: str) -> Tick:
    """A tick whose label stays inside the picture."""
    return Tick(at, label, "start" if at < 8 else "end" if at > 92 else "middle")


# --- gap -----------------------------------------------------------------------------------------


def gap(bars: Sequence[Bar], collides: bool) -> Gap | None:
    """The picture of a gap; of two bars that collide, the longer shows how much it is too long."""
    longest: dict[str, Number] = {}
    for bar in bars:
        longest[bar.unit] = max(longest.get(bar.unit, 0), bar.value)
    drawn = [bar for bar in bars if longest[bar.unit] > 0]
    if not drawn:
        return None
    pair = collides and len(drawn) == 2 and len(longest) == 1
    shorter = min(bar.value for bar in drawn) if pair else None
    shown = tuple(_gap_bar(bar, longest[bar.unit], shorter) for bar in drawn)
    return Gap(shown, "; ".join(f"{bar.label}: {bar.value}" for bar in shown))


def _gap_bar(bar: Bar, longest: Number, shorter: Number | None) -> GapBar:
    over = 0 if shorter is None else max(bar.value - max(shorter, 0), 0)
    value = amounts.length(bar.value, bar.unit)
    return GapBar(bar.label, value, _percent(bar.value, longest), _percent(over, longest))


# --- time ----------------------------------------------------------------------------------------


def timeline(schedule: Schedule, today: date) -> Timeline | None:
    """The time line, from the earliest start to the last date; nothing where no date is known."""
    dated = [item for item in schedule.lead_items if item.latest_start and item.needed_by]
    undated = tuple(item for item in schedule.lead_items if not (item.latest_start and item.needed_by))
    if not dated:
        return None
    scale = _Scale.over(_days_shown(schedule, dated, today))
    bars = sorted((scale.bar(item) for item in dated), key=lambda bar: (bar.start, bar.item.id))
    return Timeline(scale.ticks(), tuple(_flags(scale, schedule, today)), tuple(bars), undated)


def _days_shown(schedule: Schedule, dated: Sequence[LeadItem], today: date) -> Iterable[date]:
    yield today
    for item in dated:
        yield from (day for day in (item.latest_start, item.needed_by) if day)
    if schedule.launch:
        yield schedule.launch


def _flags(scale: "_Scale", schedule: Schedule, today: date) -> Iterable[Flag]:
    yield Flag(scale.at(today), "today", "today")
    if schedule.launch:
        yield Flag(scale.at(schedule.launch), "launch", "launch")
    for milestone in schedule.milestones:
        if _shown(milestone, scale, schedule):
            yield Flag(scale.at(milestone.date), milestone.name, "milestone")


def _shown(milestone: Milestone, scale: "_Scale", schedule: Schedule) -> bool:
    return milestone.date != schedule.launch and scale.first <= milestone.date <= scale.last


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to percent of the width, with a little air on both sides."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[date]) -> "_Scale":
        shown = sorted(days)
        air = timedelta(days=max(2, (shown[-1] - shown[0]).days // 40))
        return cls(shown[0] - air, shown[-1] + air)

    def at(self, day: date) -> float:
        return round(100 * (day - self.first).days / (self.last - self.first).days, 1)

    def bar(self, item: LeadItem) -> LeadBar:
        """The bar ends on the day it is needed by; `reach` stretches it to the high estimate."""
        assert item.latest_start is not None
        assert item.needed_by is not None
        start, end = self.at(item.latest_start), self.at(item.needed_by)
        width = max(end - start, 0.8)
        longest = width * item.high / item.typical if item.typical > 0 else width
        return LeadBar(item, round(end - width, 1), round(width, 1), round(max(end - longest, 0.0), 1))

    def ticks(self) -> tuple[Tick, ...]:
        days = (self.last - self.first).days
        if days <= 70:
            return self._weeks(days)
        months = list(_month_starts(self.first, self.last))
        step = -(-len(months) // TICKS_MAX)
        return tuple(_tick(self.at(day), amounts.short_month(day)) for day in months[::step] if self.at(day) < 92)

    def _weeks(self, days: int) -> tuple[Tick, ...]:
        step = 7 * max(1, -(-days // (7 * TICKS_MAX)))
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        places = (monday + timedelta(days=offset) for offset in range(0, days + 1, step))
        return tuple(_tick(self.at(day), amounts.short_day(day)) for day in places if self.at(day) < 94)


def _month_starts(first: date, last: date) -> Iterable[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        start = date(year, month, 1)
        if start >= first:
            yield start
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
