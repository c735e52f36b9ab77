"""Messages handed over to a gateway that lets only so many through a second.

What does not get through at once waits in a queue, first in, first out. A gateway with patience drops a message
that is not through when it has waited that long; without patience the queue has no end.

Messages are so many that they are reckoned as a flow. Against message by message the results are off by one message
at most, as long as the patience is longer than one message takes and the next one takes to come. Counts are rounded
down to whole messages that are through; the others are dropped. Times are exact seconds from the start.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from service.computing.sums.exact import Exact, above_zero, not_negative


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What becomes of the messages under one way of handing them over.

    `in_window`: through when the planned window ends; `waiting`: in the queue at that moment (both None without a
    window). `through` and `dropped`: in the end, together all messages. `longest_wait`: seconds, of those that get
    through. `first_drop`: seconds from the start until the first message is dropped, None when none is.
    """

    in_window: int | None
    waiting: int | None
    through: int
    dropped: int
    longest_wait: Fraction
    first_drop: Fraction | None


@dataclass(frozen=True, slots=True)
class Drain:
    """How a gateway copes with messages.

    `needed`: seconds until the last message is through when none is dropped.
    `no_wait_window`: whole seconds, rounded up, over which they must be spread evenly so that none waits at all.
    `no_loss_window`: the same so that none is dropped, though some wait; 0: none is dropped even all at once.
    `fits`: messages that the rate lets through in the planned window; `over`: those beyond that.
    `late_by`: seconds by which the last one misses the end of the window when none is dropped; the same for both
    ways of handing over. `growth`: messages a second by which the queue grows while they are handed over evenly.
    """

    needed: Fraction
    no_wait_window: int
    no_loss_window: int
    at_once: HandedOver
    evenly: HandedOver | None
    fits: int | None
    over: int | None
    late_by: Fraction | None
    growth: Fraction | None


def drain(messages: int, rate: Exact, window_seconds: int | None = None, patience_seconds: int | None = None) -> Drain:
    """Work out how messages get through at `rate` a second, all at once and evenly over the window.

    Raises:
        ValueError: messages, rate or window are not above zero, or patience is negative.
    """
    above_zero(messages=messages, rate=rate, window_seconds=window_seconds)
    not_negative(patience_seconds=patience_seconds)
    needed = Fraction(messages) / rate
    fits = None if window_seconds is None else floor(rate * window_seconds)
    return Drain(
        needed=needed,
        no_wait_window=ceil(needed),
        no_loss_window=0 if patience_seconds is None else max(0, ceil(needed - patience_seconds)),
        at_once=_at_once(messages, rate, window_seconds, patience_seconds),
        evenly=None if window_seconds is None else _evenly(messages, rate, window_seconds, patience_seconds),
        fits=fits,
        over=None if fits is None else max(0, messages - fits),
        late_by=None if window_seconds is None else max(Fraction(0), needed - window_seconds),
        growth=None if window_seconds is None else max(Fraction(0), Fraction(messages, window_seconds) - rate),
    )


def _at_once(messages: int, rate: Exact, window: int | None, patience: int | None) -> HandedOver:
    """Everything stands in the queue at the start, so whoever is not through when patience ends is dropped."""
    through = messages if patience is None else min(messages, floor(rate * patience))
    in_window = None if window is None else min(through, floor(rate * window))
    outlasts = window is None or patience is None or window <= patience
    return HandedOver(
        in_window=in_window,
        waiting=None if in_window is None else (messages - in_window if outlasts else 0),
        through=through,
        dropped=messages - through,
        longest_wait=_within(Fraction(messages) / rate, patience),
        first_drop=Fraction(patience) if patience is not None and through < messages else None,
    )


def _evenly(messages: int, rate: Exact, window: int, patience: int | None) -> HandedOver:
    """The gateway is busy without a pause until the patience of the last message ends, `patience` after the window.

    So long as more comes in than goes out, the first in the queue has waited t x (1 - rate / arrivals) after t
    seconds. From the moment on when that is the patience, it stays so, and what comes in above the rate is dropped.
    """
    arrivals = Fraction(messages, window)
    through = messages if patience is None else min(messages, floor(rate * (window + patience)))
    in_window = min(messages, floor(rate * window))
    longest = max(Fraction(0), messages / Fraction(rate) - window)
    drops = patience is not None and longest > patience
    return HandedOver(
        in_window=in_window,
        waiting=_floored(Fraction(messages - in_window), None if patience is None else arrivals * patience),
        through=through,
        dropped=messages - through,
        longest_wait=_within(longest, patience),
        first_drop=patience * arrivals / (arrivals - rate) if drops and patience is not None else None,
    )


def _within(wait: Fraction, patience: int | None) -> Fraction:
    return wait if patience is None else min(wait, Fraction(patience))


def _floored(number: Fraction, most: Fraction | None) -> int:
    return floor(number if most is None else min(number, most))


@dataclass(frozen=True, slots=True)
class Split:
    """People in as many parts as it takes so that each part fits.

    Even parts: `of_largest` parts of `largest` people, the others of one less. Filled parts: all but the last hold
    what fits, the last holds `rest`. `over`: people beyond the first part that is filled.
    """

    parts: int
    largest: int
    of_largest: int
    rest: int
    over: int


def split(people: int, fits: int) -> Split:
    """Split people into the fewest parts of at most `fits`.

    Raises:
        ValueError: a number is not above zero.
    """
    above_zero(people=people, fits=fits)
    parts = -(-people // fits)
    base, extra = divmod(people, parts)
    return Split(
        parts=parts,
        largest=base + (1 if extra else 0),
        of_largest=extra or parts,
        rest=people - (parts - 1) * fits,
        over=max(0, people - fits),
    )


def latest_send_start(end: datetime, needed_seconds: Exact) -> datetime:
    """The last moment to start so that the last message is through by `end`, on a whole second before or at it.

    With a zone the seconds are those that pass, so a change of the clocks in between is taken into account; the
    result is in the zone of `end`.

    Raises:
        ValueError: the seconds are negative.
    """
    not_negative(needed_seconds=needed_seconds)
    length = timedelta(seconds=ceil(needed_seconds))
    if end.tzinfo is None:
        return end - length
    return (end.astimezone(UTC) - length).astimezone(end.tzinfo)
