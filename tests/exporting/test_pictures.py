"""The geometry of the pictures."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.explanation import Bar
from schemas.parts import LeadItem, Point, Schedule
from service.exporting.pictures import Span, Timeline, gap, load_picture, timeline
from tests.exporting.specimen import TODAY, scale, schedule

EXACT, RANGED = scale().workloads


def test_a_range_is_drawn_to_scale() -> None:
    assert load_picture(RANGED).span == Span("4.4", "17.6", "31", low_at=14.2, mid_at=56.8, width=85.8)


def test_an_exact_load_has_no_range_to_draw() -> None:
    picture = load_picture(EXACT)
    assert picture.span is None
    assert picture.curve is None


def test_the_curve_names_its_peak_and_stays_in_its_box() -> None:
    curve = load_picture(RANGED).curve
    assert curve is not None
    assert curve.words == "Visits to the voucher page over 4 h; the peak is 17.6 visits/s, 30 min after the start"
    corners = [tuple(map(float, corner.split(","))) for corner in curve.line.removeprefix("M").split()]
    assert all(0 <= x <= 1000 and 0 <= y <= 100 for x, y in corners)
    assert [tick.label for tick in curve.ticks] == ["0 min", "1 h", "2 h", "3 h", "4 h"]


@pytest.mark.parametrize("points", [[], [(0, 5)], [(0, 0), (10, 0)], [(5, 1), (5, 2)], [(0, 3), (60, 3)]])
def test_a_curve_without_length_or_height_is_not_drawn(points: list[tuple[int, int]]) -> None:
    curve = [Point(minute=minute, value=value) for minute, value in points]
    assert load_picture(RANGED.model_copy(update={"curve": curve})).curve is None


def drawn() -> Timeline:
    line = timeline(schedule(), TODAY)
    assert line is not None
    return line


def test_the_earliest_start_comes_first_and_bars_end_when_they_are_needed() -> None:
    bars = drawn().bars
    assert [bar.item.status for bar in bars] == ["late", "tight", "ok"]
    assert len({round(bar.start + bar.width, 1) for bar in bars}) == 1


def test_a_late_item_starts_left_of_today() -> None:
    line = drawn()
    today = next(flag.at for flag in line.flags if flag.kind == "today")
    starts = {bar.item.status: bar.start for bar in line.bars}
    assert starts["late"] < today < starts["tight"] < starts["ok"]


def test_months_are_named_and_a_new_year_is_said() -> None:
    assert [tick.label for tick in drawn().ticks] == ["Jan 2027", "Feb", "Mar", "Apr"]


def test_work_without_a_date_is_kept_apart() -> None:
    assert [item.name for item in drawn().undated] == ["Kids variant"]


def test_without_any_date_there_is_no_picture() -> None:
    undated = [item for item in schedule().lead_items if item.latest_start is None]
    assert timeline(schedule().model_copy(update={"lead_items": undated}), TODAY) is None


@given(
    st.lists(
        st.tuples(st.integers(-900, 900), st.integers(0, 400), st.integers(0, 200), st.integers(0, 400)), min_size=1
    )
)
def test_nothing_leaves_the_picture(rows: list[tuple[int, int, int, int]]) -> None:
    items = [
        LeadItem(
            id=f"L{n}", name="work", low=0, typical=typical, high=typical + more, status="ok", why="", evidence=[],
            latest_start=TODAY + timedelta(days=start), needed_by=TODAY + timedelta(days=start + length),
        )
        for n, (start, length, typical, more) in enumerate(rows)
    ]  # fmt: skip
    plan = Schedule(launch=date(2027, 6, 1), milestones=[], checkpoints=[], lead_items=items, buffer=None, efforts=[])
    line = timeline(plan, TODAY)
    assert line is not None
    assert len(line.ticks) <= 7
    places = [flag.at for flag in line.flags] + [tick.at for tick in line.ticks]
    places += [end for bar in line.bars for end in (bar.reach, bar.start, bar.start + bar.width)]
    assert all(-0.5 <= place <= 100.1 for place in places)


def test_a_gap_shows_how_much_the_longer_bar_is_too_long() -> None:
    picture = gap(
        [Bar(label="window", value=120, unit="minute"), Bar(label="needed", value=240, unit="minute")], collides=True
    )
    assert picture is not None
    assert [(bar.width, bar.over) for bar in picture.bars] == [(50.0, 0.0), (100.0, 50.0)]
    assert picture.words == "window: 2 h; needed: 4 h"


def test_bars_that_do_not_collide_have_no_gap_and_nothing_is_no_picture() -> None:
    bars = [Bar(label="have", value=9, unit="working_day"), Bar(label="need", value=6, unit="working_day")]
    picture = gap(bars, collides=False)
    assert picture is not None
    assert [bar.over for bar in picture.bars] == [0, 0]
    assert gap([], collides=True) is None
    assert gap([Bar(label="none", value=0, unit="person")], collides=True) is None
