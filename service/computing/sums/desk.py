"""People who take calls or chats one after the other: how many an hour and a day, and what piles up.

All are averages, with calls that come evenly: the least that goes wrong. Real calls come in bursts, so that more do.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from service.computing.sums.exact import Exact, above_zero, not_negative


def calls_an_hour(people: int, minutes_each: Exact, talking: Exact = 60) -> Fraction:
    """Calls that people take in an hour, of which each talks for `talking` minutes.

    Raises:
        ValueError: a number is not above zero.
    """
    above_zero(people=people, minutes_each=minutes_each, talking=talking)
    return Fraction(people * talking) / minutes_each


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A day at a desk: what is `left` for the campaign after normal work, and `unanswered` of its calls.

    `days`: until all of them are answered, None where nothing is left.
    """

    takes: Fraction
    left: Fraction
    unanswered: Fraction
    days: Fraction | None


def desk_day(takes: Exact, normal: Exact, calls: Exact, total: Exact) -> DeskDay:
    """Hold the calls of the busiest day and of all days against what a day takes beside normal work.

    Raises:
        ValueError: a number is negative, or a day takes nothing.
    """
    above_zero(takes=takes)
    not_negative(normal=normal, calls=calls, total=total)
    left = max(Fraction(0), Fraction(takes) - normal)
    return DeskDay(Fraction(takes), left, max(Fraction(0), calls - left), Fraction(total) / left if left else None)


def more_people(unanswered: Exact, each: Exact) -> int:
    """How many more people it takes for the calls of a day of which each person takes so many.

    Raises:
        ValueError: a person takes none.
    """
    above_zero(each=each)
    return ceil(Fraction(unanswered) / each)


@dataclass(frozen=True, slots=True)
class Line:
    """Callers in a queue: how many more come than are taken in an hour, and the wait at its end.

    `full_after`: minutes until the queue is full, None where it never is. `within`: callers who are through in the time
    that is promised.
    """

    piles_up: Fraction
    full_after: Fraction | None
    last_waits: Fraction
    within: Fraction | None


def line(places: int, comes: Exact, takes: Exact, promised_minutes: Exact | None = None) -> Line:
    """A queue of so many places, filled and emptied by so many an hour.

    Raises:
        ValueError: places or calls taken are not above zero, or calls that come are negative.
    """
    above_zero(places=places, takes=takes)
    not_negative(comes=comes)
    more = max(Fraction(0), Fraction(comes) - takes)
    return Line(
        piles_up=more,
        full_after=Fraction(places) / more * 60 if more else None,
        last_waits=Fraction(places) / takes * 60,
        within=None if promised_minutes is None else Fraction(takes) * promised_minutes / 60,
    )
