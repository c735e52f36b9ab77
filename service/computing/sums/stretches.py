"""Messages at a steady rate that may only leave in some stretches of time, and wait in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from service.computing.sums.exact import above_zero
from service.computing.sums.windows import Span


@dataclass(frozen=True, slots=True)
class Stretched:
    """What leaves in the first stretch that is open, and in the later ones.

    `first`: messages that leave in it; `rest`: those that wait. `again`: when the first of these leave, `done`: when
    the last message has left; both None where nothing waits, or where the stretches are not enough.
    """

    first: int
    rest: int
    again: datetime | None
    done: datetime | None


def stretched(messages: int, rate: Fraction, start: datetime, openings: Sequence[Span]) -> Stretched:
    """Send at a rate from `start` on, which lies in one of the openings; these are in order and do not overlap.

    Raises:
        ValueError: messages or rate are not above zero, or `start` lies in no opening.
    """
    above_zero(messages=messages, rate=rate)
    begun = start.astimezone(UTC)
    left = [span for span in openings if span.end.astimezone(UTC) > begun]
    if not left or left[0].start.astimezone(UTC) > begun:
        raise ValueError(f"nothing may leave at {start}")
    first = min(messages, floor(rate * _seconds(begun, left[0].end)))
    if first == messages:
        return Stretched(messages, 0, None, None)
    waiting = Fraction(messages) - rate * _seconds(begun, left[0].end)
    return Stretched(first, messages - first, left[1].start if len(left) > 1 else None, _done(waiting, rate, left[1:]))


def _done(waiting: Fraction, rate: Fraction, later: Sequence[Span]) -> datetime | None:
    for span in later:
        fits = rate * _seconds(span.start, span.end)
        if fits >= waiting:
            return span.start + timedelta(seconds=ceil(waiting / rate))
        waiting -= fits
    return None


def _seconds(start: datetime, end: datetime) -> Fraction:
    passed = end.astimezone(UTC) - start.astimezone(UTC)
    return Fraction(passed // timedelta(microseconds=1), 1_000_000)
