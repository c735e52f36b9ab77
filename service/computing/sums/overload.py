"""A load that rises above what a system carries.

A load is a line through points of (minute, value per second): straight between them, nothing before the first and
after the last. Two points of the same minute make a jump. Minutes and numbers of visits are exact fractions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service.computing.sums.exact import Exact, above_zero, in_order, not_negative

SECONDS_PER_MINUTE = 60
Curve = Sequence[tuple[Exact, Exact]]


@dataclass(frozen=True, slots=True)
class Overload:
    """A load against a ceiling.

    `minutes`: during which the load is above the ceiling, the first of them beginning at `first` and the last ending
    at `last`. `above`: visits beyond what the ceiling carries; `during`: all visits that come in those minutes;
    `total`: all visits of the load. `largest`: most that comes above the ceiling, per second.
    """

    minutes: Fraction
    above: Fraction
    during: Fraction
    total: Fraction
    largest: Fraction
    first: Fraction | None
    last: Fraction | None

    @property
    def share(self) -> Fraction:
        """The visits above the ceiling as a share of all."""
        return self.above / self.total if self.total else Fraction(0)


@dataclass(frozen=True, slots=True)
class ScaledOverload:
    """A load against a ceiling that is raised a while after the load has passed it.

    `added_at`: the minute in which the ceiling is raised, None when the load never passes it. `until_added` and
    `after`: what is above the ceiling of the time; `total` in both is all visits of the load.
    """

    added_at: Fraction | None
    until_added: Overload
    after: Overload


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight piece of a load."""

    start: Fraction
    end: Fraction
    first: Fraction
    last: Fraction

    @property
    def minutes(self) -> Fraction:
        return self.end - self.start

    @property
    def visits(self) -> Fraction:
        return (self.first + self.last) / 2 * self.minutes * SECONDS_PER_MINUTE

    def cut(self, start: Fraction, end: Fraction) -> "_Stretch":
        """The part between two minutes inside it."""
        return _Stretch(start, end, self._at(start), self._at(end))

    def above(self, ceiling: Fraction) -> "_Stretch | None":
        """The part where it is above the ceiling."""
        if max(self.first, self.last) <= ceiling:
            return None
        if min(self.first, self.last) >= ceiling:
            return self
        meets = self.start + self.minutes * (ceiling - self.first) / (self.last - self.first)
        return self.cut(meets, self.end) if self.last > ceiling else self.cut(self.start, meets)

    def _at(self, minute: Fraction) -> Fraction:
        return self.first + (self.last - self.first) * (minute - self.start) / self.minutes


def overload(curve: Curve, capacity: Exact) -> Overload:
    """Hold a load against a ceiling per second.

    Raises:
        ValueError: capacity is not above zero, minutes run backwards, a value is negative, or there are no two points.
    """
    above_zero(capacity=capacity)
    stretches = _stretches(curve)
    return _over(stretches, Fraction(capacity), _total(stretches))


def scaled_overload(
    curve: Curve, capacity: Exact, delay_minutes: Exact, capacity_after: Exact | None = None
) -> ScaledOverload:
    """Hold a load against a ceiling that is raised `delay_minutes` after the load first passes it.

    `capacity_after`: the raised ceiling per second; without it there is then enough for everybody.

    Raises:
        ValueError: as for `overload`; the delay is negative, or the raised ceiling is below the first one.
    """
    above_zero(capacity=capacity)
    not_negative(delay_minutes=delay_minutes)
    if capacity_after is not None:
        in_order(capacity=capacity, capacity_after=capacity_after)
    stretches = _stretches(curve)
    total = _total(stretches)
    whole = _over(stretches, Fraction(capacity), total)
    if whole.first is None:
        return ScaledOverload(None, whole, whole)
    added_at = whole.first + delay_minutes
    until = _over(list(_between(stretches, None, added_at)), Fraction(capacity), total)
    later = list(_between(stretches, added_at, None)) if capacity_after is not None else []
    return ScaledOverload(added_at, until, _over(later, Fraction(capacity_after or capacity), total))


def even_load(visits: Exact, minutes: Exact) -> tuple[tuple[Fraction, Fraction], ...]:
    """A load that is the same all the time.

    Raises:
        ValueError: a number is not above zero.
    """
    above_zero(visits=visits, minutes=minutes)
    value = Fraction(visits) / minutes / SECONDS_PER_MINUTE
    return ((Fraction(0), value), (Fraction(minutes), value))


def falling_load(visits: Exact, minutes: Exact, peak: Exact) -> tuple[tuple[Fraction, Fraction], ...]:
    """A load that starts at its peak per second and falls in a straight line, as after a broadcast.

    Where the visits leave room, it falls to what they need within the minutes; where the peak is more than twice the
    mean, it falls to nothing before they are over.

    Raises:
        ValueError: a number is not above zero, or the peak is below the mean of the visits over the minutes.
    """
    above_zero(visits=visits, minutes=minutes, peak=peak)
    mean = Fraction(visits) / minutes / SECONDS_PER_MINUTE
    in_order(mean=mean, peak=peak)
    if peak <= 2 * mean:
        return ((Fraction(0), Fraction(peak)), (Fraction(minutes), 2 * mean - peak))
    ends = 2 * Fraction(visits) / peak / SECONDS_PER_MINUTE
    return ((Fraction(0), Fraction(peak)), (ends, Fraction(0)), (Fraction(minutes), Fraction(0)))


def arrivals_carried(at_once: int, seconds_each: Exact) -> Fraction:
    """Visits per second that a system carries which copes with so many at the same time (Little's law).

    Raises:
        ValueError: a number is not above zero.
    """
    above_zero(at_once=at_once, seconds_each=seconds_each)
    return Fraction(at_once) / seconds_each


def _stretches(curve: Curve) -> list[_Stretch]:
    if len(curve) < 2:
        raise ValueError("a load needs two points at least")
    points = [(Fraction(minute), Fraction(value)) for minute, value in curve]
    not_negative(smallest_value=min(value for _, value in points))
    for (before, _), (after, _) in pairwise(points):
        in_order(minute=before, next_minute=after)
    return [_Stretch(a, b, first, last) for (a, first), (b, last) in pairwise(points) if a < b]


def _between(stretches: Sequence[_Stretch], start: Fraction | None, end: Fraction | None) -> Iterator[_Stretch]:
    for stretch in stretches:
        begins = stretch.start if start is None else max(stretch.start, start)
        ends = stretch.end if end is None else min(stretch.end, end)
        if begins < ends:
            yield stretch.cut(begins, ends)


def _total(stretches: Sequence[_Stretch]) -> Fraction:
    return sum((stretch.visits for stretch in stretches), Fraction(0))


def _over(stretches: Sequence[_Stretch], ceiling: Fraction, total: Fraction) -> Overload:
    parts = [part for stretch in stretches if (part := stretch.above(ceiling))]
    minutes = sum((part.minutes for part in parts), Fraction(0))
    during = _total(parts)
    return Overload(
        minutes=minutes,
        above=during - ceiling * minutes * SECONDS_PER_MINUTE,
        during=during,
        total=total,
        largest=max((max(part.first, part.last) - ceiling for part in parts), default=Fraction(0)),
        first=parts[0].start if parts else None,
        last=parts[-1].end if parts else None,
    )
