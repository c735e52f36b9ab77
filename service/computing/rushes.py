"""Moments that bring many people at once: broadcasts, QR codes, flash sales, live events."""

import re
from dataclasses import dataclass, replace
from datetime import date

from schemas.base import Evidence
from schemas.organisation import Organisation
from schemas.parts import Workload
from service.campaign import Amount, Campaign, Rush
from service.computing.factors import assumed, computed, stated
from service.computing.wording import long_date
from service.computing.workloads import with_curve, workload

RUSH_NOUNS = {
    "tv": "TV spot",
    "radio": "Radio mention",
    "qr": "QR code",
    "flash_sale": "Sale",
    "live_event": "Live event",
    "deadline": "Deadline",
    "press": "Press article",
}
BROADCASTS = ("tv", "radio", "qr", "press")
SECONDS_PER_DAY = 86400
# Where a clause ends: a number beyond it is about something else.
CLAUSE_END = re.compile(r"[;:|]|[.!?]\s|,\s+(?:and|but|while|then|und|et|y|e)\s|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class RushLoad:
    """What one rush brings about. `peak`: visits per second of a page; viewers of a stream load no page."""

    on: date | None
    parts: tuple[Workload, ...]
    peak: Workload | None


def rush_loads(campaign: Campaign, organisation: Organisation | None) -> list[RushLoad]:
    """The loads of every rush for which the brief gives a number."""
    loads: list[RushLoad] = []
    seen: dict[str, int] = {}
    for rush in sized_rushes(campaign):
        number = seen[rush.kind] = seen.get(rush.kind, 0) + 1
        key = rush.kind if number == 1 else f"{rush.kind}_{number}"
        if rush.kind == "live_event" and rush.people:
            loads.append(_live(key, rush, rush.people, organisation))
        elif rush.kind in BROADCASTS and rush.people:
            loads.append(_broadcast(key, rush, rush.people, organisation))
    if sale := sale_of(campaign):
        loads.append(_sale(sale, campaign, organisation))
    return loads


def separate_rushes(campaign: Campaign) -> list[Rush]:
    """The rushes without the QR codes shown in a broadcast: those who scan are among those who watch."""
    shown = [rush for rush in campaign.rushes if rush.kind in ("tv", "press")]
    return [rush for rush in campaign.rushes if rush.kind != "qr" or not any(_meet(rush, other) for other in shown)]


def sized_rushes(campaign: Campaign) -> list[Rush]:
    """The separate rushes, each with the people of its own clause only: those a message goes to are no listeners."""
    messaged = {send.volume.evidence for send in campaign.sends if send.volume and send.volume_stated}
    rushes = separate_rushes(campaign)
    return [rush if _has_own_people(rush, messaged, campaign) else replace(rush, people=None) for rush in rushes]


def _has_own_people(rush: Rush, messaged: set[Evidence], campaign: Campaign) -> bool:
    if rush.people is None or rush.people.evidence in messaged:
        return False
    first, last = sorted((rush.evidence[0], rush.people.evidence), key=lambda place: place.start)
    return not CLAUSE_END.search(campaign.reading.text[first.end : last.start])


def unsized_moments(campaign: Campaign) -> tuple[Evidence, ...]:
    """Where the brief speaks of many people at once and gives no number for them; empty where it tells its visits.

    A page loads for all who come: one moment without a number leaves the sum of the others short.
    """
    if campaign.past_visits:
        return ()
    rushes = sized_rushes(campaign)
    open_ones = [rush.evidence[0] for rush in rushes if rush.people is None and rush.kind != "live_event"]
    known = {place.sentence for rush in rushes for place in rush.evidence}
    told = [place for place in campaign.signal("rush") if place.sentence not in known]
    ordered = sorted([*told, *open_ones], key=lambda place: place.start)
    return tuple({place.quote.casefold(): place for place in reversed(ordered)}.values())[::-1]


def _meet(rush: Rush, other: Rush) -> bool:
    places = {place.sentence for place in rush.evidence}
    return bool(places & {place.sentence for place in other.evidence}) or (rush.on is not None and rush.on == other.on)


def sale_of(campaign: Campaign) -> Rush | None:
    """The sale that past visits tell something about."""
    sales = [rush for rush in campaign.rushes if rush.kind in ("flash_sale", "deadline")]
    return sales[0] if sales and campaign.past_visits else None


def subject_of(rush: Rush) -> str:
    """How a rush is called in the name of its workloads."""
    noun = RUSH_NOUNS[rush.kind]
    return f"{noun} on {long_date(rush.on)}" if rush.on else noun


def _broadcast(key: str, rush: Rush, people: Amount, organisation: Organisation | None) -> RushLoad:
    subject = subject_of(rush)
    responding = [stated("people", people), assumed("response", f"response_{rush.kind}", organisation)]
    visits = workload(
        "visits",
        key,
        responding,
        lambda v: v["people"] * v["response"],
        rule="rush_visits",
        subject=subject,
        evidence=rush.evidence,
    )
    factors = [
        computed("visits", visits),
        assumed("share", "rush_share", organisation),
        assumed("seconds", "rush_seconds", organisation),
    ]
    peak = workload(
        "peak_visits",
        key,
        factors,
        lambda v: v["visits"] * v["share"] / v["seconds"],
        rule="rush_peak",
        subject=subject,
    )
    length = factors[2].cases[1] / 60
    peak = with_curve(peak, [(0, peak.mid), (length, peak.mid)])
    return RushLoad(rush.on, (visits, peak), peak)


def _sale(rush: Rush, campaign: Campaign, organisation: Organisation | None) -> RushLoad:
    assert campaign.past_visits is not None
    subject = subject_of(rush)
    spread = [
        stated("visits", campaign.past_visits),
        assumed("growth", "sale_growth", organisation),
        assumed("days", "sale_days", organisation, heavy="low"),
    ]
    mean = workload(
        "mean_visits",
        rush.kind,
        spread,
        lambda v: v["visits"] * v["growth"] / v["days"] / SECONDS_PER_DAY,
        rule="sale_mean",
        subject=subject,
        evidence=rush.evidence,
    )
    hour = workload(
        "hour_visits",
        rush.kind,
        [*spread, assumed("hour", "sale_busiest_hour", organisation)],
        lambda v: v["visits"] * v["growth"] / v["days"] * v["hour"] / 3600,
        rule="sale_hour",
        subject=subject,
        evidence=rush.evidence,
    )
    peak = workload(
        "peak_visits",
        rush.kind,
        [computed("hour", hour), assumed("burst", "sale_burst", organisation)],
        lambda v: v["hour"] * v["burst"],
        rule="sale_peak",
        subject=subject,
    )
    return RushLoad(rush.on, (mean, hour, peak), peak)


def _live(key: str, rush: Rush, people: Amount, organisation: Organisation | None) -> RushLoad:
    subject = subject_of(rush)
    viewers = workload(
        "viewers",
        key,
        [stated("viewers", people)],
        lambda v: v["viewers"],
        subject=subject,
        evidence=rush.evidence,
    )
    count = computed("viewers", viewers)
    joining = [
        count,
        assumed("share", "live_join_share", organisation),
        assumed("seconds", "rush_seconds", organisation),
    ]
    joins = workload("joins", key, joining, lambda v: v["viewers"] * v["share"] / v["seconds"], subject=subject)
    watching = [count, assumed("megabits", "video_megabits", organisation)]
    video = workload("video", key, watching, lambda v: v["viewers"] * v["megabits"], subject=subject)
    return RushLoad(rush.on, (viewers, joins, video), None)
