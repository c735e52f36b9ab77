"""Loads held against what a channel, a vendor's system or the organisation's own system can take."""

import math
import re
from collections.abc import Sequence
from typing import Literal

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import InputSource, Workload
from service.campaign import Campaign
from service.catalogue.figures import Ceiling, ceilings, cite, figure
from service.catalogue.vocabulary import systems
from service.computing.factors import Factor, assumed, computed
from service.computing.rushes import RushLoad
from service.computing.sending import SendLoad, window_seconds
from service.computing.workloads import workload

Verdict = Literal["fits", "exceeds", "depends"]
EVENT_CHANNELS = {"webinar", "livestream", "event"}
MAILBOX_KINDS = ("mailbox", "office")
SENDER_KINDS = ("esp", "marketing_automation")
CRM_CHANNELS = {"email", "sms", "push", "in_app", "messaging_app"}
# Words by which an organisation's system tells what it carries.
CARRIES = {
    "email": {"email", "mail", "newsletter"},
    "sms": {"sms", "text", "texting"},
    "push": {"push", "notification"},
    "messaging_app": {"whatsapp"},
    "web": {"web", "website", "site", "cms", "landing"},
}
HOURS_PER_DAY = 24


def limit_loads(
    sends: Sequence[SendLoad],
    rushes: Sequence[RushLoad],
    pages: Sequence[Workload],
    campaign: Campaign,
    organisation: Organisation | None,
) -> list[Workload]:
    """Every load that meets a known ceiling, with a verdict."""
    named = named_systems(campaign)
    has_sender = _has_sender(campaign)
    known = [entry for entry in ceilings().values() if _concerns(entry, campaign, named, has_sender=has_sender)]
    loads = [load for send in sends for load in _send_limits(send, known, organisation)]
    loads += _call_limits(sends, known)
    loads += [load for rush in rushes for load in _room_limits(rush, known)]
    return loads + _own_limits(sends, pages, organisation)


def _is_telling(used: float) -> bool:
    """Tell whether the used share of a ceiling is worth a word."""
    return used >= figure("telling_share").range[1]


def verdict_of(load: Workload, allowed: float) -> Verdict:
    """`exceeds`: the middle case is over what is allowed; `depends`: only the high case is."""
    if load.mid > allowed:
        return "exceeds"
    return "depends" if load.high > allowed else "fits"


def named_systems(campaign: Campaign) -> set[str]:
    """The systems the brief names, by id and by name in snake_case."""
    names = {snake(system.name) for system in campaign.systems}
    told = [m for m in campaign.reading.of_kind("channel") if not m.negated]
    channels = {m.name for m in told if m.name}
    return (
        names
        | channels
        | {snake(text) for text in {m.text for m in told}}
        | {system.id for system in campaign.systems if system.id}
    )


def snake(name: str) -> str:
    """A name as an id: "Amazon SES" becomes "amazon_ses"."""
    return "_".join(re.findall(r"[^\W_]+", name.lower()))


def _concerns(entry: Ceiling, campaign: Campaign, named_in_brief: set[str], *, has_sender: bool) -> bool:
    if entry.systems:
        known = systems()
        named = named_in_brief.intersection(entry.systems)
        mailboxes = {name for name in named if name in known and known[name].kind in MAILBOX_KINDS}
        # With a sending tool at hand, a mailbox is where mails are read, not where they are sent from.
        return bool(named - mailboxes if has_sender else named)
    return any(region.split("-")[0] == entry.jurisdiction for region in campaign.regions)


def _has_sender(campaign: Campaign) -> bool:
    known = systems()
    return any(known[tool.id].kind in SENDER_KINDS for tool in campaign.systems if tool.id in known)


def _send_limits(send: SendLoad, known: Sequence[Ceiling], organisation: Organisation | None) -> list[Workload]:
    channel = send.send.channel
    near = [entry for entry in known if channel in entry.channels and _is_telling(_used(send, entry))]
    return [_at_rate(send, entry) if entry.measure == "rate" else _in_days(send, entry, organisation) for entry in near]


def _used(send: SendLoad, entry: Ceiling) -> float:
    """The share of a ceiling that the high case takes up, over the window that is stated or assumed."""
    most, limit = float((send.segments or send.messages).high), float(entry.range[0])
    window = window_seconds(send.send) or float(figure("send_window_unstated").range[1])
    return most / limit / (window if entry.measure == "rate" else 1)


def _at_rate(send: SendLoad, entry: Ceiling) -> Workload:
    load = _time(send, entry.id, entry.name, _limit(entry))
    return _judged(load, entry, _allowed_hours(send))


def _time(send: SendLoad, key: str, subject: str, limit: Factor) -> Workload:
    count = computed("messages", send.segments or send.messages)
    return workload(
        "time_at_limit",
        f"{send.key}_{key}",
        [count, limit],
        lambda v: v["messages"] / v["limit"] / 3600,
        subject=subject,
    )


def _in_days(send: SendLoad, entry: Ceiling, organisation: Organisation | None) -> Workload:
    count, limit = computed("messages", send.segments or send.messages), _limit(entry)
    key = f"{send.key}_{entry.id}"
    if entry.share is None:
        load = workload(
            "days_at_limit",
            key,
            [count, limit],
            lambda v: math.ceil(v["messages"] / v["limit"]),
            subject=entry.name,
        )
    else:
        load = workload(
            "days_at_limit",
            key,
            [count, assumed("share", entry.share, organisation), limit],
            lambda v: math.ceil(v["messages"] * v["share"] / v["limit"]),
            rule="days_at_shared_limit",
            subject=entry.name,
        )
    return _judged(load, entry, 1)


def _call_limits(sends: Sequence[SendLoad], known: Sequence[Ceiling]) -> list[Workload]:
    """Systems asked once for each recipient of the largest send."""
    asking = [send for send in sends if send.send.channel in CRM_CHANNELS]
    largest = max(asking, key=lambda send: send.messages.mid, default=None)
    if largest is None:
        return []
    loads = [_in_calls(largest, entry) for entry in known if "crm" in entry.channels]
    return [load for load in loads if _is_telling(float(load.high))]


def _in_calls(send: SendLoad, entry: Ceiling) -> Workload:
    load = workload(
        "calls_at_limit",
        f"{send.key}_{entry.id}",
        [computed("messages", send.messages), _limit(entry)],
        lambda v: v["messages"] / v["limit"],
        subject=entry.name,
    )
    return _judged(load, entry, 1)


def _room_limits(rush: RushLoad, known: Sequence[Ceiling]) -> list[Workload]:
    viewers = next((part for part in rush.parts if part.id.startswith("viewers.")), None)
    if viewers is None:
        return []
    fitting = [entry for entry in known if EVENT_CHANNELS & set(entry.channels)]
    return [
        _judged(
            workload(
                "room_at_limit",
                f"{viewers.id.partition('.')[2]}_{entry.id}",
                [computed("viewers", viewers), _limit(entry)],
                lambda v: v["viewers"] / v["limit"],
                subject=entry.name,
            ),
            entry,
            1,
        )
        for entry in fitting
    ]


def _own_limits(
    sends: Sequence[SendLoad], pages: Sequence[Workload], organisation: Organisation | None
) -> list[Workload]:
    loads: list[Workload] = []
    for system in organisation.systems if organisation else []:
        if system.rate_per_second is None:
            continue
        limit = _own_limit(system, float(system.rate_per_second))
        for send in sends:
            if _carries(system, send.send.channel):
                load = _time(send, snake(system.name), system.name, limit)
                loads.append(_with_verdict(load, _allowed_hours(send)))
        loads += [_web_load(page, system, limit) for page in pages if _is_web(page, system)]
    return loads


def _web_load(page: Workload, system: OrganisationSystem, limit: Factor) -> Workload:
    load = workload(
        "load_at_limit",
        snake(system.name),
        [computed("load", page), limit],
        lambda v: v["load"] / v["limit"],
        subject=system.name,
    )
    return _with_verdict(load, 1)


def _is_web(page: Workload, system: OrganisationSystem) -> bool:
    return page.id == "origin_requests.page" and _carries(system, "web")


def _carries(system: OrganisationSystem, what: str) -> bool:
    words = {word for name in (system.name, *system.aliases) for word in snake(name).split("_")}
    return bool(words & CARRIES.get(what, set()))


def _limit(entry: Ceiling) -> Factor:
    low, mid, high = (float(value) for value in entry.range)
    source = InputSource(kind="assumption", ref=entry.id, citation=cite(entry))
    # The smallest limit makes the heaviest case.
    return Factor("limit", (high, mid, low), entry.unit, source)


def _own_limit(system: OrganisationSystem, rate: float) -> Factor:
    source = InputSource(kind="organisation", ref=f"systems.{system.name}.rate_per_second")
    return Factor("limit", (rate,) * 3, "event/second", source)


def _allowed_hours(send: SendLoad) -> float:
    seconds = window_seconds(send.send)
    return seconds / 3600 if seconds else HOURS_PER_DAY


def _judged(load: Workload, entry: Ceiling, allowed: float) -> Workload:
    judged = _with_verdict(load, allowed)
    return judged.model_copy(update={"citation": cite(entry), "formula": f"{judged.formula} ({entry.condition})"})


def _with_verdict(load: Workload, allowed: float) -> Workload:
    return load.model_copy(update={"verdict": verdict_of(load, allowed)})
