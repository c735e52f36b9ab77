"""Hours that are the same in every week: a set of the minutes of a week, which begins on Monday at 00:00.

Told by the clocks of one place; the hour that the clocks skip or repeat twice a year is left out of account.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

DAY = 24 * 60
WEEK = 7 * DAY
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes of a week, 0 to 10,079."""

    minutes: frozenset[int]

    @classmethod
    def of(cls, hours: Iterable[tuple[frozenset[int], time, time]]) -> "Week":
        """From days of the week (0 is Monday) with a start and an end; one that does not end later runs past midnight.

        Two times that are the same are a whole day.
        """
        return cls(frozenset(minute for days, start, end in hours for minute in _minutes(days, start, end)))

    def __bool__(self) -> bool:
        return bool(self.minutes)

    def without(self, other: "Week") -> "Week":
        """The minutes that are not in another week."""
        return Week(self.minutes - other.minutes)

    def turned(self) -> "Week":
        """All other minutes."""
        return Week(frozenset(range(WEEK)) - self.minutes)

    def holds(self, when: datetime) -> bool:
        """Tell whether a moment lies in it."""
        return minute_of(when) in self.minutes

    def outside(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The stretches from `start` to `end` that do not lie in it, in order, to the minute."""
        length = max(0, int((end - start) / MINUTE))
        free = [step for step in range(length) if (minute_of(start) + step) % WEEK not in self.minutes]
        return [(start + first * MINUTE, start + (last + 1) * MINUTE) for first, last in _runs(free)]


def minute_of(when: datetime) -> int:
    """The minute of the week in which a moment lies."""
    return when.weekday() * DAY + when.hour * 60 + when.minute


def _minutes(days: frozenset[int], start: time, end: time) -> Iterator[int]:
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    length = (last - first) % DAY or DAY
    for day in days:
        yield from ((day * DAY + first + step) % WEEK for step in range(length))


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as their unbroken runs, first and last."""
    if not numbers:
        return
    begun = numbers[0]
    for one, after in pairwise(numbers):
        if after != one + 1:
            yield begun, one
            begun = after
    yield begun, numbers[-1]
