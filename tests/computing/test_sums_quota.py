"""Daily allowances against going through the days one by one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.quota import calls_for, quota_days

COUNTS = st.integers(min_value=1, max_value=5000)


def test_calls_against_an_allowance_that_others_use_too() -> None:
    found = quota_days(274_200, 150_000, used_share=Fraction(60, 100))
    assert (found.used, found.left) == (90_000, 60_000)
    assert found.share == Fraction(1371, 750)
    assert (found.today, found.over) == (60_000, 214_200)
    assert (found.days, found.last_day) == (5, 34_200)
    assert found.per_call == 5, "54,840 calls of five records fit one day, 68,550 of four do not"


def test_an_allowance_that_is_used_up_already_leaves_nothing() -> None:
    found = quota_days(10, 100, used_count=100)
    assert (found.left, found.today, found.over) == (0, 0, 10)
    assert (found.days, found.last_day, found.per_call) == (None, None, None)
    assert quota_days(10, 100, used_share=Fraction(3, 2)).left == 0


def test_a_share_is_rounded_up_to_whole_calls() -> None:
    assert quota_days(1, 10, used_share=Fraction(1, 3)).used == 4


@given(calls=COUNTS, per_day=st.integers(1, 900), used=st.integers(0, 899))
def test_as_many_days_as_the_calls_take_day_by_day(calls: int, per_day: int, used: int) -> None:
    found = quota_days(calls, per_day, used_count=used)
    if used >= per_day:
        assert found.days is None
        return
    days, waiting, last = 0, calls, 0
    while waiting:
        last = min(waiting, per_day - used)
        days, waiting = days + 1, waiting - last
    assert (found.days, found.last_day) == (days, last)
    assert found.today + found.over == calls
    assert found.per_call is not None
    smallest = next(n for n in range(1, calls + 1) if calls_for(calls, n) <= found.left)
    assert found.per_call == smallest


@pytest.mark.parametrize(("calls", "per_day", "share", "count"), [(0, 1, None, 0), (1, 0, None, 0), (1, 1, None, -1), (1, 1, Fraction(-1, 2), None), (1, 1, Fraction(1), 1)])  # fmt: skip
def test_allowances_that_mean_nothing_are_refused(
    calls: int, per_day: int, share: Fraction | None, count: int | None
) -> None:
    with pytest.raises(ValueError, match=r"must|give one"):
        quota_days(calls, per_day, used_share=share, used_count=count)
