"""A new sender that warms up: what a table of daily volumes lets out on which day of the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from service.computing.sums.exact import above_zero, in_order

DAY = timedelta(days=1)
_LONGEST = 400
"""Days that are looked through: no warm-up is so long."""


@dataclass(frozen=True, slots=True)
class Step:
    """The days or weeks of the table from `first` to `last`, and what each day of them allows; None is no cap.

    Raises:
        ValueError: the numbers do not rise from 1 on.
    """

    first: int
    last: int
    volume: int | None

    def __post_init__(self) -> None:
        above_zero(first=self.first)
        in_order(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A table in steps of days or of weeks, that begins with its first day; nothing leaves on other `weekdays`.

    A table of days counts the days on which something may leave, one of weeks whole weeks from its first day. After
    its end the last volume stays.
    """

    steps: tuple[Step, ...]
    by_week: bool = False
    weekdays: frozenset[int] = frozenset(range(7))

    def place(self, start: date, day: date) -> int:
        """The number of the day or week of the table in which a day lies that is not before `start`."""
        if self.by_week:
            return (day - start).days // 7 + 1
        return sum(self._sends(start + step * DAY) for step in range((day - start).days + 1))

    def volume(self, start: date, day: date) -> int | None:
        """What a day allows when the first is `start`; None is no cap."""
        if day < start or not self._sends(day):
            return 0
        number = self.place(start, day)
        return next((step.volume for step in self.steps if number <= step.last), self.steps[-1].volume)

    def _sends(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    def out(self, start: date, first: date, last: date, messages: int) -> tuple[int, date | None]:
        """Messages that leave from `first` to `last`, and the day on which the last one does; None if some are left."""
        left = messages
        for step in range((last - first).days + 1):
            day = first + step * DAY
            volume = self.volume(start, day)
            left = 0 if volume is None else left - min(left, volume)
            if not left:
                return messages, day
        return messages - left, None

    def whole_on(self, start: date, messages: int) -> date | None:
        """The first day that takes all messages at once; None where no day of the table does."""
        for step in range(_LONGEST):
            volume = self.volume(start, start + step * DAY)
            if volume is None or volume >= messages:
                return start + step * DAY
        return None

    def latest_start(self, first: date, last: date, messages: int, earliest: date) -> date | None:
        """The last day to begin, not before `earliest`, so that all messages leave from `first` to `last`.

        Before `first` the table is worked through with other mails.
        """
        starts = (first - step * DAY for step in range(1, (first - earliest).days + 1))
        return next((one for one in starts if self._sends(one) and self.out(one, first, last, messages)[1]), None)

    def needed_before(self, start: date, first: date) -> int:
        """Mails that the table allows from its start to the day before `first`: the most that can be fed to it."""
        days = (start + step * DAY for step in range((first - start).days))
        return sum(self.volume(start, day) or 0 for day in days)
