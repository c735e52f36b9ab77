"""Allowances by the day: calls to an interface, messages of a contract."""

from dataclasses import dataclass
from fractions import Fraction
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
