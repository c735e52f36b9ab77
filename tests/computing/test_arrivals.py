"""The click curve against its published points, a worked example and a brute-force simulation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.computing.arrivals import (
    DAY,
    clicked_by,
    instant_rate,
    peak_visit_rate,
    visit_curve,
    visit_rate,
    visit_rate_bound,
)

windows = st.floats(min_value=60, max_value=DAY)
volumes = st.integers(min_value=1, max_value=10_000_000)
clicks = st.floats(min_value=0.001, max_value=0.2)


@pytest.mark.parametrize(("hours", "share"), [(1, 0.336), (3, 0.514)])
def test_the_curve_passes_through_the_published_points(hours: int, share: float) -> None:
    assert clicked_by(hours * 3600) == pytest.approx(share, abs=0.001)


def test_the_curve_errs_on_the_early_side_after_a_day() -> None:
    assert 0.81 < clicked_by(DAY) < 0.9


def test_the_worked_example_of_two_million_in_four_hours() -> None:
    assert visit_rate_bound(2_000_000, 0.0209, 14_400) == pytest.approx(2.9, abs=0.01)
    assert visit_rate_bound(2_000_000, 0.1, 14_400) == pytest.approx(13.9, abs=0.02)
    assert instant_rate(2_000_000, 0.0209, 3600) == pytest.approx(3.9, abs=0.01)
    assert instant_rate(2_000_000, 0.0209, 60) == pytest.approx(34, abs=0.5)


@given(messages=volumes, click=clicks, window=windows, moment=st.floats(min_value=0.01, max_value=3))
def test_the_rate_agrees_with_sending_one_slice_after_another(
    messages: int, click: float, window: float, moment: float
) -> None:
    """Send in 400 slices and count the visits of each in a short time before the moment."""
    slices, time = 400, moment * window
    short = window / 50
    visits = sum(
        messages / slices * click * (clicked_by(time - sent) - clicked_by(time - short - sent))
        for sent in ((number + 0.5) * window / slices for number in range(slices))
    )
    mean = sum(visit_rate(time - short * (step + 0.5) / 40, messages, click, window) for step in range(40)) / 40
    assert visits / short == pytest.approx(mean, rel=0.06, abs=1e-9)


@given(messages=volumes, click=clicks, window=windows, moment=st.floats(min_value=0, max_value=20))
def test_no_moment_is_busier_than_the_end_of_the_send(
    messages: int, click: float, window: float, moment: float
) -> None:
    peak = peak_visit_rate(messages, click, window)
    assert visit_rate(moment * window, messages, click, window) <= peak * (1 + 1e-9)
    assert peak <= visit_rate_bound(messages, click, window)


@given(messages=volumes, click=clicks, window=windows)
def test_the_curve_brings_no_more_visits_than_there_are(messages: int, click: float, window: float) -> None:
    points = visit_curve(messages, click, window)
    minutes = [minute for minute, _ in points]
    assert minutes == sorted(minutes)
    assert len(points) < 80
    area = sum((later - earlier) * 60 * (one + two) / 2 for (earlier, one), (later, two) in pairwise(points))
    assert area <= messages * click * 1.05
