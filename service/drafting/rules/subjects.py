"""What requirement patterns are applied to: sends, data, journeys, signals, goals ... as subjects with filled slots."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from schemas.base import Evidence
from service.campaign import Campaign, DataUse, Dated, Feed, Journey, Mention, Send
from service.drafting.rules.data_bans import find_data_bans
from service.drafting.rules.exclusions import find_exclusions
from service.drafting.rules.moments import is_day_of_campaign
from service.drafting.rules.promises import find_promises
from service.drafting.rules.reports import find_reports
from service.drafting.rules.selections import described, find_selections
from service.drafting.rules.sends import names_delivery
from service.drafting.rules.stopping import find_stops
from service.drafting.rules.wording import (
    CHANNEL_WORDS,
    clipped,
    customer_system,
    listed,
    mid_sentence,
    named_system,
    platform_for,
    platforms_beside,
    unofficial_stores,
    with_article,
)

MAX_EVIDENCE = 6
MAX_WORDS = 240
"""House default: characters of a description in a statement."""
_ASKED_ELSEWHERE = frozenset({"consent_record", "suppression_list", "voucher", "opens", "clicks", "contact_list"})
"""Data that patterns of their own speak of."""
_PASSED_ON = ("personalise", "select", "contact")
_HOLDING_KINDS = frozenset(
    {"crm", "donor_database", "cdp", "loyalty", "ecommerce", "pos", "warehouse", "database", "desktop_database",
     "spreadsheet", "erp", "booking", "ticketing", "membership", "student_record", "health_record",
     "event_registration", "survey"}
)  # fmt: skip
AD_KINDS = ("ad_platform", "social_network")


@dataclass(frozen=True)
class Subject:
    """One thing a pattern speaks of. `object` names it in the key; `attributes` are what `where` filters on."""

    object: str
    evidence: tuple[Evidence, ...]
    slots: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    calculations: tuple[str, ...] = ()


def common_slots(campaign: Campaign) -> dict[str, str]:
    """Slots that every statement may use."""
    personal = [use.system for use in campaign.data_uses if use.system]
    receiving = [party for party in campaign.parties if party.receives_data]
    return {
        "customer_system": customer_system(campaign),
        "systems": listed([with_article(system.name) for system in campaign.systems]) or "several sources",
        "sources": _sources(campaign),
        "systems_unofficial": unofficial_stores(campaign),
        "ad_platforms": listed(s.name for s in campaign.systems if s.kind in AD_KINDS) or "the advertising platforms",
        "lead_system": named_system(campaign, ("crm", "marketing_automation")) or "the customer system",
        "payment_system": named_system(campaign, ("payment",)) or "the payment provider",
        "party": listed(with_article(party.name) for party in receiving or campaign.parties) or "the receiver",
        "source": personal[0] if personal else "the source system",
        "availability_reason": _availability_reason(campaign),
    }


def _sources(campaign: Campaign) -> str:
    """The systems that hold data about people or sales; a platform that only sends or advertises is none."""
    holding = [s for s in campaign.systems if (s.holds or s.kind in _HOLDING_KINDS) and s.kind not in AD_KINDS]
    return listed(with_article(s.name) for s in holding) if len(holding) > 1 else "the sources"


def _send_subjects(campaign: Campaign) -> Iterable[Subject]:
    for send in campaign.sends:
        words = CHANNEL_WORDS[send.channel]
        when = send_time(campaign, send)
        yield Subject(
            object=f"{send.channel}{f'@{send.on}' if send.on else ''}",
            evidence=send.evidence,
            slots={
                "channel": words.name,
                "channel_noun": words.send,
                "channel_singular": words.one,
                "platform": platform_for(campaign, send.channel),
                "when": when,
                "verb": "deliver" if names_delivery(campaign.reading, send) else words.verb,
            },
            attributes={"channel": send.channel, "timed": "yes" if when else "no"},
        )


def _channel_subjects(campaign: Campaign) -> Iterable[Subject]:
    """One subject per channel, whatever the number of sends on it."""
    by_channel: dict[str, list[Send]] = {}
    for send in campaign.sends:
        by_channel.setdefault(send.channel, []).append(send)
    for channel, sends in by_channel.items():
        words = CHANNEL_WORDS[channel]
        yield Subject(
            object=channel,
            evidence=tuple(send.evidence[0] for send in sends),
            slots={
                "channel": words.name,
                "channel_noun": words.send,
                "channel_singular": words.one,
                "platform": platform_for(campaign, channel),
            },
            attributes={"channel": channel, "service": "yes" if all(send.service for send in sends) else "no"},
        )


_CONSENT = re.compile(
    r"\b(?:consents?|permissions?|opt-ins?|einwilligung\w*|consentements?|consentimientos?)\b", re.IGNORECASE
)
"""Said beside a system: where the permissions are kept."""


def _permission_subjects(campaign: Campaign) -> Iterable[Subject]:
    """The channels, each with what the brief says of the consent for it, or for any."""
    near = campaign.reading.mentions_by_sentence
    said = [place.sentence for place in campaign.signal("consent_stated", "consent_claimed")]
    said += [m.sentence for m in campaign.reading.of_kind("system") if m.sentence not in campaign.reading.set_aside
             and _CONSENT.search(campaign.reading.sentence_by_id[m.sentence].text)]  # fmt: skip
    for subject in _channel_subjects(campaign):
        on_it = [
            campaign.reading.evidence_of(id_)
            for id_ in dict.fromkeys(said)
            if not (named := {m.name for m in near.get(id_, ()) if m.kind == "channel"}) or subject.object in named
        ]
        yield replace(subject, evidence=(*subject.evidence[:MAX_EVIDENCE], *on_it)[:MAX_EVIDENCE])


def send_time(campaign: Campaign, send: Send) -> str:
    """The words of the brief for when a send happens: its day, its window, or both; empty when it gives none."""
    mentions = {(m.start, m.end): m for m in campaign.reading.mentions if m.kind in ("date", "window")}
    found = [mentions[place.start, place.end] for place in send.evidence if (place.start, place.end) in mentions]
    days = [_with_preposition(campaign, m, "on") for m in found if m.kind == "date" and not _STEP.match(m.text)
            and not _WHOLE_YEAR.fullmatch(str(m.value))][:1]  # fmt: skip
    windows = [_with_preposition(campaign, m, "at") for m in found if m.kind == "window"][:1]
    return " ".join([*days, *windows])


_WHOLE_YEAR = re.compile(r"\d{4}")
_STEP = re.compile(r"(?:day|week|month)\s*\d|[\w-]+ (?:days?|weeks?|hours?|months?) later", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(before|by|at|on|from|until|after|around|during|within|in)\s+(?:the\s+)?$", re.IGNORECASE)
_STANDS_ALONE = re.compile(
    r"^(?:between|the|this|that|next|within|during|from|every|two|one|three|w/[cb]|\w+ (?:days?|weeks?|hours?) )", re.I
)


_STRETCH_OF = re.compile(
    r"(?:week (?:of|commencing|beginning|starting)|(?:first|second|last|other) (?:half|week|days|part|third) of"
    r"|(?:beginning|start|middle|end|course) of)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\d{4}-\d\d")


def _with_preposition(campaign: Campaign, mention: Mention, usual: str) -> str:
    """The words of the time with the preposition the brief uses, so that `before 9am` does not become `at 9am`."""
    before = _PREPOSITION.search(campaign.reading.text[max(0, mention.start - 14) : mention.start])
    if before:
        article = "the " if _STRETCH_OF.match(mention.text) else ""
        return f"{before[1].lower()} {article}{mention.text}"
    if _STRETCH_OF.match(mention.text):
        return f"in the {mid_sentence(mention.text)}"
    if _MONTH.fullmatch(str(mention.value)):
        return f"in {mention.text}"
    return mid_sentence(mention.text) if _STANDS_ALONE.match(mention.text) else f"{usual} {mention.text}"


def _audience_subjects(campaign: Campaign) -> Iterable[Subject]:
    """The groups that the brief describes, and the audiences beside them that messages go to.

    Where there is neither, the first audience that the brief counts.
    """
    reading = campaign.reading
    left_out = {place.sentence for one in find_exclusions(reading) for place in one.evidence}
    groups = find_selections(reading, left_out | {one.evidence.sentence for one in find_stops(reading)})
    for group in groups:
        yield Subject(group.whom, (group.evidence,), {"audience": group.whom})
    told = {group.evidence.sentence for group in groups}
    volumes = {send.volume.evidence.start for send in campaign.sends if send.volume}
    addressed = [a for a in campaign.audiences if a.size and a.size.evidence.start in volumes]
    for audience in addressed or campaign.audiences[: not groups]:
        places = {place.sentence: reading.evidence_of(place.sentence) for place in audience.evidence}
        if told.isdisjoint(places) and not (groups and audience.name == "people"):
            named = clipped(described(reading, audience), MAX_WORDS)
            whom = named if _ANYBODY.match(named) else f"the {named}"
            yield Subject(audience.name, tuple(places.values()), {"audience": whom})


_ANYBODY = re.compile(r"(?:everyone|everybody|those|anyone|all|who)\b", re.IGNORECASE)


def _data_use_subjects(campaign: Campaign) -> Iterable[Subject]:
    for use in campaign.data_uses:
        slots = {"data": use.name, "system": with_article(use.system or "the system of record")}
        yield Subject(use.element, use.evidence, slots, {"purpose": use.purpose, "element": use.element})


_DATA_LISTED = 8
"""How many data a statement names; each has the place of its name among the evidence."""


def _data_group_subjects(campaign: Campaign) -> Iterable[Subject]:
    """Data of one purpose from one system as one subject: they are asked for, built and tested together."""
    goal_sentences = {place.sentence for goal in campaign.goals for place in goal.evidence}
    groups: dict[tuple[str | None, str], list[DataUse]] = {}
    for use in campaign.data_uses:
        if use.element not in _ASKED_ELSEWHERE and any(p.sentence not in goal_sentences for p in use.evidence):
            groups.setdefault((use.system, use.purpose), []).append(use)
    for (system, purpose), uses in groups.items():
        by_name: dict[str, Evidence] = {}
        for use in uses:
            by_name.setdefault(use.name, use.evidence[0])
        named = list(by_name.values())[:_DATA_LISTED]
        further = (place for use in uses for place in use.evidence if place.sentence not in goal_sentences)
        evidence = (*named, *(place for place in further if place not in named))
        slots = {
            "data": listed(by_name, _DATA_LISTED),
            "system": with_article(system or "the system of record"),
        }
        yield Subject(f"{system or ''}>{purpose}", evidence[: 2 * MAX_EVIDENCE], slots, {"purpose": purpose})


def _journey_subjects(campaign: Campaign) -> Iterable[Subject]:
    for journey in campaign.journeys:
        yield Subject(journey.kind, journey.evidence, {"journey": journey_name(journey)}, {"kind": journey.kind})


_JOURNEY_NAMES = {"form": "the form", "payment": "the payment page", "login": "the log-in page"}


def journey_name(journey: Journey) -> str:
    """A noun phrase for the page or step."""
    return _JOURNEY_NAMES.get(journey.kind, f"the {journey.label}")


def _rush_subjects(campaign: Campaign) -> Iterable[Subject]:
    for rush in campaign.rushes:
        people = (
            f"{rush.people.evidence.quote} viewers at once" if rush.people else "the expected number of viewers at once"
        )
        yield Subject(
            rush.kind, rush.evidence, {"people": people}, {"kind": rush.kind, "sized": "yes" if rush.people else "no"}
        )


def _feed_subjects(campaign: Campaign) -> Iterable[Subject]:
    reported = _reported(campaign)
    for feed in campaign.feeds:
        if feed.per_day is not None and reported.isdisjoint(place.sentence for place in feed.evidence):
            target = with_article(feed.target or "the receiver")
            source = feed.source or "the source system"
            when = f"When the delivery is due ({mid_sentence(feed.every)})"
            text = f"{when}, {with_article(source)} shall deliver {_delivered(feed)} to {target}."
            yield Subject(f"{feed.what}>{target}", feed.evidence, {"feed_statement": text})


def _delivered(feed: Feed) -> str:
    return feed.what if feed.what.lower().startswith("what ") else f"the {feed.what}"


def _reported(campaign: Campaign) -> set[str]:
    """Sentences that speak of a dashboard or report: people read it, and no system takes it in."""
    signalled = {m.sentence for m in campaign.reading.signals("dashboard_report")}
    return signalled | {report.evidence.sentence for report in find_reports(campaign.reading)}


def _report_subjects(campaign: Campaign) -> Iterable[Subject]:
    for report in find_reports(campaign.reading):
        yield Subject(f"report:{report.shows}", (report.evidence,), {"report_statement": report.statement})


def _goal_subjects(campaign: Campaign) -> Iterable[Subject]:
    for goal in campaign.goals:
        slots = {"metric": goal.metric or "the goal", "target": clipped(goal.statement, 110).removesuffix(".")}
        measurable = "yes" if goal.target is not None else "no"
        yield Subject(f"{goal.metric}:{goal.target}", tuple(goal.evidence), slots, {"measurable": measurable})


def _within_subjects(campaign: Campaign) -> Iterable[Subject]:
    for promise in find_promises(campaign):
        slots = {"actor": promise.actor, "act": promise.act, "within": promise.within}
        yield Subject(f"{promise.of}:{promise.within}", (promise.evidence,), slots)


def _source_subjects(campaign: Campaign) -> Iterable[Subject]:
    """Each source system with the data that has to pass to the platforms that send."""
    platforms = list(dict.fromkeys(platform_for(campaign, send.channel) for send in campaign.sends))
    sources: dict[str, list[DataUse]] = {}
    for use in campaign.data_uses:
        if use.system and with_article(use.system) not in platforms and use.purpose in _PASSED_ON:
            sources.setdefault(use.system, []).append(use)
    for system, uses in sources.items() if platforms else ():
        told = [platforms_beside(campaign, use) for use in uses]
        reached = platforms if not all(told) else [one for one in platforms if any(one in names for names in told)]
        evidence = tuple(place for use in uses for place in use.evidence[:1])[:MAX_EVIDENCE]
        slots = {
            "system": with_article(system),
            "platform": listed(reached),
            "data": listed(use.name for use in uses),
        }
        yield Subject(system, evidence, slots)


def _receiver_subjects(campaign: Campaign) -> Iterable[Subject]:
    for party in campaign.parties:
        if party.receives_data:
            yield Subject(party.name, party.evidence, {"party": with_article(party.name)})


def _trial_subjects(campaign: Campaign) -> Iterable[Subject]:
    for system in campaign.systems:
        if system.standing == "trial":
            yield Subject(system.name, system.evidence, {"tool": with_article(system.name)})


def _dated_subjects(campaign: Campaign) -> Iterable[Subject]:
    """Dates that work must be ready for, those of one sentence together; a goal's period and end are none."""
    goal_sentences = {place.sentence for goal in campaign.goals for place in goal.evidence}
    grouped: dict[tuple[str, str], list[Dated]] = {}
    for dated in campaign.dates:
        sentence = dated.evidence[0].sentence
        if dated.kind not in ("deadline", "event") or sentence not in goal_sentences:
            grouped.setdefault((sentence, dated.kind), []).append(dated)
    for (sentence, kind), group in grouped.items():
        ordered = sorted(group, key=lambda dated: dated.evidence[0].start)
        slots = {
            "date": listed((dated.evidence[0].quote for dated in ordered), 8),
            "comes": "comes" if len(group) == 1 else "come",
            "name": _occasion(campaign, ordered[0]),
        }
        name = ",".join(str(dated.on) for dated in ordered)
        yield Subject(name, (campaign.reading.evidence_of(sentence),), slots, {"kind": kind})


def _occasion(campaign: Campaign, dated: Dated) -> str:
    """What happens on the date: the channel or event the brief names beside it, else the words around it."""
    if is_day_of_campaign(dated):
        return "the campaign"
    place = dated.evidence[0]
    near = campaign.reading.mentions_by_sentence.get(place.sentence, ())
    named = [m for m in near if m.kind == "channel" and not m.negated]
    if named:
        nearest = min(named, key=lambda m: abs(m.start - place.start))
        name = next((m for m in near if m.kind == "system" and m.start == nearest.start), None)
        if name:
            return name.text if name.end >= nearest.end else f"the {nearest.text}"
        return f"the {mid_sentence(nearest.text)}"
    return f'"{clipped(dated.name, 80)}"'


def campaign_subject(campaign: Campaign, signals: tuple[str, ...]) -> Subject:
    """The campaign as a whole, with the places that made the pattern apply."""
    places = campaign.signal(*signals) or tuple(send.evidence[0] for send in campaign.sends)
    places = places or tuple(journey.evidence[0] for journey in campaign.journeys)
    places = places or tuple(use.evidence[0] for use in campaign.data_uses)
    return Subject("campaign", places[:MAX_EVIDENCE])


def _availability_reason(campaign: Campaign) -> str:
    if campaign.shows("past_outage"):
        return "The brief reports an earlier failure in the busiest moment; another would cost results and trust."
    return "The result of the campaign is made in a few hours; a failure then cannot be made up for later."


def signal_subject(campaign: Campaign, mentions: tuple[Mention, ...]) -> Subject:
    """All places where one of the signals stands, as one subject: one requirement with all its evidence."""
    sentences = {mention.sentence for mention in mentions}
    parties = [p.name for p in campaign.parties if any(place.sentence in sentences for place in p.evidence)]
    slots = {"party": listed(with_article(name) for name in parties)} if parties else {}
    whole = campaign.reading.evidence_of(mentions[0].sentence)
    slots["quote"] = clipped(whole.quote, 140)
    return Subject("campaign", (whole, *(m.evidence for m in mentions[1:MAX_EVIDENCE])), slots)


def _exclusion_subjects(campaign: Campaign) -> Iterable[Subject]:
    for exclusion in find_exclusions(campaign.reading):
        yield Subject(exclusion.whom, exclusion.evidence[:MAX_EVIDENCE], {"whom": exclusion.whom})


def _data_ban_subjects(campaign: Campaign) -> Iterable[Subject]:
    for ban in find_data_bans(campaign.reading):
        yield Subject(ban.words, (ban.evidence,), {"words": ban.words})


def _stop_subjects(campaign: Campaign) -> Iterable[Subject]:
    for stop in find_stops(campaign.reading):
        yield Subject(stop.words, (stop.evidence,), {"words": stop.words})


SUBJECTS: dict[str, Callable[[Campaign], Iterable[Subject]]] = {
    "send": _send_subjects,
    "channel": _channel_subjects,
    "permission": _permission_subjects,
    "audience": _audience_subjects,
    "exclusion": _exclusion_subjects,
    "data_ban": _data_ban_subjects,
    "stop": _stop_subjects,
    "data_use": _data_use_subjects,
    "data_group": _data_group_subjects,
    "journey": _journey_subjects,
    "rush": _rush_subjects,
    "feed": _feed_subjects,
    "report": _report_subjects,
    "goal": _goal_subjects,
    "within": _within_subjects,
    "source_to_platform": _source_subjects,
    "receiving_party": _receiver_subjects,
    "trial_system": _trial_subjects,
    "dated": _dated_subjects,
}
