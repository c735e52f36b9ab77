"""What the visits of the busiest moment ask of a page and of the systems behind it."""

from collections.abc import Sequence
from datetime import date

from schemas.base import Evidence
from schemas.organisation import Organisation
from schemas.parts import Workload
from service.campaign import Campaign
from service.computing.factors import Factor, assumed, computed
from service.computing.wording import listed
from service.computing.workloads import workload

Peak = tuple[date | None, Workload]
LEFT_OUT_MAX = 3
QUOTE_MAX = 60


def busiest(peaks: Sequence[Peak]) -> tuple[Workload, bool] | None:
    """The peak to plan for, and whether it is a new sum: the day whose peaks add up to most.

    Peaks without a date stand alone: nothing says that they meet.
    """
    if not peaks:
        return None
    groups: dict[date | str, list[Workload]] = {}
    for day, peak in peaks:
        groups.setdefault(day or peak.id, []).append(peak)
    group = max(groups.values(), key=lambda loads: sum(load.mid for load in loads))
    if len(group) == 1:
        return group[0], False
    factors = [computed(load.id, load) for load in group]
    return workload("peak_visits", "all", factors, lambda v: sum(v.values()), rule="peak_sum"), True


def left_out(moments: Sequence[Evidence]) -> str | None:
    """What a sum of visits lacks, for its reader; None when every moment has its number."""
    if not moments:
        return None
    quotes = listed([f'"{_short(place.quote)}" ({place.sentence})' for place in moments[:LEFT_OUT_MAX]])
    return f"the brief gives no number of people for {quotes}, so what comes from there is not in it"


def marked(loads: Sequence[Workload], lacking: str | None) -> list[Workload]:
    """The loads, each saying what it lacks."""
    return [load.model_copy(update={"incomplete": lacking}) for load in loads]


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= QUOTE_MAX else f"{words[:QUOTE_MAX].rsplit(' ', 1)[0]} ..."


def page_loads(peak: Workload, campaign: Campaign, organisation: Organisation | None) -> list[Workload]:
    """Sessions, requests, data and the rate to test for at the busiest moment."""
    visits = computed("peak", peak)
    return [
        _sessions(visits, organisation),
        _page_requests(visits, organisation),
        _origin_requests(visits, organisation),
        _bandwidth(visits, organisation),
        _capacity(visits, campaign, organisation),
    ]


def _sessions(visits: Factor, organisation: Organisation | None) -> Workload:
    factors = [visits, assumed("seconds", "session_seconds", organisation)]
    return workload("sessions", "page", factors, lambda v: v["peak"] * v["seconds"])


def _page_requests(visits: Factor, organisation: Organisation | None) -> Workload:
    factors = [
        visits,
        assumed("pages", "pages_per_visit", organisation),
        assumed("requests", "requests_per_page", organisation),
    ]
    return workload("page_requests", "page", factors, lambda v: v["peak"] * v["pages"] * v["requests"])


def _origin_requests(visits: Factor, organisation: Organisation | None) -> Workload:
    factors = [visits, assumed("calls", "dynamic_calls", organisation)]
    return workload("origin_requests", "page", factors, lambda v: v["peak"] * v["calls"])


def _bandwidth(visits: Factor, organisation: Organisation | None) -> Workload:
    factors = [
        visits,
        assumed("pages", "pages_per_visit", organisation),
        assumed("megabytes", "page_megabytes", organisation),
    ]
    return workload("bandwidth", "page", factors, lambda v: v["peak"] * v["pages"] * v["megabytes"] * 8)


def _capacity(visits: Factor, campaign: Campaign, organisation: Organisation | None) -> Workload:
    kind = "business" if campaign.shows("sector_b2b") else "consumer"
    factors = [
        visits,
        assumed("scanners", f"scanner_share_{kind}", organisation),
        assumed("headroom", "headroom", organisation),
    ]
    return workload("capacity", "page", factors, lambda v: v["peak"] * (1 + v["scanners"]) * v["headroom"])
