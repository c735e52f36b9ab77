"""Allowances by the day: calls to an interface, and the volumes of a new sender that has to warm up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, repeat
from math import ceil

from service.computing.sums.exact import Exact, above_zero, not_negative


@dataclass(frozen=True, slots=True)
class Quota:
    """Calls against what a day allows.

    `used` and `left`: calls of each day, the same every day. `share`: of the whole allowance of one day; above 1 it
    cannot be done in a day. `today`: calls that fit what is left of one day, `over`: those that do not. `days`: whole
    days, with `last_day` calls on the last of them; `per_call`: the fewest of the calls that have to be put into one
    so that all fit one day. All three are None when nothing is left.
    """

    used: int
    left: int
    share: Fraction
    today: int
    over: int
    days: int | None
    last_day: int | None
    per_call: int | None


def quota_days(calls: int, per_day: int, *, used_share: Exact | None = None, used_count: int | None = None) -> Quota:
    """Hold calls against a daily allowance of which others use a part every day.

    A used share is rounded up to whole calls. What is used above the allowance leaves nothing.

    Raises:
        ValueError: calls or allowance are not above zero, the use is negative, or it is given in both ways.
    """
    above_zero(calls=calls, per_day=per_day)
    not_negative(used_share=used_share, used_count=used_count)
    if used_share is not None and used_count is not None:
        raise ValueError("used_share and used_count say the same thing: give one of them")
    used = ceil(per_day * used_share) if used_share is not None else used_count or 0
    left = max(0, per_day - used)
    days = -(-calls // left) if left else None
    return Quota(
        used=used,
        left=left,
        share=Fraction(calls, per_day),
        today=min(calls, left),
        over=max(0, calls - left),
        days=days,
        last_day=calls - (days - 1) * left if days else None,
        # So many days as it takes, so many have to be put into one for a single day.
        per_call=days,
    )


def calls_for(records: int, per_call: int) -> int:
    """Calls for records of which each call carries at most `per_call`.

    Raises:
        ValueError: a number is not above zero.
    """
    above_zero(records=records, per_call=per_call)
    return -(-records // per_call)


@dataclass(frozen=True, slots=True)
class Ramp:
    """A warm-up, days counted from 1.

    `reached_on`: the first day that allows the wanted volume, None when the table never does. `days`: until the list
    is through, None when it never is; `last_day`: messages on the last of them. `in_table`: messages that the table
    allows before it ends.
    """

    reached_on: int | None
    days: int | None
    last_day: int | None
    in_table: int


def ramp(volumes: Sequence[int], people: int, *, wanted: int | None = None) -> Ramp:
    """Send to people one by one as a table of daily volumes allows; after its end the last volume stays.

    `wanted`: the volume of one day to reach; without it the whole list in one day.

    Raises:
        ValueError: the table is empty or has a negative volume, or people or the wanted volume are not above zero.
    """
    _check(volumes)
    above_zero(people=people, wanted=wanted)
    goal = people if wanted is None else wanted
    reached = next((day for day, volume in enumerate(volumes, 1) if volume >= goal), None)
    days, last_day = _through(volumes, people)
    return Ramp(reached, days, last_day, sum(volumes))


def sent_by(volumes: Sequence[int], days: int) -> int:
    """Messages that a table of daily volumes allows in its first days; after its end the last volume stays.

    Raises:
        ValueError: the table is empty or has a negative volume, or the days are negative.
    """
    _check(volumes)
    not_negative(days=days)
    return sum(volumes[:days]) + max(0, days - len(volumes)) * volumes[-1]


def _through(volumes: Sequence[int], people: int) -> tuple[int | None, int | None]:
    left = people
    for day, volume in enumerate(volumes, 1):
        if volume >= left:
            return day, left
        left -= volume
    if not volumes[-1]:
        return None, None
    more = -(-left // volumes[-1])
    return len(volumes) + more, left - (more - 1) * volumes[-1]


def by_day(steps: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """A table told in steps of (days, volume of each) as one volume a day.

    Raises:
        ValueError: a number of days is not above zero.
    """
    for days, _ in steps:
        above_zero(days=days)
    return tuple(chain.from_iterable(_repeated(steps)))


def _repeated(steps: Sequence[tuple[int, int]]) -> Iterator[Iterator[int]]:
    return (repeat(volume, days) for days, volume in steps)


def _check(volumes: Sequence[int]) -> None:
    if not volumes:
        raise ValueError("the table of daily volumes is empty")
    not_negative(smallest_volume=min(volumes))
