"""The numbers that the scale of a campaign lacks, for questions."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Evidence
from service.campaign import Campaign, Feed, Rush, Send
from service.computing.rushes import BROADCASTS, RUSH_NOUNS, sale_of, sized_rushes
from service.computing.sending import (
    CHANNEL_NOUNS,
    RESPONSE,
    has_page,
    is_light,
    is_sized,
    is_triggered,
    send_loads,
    subject_of,
    window_seconds,
)
from service.computing.transactions import (
    callback_people,
    feed_rows,
    lists_people,
    takes_forms,
    takes_payments,
)

PEOPLE_WANTED = {
    "tv": "how many people watch the programme",
    "radio": "how many people listen to the programme",
    "qr": "how many people get to see the QR code",
    "press": "how many people read it",
    "live_event": "how many people watch at the same time",
}


@dataclass(frozen=True, slots=True)
class MissingInput:
    """A number that is not in the brief.

    `workload`: kind of the load it would size (the first part of a workload's id). `subject`: what it is
    about. `number`: what is asked for, in plain words. `assumed`: a range was assumed meanwhile, so the
    load is computed, only less sharply.
    """

    workload: str
    subject: str
    number: str
    assumed: bool
    evidence: tuple[Evidence, ...]


def missing_scale_inputs(campaign: Campaign) -> list[MissingInput]:
    """What the brief would have to say for each load it implies; in the order of what hurts most."""
    found = [
        *_messages(campaign),
        *_rushes(campaign),
        *_pages(campaign),
        *_callbacks(campaign),
        *_feeds(campaign),
        *_windows(campaign),
    ]
    return list({(item.workload, item.subject, item.number): item for item in found}.values())


def _messages(campaign: Campaign) -> Iterator[MissingInput]:
    for send in campaign.sends:
        if send.channel in CHANNEL_NOUNS and not is_sized(send) and not is_triggered(send, campaign):
            number = "how many people get it"
            yield MissingInput("messages", subject_of(send), number, False, send.evidence)


def _windows(campaign: Campaign) -> Iterator[MissingInput]:
    for send in campaign.sends:
        if _wants_window(send):
            number = "between which hours it may go out"
            yield MissingInput("send_rate", subject_of(send), number, True, send.evidence)


def _wants_window(send: Send) -> bool:
    if send.channel not in RESPONSE or not is_sized(send) or is_light(send):
        return False
    return window_seconds(send) is None


def _rushes(campaign: Campaign) -> Iterator[MissingInput]:
    for rush in sized_rushes(campaign):
        noun = RUSH_NOUNS[rush.kind]
        if rush.people is None and rush.kind in (*BROADCASTS, "live_event"):
            kind = "viewers" if rush.kind == "live_event" else "peak_visits"
            yield MissingInput(kind, noun, PEOPLE_WANTED[rush.kind], False, rush.evidence)
        elif rush.kind == "flash_sale":
            yield from _sale(rush, campaign)


def _sale(rush: Rush, campaign: Campaign) -> Iterator[MissingInput]:
    if sale_of(campaign) is None:
        number = "how many visits the last one had, and how many in its busiest hour"
        yield MissingInput("peak_visits", "Sale", number, False, rush.evidence)
    else:
        number = "how many of last time's visits came in the busiest hour"
        yield MissingInput("peak_visits", "Sale", number, True, rush.evidence)


def _pages(campaign: Campaign) -> Iterator[MissingInput]:
    """A page nobody can size: no send, no rush with a number leads to it."""
    if not has_page(campaign) or any(load.visits for load in send_loads(campaign, None)):
        return
    if campaign.past_visits or campaign.rushes:
        return
    evidence = tuple(item for journey in campaign.journeys for item in journey.evidence[:1])[:3]
    if evidence:
        what = "payments" if takes_payments(campaign) else "forms" if takes_forms(campaign) else "visits"
        number = f"how many {what} are expected on the busiest day"
        yield MissingInput("peak_visits", "Page", number, False, evidence)


def _callbacks(campaign: Campaign) -> Iterator[MissingInput]:
    promised = campaign.signal("call_back")
    if promised and callback_people(campaign) is None:
        yield MissingInput("callbacks", "Calls back", "how many calls a day are expected", False, promised)


def _feeds(campaign: Campaign) -> Iterator[MissingInput]:
    for feed in campaign.feeds:
        if feed.per_day and lists_people(feed.what) and feed_rows(feed, campaign) is None:
            yield MissingInput("feed_rows", _named(feed), "how many rows it has", False, feed.evidence)


def _named(feed: Feed) -> str:
    return feed.what[:1].upper() + feed.what[1:]
