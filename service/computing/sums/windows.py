"""Windows that recur every week against a span of time, each by the clocks of its own zone.

By the clocks of a zone a window lasts from the first moment at which they show its start, or are past it, to the
last moment at which they show less than its end. Where the clocks skip an hour it is shorter by what they skip, and
where they show an hour twice it holds both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction

from service.computing.sums.exact import minutes_of

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
SEARCHED = timedelta(days=15)
"""Two weeks and a day show every gap of a window that recurs every week, with and without a change of the clocks."""


@dataclass(frozen=True, slots=True)
class WeeklyWindow:
    """A window that comes on some days of the week (0 is Monday), by the clocks of a zone.

    One that ends at or before its start runs into the next day.

    Raises:
        ValueError: no day of the week, or one that there is not.
    """

    weekdays: frozenset[int]
    start: time
    end: time
    zone: tzinfo

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError(f"days of the week are 0 to 6, and one at least is needed, not {sorted(self.weekdays)}")

    def spans(self, first: date, last: date) -> "Iterator[Span]":
        """Every time it comes, for the days from `first` to `last`."""
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if day.weekday() in self.weekdays and (span := span_on(day, self.start, self.end, self.zone)):
                yield span


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time from `start` up to `end`, both with the zone in which it is told.

    Raises:
        ValueError: a time has no zone, or the end is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a span needs times with their zone")
        if self._seconds <= timedelta(0):
            raise ValueError(f"the span ends at {self.end}, which is not after {self.start}")

    @property
    def minutes(self) -> Fraction:
        """Minutes that pass, whatever the clocks show."""
        return minutes_of(self._seconds)

    def told_in(self, zone: tzinfo | None) -> "Span":
        """The same span by the clocks of another zone."""
        return Span(self.start.astimezone(zone), self.end.astimezone(zone))

    @property
    def _seconds(self) -> timedelta:
        # Two times of the same zone would be subtracted by the clocks, and not by what passes.
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class WindowOverlap:
    """Where a window meets a span: each meeting by the clocks of both, in order.

    `minutes` and `share` of the span lie in the window, `free_minutes` outside it.
    """

    by_window: tuple[Span, ...]
    by_span: tuple[Span, ...]
    minutes: Fraction
    share: Fraction
    free_minutes: Fraction


def span_on(day: date, start: time, end: time, zone: tzinfo) -> Span | None:
    """The span between two times on a day; one that ends at or before its start runs into the next day.

    None where the clocks skip all of it.
    """
    last = day + DAY if end <= start else day
    first_moment, last_moment = _first_moment(day, start, zone), _last_moment(last, end, zone)
    if first_moment >= last_moment:
        return None
    return Span(first_moment.astimezone(zone), last_moment.astimezone(zone))


def window_overlap(window: WeeklyWindow, span: Span) -> WindowOverlap:
    """Hold a window that recurs every week against one span of time."""
    meetings = _joined(list(_meetings(window, span.told_in(UTC))))
    minutes = sum((meeting.minutes for meeting in meetings), Fraction(0))
    return WindowOverlap(
        by_window=tuple(meeting.told_in(window.zone) for meeting in meetings),
        by_span=tuple(meeting.told_in(span.start.tzinfo) for meeting in meetings),
        minutes=minutes,
        share=minutes / span.minutes,
        free_minutes=span.minutes - minutes,
    )


def clear_start(window: WeeklyWindow, span: Span) -> datetime | None:
    """The first moment, from the start of the span on, at which a span of that length meets no window.

    None when there is none within two weeks. By the clocks of the span.
    """
    zone, moved = span.start.tzinfo, span.told_in(UTC)
    latest, length = moved.start + SEARCHED, moved.end - moved.start
    while moved.start <= latest:
        meetings = _joined(list(_meetings(window, moved)))
        if not meetings:
            return moved.start.astimezone(zone)
        moved = Span(meetings[-1].end, meetings[-1].end + length)
    return None


def shared_span(spans: Sequence[Span]) -> Span | None:
    """The time that lies in all of the spans, by the clocks of the first; None when there is none.

    Raises:
        ValueError: no span is given.
    """
    if not spans:
        raise ValueError("no span is given")
    start = max(span.start.astimezone(UTC) for span in spans)
    end = min(span.end.astimezone(UTC) for span in spans)
    return Span(start, end).told_in(spans[0].start.tzinfo) if start < end else None


def _meetings(window: WeeklyWindow, span: Span) -> Iterator[Span]:
    """Where the window meets a span told in UTC."""
    # A window that runs past midnight began the day before.
    first = span.start.astimezone(window.zone).date() - DAY
    for opening in window.spans(first, span.end.astimezone(window.zone).date()):
        meeting = shared_span((span, opening))
        if meeting:
            yield meeting


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that touch or cover one another made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _first_moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """When the clocks first show a time, or skip it."""
    once, again = _readings(day, clock, zone)
    return once if once <= again else _change(again, once, zone)


def _last_moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """The end of the last moment at which the clocks show less than a time; where they skip it, the change."""
    once, again = _readings(day, clock, zone)
    if once > again:
        return _change(again, once, zone)
    less_before = (again - SECOND).astimezone(zone).replace(tzinfo=None) < datetime.combine(day, clock)
    # Clocks that are put back to this very time show less than it only before its first showing.
    return again if less_before else once


def _readings(day: date, clock: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """The two readings of a time that the clocks show twice or not at all (PEP 495); else twice the same."""
    shown = datetime.combine(day, clock.replace(tzinfo=None), tzinfo=zone)
    return shown.replace(fold=0).astimezone(UTC), shown.replace(fold=1).astimezone(UTC)


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between two at which the clocks are changed, to the second."""
    old = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2 // SECOND * SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
