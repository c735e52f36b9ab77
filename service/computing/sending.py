"""What leaves the house: messages, the rate of sending, the visits that follow, the people who opt out."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.organisation import Organisation
from schemas.parts import PlannedSend, Workload
from service.campaign import Amount, Campaign, Send
from service.catalogue.figures import figure
from service.computing.arrivals import clicked_by, visit_curve
from service.computing.factors import Factor, assumed, computed, stated, told
from service.computing.wording import long_date
from service.computing.workloads import with_curve, workload

CHANNEL_NOUNS = {
    "email": "E-mail",
    "sms": "Text message",
    "push": "Push notification",
    "in_app": "In-app message",
    "messaging_app": "Message in a messaging app",
    "letter": "Letter",
    "print": "Printed piece",
    "phone_call": "Phone call",
}
REACH = {channel: channel for channel in ("email", "sms", "push", "letter", "phone_call", "messaging_app")}
REACH |= {"in_app": "push", "print": "letter"}
# Which formula counts them, where they are no messages.
COUNTED_AS = {"letter": "pieces", "print": "pieces", "phone_call": "calls"}
RESPONSE = {"email": "email", "sms": "sms", "push": "push", "in_app": "push", "messaging_app": "messaging_app"}
# One answer to one person's act: its load is that of the act, not of an audience.
TRIGGERED = re.compile(
    r"thank[- ]?you|\bthanks\b|confirmation|receipt|welcome|within \w+ (?:second|minute|hour)|after each"
    r"|call(?:ed|s|ing)?[- ]back|follow[- ]?up|abandon|sorry we missed"
    r"|dankes|bestätigung|confirmación|bienvenid|bienvenue|confirmação",
    re.IGNORECASE,
)
PAGE_CHANNELS = ("web_page", "website", "app")
PAGE_SIGNALS = (
    "landing_page", "personal_page", "form_registration", "donation", "payment_taking", "flash_sale",
    "new_website", "booking", "quiz_game",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SendLoad:
    """What one send brings about; parts that have no numbers are None."""

    send: Send
    messages: Workload
    rate: Workload | None = None
    segments: Workload | None = None
    visits: Workload | None = None
    peak: Workload | None = None
    opt_outs: Workload | None = None
    audience: Workload | None = None

    @property
    def key(self) -> str:
        """What its workloads have in common: `email_2` of `messages.email_2`."""
        return self.messages.id.partition(".")[2]

    def __iter__(self) -> Iterator[Workload]:
        parts = (self.audience, self.messages, self.rate, self.segments, self.visits, self.peak, self.opt_outs)
        return (part for part in parts if part is not None)

    @property
    def on(self) -> date | None:
        """The day of the send."""
        return self.send.on


def send_loads(campaign: Campaign, organisation: Organisation | None) -> list[SendLoad]:
    """The loads of every send whose number of people the brief gives."""
    loads: list[SendLoad] = []
    seen: dict[str, int] = {}
    for send in campaign.sends:
        if send.channel in CHANNEL_NOUNS and is_sized(send):
            seen[send.channel] = seen.get(send.channel, 0) + 1
            number = seen[send.channel]
            key = send.channel if number == 1 else f"{send.channel}_{number}"
            loads.append(_send_load(key, send, campaign, organisation))
    return loads


def planned_sends(campaign: Campaign, loads: Sequence[SendLoad]) -> list[PlannedSend]:
    """Every send as the brief plans it; those whose size it does not give are there without a number."""
    sized = {id(load.send): load for load in loads}
    planned: list[PlannedSend] = []
    for number, send in enumerate(campaign.sends, start=1):
        load = sized.get(id(send))
        planned.append(_planned(send, load, load.key if load else f"{send.channel}_open_{number}"))
    return planned


def _planned(send: Send, load: SendLoad | None, key: str) -> PlannedSend:
    return PlannedSend(
        id=key,
        name=subject_of(send) if send.channel in CHANNEL_NOUNS else send.label,
        channel=send.channel,
        messages=load.messages.result if load else None,
        stated=send.volume_stated,
        on=send.on,
        start=send.start,
        end=send.end,
        zone=send.zone,
        evidence=list(send.evidence),
    )


def is_sized(send: Send) -> bool:
    """Tell whether the brief says how many people get a message; a handful is more likely a count of messages."""
    return send.volume is not None and (send.volume.high or send.volume.value) >= figure("smallest_send").range[1]


def is_triggered(send: Send, campaign: Campaign) -> bool:
    """Tell whether a message answers one person's act, such as a thank-you mail: no audience gets it at once."""
    if send.volume_stated:
        return False
    texts = [send.label, *(campaign.reading.sentence_by_id[item.sentence].text for item in send.evidence)]
    return any(TRIGGERED.search(text) for text in texts)


def has_page(campaign: Campaign) -> bool:
    """Tell whether people are led to something that must carry visits."""
    if campaign.journeys or campaign.shows(*PAGE_SIGNALS):
        return True
    channels = (m for m in campaign.reading.of_kind("channel") if not m.negated and m.role != "past_result")
    return any(m.name in PAGE_CHANNELS and m.sentence not in campaign.reading.set_aside for m in channels)


def window_seconds(send: Send) -> float | None:
    """Length of the stated window in seconds; one that ends before it starts runs past midnight."""
    if send.start is None or send.end is None or send.start == send.end:
        return None
    day = date(2000, 1, 1)
    length = datetime.combine(day, send.end) - datetime.combine(day, send.start)
    return (length if length > timedelta() else length + timedelta(days=1)).total_seconds()


def is_light(send: Send) -> bool:
    """Tell whether a send without a stated window is so small that its hour makes no difference."""
    volume = send.volume.high or send.volume.value if send.volume else 0
    return window_seconds(send) is None and volume < figure("light_send").range[1]


def subject_of(send: Send) -> str:
    """How a send is called in the name of its workloads."""
    noun = CHANNEL_NOUNS[send.channel]
    return f"{noun} on {long_date(send.on)}" if send.on else noun


def _send_load(key: str, send: Send, campaign: Campaign, organisation: Organisation | None) -> SendLoad:
    assert send.volume is not None
    audience = _audience(key, send, send.volume)
    messages = _messages(key, send, send.volume, audience, organisation)
    if send.channel not in RESPONSE:
        return SendLoad(send, messages, audience=audience)
    count, subject = computed("messages", messages), subject_of(send)
    visits = _visits(key, send, messages, organisation) if has_page(campaign) else None
    opt_outs = _opt_outs(key, send, count, organisation)
    if is_light(send):
        return SendLoad(send, messages, visits=visits, opt_outs=opt_outs, audience=audience)
    window = _window(send, organisation)
    return SendLoad(
        send,
        messages,
        workload("send_rate", key, [count, window], lambda v: v["messages"] / v["window"], subject=subject),
        _segments(key, subject, count, organisation) if send.channel == "sms" else None,
        visits,
        _peak(key, send, visits, window) if visits else None,
        opt_outs,
        audience,
    )


def _audience(key: str, send: Send, volume: Amount) -> Workload | None:
    """The groups that a message goes to, added up; None where it goes to one."""
    if not volume.parts:
        return None
    groups = [stated(f"group {number}", part) for number, part in enumerate(volume.parts, start=1)]
    subject = subject_of(send)
    return workload("audience", key, groups, lambda v: sum(v.values()), rule="audience_groups", subject=subject)


def _messages(
    key: str, send: Send, volume: Amount, audience: Workload | None, organisation: Organisation | None
) -> Workload:
    subject, family = subject_of(send), COUNTED_AS.get(send.channel, "messages")
    if send.volume_stated:
        factors, rule = [stated("messages", volume)], f"{family}_stated"
    else:
        reachable = assumed("reachable", f"reachable_{REACH[send.channel]}", organisation)
        people = computed("audience", audience) if audience else stated("audience", volume)
        factors, rule = [people, reachable], f"{family}_reachable"
    return workload(
        "messages", key, factors, lambda v: math.prod(v.values()), rule=rule, subject=subject, evidence=send.evidence
    )


def _window(send: Send, organisation: Organisation | None) -> Factor:
    seconds = window_seconds(send)
    if seconds is None:
        return assumed("window", "send_window_unstated", organisation, heavy="low")
    return told("window", (seconds,) * 3, "second", send.evidence[0])


def _segments(key: str, subject: str, count: Factor, organisation: Organisation | None) -> Workload:
    factors = [count, assumed("segments", "sms_segments", organisation)]
    return workload("segments", key, factors, lambda v: v["messages"] * v["segments"], subject=subject)


def _visits(key: str, send: Send, messages: Workload, organisation: Organisation | None) -> Workload:
    click = assumed("click", f"click_{RESPONSE[send.channel]}", organisation)
    count, subject = computed("messages", messages), subject_of(send)
    if send.channel != "email":
        return workload(
            "visits",
            key,
            [count, click],
            lambda v: v["messages"] * v["click"],
            rule="visits_undelivered",
            subject=subject,
        )
    factors = [count, assumed("delivered", "delivered_email", organisation), click]
    return workload("visits", key, factors, lambda v: v["messages"] * v["delivered"] * v["click"], subject=subject)


def _peak(key: str, send: Send, visits: Workload, window: Factor) -> Workload:
    """By the click curve for e-mail, whose high case is the bound; by the bound alone where no curve is known."""
    subject, total = subject_of(send), computed("visits", visits)
    if send.channel != "email":
        bound = workload(
            "peak_visits",
            key,
            [total, window],
            lambda v: v["visits"] / v["window"],
            rule="peak_bound",
            subject=subject,
        )
        length = window.cases[1] / 60
        return with_curve(bound, [(0, bound.mid), (length, bound.mid)])
    come = _come(window)
    peak = workload(
        "peak_visits",
        key,
        [total, window, come],
        lambda v: v["visits"] / v["window"] * v["come"],
        rule="peak_curve",
        subject=subject,
    )
    return with_curve(peak, visit_curve(float(visits.mid), 1, window.cases[1]))


def _come(window: Factor) -> Factor:
    source = assumed("come", "click_curve", None).source
    low, mid, _ = (clicked_by(seconds) for seconds in window.cases)
    return Factor("come", (low, mid, 1.0), "ratio", source)


def _opt_outs(key: str, send: Send, count: Factor, organisation: Organisation | None) -> Workload | None:
    if send.channel not in ("email", "sms"):
        return None
    factors = [count, assumed("unsubscribe", f"unsubscribe_{send.channel}", organisation)]
    return workload("opt_outs", key, factors, lambda v: v["messages"] * v["unsubscribe"], subject=subject_of(send))
