"""Seats, working days and prices that fall short or come on top."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from service.computing.sums.exact import Exact, above_zero, not_negative


@dataclass(frozen=True, slots=True)
class Licences:
    """Seats against people. `cost`: of the missing seats, in the currency and for the term of the price."""

    missing: int
    spare: int
    cost: Fraction | None


def licences(seats: int, people: int, price: Exact | None = None) -> Licences:
    """Hold free seats against the people who need one; `price` is that of one seat.

    Raises:
        ValueError: a number is negative.
    """
    not_negative(seats=seats, people=people, price=price)
    missing = max(0, people - seats)
    return Licences(missing, max(0, seats - people), None if price is None else Fraction(missing * price))


@dataclass(frozen=True, slots=True)
class Headcount:
    """Working days that people have against those that the work needs.

    `missing` and `spare`: working days; `done`: the share of the work that the days are enough for, 1 at most.
    `people`: how many it takes with as many free days each, None when they have none; `more`: those on top.
    """

    missing: Fraction
    spare: Fraction
    done: Fraction
    people: int | None
    more: int | None


def headcount(days_free: Exact, days_needed: Exact, people: int = 1) -> Headcount:
    """Hold the working days that each of `people` has free against the work; work can be shared out freely.

    Raises:
        ValueError: the free days are negative, or the work or the people are not above zero.
    """
    not_negative(days_free=days_free)
    above_zero(days_needed=days_needed, people=people)
    free, needed = Fraction(days_free) * people, Fraction(days_needed)
    takes = ceil(needed / days_free) if days_free else None
    return Headcount(
        missing=max(Fraction(0), needed - free),
        spare=max(Fraction(0), free - needed),
        done=min(Fraction(1), free / needed),
        people=takes,
        more=None if takes is None else max(0, takes - people),
    )


@dataclass(frozen=True, slots=True)
class Overage:
    """What goes beyond an inclusive volume. `blocks`: begun blocks of the price list; `cost`: in its currency."""

    over: int
    blocks: int
    cost: Fraction


def overage(volume: int, included: int, price: Exact, block: int = 1) -> Overage:
    """Price what goes beyond `included`; every begun block of `block` costs `price`.

    Raises:
        ValueError: a number is negative, or the block is not above zero.
    """
    not_negative(volume=volume, included=included, price=price)
    above_zero(block=block)
    over = max(0, volume - included)
    blocks = -(-over // block)
    return Overage(over, blocks, Fraction(blocks * price))
