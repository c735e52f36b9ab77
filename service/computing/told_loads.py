"""Loads of the page and of the telephone that the brief tells itself: visits, people at once, calls."""

import re
from collections.abc import Iterator, Sequence

from schemas.organisation import Organisation
from schemas.parts import Workload
from service.campaign import Amount, Campaign, Mention
from service.computing.factors import Factor, assumed, computed, stated, told
from service.computing.workloads import workload

AT_ONCE = re.compile(
    r"\b(?:at once|at the same (?:time|moment)|simultaneous(?:ly)?|concurrent(?:ly)?|in parallel|gleichzeitig"
    r"|zur selben zeit|en même temps|simultanément|a la vez|al mismo tiempo|ao mesmo tempo)\b",
    re.IGNORECASE,
)
"""Words right after a number of people, or inside it, that make it a crowd on the page."""
_NOT_THE_PAGE = re.compile(
    r"\b(?:webinar|stream\w*|viewers?|live ?stream|watch\w*|seats?|room|places|hall|lines?|agents?)\b", re.IGNORECASE
)
_WITHIN = re.compile(
    r"[^.;:,()]{0,40}?\s(?:in|within|over|during|binnen|innerhalb von|en|em)\s"
    r"(?:an? |the |that |this |those |about |around |just |only |under |first )*",
    re.IGNORECASE,
)
_MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_SENT = ("email", "sms", "push", "in_app", "messaging_app", "letter", "phone_call")
_NEAR = 30
_CROWD_UNITS = ("person", "visit", "session", "view")
_VISIT_UNITS = ("visit", "session")
_DAY_PERIODS = (None, "day")


def told_peaks(campaign: Campaign, organisation: Organisation | None) -> list[list[Workload]]:
    """The steps to a peak of visits, for each number the brief tells of its page; the last step is the peak."""
    found: list[list[Workload]] = []
    if crowd := _largest(_crowds(campaign)):
        factors = [stated("people", crowd), assumed("seconds", "session_seconds", organisation, heavy="low")]
        found.append([_crowd(factors, crowd)])
    if bursts := [_burst(count, length) for count, length in _bursts(campaign)]:
        found.append([max(bursts, key=lambda burst: burst.mid)])
    if visits := _largest(_planned(campaign, _VISIT_UNITS)):
        found.append(_spread(visits, organisation))
    return found


def told_calls(campaign: Campaign, organisation: Organisation | None) -> Workload | None:
    """Calls in the busiest hour, where the brief says how many calls come."""
    calls = _largest(_planned(campaign, ("call",)))
    claimed = {send.volume.evidence for send in campaign.sends if send.volume and send.volume_stated}
    if calls is None or calls.evidence in claimed:
        return None
    factors = [stated("calls", calls), assumed("hour", "sale_busiest_hour", organisation)]
    return workload(
        "calls_hour", "told", factors, lambda v: v["calls"] * v["hour"],
        rule="told_calls", subject="Telephone", evidence=[calls.evidence],
    )  # fmt: skip


def _spread(visits: Amount, organisation: Organisation | None) -> list[Workload]:
    subject = "Visits the brief tells of"
    hour = workload(
        "hour_visits", "told",
        [stated("visits", visits), assumed("hour", "sale_busiest_hour", organisation)],
        lambda v: v["visits"] * v["hour"] / 3600, rule="told_hour", subject=subject, evidence=[visits.evidence],
    )  # fmt: skip
    factors = [computed("hour", hour), assumed("burst", "sale_burst", organisation)]
    peak = workload("peak_visits", "told", factors, lambda v: v["hour"] * v["burst"], rule="told_peak", subject=subject)
    return [hour, peak]


def _crowd(factors: Sequence[Factor], crowd: Amount) -> Workload:
    return workload(
        "peak_visits", "crowd", factors, lambda v: v["people"] / v["seconds"],
        rule="crowd_peak", subject="People at the same time", evidence=[crowd.evidence],
    )  # fmt: skip


def _burst(people: Mention, length: Mention) -> Workload:
    assert isinstance(length.value, int | float)
    minutes = float(length.value) * _MINUTES[length.unit or ""]
    factors = [stated("people", _amount(people)), told("minutes", (minutes,) * 3, "minute", length.evidence)]
    return workload(
        "peak_visits", "burst", factors, lambda v: v["people"] / v["minutes"] / 60,
        rule="burst_peak", subject="People in a short time", evidence=[people.evidence],
    )  # fmt: skip


def _bursts(campaign: Campaign) -> Iterator[tuple[Mention, Mention]]:
    """`around 900 people in ten minutes`, now or last time; those whom a message goes to are no visits."""
    for mention in _counts(campaign):
        near = campaign.reading.mentions_by_sentence[mention.sentence]
        sent = any(m.kind == "channel" and m.name in _SENT for m in near)
        counts = mention.unit in _CROWD_UNITS and not sent
        if not counts and not _stood_still(campaign, mention):
            continue
        for length in near:
            if length.kind != "duration" or length.unit not in _MINUTES or not isinstance(length.value, int | float):
                continue
            if length.value and _WITHIN.fullmatch(campaign.reading.text, mention.end, max(mention.end, length.start)):
                yield mention, length


def _stood_still(campaign: Campaign, mention: Mention) -> bool:
    """`It was 2,000 in an hour and it crashed`: a number without a noun, of the site that failed."""
    failed = any(m.sentence == mention.sentence for m in campaign.reading.signals("past_outage"))
    return failed and mention.unit is None and mention.of is None


def _crowds(campaign: Campaign) -> Iterator[Amount]:
    """Numbers of people at the same time, of this campaign or of the last: both tell what the page must bear."""
    for mention in _counts(campaign):
        sentence = campaign.reading.sentence_by_id[mention.sentence]
        near = campaign.reading.text[mention.start : min(sentence.end, mention.end + _NEAR)]
        hit = AT_ONCE.search(near)
        if hit and mention.unit in _CROWD_UNITS and not _NOT_THE_PAGE.search(sentence.text):
            yield _amount(mention)


def _planned(campaign: Campaign, units: tuple[str, ...]) -> Iterator[Amount]:
    for mention in _counts(campaign):
        if mention.unit in units and mention.role == "volume" and mention.per in _DAY_PERIODS:
            yield _amount(mention)


def _counts(campaign: Campaign) -> Iterator[Mention]:
    for mention in campaign.reading.of_kind("count"):
        if mention.negated or mention.role in ("example", "target", "limit"):
            continue
        if mention.sentence not in campaign.reading.set_aside and isinstance(mention.value, int | float):
            yield mention


def _amount(mention: Mention) -> Amount:
    assert isinstance(mention.value, int | float)
    return Amount(mention.value, mention.unit or "person", mention.evidence, mention.high)


def _largest(amounts: Iterator[Amount]) -> Amount | None:
    return max(amounts, key=lambda amount: amount.high or amount.value, default=None)
