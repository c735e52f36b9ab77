"""What visitors and systems write: gifts, payments, forms, calls back, codes, feeds, stored events."""

import re
from collections.abc import Sequence
from itertools import chain

from schemas.brief import Goal
from schemas.organisation import Organisation
from schemas.parts import Workload
from service.campaign import Amount, Campaign, Feed
from service.catalogue.figures import figure
from service.computing.factors import Factor, assumed, computed, stated, told
from service.computing.sending import RESPONSE, SendLoad
from service.computing.workloads import workload

# A feed whose rows are people: its size is that of an audience.
PEOPLE_LIST = re.compile(
    r"\b(list|audience|segment|contact|member|customer|donor|subscriber|supporter|recipient|lead)s?\b",
    re.IGNORECASE,
)
_LIST_OF = re.compile(r"\blists? of (?:(?:all|the|their|our|its|his|her|new|these|those)\s)*([a-z]+)", re.IGNORECASE)
STOP_WORDS = frozenset(("the", "our", "all", "every", "each", "who", "that", "with", "from", "and", "for"))


def action_loads(peak: Workload | None, campaign: Campaign, organisation: Organisation | None) -> list[Workload]:
    """Gifts, payments and forms in the busiest minute."""
    loads: list[Workload] = []
    giving = campaign.shows("donation")
    paying = giving or takes_payments(campaign)
    if peak and paying:
        loads.append(_per_minute(peak, "gifts" if giving else "sales", organisation))
    if peak and takes_forms(campaign):
        loads.append(_per_minute(peak, "forms", organisation))
    return loads


def goal_loads(campaign: Campaign, organisation: Organisation | None) -> list[Workload]:
    """Gifts and sales in the busiest hour, from what the goals ask for."""
    paying = campaign.shows("donation") or takes_payments(campaign)
    return [load for goal in campaign.goals if (load := _from_goal(goal, paying, organisation))]


def takes_payments(campaign: Campaign) -> bool:
    """Tell whether visitors pay or give on the way."""
    journeys = any(journey.kind == "payment" for journey in campaign.journeys)
    return journeys or campaign.shows("payment_taking", "donation")


def takes_forms(campaign: Campaign) -> bool:
    """Tell whether visitors send off a form."""
    journeys = any(journey.kind == "form" for journey in campaign.journeys)
    return journeys or campaign.shows("form_registration")


def callback_load(campaign: Campaign, organisation: Organisation | None) -> Workload | None:
    """Calls back a day where the brief promises them and says how many people there are."""
    promised = campaign.signal("call_back")
    people = callback_people(campaign)
    if not promised or people is None:
        return None
    factors = [stated("people", people), assumed("share", "callback_share", organisation)]
    return workload("callbacks", "day", factors, lambda v: v["people"] * v["share"], evidence=promised)


def callback_people(campaign: Campaign) -> Amount | None:
    """The people of whom some ask for a call: the viewers of a live event, else the leads aimed at."""
    viewers = (rush.people for rush in campaign.rushes if rush.kind == "live_event" and rush.people)
    leads = (
        Amount(goal.target.value, "person", goal.evidence[0])
        for goal in campaign.goals
        if goal.target and goal.target.unit == "lead" and goal.evidence
    )
    return next(viewers, None) or next(leads, None)


def code_load(sends: Sequence[SendLoad], campaign: Campaign) -> Workload | None:
    """Voucher codes where each person gets one; the largest send counts, not the sum of reminders."""
    vouchers = campaign.signal("voucher_codes")
    if not vouchers or not sends:
        return None
    largest = max(sends, key=lambda load: load.messages.mid).messages
    return workload("codes", "all", [computed("messages", largest)], lambda v: v["messages"], evidence=vouchers)


def feed_loads(campaign: Campaign) -> list[Workload]:
    """Rows a day of every feed of people whose number the brief gives."""
    loads: list[Workload] = []
    for position, feed in enumerate(campaign.feeds, 1):
        rows = feed_rows(feed, campaign)
        if rows is not None and feed.per_day:
            runs = told("runs", (feed.per_day,) * 3, "ratio", feed.evidence[0])
            loads.append(
                workload(
                    "feed_rows",
                    str(position),
                    [rows, runs],
                    lambda v: v["rows"] * v["runs"],
                    subject=feed.what[:1].upper() + feed.what[1:],
                    evidence=feed.evidence,
                )
            )
    return loads


def lists_people(what: str) -> bool:
    """Tell whether a feed has a row for each person: a list of members has, a list of bookings has not."""
    listed = _LIST_OF.search(what)
    return bool(PEOPLE_LIST.search(listed[1] if listed else what))


def feed_rows(feed: Feed, campaign: Campaign) -> Factor | None:
    """The rows of a feed of people: the audience it names, else anything between the smallest and the largest."""
    sized = [(audience.name, audience.size) for audience in campaign.audiences if audience.size]
    if not sized or not lists_people(feed.what):
        return None
    words = _words(" ".join([feed.what, *(_sentence(item.sentence, campaign) for item in feed.evidence)]))
    named = [size for name, size in sized if _words(name) & words]
    sizes = sorted(named or [size for _, size in sized], key=lambda size: size.value)
    low, high = sizes[0], sizes[-1]
    cases = (float(low.value), float(low.value), float(high.high or high.value))
    return told("rows", cases, "record", low.evidence)


def storage_loads(sends: Sequence[SendLoad], organisation: Organisation | None) -> list[Workload]:
    """Event rows of all sends, and their size."""
    pairs = [_events(load, organisation) for load in sends if load.send.channel in RESPONSE]
    if not pairs:
        return []
    names = [(messages.name, events.name) for messages, events in pairs]
    rows = workload(
        "event_rows",
        "all",
        list(chain.from_iterable(pairs)),
        lambda v: sum(v[messages] * v[events] for messages, events in names),
    )
    factors = [computed("rows", rows), assumed("kilobytes", "event_kilobytes", organisation)]
    storage = workload("storage", "all", factors, lambda v: v["rows"] * v["kilobytes"] / 1e6)
    return [rows, storage] if storage.high >= figure("light_storage").range[1] else []


def _events(load: SendLoad, organisation: Organisation | None) -> tuple[Factor, Factor]:
    messages, channel = load.messages, RESPONSE[load.send.channel]
    fact = f"events_{channel}" if channel == "email" else "events_other"
    return computed(messages.id, messages), assumed(f"events of {messages.id}", fact, organisation)


def _per_minute(peak: Workload, what: str, organisation: Organisation | None) -> Workload:
    fact = {"gifts": "donation", "sales": "payment", "forms": "form"}[what]
    factors = [
        computed("peak", peak),
        assumed("conversion", f"conversion_{fact}", organisation),
    ]
    return workload(f"{what}_peak", "page", factors, lambda v: v["peak"] * 60 * v["conversion"])


def _from_goal(goal: Goal, paying: bool, organisation: Organisation | None) -> Workload | None:
    target = goal.target
    if not paying or target is None or target.unit not in ("gift", "sale") or not goal.evidence:
        return None
    amount = Amount(target.value, target.unit, goal.evidence[0])
    factors = [stated("target", amount), assumed("hour", "busiest_hour_share", organisation)]
    return workload(f"{target.unit}s_goal", goal.id, factors, lambda v: v["target"] * v["hour"])


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[^\W\d_]{3,}", text.lower())} - STOP_WORDS


def _sentence(sentence: str, campaign: Campaign) -> str:
    return campaign.reading.sentence_by_id[sentence].text
