"""The queue at a gateway against letting messages through one by one, and second by second."""

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.computing.sums.handing_over import drain, latest_send_start, split

PEOPLE = st.integers(min_value=1, max_value=400)
RATES = st.fractions(min_value=Fraction(1, 4), max_value=20, max_denominator=12)
WINDOWS = st.integers(min_value=1, max_value=200)
PATIENCE = st.integers(min_value=0, max_value=120)
YEARS = (datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01"))

# Moments at which messages came in and were through; None for those that were dropped.
Through = list[tuple[Fraction, Fraction | None]]


def one_by_one(arrivals: Sequence[Fraction], rate: Fraction, patience: int | None, *, strict: bool) -> Through:
    """One server, first in, first out. Patience ends `strict`ly before a message is through, or before it begins."""
    free = Fraction(0)
    found: Through = []
    for arrival in arrivals:
        begins = max(arrival, free)
        through = begins + 1 / rate
        waited = (through if strict else begins) - arrival
        if patience is not None and waited > patience:
            found.append((arrival, None))
        else:
            free = through
            found.append((arrival, through))
    return found


def spread(messages: int, window: int) -> list[Fraction]:
    return [Fraction(window * number, messages) for number in range(messages)]


def count(through: Through, by: int | None = None) -> int:
    return sum(done is not None and (by is None or done <= by) for _, done in through)


def longest(through: Through) -> Fraction:
    return max(done - arrival for arrival, done in through if done is not None)


# --- the worked example: 40 a second, 310,000 messages in an hour, patience half an hour ---------


def test_the_worked_example() -> None:
    found = drain(310_000, 40, 3600, 1800)
    assert found.needed == 7750
    assert found.no_wait_window == 2 * 3600 + 9 * 60 + 10
    assert found.no_loss_window == 5950
    assert found.fits == 144_000
    assert found.over == 166_000
    assert found.late_by == 4150
    assert found.growth == Fraction(310_000, 3600) - 40
    assert (found.at_once.through, found.at_once.dropped) == (72_000, 238_000)
    assert (found.at_once.in_window, found.at_once.waiting) == (72_000, 0)
    assert found.evenly is not None
    assert (found.evenly.through, found.evenly.dropped) == (216_000, 94_000)
    assert found.evenly.in_window == 144_000
    assert found.evenly.longest_wait == 1800
    assert found.evenly.waiting == 155_000, "1,800 seconds of arrivals stand in the queue when the hour ends"
    assert found.evenly.first_drop is not None
    assert int(found.evenly.first_drop) == 3361, "the first one is dropped 56 minutes into the hour"


def test_the_worked_example_without_patience() -> None:
    found = drain(310_000, 40, 3600)
    assert found.evenly is not None
    assert (found.at_once.through, found.evenly.through) == (310_000, 310_000)
    assert found.at_once.longest_wait == 7750
    assert found.evenly.longest_wait == 4150
    assert (found.evenly.in_window, found.evenly.waiting) == (144_000, 166_000)
    assert (found.no_wait_window, found.no_loss_window) == (7750, 0)


def second_by_second(arriving: Sequence[int], rate: int, patience: int) -> tuple[int, int]:
    """Through and dropped, when a second lets `rate` pass and a message may wait for so many seconds."""
    queue: deque[list[int]] = deque()
    through = dropped = second = 0
    while second < len(arriving) or queue:
        if second < len(arriving) and arriving[second]:
            queue.append([second, arriving[second]])
        while queue and second - queue[0][0] >= patience:
            dropped += queue.popleft()[1]
        free = rate
        while queue and free:
            passing = min(free, queue[0][1])
            queue[0][1] -= passing
            free, through = free - passing, through + passing
            if not queue[0][1]:
                queue.popleft()
        second += 1
    return through, dropped


def whole_arrivals(messages: int, window: int) -> list[int]:
    return [messages * (second + 1) // window - messages * second // window for second in range(window)]


def test_the_worked_example_second_by_second() -> None:
    assert second_by_second([310_000], 40, 1800) == (72_000, 238_000)
    through, dropped = second_by_second(whole_arrivals(310_000, 3600), 40, 1800)
    assert abs(through - 216_000) <= 40, "what passes in one second, which is all that so coarse a clock can tell"
    assert through + dropped == 310_000
    assert second_by_second(whole_arrivals(310_000, 7750), 40, 1) == (310_000, 0), "nobody waits for a second"
    assert second_by_second(whole_arrivals(310_000, 5950), 40, 1801)[1] == 0, "a second more, for the coarse clock"
    assert second_by_second(whole_arrivals(310_000, 5940), 40, 1800)[1] > 0


# --- any numbers, message by message --------------------------------------------------------------


@given(messages=PEOPLE, rate=RATES, window=WINDOWS, patience=st.none() | PATIENCE)
def test_all_at_once_is_exactly_what_gets_through_one_by_one(
    messages: int, rate: Fraction, window: int, patience: int | None
) -> None:
    found = drain(messages, rate, window, patience)
    real = one_by_one([Fraction(0)] * messages, rate, patience, strict=True)
    assert found.at_once.through == count(real)
    assert found.at_once.in_window == count(real, by=window)
    assert found.at_once.dropped == messages - count(real)
    if patience is None:
        assert found.at_once.longest_wait == longest(real) == found.needed


@given(messages=PEOPLE, rate=RATES, window=WINDOWS, patience=PATIENCE)
def test_evenly_lies_between_the_strict_and_the_lenient_gateway(
    messages: int, rate: Fraction, window: int, patience: int
) -> None:
    # With less patience a strict gateway stands idle between two messages.
    assume(patience >= 1 / rate + Fraction(window, messages))
    found = drain(messages, rate, window, patience).evenly
    strict, lenient = (one_by_one(spread(messages, window), rate, patience, strict=strict) for strict in (True, False))
    assert found is not None
    assert count(strict) <= found.through <= count(lenient)
    assert count(lenient) - count(strict) <= 1, "so it is off by one at most"
    assert found.through + found.dropped == messages
    assert found.longest_wait <= patience


@given(messages=PEOPLE, rate=RATES, window=WINDOWS)
def test_evenly_without_patience(messages: int, rate: Fraction, window: int) -> None:
    found = drain(messages, rate, window)
    real = one_by_one(spread(messages, window), rate, None, strict=True)
    assert found.evenly is not None
    assert found.evenly.in_window == count(real, by=window)
    assert found.evenly.waiting == messages - count(real, by=window)
    assert 0 <= longest(real) - found.evenly.longest_wait <= max(1 / rate, Fraction(window, messages))
    last = max(done for _, done in real if done is not None)
    assert found.late_by == max(0, last - window), "the gateway is never idle, so the last one is as late as reckoned"
    assert drain(messages, rate, window).late_by == max(0, found.needed - window)


@given(messages=PEOPLE, rate=RATES, window=WINDOWS, patience=PATIENCE)
def test_the_queue_when_the_window_ends(messages: int, rate: Fraction, window: int, patience: int) -> None:
    assume(patience >= 1 / rate + Fraction(window, messages))
    found = drain(messages, rate, window, patience)
    real = one_by_one(spread(messages, window), rate, patience, strict=True)
    gone = count(real, by=window) + sum(done is None and arrival + patience < window for arrival, done in real)
    assert found.evenly is not None
    assert found.evenly.waiting is not None
    assert abs(found.evenly.waiting - (messages - gone)) <= 2
    left = messages - count(one_by_one([Fraction(0)] * messages, rate, patience, strict=True), by=window)
    assert found.at_once.waiting == (left if window <= patience else 0)


@given(messages=PEOPLE, rate=RATES, window=WINDOWS)
def test_what_fits_and_what_does_not(messages: int, rate: Fraction, window: int) -> None:
    found = drain(messages, rate, window)
    assert found.fits is not None
    assert found.fits <= rate * window < found.fits + 1
    assert found.over == len(range(found.fits, messages))
    assert found.growth == (Fraction(messages, window) - rate if messages > rate * window else 0)


def test_patience_that_is_long_enough_loses_nobody() -> None:
    found = drain(10, 1, patience_seconds=20)
    assert (found.no_loss_window, found.at_once.dropped, found.at_once.first_drop) == (0, 0, None)
    assert drain(20, 1, patience_seconds=20).at_once.first_drop is None
    assert drain(21, 1, patience_seconds=20).at_once.first_drop == 20


@given(messages=PEOPLE, rate=RATES, window=WINDOWS, patience=PATIENCE)
def test_the_first_drop_comes_when_it_is_said(messages: int, rate: Fraction, window: int, patience: int) -> None:
    found = drain(messages, rate, window, patience).evenly
    lenient = one_by_one(spread(messages, window), rate, patience, strict=False)
    dropped = [arrival + patience for arrival, done in lenient if done is None]
    assert found is not None
    if dropped:
        assert found.first_drop is not None, "the lenient gateway drops nobody whom the flow does not"
        assert found.first_drop <= dropped[0]


@given(messages=PEOPLE, rate=RATES, patience=st.none() | PATIENCE)
def test_nobody_waits_or_is_lost_in_the_windows_that_promise_it(
    messages: int, rate: Fraction, patience: int | None
) -> None:
    found = drain(messages, rate, patience_seconds=patience)
    calm = one_by_one(spread(messages, found.no_wait_window), rate, None, strict=True)
    assert longest(calm) == 1 / rate, "each is let through as it comes"
    if found.no_loss_window:
        arrivals = spread(messages, found.no_loss_window)
        assert count(one_by_one(arrivals, rate, patience, strict=False)) == messages
    else:
        assert patience is None or count(one_by_one([Fraction(0)] * messages, rate, patience, strict=True)) == messages


@given(messages=PEOPLE, rate=RATES, patience=PATIENCE)
def test_those_windows_are_the_smallest(messages: int, rate: Fraction, patience: int) -> None:
    found = drain(messages, rate, patience_seconds=patience)
    assert found.no_wait_window == ceil(messages / rate)
    if found.no_wait_window > 1:
        shorter = drain(messages, rate, found.no_wait_window - 1).evenly
        assert shorter is not None
        assert shorter.longest_wait > 0
    if found.no_loss_window:
        held = drain(messages, rate, found.no_loss_window, patience).evenly
        assert held is not None
        assert (held.dropped, held.first_drop) == (0, None)
    if found.no_loss_window > 1:
        lost = drain(messages, rate, found.no_loss_window - 1, patience).evenly
        assert lost is not None
        assert lost.dropped >= 1
        assert lost.first_drop is not None


@pytest.mark.parametrize(
    ("messages", "rate", "window", "patience"), [(0, 1, 1, 1), (1, 0, 1, 1), (1, -1, 1, 1), (1, 1, 0, 1), (1, 1, 1, -1)]
)
def test_numbers_that_mean_nothing_are_refused(messages: int, rate: int, window: int, patience: int) -> None:
    with pytest.raises(ValueError, match="must"):
        drain(messages, rate, window, patience)


# --- parts, and the last moment to start ----------------------------------------------------------


def test_people_in_parts_that_fit() -> None:
    found = split(310_000, 144_000)
    assert (found.parts, found.largest, found.of_largest) == (3, 103_334, 1)
    assert (found.rest, found.over) == (22_000, 166_000)
    assert (split(144_000, 144_000).parts, split(100, 144_000).over) == (1, 0)
    with pytest.raises(ValueError, match="fits"):
        split(10, 0)


@given(people=st.integers(1, 3000), fits=st.integers(1, 3000))
def test_parts_hold_everybody_and_none_is_too_many(people: int, fits: int) -> None:
    found = split(people, fits)
    even = found.of_largest * found.largest + (found.parts - found.of_largest) * (found.largest - 1)
    assert even == people == (found.parts - 1) * fits + found.rest
    assert found.largest <= fits
    assert 0 < found.rest <= fits
    filled, left = 0, people
    while left > 0:
        filled, left = filled + 1, left - fits
    assert found.parts == filled


def test_the_last_moment_to_start_by_a_clock_that_is_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    end = datetime(2027, 3, 28, 4, 0, tzinfo=berlin)
    found = latest_send_start(end, 2 * 3600)
    assert (found.hour, found.tzinfo) == (1, berlin), "the clocks skip 2 to 3 in that night"
    unzoned = datetime.fromisoformat("2027-05-04T09:00")
    assert latest_send_start(unzoned, Fraction(15, 2)) == datetime.fromisoformat("2027-05-04T08:59:52")


@given(
    end=st.datetimes(*YEARS, timezones=st.just(ZoneInfo("America/New_York"))),
    needed=st.fractions(min_value=0, max_value=200_000, max_denominator=30),
)
def test_who_starts_then_is_done_by_the_end_and_a_second_later_is_not(end: datetime, needed: Fraction) -> None:
    start = latest_send_start(end, needed).astimezone(UTC)
    passed = (end.astimezone(UTC) - start) // timedelta(seconds=1)
    assert passed - 1 < needed <= passed
