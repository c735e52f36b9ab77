"""When visits come after a send, after the click curve of the catalogue.

Rates are in the unit of the messages per second; times are in seconds.
"""

import math
from functools import cache

from service.catalogue.figures import figure

SECONDS_PER_HOUR = 3600
DAY = 24 * SECONDS_PER_HOUR


def clicked_by(seconds: float) -> float:
    """Share of an e-mail's clicks that have come `seconds` after it arrived (0 to 1)."""
    scale, shape = _curve()
    return 1 - math.exp(-((max(seconds, 0) / scale) ** shape))


def visit_rate(seconds: float, messages: float, click: float, window: float) -> float:
    """Visits per second, `seconds` after the start of a uniform send that takes `window` seconds."""
    sending = messages / window * click
    return sending * (clicked_by(seconds) - clicked_by(seconds - window))


def peak_visit_rate(messages: float, click: float, window: float) -> float:
    """Visits per second at the peak, which is the end of the send."""
    return visit_rate(window, messages, click, window)


def visit_rate_bound(messages: float, click: float, window: float) -> float:
    """The most visits per second that any curve of clicks can bring under a uniform send."""
    return messages / window * click


def instant_rate(messages: float, click: float, seconds: float) -> float:
    """Mean visits per second over the first `seconds` when everything is sent at once."""
    return messages * click * clicked_by(seconds) / seconds


def visit_curve(messages: float, click: float, window: float) -> list[tuple[float, float]]:
    """Points (minute, visits per second) over one day: close together while sending, then ever wider."""
    rising = [window * step / 8 for step in range(9)]
    falling = [window * 1.15**step for step in range(1, 60) if window * 1.15**step < DAY]
    times = [*rising, *falling, max(DAY, window * 1.2)]
    return [(time / 60, visit_rate(time, messages, click, window)) for time in times]


@cache
def _curve() -> tuple[float, float]:
    scale = figure("click_curve_scale").range[1] * SECONDS_PER_HOUR
    return scale, float(figure("click_curve_shape").range[1])
