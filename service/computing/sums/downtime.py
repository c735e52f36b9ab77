"""What an availability, a recovery time and a recovery point leave of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil, prod

from service.computing.sums.exact import Exact, above_zero, longer_than_nothing, minutes_of, not_negative


@dataclass(frozen=True, slots=True)
class Downtime:
    """Minutes that may be down.

    `per_period`: in one period for which the availability is promised; `in_window`: the part of it that falls to the
    campaign when it is spread evenly; `at_worst`: when all of it falls into the campaign, which keeps the promise too
    (the campaign begins with a period and may last several). Without a campaign window the latter two are None.
    """

    per_period: Fraction
    in_window: Fraction | None
    at_worst: Fraction | None


def downtime(percent: Exact, period: timedelta, window: timedelta | None = None) -> Downtime:
    """The minutes down that an availability in percent of a period allows.

    Raises:
        ValueError: the percentage is not between 0 and 100, or a length of time is not above zero.
    """
    longer_than_nothing(period=period, window=window)
    down = 1 - _share(percent)
    per_period = down * minutes_of(period)
    if window is None:
        return Downtime(per_period, None, None)
    length = minutes_of(window)
    periods = -(-window // period)
    return Downtime(per_period, down * length, min(length, per_period * periods))


def joint_availability(percents: Sequence[Exact]) -> Fraction:
    """The availability in percent of a chain of which every part has to be up, if they fail independently.

    Raises:
        ValueError: a percentage is not between 0 and 100, or there is none.
    """
    if not percents:
        raise ValueError("a chain needs a part at least")
    return prod((_share(percent) for percent in percents), start=Fraction(1)) * 100


@dataclass(frozen=True, slots=True)
class Recovery:
    """One failure in a live event: `share` of the event that recovering takes (1 at most), and minutes that are left.

    The failure comes at the worst moment, the start.
    """

    share: Fraction
    left: Fraction


def recovery(time_to_recover: timedelta, event: timedelta) -> Recovery:
    """Hold a recovery time against the length of an event.

    Raises:
        ValueError: the recovery time is negative, or the event has no length.
    """
    longer_than_nothing(event=event)
    not_negative(time_to_recover=minutes_of(time_to_recover))
    share = min(Fraction(1), minutes_of(time_to_recover) / minutes_of(event))
    return Recovery(share, minutes_of(event) * (1 - share))


def records_lost(recovery_point: timedelta, per_hour: Exact) -> int:
    """The most records that a recovery point lets get lost, rounded up.

    Raises:
        ValueError: a number is negative.
    """
    not_negative(recovery_point=minutes_of(recovery_point), per_hour=per_hour)
    return ceil(minutes_of(recovery_point) / 60 * per_hour)


def _share(percent: Exact) -> Fraction:
    above_zero(percent=percent)
    if percent > 100:
        raise ValueError(f"percent must not be above 100, as {percent} is")
    return Fraction(percent) / 100
