"""Which work this brief needs before it can launch, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from schemas.base import Evidence
from schemas.organisation import Organisation
from schemas.parts import DpiaOutcome
from service.campaign import Campaign, Send, SystemUse
from service.catalogue.figures import ceilings, figure
from service.catalogue.vocabulary import systems
from service.computing.limits import snake
from service.computing.outside_hands import is_service, receives_data, standing_of
from service.computing.sending import window_seconds
from service.computing.wording import listed

NEW = ("trial", "unofficial", "wished")
OUTSIDE = ("agency", "supplier", "freelancer", "volunteer", "partner")
STORED_IN_EEA_OR_UK = frozenset(
    (
        "EU", "EEA", "GB", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
        "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
    )
)  # fmt: skip
# Kinds of the systems catalogue.
MAIL_KINDS = ("esp", "marketing_automation", "mailbox")
SMS_KINDS = ("sms_gateway", "messaging")
CRM_KINDS = ("crm", "donor_database", "membership", "loyalty")
# Places people go to by themselves: what is agreed with them is their terms, not a security review.
PLATFORM_KINDS = ("ad_platform", "social_network", "social_tool", "marketplace", "search_engine", "app_store")
CHANGES = ("page_build", "data_feed", "integration_build", "crm_field", "consent_banner", "dns_certificate")
# From how many changes to running systems on an approval is expected even if nothing says so.
CHANGES_MANY = 3
# What a signal of the brief asks for, and why, in the words of the campaign.
BY_SIGNAL: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("page_build", ("landing_page", "personal_page", "form_registration", "new_website"), "people land on it"),
    (
        "load_test",
        (
            "rush", "tv_rush", "radio_rush", "qr_rush", "flash_sale", "past_outage", "must_not_fail", "countdown",
        ),
        "many people come at once, and it must hold",
    ),
    ("pen_test", ("payment_taking", "donation", "login_account"), "people pay or log in there"),
    ("app_release", ("app_feature",), "the app changes"),
    ("dns_certificate", ("domain_dns", "new_website"), "it gets its own web address"),
    (
        "consent_banner",
        ("tracking", "retargeting", "conversion_tracking", "ip_lookup"),
        "visitors are followed, which the consent banner must ask for first",
    ),
    ("translation", ("multilingual",), "it appears in more than one language"),
    ("accessibility_check", ("accessibility",), "everybody must be able to use it"),
    (
        "tracking_plan",
        ("dashboard_report", "attribution", "conversion_tracking", "ab_test"),
        "the numbers asked for must be collected from the first day",
    ),
    ("dashboard_build", ("dashboard_report",), "somebody wants to look at the numbers regularly"),
    ("works_council", ("works_council",), "the works council has a say"),
    ("legal_review", ("legal_unchecked", "competition_draw"), "nobody has checked it yet"),
    ("suppression_sync", ("suppression",), "people who said stop must be left out in every tool"),
    ("integration_build", ("api_integration", "real_time"), "systems have to answer each other at once"),
    ("sso", ("sso_access",), "staff need access"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeadNeed:
    """One item of work the brief needs.

    `item`: id in `lead_times.yaml`. `subject`: what it is about where there may be several, such as the
    tool under review. `needed_by`: its own date; None stands for the launch.
    """

    item: str
    why: str
    evidence: tuple[Evidence, ...]
    needed_by: date | None = None
    subject: str | None = None


def lead_needs(
    campaign: Campaign, organisation: Organisation | None = None, dpia: DpiaOutcome = "undetermined"
) -> list[LeadNeed]:
    """Derive the work that has to be done before the launch; one need per item and subject.

    `dpia`: outcome of the privacy screening; an assessment is planned where it is required or presumed. One that
    is only recommended is a choice, and no launch waits for it.
    """
    tools = new_tools(campaign, organisation)
    found = list(
        chain(
            _by_signal(campaign),
            _tools(tools),
            _privacy(campaign, tools, dpia),
            _data(campaign),
            _pages(campaign),
            _email(campaign, tools),
            _sms(campaign, tools),
            _print(campaign),
        )
    )
    days = _own_days(campaign)
    merged = _merged(_dated(need, days) for need in found if _in_proportion(need, campaign))
    return merged + _merged(_change_board(merged, campaign, organisation))


def new_tools(campaign: Campaign, organisation: Organisation | None) -> list[SystemUse]:
    """Tools nobody has approved: on trial, unofficial or wished for, and with a profile also unlisted ones."""
    known = _known_names(organisation)
    services = (replace(tool, standing=standing_of(tool, campaign)) for tool in campaign.systems
                if is_service(tool, campaign))  # fmt: skip
    tools = (tool for tool in services if _kind(tool) not in PLATFORM_KINDS and not _names(tool) & known)
    return [tool for tool in tools if tool.standing in NEW or (organisation and organisation.systems)]


def _kind(tool: SystemUse) -> str:
    """The kind of a product as the catalogue knows it, else as it was understood."""
    known = systems().get(tool.id or "")
    return known.kind if known else tool.kind


def _known_names(organisation: Organisation | None) -> set[str]:
    systems = organisation.systems if organisation else []
    return {snake(name) for system in systems for name in (system.name, *system.aliases)}


def _names(tool: SystemUse) -> set[str]:
    return {snake(tool.name), *([tool.id] if tool.id else [])}


def _firm(campaign: Campaign, *names: str) -> tuple[Evidence, ...]:
    """Evidence of signals that are neither denied nor a mere wish."""
    mentions = campaign.reading.signals(*names)
    return tuple(m.evidence for m in mentions if not m.hedged and m.sentence not in campaign.reading.set_aside)


def _by_signal(campaign: Campaign) -> Iterator[LeadNeed]:
    for item, signals, why in BY_SIGNAL:
        if evidence := _firm(campaign, *signals):
            yield LeadNeed(item, why, evidence)


def is_mass(campaign: Campaign) -> bool:
    """Tell whether so many come at once that a test under load is worth its days.

    So it is where a broadcast, a sale or an earlier breakdown says so, where nobody knows how many will come, and
    where the largest number of people is not a small one.
    """
    if campaign.shows("tv_rush", "radio_rush", "flash_sale", "past_outage"):
        return True
    sizes = [audience.size for audience in campaign.audiences] + [send.volume for send in campaign.sends]
    sizes += [rush.people for rush in campaign.rushes]
    numbers = [float(size.high or size.value) for size in sizes if size]
    return not numbers or max(numbers) >= figure("small_crowd").range[1]


def takes_log_in_or_payment(campaign: Campaign) -> bool:
    """Tell whether visitors pay or log in: without either there is little for a tester to break into."""
    kinds = {journey.kind for journey in campaign.journeys}
    return bool(kinds & {"payment", "login"} or _firm(campaign, "payment_taking", "login_account"))


def _in_proportion(need: LeadNeed, campaign: Campaign) -> bool:
    if need.item == "load_test":
        return is_mass(campaign)
    return need.item != "pen_test" or takes_log_in_or_payment(campaign)


def _tools(tools: Sequence[SystemUse]) -> Iterator[LeadNeed]:
    for tool in tools:
        why = f"{tool.name} is not an approved tool yet"
        yield LeadNeed("vendor_review", why, tool.evidence, subject=tool.name)
        if tool.standing in ("trial", "wished"):
            yield LeadNeed("sso", f"staff would log in to {tool.name}", tool.evidence, subject=tool.name)


def _privacy(campaign: Campaign, tools: Sequence[SystemUse], outcome: DpiaOutcome) -> Iterator[LeadNeed]:
    if outcome in ("required", "presumed"):
        yield LeadNeed("dpia", f"the privacy screening says: {outcome}", ())
    new = [*(tools if campaign.data_uses or campaign.audiences else ()), *_fed_platforms(campaign)]
    receivers = [party for party in campaign.parties if party.kind in OUTSIDE and receives_data(party, campaign)]
    if new or receivers:
        names = list(dict.fromkeys([*(tool.name for tool in new), *(party.name for party in receivers)]))
        evidence = tuple(chain(*(tool.evidence for tool in new), *(party.evidence for party in receivers)))
        yield LeadNeed("processing_agreement", f"{listed(names)} would get data about people", evidence)
    for tool in new:
        if tool.country and _leaves(tool.country, campaign):
            why = f"{tool.name} keeps data in {tool.country}"
            yield LeadNeed("transfer_assessment", why, tool.evidence)


def _fed_platforms(campaign: Campaign) -> list[SystemUse]:
    """Advertising platforms that people are matched with."""
    places = {place.sentence for place in _firm(campaign, "ad_audience_matching")}
    platforms = (tool for tool in campaign.systems if _kind(tool) in PLATFORM_KINDS)
    return [tool for tool in platforms if places & {place.sentence for place in tool.evidence}]


def _leaves(country: str, campaign: Campaign) -> bool:
    homes = {region.split("-")[0] for region in campaign.regions}
    return bool(homes & STORED_IN_EEA_OR_UK) and country not in STORED_IN_EEA_OR_UK


def _data(campaign: Campaign) -> Iterator[LeadNeed]:
    reports = {mention.sentence for mention in campaign.reading.signals("dashboard_report")}
    if feeds := [feed for feed in campaign.feeds if not reports & {place.sentence for place in feed.evidence}]:
        why = f"data moves regularly: {listed(list(dict.fromkeys(feed.what for feed in feeds)))}"
        yield LeadNeed("data_feed", why, tuple(place for feed in feeds for place in feed.evidence))
    used = [use for use in campaign.data_uses if use.purpose in ("personalise", "select", "match", "score")]
    if used and campaign.sends:
        why = "what the messages hold or select by must reach the tool that sends"
        yield LeadNeed("data_feed", why, tuple(place for use in used for place in use.evidence[:1]))
    enrolled = tuple(place for use in campaign.data_uses if use.purpose == "enrol" for place in use.evidence)
    if enrolled and (_crm(campaign) or _firm(campaign, "crm_sync")):
        yield LeadNeed("crm_field", "what people fill in has to be kept somewhere", enrolled)


def _crm(campaign: Campaign) -> bool:
    return any(_kind(tool) in CRM_KINDS for tool in campaign.systems)


def _pages(campaign: Campaign) -> Iterator[LeadNeed]:
    for journey in campaign.journeys:
        if journey.kind in ("page", "form", "personal_page"):
            yield LeadNeed("page_build", "people land on it", journey.evidence)
        elif journey.kind in ("payment", "login"):
            yield LeadNeed("pen_test", "people pay or log in there", journey.evidence)
    for rush in campaign.rushes:
        if rush.kind not in ("live_event", "press"):
            yield LeadNeed("load_test", "many people come at once, and it must hold", rush.evidence)
    if children := _children_enrolled(campaign):
        yield LeadNeed("parental_consent", "children sign up", children)


def _children_enrolled(campaign: Campaign) -> tuple[Evidence, ...]:
    children = _firm(campaign, "minors")
    forms = [journey.evidence for journey in campaign.journeys if journey.kind == "form"]
    enrolled = [use.evidence for use in campaign.data_uses if use.purpose == "enrol"]
    signals = _firm(campaign, "form_registration", "loyalty_points")
    places = {place.sentence for place in (*chain(*forms, *enrolled), *signals)}
    return tuple(place for place in children if place.sentence in places)


def _email(campaign: Campaign, tools: Sequence[SystemUse]) -> Iterator[LeadNeed]:
    mails = [send for send in campaign.sends if send.channel == "email"]
    sized = [send for send in mails if send.volume]
    threshold = figure("warmup_messages").range[1]
    large = [send for send in sized if send.volume and send.volume.value >= threshold]
    fresh = [tool for tool in tools if _kind(tool) in MAIL_KINDS]
    if not large and not (fresh and sized):
        return
    evidence = tuple(place for send in large or sized for place in send.evidence)
    why = "unless this domain carries such a volume every week, mailbox providers slow the send down or block it"
    yield LeadNeed("warm_up", why, evidence, _first_day(_to_come(large or sized, campaign)))


def _sms(campaign: Campaign, tools: Sequence[SystemUse]) -> Iterator[LeadNeed]:
    texts = [send for send in campaign.sends if send.channel == "sms"]
    if not texts:
        return
    evidence = tuple(place for send in texts for place in send.evidence)
    day = _first_day(_to_come(texts, campaign))
    regions = {region.split("-")[0] for region in campaign.regions}
    if "US" in regions:
        yield from _us_sms(campaign, evidence, day)
    for region, item in (("SG", "sms_sender_sg"), ("IN", "sms_sender_in")):
        if region in regions:
            yield LeadNeed(item, "without it networks mark or stop the messages", evidence, day)
    fresh = any(_kind(tool) in SMS_KINDS for tool in tools)
    if fresh and not regions & {"US", "SG", "IN"}:
        yield LeadNeed("sms_sender", "the tool that sends is new", evidence, day)


def _us_sms(campaign: Campaign, evidence: tuple[Evidence, ...], day: date | None) -> Iterator[LeadNeed]:
    most = max((_needed_rate(campaign)), default=0.0)
    if most > float(ceilings()["us_10dlc_att"].range[2]):
        why = "no ordinary US number sends that fast"
        yield LeadNeed("sms_short_code", why, evidence, day)
    else:
        why = "US networks stop texts from numbers that are not registered"
        yield LeadNeed("sms_10dlc", why, evidence, day)


def _needed_rate(campaign: Campaign) -> Iterator[float]:
    for send in campaign.sends:
        seconds = window_seconds(send)
        if send.channel == "sms" and send.volume and seconds:
            yield send.volume.value / seconds


def _print(campaign: Campaign) -> Iterator[LeadNeed]:
    pieces = [send for send in campaign.sends if send.channel in ("letter", "print")]
    for piece in pieces:
        places = {place.sentence for place in piece.evidence}
        formats = tuple(p for p in _firm(campaign, "file_format", "unknown_format") if p.sentence in places)
        yield LeadNeed("print_file", "the printer needs the addresses in a form it can use", piece.evidence + formats)


def _change_board(
    needs: Sequence[LeadNeed], campaign: Campaign, organisation: Organisation | None
) -> Iterator[LeadNeed]:
    changes = [need for need in needs if need.item in CHANGES]
    told = _firm(campaign, "change_freeze", "approval_needed")
    if changes and (told or organisation or len(changes) >= CHANGES_MANY):
        evidence = told or tuple(place for need in changes for place in need.evidence[:1])
        yield LeadNeed("change_board", "running systems are changed", evidence)


def _own_days(campaign: Campaign) -> dict[str, date]:
    """By sentence the first date to come that work can have as its own: one before the launch, where there is one."""
    launch = campaign.launch.on if campaign.launch else None
    # Without a launch, a deadline may be the end of the campaign and not of the work before it.
    kinds = ("launch", "send", "event", "deadline") if launch else ("launch", "send", "event")
    days: dict[str, date] = {}
    for dated in campaign.dates:
        if dated.kind in kinds and dated.on >= campaign.today and (launch is None or dated.on < launch):
            for place in dated.evidence:
                days[place.sentence] = min(dated.on, days.get(place.sentence, dated.on))
    return days


def _dated(need: LeadNeed, days: dict[str, date]) -> LeadNeed:
    """Give a need the date that stands in its own sentence."""
    if need.needed_by is not None:
        return need
    day = _first_day(days.get(place.sentence) for place in need.evidence)
    return need if day is None else replace(need, needed_by=day)


def _to_come(sends: Sequence[Send], campaign: Campaign) -> Iterator[date]:
    return (send.on for send in sends if send.on and send.on >= campaign.today)


def _first_day(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _merged(needs: Iterable[LeadNeed]) -> list[LeadNeed]:
    merged: dict[tuple[str, str | None], LeadNeed] = {}
    for need in needs:
        key = need.item, need.subject
        first = merged.get(key)
        if first is None:
            merged[key] = need
            continue
        evidence = tuple(dict.fromkeys((*first.evidence, *need.evidence)))
        day = _first_day((first.needed_by, need.needed_by))
        merged[key] = replace(first, evidence=evidence, needed_by=day)
    return list(merged.values())
