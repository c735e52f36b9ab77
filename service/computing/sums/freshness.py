"""How old numbers are when somebody reads them: data that are made anew at fixed times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from service.computing.sums.exact import longer_than_nothing

DAY = timedelta(days=1)
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Staleness:
    """How old the state of things is that is shown.

    `best` and `worst`: at the time of reading; they are the same where times and cut leave no doubt.
    `next_in`: the longest wait from then on until newer data are there. `shows_after`: the longest that something
    takes to show after it has happened, whenever one reads.
    """

    best: timedelta
    worst: timedelta
    next_in: timedelta
    shows_after: timedelta


def staleness(ready_at: time, read_at: time, every: timedelta, cut: time | None = None) -> Staleness:
    """Read data at one time of the day that are ready at another, once a day or every so often from then on.

    `cut`: the time up to which what has happened is in the data that are ready at `ready_at`, at most a day before;
    unknown, it lies anywhere between the previous run and the moment of being ready. Every few days: the day of the
    reading is not known, so `best` is the day of the run and `worst` the day before the next. At odd intervals, such
    as every 7 hours, the run may have ended just now or a whole interval ago. Days have 24 hours: in the nights of a
    change of the clocks it is an hour more or less.

    Raises:
        ValueError: `every` is not above zero.
    """
    longer_than_nothing(every=every)
    least, most = _since_ready(_gap(ready_at, read_at), every)
    making = (NOTHING, every) if cut is None else (_gap(cut, ready_at),) * 2
    return Staleness(
        best=least + making[0], worst=most + making[1], next_in=every - least, shows_after=every + making[1]
    )


def _since_ready(gap: timedelta, every: timedelta) -> tuple[timedelta, timedelta]:
    """The shortest and the longest time since the last run; `gap`: from a run to the reading, within a day."""
    if DAY % every == NOTHING:
        return gap % every, gap % every
    if every % DAY == NOTHING:
        return gap, gap + every - DAY
    return NOTHING, every


def _gap(start: time, end: time) -> timedelta:
    """From one time of the day on to the next time that it is the other."""
    day = date(2000, 1, 1)
    return (datetime.combine(day, end) - datetime.combine(day, start)) % DAY
