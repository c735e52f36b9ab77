"""Sums of parts, weeks, warm-ups, stretches, desks and colours against going through them one by one."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.sums.contrast import BLACK, WHITE, Colour, contrast, darkened
from service.computing.sums.desk import calls_an_hour, desk_day, line, more_people
from service.computing.sums.retained import months_between
from service.computing.sums.sms import GSM, UNICODE, Cut, parts_for
from service.computing.sums.stretches import stretched
from service.computing.sums.warm_up import Step, WarmUp
from service.computing.sums.week import WEEK, Week, minute_of
from service.computing.sums.windows import Span

MONDAY = date(2027, 2, 1)
DAY = timedelta(days=1)
COLOURS = st.builds(Colour, *(st.integers(0, 255) for _ in range(3)))


# --- parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("characters", "cut", "parts"),
    [(1, GSM, 1), (160, GSM, 1), (161, GSM, 2), (306, GSM, 2), (307, GSM, 3), (70, UNICODE, 1), (71, UNICODE, 2)],
)
def test_parts_of_a_text(characters: int, cut: Cut, parts: int) -> None:
    assert parts_for(characters, cut) == parts


@given(st.integers(1, 2000))
def test_a_text_fits_its_parts_and_no_fewer(characters: int) -> None:
    parts = parts_for(characters)
    assert characters <= (GSM.single if parts == 1 else parts * GSM.further)
    assert parts == 1 or characters > (GSM.single if parts == 2 else (parts - 1) * GSM.further)


# --- weeks --------------------------------------------------------------------------------------


@given(st.integers(0, WEEK - 1), st.integers(1, 3 * WEEK // 2), st.integers(0, 23), st.integers(0, 23))
def test_what_lies_outside_a_week_minute_by_minute(begins: int, length: int, opens: int, closes: int) -> None:
    week = Week.of([(frozenset({0, 2, 6}), time(opens), time(closes))])
    start = datetime.combine(MONDAY, time()) + timedelta(minutes=begins)
    end = start + timedelta(minutes=length)
    gaps = week.outside(start, end)
    alone = sum(not week.holds(start + timedelta(minutes=step)) for step in range(length))
    assert sum((last - first for first, last in gaps), timedelta()) == timedelta(minutes=alone)
    assert all(a[1] < b[0] for a, b in pairwise(gaps)), "what touches is one"


def test_a_week_turned_round_is_all_the_rest() -> None:
    nights = Week.of([(frozenset(range(7)), time(22), time(6))])
    assert len(nights.minutes) == 7 * 8 * 60
    assert len(nights.turned().minutes) == 7 * 16 * 60
    assert minute_of(datetime.combine(date(2027, 2, 7), time(23, 59))) == WEEK - 1


# --- warm-ups -----------------------------------------------------------------------------------

STEPS = st.lists(st.integers(0, 90), min_size=2, max_size=8)
DAYS = st.sampled_from([frozenset(range(7)), frozenset(range(5)), frozenset({1, 3})])


def _table(volumes: list[int], days: frozenset[int], *, by_week: bool) -> WarmUp:
    return WarmUp(tuple(Step(n, n, volume) for n, volume in enumerate(volumes, 1)), by_week, days)


@given(STEPS, DAYS, st.booleans(), st.integers(0, 30), st.integers(1, 400))
def test_a_list_goes_out_day_by_day(
    volumes: list[int], days: frozenset[int], by_week: bool, after: int, people: int
) -> None:
    table = _table(volumes, days, by_week=by_week)
    start, first, last = MONDAY, MONDAY + after * DAY, MONDAY + (after + 20) * DAY
    left, done, sending = people, None, 0
    for step in range(after + 21):
        day = start + step * DAY
        sending += day.weekday() in days
        number = step // 7 + 1 if by_week else sending
        volume = volumes[min(number, len(volumes)) - 1] if day.weekday() in days else 0
        assert table.volume(start, day) == volume
        if day >= first and left:
            left -= min(left, volume)
            done = day if not left else None
    assert table.out(start, first, last, people) == (people - left, done)


def test_a_cap_that_ends() -> None:
    table = WarmUp((Step(1, 2, 100), Step(3, 3, None)), by_week=True)
    assert table.whole_on(MONDAY, 5_000) == MONDAY + 14 * DAY
    assert table.latest_start(MONDAY + 30 * DAY, MONDAY + 30 * DAY, 5_000, MONDAY) == MONDAY + 16 * DAY
    assert table.needed_before(MONDAY, MONDAY + 14 * DAY) == 1_400
    with pytest.raises(ValueError, match="first"):
        Step(0, 1, 5)


# --- stretches ----------------------------------------------------------------------------------


def _span(day: int, opens: int, closes: int) -> Span:
    start = datetime.combine(MONDAY + day * DAY, time(opens), UTC)
    return Span(start, start + timedelta(hours=closes - opens))


@given(st.integers(1, 90_000), st.integers(1, 3))
def test_a_send_second_by_second(messages: int, rate: int) -> None:
    openings = [_span(0, 8, 12), _span(1, 8, 12), _span(2, 8, 12)]
    start = openings[0].start + timedelta(hours=1)
    found = stretched(messages, Fraction(rate), start, openings)
    assert found.first == min(messages, 3 * 3600 * rate)
    assert found.first + found.rest == messages
    assert found.again == (openings[1].start if found.rest else None)
    if found.rest and found.rest <= 2 * 4 * 3600 * rate:
        days, seconds = divmod(-(-found.rest // rate) - 1, 4 * 3600)
        assert found.done == openings[1 + days].start + timedelta(seconds=seconds + 1)


def test_a_send_begins_when_it_may() -> None:
    with pytest.raises(ValueError, match="nothing may leave"):
        stretched(1, Fraction(1), datetime.combine(MONDAY, time(7), UTC), [_span(0, 8, 12)])


# --- desks --------------------------------------------------------------------------------------


def test_a_desk_on_its_busiest_day() -> None:
    hour = calls_an_hour(10, 4, 48)
    assert hour == 120
    found = desk_day(hour * 9, 480, 1_000, 2_000)
    assert [found.left, found.unanswered, found.days] == [600, 400, Fraction(10, 3)]
    assert more_people(found.unanswered, Fraction(108)) == 4
    assert desk_day(100, 100, 1, 1).days is None


@given(st.integers(1, 200), st.integers(0, 900), st.integers(1, 900))
def test_a_queue_minute_by_minute(places: int, comes: int, takes: int) -> None:
    found = line(places, comes, takes, 2)
    assert found.last_waits == Fraction(places * 60, takes)
    assert found.within == Fraction(takes, 30)
    if comes <= takes:
        assert found.full_after is None
    else:
        assert found.full_after is not None
        assert (comes - takes) * found.full_after / 60 == places


# --- colours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#767676", "#fff", 4.54),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#1A73E8", "#FFFFFF", 4.51),
    ],
)
def test_known_contrasts(one: str, other: str, ratio: float) -> None:
    assert round(contrast(Colour.of(one), Colour.of(other)), 2) == ratio


@given(COLOURS, COLOURS)
def test_contrast_lies_between_1_and_21_whichever_comes_first(one: Colour, other: Colour) -> None:
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS)
def test_a_ground_is_darkened_until_white_can_be_read(ground: Colour) -> None:
    shade = darkened(ground, WHITE, 4.5)
    assert shade is not None
    assert contrast(shade, WHITE) >= 4.5
    assert all(part <= whole for part, whole in zip(shade.parts, ground.parts, strict=True))
    assert darkened(ground, BLACK, 4.5) is None or contrast(ground, BLACK) >= 4.5


def test_no_colours() -> None:
    for written in ("#12345", "orange"):
        with pytest.raises(ValueError, match=r"no colour|invalid"):
            Colour.of(written)
    with pytest.raises(ValueError, match="0 to 255"):
        Colour(0, 256, 0)


# --- months -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 1, 1), date(2026, 12, 31), 24),
        (date(2027, 2, 1), date(2027, 2, 28), 1),
        (date(2027, 2, 2), date(2027, 2, 28), 0),
        (date(2027, 2, 1), date(2027, 2, 27), 0),
        (date(2027, 3, 1), date(2027, 2, 28), 0),
    ],
)
def test_whole_months(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months
